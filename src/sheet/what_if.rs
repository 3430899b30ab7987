//! A changed playbook beside the current one.

use super::{
    Form::{Decimal, Money, Percent, Points, Text},
    Sheet, ends, number, text,
};
use crate::{
    domain::{
        attribution::model::Model,
        study::what_if::{Change, ChannelChange, PlaybookDifference, Spread},
        words::NumberStyle,
    },
    export::table::Cell,
};

/// Credit by channel, in conversions of a regeneration.
pub fn credit(of: &PlaybookDifference, style: NumberStyle) -> Sheet {
    let columns = [
        ("Channel", Text),
        ("Current", Decimal),
        ("Changed", Decimal),
        ("Changed less current", Decimal),
        ("From", Decimal),
        ("To", Decimal),
        ("One regeneration, 5 %", Decimal),
        ("One regeneration, 95 %", Decimal),
        ("Touches by", Text),
    ];
    let mut sheet = Sheet::new("Credit by the current and the changed playbook", of.headline(style), &columns);
    sheet.rows = rows(of, |channel| &channel.credit);
    sheet.note = of.cautions(style).join(" ");
    sheet
}

/// Value by channel, in a regeneration; `None` where it is of neither playbook known.
pub fn values(of: &PlaybookDifference, style: NumberStyle) -> Option<Sheet> {
    let columns = [
        ("Channel", Text),
        ("Current", Money),
        ("Changed", Money),
        ("Changed less current", Money),
        ("From", Money),
        ("To", Money),
        ("One regeneration, 5 %", Money),
        ("One regeneration, 95 %", Money),
        ("Touches by", Text),
    ];
    let mut sheet = Sheet::new("Value by the current and the changed playbook", of.value_sentence(style)?, &columns);
    sheet.rows = rows(of, |channel| &channel.value);
    let all = std::iter::once(text("All conversions")).chain(cells(&of.value)).chain([text("")]);
    sheet.rows.push(all.collect());
    sheet.closing = 1;
    sheet.note = "Each conversion's value goes to channels as the model gives it credit; conversions that no touch comes before \
                  are in all conversions alone."
        .to_owned();
    if of.model == Model::Participation {
        sheet.note +=
            " Participation gives all of it to each channel of the journey: its channels' values are parts of no sum.";
    }
    Some(sheet)
}

/// Shares of all credit by channel.
pub fn shares(of: &PlaybookDifference, style: NumberStyle) -> Sheet {
    let columns = [
        ("Channel", Text),
        ("Current", Percent),
        ("Changed", Percent),
        ("Changed less current, points", Points),
        ("From, points", Points),
        ("To, points", Points),
        ("One regeneration, 5 %, points", Points),
        ("One regeneration, 95 %, points", Points),
        ("Touches by", Text),
    ];
    let mut sheet = Sheet::new("Shares by the current and the changed playbook", of.headline(style), &columns);
    sheet.rows = rows(of, |channel| &channel.share);
    sheet.note = "A share falls where others rise, though its channel's credit stays.".to_owned();
    sheet
}

/// Each figure by itself, with its own interval and what single regenerations show of it.
pub fn each(of: &PlaybookDifference) -> Sheet {
    let columns = [
        ("Channel", Text),
        ("Playbook", Text),
        ("Credit", Decimal),
        ("Credit from", Decimal),
        ("Credit to", Decimal),
        ("One regeneration, least", Decimal),
        ("One regeneration, median", Decimal),
        ("One regeneration, most", Decimal),
        ("Share", Percent),
        ("Share from", Percent),
        ("Share to", Percent),
    ];
    let mut sheet = Sheet::new("Credit by each playbook", String::new(), &columns);
    for channel in &of.channels {
        let figures = [
            ("current", channel.credit.current, channel.share.current),
            ("changed", channel.credit.changed, channel.share.changed),
        ];
        for (name, credit, share) in figures {
            let mut row = vec![text(&channel.channel), text(name), number(credit.figure)];
            row.extend(ends(credit.interval));
            let single = credit.single.map(|of| [of.least, of.p50, of.most]);
            row.extend((0..3).map(|at| number(single.map(|of| of[at]))));
            row.push(number(share.figure));
            row.extend(ends(share.interval));
            sheet.rows.push(row);
        }
    }
    sheet.note = "Intervals are over leads, all regenerations together; beside them stands what one regeneration by itself shows.".to_owned();
    sheet
}

/// Journeys in scope, conversions and their rate.
pub fn totals(of: &PlaybookDifference, style: NumberStyle) -> [Sheet; 2] {
    let sheet = |title: &str, form, difference, rows: &[(&str, &Change)]| {
        let columns = [
            ("Figure", Text),
            ("Current", form),
            ("Changed", form),
            ("Changed less current", difference),
            ("From", difference),
            ("To", difference),
            ("One regeneration, 5 %", difference),
            ("One regeneration, 95 %", difference),
        ];
        let mut sheet = Sheet::new(title, of.conversions_sentence(style), &columns);
        sheet.rows =
            rows.iter().map(|(name, change)| std::iter::once(text(name)).chain(cells(change)).collect()).collect();
        sheet
    };
    let counts = [("Conversions", &of.conversions), ("Journeys in scope", &of.journeys)];
    [
        sheet("Conversions by the current and the changed playbook", Decimal, Decimal, &counts),
        sheet("Rate by the current and the changed playbook", Percent, Points, &[("Conversion rate", &of.rate)]),
    ]
}

fn rows(of: &PlaybookDifference, change: fn(&ChannelChange) -> &Change) -> Vec<Vec<Cell>> {
    let row = |channel: &ChannelChange| {
        let mut row = vec![text(&channel.channel)];
        row.extend(cells(change(channel)));
        row.push(text(channel.word()));
        row
    };
    of.channels.iter().map(row).collect()
}

/// Both figures, their difference, its interval and what single regenerations show of it.
fn cells(of: &Change) -> Vec<Cell> {
    let mut cells = vec![number(of.current.figure), number(of.changed.figure), number(of.difference.figure)];
    cells.extend(ends(of.difference.interval));
    let single: Option<Spread> = of.difference.single;
    cells.extend([number(single.map(|of| of.p05)), number(single.map(|of| of.p95))]);
    cells
}
