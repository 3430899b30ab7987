//! Credit by channel: the chart, and the table with the figures behind it.

use super::{
    Chapter, Handout, NOT_DEFINED, carried, counted, interval_words, level, message, model_words,
    numbers::Numbers,
    page,
    table::{self, Column, Frame, Table},
};
use crate::{
    chart::{
        ChartError,
        bars::credit_bars,
        colour::{PALETTE, place_of},
        markup::Markup,
    },
    domain::report::{ChannelCredit, Report},
    session,
};

/// Widths of a chart, in pixels: for paper and a wide screen, and for a narrow one.
pub(super) const WIDE: u32 = 820;
pub(super) const NARROW: u32 = 335;

/// Bars that a page of paper holds.
const MOST_BARS: usize = 24;

pub(super) fn chapter(handout: &Handout, numbers: &dyn Numbers) -> Result<Chapter, ChartError> {
    let report = &handout.report;
    let mut body = Markup::default();
    let rest = format!("{} · {}", model_words(report, numbers), interval_words(report, numbers));
    let carried = carried(handout, numbers, &rest);
    if report.has_credit() {
        chart(&mut body, handout, numbers, &carried)?;
    }
    let swatches: Vec<usize> =
        report.ranked().iter().map(|row| place_of(&handout.channels, &row.channel) % PALETTE).collect();
    let frame = Frame { title: "Credit by channel", carried: &carried, swatches: &swatches };
    table::write(&mut body, &figures(report, numbers), &frame);
    Ok(Chapter { title: "Credit by channel".to_owned(), body })
}

fn chart(out: &mut Markup, handout: &Handout, numbers: &dyn Numbers, carried: &Markup) -> Result<(), ChartError> {
    let report = &handout.report;
    let headline = session::headline(report, numbers.style());
    message(out, &headline);
    let shown = Report { channels: report.ranked().into_iter().take(MOST_BARS).cloned().collect(), ..report.clone() };
    let (wide, narrow) = (credit_bars(&shown, WIDE, numbers.style())?, credit_bars(&shown, NARROW, numbers.style())?);
    page::figure(out, handout, &[&wide, &narrow], &format!("Credit by channel: {headline}"), carried);
    let of_all = match report.channels.len() {
        all if all > MOST_BARS => {
            format!(" The chart shows the first {MOST_BARS} of {all} channels, the table all of them.")
        }
        _ => String::new(),
    };
    out.raw("<p class=\"note\">").text(&(whiskers(report, numbers) + &of_all)).raw("</p>");
    Ok(())
}

/// What the whiskers are, and what they are not.
fn whiskers(report: &Report, numbers: &dyn Numbers) -> String {
    let excluded = match report.excluded_replicates {
        0 => String::new(),
        count => {
            let left_out = counted(count, "replicate without credit is", "replicates without credit are", numbers);
            format!(" {left_out} left out.")
        }
    };
    match report.channels.iter().any(|channel| channel.interval.is_some()) {
        true => format!(
            "Whiskers are {}: sampling error only, not proof of cause.{excluded}",
            interval_words(report, numbers)
        ),
        false => "No intervals are drawn.".to_owned(),
    }
}

/// The columns of the page's table, a row a channel, the greatest share first.
fn figures(report: &Report, numbers: &dyn Numbers) -> Table {
    let interval = format!("{} interval", level(report));
    let names = [
        "Touches",
        "Journeys",
        "Conversions",
        "Credit",
        "Share",
        &interval,
        "Removal effect",
        "Shapley, chain",
        "Value",
    ];
    let columns = std::iter::once(Column::words("Channel")).chain(names.into_iter().map(Column::figures)).collect();
    let rows = report.ranked().into_iter().map(|row| cells(row, numbers)).collect();
    Table { columns, rows, total: Some(total(report, numbers)), more: 0 }
}

fn cells(row: &ChannelCredit, numbers: &dyn Numbers) -> Vec<String> {
    let whole = |count: u32| numbers.whole(f64::from(count));
    let percent = |figure: Option<f64>| figure.map_or(NOT_DEFINED.to_owned(), |figure| numbers.percent(figure));
    let interval = row.interval.map(|at| format!("{} – {}", numbers.points(at.lo), numbers.points(at.hi)));
    vec![
        row.channel.clone(),
        whole(row.touches),
        whole(row.journeys),
        whole(row.conversions),
        row.credit.map_or(NOT_DEFINED.to_owned(), |credit| numbers.decimals(credit)),
        percent(row.share),
        interval.unwrap_or(NOT_DEFINED.to_owned()),
        percent(row.removal_effect),
        percent(row.shapley_share),
        row.value_credit.map_or(NOT_DEFINED.to_owned(), |value| numbers.money(value)),
    ]
}

fn total(report: &Report, numbers: &dyn Numbers) -> Vec<String> {
    let whole = |count: u32| numbers.whole(f64::from(count));
    let all = |is_all: bool| if is_all { "100\u{a0}%" } else { "" }.to_owned();
    vec![
        "Total".to_owned(),
        whole(report.counts.events),
        whole(report.counts.journeys),
        whole(report.counts.conversions),
        report.total_credit().map(|credit| numbers.decimals(credit)).unwrap_or_default(),
        all(report.shares_sum()),
        String::new(),
        String::new(),
        all(report.channels.iter().any(|channel| channel.shapley_share.is_some())),
        report.total_value_credit().map(|value| numbers.money(value)).unwrap_or_default(),
    ]
}
