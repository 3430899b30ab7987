//! The transition matrix as a map: a row a state that is left, a column a state that follows.

use plotters::{
    coord::Shift,
    drawing::{DrawingArea, IntoDrawingArea},
    element::{Rectangle, Text},
    style::{BLACK, Color, text_anchor::HPos},
};

use super::{
    ChartError, Drawing, Part, TEXT, backend::Canvas, backend::ShapeBackend, fit_name, text, text_width::text_width,
};
use crate::domain::{
    journey::Origin,
    sorting::{sort, sort_places},
    study::transitions::TransitionCounts,
    words::{NumberStyle, count},
};

const ROW: i32 = 28;
const HEAD: i32 = 28;
const LINE: i32 = 22;
const GAP: i32 = 10;
const SWATCH: i32 = 12;

/// Cells are at least so wide; channels for which there is no room are left out.
const NARROWEST: i32 = 16;
const MOST_CHANNELS: usize = 24;

/// Where the steps of the intensity begin, behind the first.
const STEPS: [f64; 5] = [0.05, 0.1, 0.2, 0.4, 0.6];

/// What follows a state is named to so many, the likeliest first.
const NAMED: usize = 5;

/// The step of a probability above 0: under 5 %, under 10, 20, 40 and 60 %, and above.
pub fn heat_step(probability: f64) -> u8 {
    STEPS.iter().filter(|begin| probability >= **begin).count() as u8
}

/// The map of a scope's transitions, `width` pixels wide. A transition that does not occur has no cell. Where there is
/// no room for all channels those with the most touches are shown, and how many are not is said below.
pub fn transition_heat(
    found: &TransitionCounts,
    origin: Origin,
    width: u32,
    style: NumberStyle,
) -> Result<Drawing, ChartError> {
    let map = Map::of(found, width);
    let notes = if map.left_out() > 0 { 3 } else { 2 };
    let canvas = Canvas::new(width, (HEAD + map.rows() * ROW + notes * LINE) as u32);
    let area = canvas.backend().into_drawing_area();
    map.draw_head(&canvas, &area)?;
    map.draw_notes(&canvas, &area)?;
    for (place, row) in (0..).zip(std::iter::once(0).chain(map.shown.iter().map(|channel| channel + 1))) {
        canvas.begin_mark(&found.transitions.from[row], title(found, row, origin, style));
        map.draw_row(&canvas, &area, (place, row), style)?;
    }
    Ok(canvas.finish())
}

struct Map<'a> {
    found: &'a TransitionCounts,
    /// Channels, in the order of their names.
    shown: Vec<usize>,
    left: i32,
    cell: i32,
    /// Whether columns are named by numbers, for want of room.
    is_numbered: bool,
}

type Area = DrawingArea<ShapeBackend, Shift>;

impl<'a> Map<'a> {
    fn of(found: &'a TransitionCounts, width: u32) -> Map<'a> {
        let names = found.transitions.from.iter().map(|name| text_width(name, TEXT)).fold(0.0, f64::max);
        // Room for a number before the name.
        let left = (names + 2.0 * TEXT).min(0.3 * f64::from(width)).ceil() as i32 + GAP;
        let plot = width as i32 - left;
        let room = usize::try_from(plot / NARROWEST - 2).unwrap_or_default();
        let shown = most_touched(found, room.clamp(1, MOST_CHANNELS));
        let cell = plot / (shown.len() as i32 + 2);
        let fits = |name: &str| text_width(name, TEXT) <= f64::from(cell - 4);
        let is_numbered = !fits("conversion") || !shown.iter().all(|channel| fits(&found.transitions.to[*channel]));
        Map { found, shown, left, cell, is_numbered }
    }

    fn rows(&self) -> i32 {
        self.shown.len() as i32 + 1
    }

    fn left_out(&self) -> usize {
        self.found.repeats.len() - self.shown.len()
    }

    /// Columns of the table that have one here.
    fn columns(&self) -> impl Iterator<Item = usize> + '_ {
        let channels = self.found.repeats.len();
        self.shown.iter().copied().chain([channels, channels + 1])
    }

    fn head(&self, place: usize, column: usize) -> String {
        match (column.checked_sub(self.found.repeats.len()), self.is_numbered) {
            (Some(0), false) => "conversion".to_owned(),
            (Some(_), false) => "null".to_owned(),
            (Some(0), true) => "+".to_owned(),
            (Some(_), true) => "−".to_owned(),
            (None, true) => (place + 1).to_string(),
            (None, false) => self.found.transitions.to[column].clone(),
        }
    }

