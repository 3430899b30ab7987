//! The flow of journeys as streams between nodes, from the start on the left to a conversion or none on the right.
//!
//! A column a touch. Journeys that have ended go on to the right beside the columns, above them where they converted and
//! below where not, so that no stream crosses a node.

use plotters::{
    coord::Shift,
    drawing::{DrawingArea, IntoDrawingArea},
    element::{Polygon, Rectangle, Text},
    style::{BLACK, Color, text_anchor::HPos},
};

use super::{
    ChartError, Drawing, Part, TEXT,
    backend::{Canvas, ShapeBackend},
    fit_name,
    streams::{NODE, Streams},
    text,
    text_width::text_width,
};
use crate::domain::{
    journey::Origin,
    sorting::sort_places,
    study::flow::{Flow, FlowNode, Stop},
    words::NumberStyle,
};

const HEIGHT: i32 = 380;
const HEAD: i32 = 28;
const GAP: i32 = 6;

/// Names of the ends take at most this part of the width.
const NAME_PART: f64 = 0.2;

/// A name that would be cut to fewer pixels is left out.
const SHORTEST_NAME: i32 = 24;

/// What follows a node is named to so many, the most frequent first.
const NAMED: usize = 5;

/// The chart of a flow, `width` pixels wide.
pub fn journey_flow(flow: &Flow, origin: Origin, width: u32, style: NumberStyle) -> Result<Drawing, ChartError> {
    if flow.all.journeys == 0 {
        return Ok(Drawing::empty());
    }
    let ends = [Stop::Conversion, Stop::Null].map(|stop| text_width(flow.name(stop), TEXT));
    let right = ends[0].max(ends[1]).min(NAME_PART * f64::from(width)).ceil() as i32 + GAP;
    let streams = Streams::of(flow, (HEAD, HEIGHT - GAP), width as i32 - right);
    let canvas = Canvas::new(width, HEIGHT as u32);
    let area = canvas.backend().into_drawing_area();
    draw_head(&canvas, &area, flow, &streams)?;
    for (number, node) in flow.nodes.iter().enumerate() {
        canvas.begin_mark(flow.name(node.stop), title(flow, number, origin, style));
        draw_node(&canvas, &area, flow, &streams, number, right)?;
    }
    Ok(canvas.finish())
}

type Area = DrawingArea<ShapeBackend, Shift>;

/// The number of the touch above each column.
fn draw_head(canvas: &Canvas, area: &Area, flow: &Flow, streams: &Streams) -> Result<(), ChartError> {
    canvas.part(Part::AxisLabel);
    let mut before = None;
    for (number, node) in flow.nodes.iter().enumerate().filter(|(_, node)| (1..=flow.steps).contains(&node.step)) {
        if before.replace(node.step) != Some(node.step) {
            let x = streams.left(number) + NODE / 2;
            area.draw(&Text::new(node.step.to_string(), (x, HEAD / 2), text(HPos::Center)))?;
        }
    }
    Ok(())
}

/// A node with the streams that leave it.
fn draw_node(
    canvas: &Canvas,
    area: &Area,
    flow: &Flow,
    streams: &Streams,
    number: usize,
    right: i32,
) -> Result<(), ChartError> {
    let node = &flow.nodes[number];
    let is_channel = matches!(node.stop, Stop::Channel(_));
    canvas.part(if is_channel { Part::Flow } else { Part::NeutralFlow });
    for (link, _) in flow.links.iter().enumerate().filter(|(_, link)| link.from as usize == number) {
        area.draw(&Polygon::new(streams.outline(link, number), BLACK.filled()))?;
    }
    canvas.part(if is_channel { Part::Bar } else { Part::Neutral });
    let (left, (top, bottom)) = (streams.left(number), streams.reach(number));
    area.draw(&Rectangle::new([(left, top), (left + NODE, bottom)], BLACK.filled()))?;
    let is_end = matches!(node.stop, Stop::Conversion | Stop::Null);
    let room = if is_end { right - GAP } else { streams.between() - 2 * GAP };
    let is_high = bottom - top >= TEXT as i32 || is_end;
    if is_high && room >= SHORTEST_NAME {
        canvas.part(Part::Name);
        let at = (left + NODE + GAP / 2, (top + bottom) / 2);
        area.draw(&Text::new(fit_name(label(flow, node.stop), room), at, text(HPos::Left)))?;
    }
    Ok(())
}

/// What is written beside a node.
fn label(flow: &Flow, stop: Stop) -> &str {
    match stop {
        Stop::Other => "other",
        Stop::More => "more",
        named => flow.name(named),
    }
}

