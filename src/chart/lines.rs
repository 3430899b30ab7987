//! Lines over a common axis: the alpha sweep, a line a channel; the scores of the orders, one line.

use std::ops::Range;

use plotters::{
    chart::ChartBuilder,
    drawing::IntoDrawingArea,
    element::{Circle, PathElement, Text},
    style::{BLACK, Color, text_anchor::HPos},
};

use super::{ChartError, Drawing, Part, TEXT, backend::Canvas, fit_name, text, text_width::text_width};
use crate::domain::{
    attribution::order_choice::OrderChoice, comparison::Sweep, sorting::sort_places, words::NumberStyle,
};

const HEIGHT: u32 = 240;
/// Room for the title of an axis.
const TITLE: i32 = 18;
pub(super) const AXIS: i32 = 30;
const LEFT: i32 = 48;
const GAP: i32 = 8;
const TOP: i32 = 12;

/// The hybrid's shares over a setting, which the axis names by `symbol`.
pub fn sweep_lines(
    sweep: &Sweep,
    channels: &[String],
    symbol: char,
    width: u32,
    style: NumberStyle,
) -> Result<Drawing, ChartError> {
    let end = sweep.steps.last().copied().unwrap_or(1.0);
    let names = channels.iter().map(|name| text_width(name, TEXT)).fold(0.0, f64::max);
    let right = names.min(0.3 * f64::from(width)).ceil() as i32 + 2 * GAP;
    let most = sweep.channels.iter().map(|channel| channel.max).fold(0.01, f64::max);
    let plot = Plot { width, right, x: 0.0..end, y: 0.0..1.1 * most, titles: None };
    let canvas = plot.canvas();
    plot.draw_axes(&canvas, &|at| format!("{symbol} {}", style.decimals(*at, 2)), &|share| {
        format!("{:.0} %", 100.0 * share)
    })?;
    let area = canvas.backend().into_drawing_area();
    let ends = sweep.shares.last().map(|shares| shares.iter().map(|share| plot.at(end, *share).1).collect());
    let labels = plot.labels(ends.unwrap_or_default());
    for (index, channel) in channels.iter().enumerate() {
        let of_channel = &sweep.channels[index];
        let title = format!(
            "{channel}: {} to {} of the credit over {symbol}",
            style.percent(of_channel.min),
            style.percent(of_channel.max)
        );
        canvas.begin_mark(channel, title);
        canvas.part(Part::Line);
        let points: Vec<(i32, i32)> =
            sweep.steps.iter().zip(&sweep.shares).map(|(at, shares)| plot.at(*at, shares[index])).collect();
        let right_end = points[points.len() - 1].0;
        area.draw(&PathElement::new(points, BLACK.stroke_width(2)))?;
        canvas.part(Part::Value);
        area.draw(&Text::new(fit_name(channel, right - 2 * GAP), (right_end + GAP, labels[index]), text(HPos::Left)))?;
    }
    Ok(canvas.finish())
}

/// Held-out loss by order, each with its standard error; the chosen one stands out.
pub fn order_scores(choice: &OrderChoice, width: u32, style: NumberStyle) -> Result<Drawing, ChartError> {
    let reach =
        choice.scores.iter().map(|score| (score.loss - score.standard_error, score.loss + score.standard_error));
    let (low, high) = reach.fold((f64::MAX, f64::MIN), |(low, high), (from, to)| (low.min(from), high.max(to)));
    let pad = 0.15 * (high - low).max(1e-6);
    let last = choice.scores.len() as f64;
    let plot = Plot { width, right: 32, x: 0.5..last + 0.5, y: low - pad..high + pad, titles: None };
    let canvas = plot.canvas();
    plot.draw_axes(&canvas, &|_| String::new(), &|loss| style.decimals(*loss, 2))?;
    let area = canvas.backend().into_drawing_area();
    for score in &choice.scores {
        let order = score.order as f64;
        let chosen = if score.order == choice.chosen { ", chosen" } else { "" };
        let auc = score.auc.map_or(String::new(), |auc| format!(", AUC {auc:.3}"));
        let title = format!("Order {}: loss {:.4} ± {:.4}{auc}{chosen}", score.order, score.loss, score.standard_error);
        canvas.begin_mark(&format!("order {}", score.order), title);
        canvas.part(Part::Whisker);
        let (low, high) =
            (plot.at(order, score.loss - score.standard_error), plot.at(order, score.loss + score.standard_error));
        area.draw(&PathElement::new([low, high], BLACK.stroke_width(2)))?;
        canvas.part(if chosen.is_empty() { Part::Dot } else { Part::ChosenDot });
        area.draw(&Circle::new(plot.at(order, score.loss), 5, BLACK.filled()))?;
        canvas.part(Part::AxisLabel);
        let below = plot.bottom() + AXIS / 2;
        area.draw(&Text::new(
            format!("order {}", score.order),
            (plot.at(order, score.loss).0, below),
            text(HPos::Center),
        ))?;
    }
    Ok(canvas.finish())
}

/// Heights of labels, moved down as far as they need to stand clear of one another.
fn apart(heights: Vec<i32>) -> Vec<i32> {
    let mut order: Vec<usize> = (0..heights.len()).collect();
    sort_places(&mut order, &|a, b| heights[a].cmp(&heights[b]));
    let mut placed = heights;
    for pair in 1..order.len() {
        let above = placed[order[pair - 1]];
        placed[order[pair]] = placed[order[pair]].max(above + TEXT as i32);
    }
    placed
}

