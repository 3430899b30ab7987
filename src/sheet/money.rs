//! Costs, returns, and what a shift of budget would mean under the model.

use super::{
    Form::{Decimal, Money, Text},
    Sheet, ends, number, text,
};
use crate::{
    domain::{
        study::budget::{Economics, Shift},
        words::NumberStyle,
    },
    export::table::Cell,
};

/// Cost per conversion and return on spend.
pub fn costs(of: &Economics, style: NumberStyle) -> Sheet {
    let columns = [
        ("Channel", Text),
        ("Cost", Money),
        ("Credit", Decimal),
        ("Cost per conversion", Decimal),
        ("Cost from", Decimal),
        ("Cost to", Decimal),
        ("Value credit", Money),
        ("Return on spend", Decimal),
        ("Return from", Decimal),
        ("Return to", Decimal),
    ];
    let mut sheet = Sheet::new("Cost per conversion and return on spend", of.sentence(style), &columns);
    let total = of.total.iter().map(|total| ("All with a cost", total));
    let rows = of.channels.iter().map(|channel| (channel.channel.as_str(), channel)).chain(total);
    sheet.rows = rows
        .map(|(name, of)| {
            let interval = of.cost_interval;
            let hi = interval.map(|of| of.hi.map_or(text("no limit"), Cell::Number));
            let mut row = vec![text(name), number(of.cost), number(of.credit), number(of.cost_per_conversion)];
            row.extend([number(interval.map(|of| of.lo)), hi.unwrap_or(Cell::None)]);
            row.extend([number(of.value_credit), number(of.return_on_spend)]);
            row.extend(ends(of.return_interval));
            row
        })
        .collect();
    sheet.closing = usize::from(of.total.is_some());
    sheet.note = "Intervals are of the shares, given the conversions that there were.".to_owned();
    sheet
}

/// Credit before and after a shift of spend.
pub fn shift(of: &Shift, style: NumberStyle) -> Sheet {
    let columns = [
        ("Channel", Text),
        ("Spend now", Money),
        ("Spend then", Money),
        ("Credit now", Decimal),
        ("Credit then", Decimal),
        ("Difference", Decimal),
        ("From", Decimal),
        ("To", Decimal),
    ];
    let mut sheet = Sheet::new("What a shift of budget would mean under the model", of.sentence(style), &columns);
    sheet.rows = of
        .channels
        .iter()
        .map(|of| {
            let mut row = vec![text(&of.channel), number(of.spend_before), number(of.spend_after)];
            row.extend([number(of.before), number(of.after), number(of.difference)]);
            row.extend(ends(of.interval));
            row
        })
        .collect();
    let mut all = vec![
        text("All"),
        Cell::Number(of.spend_before),
        Cell::Number(of.spend_after),
        number(of.before),
        number(of.after),
        number(of.difference),
    ];
    all.extend(ends(of.interval));
    sheet.rows.push(all);
    sheet.closing = 1;
    sheet
}
