//! The models: from weighted paths to each channel's part of the credit.
//!
//! Credit is what a channel receives, in conversions or in value; its share is the
//! fraction of all attributed credit. Sums run in the order of channels.

pub mod chain;

pub mod context;

pub mod counter;

pub mod fit;

pub mod heuristic;

pub mod markov;

pub mod model;

pub mod order_choice;

pub mod shapley;

pub mod spread;

pub mod window;

mod window_numbers;

use super::path::PathTable;
use context::at_strength;

/// How much each path of a [`PathTable`] weighs: its counts, or a bootstrap's redraw of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PathWeights {
    pub conversions: Vec<f64>,
    pub nulls: Vec<f64>,
    /// Both together.
    pub journeys: Vec<f64>,
    /// Value of the path's conversions, in currency units.
    pub value: Vec<f64>,
    /// The conversions once more, group by group of all paths.
    pub groups: Vec<f64>,
    /// What the slots weighed: room that is used again.
    pub(in crate::domain) slots: Vec<f64>,
}

impl PathWeights {
    /// The observed counts, under the table's context weights.
    pub fn observed(table: &PathTable) -> PathWeights {
        let mut weights = PathWeights::default();
        Slots::of(table).weigh(f64::from, &mut weights);
        weights
    }
}

/// What is counted of each path, one behind the other: its groups of conversions, then its nulls.
///
/// Every replicate goes through all of it. Which paths have conversions and which have nulls no processor foresees, so
/// that nothing here asks.
#[derive(Clone, Debug)]
pub struct Slots {
    paths: usize,
    counts: Vec<u32>,
    /// Of each slot its context weight at the table's strength; empty where all are 1.
    strengths: Vec<f64>,
    groups: Vec<Slot>,
    /// Of each group the value of each conversion.
    worths: Vec<f64>,
    nulls: Vec<Slot>,
}

#[derive(Clone, Copy, Debug)]
struct Slot {
    at: u32,
    path: u32,
}

impl Slots {
    pub fn of(table: &PathTable) -> Slots {
        let (mut counts, mut strengths) = (Vec::new(), Vec::new());
        let (mut groups, mut worths, mut nulls) = (Vec::new(), Vec::new(), Vec::new());
        for (path, row) in (0..).zip(table.rows.iter()) {
            let mut take = |slots: &mut Vec<Slot>, count: u32, weight: f64| {
                slots.push(Slot { at: counts.len() as u32, path });
                counts.push(count);
                strengths.push(at_strength(weight, table.lambda));
            };
            row.groups.iter().for_each(|group| take(&mut groups, group.conversions, group.weight));
            worths.extend(row.groups.iter().map(|group| group.value));
            row.null_groups.iter().for_each(|(count, weight)| take(&mut nulls, *count, *weight));
        }
        if strengths.iter().all(|strength| *strength == 1.0) {
            strengths = Vec::new();
        }
        Slots { paths: table.rows.len(), counts, strengths, groups, worths, nulls }
    }

    /// How many journeys each slot has.
    pub fn counts(&self) -> &[u32] {
        &self.counts
    }

    /// Weighs paths; `weigh` gives the weight of each count, in the order of the table.
    pub fn weigh(&self, weigh: impl FnMut(u32) -> f64, weights: &mut PathWeights) {
        let PathWeights { conversions, nulls, journeys, value, groups, slots } = weights;
        slots.clear();
        slots.extend(self.counts.iter().copied().map(weigh));
        slots.iter_mut().zip(&self.strengths).for_each(|(weight, strength)| *weight *= strength);
        for sums in [&mut *conversions, &mut *value, &mut *nulls] {
            sums.resize(self.paths, 0.0);
            sums.fill(0.0);
        }
        groups.clear();
        for (slot, worth) in self.groups.iter().zip(&self.worths) {
            let weight = slots[slot.at as usize];
            groups.push(weight);
            conversions[slot.path as usize] += weight;
            value[slot.path as usize] += weight * worth;
        }
        self.nulls.iter().for_each(|slot| nulls[slot.path as usize] += slots[slot.at as usize]);
        journeys.clear();
        journeys.extend(conversions.iter().zip(nulls.iter()).map(|(conversions, nulls)| conversions + nulls));
    }
}

/// Each part as a fraction of their sum; `None` where the sum is 0.
pub fn shares(parts: &[f64]) -> Option<Vec<f64>> {
    let total: f64 = parts.iter().sum();
    (total > 0.0).then(|| parts.iter().map(|part| part / total).collect())
}
