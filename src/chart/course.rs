//! A rule of a playbook as a picture: what can happen to a lead, from the start to a conversion or none.
//!
//! A list of touches is a row a touch, each at its mean time on a common axis, as high as it is probable; what is tried
//! instead of it stands below it, further in. A chain is a map of what follows what.

mod axis;
mod chain;
mod touches;

use plotters::{
    coord::Shift,
    drawing::DrawingArea,
    element::{PathElement, Rectangle, Text},
    style::{BLACK, Color, text_anchor::HPos},
};

use super::{
    ChartError, Drawing, Part, TEXT,
    backend::{Canvas, ShapeBackend},
    fit_name,
    svg::broken,
    text,
    text_width::text_width,
};
use crate::domain::{
    playbook::{Course, Delay, Rule, Since, When, words},
    words::NumberStyle,
};
use axis::TimeAxis;

const HEAD: i32 = 28;
/// A row: a line of text, and the lane below it.
const ROW: i32 = 50;
const LINE: i32 = 20;
/// What happens in all cases is so high.
const BAR: i32 = 18;
const BAR_WIDTH: i32 = 8;
const GAP: i32 = 8;

/// A value takes at most this part of a row.
const VALUE_PART: f64 = 0.75;

type Area = DrawingArea<ShapeBackend, Shift>;

/// The picture of a rule, `width` pixels wide. A mark is a touch, a state of a chain, or the end.
pub fn course(rule: &Rule, width: u32, style: NumberStyle) -> Result<Drawing, ChartError> {
    match &rule.course {
        Course::Touches(list) => touches::draw(list, rule, width, style),
        Course::Chain(chain) => chain::draw(chain, rule, width, style),
    }
}

/// The end of a rule: the closing touch and the conversion, below each other.
struct End<'a> {
    rule: &'a Rule,
    /// Whether a touch can be later than the conversion's own time.
    waits: bool,
    /// In words, in lines.
    decides: Vec<String>,
}

impl<'a> End<'a> {
    /// With what is to be said of the picture behind it. `waits` tells whether a touch can be later than the conversion's own time.
    fn of(rule: &'a Rule, waits: bool, note: &str, width: u32, style: NumberStyle) -> End<'a> {
        let others = if matches!(rule.conversion.when, When::SiiAtLeast(_)) { " Other leads do not." } else { "" };
        let later = if waits {
            " No touch follows the conversion: where one is later, the conversion waits for it."
        } else {
            ""
        };
        let words = format!("Converts {}.{others}{later} {note}", rule.conversion.when.in_words(style));
        End { rule, waits, decides: broken(&words, TEXT, width as i32) }
    }

    /// In pixels.
    fn height(&self) -> i32 {
        let closing = i32::from(self.rule.conversion.closing.is_some());
        closing * ROW + ROW + self.decides.len() as i32 * LINE
    }

    /// From this y on, with the conversion at its mean time where there is an axis of times, and as late as the last touch can have it.
    fn draw(
        &self,
        canvas: &Canvas,
        area: &Area,
        mut top: i32,
        place: Place,
        style: NumberStyle,
    ) -> Result<(), ChartError> {
        let conversion = &self.rule.conversion;
        if let Some(closing) = &conversion.closing {
            let figures = [closing.if_converts, closing.if_not].map(|of| words::percent(of, style));
            let title = format!(
                "{}, the closing touch: made in {} of the leads that convert and in {} of the others; it has no effect",
                closing.channel, figures[0], figures[1]
            );
            canvas.begin_mark(&closing.channel, title);
            let value = format!("{} if it converts, else {}", figures[0], figures[1]);
            draw_head(canvas, area, (top, 0), &closing.channel, (&value, place.width))?;
            for x in place.bars() {
                draw_bar(canvas, area, (x, top), Part::Bar, closing.if_converts)?;
                draw_bar(canvas, area, (x - BAR_WIDTH - 2, top), Part::Null, closing.if_not)?;
            }
            top += ROW;
        }
        let delay = conversion.delay.in_words("the last touch", style);
        let later = if self.waits { ", or with the last touch where that is later" } else { "" };
        canvas.begin_mark("conversion", format!("{} It happens {delay}{later}", self.decides.join(" ")));
        let value = conversion.delay.length.in_words(conversion.delay.unit.sign(), style);
        let later = if self.waits { ", or the last touch" } else { "" };
        let value = value_since(&conversion.delay, value) + later;
        draw_head(canvas, area, (top, 0), "conversion", (&value, place.width))?;
        if place.early != place.x {
            canvas.part(Part::Line);
            draw_line(area, (place.early, base(top)), (place.x, base(top)))?;
        }
        for x in place.bars() {
            draw_bar(canvas, area, (x, top), Part::Converting, 1.0)?;
        }
        canvas.part(Part::Value);
        for (line, words) in (0..).zip(&self.decides) {
            let y = top + ROW + line * LINE + LINE / 2;
            area.draw(&Text::new(words.clone(), (0, y), text(HPos::Left)))?;
        }
        Ok(())
    }
}

/// Where on a row the end stands, at the earliest and at the latest, and how wide the row is.
#[derive(Clone, Copy)]
struct Place {
    early: i32,
    x: i32,
    width: u32,
}

impl Place {
    fn bars(self) -> impl Iterator<Item = i32> {
        std::iter::once(self.early).chain((self.x != self.early).then_some(self.x))
    }
}

/// A delay since the touch before has a plus.
fn value_since(delay: &Delay, value: String) -> String {
    match delay.since {
        Since::Start => value,
        Since::Previous => format!("+ {value}"),
    }
}

/// The line of text of a row: a name from `left` on, and a value at the right.
fn draw_head(
    canvas: &Canvas,
    area: &Area,
    (top, left): (i32, i32),
    name: &str,
    (value, width): (&str, u32),
) -> Result<(), ChartError> {
    let (width, y) = (width as i32, top + LINE / 2);
    let value = fit_name(value, (VALUE_PART * f64::from(width)) as i32 - left);
    canvas.part(Part::Value);
    area.draw(&Text::new(value.clone(), (width, y), text(HPos::Right)))?;
    let room = width - left - text_width(&value, TEXT).ceil() as i32 - GAP;
    canvas.part(Part::Name);
    area.draw(&Text::new(fit_name(name, room), (left, y), text(HPos::Left)))?;
    Ok(())
}

/// A bar that stands on a row's lane, as high as the probability; none of what never happens.
fn draw_bar(
    canvas: &Canvas,
    area: &Area,
    (x, top): (i32, i32),
    part: Part,
    probability: f64,
) -> Result<(), ChartError> {
    let height = (probability.clamp(0.0, 1.0) * f64::from(BAR)).ceil() as i32;
    if height > 0 {
        canvas.part(part);
        let base = base(top);
        let bar = [(x - BAR_WIDTH / 2, base - height), (x + BAR_WIDTH / 2, base)];
        area.draw(&Rectangle::new(bar, BLACK.filled()))?;
    }
    Ok(())
}

fn draw_line(area: &Area, from: (i32, i32), to: (i32, i32)) -> Result<(), ChartError> {
    area.draw(&PathElement::new([from, to], BLACK.stroke_width(2)))?;
    Ok(())
}

/// The y of a row's lane.
fn base(top: i32) -> i32 {
    top + LINE + 2 + BAR
}

#[cfg(test)]
mod tests;
