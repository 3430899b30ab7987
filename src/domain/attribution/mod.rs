//! The models: from weighted paths to each channel's part of the credit.
//!
//! Credit is what a channel receives, in conversions or in value; its share is the
//! fraction of all attributed credit. Sums run in the order of channels.

pub mod chain;

pub mod fit;

pub mod heuristic;

pub mod markov;

pub mod model;

pub mod order_choice;

pub mod shapley;

pub mod spread;

pub mod window;

use super::path::PathTable;

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
    /// The observed counts.
    pub fn observed(table: &PathTable) -> PathWeights {
        PathWeights {
            conversions: table.rows.iter().map(|row| f64::from(row.conversions)).collect(),
            nulls: table.rows.iter().map(|row| f64::from(row.nulls)).collect(),
            value: table.rows.iter().map(|row| row.value.units()).collect(),
            groups: table.rows.iter().flat_map(|row| &row.groups).map(|group| f64::from(group.conversions)).collect(),
        }
    }
}

/// Each part as a fraction of their sum; `None` where the sum is 0.
pub fn shares(parts: &[f64]) -> Option<Vec<f64>> {
    let total: f64 = parts.iter().sum();
    (total > 0.0).then(|| parts.iter().map(|part| part / total).collect())
}
