//! The rows of the channel table in the order that the user chose.

use std::cmp::Ordering;

use crate::{
    domain::{
        finding::TIE,
        report::{ChannelCredit, Report},
    },
    protocol::{Sort, SortBy},
};

/// Channels in order; equal ones by name, and figures that do not exist last.
pub fn sorted(report: &Report, sort: Sort) -> Vec<&ChannelCredit> {
    let mut rows: Vec<&ChannelCredit> = report.channels.iter().collect();
    rows.sort_by(|a, b| compare(a, b, sort).then_with(|| a.channel.cmp(&b.channel)));
    rows
}

fn compare(a: &ChannelCredit, b: &ChannelCredit, sort: Sort) -> Ordering {
    let turn = |ordering: Ordering| if sort.descending { ordering.reverse() } else { ordering };
    if sort.by == SortBy::Channel {
        return turn(a.channel.cmp(&b.channel));
    }
    match (figure(a, sort.by), figure(b, sort.by)) {
        (Some(a), Some(b)) => turn(a.total_cmp(&b)),
        (a, b) => b.is_some().cmp(&a.is_some()),
    }
}

/// The figure of a column, rounded so that equal credit with other last bits is equal.
fn figure(row: &ChannelCredit, by: SortBy) -> Option<f64> {
    let figure = match by {
        SortBy::Channel => None,
        SortBy::Touches => Some(f64::from(row.touches)),
        SortBy::Journeys => Some(f64::from(row.journeys)),
        SortBy::Conversions => Some(f64::from(row.conversions)),
        SortBy::Credit => Some(row.credit),
        SortBy::Share => row.share,
        SortBy::RemovalEffect => row.removal_effect,
        SortBy::Shapley => row.shapley_share,
        SortBy::Value => row.value_credit,
    };
    figure.map(|figure| (figure / TIE).round())
}
