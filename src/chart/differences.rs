//! Differences, each on its interval, round a line at 0: of shares between two scopes, of credit between two playbooks.

use plotters::{
    drawing::IntoDrawingArea,
    element::{Circle, PathElement, Text},
    style::{BLACK, Color, text_anchor::HPos},
};

use super::{ChartError, Drawing, Part, TEXT, backend::Canvas, fit_name, text, text_width::text_width};
use crate::domain::{
    study::{difference::Difference, what_if::PlaybookDifference},
    uncertainty::Interval,
    words::NumberStyle,
};

const ROW: i32 = 34;
const AXIS: i32 = 30;
/// Room for the axis' title.
const TITLE: i32 = 18;
const GAP: i32 = 10;
const DOT: i32 = 5;
const MARGIN: i32 = 24;

/// A channel's difference.
struct Row<'a> {
    channel: &'a str,
    difference: f64,
    interval: Option<Interval>,
}

/// How differences are written.
struct Words<'a> {
    /// "A less B".
    less: &'a str,
    /// "synthetic journeys".
    origin: &'a str,
    /// Of the axis, with the unit.
    title: &'a str,
    write: &'a dyn Fn(f64) -> String,
    /// "12.0 points".
    full: &'a dyn Fn(f64) -> String,
    /// Least reach of the axis on either side.
    reach: f64,
}

/// For each channel that both scopes have, its share in A less that in B.
pub fn share_differences(of: &Difference, width: u32, style: NumberStyle) -> Result<Drawing, ChartError> {
    let told = of.channels.iter().filter_map(|channel| {
        let (difference, interval) = (channel.share.difference?, channel.share.interval);
        Some(Row { channel: &channel.channel, difference, interval })
    });
    let words = Words {
        less: "A less B",
        origin: of.origins[0].words(),
        title: "Share in A less share in B, in points",
        write: &|points| style.points(points),
        full: &|points| style.points(points) + " points",
        reach: 0.01,
    };
    differences(&told.collect::<Vec<Row>>(), &words, width)
}

/// For each channel its credit by the changed playbook less that by the current one, in conversions.
pub fn credit_changes(of: &PlaybookDifference, width: u32, style: NumberStyle) -> Result<Drawing, ChartError> {
    let told = of.channels.iter().filter_map(|channel| {
        let difference = channel.credit.difference;
        Some(Row { channel: &channel.channel, difference: difference.figure?, interval: difference.interval })
    });
    // One decimal, as points are written.
    let write = |conversions: f64| style.points(conversions / 100.0);
    let words = Words {
        less: "changed less current",
        origin: of.origin.words(),
        title: "Credit, changed less current, in conversions",
        write: &write,
        full: &|conversions| write(conversions) + " conversions",
        reach: 0.1,
    };
    differences(&told.collect::<Vec<Row>>(), &words, width)
}

fn differences(rows: &[Row], words: &Words, width: u32) -> Result<Drawing, ChartError> {
    let reach = rows.iter().flat_map(|row| {
        let ends = row.interval.map_or([row.difference; 2], |of| [of.lo, of.hi]);
        ends.into_iter().chain([row.difference])
    });
    let most = reach.map(f64::abs).fold(words.reach, f64::max);
    let names = rows.iter().map(|row| text_width(row.channel, TEXT)).fold(0.0, f64::max);
    let left = names.min(0.34 * f64::from(width)).ceil() as i32 + GAP;
    let right = width as i32 - MARGIN;
    let middle = f64::from(left + right) / 2.0;
    let x = |figure: f64| (middle + f64::from(right - left) / 2.0 * figure / most).round() as i32;
    let bottom = rows.len() as i32 * ROW;
    let canvas = Canvas::new(width, (bottom + AXIS + TITLE) as u32);
    let area = canvas.backend().into_drawing_area();
    canvas.part(Part::Grid);
    area.draw(&PathElement::new([(x(0.0), 0), (x(0.0), bottom)], BLACK.stroke_width(1)))?;
    canvas.part(Part::AxisLabel);
    for at in [-most, 0.0, most] {
        let label = format!("{}{}", if at > 0.0 { "+" } else { "" }, (words.write)(at));
        area.draw(&Text::new(label, (x(at), bottom + AXIS / 2), text(HPos::Center)))?;
    }
    // In the middle of the drawing, where it has the most room.
    let below = (width as i32 / 2, bottom + AXIS + TITLE / 2);
    area.draw(&Text::new(words.title, below, text(HPos::Center)))?;
    for (index, row) in rows.iter().enumerate() {
        let y = index as i32 * ROW + ROW / 2;
        let between = row.interval.map_or(String::new(), |of| {
            format!(", {:.0} % interval {} to {}", 100.0 * of.level, (words.write)(of.lo), (words.write)(of.hi))
        });
        let (channel, less, figure, origin) = (row.channel, words.less, (words.full)(row.difference), words.origin);
        canvas.begin_mark(channel, format!("{channel}: {less} {figure}{between} ({origin})"));
        canvas.part(Part::Name);
        area.draw(&Text::new(fit_name(channel, left - GAP), (left - GAP, y), text(HPos::Right)))?;
        if let Some(of) = row.interval {
            canvas.part(Part::Whisker);
            area.draw(&PathElement::new([(x(of.lo), y), (x(of.hi), y)], BLACK.stroke_width(2)))?;
        }
        canvas.part(Part::Dot);
        area.draw(&Circle::new((x(row.difference), y), DOT, BLACK.filled()))?;
    }
    Ok(canvas.finish())
}
