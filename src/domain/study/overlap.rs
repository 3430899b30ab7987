//! Which channels meet in one journey, pair by pair.

use super::{Outcomes, all, tell};
use crate::{
    domain::{path::PathTable, sorting, words::NumberStyle},
    pack::Pack,
};

/// Channels that are paired at most: 60 make 1,770 pairs.
const MOST_CHANNELS: usize = 60;

/// Journeys by the presence of two channels, for every two. The place of a touch and its repeats do not matter.
#[derive(Clone, Debug, PartialEq, Pack)]
pub struct Overlap {
    /// Those that are paired, sorted by name: all, or the 60 in the most journeys.
    pub channels: Vec<String>,
    /// Channels that are not paired.
    pub left_out: u32,
    /// Per channel, journeys that hold it.
    pub single: Vec<Outcomes>,
    /// Every two channels, by the first, then by the second.
    pub pairs: Vec<Pair>,
    pub all: Outcomes,
}

/// Two channels, by index into [`Overlap::channels`], the first before the second. Other channels may be there or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Pack)]
pub struct Pair {
    pub first: u16,
    pub second: u16,
    /// Journeys that hold both.
    pub both: Outcomes,
    /// Journeys that hold the first and not the second.
    pub first_only: Outcomes,
    pub second_only: Outcomes,
}

impl Pair {
    /// Journeys that hold one of the two.
    pub fn one_only(self) -> Outcomes {
        let mut one = self.first_only;
        one.add(self.second_only);
        one
    }
}

impl Overlap {
    pub fn of(table: &PathTable) -> Overlap {
        let kept = kept(table);
        let mut together = vec![Outcomes::default(); kept.len() * kept.len()];
        for row in table.rows.iter() {
            let channels = distinct(row.channels);
            let present: Vec<usize> =
                channels.iter().filter_map(|channel| kept.binary_search(&usize::from(*channel)).ok()).collect();
            for first in &present {
                present.iter().for_each(|second| together[first * kept.len() + second].add(Outcomes::of(row)));
            }
        }
        let both = |first: usize, second: usize| together[first * kept.len() + second];
        let pair = |first: usize, second: usize| Pair {
            first: first as u16,
            second: second as u16,
            both: both(first, second),
            first_only: both(first, first).minus(both(first, second)),
            second_only: both(second, second).minus(both(first, second)),
        };
        let pairs = (0..kept.len()).flat_map(|first| (first + 1..kept.len()).map(move |second| (first, second)));
        Overlap {
            channels: kept.iter().map(|channel| table.channels[*channel].clone()).collect(),
            left_out: (table.channels.len() - kept.len()) as u32,
            single: (0..kept.len()).map(|channel| both(channel, channel)).collect(),
            pairs: pairs.map(|(first, second)| pair(first, second)).collect(),
            all: all(table),
        }
    }

    /// What the table shows, in one sentence.
    pub fn sentence(&self, style: NumberStyle) -> String {
        if let Some(too_few) = tell::too_few_journeys(self.all.journeys) {
            return too_few;
        }
        let (leaders, most) = tell::leaders(self.pairs.iter().map(|pair| (pair, pair.both.journeys)));
        let Some(pair) = leaders.first() else { return "No two channels are in one journey.".to_owned() };
        let held = tell::out_of(most, self.all.journeys, "journeys", style);
        if leaders.len() > 1 {
            return format!(
                "{} pairs of channels are together most often, in {held} each.",
                style.whole(leaders.len() as f64)
            );
        }
        let name = |channel: u16| &self.channels[usize::from(channel)];
        let converts = |outcomes: Outcomes| {
            outcomes.rate().filter(|_| outcomes.journeys >= tell::TOO_FEW).map(|rate| style.percent(rate))
        };
        let compared = match (converts(pair.both), converts(pair.one_only())) {
            (Some(both), Some(one)) => format!("; {both} of them convert, with one of the two only {one}"),
            (Some(both), None) => format!("; {both} of them convert"),
            (None, _) => String::new(),
        };
        format!("{} and {} are together most often, in {held}{compared}.", name(pair.first), name(pair.second))
    }
}

/// The channels of a path, each once, in order.
pub(super) fn distinct(path: &[u16]) -> Vec<u16> {
    let mut channels = path.to_vec();
    sorting::sort_distinct(&mut channels);
    channels
}

/// The channels in the most journeys, in the order of the table; equal ones by that order.
fn kept(table: &PathTable) -> Vec<usize> {
    let presence = table.presence();
    let mut kept: Vec<usize> = (0..presence.len()).collect();
    sorting::sort_places(&mut kept, &|a, b| presence[b].journeys.cmp(&presence[a].journeys));
    kept.truncate(MOST_CHANNELS);
    sorting::sort(&mut kept);
    kept
}