/// A node in words: its journeys, and where they go on to.
fn title(flow: &Flow, number: usize, origin: Origin, style: NumberStyle) -> String {
    let node = &flow.nodes[number];
    let journeys = style.count(node.outcomes.journeys, "journey", "journeys");
    let converting = node.outcomes.rate().map_or(String::new(), |rate| style.percent(rate));
    let links: Vec<(u32, &FlowNode)> = flow
        .links
        .iter()
        .filter(|link| link.from as usize == number)
        .map(|link| (link.outcomes.journeys, &flow.nodes[link.to as usize]))
        .collect();
    let mut order: Vec<usize> = (0..links.len()).collect();
    sort_places(&mut order, &|a, b| links[b].0.cmp(&links[a].0));
    let next: Vec<String> =
        order.iter().take(NAMED).map(|at| format!("{} {}", flow.name(links[*at].1.stop), links[*at].0)).collect();
    let others = links.len().saturating_sub(NAMED);
    let others = if others > 0 { format!(", and {others} more") } else { String::new() };
    let place = match node.stop {
        Stop::Channel(_) | Stop::Other => format!("Touch {}, {}", node.step, flow.name(node.stop)),
        _ => flow.name(node.stop).to_owned(),
    };
    match node.stop {
        Stop::Conversion | Stop::Null => format!("{place}: {journeys} ({})", origin.words()),
        _ => {
            let next = next.join(", ");
            format!("{place}: {journeys}, {converting} convert; next {next}{others} ({})", origin.words())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        chart::{Geometry, reach},
        domain::path::{NamedPath, PathTable},
    };

    fn flow() -> Flow {
        let path = |channels, conversions, nulls| NamedPath { channels, conversions, nulls, value: None };
        let paths = [
            path(&["mail", "web"], 30, 10),
            path(&["mail"], 10, 20),
            path(&["web", "mail", "web", "mail"], 1, 1),
            path(&[], 0, 3),
        ];
        Flow::of(&PathTable::from_named(paths).expect("two channels"), 2, 8)
    }

    fn heights(drawing: &Drawing) -> Vec<(&str, i32)> {
        let mut heights = Vec::new();
        for mark in &drawing.marks {
            let shapes = mark.shapes.iter().filter(|shape| matches!(shape.part, Part::Bar | Part::Neutral));
            for shape in shapes {
                if let Geometry::Rectangle { height, .. } = shape.geometry {
                    heights.push((mark.channel.as_str(), height));
                }
            }
        }
        heights
    }

    #[test]
    fn nodes_are_as_high_as_their_journeys_and_say_where_these_go() {
        let drawing = journey_flow(&flow(), Origin::Observed, 900, NumberStyle::default()).expect("shapes");
        let heights = heights(&drawing);
        let names: Vec<&str> = heights.iter().map(|(name, _)| *name).collect();
        assert_eq!(names, ["START", "mail", "web", "mail", "web", "more touches", "CONVERSION", "NULL"]);
        let start = f64::from(heights[0].1);
        for ((_, height), journeys) in heights.iter().zip([75.0, 70.0, 2.0, 2.0, 40.0, 2.0, 41.0, 34.0]) {
            assert!((f64::from(*height) - start * journeys / 75.0).abs() <= 2.0, "{height} for {journeys}");
        }
        let titles: Vec<&str> = drawing.marks.iter().map(|mark| mark.title.as_str()).collect();
        assert_eq!(titles[0], "START: 75 journeys, 54.7 % convert; next mail 70, NULL 3, web 2 (observed journeys)");
        assert_eq!(
            titles[1],
            "Touch 1, mail: 70 journeys, 57.1 % convert; next web 40, NULL 20, CONVERSION 10 (observed journeys)"
        );
        assert_eq!(titles[7], "NULL: 34 journeys (observed journeys)");
    }

    #[test]
    fn a_stream_is_an_area_from_its_node_to_the_next() {
        let drawing = journey_flow(&flow(), Origin::Observed, 900, NumberStyle::default()).expect("shapes");
        let streams = drawing.marks.iter().map(|mark| {
            let areas = mark.shapes.iter().filter(|shape| matches!(shape.geometry, Geometry::Area(_)));
            areas.count()
        });
        assert_eq!(streams.collect::<Vec<usize>>(), [3, 3, 1, 1, 2, 2, 0, 0]);
        assert_eq!(
            journey_flow(&Flow { all: Default::default(), ..flow() }, Origin::Observed, 900, NumberStyle::default()),
            Ok(Drawing::empty())
        );
    }

    #[test]
    fn everything_fits_at_every_width() {
        for width in [320, 375, 720, 1280] {
            let drawing = journey_flow(&flow(), Origin::Observed, width, NumberStyle::default()).expect("shapes");
            for shape in drawing.marks.iter().flat_map(|mark| &mark.shapes).chain(&drawing.axes) {
                let (left, right) = reach(shape);
                assert!(left >= 0 && right <= width as i32, "{shape:?} at {width}");
                if let Geometry::Rectangle { y, height, .. } = shape.geometry {
                    assert!(y >= HEAD && y + height <= HEIGHT, "{shape:?}");
                }
            }
        }
    }
}
