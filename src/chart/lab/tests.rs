//! Charts of a few errors, by hand.

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
        assert_eq!(points.count(), 3, "a point a size, and one beside the name");
        (mark.place_among(&[]) % crate::chart::colour::PALETTE, form)
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
fn one_size_and_none() {
    let [one, _] = sizes();
    assert_eq!(drawn(&[one], 600).marks.len(), 2);
    assert_eq!(drawn(&[size(250, &[])], 600), Drawing::empty());
    assert_eq!(drawn(&[], 600), Drawing::empty());
}
