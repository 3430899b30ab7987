//! A list of touches as rows over one axis of times.

use plotters::{drawing::IntoDrawingArea, element::Text, style::text_anchor::HPos};

use super::{
    Area, BAR, BAR_WIDTH, Canvas, ChartError, Drawing, End, GAP, HEAD, LINE, Part, Place, ROW, TEXT, TimeAxis,
    axis::START, base, draw_bar, draw_head, draw_line, text, text_width, value_since,
};
use crate::domain::{
    playbook::{PlannedTouch, Rule, Since, words},
    words::NumberStyle,
};

/// What is tried instead stands so much further in; at most so many times.
const INDENT: i32 = 16;
const DEEPEST: i32 = 4;

pub(super) fn draw(
    touches: &[PlannedTouch],
    rule: &Rule,
    width: u32,
    style: NumberStyle,
) -> Result<Drawing, ChartError> {
    let times = mean_times(touches);
    let [early, late] = conversion_times(rule, touches, &times);
    let all: Vec<f64> = times.iter().copied().chain([early, late]).collect();
    // Room for the closing touch's second bar on the left, and for half a bar on the right.
    let axis = TimeAxis::over(&all, BAR_WIDTH + 6, width as i32 - BAR_WIDTH / 2);
    let note = if axis.is_logarithmic() { "Times stand by their logarithm." } else { "" };
    let delay = &rule.conversion.delay;
    let is_fixed = touches.iter().map(|touch| &touch.delay).chain([delay]).all(|delay| delay.length.is_fixed());
    let waits = delay.since == Since::Start && (!is_fixed && !touches.is_empty() || late > delay.mean_seconds());
    let end = End::of(rule, waits, note, width, style);
    let rows = rows(touches);
    let bottom = HEAD + rows.len() as i32 * ROW;
    let canvas = Canvas::new(width, (bottom + end.height()) as u32);
    let area = canvas.backend().into_drawing_area();
    let lanes = rows.len() as i32 + 1 + i32::from(rule.conversion.closing.is_some());
    draw_axis(&canvas, &area, &axis, lanes)?;
    let mut from = axis.x(0.0);
    for (place, row) in (0..).zip(&rows) {
        let (touch, top, x) = (&touches[row.index], HEAD + place * ROW, axis.x(times[row.index]));
        canvas.begin_mark(&touch.channel, title(touches, row.index, style));
        draw_lane(&canvas, &area, row, top, (from, x))?;
        let value = touch.delay.length.in_words(touch.delay.unit.sign(), style);
        let value = value_since(&touch.delay, value);
        let value = format!("{}, {value}", words::percent(touch.probability, style));
        let name = if row.depth > 0 { format!("else {}", touch.channel) } else { touch.channel.clone() };
        draw_head(&canvas, &area, (top, row.left()), &name, (&value, width))?;
        draw_bar(&canvas, &area, (x, top), Part::Bar, touch.probability)?;
        if touch.stop > 0.0 {
            draw_stop(&canvas, &area, (x, top), &words::percent(touch.stop, style), width)?;
        }
        if row.depth == 0 {
            from = x;
        }
    }
    end.draw(&canvas, &area, bottom, Place { early: axis.x(early), x: axis.x(late), width }, style)?;
    Ok(canvas.finish())
}

/// Seconds from the start to each touch, on average; what is counted from the touch before adds to that.
fn mean_times(touches: &[PlannedTouch]) -> Vec<f64> {
    let mut before = 0.0;
    let time = |touch: &PlannedTouch| {
        let since = if touch.delay.since == Since::Previous { before } else { 0.0 };
        before = since + touch.delay.mean_seconds();
        before
    };
    touches.iter().map(time).collect()
}

/// The conversion's, which waits for the last touch: as if only those were made that are sure to be, and as if all were.
fn conversion_times(rule: &Rule, touches: &[PlannedTouch], times: &[f64]) -> [f64; 2] {
    let stops = touches.iter().position(|touch| touch.stop > 0.0).unwrap_or(touches.len());
    let is_sure = |index: usize| {
        let is_alternative = touches.iter().any(|other| other.otherwise == Some(index as u32 + 1));
        touches[index].probability >= 1.0 && index <= stops && !is_alternative
    };
    let sure = (0..times.len()).filter(|index| is_sure(*index)).map(|index| times[index]).fold(0.0, f64::max);
    let all = times.iter().copied().fold(0.0, f64::max);
    let delay = &rule.conversion.delay;
    [sure, all].map(|last| {
        let since = if delay.since == Since::Previous { last } else { 0.0 };
        (since + delay.mean_seconds()).max(last)
    })
}

