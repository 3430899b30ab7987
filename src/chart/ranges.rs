//! How far models lie apart: for each channel a line from the smallest share to the greatest and
//! a dot for every model.

use plotters::{
    chart::ChartBuilder,
    drawing::IntoDrawingArea,
    element::{Circle, PathElement, Text},
    style::{BLACK, Color, text_anchor::HPos},
};

use super::{ChartError, Drawing, Part, TEXT, backend::Canvas, fit_name, text, text_width::text_width};
use crate::domain::{attribution::model::Model, comparison::Comparison, words::NumberStyle};

const ROW: i32 = 34;
const AXIS: i32 = 30;
const GAP: i32 = 10;
const DOT: i32 = 4;
/// Room on the right for the last label of the axis.
const MARGIN: i32 = 24;

/// The chart of all models' shares, `width` pixels wide; participation, whose shares are parts of no
/// sum, is left out.
pub fn model_ranges(comparison: &Comparison, width: u32, style: NumberStyle) -> Result<Drawing, ChartError> {
    let channels = &comparison.channels;
    let height = channels.len() as i32 * ROW + AXIS;
    let canvas = Canvas::new(width, height as u32);
    let names = channels.iter().map(|name| text_width(name, TEXT)).fold(0.0, f64::max);
    let left = names.min(0.34 * f64::from(width)).ceil() as i32 + GAP;
    let right = width as i32 - MARGIN;
    let area = canvas.backend().into_drawing_area();
    let mut chart = ChartBuilder::on(&area)
        .margin_left(left)
        .margin_right(MARGIN)
        .x_label_area_size(AXIS)
        .build_cartesian_2d(0.0..1.0, 0.0..1.0)?;
    chart
        .configure_mesh()
        .disable_y_mesh()
        .disable_y_axis()
        .light_line_style(BLACK.mix(0.0))
        .axis_style(BLACK.mix(0.0))
        .x_labels(((right - left) / 110).clamp(3, 11) as usize)
        .x_label_formatter(&|share| format!("{:.0} %", 100.0 * share))
        .x_label_style(text(HPos::Center))
        .draw()?;
    let x = |share: f64| left + (f64::from(right - left) * share).round() as i32;
    for (index, channel) in channels.iter().enumerate() {
        let dots = dots(comparison, index);
        let Some((min, max)) = extremes(&dots) else { continue };
        let y = index as i32 * ROW + ROW / 2;
        let title = format!(
            "{channel}: {} to {} of the credit, by the model ({})",
            style.percent(min),
            style.percent(max),
            comparison.origin.words()
        );
        canvas.begin_mark(channel, title);
        canvas.part(Part::Name);
        area.draw(&Text::new(fit_name(channel, left - GAP), (left - GAP, y), text(HPos::Right)))?;
        canvas.part(Part::Whisker);
        area.draw(&PathElement::new([(x(min), y), (x(max), y)], BLACK.stroke_width(2)))?;
        canvas.part(Part::Bar);
        for share in dots {
            area.draw(&Circle::new((x(share), y), DOT, BLACK.filled()))?;
        }
    }
    Ok(canvas.finish())
}

fn dots(comparison: &Comparison, channel: usize) -> Vec<f64> {
    let models = comparison.models.iter().filter(|model| model.model != Model::Participation);
    models.filter_map(|model| model.shares.as_ref().map(|shares| shares[channel])).collect()
}

fn extremes(dots: &[f64]) -> Option<(f64, f64)> {
    let min = dots.iter().copied().reduce(f64::min)?;
    Some((min, dots.iter().copied().fold(min, f64::max)))
}
