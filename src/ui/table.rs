//! The figures behind the chart, sortable by every column.

use leptos::prelude::*;

use super::{
    desk::Desk,
    figures::NOT_DEFINED,
    heading::heading,
    why::{Asked, Why},
};
use crate::{
    chart::colour::{colour_class, place_of},
    domain::report::{ChannelCredit, Report},
    protocol::SortBy,
    session::{Change, sorted},
    web::locale::Formats,
};

type Cell = fn(&Formats, &ChannelCredit) -> String;

/// Heading, what it sorts by, and a cell.
const COLUMNS: [(&str, SortBy, Cell); 9] = [
    ("Touches", SortBy::Touches, |formats, row| formats.whole(f64::from(row.touches))),
    ("Journeys", SortBy::Journeys, |formats, row| formats.whole(f64::from(row.journeys))),
    ("Conversions", SortBy::Conversions, |formats, row| formats.whole(f64::from(row.conversions))),
    ("Credit", SortBy::Credit, |formats, row| or_not_defined(row.credit, |credit| formats.decimals(credit))),
    ("Share", SortBy::Share, |formats, row| or_not_defined(row.share, |share| formats.percent(share))),
    ("Interval", SortBy::Share, |formats, row| {
        let text = row.interval.map(|at| format!("{} – {}", formats.points(at.lo), formats.points(at.hi)));
        text.unwrap_or(NOT_DEFINED.to_owned())
    }),
    ("Removal effect", SortBy::RemovalEffect, |formats, row| {
        or_not_defined(row.removal_effect, |effect| formats.percent(effect))
    }),
    ("Shapley, chain", SortBy::Shapley, |formats, row| {
        or_not_defined(row.shapley_share, |share| formats.percent(share))
    }),
    ("Value", SortBy::Value, |formats, row| or_not_defined(row.value_credit, |value| formats.money(value))),
];

#[component]
pub fn ChannelTable() -> impl IntoView {
    let desk = Desk::here();
    let report = desk.report();
    let sort = desk.memo(|session| session.view.sort);
    let channels = desk.channels();
    let origin = desk.origin_words();
    let asked = Asked::new();
    let rows = move || {
        let Some(report) = report.get() else { return Vec::new() };
        let channels = channels.get();
        sorted(&report, sort.get()).into_iter().map(|row| row_view(desk, row, &channels, asked)).collect()
    };
    view! {
        <section class="scroll" tabindex="0" role="region" aria-label=move || format!("Credit by channel, {}: table", origin())>
            <table class="channels">
                <caption>"Credit by channel · "{origin}</caption>
                <thead><tr>
                    <Heading label="Channel" by=SortBy::Channel />
                    {COLUMNS.map(|(label, by, _)| view! { <Heading label by /> }).collect_view()}
                    <th scope="col">"Explained"</th>
                </tr></thead>
                <tbody>{rows}</tbody>
                <tfoot>{move || report.get().map(|report| total_view(desk, &report))}</tfoot>
            </table>
            <Why asked />
        </section>
    }
}

#[component]
fn Heading(label: &'static str, by: SortBy) -> impl IntoView {
    let desk = Desk::here();
    let sort = desk.memo(|session| session.view.sort);
    let report = desk.report();
    if label == "Interval" {
        let level = move || {
            report.with(|report| report.as_ref().map(|report| format!("{:.0} % interval", 100.0 * report.level)))
        };
        return view! { <th scope="col">{level}</th> }.into_any();
    }
    let state = move || match sort.get() {
        sort if sort.by != by => "none",
        sort if sort.descending => "descending",
        _ => "ascending",
    };
    heading(label, "", state, move || desk.change(Change::SortBy(by)))
}

fn row_view(desk: Desk, row: &ChannelCredit, channels: &[String], asked: Asked) -> impl IntoView + use<> {
    let swatch = format!("swatch {}", colour_class(place_of(channels, &row.channel)));
    let cells = COLUMNS.map(|(_, _, cell)| view! { <td>{desk.write(|formats| cell(formats, row))}</td> });
    view! {
        <tr data-channel=row.channel.clone()>
            <th scope="row"><span class=swatch aria-hidden="true"></span>{row.channel.clone()}</th>
            {cells.collect_view()}
            <td>{asked.button(row.channel.clone())}</td>
        </tr>
    }
}

fn total_view(desk: Desk, report: &Report) -> impl IntoView + use<> {
    let (counts, value) = (report.counts.clone(), report.total_value_credit());
    let whole = |count: u32| desk.write(|formats| formats.whole(f64::from(count)));
    let all = report.shares_sum().then_some("100 %");
    let shapley = report.has_credit().then_some("100 %");
    let credit = report.total_credit();
    view! {
        <tr>
            <th scope="row">"Total"</th>
            <td>{whole(counts.events)}</td>
            <td>{whole(counts.journeys)}</td>
            <td>{whole(counts.conversions)}</td>
            <td>{desk.write(|formats| credit.map(|credit| formats.decimals(credit)).unwrap_or_default())}</td>
            <td>{all}</td>
            <td></td>
            <td></td>
            <td>{shapley}</td>
            <td>{desk.write(|formats| value.map(|value| formats.money(value)).unwrap_or_default())}</td>
            <td></td>
        </tr>
    }
}

fn or_not_defined(figure: Option<f64>, write: impl FnOnce(f64) -> String) -> String {
    figure.map_or(NOT_DEFINED.to_owned(), write)
}
