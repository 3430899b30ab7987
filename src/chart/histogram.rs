//! Journeys by length, and conversions by time: a row a bin, converting and null journeys in columns of their own.

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
    study::{Outcomes, lags::LagDistribution, lengths::Lengths},
    words::{NumberStyle, count},
};

const ROW: i32 = 26;
const BAR: i32 = 16;
const HEAD: i32 = 28;
const GAP: i32 = 10;

/// Narrower columns have the part of a bar in its title alone.
const ROOM_FOR_PART: i32 = 200;

/// Names take at most this part of the width.
const NAME_PART: f64 = 0.3;

/// Counts of one kind, by bin.
struct Series {
    name: &'static str,
    part: Part,
    counts: Vec<u32>,
}

/// Touches per journey. In both columns a bar is as long as its part of the column's journeys, so that the two
/// compare however many there are of each.
pub fn length_bars(lengths: &Lengths, origin: Origin, width: u32, style: NumberStyle) -> Result<Drawing, ChartError> {
    let mut rows: Vec<(String, Outcomes)> =
        (0..).zip(&lengths.rows).map(|(touches, row)| (length(touches), *row)).collect();
    if lengths.longer.journeys > 0 {
        rows.push((format!("{} or more", lengths.rows.len()), lengths.longer));
    }
    // Journeys without a touch are an exception: their row stands only where there are any.
    rows.drain(..usize::from(lengths.rows.first().is_some_and(|row| row.journeys == 0)));
    let series = [
        Series {
            name: "converting journeys",
            part: Part::Converting,
            counts: rows.iter().map(|(_, row)| row.conversions).collect(),
        },
        Series { name: "null journeys", part: Part::Null, counts: rows.iter().map(|(_, row)| row.nulls()).collect() },
    ];
    let bins: Vec<String> = rows.into_iter().map(|(name, _)| name).collect();
    draw(&bins, &series, origin, width, style)
}

/// Lags to a conversion.
pub fn lag_bars(lags: &LagDistribution, origin: Origin, width: u32, style: NumberStyle) -> Result<Drawing, ChartError> {
    let counts = lags.bins.iter().map(|bin| bin.count).collect();
    let bins: Vec<String> = lags.bins.iter().map(|bin| bin.name.clone()).collect();
    draw(&bins, &[Series { name: "conversions", part: Part::Converting, counts }], origin, width, style)
}

/// Lags from touch to touch, in converting and null journeys.
pub fn gap_bars(lags: &LagDistribution, origin: Origin, width: u32, style: NumberStyle) -> Result<Drawing, ChartError> {
    let counts = lags.bins.iter().map(|bin| bin.count).collect();
    let bins: Vec<String> = lags.bins.iter().map(|bin| bin.name.clone()).collect();
    draw(&bins, &[Series { name: "pairs of touches", part: Part::Null, counts }], origin, width, style)
}

fn length(touches: u32) -> String {
    if touches == 0 { "no touch".to_owned() } else { count(touches, "touch", "touches") }
}

impl Series {
    fn total(&self) -> u32 {
        self.counts.iter().sum()
    }

    fn part_of(&self, bin: usize) -> f64 {
        f64::from(self.counts[bin]) / f64::from(self.total().max(1))
    }

    /// The figures beside a bar.
    fn label(&self, bin: usize, column: i32, style: NumberStyle) -> String {
        match column {
            narrow if narrow < ROOM_FOR_PART => style.whole(self.counts[bin].into()),
            _ => format!("{} ({})", style.whole(self.counts[bin].into()), style.percent(self.part_of(bin))),
        }
    }
}

struct Layout {
    /// Where the first column begins.
    left: i32,
    column: i32,
    /// Length of the longest bar, and the part of its column that it is.
    longest: i32,
    greatest: f64,
}

impl Layout {
    fn of(bins: &[String], series: &[Series], width: u32, style: NumberStyle) -> Layout {
        let names = bins.iter().map(|name| text_width(name, TEXT)).fold(0.0, f64::max);
        let left = names.min(NAME_PART * f64::from(width)).ceil() as i32 + GAP;
        let column = (width as i32 - left) / series.len().max(1) as i32;
        let all = || series.iter().flat_map(|series| (0..bins.len()).map(move |bin| (series, bin)));
        let label = all().map(|(series, bin)| text_width(&series.label(bin, column, style), TEXT)).fold(0.0, f64::max);
        Layout {
            left,
            column,
            longest: (column - label.ceil() as i32 - 2 * GAP).max(1),
            greatest: all().map(|(series, bin)| series.part_of(bin)).fold(0.0, f64::max),
        }
    }
}

