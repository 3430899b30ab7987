//! Findings as the tables of the documentation.

use std::fmt::Write;

use touchline::{
    domain::{
        attribution::model::Model,
        lab::{estimate::Estimate, findings::LabFindings, verdict::Verdict},
        words::NumberStyle,
    },
    export::table::Cell,
    handout::PlainNumbers,
    sheet::{Sheet, lab},
};

use super::{Case, arguments::Arguments};

/// Models of the table of all scenarios.
const SUMMED: [Model; 7] = [
    Model::FirstTouch,
    Model::LastTouch,
    Model::LastNonDirect,
    Model::LinearDistinct,
    Model::Markov,
    Model::Shapley,
    Model::Hybrid,
];

/// Models of whose credit the truths' table tells; the JSON has all.
const SHOWN: [&str; 7] =
    ["First touch", "Last touch", "Linear", "Time decay", "Markov", "Shapley, chain game", "Hybrid"];

pub fn document(cases: &[Case], arguments: &Arguments) -> String {
    let mut out = String::new();
    let date = arguments.date.as_ref().map_or(String::new(), |date| format!("{date}. "));
    line(
        &mut out,
        &format!(
            "{date}{} repetitions of {} journeys, {} replicates an interval, level {} %, seed {}. All journeys are synthetic.\n",
            arguments.repetitions,
            arguments.journeys,
            arguments.replicates,
            100.0 * arguments.level,
            arguments.seed,
        ),
    );
    if cases.len() > 1 {
        summary(&mut out, cases);
    }
    for case in cases {
        of_case(&mut out, case);
    }
    out
}

/// All scenarios side by side: the share errors of some models.
fn summary(out: &mut String, cases: &[Case]) {
    let style = NumberStyle::default();
    let titles = SUMMED.map(Model::title).join(" | ");
    line(out, &format!("| Scenario | Would have happened anyway | Named | {titles} |"));
    line(out, &format!("|{}", "---|".repeat(SUMMED.len() + 3)));
    for Case { title, findings: of, .. } in cases {
        let named = match &of.verdict {
            Verdict::Trust(race) => race.first.iter().map(|model| model.title()).collect::<Vec<_>>().join(", "),
            _ => "none".to_owned(),
        };
        let anyway = style.percent(of.truths.none / of.truths.all);
        let error = |model: Model| of.largest.marks.iter().find(|marks| marks.model == model)?.share_error;
        let errors =
            SUMMED.map(|model| error(model).map_or("not defined".to_owned(), |error| style.percent(error.mean)));
        line(out, &format!("| {title} | {anyway} | {named} | {} |", errors.join(" | ")));
    }
    line(out, "\nThe share error, by model: the part of the credit that stands at the wrong channels.\n");
}

fn of_case(out: &mut String, case: &Case) {
    let of = &case.findings;
    let style = NumberStyle::default();
    line(out, &format!("## {} (`{}`)\n", case.title, case.name));
    if let Some(teaches) = &case.teaches {
        line(out, &format!("{teaches}\n"));
    }
    line(out, &format!("**{}** {}\n", of.verdict.sentence(&of.truths, &of.settings, style), anyway(of)));
    line(out, &format!("{} Conversions among {} journeys:\n", of.way(style), of.truths.journeys));
    table(out, &credits(of));
    line(out, "");
    marks(out, of);
    line(out, "");
}

fn anyway(of: &LabFindings) -> String {
    let left_out = if of.largest.left_out > 0 {
        format!(" Repetitions left out: {}.", of.largest.left_out)
    } else {
        String::new()
    };
    format!("{}{left_out}", touchline::domain::lab::verdict::anyway(&of.truths, NumberStyle::default()))
}

/// Truths beside the credit of some models.
fn credits(of: &LabFindings) -> Sheet {
    let mut sheet = lab::truths(of, NumberStyle::default());
    let kept: Vec<usize> =
        (0..sheet.columns.len()).filter(|at| *at < 3 || SHOWN.contains(&sheet.columns[*at].name.as_str())).collect();
    sheet.columns = kept.iter().map(|at| sheet.columns[*at].clone()).collect();
    sheet.rows = sheet.rows.iter().map(|row| kept.iter().map(|at| row[*at].clone()).collect::<Vec<Cell>>()).collect();
    sheet
}

/// Every model's marks, the least share error first, each with its standard error.
fn marks(out: &mut String, of: &LabFindings) {
    line(out, "| Model | Share error | Rank correlation | Coverage |");
    line(out, "|---|---|---|---|");
    let percent = |of: Option<Estimate>| with_error(of, |figure| format!("{:.1}", 100.0 * figure), " %");
    let plain = |of: Option<Estimate>| with_error(of, |figure| format!("{:.2}", figure + 0.0), "");
    for marks in lab::ranked(of) {
        let figures = [percent(marks.share_error), plain(marks.rank_correlation), percent(marks.coverage)];
        line(out, &format!("| {} | {} |", marks.model.title(), figures.join(" | ")));
    }
}

fn with_error(of: Option<Estimate>, write: impl Fn(f64) -> String, unit: &str) -> String {
    let Some(of) = of else { return "not defined".to_owned() };
    let error = of.error.map_or(String::new(), |error| format!(" ± {}", write(error)));
    format!("{}{error}{unit}", write(of.mean))
}

fn table(out: &mut String, sheet: &Sheet) {
    let names: Vec<&str> = sheet.columns.iter().map(|column| column.name.as_str()).collect();
    line(out, &format!("| {} |", names.join(" | ")));
    line(out, &format!("|{}", "---|".repeat(names.len())));
    for row in &sheet.rows {
        let write = |(at, cell): (usize, &Cell)| match cell {
            Cell::None => String::new(),
            cell => sheet.write(at, cell, &PlainNumbers::default()).replace('\u{a0}', " "),
        };
        let cells: Vec<String> = row.iter().enumerate().map(write).collect();
        line(out, &format!("| {} |", cells.join(" | ")));
    }
}

fn line(out: &mut String, text: &str) {
    // A String takes whatever is written to it.
    writeln!(out, "{text}").unwrap_or_default();
}
