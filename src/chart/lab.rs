//! How share errors fall with the number of journeys: a line a model.

use plotters::{
    coord::Shift,
    drawing::{DrawingArea, IntoDrawingArea},
    element::{Circle, PathElement, Polygon, Rectangle, Text},
    style::{BLACK, Color, text_anchor::HPos},
};

use super::{
    ChartError, Drawing, Part, TEXT,
    backend::ShapeBackend,
    fit_name,
    lines::{AXIS, Plot, Titles},
    text,
    text_width::text_width,
};
use crate::domain::{
    attribution::model::Model,
    lab::{estimate::Estimate, findings::SizeMarks},
    words::NumberStyle,
};

const GAP: i32 = 8;

/// Half the width of what stands at a point.
const POINT: i32 = 4;

/// Ranges below this are told to the tenth of a percent.
const NARROW: f64 = 0.05;

/// A line: a model and others of the same errors, with its error at each size that has one.
struct Line {
    /// The first one's place in [`Model::ALL`], by which it has its colour and its points their form.
    model: usize,
    names: Vec<&'static str>,
    points: Vec<(u32, Estimate)>,
}

/// Share errors over the number of journeys, whose axis goes by factors of two; a line a model, and models whose errors
/// agree at every size are one line. Nothing where no model has a share error.
pub fn share_errors(sizes: &[&SizeMarks], width: u32, style: NumberStyle) -> Result<Drawing, ChartError> {
    let lines = lines(sizes);
    let errors = || lines.iter().flat_map(|line| line.points.iter().map(|(_, error)| error.mean));
    let (least, most) = (errors().fold(f64::MAX, f64::min), errors().fold(0.01, f64::max));
    // What sets models apart is often small beside what they have in common: the axis begins below the least error.
    let pad_y = (0.1 * (most - least)).max(0.005);
    if lines.is_empty() {
        return Ok(Drawing::empty());
    }
    let at = |journeys: u32| libm::log2(f64::from(journeys));
    let ends = || sizes.iter().map(|size| at(size.journeys));
    let (from, to) = (ends().fold(f64::MAX, f64::min), ends().fold(f64::MIN, f64::max));
    // A single size stands in the middle.
    let pad = if to > from { 0.0 } else { 1.0 };
    let room = (0.35 * f64::from(width)).ceil() as i32;
    let names: Vec<String> = lines.iter().map(|line| line.label(room)).collect();
    let right = names.iter().map(|name| text_width(name, TEXT)).fold(0.0, f64::max).ceil() as i32 + 4 * GAP;
    let titles = Titles { x: "Journeys of a sample", y: "Share error, %" };
    let y = (least - pad_y).max(0.0)..most + pad_y;
    let tenths = y.end - y.start < NARROW;
    let plot = Plot { width, right, x: from - pad..to + pad, y, titles: Some(titles) };
    let canvas = plot.canvas();
    let percent = |error: &f64| if tenths { style.points(*error) } else { format!("{:.0}", 100.0 * error) };
    plot.draw_axes(&canvas, &|_| String::new(), &percent)?;
    let area = canvas.backend().into_drawing_area();
    canvas.part(Part::AxisLabel);
    for size in sizes {
        let below = (plot.at(at(size.journeys), 0.0).0, plot.bottom() + AXIS / 2);
        area.draw(&Text::new(style.whole(f64::from(size.journeys)), below, text(HPos::Center)))?;
    }
    let ends = lines.iter().filter_map(|line| line.points.last());
    let labels = plot.labels(ends.map(|(journeys, error)| plot.at(at(*journeys), error.mean).1).collect());
    for ((line, name), label) in lines.iter().zip(names).zip(labels) {
        canvas.begin_mark(&line.names.join(" · "), line.title(style));
        canvas.colour(line.model);
        canvas.part(Part::Line);
        let points: Vec<(i32, i32)> =
            line.points.iter().map(|(journeys, error)| plot.at(at(*journeys), error.mean)).collect();
        let (end, last) = points[points.len() - 1];
        area.draw(&PathElement::new(points.clone(), BLACK.stroke_width(2)))?;
        // From the line's end to its name, which may stand apart from it: a hairline, which is no part of the line.
        canvas.part(Part::Grid);
        area.draw(&PathElement::new([(end, last), (end + 2 * GAP, label)], BLACK.stroke_width(1)))?;
        canvas.part(Part::Dot);
        // The last one stands beside the name, as in a legend.
        points.iter().chain([&(end + 2 * GAP, label)]).try_for_each(|point| draw_point(&area, *point, line.model))?;
        canvas.part(Part::Value);
        area.draw(&Text::new(name, (end + 3 * GAP, label), text(HPos::Left)))?;
    }
    Ok(canvas.finish())
}

/// In one of five forms, so that with eight colours no two of forty models look the same.
fn draw_point(area: &DrawingArea<ShapeBackend, Shift>, (x, y): (i32, i32), model: usize) -> Result<(), ChartError> {
    let filled = BLACK.filled();
    match model % 5 {
        0 => area.draw(&Circle::new((x, y), POINT, filled))?,
        1 => area.draw(&Rectangle::new([(x - POINT, y - POINT), (x + POINT, y + POINT)], filled))?,
        form => {
            let far = POINT + 1;
            let [up, down, left, right] = [(x, y - far), (x, y + far), (x - far, y), (x + far, y)];
            let corners = match form {
                2 => vec![up, right, down, left],
                3 => vec![up, (x + far, y + POINT), (x - far, y + POINT)],
                _ => vec![down, (x - far, y - POINT), (x + far, y - POINT)],
            };
            area.draw(&Polygon::new(corners, filled))?;
        }
    }
    Ok(())
}

fn lines(sizes: &[&SizeMarks]) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for (at, model) in Model::ALL.iter().enumerate() {
        let errors = sizes.iter().filter_map(|size| Some((size.journeys, size.marks[at].share_error?)));
        let points: Vec<(u32, Estimate)> = errors.collect();
        if points.is_empty() {
            continue;
        }
        match lines.iter_mut().find(|line| line.points == points) {
            Some(same) => same.names.push(model.title()),
            None => lines.push(Line { model: at, names: vec![model.title()], points }),
        }
    }
    lines
}

impl Line {
    /// All names where they fit, else the first and how many more.
    fn label(&self, room: i32) -> String {
        let all = self.names.join(" · ");
        match &self.names[..] {
            [first, more @ ..] if !more.is_empty() && text_width(&all, TEXT) > f64::from(room) => {
                let more = format!(" + {}", more.len());
                fit_name(first, room - text_width(&more, TEXT).ceil() as i32) + &more
            }
            _ => fit_name(&all, room),
        }
    }

    fn title(&self, style: NumberStyle) -> String {
        let errors = self.points.iter().map(|(journeys, error)| {
            let deviation =
                error.error.map_or(String::new(), |of| format!(" (standard error {} points)", style.points(of)));
            format!("{}{deviation} at {}", style.percent(error.mean), style.whole(f64::from(*journeys)))
        });
        let errors: Vec<String> = errors.collect();
        format!("{}: share error {} synthetic journeys", self.names.join(" · "), errors.join(", "))
    }
}

#[cfg(test)]
mod tests;
