//! Charts as SVG text: a document that stands alone, with its colours and its message in it, and a form to stand in
//! HTML, which is coloured by the style sheet round it.

use super::{
    Anchor, Drawing, Geometry, Mark, Part, Shape, TEXT,
    colour::{Colours, PALETTE, colour_class, dashes},
    markup::Markup,
    text_width::text_width,
};
use crate::domain::journey::Origin;

const FONTS: &str = "system-ui, 'Segoe UI', Helvetica, Arial, sans-serif";

/// Room round the chart, in pixels.
const PAD: i32 = 16;

/// Narrower than this no sentence reads well, in pixels.
const LEAST_WIDTH: i32 = 280;

const MESSAGE: f64 = 17.0;
const NOTE: f64 = 12.5;
/// Bold letters are wider by this.
const BOLD: f64 = 1.08;

/// What a chart says, written above it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Caption<'a> {
    /// One sentence.
    pub message: &'a str,
    pub origin: Origin,
    /// Scope, model, interval; may be empty.
    pub note: &'a str,
}

/// How thick the accent lies on a cell of each step, as in the page's style sheet.
const HEAT: [&str; 6] = ["0.08", "0.2", "0.36", "0.5", "0.86", "0.95"];

/// What is behind the chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    Painted,
    Transparent,
}

/// A document of its own. `channels` are all channels of the dataset, which decide the colours.
pub fn document(
    drawing: &Drawing,
    channels: &[String],
    caption: &Caption,
    colours: &Colours,
    ground: Ground,
) -> String {
    let width = (drawing.width as i32).max(LEAST_WIDTH);
    let note = note(caption);
    let head = Head::of(caption.message, &note, width);
    let (outer, height) = (width + 2 * PAD, head.height + drawing.height as i32 + 2 * PAD);
    let mut svg = Markup::default();
    svg.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\"");
    svg.number("width", outer).number("height", height);
    svg.attribute("viewBox", &format!("0 0 {outer} {height}")).attribute("font-family", FONTS);
    svg.attribute("font-size", &TEXT.to_string()).attribute("fill", colours.ink).raw(">");
    svg.element("title", caption.message).element("desc", &note);
    if ground == Ground::Painted {
        svg.raw("<rect width=\"100%\" height=\"100%\"").attribute("fill", colours.raised).raw("/>");
    }
    head.write(&mut svg, colours);
    svg.raw("<g").attribute("transform", &format!("translate({PAD} {})", PAD + head.height)).raw(">");
    let paint = Paint::Coloured(colours);
    drawing.axes.iter().for_each(|shape| write_shape(&mut svg, shape, paint, Ink { colour: colours.ink, dashes: "" }));
    drawing.marks.iter().for_each(|mark| write_mark(&mut svg, mark, channels, paint));
    svg.raw("</g></svg>\n");
    svg.into_string()
}

/// An `svg` element to stand in HTML. It has the classes of the page's charts and no colours; `label` says what it
/// shows to those who do not see it.
pub fn inline(drawing: &Drawing, channels: &[String], label: &str) -> Markup {
    let Drawing { width, height, axes, marks } = drawing;
    let mut svg = Markup::default();
    svg.raw("<svg role=\"img\"").attribute("width", &width.to_string()).attribute("height", &height.to_string());
    svg.attribute("viewBox", &format!("0 0 {width} {height}")).attribute("aria-label", label).raw(">");
    axes.iter().for_each(|shape| write_shape(&mut svg, shape, Paint::Classed, Ink::default()));
    marks.iter().for_each(|mark| write_mark(&mut svg, mark, channels, Paint::Classed));
    svg.raw("</svg>");
    svg
}

fn note(caption: &Caption) -> String {
    let origin = caption.origin.title();
    match caption.note {
        "" => origin.to_owned(),
        note => format!("{origin} · {note}"),
    }
}

/// Message and note, broken into lines.
struct Head {
    message: Vec<String>,
    note: Vec<String>,
    /// In pixels, the gap below included.
    height: i32,
}

const MESSAGE_LINE: i32 = 23;
const NOTE_LINE: i32 = 17;

impl Head {
    fn of(message: &str, note: &str, width: i32) -> Head {
        let (message, note) = (broken(message, MESSAGE * BOLD, width), broken(note, NOTE, width));
        let height = message.len() as i32 * MESSAGE_LINE + note.len() as i32 * NOTE_LINE + PAD;
        Head { message, note, height }
    }

    fn write(&self, svg: &mut Markup, colours: &Colours) {
        let mut y = PAD;
        for line in &self.message {
            svg.raw("<text font-weight=\"600\"").attribute("font-size", &MESSAGE.to_string());
            svg.number("x", PAD).number("y", y + MESSAGE_LINE / 2).raw(" dy=\"0.35em\">").text(line).end("text");
            y += MESSAGE_LINE;
        }
        for line in &self.note {
            svg.raw("<text").attribute("font-size", &NOTE.to_string()).attribute("fill", colours.muted);
            svg.number("x", PAD).number("y", y + NOTE_LINE / 2).raw(" dy=\"0.35em\">").text(line).end("text");
            y += NOTE_LINE;
        }
    }
}

