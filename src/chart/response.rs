//! How credit would answer to spend under an assumed elasticity: a curve a channel.

use plotters::{
    drawing::IntoDrawingArea,
    element::{Circle, PathElement, Text},
    style::{BLACK, Color, text_anchor::HPos},
};

use super::{
    ChartError, Drawing, Part, TEXT, fit_name,
    lines::{Plot, Titles},
    text,
    text_width::text_width,
};
use crate::domain::{journey::Origin, study::budget::ResponseCurve, words::NumberStyle};

const GAP: i32 = 8;

/// Curves from no spend to twice the present one, which a dot marks; the assumption is the caller's to state.
pub fn response_curves(
    curves: &[ResponseCurve],
    origin: Origin,
    width: u32,
    style: NumberStyle,
) -> Result<Drawing, ChartError> {
    if curves.is_empty() {
        return Ok(Drawing::empty());
    }
    let points = || curves.iter().flat_map(|curve| &curve.points);
    let spend = points().map(|point| point.spend).fold(1e-9, f64::max);
    let credit = points().map(|point| point.credit).fold(1e-9, f64::max);
    let names = curves.iter().map(|curve| text_width(&curve.channel, TEXT)).fold(0.0, f64::max);
    let right = names.min(0.3 * f64::from(width)).ceil() as i32 + 4 * GAP;
    let titles = Titles { x: "Spend on the channel, in the currency of its cost", y: "Credited conversions" };
    let plot = Plot { width, right, x: 0.0..spend, y: 0.0..1.05 * credit, titles: Some(titles) };
    let canvas = plot.canvas();
    plot.draw_axes(&canvas, &|spend| style.money(*spend, 0), &|credit| rounded(*credit, style))?;
    let area = canvas.backend().into_drawing_area();
    let ends: Vec<i32> = curves
        .iter()
        .filter_map(|curve| curve.points.last())
        .map(|point| plot.at(point.spend, point.credit).1)
        .collect();
    let labels = plot.labels(ends);
    for (curve, label) in curves.iter().zip(labels) {
        let (Some(now), Some(last)) = (curve.points.get(curve.points.len() / 2), curve.points.last()) else { continue };
        let title = format!(
            "{}: {} conversions credited at the present spend of {}, {} at twice of it under the assumption ({})",
            curve.channel,
            rounded(now.credit, style),
            style.money(now.spend, 0),
            rounded(last.credit, style),
            origin.words()
        );
        canvas.begin_mark(&curve.channel, title);
        canvas.part(Part::Line);
        let line: Vec<(i32, i32)> = curve.points.iter().map(|point| plot.at(point.spend, point.credit)).collect();
        area.draw(&PathElement::new(line, BLACK.stroke_width(2)))?;
        // From the curve's end to its name, which may stand apart from it: a hairline, which is no part of the curve.
        canvas.part(Part::Grid);
        let end = plot.at(last.spend, last.credit);
        let beside = plot.at(spend, 0.0).0 + 2 * GAP;
        area.draw(&PathElement::new([end, (beside, label)], BLACK.stroke_width(1)))?;
        canvas.part(Part::Dot);
        area.draw(&Circle::new(plot.at(now.spend, now.credit), 5, BLACK.filled()))?;
        canvas.part(Part::Value);
        area.draw(&Text::new(fit_name(&curve.channel, right - 4 * GAP), (beside + GAP, label), text(HPos::Left)))?;
    }
    Ok(canvas.finish())
}

/// One decimal.
fn rounded(figure: f64, style: NumberStyle) -> String {
    style.points(figure / 100.0)
}
