//! Charts as plain shapes, drawn by plotters: geometry here, natively tested; the page renders
//! the shapes as SVG nodes and gives them their colours by class.

mod backend;
pub mod bars;
pub mod colour;
pub mod course;
pub mod differences;
pub mod flow;
pub mod heat;
pub mod histogram;
pub mod lab;
pub mod lines;
pub mod markup;
pub mod ranges;
pub mod response;
mod streams;
pub mod svg;
mod text_width;

use std::fmt;

use plotters::{
    drawing::DrawingAreaErrorKind,
    style::{
        FontDesc, FontFamily, FontStyle, TextStyle,
        text_anchor::{HPos, Pos, VPos},
    },
};
use text_width::text_width;

/// Size of all text, in pixels.
const TEXT: f64 = 14.0;

/// A finished chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawing {
    /// In CSS pixels.
    pub width: u32,
    pub height: u32,
    /// Grid lines and axis labels, behind the marks.
    pub axes: Vec<Shape>,
    pub marks: Vec<Mark>,
}

impl Drawing {
    /// Nothing to show yet.
    pub fn empty() -> Drawing {
        Drawing { width: 0, height: 0, axes: Vec::new(), marks: Vec::new() }
    }
}

/// What stands for one channel, or for what is named in its place: focusable, with its values in words.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    pub channel: String,
    pub title: String,
    /// The place by which it has its colour and dashes, where that is not the channel's.
    pub place: Option<usize>,
    pub shapes: Vec<Shape>,
}

impl Mark {
    /// The place by which it has its colour and its dashes; `channels` are all channels of the dataset.
    pub fn place_among(&self, channels: &[String]) -> usize {
        self.place.unwrap_or_else(|| colour::place_of(channels, &self.channel))
    }
}

/// A shape and the part it plays, by which it is styled.
#[derive(Clone, Debug, PartialEq)]
pub struct Shape {
    pub part: Part,
    pub geometry: Geometry,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Grid,
    AxisLabel,
    Name,
    Bar,
    Whisker,
    Value,
    IntervalText,
    Line,
    Dot,
    ChosenDot,
    /// A cell and the text in it, by the step of its intensity, from 0, the least, to 5.
    Heat(u8),
    /// A stream of journeys in the colour of the channel that it comes from.
    Flow,
    /// A stream that comes from no single channel.
    NeutralFlow,
    /// A node that is no single channel.
    Neutral,
    /// A bar of converting journeys.
    Converting,
    /// A bar of null journeys, or of journeys whose end does not matter.
    Null,
}

impl Part {
    /// The class by which a style sheet knows it.
    pub fn class(self) -> &'static str {
        match self {
            Part::Grid => "grid",
            Part::AxisLabel => "axis-label",
            Part::Name => "name",
            Part::Bar | Part::Dot => "bar",
            Part::Whisker => "whisker",
            Part::Value => "value",
            Part::IntervalText => "interval-text",
            Part::Line => "line",
            Part::ChosenDot => "chosen",
            Part::Heat(0) => "heat-0",
            Part::Heat(1) => "heat-1",
            Part::Heat(2) => "heat-2",
            Part::Heat(3) => "heat-3",
            Part::Heat(4) => "heat-4",
            Part::Heat(_) => "heat-5",
            Part::Flow => "flow",
            Part::NeutralFlow => "neutral-flow",
            Part::Neutral => "neutral",
            Part::Converting => "converting",
            Part::Null => "null",
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub enum Geometry {
    Line {
        from: (i32, i32),
        to: (i32, i32),
    },
    Rectangle {
        x: i32,
        y: i32,
        width: i32,
        height: i32,
    },
    Circle {
        x: i32,
        y: i32,
        radius: u32,
    },
    Polyline(Vec<(i32, i32)>),
    /// Filled; the last point is joined to the first.
    Area(Vec<(i32, i32)>),
    /// `y` is the middle of the line of text.
    Text {
        x: i32,
        y: i32,
        anchor: Anchor,
        text: String,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    Start,
    Middle,
    End,
}

/// A chart that could not be drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChartError(String);

impl<E: std::error::Error + Send + Sync> From<DrawingAreaErrorKind<E>> for ChartError {
    fn from(error: DrawingAreaErrorKind<E>) -> Self {
        ChartError(error.to_string())
    }
}

impl fmt::Display for ChartError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "The chart could not be drawn: {}", self.0)
    }
}

impl std::error::Error for ChartError {}

/// The style of a text anchored so.
fn text(anchor: HPos) -> TextStyle<'static> {
    let font = FontDesc::new(FontFamily::SansSerif, TEXT, FontStyle::Normal);
    TextStyle::from(font).pos(Pos::new(anchor, VPos::Center))
}

/// A name, cut where it is too wide.
fn fit_name(name: &str, width: i32) -> String {
    if text_width(name, TEXT) <= f64::from(width) {
        return name.to_owned();
    }
    let mut kept = String::new();
    for character in name.chars() {
        if text_width(&kept, TEXT) + 2.0 * TEXT > f64::from(width) {
            break;
        }
        kept.push(character);
    }
    kept + "…"
}

/// The least and the greatest x of a shape.
#[cfg(test)]
fn reach(shape: &Shape) -> (i32, i32) {
    match &shape.geometry {
        Geometry::Text { x, anchor, text, .. } => {
            let width = text_width(text, TEXT) as i32;
            match anchor {
                Anchor::Start => (*x, *x + width),
                Anchor::Middle => (*x - width / 2, *x + width / 2),
                Anchor::End => (*x - width, *x),
            }
        }
        Geometry::Circle { x, .. } => (*x, *x),
        Geometry::Line { from, to } => (from.0.min(to.0), from.0.max(to.0)),
        Geometry::Rectangle { x, width, .. } => (*x, x + width),
        Geometry::Polyline(points) | Geometry::Area(points) => {
            let xs = points.iter().map(|point| point.0);
            (xs.clone().min().unwrap_or(0), xs.max().unwrap_or(0))
        }
    }
}
