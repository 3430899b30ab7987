//! What was read of the file and what was left out, row by row.

use leptos::prelude::*;

use super::{desk::Desk, reading::HowItWasRead};
use crate::{
    domain::{
        import::{Column, RejectedKind, RejectedRow},
        zip::Zip,
    },
    engine::import::Kind,
    protocol::{Opened, REJECTED_SHOWN},
    session::{Change, Remote},
};

#[component]
pub fn Rejected() -> impl IntoView {
    let desk = Desk::here();
    let opened = desk.opened();
    // Where a choice was refused, the menus show again what the file was read by.
    let refused = desk.memo(|session| matches!(session.import, Remote::Failed(..)));
    let opened = move || {
        refused.track();
        opened.get()
    };
    view! {
        <section class="reading-report" aria-labelledby="reading-title">
            <h2 id="reading-title">"How the file was read"</h2>
            {move || opened().map(|opened| view! {
                <p>{reconciled(desk, &opened)}</p>
                <HowItWasRead opened=opened.clone() />
                {absent(&opened).map(|words| view! { <p class="quiet">{words}</p> })}
                {(opened.rejected > 0).then(|| view! {
                    {by_reason(desk, &opened)}
                    <RejectedRows rows=opened.rejected_first.clone() all=opened.rejected />
                })}
            })}
        </section>
    }
}

fn reconciled(desk: Desk, opened: &Opened) -> String {
    let number = |count: u32| desk.write(|formats| formats.whole(f64::from(count)));
    format!(
        "{}: {} rows read = {} accepted + {} rejected.",
        opened.name,
        number(opened.read),
        number(opened.accepted),
        number(opened.rejected)
    )
}

/// Columns that would have been read, and what their absence means; then the others.
fn absent(opened: &Opened) -> Option<String> {
    let is_absent = |column: Column| opened.absent_columns.iter().any(|absent| absent == column.name());
    let mut words: Vec<String> = MEANINGS
        .iter()
        .filter(|(column, _)| is_absent(*column))
        .map(|(column, meaning)| format!("No column {}: {meaning}.", column.name()))
        .collect();
    let others = opened.absent_columns.len() - words.len();
    if others > 0 {
        words.push(format!("{others} further columns of the original export are absent; none of them is needed."));
    }
    if opened.kind != Kind::Leads {
        return None;
    }
    let unknown = opened.zips.iter().find(|(zip, _)| *zip == Zip::Unknown).filter(|_| !is_absent(Column::ZipCode));
    if let Some((_, leads)) = unknown {
        words.push(format!("Accepted rows without a ZIP code of five digits, counted as unknown: {leads}."));
    }
    if !opened.repeated_columns.is_empty() {
        words.push(format!("Named twice, the first was read: {}.", opened.repeated_columns.join(", ")));
    }
    (!words.is_empty()).then(|| words.join(" "))
}

const MEANINGS: [(Column, &str); 4] = [
    (Column::RiskScore, "the A-tier filter is off"),
    (Column::ZipCode, "every ZIP code is unknown"),
    (Column::EstimatedValue, "conversions have no value"),
    (Column::RecommendedPlay, "no lead has a play"),
];

/// How many rows were left out for each reason, where, and what can be done.
fn by_reason(desk: Desk, opened: &Opened) -> AnyView {
    let item = |kind: &RejectedKind| {
        let rows = desk.write(|formats| formats.whole(f64::from(kind.rows)));
        let word = if kind.rows == 1 { "row" } else { "rows" };
        let lines: Vec<String> = kind.lines.iter().map(u32::to_string).collect();
        let more = if (kind.rows as usize) > lines.len() { ", …" } else { "" };
        let column = kind.column.as_ref().map_or(String::new(), |column| format!("{column} "));
        let words = format!("{rows} {word}: {column}{} (line {}{more}). ", kind.reason, lines.join(", "));
        view! { <li>{words}<span class="quiet">{kind.suggestion.clone()}</span></li> }.into_any()
    };
    let items: Vec<AnyView> = opened.rejected_kinds.iter().map(item).collect();
    view! { <ul aria-label="Rejected rows by reason">{items}</ul> }.into_any()
}

#[component]
fn RejectedRows(rows: Vec<RejectedRow>, all: u32) -> impl IntoView {
    let desk = Desk::here();
    let some = (all as usize > REJECTED_SHOWN).then(|| format!("The first {REJECTED_SHOWN} of {all} rejected rows."));
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label="Rejected rows">
            <table class="rejected">
                <caption>{some.unwrap_or("Rejected rows".to_owned())}</caption>
                <thead><tr>
                    <th scope="col">"Line"</th><th scope="col">"Column"</th><th scope="col">"Value"</th><th scope="col">"Reason"</th>
                </tr></thead>
                <tbody>{rows.into_iter().map(rejected_row).collect_view()}</tbody>
            </table>
        </div>
        <button on:click=move |_| desk.change(Change::DownloadRejected)>"Download all rejected rows"</button>
    }
}

fn rejected_row(row: RejectedRow) -> impl IntoView {
    view! {
        <tr>
            <td>{row.line}</td>
            <td>{row.column.unwrap_or("whole row".to_owned())}</td>
            <td class="cell">{row.value.unwrap_or_default()}</td>
            <td>{row.reason}</td>
        </tr>
    }
}
