//! A chain as a map: a row a touch, a column what follows it.

use plotters::{
    drawing::IntoDrawingArea,
    element::{Rectangle, Text},
    style::{BLACK, Color, text_anchor::HPos},
};

use super::{
    super::heat::heat_step, Area, Canvas, ChartError, Drawing, End, GAP, HEAD, LINE, Part, Place, TEXT, fit_name, text,
    text_width,
};
use crate::domain::{
    playbook::{Chain, PlannedTouch, Row, Rule, Since, words},
    sorting::{sort, sort_places},
    words::NumberStyle,
};

const HIGH: i32 = 28;

/// Cells are at least so wide; channels for which there is no room are left out.
const NARROWEST: i32 = 24;
const MOST_CHANNELS: usize = 24;

/// What follows is named to so many, the likeliest first.
const NAMED: usize = 5;

/// Names take at most this part of the width.
const NAME_PART: f64 = 0.3;

pub(super) fn draw(chain: &Chain, rule: &Rule, width: u32, style: NumberStyle) -> Result<Drawing, ChartError> {
    let map = Map::of(chain, width);
    let end = End::of(rule, rule.conversion.delay.since == Since::Start, "", width, style);
    let left_out = chain.steps.len() - map.shown.len();
    let below = HEAD + (map.shown.len() as i32 + 1) * HIGH;
    let bottom = below + 2 * LINE + GAP;
    let canvas = Canvas::new(width, (bottom + end.height()) as u32);
    let area = canvas.backend().into_drawing_area();
    map.draw_head(&canvas, &area)?;
    canvas.part(Part::AxisLabel);
    let most = format!("{} at most", style.count(chain.most, "touch", "touches"));
    let most = match left_out {
        0 => most,
        left_out => format!("{most}; {} left out", style.count(left_out as u32, "channel is", "channels are")),
    };
    for (line, note) in (0..).zip(["% of what follows; − the end".to_owned(), most]) {
        let at = (0, below + line * LINE + LINE / 2);
        area.draw(&Text::new(fit_name(&note, width as i32), at, text(HPos::Left)))?;
    }
    canvas.begin_mark("START", title("START", &chain.start, None, style));
    map.draw_row(&canvas, &area, (0, "START"), &chain.start)?;
    for (place, index) in (1..).zip(&map.shown) {
        let step = &chain.steps[*index];
        let delay = step.delay.in_words(PlannedTouch::BEFORE, style);
        canvas.begin_mark(&step.channel, title(&step.channel, &step.next, Some(&delay), style));
        map.draw_row(&canvas, &area, (place, &format!("{place} {}", step.channel)), &step.next)?;
    }
    end.draw(&canvas, &area, bottom, Place { early: width as i32 - GAP, x: width as i32 - GAP, width }, style)?;
    Ok(canvas.finish())
}

struct Map<'a> {
    chain: &'a Chain,
    /// Indices of steps, in the order of the chain.
    shown: Vec<usize>,
    left: i32,
    cell: i32,
}

impl<'a> Map<'a> {
    fn of(chain: &'a Chain, width: u32) -> Map<'a> {
        let names = chain.steps.iter().map(|step| text_width(&step.channel, TEXT)).fold(0.0, f64::max);
        // Room for a number before the name.
        let left = (names + 3.0 * TEXT).max(text_width("START", TEXT)).min(NAME_PART * f64::from(width));
        let left = left.ceil() as i32 + GAP;
        let plot = width as i32 - left;
        let room = usize::try_from(plot / NARROWEST - 1).unwrap_or_default().clamp(1, MOST_CHANNELS);
        let shown = likeliest(chain, room);
        let cell = plot / (shown.len() as i32 + 1);
        Map { chain, shown, left, cell }
    }

    /// Columns have the numbers of the rows.
    fn draw_head(&self, canvas: &Canvas, area: &Area) -> Result<(), ChartError> {
        canvas.part(Part::AxisLabel);
        for place in 0..=self.shown.len() {
            let label = if place == self.shown.len() { "−".to_owned() } else { (place + 1).to_string() };
            area.draw(&Text::new(label, (self.middle(place), HEAD / 2), text(HPos::Center)))?;
        }
        Ok(())
    }

    fn middle(&self, place: usize) -> i32 {
        self.left + place as i32 * self.cell + self.cell / 2
    }

    fn draw_row(&self, canvas: &Canvas, area: &Area, (place, name): (i32, &str), row: &Row) -> Result<(), ChartError> {
        let top = HEAD + place * HIGH;
        canvas.part(Part::Name);
        let at = (self.left - GAP, top + HIGH / 2);
        area.draw(&Text::new(fit_name(name, self.left - GAP), at, text(HPos::Right)))?;
        let of = |index: &usize| of_channel(row, &self.chain.steps[*index].channel);
        for (column, probability) in self.shown.iter().map(of).chain([ends(row)]).enumerate() {
            if probability <= 0.0 {
                continue;
            }
            canvas.part(Part::Heat(heat_step(probability)));
            let (left, middle) = (self.left + column as i32 * self.cell, self.middle(column));
            let cell = [(left + 1, top + 1), (left + self.cell - 1, top + HIGH - 1)];
            area.draw(&Rectangle::new(cell, BLACK.filled()))?;
            let figure = match (100.0 * probability).round() {
                0.0 => "<1".to_owned(),
                whole => format!("{whole:.0}"),
            };
            if text_width(&figure, TEXT) <= f64::from(self.cell - 1) {
                area.draw(&Text::new(figure, (middle, top + HIGH / 2), text(HPos::Center)))?;
            }
        }
        Ok(())
    }
}

fn of_channel(row: &Row, channel: &str) -> f64 {
    row.to.iter().filter(|next| next.channel == channel).map(|next| next.probability).sum()
}

/// The probability that nothing follows.
fn ends(row: &Row) -> f64 {
    let left = 1.0 - row.to.iter().map(|next| next.probability).sum::<f64>();
    if left < 1e-9 { 0.0 } else { left }
}

/// So many steps to which the greatest probabilities lead, in the order of the chain.
fn likeliest(chain: &Chain, most: usize) -> Vec<usize> {
    let rows = || std::iter::once(&chain.start).chain(chain.steps.iter().map(|step| &step.next));
    let into: Vec<f64> =
        chain.steps.iter().map(|step| rows().map(|row| of_channel(row, &step.channel)).sum()).collect();
    let mut steps: Vec<usize> = (0..into.len()).collect();
    sort_places(&mut steps, &|a, b| into[b].total_cmp(&into[a]));
    steps.truncate(most);
    sort(&mut steps);
    steps
}

/// A row in words: what follows, the likeliest first.
fn title(name: &str, row: &Row, delay: Option<&str>, style: NumberStyle) -> String {
    let mut order: Vec<usize> = (0..row.to.len()).filter(|at| row.to[*at].probability > 0.0).collect();
    sort_places(&mut order, &|a, b| row.to[b].probability.total_cmp(&row.to[a].probability));
    let named = order.iter().take(NAMED).map(|at| &row.to[*at]);
    let mut next: Vec<String> =
        named.map(|next| format!("{} {}", next.channel, words::percent(next.probability, style))).collect();
    let others = order.len().saturating_sub(NAMED);
    next.extend((others > 0).then(|| format!("{others} more")));
    next.push(format!("the end {}", words::percent(ends(row), style)));
    let delay = delay.map_or(String::new(), |delay| format!(", {delay}"));
    let evidence = row.evidence.map_or(String::new(), |observed| format!(" (estimated from {observed} observed)"));
    format!("{name}{delay}: then {}{evidence}", next.join(", "))
}
