//! Plays, personas, ZIP codes or words of a segment, by channel.

use super::{
    Column,
    Form::{Decimal, Percent, Text, Whole},
    RestsOn, Sheet, ends, number, text, whole,
};
use crate::{
    domain::{
        study::play_matrix::{GroupRow, PlayMatrix, Standing, TOO_FEW},
        words::NumberStyle,
    },
    engine::study::groups::Groups,
    export::table::Cell,
};

/// A row a group: what is counted, and which channel leads.
pub fn summary(groups: &Groups, style: NumberStyle) -> Sheet {
    let matrix = &groups.matrix;
    let columns = [
        ("Group", Text),
        ("Touches", Whole),
        ("Journeys", Whole),
        ("Conversions", Whole),
        ("Rate", Percent),
        ("Leads", Text),
    ];
    let title = format!("Top {} by touches", matrix.noun.many);
    let mut sheet = Sheet::new(title, matrix.sentence(style), &columns);
    let leader = |row: &GroupRow| match (row.is_too_few, row.leader) {
        (true, _) => TOO_FEW,
        (false, Some(channel)) => &matrix.channels[channel as usize],
        (false, None) => "no channel for sure",
    };
    sheet.rows = matrix
        .top_by_touches()
        .into_iter()
        .map(|row| {
            let mut cells = vec![text(&row.group), whole(row.touches), whole(row.journeys), whole(row.conversions)];
            cells.extend([number(row.conversion_rate), text(leader(row))]);
            cells
        })
        .collect();
    sheet.note = left_out(groups, style);
    sheet
}

/// A row a group, a column a channel: each channel's share of the group's credit.
pub fn shares(groups: &Groups, style: NumberStyle) -> Sheet {
    let matrix = &groups.matrix;
    let cell = |standing: Standing, share: Option<f64>| match standing {
        Standing::Shown => number(share),
        Standing::TooFew => text(TOO_FEW),
        Standing::Absent => text("–"),
        Standing::NoCredit => text("no credit"),
    };
    let title = format!("Share of the credit within each {}", matrix.noun.one);
    let mut sheet = wide(matrix, title, style);
    sheet.rows = rows(matrix, |row| row.cells.iter().map(|of| cell(of.standing, of.share)).collect());
    sheet.note = left_out(groups, style);
    sheet
}

/// The same of touches, which are counts and no credit.
pub fn mix(groups: &Groups, style: NumberStyle) -> Sheet {
    let matrix = &groups.matrix;
    let title = format!("Channel mix of each {}: part of its touches, no credit", matrix.noun.one);
    let mut sheet = wide(matrix, title, style);
    sheet.rests_on = RestsOn::Counts;
    sheet.rows = rows(matrix, |row| row.cells.iter().map(|of| number(of.touch_share)).collect());
    sheet.note = left_out(groups, style);
    sheet
}

/// A row a group and channel, with everything.
pub fn cells(groups: &Groups, style: NumberStyle) -> Sheet {
    let matrix = &groups.matrix;
    let columns = [
        ("Group", Text),
        ("Channel", Text),
        ("Touches", Whole),
        ("Journeys", Whole),
        ("Conversions", Whole),
        ("Credit", Decimal),
        ("Share", Percent),
        ("Share from", Percent),
        ("Share to", Percent),
        ("Remark", Text),
    ];
    let title = format!("Credit by {} and channel", matrix.noun.one);
    let mut sheet = Sheet::new(title, matrix.sentence(style), &columns);
    // By journeys.
    sheet.listed_by = Some(3);
    for row in &matrix.rows {
        for (channel, of) in matrix.channels.iter().zip(&row.cells).filter(|(_, of)| of.standing != Standing::Absent) {
            let mut cells = vec![text(&row.group), text(channel)];
            cells.extend([of.touches, of.journeys, of.conversions].map(whole));
            cells.extend([number(of.credit), number(of.share)]);
            cells.extend(ends(of.interval));
            cells.push(text(match of.standing {
                Standing::TooFew => TOO_FEW,
                Standing::NoCredit => "no credit",
                Standing::Shown | Standing::Absent => "",
            }));
            sheet.rows.push(cells);
        }
    }
    sheet.note = left_out(groups, style);
    sheet
}

/// What the groups do not hold, in words; may be empty.
fn left_out(groups: &Groups, style: NumberStyle) -> String {
    let further = (groups.more > 0).then(|| {
        let journeys = style.count(groups.journeys_of_more, "journey", "journeys");
        let is = if groups.more == 1 { "is" } else { "are" };
        let more = style.count(groups.more, "further group", "further groups");
        format!("{more} with {journeys} in all {is} not looked into.")
    });
    let none = style.count(groups.without, "journey in scope belongs", "journeys in scope belong");
    let none = (groups.without > 0).then(|| format!("{none} to no group."));
    further.into_iter().chain(none).collect::<Vec<_>>().join(" ")
}

fn wide(matrix: &PlayMatrix, title: String, style: NumberStyle) -> Sheet {
    let mut sheet = Sheet::new(title, matrix.sentence(style), &[("Group", Text)]);
    sheet.columns.extend(matrix.channels.iter().map(|name| Column { name: name.clone(), form: Percent }));
    sheet
}

fn rows(matrix: &PlayMatrix, cells: impl Fn(&GroupRow) -> Vec<Cell>) -> Vec<Vec<Cell>> {
    matrix.rows.iter().map(|row| std::iter::once(text(&row.group)).chain(cells(row)).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        domain::{study::play_matrix::GroupNoun, words::Group},
        engine::study::groups::By,
    };

    #[test]
    fn what_is_left_out_is_told_as_one_or_as_many() {
        let noun = GroupNoun { one: "play".to_owned(), many: "plays".to_owned() };
        let note = |more, journeys_of_more, without| {
            let matrix = PlayMatrix::of(noun.clone(), &[]);
            let groups = Groups { by: By::Plays, matrix, more, journeys_of_more, without };
            left_out(&groups, NumberStyle { group: Some(Group::of_three(',')), ..NumberStyle::PLAIN })
        };
        assert_eq!(note(0, 0, 0), "");
        let one = "1 further group with 1 journey in all is not looked into. 1 journey in scope belongs to no group.";
        assert_eq!(note(1, 1, 1), one);
        let many = "2 further groups with 1,200 journeys in all are not looked into. 3,400 journeys in scope belong to no group.";
        assert_eq!(note(2, 1_200, 3_400), many);
    }
}
