//! The models: from weighted paths to each channel's part of the credit.
//!
//! Credit is what a channel receives, in conversions or in value; its share is the
//! fraction of all attributed credit. Sums run in the order of channels.

pub mod chain;

pub mod context;

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

    /// Weights of paths from weights of their groups and nulls, which `weigh` gives for each count
    /// in the order of the table.
    pub fn of_counts(table: &PathTable, mut weigh: impl FnMut(u32) -> f64) -> PathWeights {
        let mut weights = PathWeights::default();
        for row in &table.rows {
            let (mut conversions, mut value, mut nulls) = (0.0, 0.0, 0.0);
            for group in &row.groups {
                let weight = weigh(group.conversions) * at_strength(group.weight, table.lambda);
                weights.groups.push(weight);
                conversions += weight;
                value += weight * group.value;
            }
            for (count, weight) in &row.null_groups {
                nulls += weigh(*count) * at_strength(*weight, table.lambda);
            }
            weights.conversions.push(conversions);
            weights.value.push(value);
            weights.nulls.push(nulls);
        }
        weights
    }
}

/// Each part as a fraction of their sum; `None` where the sum is 0.
pub fn shares(parts: &[f64]) -> Option<Vec<f64>> {
    let total: f64 = parts.iter().sum();
    (total > 0.0).then(|| parts.iter().map(|part| part / total).collect())
}
