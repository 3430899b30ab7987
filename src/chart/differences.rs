//! Differences of shares between two scopes, each on its interval, round a line at 0.

use plotters::{
    drawing::IntoDrawingArea,
    element::{Circle, PathElement, Text},
    style::{BLACK, Color, text_anchor::HPos},
};

use super::{ChartError, Drawing, Part, TEXT, backend::Canvas, fit_name, text, text_width::text_width};
use crate::domain::{study::difference::Difference, words::NumberStyle};

const ROW: i32 = 34;
const AXIS: i32 = 30;
const GAP: i32 = 10;
const DOT: i32 = 5;
const MARGIN: i32 = 24;

/// For each channel that both scopes have, its share in A less that in B.
pub fn share_differences(of: &Difference, width: u32, style: NumberStyle) -> Result<Drawing, ChartError> {
    let told = of.channels.iter().filter_map(|channel| Some((channel, channel.share.difference?)));
    let rows: Vec<_> = told.collect();
    let reach = rows.iter().flat_map(|(channel, difference)| {
        let ends = channel.share.interval.map_or([*difference; 2], |of| [of.lo, of.hi]);
        ends.into_iter().chain([*difference])
    });
    let most = reach.map(f64::abs).fold(0.01, f64::max);
    let names = rows.iter().map(|(channel, _)| text_width(&channel.channel, TEXT)).fold(0.0, f64::max);
    let left = names.min(0.34 * f64::from(width)).ceil() as i32 + GAP;
    let right = width as i32 - MARGIN;
    let middle = f64::from(left + right) / 2.0;
    let x = |share: f64| (middle + f64::from(right - left) / 2.0 * share / most).round() as i32;
    let bottom = rows.len() as i32 * ROW;
    let canvas = Canvas::new(width, (bottom + AXIS) as u32);
    let area = canvas.backend().into_drawing_area();
    canvas.part(Part::Grid);
    area.draw(&PathElement::new([(x(0.0), 0), (x(0.0), bottom)], BLACK.stroke_width(1)))?;
    canvas.part(Part::AxisLabel);
    for at in [-most, 0.0, most] {
        let label = format!("{}{} pts", if at > 0.0 { "+" } else { "" }, style.points(at));
        area.draw(&Text::new(label, (x(at), bottom + AXIS / 2), text(HPos::Center)))?;
    }
    for (index, (channel, difference)) in rows.iter().enumerate() {
        let y = index as i32 * ROW + ROW / 2;
        let interval = channel.share.interval;
        let between = interval.map_or(String::new(), |of| {
            let (level, lo, hi) = (100.0 * of.level, style.points(of.lo), style.points(of.hi));
            format!(", {level:.0} % interval {lo} to {hi}")
        });
        let points = style.points(*difference);
        canvas.begin_mark(
            &channel.channel,
            format!("{}: A less B {points} points{between} ({})", channel.channel, of.origins[0].words()),
        );
        canvas.part(Part::Name);
        area.draw(&Text::new(fit_name(&channel.channel, left - GAP), (left - GAP, y), text(HPos::Right)))?;
        if let Some(of) = interval {
            canvas.part(Part::Whisker);
            area.draw(&PathElement::new([(x(of.lo), y), (x(of.hi), y)], BLACK.stroke_width(2)))?;
        }
        canvas.part(Part::Dot);
        area.draw(&Circle::new((x(*difference), y), DOT, BLACK.filled()))?;
    }
    Ok(canvas.finish())
}
