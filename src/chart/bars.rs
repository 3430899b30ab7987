//! Credit by channel: a bar, a whisker for its interval, and the figures beside it.

use plotters::{
    chart::ChartBuilder,
    coord::Shift,
    drawing::{DrawingArea, IntoDrawingArea},
    element::{PathElement, Rectangle, Text},
    style::{BLACK, Color, text_anchor::HPos},
};

use super::{
    ChartError, Drawing, Part, TEXT, backend::Canvas, backend::ShapeBackend, fit_name, text, text_width::text_width,
};
use crate::domain::{
    report::{ChannelCredit, Report},
    words::NumberStyle,
};

const ROW: i32 = 36;
const BAR: i32 = 22;
const CAP: i32 = 5;
const AXIS: i32 = 30;
const GAP: i32 = 10;

/// Narrower than this the interval is in the title and the table alone.
const ROOM_FOR_INTERVAL: u32 = 560;

/// Names take at most this part of the width; longer ones are cut, and whole in the title.
const NAME_PART: f64 = 0.34;

/// The chart of a report's shares, `width` pixels wide. Channels without a share are left out.
pub fn credit_bars(report: &Report, width: u32, style: NumberStyle) -> Result<Drawing, ChartError> {
    let rows: Vec<Row> = report.ranked().into_iter().filter_map(|credit| Row::of(credit, style)).collect();
    let height = rows.len() as i32 * ROW + AXIS;
    let canvas = Canvas::new(width, height as u32);
    let layout = Layout::of(&rows, width);
    let area = canvas.backend().into_drawing_area();
    draw_axis(&area, &layout)?;
    for (index, row) in rows.iter().enumerate() {
        canvas.begin_mark(&row.credit.channel, title(report, row));
        draw_row(&area, &canvas, &layout, row, index as i32 * ROW + ROW / 2)?;
    }
    Ok(canvas.finish())
}

struct Row<'a> {
    credit: &'a ChannelCredit,
    share: f64,
    lo: f64,
    hi: f64,
    style: NumberStyle,
}

impl Row<'_> {
    fn of(credit: &ChannelCredit, style: NumberStyle) -> Option<Row<'_>> {
        let share = credit.share?;
        let (lo, hi) = credit.interval.map_or((share, share), |interval| (interval.lo, interval.hi));
        Some(Row { credit, share, lo, hi, style })
    }

    fn interval_text(&self) -> String {
        format!("{} to {}", self.style.points(self.lo), self.style.points(self.hi))
    }

    fn share_text(&self) -> String {
        self.style.percent(self.share)
    }
}

struct Layout {
    left: i32,
    right: i32,
    /// Share at the right end of the axis.
    axis_end: f64,
    shows_interval: bool,
}

impl Layout {
    /// Names on the left; on the right the axis ends where the longest label still fits.
    fn of(rows: &[Row], width: u32) -> Layout {
        let shows_interval = width >= ROOM_FOR_INTERVAL;
        let names = rows.iter().map(|row| text_width(&row.credit.channel, TEXT));
        let left = names.fold(0.0, f64::max).min(NAME_PART * f64::from(width)).ceil() as i32 + GAP;
        let plot = f64::from(width as i32 - left).max(1.0);
        let needed = rows.iter().map(|row| {
            let label = label_width(row, shows_interval).min(plot / 2.0);
            row.hi.max(row.share) * plot / (plot - label)
        });
        let axis_end = needed.fold(0.01, f64::max);
        Layout { left, right: width as i32, axis_end, shows_interval }
    }

    fn x(&self, share: f64) -> i32 {
        self.left + (f64::from(self.right - self.left) * share / self.axis_end).round() as i32
    }
}

type Area = DrawingArea<ShapeBackend, Shift>;

fn draw_axis(area: &Area, layout: &Layout) -> Result<(), ChartError> {
    let ticks = ((layout.right - layout.left) / 110).clamp(4, 8) as usize;
    let mut chart = ChartBuilder::on(area)
        .margin_left(layout.left)
        .x_label_area_size(AXIS)
        .build_cartesian_2d(0.0..layout.axis_end, 0.0..1.0)?;
    chart
        .configure_mesh()
        .disable_y_mesh()
        .disable_y_axis()
        .light_line_style(BLACK.mix(0.0))
        .axis_style(BLACK.mix(0.0))
        .x_labels(ticks)
        .x_label_formatter(&|share| format!("{:.0} %", 100.0 * share))
        .x_label_style(text(HPos::Center))
        .draw()?;
    Ok(())
}