/// A text in lines of this width, broken between words, and within a word that is wider than a line.
pub(super) fn broken(text: &str, size: f64, width: i32) -> Vec<String> {
    let fits = |line: &str| text_width(line, size) <= f64::from(width);
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        let joined = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        if fits(&joined) {
            line = joined;
            continue;
        }
        lines.extend((!line.is_empty()).then(|| std::mem::take(&mut line)));
        for character in word.chars() {
            line.push(character);
            if !fits(&line) && line.chars().count() > 1 {
                line.pop();
                lines.push(std::mem::replace(&mut line, character.to_string()));
            }
        }
    }
    lines.extend((!line.is_empty()).then_some(line));
    lines
}

/// How shapes get their colours.
#[derive(Clone, Copy)]
enum Paint<'a> {
    Classed,
    Coloured(&'a Colours),
}

/// Colour and dashes of a mark.
#[derive(Clone, Copy, Default)]
struct Ink<'a> {
    colour: &'a str,
    dashes: &'a str,
}

fn write_mark(svg: &mut Markup, mark: &Mark, channels: &[String], paint: Paint) {
    let place = mark.place_among(channels);
    let ink = match paint {
        Paint::Classed => {
            let class = format!("mark {}", colour_class(place));
            svg.raw("<g").attribute("class", &class).raw(">");
            Ink::default()
        }
        Paint::Coloured(colours) => {
            let colour = colours.palette[place % PALETTE];
            svg.raw("<g").attribute("fill", colour).raw(">");
            Ink { colour, dashes: dashes(place) }
        }
    };
    svg.element("title", &mark.title);
    mark.shapes.iter().for_each(|shape| write_shape(svg, shape, paint, ink));
    svg.end("g");
}

fn write_shape(svg: &mut Markup, shape: &Shape, paint: Paint, ink: Ink) {
    let name = match &shape.geometry {
        Geometry::Line { .. } => "line",
        Geometry::Rectangle { .. } => "rect",
        Geometry::Circle { .. } => "circle",
        Geometry::Polyline(_) => "polyline",
        Geometry::Area(_) => "polygon",
        Geometry::Text { .. } => "text",
    };
    svg.raw("<").raw(name);
    match paint {
        Paint::Classed => svg.attribute("class", shape.part.class()),
        Paint::Coloured(colours) => {
            let is_text = matches!(shape.geometry, Geometry::Text { .. });
            colour(svg, shape.part, is_text, colours, ink)
        }
    };
    match &shape.geometry {
        Geometry::Line { from, to } => {
            svg.number("x1", from.0).number("y1", from.1).number("x2", to.0).number("y2", to.1)
        }
        Geometry::Rectangle { x, y, width, height } => {
            svg.number("x", *x).number("y", *y).number("width", *width).number("height", *height)
        }
        Geometry::Circle { x, y, radius } => svg.number("cx", *x).number("cy", *y).attribute("r", &radius.to_string()),
        Geometry::Polyline(points) | Geometry::Area(points) => {
            let points: Vec<String> = points.iter().map(|(x, y)| format!("{x},{y}")).collect();
            svg.attribute("points", &points.join(" "))
        }
        Geometry::Text { x, y, anchor, text } => {
            let anchor = match anchor {
                Anchor::Start => "start",
                Anchor::Middle => "middle",
                Anchor::End => "end",
            };
            // Not every program knows dominant-baseline: the middle of a line is this far above its base.
            svg.number("x", *x).number("y", *y).raw(" dy=\"0.35em\"").attribute("text-anchor", anchor);
            svg.raw(">").text(text).end("text");
            return;
        }
    };
    svg.raw("/>");
}

/// What the page's style sheet says of the part.
fn colour<'a>(svg: &'a mut Markup, part: Part, is_text: bool, colours: &Colours, ink: Ink) -> &'a mut Markup {
    match part {
        Part::Heat(step) if is_text => svg.attribute("fill", if step < 4 { colours.ink } else { colours.raised }),
        Part::Heat(step) => {
            let opacity = HEAT[usize::from(step).min(HEAT.len() - 1)];
            svg.attribute("fill", colours.accent).attribute("fill-opacity", opacity)
        }
        Part::Flow => svg.raw(" opacity=\"0.38\""),
        Part::NeutralFlow => svg.raw(" opacity=\"0.38\"").attribute("fill", colours.muted),
        Part::Neutral | Part::Null => svg.attribute("fill", colours.muted),
        Part::Converting => svg.attribute("fill", colours.accent),
        Part::Grid => svg.raw(" fill=\"none\" stroke-width=\"1\"").attribute("stroke", colours.line),
        Part::AxisLabel => svg.attribute("font-size", &NOTE.to_string()).attribute("fill", colours.muted),
        Part::Name | Part::Value => svg.attribute("fill", colours.ink),
        Part::IntervalText => svg.attribute("fill", colours.muted),
        Part::Bar | Part::Dot => svg.raw(" opacity=\"0.88\""),
        Part::Whisker => svg.raw(" fill=\"none\" stroke-width=\"2\"").attribute("stroke", colours.ink),
        Part::Line => {
            svg.raw(" fill=\"none\" stroke-width=\"2\"").attribute("stroke", ink.colour);
            if ink.dashes.is_empty() { svg } else { svg.attribute("stroke-dasharray", ink.dashes) }
        }
        Part::ChosenDot => svg.attribute("fill", colours.accent),
    }
}

#[cfg(test)]
mod tests;
