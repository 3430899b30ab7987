//! The report to hand over: one HTML document that holds everything it shows, runs no script and asks for nothing. Pure:
//! what day it is, and how the browser writes numbers, is the caller's to say.

mod credit;
mod logo;
mod method;
mod models;
mod numbers;
mod page;
mod settings;
mod summary;
mod table;

use xxhash_rust::xxh3::xxh3_64;

use crate::{
    chart::{ChartError, Drawing, markup::Markup},
    domain::{
        comparison::Comparison, import::RejectedKind, isolated::isolated, report::Report, uncertainty::resample::Method,
    },
    pack::Pack,
};
pub use logo::{LONGEST_LOGO, Logo, LogoError};
pub use models::headline as models_headline;
pub use numbers::{Numbers, PlainNumbers};
pub use page::POLICY;
pub use table::{Column, Table};

/// What stands where a figure does not exist.
const NOT_DEFINED: &str = "not defined";

/// Everything that a report says.
#[derive(Clone, Debug, PartialEq)]
pub struct Handout {
    /// Language of numbers and of what the caller wrote, as in `lang`: `en`, `en-GB`.
    pub language: String,
    pub title: String,
    pub client: Option<String>,
    pub logo: Option<Logo>,
    /// The day on which it was written, in words.
    pub written: String,
    /// Name of the file or dataset.
    pub dataset: String,
    /// All channels of the dataset, sorted by name: they decide the colours.
    pub channels: Vec<String>,
    pub report: Report,
    /// Of the same scope as the report.
    pub comparison: Option<Comparison>,
    /// What else is to be shown, in this order.
    pub sections: Vec<Section>,
    /// The scope in words, a filter each; empty where everything is in scope.
    pub scope: Vec<String>,
    /// How the rows of the file were read.
    pub reading: Option<Reading>,
    pub settings: Vec<Setting>,
    pub source: Source,
}

/// A part that the caller adds.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    pub title: String,
    /// One sentence that says what chart and tables show.
    pub message: String,
    pub drawing: Option<Drawing>,
    /// Each with its title.
    pub tables: Vec<(String, Table)>,
    /// Below them: model and interval, where they are not the report's own; may be empty.
    pub note: String,
}

/// How many rows were read, and which were left out.
#[derive(Clone, Debug, PartialEq, Pack)]
pub struct Reading {
    /// Accepted and rejected.
    pub read: u32,
    pub accepted: u32,
    pub rejected: u32,
    /// The most first.
    pub kinds: Vec<RejectedKind>,
}

/// A setting and its value in words.
#[derive(Clone, Debug, PartialEq, Eq, Pack)]
pub struct Setting {
    pub name: String,
    pub value: String,
}

/// What the figures follow from.
#[derive(Clone, Debug, PartialEq, Eq, Pack)]
pub struct Source {
    /// Of the data, in one line.
    pub checksum: String,
    /// Version and build of the program, in one line.
    pub version: String,
    /// Every setting, seed included, in a form that can be set again.
    pub settings: String,
}

impl Source {
    /// Sixteen digits: XXH3 with 64 bits and seed 0 over checksum, version and settings, each behind a line feed but
    /// the first.
    pub fn fingerprint(&self) -> String {
        let Source { checksum, version, settings } = self;
        format!("{:016x}", xxh3_64(format!("{checksum}\n{version}\n{settings}").as_bytes()))
    }
}

/// The whole document.
pub fn html(handout: &Handout, numbers: &dyn Numbers) -> Result<String, ChartError> {
    let mut chapters = vec![summary::chapter(handout, numbers), credit::chapter(handout, numbers)?];
    if let Some(comparison) = &handout.comparison {
        chapters.push(models::chapter(handout, comparison, numbers)?);
    }
    chapters.extend(handout.sections.iter().map(|section| section_chapter(handout, section, numbers)));
    chapters.extend(handout.reading.as_ref().map(|reading| settings::reading(handout, reading, numbers)));
    chapters.extend([method::chapter(handout, numbers), settings::chapter(handout)]);
    Ok(page::document(handout, chapters, numbers).into_string())
}

/// A part under a heading of its own.
struct Chapter {
    title: String,
    body: Markup,
}

fn section_chapter(handout: &Handout, section: &Section, numbers: &dyn Numbers) -> Chapter {
    let mut body = Markup::default();
    if !section.message.is_empty() {
        message(&mut body, &section.message);
    }
    let carried = carried(handout, numbers, "");
    if let Some(drawing) = section.drawing.as_ref().filter(|drawing| !drawing.marks.is_empty()) {
        let label = if section.message.is_empty() { &section.title } else { &section.message };
        page::figure(&mut body, handout, &[drawing], label, &carried);
    }
    for (title, table) in &section.tables {
        table::write(&mut body, table, &table::Frame { title, carried: &carried, swatches: &[] });
        if table.more > 0 {
            let is = counted(table.more, "more row is", "more rows are", numbers);
            body.raw("<p class=\"note\">").text(&format!("{is} in the files.")).raw("</p>");
        }
    }
    if !section.note.is_empty() {
        body.raw("<p class=\"note\">").text(&isolated(&section.note)).raw("</p>");
    }
    Chapter { title: section.title.clone(), body }
}

/// The sentence above a chart. A figure and its sign of percent stay together.
fn message(out: &mut Markup, words: &str) {
    out.raw("<p class=\"message\">").text(&isolated(&words.replace(" %", "\u{a0}%"))).raw("</p>");
}

/// What every chart and table carries: origin and scope, and `rest` behind them.
fn carried(handout: &Handout, numbers: &dyn Numbers, rest: &str) -> Markup {
    let mut words = vec![handout.dataset.as_str()];
    words.extend(handout.scope.iter().map(String::as_str));
    let in_scope = in_scope(&handout.report, numbers);
    words.push(&in_scope);
    if !rest.is_empty() {
        words.push(rest);
    }
    let mut carried = Markup::default();
    carried.element("b", handout.report.origin.title()).text(" · ").text(&isolated(&words.join(" · ")));
    carried
}

/// "1 journey", "1,234 journeys".
fn counted(number: u32, one: &str, many: &str, numbers: &dyn Numbers) -> String {
    format!("{} {}", numbers.whole(f64::from(number)), if number == 1 { one } else { many })
}

/// "61 of 61 journeys in scope".
fn in_scope(report: &Report, numbers: &dyn Numbers) -> String {
    let number = |count: u32| numbers.whole(f64::from(count));
    format!("{} of {} journeys in scope", number(report.counts.journeys), number(report.counts.journeys_in_file()))
}

/// "Hybrid, alpha 0.50, Markov order 1".
fn model_words(report: &Report, numbers: &dyn Numbers) -> String {
    let alpha = report.alpha.map(|alpha| format!(", alpha {}", numbers.decimals(alpha))).unwrap_or_default();
    let order = if report.model.is_of_chain() { format!(", Markov order {}", report.order) } else { String::new() };
    format!("{}{alpha}{order}", report.model.title())
}

/// "90 % intervals from 1,000 replicates (Bayesian bootstrap)".
fn interval_words(report: &Report, numbers: &dyn Numbers) -> String {
    let drawn = report.channels.iter().any(|channel| channel.interval.is_some());
    if report.method == Method::None || !drawn {
        return "no intervals".to_owned();
    }
    format!(
        "{} intervals from {} ({})",
        level(report),
        counted(report.replicates, "replicate", "replicates", numbers),
        report.method
    )
}

/// "90 %".
fn level(report: &Report) -> String {
    format!("{:.0}\u{a0}%", 100.0 * report.level)
}