    fn draw_head(&self, canvas: &Canvas, area: &Area) -> Result<(), ChartError> {
        canvas.part(Part::AxisLabel);
        for (place, column) in self.columns().enumerate() {
            let x = self.left + place as i32 * self.cell + self.cell / 2;
            area.draw(&Text::new(self.head(place, column), (x, HEAD / 2), text(HPos::Center)))?;
        }
        Ok(())
    }

    /// The steps of the intensity, and what the columns and the chart leave unsaid.
    fn draw_notes(&self, canvas: &Canvas, area: &Area) -> Result<(), ChartError> {
        let y = HEAD + self.rows() * ROW + LINE / 2;
        let mut x = 0;
        for (step, begin) in (0..).zip(std::iter::once(0.0).chain(STEPS)) {
            canvas.part(Part::Heat(step));
            area.draw(&Rectangle::new([(x, y - SWATCH / 2), (x + SWATCH, y + SWATCH / 2)], BLACK.filled()))?;
            canvas.part(Part::AxisLabel);
            let sign = if usize::from(step) == STEPS.len() { " %" } else { "" };
            let label = format!("{:.0}+{sign}", 100.0 * begin);
            area.draw(&Text::new(label.clone(), (x + SWATCH + 4, y), text(HPos::Left)))?;
            x += SWATCH + text_width(&label, TEXT).ceil() as i32 + GAP;
        }
        let ends = if self.is_numbered { "; + conversion, − null" } else { "" };
        let left_out = count(self.left_out() as u32, "channel is", "channels are");
        let notes = [format!("% of what leaves a row{ends}"), format!("{left_out} in the table alone")];
        for (line, note) in (1..).zip(notes).take(if self.left_out() > 0 { 2 } else { 1 }) {
            area.draw(&Text::new(note, (0, y + line * LINE), text(HPos::Left)))?;
        }
        Ok(())
    }

    /// A state by its place in the chart and its row in the table.
    fn draw_row(
        &self,
        canvas: &Canvas,
        area: &Area,
        (place, row): (i32, usize),
        style: NumberStyle,
    ) -> Result<(), ChartError> {
        let top = HEAD + place * ROW;
        let name = &self.found.transitions.from[row];
        let name = if self.is_numbered && row > 0 { format!("{place} {name}") } else { name.clone() };
        canvas.part(Part::Name);
        let at = (self.left - GAP, top + ROW / 2);
        area.draw(&Text::new(fit_name(&name, self.left - GAP), at, text(HPos::Right)))?;
        for (index, column) in (0..).zip(self.columns()) {
            let probability = self.found.probability(row, column).filter(|_| self.found.counts[row][column] > 0);
            let Some(probability) = probability else { continue };
            canvas.part(Part::Heat(heat_step(probability)));
            let left = self.left + index * self.cell;
            area.draw(&Rectangle::new([(left + 1, top + 1), (left + self.cell - 1, top + ROW - 1)], BLACK.filled()))?;
            let figure = self.figure(probability, style);
            if text_width(&figure, TEXT) <= f64::from(self.cell - 4) {
                area.draw(&Text::new(figure, (left + self.cell / 2, top + ROW / 2), text(HPos::Center)))?;
            }
        }
        Ok(())
    }

    /// A probability in percent, with a decimal where every cell has room for it.
    fn figure(&self, probability: f64, style: NumberStyle) -> String {
        let has_decimal = text_width(&style.points(1.0), TEXT) <= f64::from(self.cell - 4);
        match (100.0 * probability).round() {
            _ if has_decimal => style.points(probability),
            0.0 => "<1".to_owned(),
            whole => format!("{whole:.0}"),
        }
    }
}

/// So many channels with the most touches, in the order of their names.
fn most_touched(found: &TransitionCounts, most: usize) -> Vec<usize> {
    let touches: Vec<u32> =
        found.repeats.iter().enumerate().map(|(channel, repeats)| repeats + found.departures(channel + 1)).collect();
    let mut channels: Vec<usize> = (0..touches.len()).collect();
    sort_places(&mut channels, &|a, b| touches[b].cmp(&touches[a]));
    channels.truncate(most);
    sort(&mut channels);
    channels
}

