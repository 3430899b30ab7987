//! How sure a figure is: the Bayesian bootstrap over journeys (Rubin 1981, "The Bayesian
//! bootstrap", Annals of Statistics 9:1). Intervals are sampling error, not causal error.

pub mod bootstrap;

pub mod draw;

pub mod quantile;

use serde::{Deserialize, Serialize};

/// An equal-tailed interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Interval {
    /// For example 0.9.
    pub level: f64,
    pub lo: f64,
    pub hi: f64,
}

impl Interval {
    /// The interval between the quantiles of replicates of a figure.
    pub fn equal_tailed(level: f64, mut replicates: Vec<f64>) -> Option<Interval> {
        replicates.sort_unstable_by(f64::total_cmp);
        let tail = (1.0 - level) / 2.0;
        let lo = quantile::of_sorted(&replicates, tail)?;
        let hi = quantile::of_sorted(&replicates, 1.0 - tail)?;
        Some(Interval { level, lo, hi })
    }
}