/// A touch and how many others it is tried in the place of, one after the other.
struct Row {
    index: usize,
    depth: i32,
}

impl Row {
    fn left(&self) -> i32 {
        self.depth.min(DEEPEST) * INDENT
    }
}

/// The touches in the order of the list, each with its alternatives behind it; each once.
fn rows(touches: &[PlannedTouch]) -> Vec<Row> {
    let other = |touch: &PlannedTouch| {
        let index = touch.otherwise?.checked_sub(1)? as usize;
        (index < touches.len()).then_some(index)
    };
    let is_alternative = |index: usize| touches.iter().any(|touch| other(touch) == Some(index));
    let mut is_placed = vec![false; touches.len()];
    let mut rows = Vec::new();
    // What is only an alternative in a circle has no place of its own: it stands behind the others.
    let order = (0..touches.len()).filter(|index| !is_alternative(*index)).chain(0..touches.len());
    for index in order {
        let (mut at, mut depth) = (Some(index), 0);
        while let Some(index) = at.filter(|index| !is_placed[*index]) {
            is_placed[index] = true;
            rows.push(Row { index, depth });
            (at, depth) = (other(&touches[index]), depth + 1);
        }
    }
    rows
}

/// Labels above the lanes, and their places on each.
fn draw_axis(canvas: &Canvas, area: &Area, axis: &TimeAxis, lanes: i32) -> Result<(), ChartError> {
    canvas.part(Part::AxisLabel);
    let y = HEAD / 2;
    area.draw(&Text::new(START, (0, y), text(HPos::Left)))?;
    let ticks = axis.ticks();
    for (_, middle, label) in &ticks {
        area.draw(&Text::new(*label, (*middle, y), text(HPos::Center)))?;
    }
    canvas.part(Part::Grid);
    for lane in 0..lanes {
        let base = base(HEAD + lane * ROW);
        draw_line(area, (axis.x(0.0), base), (axis.x(f64::INFINITY), base))?;
        for x in ticks.iter().map(|(x, ..)| *x).chain([axis.x(0.0)]) {
            draw_line(area, (x, base - BAR / 3), (x, base))?;
        }
    }
    Ok(())
}

/// The way along the lane from the touch before; to what is tried instead, a branch on the left.
fn draw_lane(canvas: &Canvas, area: &Area, row: &Row, top: i32, (from, to): (i32, i32)) -> Result<(), ChartError> {
    canvas.part(Part::Line);
    let base = base(top);
    if row.depth == 0 {
        return draw_line(area, (from, base), (to, base));
    }
    let (left, middle) = (row.left() - INDENT / 2, top + LINE / 2);
    canvas.part(Part::Whisker);
    draw_line(area, (left, top - GAP), (left, middle))?;
    draw_line(area, (left, middle), (row.left() - 2, middle))
}

/// The end of the course behind a touch: a mark and how probable it is, on the side where there is room.
fn draw_stop(canvas: &Canvas, area: &Area, (x, top): (i32, i32), percent: &str, width: u32) -> Result<(), ChartError> {
    let (words, base) = (format!("then ends: {percent}"), base(top));
    let is_left = x + BAR_WIDTH + GAP + text_width(&words, TEXT).ceil() as i32 > width as i32;
    let side = if is_left { -1 } else { 1 };
    let at = x + side * BAR_WIDTH;
    canvas.part(Part::Whisker);
    draw_line(area, (at, base - BAR), (at, base))?;
    canvas.part(Part::IntervalText);
    let anchor = if is_left { HPos::Right } else { HPos::Left };
    area.draw(&Text::new(words, (at + side * (GAP / 2), base - BAR / 2), text(anchor)))?;
    Ok(())
}

/// A touch in words.
fn title(touches: &[PlannedTouch], index: usize, style: NumberStyle) -> String {
    let touch = &touches[index];
    let number = index + 1;
    let instead = |other: &&PlannedTouch| other.otherwise == Some(number as u32);
    let before = touches.iter().find(instead).map_or(String::new(), |_| {
        let of = (1..).zip(touches).filter(|(_, other)| instead(other)).map(|(of, _): (usize, _)| of.to_string());
        format!("where touch {} is not made, ", of.collect::<Vec<String>>().join(" or "))
    });
    let otherwise = touch.otherwise.map_or(String::new(), |other| format!("; else touch {other} is tried"));
    let stop = match touch.stop > 0.0 {
        true => format!("; no touch follows it in {}", words::percent(touch.stop, style)),
        false => String::new(),
    };
    format!(
        "Touch {number}, {}: {before}made in {}, {}{otherwise}{stop}",
        touch.channel,
        words::percent(touch.probability, style),
        touch.delay.in_words(PlannedTouch::BEFORE, style)
    )
}
