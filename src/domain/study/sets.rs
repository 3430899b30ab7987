//! The most frequent sets of channels: what journeys hold, whatever its order.

use super::{Outcomes, all, overlap::distinct, tell};
use crate::{
    domain::{
        intern::Interner,
        path::PathTable,
        sorting,
        words::{NumberStyle, list},
    },
    pack::Pack,
};

/// Journeys by exactly which channels they hold.
#[derive(Clone, Debug, PartialEq, Pack)]
pub struct ChannelSets {
    /// The most frequent first; equal ones in the order of their names.
    pub sets: Vec<ChannelSet>,
    /// Further sets, and what they hold together.
    pub more: u32,
    pub rest: Outcomes,
    /// Sets that are as frequent as the first, itself among them.
    pub level: u32,
    pub all: Outcomes,
}

/// Journeys that hold these channels and no other.
#[derive(Clone, Debug, PartialEq, Pack)]
pub struct ChannelSet {
    /// Sorted by name; empty of journeys without touches.
    pub channels: Vec<String>,
    pub outcomes: Outcomes,
}

impl ChannelSets {
    /// The first `most` sets by their journeys.
    pub fn of(table: &PathTable, most: usize) -> ChannelSets {
        let mut sets = counted(table);
        sorting::sort_by(&mut sets, |a, b| {
            b.outcomes.journeys.cmp(&a.outcomes.journeys).then_with(|| a.channels.cmp(&b.channels))
        });
        let first = sets.first().map_or(0, |set| set.outcomes.journeys);
        let level = sets.iter().filter(|set| set.outcomes.journeys == first).count() as u32;
        let others = sets.split_off(most.min(sets.len()));
        let mut rest = Outcomes::default();
        others.iter().for_each(|set| rest.add(set.outcomes));
        ChannelSets { sets, more: others.len() as u32, rest, level, all: all(table) }
    }

    /// What the table shows, in one sentence.
    pub fn sentence(&self, style: NumberStyle) -> String {
        if let Some(too_few) = tell::too_few_journeys(self.all.journeys) {
            return too_few;
        }
        let Some(first) = self.sets.first() else {
            return format!("{} in scope.", style.count(self.all.journeys, "journey", "journeys"));
        };
        let held = tell::out_of(first.outcomes.journeys, self.all.journeys, "journeys", style);
        let lead = match (self.level, first.channels.as_slice()) {
            (1, []) => format!("Most often no touch is left, in {held}"),
            (1, [only]) => format!("Most often journeys hold {only} alone: {held}"),
            (1, channels) => format!("Most often journeys hold exactly {}: {held}", list(channels)),
            (level, _) => {
                format!("{} sets of channels are the most frequent, with {held} each", style.whole(f64::from(level)))
            }
        };
        let rest = tell::not_shown(self.more, ("set", "sets"), self.rest.journeys, self.all.journeys, style);
        format!("{lead}{rest}.")
    }
}

/// Every set that a journey holds, in the order of the first path with it.
fn counted(table: &PathTable) -> Vec<ChannelSet> {
    let mut numbers = Interner::new();
    let mut sets: Vec<ChannelSet> = Vec::new();
    for row in table.rows.iter().filter(|row| row.journeys() > 0) {
        let channels = distinct(row.channels);
        let bytes: Vec<u8> = channels.iter().flat_map(|channel| channel.to_le_bytes()).collect();
        let number = numbers.intern(&bytes) as usize;
        if number == sets.len() {
            let names = channels.iter().map(|channel| table.channels[usize::from(*channel)].clone());
            sets.push(ChannelSet { channels: names.collect(), outcomes: Outcomes::default() });
        }
        sets[number].outcomes.add(Outcomes::of(row));
    }
    sets
}
