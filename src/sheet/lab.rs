//! The truth lab: truths beside credit, the marks of the models, and the coverage of their intervals.

use super::{
    Column,
    Form::{self, Decimal, Percent, Text, Whole},
    RestsOn, Sheet, number, text, whole,
};
use crate::{
    domain::{
        attribution::model::Model,
        lab::{
            estimate::Estimate,
            findings::{LabFindings, SizeMarks},
            marks::{ChannelMarks, Marks},
            verdict::anyway,
        },
        words::NumberStyle,
    },
    export::table::Cell,
};

/// Both truths of every channel beside each model's mean credit, in conversions; what would have happened anyway last.
pub fn truths(of: &LabFindings, style: NumberStyle) -> Sheet {
    let title = format!("Truth and mean credit, in conversions among {}", journeys(of, style));
    let columns = [("Channel", Text), ("Incremental", Decimal), ("Fair share", Decimal)];
    let mut sheet = sheet(title, anyway(&of.truths, style), &columns);
    sheet.columns.extend(of.largest.marks.iter().map(|marks| column(marks.model.title(), Decimal)));
    let row = |(at, channel): (usize, &String)| {
        let truths = [Cell::Number(of.truths.incremental[at]), Cell::Number(of.truths.fair[at])];
        let credits = of.largest.marks.iter().map(|marks| number(marks.channels[at].credit.map(|of| of.mean)));
        std::iter::once(text(channel)).chain(truths).chain(credits).collect()
    };
    sheet.rows = of.truths.channels.iter().enumerate().map(row).collect();
    let none = std::iter::repeat_n(Cell::None, of.largest.marks.len());
    let anyway = [text("Would have happened anyway"), Cell::None, Cell::Number(of.truths.none)];
    sheet.rows.push(anyway.into_iter().chain(none).collect());
    sheet.closing = 1;
    sheet.note = format!(
        "{} Incremental: the conversions that there would not be without the channel. Fair share: its Shapley value of what the \
         channels bring about together. Fair shares and what would have happened anyway sum to all {} expected conversions; \
         incremental truths need not. Participation's credits are parts of no sum.",
        of.way(style),
        written(of.truths.all, style),
    );
    sheet
}

/// A row a model, the least share error first.
pub fn marks(of: &LabFindings, style: NumberStyle) -> Sheet {
    let columns = [
        ("Model", Text),
        ("Share error", Percent),
        ("Share error, standard error", Percent),
        ("Rank correlation", Decimal),
        ("Rank correlation, standard error", Decimal),
        ("Coverage", Percent),
        ("Coverage, standard error", Percent),
        ("Repetitions", Whole),
    ];
    let mut sheet =
        sheet("Marks of the models".to_owned(), of.verdict.sentence(&of.truths, &of.settings, style), &columns);
    let row = |marks: &&Marks| {
        let mut row = vec![text(marks.model.title())];
        row.extend(figures(marks));
        row.push(whole(marks.repetitions));
        row
    };
    sheet.rows = ranked(of).iter().map(row).collect();
    let left_out = match of.largest.left_out {
        0 => String::new(),
        count => format!("; {} without a conversion to give credit for left out", style.whole(f64::from(count))),
    };
    sheet.note = format!(
        "Over {} of {}, whose leads are drawn anew{left_out}. The share error is the part of the credit that stands at the wrong \
         channels. The rank correlation is Spearman's, of shares and fair shares: 1 where the model has the channels in the true \
         order; where fair shares are equal, the most that a model of unequal shares reaches is below 1. Coverage is how often the interval at {} holds the share that the model itself has in the population, not the truth.",
        style.count(of.largest.marked, "repetition", "repetitions"),
        journeys(of, style),
        style.percent(of.level),
    );
    sheet
}

/// A row a sample size, model and channel: mean credit less each truth, with standard errors.
pub fn bias(of: &LabFindings, sizes: &[&SizeMarks]) -> Sheet {
    let columns = [
        ("Credit", Decimal),
        ("Credit, standard error", Decimal),
        ("Credit less incremental", Decimal),
        ("Credit less incremental, standard error", Decimal),
        ("Credit less fair share", Decimal),
        ("Credit less fair share, standard error", Decimal),
    ];
    let figures =
        |of: &ChannelMarks| [of.credit, of.against_incremental, of.against_fair].into_iter().flat_map(both).collect();
    let mut sheet = by_channel(of, sizes, "Bias: mean credit less truth, in conversions", &columns, figures);
    sheet.note = "Credit and truths are conversions among the journeys of one sample of the size.".to_owned();
    sheet
}

