//! Every model side by side: where they disagree, and by how much.

use super::{
    Chapter, Handout, NOT_DEFINED, carried,
    credit::{NARROW, WIDE},
    interval_words, message,
    numbers::Numbers,
    page,
    table::{self, Column, Frame, Table},
};
use crate::{
    chart::{ChartError, markup::Markup, ranges::model_ranges},
    domain::{
        comparison::{Comparison, ModelShares},
        finding::are_equal,
        words::list,
    },
};

pub(super) fn chapter(
    handout: &Handout,
    comparison: &Comparison,
    numbers: &dyn Numbers,
) -> Result<Chapter, ChartError> {
    let mut body = Markup::default();
    let headline = headline(comparison, numbers);
    message(&mut body, &headline);
    let (wide, narrow) =
        (model_ranges(comparison, WIDE, numbers.style())?, model_ranges(comparison, NARROW, numbers.style())?);
    if !wide.marks.is_empty() {
        let of_chart = carried(handout, numbers, "every model, a dot each · no intervals");
        let label = format!("Shares by model and channel: {headline}");
        page::figure(&mut body, handout, &[&wide, &narrow], &label, &of_chart);
        body.raw("<p class=\"note\">Each dot is a model's share of the credit. ");
        body.raw("Participation is left out: its shares are parts of no sum.</p>");
    }
    let of_table = carried(handout, numbers, &interval_words(&handout.report, numbers));
    let frame =
        Frame { title: "Share of the credit in percent, by model and channel", carried: &of_table, swatches: &[] };
    table::write(&mut body, &shares(comparison, numbers), &frame);
    Ok(Chapter { title: "Models side by side".to_owned(), body })
}

/// Which channel hangs most on the choice of model.
pub fn headline(comparison: &Comparison, numbers: &dyn Numbers) -> String {
    let ranges = comparison.ranges.iter().zip(&comparison.channels);
    let ranges: Vec<(f64, &String)> = ranges.filter_map(|(range, channel)| Some(((*range)?, channel))).collect();
    let Some(most) = ranges.iter().map(|(range, _)| *range).reduce(f64::max) else {
        return "No model has credit to share here.".to_owned();
    };
    let names: Vec<&String> =
        ranges.iter().filter(|(range, _)| are_equal(*range, most)).map(|(_, channel)| *channel).collect();
    let (its, ranges) = if names.len() == 1 { ("its share", "ranges") } else { ("their shares", "range") };
    let points = numbers.points(most);
    format!("The choice of model moves {} the most: {its} {ranges} over {points} points.", list(&names))
}

/// A row a model, a column a channel.
fn shares(comparison: &Comparison, numbers: &dyn Numbers) -> Table {
    let channels = comparison.channels.iter().map(|channel| Column::figures(channel));
    let ranges = comparison.ranges.iter().map(|range| match range {
        Some(range) => numbers.points(*range),
        None => NOT_DEFINED.to_owned(),
    });
    Table {
        columns: std::iter::once(Column::words("Model")).chain(channels).collect(),
        rows: comparison.models.iter().map(|model| row(model, comparison.channels.len(), numbers)).collect(),
        total: Some(std::iter::once("Range in points".to_owned()).chain(ranges).collect()),
        more: 0,
    }
}

fn row(model: &ModelShares, channels: usize, numbers: &dyn Numbers) -> Vec<String> {
    let cell = |channel: usize| {
        let Some(shares) = &model.shares else { return NOT_DEFINED.to_owned() };
        let share = numbers.points(shares[channel]);
        match model.intervals.get(channel).copied().flatten() {
            Some(at) => format!("{share}\n{}\u{a0}–\u{a0}{}", numbers.points(at.lo), numbers.points(at.hi)),
            None => share,
        }
    };
    std::iter::once(model.model.title().to_owned()).chain((0..channels).map(cell)).collect()
}
