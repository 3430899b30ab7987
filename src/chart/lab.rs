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
    colour::PALETTE,
    fit_name,
    lines::{AXIS, Plot, Titles, apart},
    text,
    text_width::text_width,
};
use crate::domain::{
    attribution::model::Model,
    lab::{estimate::Estimate, findings::SizeMarks},
    sorting::sort_places,
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
    let right = names.iter().map(|name| text_width(name, TEXT)).fold(0.0, f64::max).ceil() as i32 + 3 * GAP;
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
        area.draw(&Text::new(size.journeys.to_string(), below, text(HPos::Center)))?;
    }
    let ends = lines.iter().filter_map(|line| line.points.last());
    let labels = apart(ends.map(|(journeys, error)| plot.at(at(*journeys), error.mean).1).collect());
    let labels = above_axis(labels, plot.bottom());
    for ((line, name), label) in lines.iter().zip(names).zip(labels) {
        canvas.begin_mark(&line.names.join(" · "), line.title(style));
        canvas.colour(line.model % PALETTE);
        canvas.part(Part::Line);
        let points: Vec<(i32, i32)> =
            line.points.iter().map(|(journeys, error)| plot.at(at(*journeys), error.mean)).collect();
        let (end, last) = points[points.len() - 1];
        area.draw(&PathElement::new(points.clone(), BLACK.stroke_width(2)))?;
        // From the line's end to its name, which may stand apart from it.
        area.draw(&PathElement::new([(end, last), (end + 2 * GAP, label)], BLACK.stroke_width(1)))?;
        canvas.part(Part::Dot);
        points.iter().try_for_each(|point| draw_point(&area, *point, line.model))?;
        canvas.part(Part::Value);
        area.draw(&Text::new(name, (end + 2 * GAP + 2, label), text(HPos::Left)))?;
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

/// Heights of labels that stand clear of one another, moved up as far as they need to stay above the axis at `bottom`.
fn above_axis(mut heights: Vec<i32>, bottom: i32) -> Vec<i32> {
    let mut lowest: Vec<usize> = (0..heights.len()).collect();
    sort_places(&mut lowest, &|a, b| heights[b].cmp(&heights[a]));
    let mut limit = bottom - TEXT as i32 / 2;
    for label in lowest {
        heights[label] = heights[label].min(limit);
        limit = heights[label] - TEXT as i32;
    }
    heights
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
            format!("{}{deviation} at {journeys}", style.percent(error.mean))
        });
        let errors: Vec<String> = errors.collect();
        format!("{}: share error {} synthetic journeys", self.names.join(" · "), errors.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        chart::{Geometry, Mark, Shape, reach},
        domain::lab::marks::Marks,
    };

    /// Errors of first touch, of last touch and of last non-direct.
    fn size(journeys: u32, means: &[f64]) -> SizeMarks {
        let marks = Model::ALL.iter().enumerate().map(|(at, model)| Marks {
            model: *model,
            repetitions: 2,
            channels: Vec::new(),
            share_error: means.get(at).map(|mean| Estimate { mean: *mean, error: Some(0.01) }),
            rank_correlation: None,
            coverage: None,
        });
        SizeMarks { journeys, marks: marks.collect(), marked: 2, left_out: 0 }
    }

    fn drawn(sizes: &[SizeMarks], width: u32) -> Drawing {
        share_errors(&sizes.iter().collect::<Vec<_>>(), width, NumberStyle::default()).expect("shapes")
    }

    /// At 250 and 1,000 journeys.
    fn sizes() -> [SizeMarks; 2] {
        [size(250, &[0.4, 0.2, 0.2]), size(1_000, &[0.3, 0.1, 0.1])]
    }

    fn texts(drawing: &Drawing, part: Part) -> Vec<&str> {
        let shapes = drawing.axes.iter().chain(drawing.marks.iter().flat_map(|mark| &mark.shapes));
        let written = |shape| match shape {
            &Shape { part: of, geometry: Geometry::Text { ref text, .. } } if of == part => Some(text.as_str()),
            _ => None,
        };
        shapes.filter_map(written).collect()
    }

    #[test]
    fn a_line_falls_as_journeys_grow() {
        let drawing = drawn(&sizes(), 600);
        assert_eq!(drawing.marks.len(), 2, "models of the same errors are one line");
        assert_eq!(
            drawing.marks[0].title,
            "First touch: share error 40.0 % (standard error 1.0 points) at 250, 30.0 % (standard error 1.0 points) at \
             1000 synthetic journeys"
        );
        assert_eq!(drawing.marks[1].channel, "Last touch · Last non-direct");
        let Some(Geometry::Polyline(points)) = drawing.marks[0].shapes.first().map(|shape| &shape.geometry) else {
            panic!("{:?}", drawing.marks[0].shapes)
        };
        let [first, last] = points[..] else { panic!("{points:?}") };
        assert!(first.0 < last.0 && first.1 < last.1, "more journeys stand to the right, less error below");
    }

    #[test]
    fn the_axis_goes_by_factors() {
        let [few, many] = sizes();
        let drawing = drawn(&[few, size(500, &[0.35, 0.15, 0.15]), many], 600);
        let Some(Geometry::Polyline(points)) = drawing.marks[0].shapes.first().map(|shape| &shape.geometry) else {
            panic!("{:?}", drawing.marks[0].shapes)
        };
        let [a, b, c] = points[..] else { panic!("{points:?}") };
        assert!(((b.0 - a.0) - (c.0 - b.0)).abs() <= 1, "{points:?}: 500 stands half way from 250 to 1,000");
    }

    #[test]
    fn axes_tell_what_they_are_of_and_narrow_ranges_have_tenths() {
        let wide = drawn(&sizes(), 600);
        let labels = texts(&wide, Part::AxisLabel);
        for label in ["Share error, %", "Journeys of a sample", "250", "1000", "20"] {
            assert!(labels.contains(&label), "{label}: {labels:?}");
        }
        let narrow = drawn(&[size(250, &[0.31]), size(1_000, &[0.305])], 600);
        let labels = texts(&narrow, Part::AxisLabel);
        let mut tenths: Vec<&str> = labels.into_iter().filter(|label| label.contains('.')).collect();
        let count = tenths.len();
        tenths.dedup();
        assert!(count > 1 && tenths.len() == count, "no two labels are the same: {tenths:?}");
    }

    #[test]
    fn no_two_models_look_the_same() {
        let errors: Vec<f64> = (0..Model::ALL.len()).map(|at| 0.1 + 0.02 * at as f64).collect();
        let drawing = drawn(&[size(250, &errors), size(1_000, &errors)], 375);
        assert_eq!(drawing.marks.len(), Model::ALL.len());
        let look = |mark: &Mark| {
            let points = mark.shapes.iter().filter(|shape| shape.part == Part::Dot);
            let corner = |of: &(i32, i32), first: &(i32, i32)| (of.0 - first.0, of.1 - first.1);
            let form = points.clone().next().map(|shape| match &shape.geometry {
                Geometry::Area(points) => points.iter().map(|point| corner(point, &points[0])).collect(),
                Geometry::Circle { .. } => vec![(0, 0)],
                _ => Vec::new(),
            });
            assert_eq!(points.count(), 2, "a point a size");
            (mark.place_in_palette(&[]), form)
        };
        let looks: Vec<_> = drawing.marks.iter().map(look).collect();
        for (at, one) in looks.iter().enumerate() {
            assert!(!looks[..at].contains(one), "{}", drawing.marks[at].channel);
        }
    }

    #[test]
    fn names_stay_within_the_drawing() {
        for width in [320, 900] {
            let drawing = drawn(&sizes(), width);
            for shape in drawing.axes.iter().chain(drawing.marks.iter().flat_map(|mark| &mark.shapes)) {
                let (from, to) = reach(shape);
                assert!(from >= 0 && to <= width as i32, "{shape:?} at {width}");
            }
        }
    }

    #[test]
    fn of_many_names_the_first_is_written() {
        assert_eq!(texts(&drawn(&sizes(), 900), Part::Value), ["First touch", "Last touch · Last non-direct"]);
        assert_eq!(texts(&drawn(&sizes(), 320), Part::Value), ["First touch", "Last touch + 1"]);
    }

    #[test]
    fn labels_stay_above_the_axis() {
        // Half a line of text is 7.
        assert_eq!(above_axis(vec![205, 180, 219, 20], 210), [189, 175, 203, 20]);
    }

    #[test]
    fn one_size_and_none() {
        let [one, _] = sizes();
        assert_eq!(drawn(&[one], 600).marks.len(), 2);
        assert_eq!(drawn(&[size(250, &[])], 600), Drawing::empty());
        assert_eq!(drawn(&[], 600), Drawing::empty());
    }
}
