//! Charts as plain shapes, drawn by plotters: geometry here, natively tested; the page renders
//! the shapes as SVG nodes and gives them their colours by class.

mod backend;
pub mod bars;
mod text_width;

use std::fmt;

use plotters::drawing::DrawingAreaErrorKind;

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

/// What stands for one channel: focusable, with its values in words.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    pub channel: String,
    pub title: String,
    pub shapes: Vec<Shape>,
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
