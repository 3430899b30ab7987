//! Credit by channel.

use super::{
    Form::{Decimal, Money, Percent, Text, Whole},
    Sheet, ends, number, text, whole,
};
use crate::{
    domain::{report::Report, words::NumberStyle},
    session::headline,
};

/// The figures behind the chart of credit, the greatest share first.
pub fn channels(report: &Report, style: NumberStyle) -> Sheet {
    let columns = [
        ("Channel", Text),
        ("Touches", Whole),
        ("Journeys", Whole),
        ("Conversions", Whole),
        ("Credit", Decimal),
        ("Share", Percent),
        ("Share from", Percent),
        ("Share to", Percent),
        ("Removal effect", Percent),
        ("Shapley, chain", Percent),
        ("Value credit", Money),
    ];
    let mut sheet = Sheet::new("Credit by channel", headline(report, style), &columns);
    let row = |of: &crate::domain::report::ChannelCredit| {
        let mut row = vec![text(&of.channel), whole(of.touches), whole(of.journeys), whole(of.conversions)];
        row.extend([number(of.credit), number(of.share)]);
        row.extend(ends(of.interval));
        row.extend([number(of.removal_effect), number(of.shapley_share), number(of.value_credit)]);
        row
    };
    sheet.rows = report.ranked().into_iter().map(row).collect();
    sheet
}

/// How often each channel leads in the replicates.
pub fn ranks(report: &Report) -> Sheet {
    let columns = [
        ("Channel", Text),
        ("First", Percent),
        ("In the top two", Percent),
        ("Above the next", Percent),
        ("5 %", Percent),
        ("25 %", Percent),
        ("Median", Percent),
        ("75 %", Percent),
        ("95 %", Percent),
    ];
    let mut sheet = Sheet::new("Ranks and quantiles of the shares", String::new(), &columns);
    let row = |of: &crate::domain::report::ChannelCredit| {
        let (rank, quantiles) = (of.rank.as_ref(), of.quantiles.as_ref());
        let mut row = vec![
            text(&of.channel),
            number(rank.map(|rank| rank.first)),
            number(rank.map(|rank| rank.in_top_two)),
            number(of.above_next),
        ];
        let five = quantiles.map(|of| [of.p05, of.p25, of.p50, of.p75, of.p95]);
        row.extend((0..5).map(|at| number(five.map(|five| five[at]))));
        row
    };
    sheet.rows = report.ranked().into_iter().map(row).collect();
    sheet.note = "Over the replicates; ties are shared.".to_owned();
    sheet
}