fn draw(
    bins: &[String],
    series: &[Series],
    origin: Origin,
    width: u32,
    style: NumberStyle,
) -> Result<Drawing, ChartError> {
    if series.iter().all(|series| series.total() == 0) {
        return Ok(Drawing::empty());
    }
    let canvas = Canvas::new(width, (HEAD + bins.len() as i32 * ROW) as u32);
    let area = canvas.backend().into_drawing_area();
    let layout = Layout::of(bins, series, width, style);
    canvas.part(Part::AxisLabel);
    for (index, series) in (0..).zip(series) {
        let head = fit_name(&format!("{} {}", style.whole(series.total().into()), series.name), layout.column - GAP);
        area.draw(&Text::new(head, (layout.left + index * layout.column, HEAD / 2), text(HPos::Left)))?;
    }
    for (bin, name) in bins.iter().enumerate() {
        let y = HEAD + bin as i32 * ROW + ROW / 2;
        canvas.end_mark();
        canvas.part(Part::Name);
        area.draw(&Text::new(fit_name(name, layout.left - GAP), (layout.left - GAP, y), text(HPos::Right)))?;
        for (index, series) in (0..).zip(series) {
            let (counted, total) = (style.whole(series.counts[bin].into()), style.whole(series.total().into()));
            let part =
                if series.total() > 0 { format!(" ({})", style.percent(series.part_of(bin))) } else { String::new() };
            let title = format!("{name}: {counted} of {total} {}{part} ({})", series.name, origin.words());
            canvas.begin_mark(series.name, title);
            draw_bar(&area, &canvas, &layout, series, bin, (layout.left + index * layout.column, y), style)?;
        }
    }
    Ok(canvas.finish())
}

/// A bar from `at` on, with its figures; of nothing the figures alone.
fn draw_bar(
    area: &DrawingArea<ShapeBackend, Shift>,
    canvas: &Canvas,
    layout: &Layout,
    series: &Series,
    bin: usize,
    at: (i32, i32),
    style: NumberStyle,
) -> Result<(), ChartError> {
    let length = (f64::from(layout.longest) * series.part_of(bin) / layout.greatest).round() as i32;
    if series.counts[bin] > 0 {
        canvas.part(series.part);
        let bar = [(at.0, at.1 - BAR / 2), (at.0 + length.max(1), at.1 + BAR / 2)];
        area.draw(&Rectangle::new(bar, BLACK.filled()))?;
    }
    canvas.part(Part::Value);
    let label = series.label(bin, layout.column, style);
    area.draw(&Text::new(label, (at.0 + length + GAP / 2, at.1), text(HPos::Left)))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        chart::{Geometry, reach},
        domain::path::{NamedPath, PathTable},
    };

    fn lengths() -> Lengths {
        let path = |channels, conversions, nulls| NamedPath { channels, conversions, nulls, value: None };
        let paths =
            [path(&["a"], 1, 30), path(&["a", "b"], 3, 10), path(&["a", "b", "a"], 0, 0), path(&["b"; 4], 1, 0)];
        Lengths::of(&PathTable::from_named(paths).expect("two channels"), 2)
    }

    fn bars(drawing: &Drawing, part: Part) -> Vec<(i32, i32)> {
        let shapes = drawing.marks.iter().flat_map(|mark| &mark.shapes).filter(|shape| shape.part == part);
        let bar = |shape: &crate::chart::Shape| match shape.geometry {
            Geometry::Rectangle { x, width, .. } => Some((x, width)),
            _ => None,
        };
        shapes.filter_map(bar).collect()
    }

    #[test]
    fn converting_and_null_journeys_stand_in_columns_of_one_scale() {
        let drawing = length_bars(&lengths(), Origin::Synthetic, 800, NumberStyle::default()).expect("shapes");
        let titles: Vec<&str> = drawing.marks.iter().map(|mark| mark.title.as_str()).collect();
        assert_eq!(
            titles,
            [
                "1 touch: 1 of 5 converting journeys (20.0 %) (synthetic journeys)",
                "1 touch: 30 of 40 null journeys (75.0 %) (synthetic journeys)",
                "2 touches: 3 of 5 converting journeys (60.0 %) (synthetic journeys)",
                "2 touches: 10 of 40 null journeys (25.0 %) (synthetic journeys)",
                "3 or more: 1 of 5 converting journeys (20.0 %) (synthetic journeys)",
                "3 or more: 0 of 40 null journeys (0.0 %) (synthetic journeys)",
            ]
        );
        let (converting, null) = (bars(&drawing, Part::Converting), bars(&drawing, Part::Null));
        assert_eq!((converting.len(), null.len()), (3, 2), "nothing has no bar");
        assert!(converting[0].0 == converting[1].0 && null[0].0 > converting[0].0 + converting[1].1);
        // 60 % beside 75 %, to a pixel.
        assert!((f64::from(converting[1].1) - 0.8 * f64::from(null[0].1)).abs() <= 1.0);
    }

    #[test]
    fn everything_fits_at_every_width() {
        for width in [320, 375, 720, 1280] {
            let drawing = length_bars(&lengths(), Origin::Observed, width, NumberStyle::default()).expect("shapes");
            for shape in drawing.marks.iter().flat_map(|mark| &mark.shapes).chain(&drawing.axes) {
                let (left, right) = reach(shape);
                assert!(left >= 0 && right <= width as i32, "{shape:?} at {width}");
            }
        }
    }
}
