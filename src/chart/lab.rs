//! How share errors fall with the number of journeys: a line a model.

use plotters::{
    drawing::IntoDrawingArea,
    element::{PathElement, Text},
    style::{BLACK, Color, text_anchor::HPos},
};

use super::{
    ChartError, Drawing, Part, TEXT,
    backend::Canvas,
    fit_name,
    lines::{HEIGHT, Plot, apart},
    text,
    text_width::text_width,
};
use crate::domain::{
    attribution::model::Model,
    lab::{estimate::Estimate, findings::SizeErrors},
    sorting::sort_places,
    words::NumberStyle,
};

const GAP: i32 = 8;
const AXIS: i32 = 30;

/// A line: a model and others of the same errors, with its error at each size that has one.
struct Line {
    name: String,
    points: Vec<(u32, Estimate)>,
}

/// Share errors over the number of journeys, whose axis goes by factors of two; a line a model, and models whose errors
/// agree at every size are one line. Nothing where no model has a share error.
pub fn share_errors(sizes: &[SizeErrors], width: u32, style: NumberStyle) -> Result<Drawing, ChartError> {
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
    let names = lines.iter().map(|line| text_width(&line.name, TEXT)).fold(0.0, f64::max);
    let right = names.min(0.35 * f64::from(width)).ceil() as i32 + 3 * GAP;
    let plot = Plot { width, right, x: from - pad..to + pad, y: (least - pad_y).max(0.0)..most + pad_y };
    let canvas = Canvas::new(width, HEIGHT);
    plot.draw_axes(&canvas, &|_| String::new(), &|error| format!("{:.0} %", 100.0 * error))?;
    let area = canvas.backend().into_drawing_area();
    canvas.part(Part::AxisLabel);
    for size in sizes {
        let below = (plot.at(at(size.journeys), 0.0).0, HEIGHT as i32 - AXIS / 2);
        area.draw(&Text::new(size.journeys.to_string(), below, text(HPos::Center)))?;
    }
    let ends = lines.iter().filter_map(|line| line.points.last());
    let labels = above_axis(apart(ends.map(|(journeys, error)| plot.at(at(*journeys), error.mean).1).collect()));
    for (line, label) in lines.iter().zip(labels) {
        canvas.begin_mark(&line.name, line.title(style));
        canvas.part(Part::Line);
        let points: Vec<(i32, i32)> =
            line.points.iter().map(|(journeys, error)| plot.at(at(*journeys), error.mean)).collect();
        let end = points[points.len() - 1].0;
        let last = points[points.len() - 1].1;
        area.draw(&PathElement::new(points, BLACK.stroke_width(2)))?;
        // From the line's end to its name, which may stand apart from it.
        canvas.part(Part::Whisker);
        area.draw(&PathElement::new([(end, last), (end + 2 * GAP, label)], BLACK.stroke_width(1)))?;
        canvas.part(Part::Value);
        area.draw(&Text::new(fit_name(&line.name, right - 3 * GAP), (end + 2 * GAP + 2, label), text(HPos::Left)))?;
    }
    Ok(canvas.finish())
}

/// Heights of labels that stand clear of one another, moved up as far as they need to stay above the axis.
fn above_axis(mut heights: Vec<i32>) -> Vec<i32> {
    let mut lowest: Vec<usize> = (0..heights.len()).collect();
    sort_places(&mut lowest, &|a, b| heights[b].cmp(&heights[a]));
    let mut limit = HEIGHT as i32 - AXIS - TEXT as i32 / 2;
    for label in lowest {
        heights[label] = heights[label].min(limit);
        limit = heights[label] - TEXT as i32;
    }
    heights
}

fn lines(sizes: &[SizeErrors]) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for (at, model) in Model::ALL.iter().enumerate() {
        let errors = sizes.iter().filter_map(|size| Some((size.journeys, size.errors.get(at).copied().flatten()?)));
        let points: Vec<(u32, Estimate)> = errors.collect();
        if points.is_empty() {
            continue;
        }
        match lines.iter_mut().find(|line| line.points == points) {
            Some(same) => same.name = format!("{} · {}", same.name, model.title()),
            None => lines.push(Line { name: model.title().to_owned(), points }),
        }
    }
    lines
}

impl Line {
    fn title(&self, style: NumberStyle) -> String {
        let errors = self.points.iter().map(|(journeys, error)| {
            let deviation = error.error.map_or(String::new(), |of| format!(" (standard error {})", style.points(of)));
            format!("{}{deviation} at {journeys}", style.percent(error.mean))
        });
        let errors: Vec<String> = errors.collect();
        format!("{}: share error {} synthetic journeys", self.name, errors.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::{Geometry, reach};

    /// Errors of first touch, of last touch and of last non-direct, at 250 and 1,000 journeys.
    fn sizes() -> [SizeErrors; 2] {
        [(250, [0.4, 0.2, 0.2]), (1_000, [0.3, 0.1, 0.1])].map(|(journeys, means)| {
            let mut errors = vec![None; Model::ALL.len()];
            for (error, mean) in errors.iter_mut().zip(means) {
                *error = Some(Estimate { mean, error: Some(0.01) });
            }
            SizeErrors { journeys, errors, rank_correlations: vec![None; Model::ALL.len()], left_out: 0 }
        })
    }

    #[test]
    fn a_line_falls_as_journeys_grow() {
        let drawing = share_errors(&sizes(), 600, NumberStyle::default()).expect("shapes");
        assert_eq!(drawing.marks.len(), 2, "models of the same errors are one line");
        assert_eq!(
            drawing.marks[0].title,
            "First touch: share error 40.0 % (standard error 1.0) at 250, 30.0 % (standard error 1.0) at 1000 synthetic \
             journeys"
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
        let mut sizes: Vec<SizeErrors> = sizes().into();
        sizes.insert(1, SizeErrors { journeys: 500, ..sizes[0].clone() });
        let drawing = share_errors(&sizes, 600, NumberStyle::default()).expect("shapes");
        let Some(Geometry::Polyline(points)) = drawing.marks[0].shapes.first().map(|shape| &shape.geometry) else {
            panic!("{:?}", drawing.marks[0].shapes)
        };
        let [a, b, c] = points[..] else { panic!("{points:?}") };
        assert!(((b.0 - a.0) - (c.0 - b.0)).abs() <= 1, "{points:?}: 500 stands half way from 250 to 1,000");
    }

    #[test]
    fn names_stay_within_the_drawing() {
        for width in [320, 900] {
            let drawing = share_errors(&sizes(), width, NumberStyle::default()).expect("shapes");
            for shape in drawing.axes.iter().chain(drawing.marks.iter().flat_map(|mark| &mark.shapes)) {
                let (from, to) = reach(shape);
                assert!(from >= 0 && to <= width as i32, "{shape:?} at {width}");
            }
        }
    }

    #[test]
    fn labels_stay_above_the_axis() {
        // The axis begins at 210; half a line of text is 7.
        assert_eq!(above_axis(vec![205, 180, 219, 20]), [189, 175, 203, 20]);
    }

    #[test]
    fn one_size_and_none() {
        let one = share_errors(&sizes()[..1], 600, NumberStyle::default()).expect("shapes");
        assert_eq!(one.marks.len(), 2);
        let none = SizeErrors { errors: vec![None; Model::ALL.len()], ..sizes()[0].clone() };
        assert_eq!(share_errors(&[none], 600, NumberStyle::default()), Ok(Drawing::empty()));
        assert_eq!(share_errors(&[], 600, NumberStyle::default()), Ok(Drawing::empty()));
    }
}
