//! The first page: what limits the figures, what they say, and what they are.

use super::{Chapter, Handout, NOT_DEFINED, counted, message, model_words, numbers::Numbers};
use crate::{
    chart::markup::Markup,
    domain::{
        attribution::model::Model,
        isolated::isolated,
        report::{Counts, Report},
    },
    session,
};

pub(super) fn chapter(handout: &Handout, numbers: &dyn Numbers) -> Chapter {
    let report = &handout.report;
    let mut body = Markup::default();
    findings(&mut body, report);
    message(&mut body, &session::headline(report, numbers.style()));
    counts(&mut body, report, numbers);
    body.raw("<p class=\"note\">").text(&what(report, numbers)).raw("</p>");
    Chapter { title: "Summary".to_owned(), body }
}

fn findings(out: &mut Markup, report: &Report) {
    if report.findings.is_empty() {
        return;
    }
    out.raw("<div class=\"findings\"><h3>Read this first</h3><ul>");
    for finding in &report.findings {
        out.raw("<li><span class=\"severity\">").text(finding.severity.word()).raw("</span> <span>");
        out.text(&isolated(&finding.message)).raw("</span></li>");
    }
    out.raw("</ul></div>");
}

/// The four figures of the scope.
fn counts(out: &mut Markup, report: &Report, numbers: &dyn Numbers) {
    let counts = &report.counts;
    let whole = |count: u32| numbers.whole(f64::from(count));
    let rate = counts.conversion_rate.map_or(NOT_DEFINED.to_owned(), |rate| numbers.percent(rate));
    let interval = counts.conversion_rate_interval.map(|rate| {
        let (lo, hi) = (numbers.points(rate.lo), numbers.points(rate.hi));
        format!("{:.0}\u{a0}%: {lo} to {hi}", 100.0 * rate.level)
    });
    let value = counts.value.map_or(NOT_DEFINED.to_owned(), |value| numbers.money(value));
    let paths = counted(counts.distinct_paths, "distinct path", "distinct paths", numbers);
    let touches = format!("{}, {paths}", counted(counts.events, "touch", "touches", numbers));
    out.raw("<dl class=\"figures\"").attribute("aria-label", report.origin.title()).raw(">");
    let figures = [
        ("Journeys", whole(counts.journeys), touches),
        ("Conversions", whole(counts.conversions), unattributed(counts, numbers)),
        ("Conversion rate", rate, interval.unwrap_or_default()),
        ("Value", value, each(counts, numbers)),
    ];
    for (name, figure, small) in figures {
        out.raw("<div>").element("dt", name).raw("<dd>").text(&figure).element("small", &small).raw("</dd></div>");
    }
    out.raw("</dl>");
}

fn unattributed(counts: &Counts, numbers: &dyn Numbers) -> String {
    match counts.unattributed_conversions {
        0 if counts.personas == 0 => String::new(),
        0 => format!("from {}", counted(counts.personas, "persona", "personas", numbers)),
        count => format!("{} unattributed: no touch left", numbers.whole(f64::from(count))),
    }
}

fn each(counts: &Counts, numbers: &dyn Numbers) -> String {
    match (counts.mean_value(), counts.conversions_without_value) {
        (Some(mean), 0) => format!("{} a conversion", numbers.money(mean)),
        (_, without) if without > 0 => {
            counted(without, "conversion has no value", "conversions have no value", numbers)
        }
        _ => String::new(),
    }
}

/// What a share is a share of, and by which model.
fn what(report: &Report, numbers: &dyn Numbers) -> String {
    let (conversions, one, many) = match report.model {
        Model::Participation => (report.counts.conversions, "conversion", "conversions"),
        _ => (report.counts.attributed_conversions(), "attributed conversion", "attributed conversions"),
    };
    let parts = match report.model {
        Model::Participation => {
            " Every channel of a converting journey gets all of it, so that the shares are parts of no sum."
        }
        _ => "",
    };
    if !report.has_credit() {
        return format!("There is no credit to share between the channels of these {}.", report.origin.words());
    }
    format!(
        "Shares are of {} of {}, by the model {}.{parts}",
        counted(conversions, one, many, numbers),
        report.origin.words(),
        model_words(report, numbers)
    )
}
