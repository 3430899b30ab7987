//! How many touches journeys have.

use super::{Outcomes, order_statistics::of_type_7, tell};
use crate::{
    domain::{path::PathTable, words::NumberStyle},
    pack::Pack,
};

/// The distribution of touches per journey, repeats counted.
#[derive(Clone, Debug, PartialEq, Pack)]
pub struct Lengths {
    /// Journeys of 0, 1, 2 and so on touches, to the longest that has a row.
    pub rows: Vec<Outcomes>,
    /// Longer journeys, together.
    pub longer: Outcomes,
    pub converting: LengthFigures,
    pub null: LengthFigures,
}

/// Touches per journey, of all lengths.
#[derive(Clone, Copy, Debug, PartialEq, Pack)]
pub struct LengthFigures {
    pub journeys: u32,
    /// `None` without journeys.
    pub mean: Option<f64>,
    /// Of type 7: of an even number of journeys the mean of the two in the middle.
    pub median: Option<f64>,
    pub longest: Option<u32>,
}

impl Lengths {
    /// With a row for every length up to `longest` or the longest journey.
    pub fn of(table: &PathTable, longest: usize) -> Lengths {
        let journeys = || table.rows.iter().filter(|row| row.journeys() > 0);
        let end = journeys().map(|row| row.channels.len() + 1).max().unwrap_or(0);
        let mut by_length = vec![Outcomes::default(); end];
        journeys().for_each(|row| by_length[row.channels.len()].add(Outcomes::of(row)));
        let figures = |of: fn(&Outcomes) -> u32| LengthFigures::of(&by_length.iter().map(of).collect::<Vec<u32>>());
        let (converting, null) = (figures(|row| row.conversions), figures(|row| row.nulls()));
        let longer = by_length.split_off(end.min(longest.saturating_add(1)));
        let mut together = Outcomes::default();
        longer.into_iter().for_each(|row| together.add(row));
        Lengths { rows: by_length, longer: together, converting, null }
    }

    /// What the table shows, in one sentence.
    pub fn sentence(&self, style: NumberStyle) -> String {
        let (converting, null) = (&self.converting, &self.null);
        let all = Outcomes { journeys: converting.journeys + null.journeys, conversions: converting.journeys };
        if let Some(too_few) = tell::too_few_conversions(all, style) {
            return too_few;
        }
        let touches = |figures: &LengthFigures| {
            let mean = tell::one_decimal(figures.mean.unwrap_or_default(), style);
            let median = tell::one_decimal(figures.median.unwrap_or_default(), style);
            format!("{mean} touches on average (median {median})")
        };
        let compared = match null.journeys {
            0 => "every journey converts".to_owned(),
            few if few < tell::TOO_FEW => format!("null journeys are too few to compare ({few})"),
            _ => format!("null journeys {}", touches(null)),
        };
        format!("Converting journeys have {}, {compared}.", touches(converting))
    }
}

impl LengthFigures {
    /// Of the number of journeys of each length.
    fn of(by_length: &[u32]) -> LengthFigures {
        let journeys: u32 = by_length.iter().sum();
        let touches: u64 = (0..).zip(by_length).map(|(length, count): (u64, _)| length * u64::from(*count)).sum();
        let at = |rank: u64| {
            let mut passed = 0_u64;
            let reaches = |count: &u32| {
                passed += u64::from(*count);
                passed > rank
            };
            by_length.iter().position(reaches).unwrap_or_default() as u32
        };
        LengthFigures {
            journeys,
            mean: (journeys > 0).then(|| touches as f64 / f64::from(journeys)),
            median: of_type_7(u64::from(journeys), 0.5, at),
            longest: by_length.iter().rposition(|count| *count > 0).map(|length| length as u32),
        }
    }
}
