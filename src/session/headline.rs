//! The sentence above the chart, made from the figures.

use crate::domain::{
    attribution::model::Model,
    finding::{Kind, are_equal},
    report::{ChannelCredit, Report},
    uncertainty::resample::Method,
    words::{NumberStyle, list},
};

/// Part of the replicates in which a channel that is said to lead is the first, at least.
const SOMETIMES: f64 = 0.05;

/// What the chart shows, in one sentence, including that it shows too little to tell.
pub fn headline(report: &Report, style: NumberStyle) -> String {
    report.counts.too_few(style).unwrap_or_else(|| ranking(report, style))
}

fn ranking(report: &Report, style: NumberStyle) -> String {
    let ranked = report.ranked();
    if report.model == Model::Participation {
        return participation(&ranked, style);
    }
    let Some(first) = ranked.first() else { return "No channel is left to credit.".to_owned() };
    let leaders: Vec<&str> = match tie_of(report, first) {
        Some(tied) => tied.iter().map(String::as_str).filter(|name| may_lead(&ranked, first, name)).collect(),
        None => vec![&first.channel],
    };
    let next = ranked.iter().find(|channel| !leaders.contains(&channel.channel.as_str()));
    let next = next.filter(|next| next.share.is_some_and(|share| share > 0.0));
    format!(
        "{}{}.",
        lead(report, first, &leaders, style),
        next.map_or(String::new(), |next| follower(report, &leaders, next, style))
    )
}

/// Whether a channel whose place beside a neighbour is not settled can be the first itself.
fn may_lead(ranked: &[&ChannelCredit], first: &ChannelCredit, name: &str) -> bool {
    let channel = ranked.iter().find(|channel| channel.channel == name);
    channel.is_some_and(|channel| {
        let is_level = are_equal(channel.share.unwrap_or_default(), first.share.unwrap_or_default());
        is_level || channel.rank.is_none_or(|rank| rank.first >= SOMETIMES)
    })
}

/// Its shares are parts of no sum, so that nothing is led.
fn participation(ranked: &[&ChannelCredit], style: NumberStyle) -> String {
    let Some(first) = ranked.first() else { return "No channel is left to credit.".to_owned() };
    let most = first.share.unwrap_or_default();
    let level = ranked.iter().take_while(|channel| are_equal(channel.share.unwrap_or_default(), most));
    let names: Vec<&str> = level.map(|channel| channel.channel.as_str()).collect();
    let verb = if names.len() == 1 { "is" } else { "are" };
    let most_of = if names.len() < ranked.len() { ", more than any other channel" } else { "" };
    format!("{} {verb} in {} of the converting journeys{most_of}.", list(&names), style.percent(most))
}

fn lead(report: &Report, first: &ChannelCredit, leaders: &[&str], style: NumberStyle) -> String {
    let share = first.share.unwrap_or_default();
    match leaders {
        [only] if report.channels.len() == 1 => format!("{only} is the only channel in scope and gets all the credit"),
        [only] if are_equal(share, 1.0) => format!("{only} gets all of the credit"),
        // Intervals follow, and may settle no order.
        [only] if report.replicates == 0 && report.method != Method::None => {
            format!("{only} has the largest share of the credit, {}", style.percent(share))
        }
        [only] => format!("{only} leads with {} of the credit", style.percent(share)),
        _ if !exact(report, leaders) => format!("{} lead, and their order is not settled", list(leaders)),
        all if all.len() == report.channels.len() => {
            format!("All {} channels tie with {} of the credit each", all.len(), style.percent(share))
        }
        _ => format!("{} tie for first with {} of the credit each", list(leaders), style.percent(share)),
    }
}

fn follower(report: &Report, leaders: &[&str], next: &ChannelCredit, style: NumberStyle) -> String {
    let share = style.percent(next.share.unwrap_or_default());
    match inseparable_leader(report, leaders, next) {
        Some(leader) => format!("; {} ({share}) differs from {leader} by the order of touches alone", next.channel),
        None => format!("; {} follows with {share}", next.channel),
    }
}

/// A leader that presence cannot tell from this channel: no rank between them is claimed.
fn inseparable_leader<'a>(report: &Report, leaders: &[&'a str], next: &ChannelCredit) -> Option<&'a str> {
    let mut groups = report.findings.iter().filter(|finding| finding.kind == Kind::Indistinguishable);
    let group = groups.find(|finding| finding.channels.contains(&next.channel))?;
    leaders.iter().copied().find(|leader| group.channels.iter().any(|channel| channel == leader))
}

fn tie_of<'a>(report: &'a Report, first: &ChannelCredit) -> Option<&'a [String]> {
    let ties = report.findings.iter().filter(|finding| finding.kind == Kind::Tie);
    ties.map(|finding| finding.channels.as_slice()).find(|tied| tied.contains(&first.channel))
}

fn exact(report: &Report, leaders: &[&str]) -> bool {
    let shares = report.channels.iter().filter(|channel| leaders.contains(&channel.channel.as_str()));
    let shares: Vec<f64> = shares.filter_map(|channel| channel.share).collect();
    let spread = shares.iter().copied().fold(f64::MIN, f64::max) - shares.iter().copied().fold(f64::MAX, f64::min);
    spread <= crate::domain::finding::TIE
}
