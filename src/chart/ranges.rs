//! Lines and dots by channel over a common axis: how far models lie apart, and how far a model's
//! share moves with the sample.

use plotters::{
    chart::ChartBuilder,
    drawing::IntoDrawingArea,
    element::{Circle, PathElement, Text},
    style::{BLACK, Color, text_anchor::HPos},
};

use super::{ChartError, Drawing, Part, TEXT, backend::Canvas, fit_name, text, text_width::text_width};
use crate::domain::{
    attribution::model::Model,
    comparison::{Comparison, ModelShares},
    words::NumberStyle,
};

const ROW: i32 = 34;
const AXIS: i32 = 30;
const GAP: i32 = 10;
const DOT: i32 = 4;
/// Room on the right for the last label of the axis.
const MARGIN: i32 = 24;

/// A channel's line from `from` to `to`, with dots on it.
struct Row<'a> {
    channel: &'a str,
    title: String,
    from: f64,
    to: f64,
    dots: Vec<f64>,
}

/// For each channel a line from the smallest share to the greatest and a dot for every model;
/// participation, whose shares are parts of no sum, is left out.
pub fn model_ranges(comparison: &Comparison, width: u32, style: NumberStyle) -> Result<Drawing, ChartError> {
    let rows = comparison.channels.iter().enumerate().filter_map(|(index, channel)| {
        let models = comparison.models.iter().filter(|model| model.model != Model::Participation);
        let dots: Vec<f64> = models.filter_map(|model| model.shares.as_ref().map(|shares| shares[index])).collect();
        let from = dots.iter().copied().reduce(f64::min)?;
        let to = dots.iter().copied().fold(from, f64::max);
        let (least, most) = (style.percent(from), style.percent(to));
        let title = format!("{channel}: {least} to {most} of the credit, by the model ({})", comparison.origin.words());
        Some(Row { channel, title, from, to, dots })
    });
    draw(&rows.collect::<Vec<_>>(), width)
}

/// For each channel one model's share as a dot on its interval.
pub fn model_intervals(
    comparison: &Comparison,
    model: &ModelShares,
    width: u32,
    style: NumberStyle,
) -> Result<Drawing, ChartError> {
    let rows = comparison.channels.iter().enumerate().filter_map(|(index, channel)| {
        let share = model.shares.as_ref()?[index];
        let interval = model.intervals.get(index).copied().flatten()?;
        let title = format!(
            "{channel}: {} of the credit, {:.0} % interval {} to {} ({})",
            style.percent(share),
            100.0 * interval.level,
            style.points(interval.lo),
            style.points(interval.hi),
            comparison.origin.words()
        );
        Some(Row { channel, title, from: interval.lo, to: interval.hi, dots: vec![share] })
    });
    draw(&rows.collect::<Vec<_>>(), width)
}

fn draw(rows: &[Row], width: u32) -> Result<Drawing, ChartError> {
    let canvas = Canvas::new(width, (rows.len() as i32 * ROW + AXIS) as u32);
    let names = rows.iter().map(|row| text_width(row.channel, TEXT)).fold(0.0, f64::max);
    let left = names.min(0.34 * f64::from(width)).ceil() as i32 + GAP;
    let right = width as i32 - MARGIN;
    let end = rows.iter().map(|row| row.to).fold(0.01, f64::max);
    let area = canvas.backend().into_drawing_area();
    let mut chart = ChartBuilder::on(&area)
        .margin_left(left)
        .margin_right(MARGIN)
        .x_label_area_size(AXIS)
        .build_cartesian_2d(0.0..end, 0.0..1.0)?;
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
    let x = |share: f64| left + (f64::from(right - left) * share / end).round() as i32;
    for (index, row) in rows.iter().enumerate() {
        let y = index as i32 * ROW + ROW / 2;
        canvas.begin_mark(row.channel, row.title.clone());
        canvas.part(Part::Name);
        area.draw(&Text::new(fit_name(row.channel, left - GAP), (left - GAP, y), text(HPos::Right)))?;
        canvas.part(Part::Whisker);
        area.draw(&PathElement::new([(x(row.from), y), (x(row.to), y)], BLACK.stroke_width(2)))?;
        canvas.part(Part::Bar);
        for share in &row.dots {
            area.draw(&Circle::new((x(*share), y), DOT, BLACK.filled()))?;
        }
    }
    Ok(canvas.finish())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        chart::Geometry,
        domain::{dataset::Dataset, import::read_leads, playbook::Playbook},
        engine::{self, query::Query},
    };

    #[test]
    fn each_channel_has_its_line_and_a_dot_for_every_model() {
        let csv: &[u8] = include_bytes!("../../public/a_tier_leads.csv");
        let import = read_leads(csv).expect("leads");
        let dataset = Dataset::synthesise("a.csv", import, Playbook::default()).expect("five channels");
        let comparison = engine::compare(&dataset, &Query { replicates: 50, ..Query::default() }).expect("fits");
        let drawing = model_ranges(&comparison, 800, NumberStyle::default()).expect("shapes");
        let circles = |mark: usize| {
            let shapes = drawing.marks[mark].shapes.iter();
            shapes.filter(|shape| matches!(shape.geometry, Geometry::Circle { .. })).count()
        };
        assert_eq!(circles(0), 16, "seventeen models less participation");
        assert_eq!(drawing.marks[3].title, "ga4: 0.0 % to 100.0 % of the credit, by the model (synthetic journeys)");
        let hybrid = comparison.models.last().expect("models");
        let intervals = model_intervals(&comparison, hybrid, 800, NumberStyle::default()).expect("shapes");
        assert!(intervals.marks[2].title.starts_with("email: 16.4 % of the credit, 90 % interval "));
    }
}