/// A row a sample size, model and channel: how often the interval holds the share that the model itself has in the population.
pub fn coverage(of: &LabFindings, sizes: &[&SizeMarks], style: NumberStyle) -> Sheet {
    let columns = [("Own share", Percent), ("Coverage", Percent), ("Coverage, standard error", Percent)];
    let figures = |of: &ChannelMarks| std::iter::once(number(of.own_share)).chain(both(of.coverage)).collect();
    let mut sheet = by_channel(of, sizes, "Coverage of intervals", &columns, figures);
    sheet.note = format!(
        "Intervals of the Bayesian bootstrap at {:.0} %, {} each. A model's own share is that on {} of the same population.",
        100.0 * of.level,
        style.count(of.replicates, "replicate", "replicates"),
        style.count(of.own_leads, "other lead", "other leads")
    );
    sheet
}

/// A row a model and sample size, as in [`marks`].
pub fn sizes(of: &LabFindings) -> Sheet {
    let columns = [
        ("Model", Text),
        ("Journeys", Whole),
        ("Share error", Percent),
        ("Share error, standard error", Percent),
        ("Rank correlation", Decimal),
        ("Rank correlation, standard error", Decimal),
        ("Coverage", Percent),
        ("Coverage, standard error", Percent),
        ("Repetitions left out", Whole),
    ];
    let mut sheet = sheet("Marks by journeys".to_owned(), String::new(), &columns);
    for marks in ranked(of) {
        let model = place(marks.model);
        sheet.rows.extend(of.sizes().map(|size| {
            let marks = &size.marks[model];
            let mut row = vec![text(marks.model.title()), whole(size.journeys)];
            row.extend(figures(marks));
            row.push(whole(size.left_out));
            row
        }));
    }
    sheet.note = "Smaller samples are the first journeys of the largest.".to_owned();
    sheet
}

/// The models by share error, the least first; those without one last.
pub fn ranked(of: &LabFindings) -> Vec<&Marks> {
    let mut ranked: Vec<&Marks> = of.largest.marks.iter().collect();
    let error = |marks: &Marks| marks.share_error.map_or(f64::INFINITY, |error| error.mean);
    crate::domain::sorting::sort_by(&mut ranked, |a, b| error(a).total_cmp(&error(b)));
    ranked
}

fn sheet(title: String, message: String, columns: &[(&str, Form)]) -> Sheet {
    Sheet { rests_on: RestsOn::ModelByRow, ..Sheet::new(title, message, columns) }
}

fn by_channel(
    of: &LabFindings,
    sizes: &[&SizeMarks],
    title: &str,
    columns: &[(&str, Form)],
    figures: impl Fn(&ChannelMarks) -> Vec<Cell>,
) -> Sheet {
    let columns = [&[("Model", Text), ("Channel", Text), ("Journeys", Whole)], columns].concat();
    let mut sheet = sheet(title.to_owned(), String::new(), &columns);
    for size in sizes {
        for marks in &size.marks {
            for (channel, of_channel) in of.truths.channels.iter().zip(&marks.channels) {
                let mut row = vec![text(marks.model.title()), text(channel), whole(size.journeys)];
                row.extend(figures(of_channel));
                sheet.rows.push(row);
            }
        }
    }
    sheet
}

/// Share error, rank correlation and coverage, each with its standard error.
fn figures(marks: &Marks) -> impl Iterator<Item = Cell> {
    [marks.share_error, marks.rank_correlation, marks.coverage].into_iter().flat_map(both)
}

fn column(name: &str, form: Form) -> Column {
    Column { name: name.to_owned(), form }
}

fn both(of: Option<Estimate>) -> [Cell; 2] {
    [number(of.map(|of| of.mean)), number(of.and_then(|of| of.error))]
}

fn place(model: Model) -> usize {
    Model::ALL.iter().position(|known| *known == model).unwrap_or_default()
}

fn journeys(of: &LabFindings, style: NumberStyle) -> String {
    style.count(of.truths.journeys, "synthetic journey", "synthetic journeys")
}

/// One decimal.
fn written(figure: f64, style: NumberStyle) -> String {
    style.points(figure / 100.0)
}

#[cfg(test)]
mod tests;
