//! How sure a figure is: replicates of the journeys and what they say of it. Intervals are
//! sampling error, not causal error.

pub mod draw;

pub mod quantile;

pub mod rank;

pub mod replicates;

pub mod resample;
mod ziggurat;

use crate::pack::Pack;
use serde::Serialize;

use super::sorting;

/// What the replicates of a figure look like.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Pack)]
pub struct Quantiles {
    pub p05: f64,
    pub p25: f64,
    pub p50: f64,
    pub p75: f64,
    pub p95: f64,
    pub mean: f64,
    pub standard_deviation: f64,
}

/// An equal-tailed interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Pack)]
pub struct Interval {
    /// For example 0.9.
    pub level: f64,
    pub lo: f64,
    pub hi: f64,
}

impl Interval {
    /// The interval between the quantiles of replicates of a figure.
    pub fn equal_tailed(level: f64, mut replicates: Vec<f64>) -> Option<Interval> {
        sorting::sort_floats(&mut replicates);
        let tail = (1.0 - level) / 2.0;
        let lo = quantile::of_sorted(&replicates, tail)?;
        let hi = quantile::of_sorted(&replicates, 1.0 - tail)?;
        Some(Interval { level, lo, hi })
    }
}

impl Quantiles {
    /// `None` of no replicates.
    pub fn of(mut replicates: Vec<f64>) -> Option<Quantiles> {
        sorting::sort_floats(&mut replicates);
        let at = |probability| quantile::of_sorted(&replicates, probability);
        let count = replicates.len() as f64;
        let mean = replicates.iter().sum::<f64>() / count;
        let squares: f64 = replicates.iter().map(|replicate| (replicate - mean) * (replicate - mean)).sum();
        Some(Quantiles {
            p05: at(0.05)?,
            p25: at(0.25)?,
            p50: at(0.5)?,
            p75: at(0.75)?,
            p95: at(0.95)?,
            mean,
            standard_deviation: (squares / (count - 1.0).max(1.0)).sqrt(),
        })
    }
}
