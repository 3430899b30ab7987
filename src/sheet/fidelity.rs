//! How well a fitted playbook makes the journeys that it was fitted to.

use super::{
    Form::{Decimal, Percent, Points, Text, Whole},
    Sheet, number, text, whole,
};
use crate::{
    domain::{
        playbook::fit::{
            Fidelity, Whom,
            fidelity::{Beside, Reproduced},
        },
        words::NumberStyle,
    },
    export::table::Cell,
};

/// Rates and lengths of each group.
pub fn rates(of: &Fidelity, style: NumberStyle) -> Sheet {
    let columns = [
        ("Journeys of", Text),
        ("Journeys", Whole),
        ("Made", Whole),
        ("Rate observed", Percent),
        ("Rate made", Percent),
        ("Error, points", Points),
        ("Lengths apart", Percent),
        ("Apart by chance", Percent),
    ];
    let mut sheet = Sheet::counted("How well the playbook makes these journeys", of.sentence(style), &columns);
    let row = |of: &Reproduced| {
        let mut row = vec![text(&name(&of.whom)), whole(of.journeys), whole(of.made)];
        row.extend(beside(&of.rate));
        row.extend([number(of.lengths_apart), number(of.lengths_apart_by_chance)]);
        row
    };
    sheet.rows = of.groups.iter().map(row).collect();
    sheet.note = format!(
        "Made are synthetic journeys of the same personas and SII, by seed {}. Errors are those of Monte Carlo. Lengths are apart by \
         the part of journeys that would have to be of another length.",
        of.seed
    );
    sheet
}

/// Touches and presence of each channel in each group.
pub fn channels(of: &Fidelity, style: NumberStyle) -> Sheet {
    let columns = [
        ("Journeys of", Text),
        ("Channel", Text),
        ("Touches a journey observed", Decimal),
        ("Touches a journey made", Decimal),
        ("Error", Decimal),
        ("Journeys with it observed", Percent),
        ("Journeys with it made", Percent),
        ("Error, points", Points),
    ];
    let mut sheet = Sheet::counted("Channels in observed and in made journeys", of.sentence(style), &columns);
    let rows = of.groups.iter().flat_map(|group| {
        group.channels.iter().map(|channel| {
            let mut row = vec![text(&name(&group.whom)), text(&channel.channel)];
            row.extend(beside(&channel.touches));
            row.extend(beside(&channel.holding));
            row
        })
    });
    sheet.rows = rows.collect();
    sheet
}

/// How many journeys of each group have so many touches.
pub fn lengths(of: &Fidelity, style: NumberStyle) -> Sheet {
    let columns = [
        ("Journeys of", Text),
        ("Touches", Whole),
        ("Journeys observed", Percent),
        ("Journeys made", Percent),
        ("Error, points", Points),
    ];
    let mut sheet = Sheet::counted("Touches of observed and of made journeys", of.sentence(style), &columns);
    let rows = of.groups.iter().flat_map(|group| {
        (0_u32..).zip(&group.lengths).map(|(touches, length)| {
            let mut row = vec![text(&name(&group.whom)), whole(touches)];
            row.extend(beside(length));
            row
        })
    });
    sheet.rows = rows.collect();
    sheet
}

fn name(whom: &Whom) -> String {
    match whom {
        Whom::All => "all personas".to_owned(),
        Whom::Persona(name) => name.clone(),
        Whom::WithoutPersona => "no persona".to_owned(),
        Whom::Pooled => "the pooled rule".to_owned(),
    }
}

fn beside(of: &Beside) -> [Cell; 3] {
    [number(of.observed), number(of.made), number(of.error)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::playbook::fit::fidelity::ChannelReproduced;

    #[test]
    fn every_row_has_a_cell_a_column_and_what_is_not_known_is_none() {
        let known = Beside { observed: Some(0.25), made: Some(0.5), error: Some(0.125) };
        let channel = ChannelReproduced { channel: "ads".to_owned(), touches: known, holding: Beside::default() };
        let group = Reproduced {
            whom: Whom::Persona("Saver".to_owned()),
            journeys: 40,
            made: 800,
            rate: known,
            lengths: vec![Beside::default(), known],
            lengths_apart: Some(0.25),
            lengths_apart_by_chance: None,
            channels: vec![channel],
        };
        let of = Fidelity { made: 800, seed: 3, groups: vec![group] };
        let style = NumberStyle::default();
        let (quarter, half, eighth) = (Cell::Number(0.25), Cell::Number(0.5), Cell::Number(0.125));
        let three = [quarter.clone(), half, eighth];
        let saver = || text("Saver");

        let rates = rates(&of, style);
        let expect = [vec![saver(), whole(40), whole(800)], three.to_vec(), vec![quarter, Cell::None]].concat();
        assert_eq!(rates.rows, [expect]);
        assert_eq!(rates.rows[0].len(), rates.columns.len());

        let channels = channels(&of, style);
        assert_eq!(channels.rows, [[vec![saver(), text("ads")], three.to_vec(), vec![Cell::None; 3]].concat()]);
        assert_eq!(channels.rows[0].len(), channels.columns.len());

        let lengths = lengths(&of, style);
        let of_length = |touches, cells: &[Cell]| [vec![saver(), whole(touches)], cells.to_vec()].concat();
        assert_eq!(lengths.rows, [of_length(0, &[Cell::None, Cell::None, Cell::None]), of_length(1, &three)]);
        assert_eq!(lengths.rows[0].len(), lengths.columns.len());
    }
}