fn draw_row(area: &Area, canvas: &Canvas, layout: &Layout, row: &Row, y: i32) -> Result<(), ChartError> {
    canvas.part(Part::Name);
    area.draw(&Text::new(fit_name(&row.credit.channel, layout.left - GAP), (layout.left - GAP, y), text(HPos::Right)))?;
    canvas.part(Part::Bar);
    let bar = [(layout.left, y - BAR / 2), (layout.x(row.share), y + BAR / 2)];
    area.draw(&Rectangle::new(bar, BLACK.filled()))?;
    canvas.part(Part::Whisker);
    let (lo, hi) = (layout.x(row.lo), layout.x(row.hi));
    let whisker = row.credit.interval.is_some();
    for line in [[(lo, y), (hi, y)], [(lo, y - CAP), (lo, y + CAP)], [(hi, y - CAP), (hi, y + CAP)]]
        .into_iter()
        .filter(|_| whisker)
    {
        area.draw(&PathElement::new(line, BLACK.stroke_width(2)))?;
    }
    let right = layout.x(row.hi.max(row.share)) + GAP;
    canvas.part(Part::Value);
    area.draw(&Text::new(row.share_text(), (right, y), text(HPos::Left)))?;
    if layout.shows_interval && row.credit.interval.is_some() {
        canvas.part(Part::IntervalText);
        let after = right + text_width(&row.share_text(), TEXT) as i32 + GAP;
        area.draw(&Text::new(row.interval_text(), (after, y), text(HPos::Left)))?;
    }
    Ok(())
}

/// The mark in words, synthetic or not, for title and screen reader.
fn title(report: &Report, row: &Row) -> String {
    let made = report.origin.words();
    let interval = row.credit.interval.map_or(String::new(), |interval| {
        format!(", {:.0} % interval {}", 100.0 * interval.level, row.interval_text())
    });
    format!("{}: {} of the credit{interval} ({made})", row.credit.channel, row.share_text())
}

fn label_width(row: &Row, shows_interval: bool) -> f64 {
    let interval = if shows_interval { text_width(&row.interval_text(), TEXT) + 2.0 * f64::from(GAP) } else { 0.0 };
    text_width(&row.share_text(), TEXT) + interval + 2.0 * f64::from(GAP)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        chart::{Anchor, Geometry},
        domain::{dataset::Dataset, import::read_leads, playbook::Playbook},
        engine::{self, query::Query},
    };

    fn drawing(width: u32) -> Drawing {
        let csv: &[u8] = include_bytes!("../../public/a_tier_leads.csv");
        let import = read_leads(csv).expect("leads");
        let dataset = Dataset::synthesise("a.csv", import, Playbook::default()).expect("five channels");
        let report = engine::attribute(&dataset, &Query::default()).expect("the default query");
        credit_bars(&report, width, NumberStyle::default()).expect("plain shapes")
    }

    fn bar(drawing: &Drawing, index: usize) -> (i32, i32) {
        let bars = drawing.marks[index].shapes.iter().filter(|shape| shape.part == Part::Bar);
        let mut widths = bars.filter_map(|shape| match shape.geometry {
            Geometry::Rectangle { x, width, .. } => Some((x, width)),
            _ => None,
        });
        widths.next().expect("a bar")
    }

    #[test]
    fn marks_stand_in_the_order_of_credit_with_their_figures_in_words() {
        let drawing = drawing(1000);
        let channels: Vec<&str> = drawing.marks.iter().map(|mark| mark.channel.as_str()).collect();
        assert_eq!(channels, ["call", "ga4", "door_knock", "email", "sms"]);
        let title = &drawing.marks[3].title;
        assert!(title.starts_with("email: 16.4 % of the credit, 90 % interval "), "{title}");
        assert!(title.ends_with(" (synthetic journeys)"), "{title}");
    }

    #[test]
    fn bars_are_as_long_as_shares() {
        let drawing = drawing(1000);
        let (left, call) = bar(&drawing, 0);
        let (other_left, sms) = bar(&drawing, 4);
        assert_eq!(left, other_left);
        // Shares .280396 and .048786, to a pixel.
        assert!((f64::from(sms) - f64::from(call) * 0.048_786 / 0.280_396).abs() <= 1.0);
    }

    #[test]
    fn everything_fits_at_every_width() {
        for width in [320, 375, 720, 1280] {
            let drawing = drawing(width);
            let shapes = drawing.marks.iter().flat_map(|mark| &mark.shapes).chain(&drawing.axes);
            for shape in shapes {
                let (left, right) = match &shape.geometry {
                    Geometry::Text { x, anchor: Anchor::Start, text, .. } => (*x, *x + text_width(text, TEXT) as i32),
                    Geometry::Text { x, anchor: Anchor::End, text, .. } => (*x - text_width(text, TEXT) as i32, *x),
                    Geometry::Text { x, .. } | Geometry::Circle { x, .. } => (*x, *x),
                    Geometry::Line { from, to } => (from.0.min(to.0), from.0.max(to.0)),
                    Geometry::Rectangle { x, width, .. } => (*x, x + width),
                    Geometry::Polyline(points) | Geometry::Area(points) => {
                        let xs = points.iter().map(|point| point.0);
                        (xs.clone().min().unwrap_or(0), xs.max().unwrap_or(0))
                    }
                };
                assert!(left >= 0 && right <= width as i32, "{shape:?} at {width}");
            }
        }
    }
}
