//! Findings as the tables of the documentation.

use std::fmt::Write;

use touchline::{
    domain::{lab::findings::LabFindings, words::NumberStyle},
    export::table::Cell,
    handout::PlainNumbers,
    sheet::{Sheet, lab},
};

use super::{Case, arguments::Arguments};

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
    for case in cases {
        of_case(&mut out, case);
    }
    out
}

fn of_case(out: &mut String, case: &Case) {
    let of = &case.findings;
    let style = NumberStyle::default();
    line(out, &format!("## {} (`{}`)\n", case.title, case.name));
    if let Some(teaches) = &case.teaches {
        line(out, &format!("{teaches}\n"));
    }
    line(out, &format!("**{}** {}\n", of.verdict.sentence(style), anyway(of)));
    line(out, &format!("{} Conversions among {} journeys:\n", of.way(), of.truths.journeys));
    table(out, &credits(of));
    line(out, "");
    table(out, &marks(of));
    line(out, "");
}

fn anyway(of: &LabFindings) -> String {
    let left_out = if of.left_out > 0 { format!(" Repetitions left out: {}.", of.left_out) } else { String::new() };
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

fn marks(of: &LabFindings) -> Sheet {
    lab::marks(of, NumberStyle::default())
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