/// A row in words: what follows, the likeliest first.
fn title(found: &TransitionCounts, row: usize, origin: Origin, style: NumberStyle) -> String {
    let counts = &found.counts[row];
    let mut columns: Vec<usize> = (0..counts.len()).filter(|column| counts[*column] > 0).collect();
    sort_places(&mut columns, &|a, b| counts[b].cmp(&counts[a]));
    let next = columns.iter().take(NAMED).filter_map(|column| {
        let probability = found.probability(row, *column)?;
        let counted = style.whole(f64::from(counts[*column]));
        Some(format!("{} {} ({counted})", found.transitions.to[*column], style.percent(probability)))
    });
    let next: Vec<String> = next.collect();
    let others = columns.len().saturating_sub(NAMED);
    let others = if others > 0 { format!(", and {others} more") } else { String::new() };
    let departures = style.count(found.departures(row), "departure", "departures");
    format!("{}, {departures}: {}{others} ({})", found.transitions.from[row], next.join(", "), origin.words())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        chart::{Geometry, reach},
        domain::path::{NamedPath, PathTable},
    };

    fn found(channels: &[&str]) -> TransitionCounts {
        let path = |channels, conversions, nulls| NamedPath { channels, conversions, nulls, value: None };
        let paths = [path(&channels[..2], 6, 3), path(&channels[..1], 0, 1), path(channels, 0, 90)];
        TransitionCounts::of(&PathTable::from_named(paths).expect("few channels")).expect("few channels")
    }

    fn cells(drawing: &Drawing, mark: usize) -> Vec<(u8, Option<String>)> {
        let mut cells: Vec<(u8, Option<String>)> = Vec::new();
        for shape in &drawing.marks[mark].shapes {
            match (shape.part, &shape.geometry) {
                (Part::Heat(step), Geometry::Rectangle { .. }) => cells.push((step, None)),
                (Part::Heat(_), Geometry::Text { text, .. }) => {
                    cells.last_mut().expect("a cell").1 = Some(text.clone())
                }
                _ => {}
            }
        }
        cells
    }

    #[test]
    fn a_row_has_a_cell_for_what_follows_and_says_it_in_words() {
        let drawing = transition_heat(&found(&["a", "b", "c"]), Origin::Observed, 720, NumberStyle::default());
        let drawing = drawing.expect("shapes");
        let rows: Vec<&str> = drawing.marks.iter().map(|mark| mark.channel.as_str()).collect();
        assert_eq!(rows, ["START", "a", "b", "c"]);
        // a is left 100 times: 99 for b, 1 for NULL. b 99 times: 90 for c, 6 converting, 3 null.
        assert_eq!(cells(&drawing, 1), [(5, Some("99.0".to_owned())), (0, Some("1.0".to_owned()))]);
        let b = [(5, Some("90.9".to_owned())), (1, Some("6.1".to_owned())), (0, Some("3.0".to_owned()))];
        assert_eq!(cells(&drawing, 2), b);
        assert_eq!(
            drawing.marks[2].title,
            "b, 99 departures: c 90.9 % (90), CONVERSION 6.1 % (6), NULL 3.0 % (3) (observed journeys)"
        );
    }

    #[test]
    fn narrow_cells_have_whole_figures_and_columns_have_numbers() {
        let found = found(&["a", "b", "c"]);
        let drawing = transition_heat(&found, Origin::Observed, 230, NumberStyle::default()).expect("shapes");
        let b = [(5, Some("91".to_owned())), (1, Some("6".to_owned())), (0, Some("3".to_owned()))];
        assert_eq!(cells(&drawing, 2), b);
        let heads = drawing.axes.iter().filter_map(|shape| match &shape.geometry {
            Geometry::Text { text, y, .. } if *y < HEAD => Some(text.as_str()),
            _ => None,
        });
        assert_eq!(heads.collect::<Vec<&str>>(), ["1", "2", "3", "+", "−"]);
    }

    #[test]
    fn steps_begin_where_they_say() {
        let steps = [0.001, 0.05, 0.099, 0.1, 0.2, 0.39, 0.4, 0.6, 1.0].map(heat_step);
        assert_eq!(steps, [0, 1, 1, 2, 3, 3, 4, 5, 5]);
    }

    #[test]
    fn everything_fits_at_every_width_and_what_is_left_out_is_said() {
        let names: Vec<String> = (0..30).map(|number| format!("channel_{number:02}")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        for width in [320, 375, 720, 1280] {
            let drawing = transition_heat(&found(&names), Origin::Observed, width, NumberStyle::default());
            let drawing = drawing.expect("shapes");
            for shape in drawing.marks.iter().flat_map(|mark| &mark.shapes).chain(&drawing.axes) {
                let (left, right) = reach(shape);
                assert!(left >= 0 && right <= width as i32, "{shape:?} at {width}");
            }
            let left_out = format!("{} channels are in the table alone", 30 - (drawing.marks.len() - 1));
            let is_said = |text: &str| text == left_out;
            let mut axes = drawing.axes.iter();
            assert!(axes.any(|shape| matches!(&shape.geometry, Geometry::Text { text, .. } if is_said(text))));
        }
    }
}
