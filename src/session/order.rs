//! The rows of the channel table in the order that the user chose.

use crate::{
    domain::{
        finding::in_order,
        report::{ChannelCredit, Report},
    },
    protocol::{Sort, SortBy},
};

/// Channels in order; equal ones by name, and figures that do not exist last.
pub fn sorted(report: &Report, sort: Sort) -> Vec<&ChannelCredit> {
    if sort.by == SortBy::Channel {
        let names = report.channels.iter();
        return if sort.descending { names.rev().collect() } else { names.collect() };
    }
    let (there, missing): (Vec<&ChannelCredit>, Vec<&ChannelCredit>) =
        report.channels.iter().partition(|row| figure(row, sort.by).is_some());
    let figures: Vec<f64> = there.iter().filter_map(|row| figure(row, sort.by)).collect();
    in_order(&figures, sort.descending).into_iter().map(|index| there[index]).chain(missing).collect()
}

fn figure(row: &ChannelCredit, by: SortBy) -> Option<f64> {
    match by {
        SortBy::Channel => None,
        SortBy::Touches => Some(f64::from(row.touches)),
        SortBy::Journeys => Some(f64::from(row.journeys)),
        SortBy::Conversions => Some(f64::from(row.conversions)),
        SortBy::Credit => row.credit,
        SortBy::Share => row.share,
        SortBy::RemovalEffect => row.removal_effect,
        SortBy::Shapley => row.shapley_share,
        SortBy::Value => row.value_credit,
    }
}
