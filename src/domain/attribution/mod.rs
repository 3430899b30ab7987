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
}

impl PathWeights {
    /// The observed counts, under the table's context weights.
    pub fn observed(table: &PathTable) -> PathWeights {
        PathWeights::of_counts(table, f64::from)
    }

    fn clear(&mut self) {
        let PathWeights { conversions, nulls, journeys, value, groups } = self;
        [conversions, nulls, journeys, value, groups].into_iter().for_each(Vec::clear);
    }

    /// Weights of paths from weights of their groups and nulls, which `weigh` gives for each count
    /// in the order of the table.
    pub fn of_counts(table: &PathTable, weigh: impl FnMut(u32) -> f64) -> PathWeights {
        let mut weights = PathWeights::default();
        Slots::of(table).weigh(weigh, &mut weights);
        weights
    }
}

/// What is counted of each path, one behind the other: its groups of conversions, then its nulls.
#[derive(Clone, Debug)]
pub struct Slots {
    /// Count, context weight at the table's strength, and value of each conversion.
    groups: Vec<(u32, f64, f64)>,
    nulls: Vec<(u32, f64)>,
    /// Per path, where its groups and its nulls end.
    ends: Vec<(u32, u32)>,
}

impl Slots {
    pub fn of(table: &PathTable) -> Slots {
        let mut slots = Slots { groups: Vec::new(), nulls: Vec::new(), ends: Vec::with_capacity(table.rows.len()) };
        for row in &table.rows {
            let at = |weight: f64| at_strength(weight, table.lambda);
            slots.groups.extend(row.groups.iter().map(|group| (group.conversions, at(group.weight), group.value)));
            slots.nulls.extend(row.null_groups.iter().map(|(count, weight)| (*count, at(*weight))));
            slots.ends.push((slots.groups.len() as u32, slots.nulls.len() as u32));
        }
        slots
    }

    /// Weighs paths; `weigh` gives the weight of each count, in the order of the table.
    pub fn weigh(&self, mut weigh: impl FnMut(u32) -> f64, weights: &mut PathWeights) {
        weights.clear();
        let (mut group, mut null) = (0, 0);
        for (last_group, last_null) in &self.ends {
            let (mut conversions, mut value, mut nulls) = (0.0, 0.0, 0.0);
            for (count, strength, worth) in &self.groups[group..*last_group as usize] {
                let weight = weigh(*count) * strength;
                weights.groups.push(weight);
                conversions += weight;
                value += weight * worth;
            }
            for (count, strength) in &self.nulls[null..*last_null as usize] {
                nulls += weigh(*count) * strength;
            }
            (group, null) = (*last_group as usize, *last_null as usize);
            weights.conversions.push(conversions);
            weights.value.push(value);
            weights.nulls.push(nulls);
            weights.journeys.push(conversions + nulls);
        }
    }
}

/// Each part as a fraction of their sum; `None` where the sum is 0.
pub fn shares(parts: &[f64]) -> Option<Vec<f64>> {
    let total: f64 = parts.iter().sum();
    (total > 0.0).then(|| parts.iter().map(|part| part / total).collect())
}