/// Heights of labels that stand clear of one another, moved up as far as they need to stay above the axis at `bottom`.
fn above_axis(mut heights: Vec<i32>, bottom: i32) -> Vec<i32> {
    let mut lowest: Vec<usize> = (0..heights.len()).collect();
    sort_places(&mut lowest, &|a, b| heights[b].cmp(&heights[a]));
    let mut limit = bottom - TEXT as i32 / 2;
    for label in lowest {
        heights[label] = heights[label].min(limit);
        limit = heights[label] - TEXT as i32;
    }
    heights
}

/// A plane in a fixed frame.
pub(super) struct Plot {
    pub(super) width: u32,
    pub(super) right: i32,
    pub(super) x: Range<f64>,
    pub(super) y: Range<f64>,
    pub(super) titles: Option<Titles>,
}

/// What the axes tell, with the unit.
#[derive(Clone, Copy)]
pub(super) struct Titles {
    /// Below the axis.
    pub(super) x: &'static str,
    /// Above it: text does not stand upright.
    pub(super) y: &'static str,
}

impl Plot {
    /// An empty drawing of the plot's size.
    pub(super) fn canvas(&self) -> Canvas {
        Canvas::new(self.width, (self.bottom() + AXIS + self.title()) as u32)
    }

    /// Heights of labels near these, clear of one another and above the axis.
    pub(super) fn labels(&self, heights: Vec<i32>) -> Vec<i32> {
        above_axis(apart(heights), self.bottom())
    }

    /// Where the axis of x begins.
    pub(super) fn bottom(&self) -> i32 {
        HEIGHT as i32 - AXIS + self.title()
    }

    fn top(&self) -> i32 {
        TOP + self.title()
    }

    /// Room for one title.
    fn title(&self) -> i32 {
        if self.titles.is_some() { TITLE } else { 0 }
    }

    pub(super) fn draw_axes(
        &self,
        canvas: &Canvas,
        x_label: &dyn Fn(&f64) -> String,
        y_label: &dyn Fn(&f64) -> String,
    ) -> Result<(), ChartError> {
        let area = canvas.backend().into_drawing_area();
        let mut chart = ChartBuilder::on(&area)
            .margin_right(self.right)
            .margin_top(self.top())
            .margin_bottom(self.title())
            .x_label_area_size(AXIS)
            .y_label_area_size(LEFT)
            .build_cartesian_2d(self.x.clone(), self.y.clone())?;
        chart
            .configure_mesh()
            .disable_x_mesh()
            .light_line_style(BLACK.mix(0.0))
            .axis_style(BLACK.mix(0.0))
            .x_labels(5)
            .y_labels(5)
            .x_label_formatter(&|x| x_label(x))
            .y_label_formatter(&|y| y_label(y))
            .x_label_style(text(HPos::Center))
            .y_label_style(text(HPos::Right))
            .draw()?;
        let Some(titles) = self.titles else { return Ok(()) };
        canvas.part(Part::AxisLabel);
        let middle = (LEFT + self.width as i32 - self.right) / 2;
        area.draw(&Text::new(titles.y, (0, TITLE / 2), text(HPos::Left)))?;
        area.draw(&Text::new(titles.x, (middle, self.bottom() + AXIS + TITLE / 2), text(HPos::Center)))?;
        Ok(())
    }

    pub(super) fn at(&self, x: f64, y: f64) -> (i32, i32) {
        let (left, right) = (f64::from(LEFT), f64::from(self.width as i32 - self.right));
        let (top, bottom) = (f64::from(self.top()), f64::from(self.bottom()));
        let part = |range: &Range<f64>, at: f64| (at - range.start) / (range.end - range.start);
        let across = left + (right - left) * part(&self.x, x);
        let down = bottom - (bottom - top) * part(&self.y, y);
        (across.round() as i32, down.round() as i32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::Geometry;

    #[test]
    fn labels_stand_clear_of_one_another() {
        assert_eq!(apart(vec![40, 40, 10, 45]), [40, 54, 10, 68]);
    }

    #[test]
    fn a_line_goes_from_shapley_on_the_left_to_markov_on_the_right() {
        let sweep = Sweep::over_alpha(&[0.8, 0.2], &[0.4, 0.6]).expect("steps");
        let drawing =
            sweep_lines(&sweep, &["a".to_owned(), "b".to_owned()], 'α', 600, NumberStyle::default()).expect("shapes");
        assert_eq!(drawing.marks[0].title, "a: 40.0 % to 80.0 % of the credit over α");
        let Some(Geometry::Polyline(points)) = drawing.marks[0].shapes.first().map(|shape| &shape.geometry) else {
            panic!("{:?}", drawing.marks[0].shapes)
        };
        assert_eq!(points.len(), 21);
        let (first, last) = (points[0], points[21 - 1]);
        assert!(first.0 < last.0 && first.1 > last.1, "a's share rises with the weight of Markov");
    }

    #[test]
    fn labels_stay_above_the_axis() {
        // Half a line of text is 7.
        assert_eq!(above_axis(vec![205, 180, 219, 20], 210), [189, 175, 203, 20]);
    }
}
