//! The first-order Markov chain of a set of paths: transition probabilities between
//! channels, START, CONVERSION and NULL. The last three are no channels and cannot
//! collide with one.

use std::fmt;

use super::{PathWeights, counter::Counter};
use crate::domain::{path::PathTable, uncertainty::draw::Draws};

/// Most channels of which a chain is made: its matrix is dense.
pub const MOST_CHANNELS: usize = 1_000;

/// More channels than a chain is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooManyStates {
    pub channels: usize,
}

/// Row-normalised weighted counts, no smoothing. A touch that repeats the one before it
/// is no transition. What a row lacks to 1 goes to NULL.
#[derive(Clone, Debug, PartialEq)]
pub struct Chain {
    channels: usize,
    /// `channels + 1` rows (the last is START) of `channels` probabilities.
    pub(super) transitions: Vec<f64>,
    /// Per row, the probability of CONVERSION in the next step.
    pub(super) conversion: Vec<f64>,
    /// Per row, `conversion` times the mean value of the conversions that leave it.
    pub(super) conversion_value: Vec<f64>,
}

impl Chain {
    /// The chain at these weights of the paths.
    pub fn of_paths(table: &PathTable, weights: &PathWeights) -> Result<Chain, TooManyStates> {
        Ok(Counter::of(table)?.chain(weights))
    }

    /// A chain with known probabilities: for every channel, and START last, a row with a
    /// probability for each channel and for CONVERSION. Conversions are worth 1.
    pub fn of_rows(rows: &[Vec<f64>]) -> Result<Chain, TooManyStates> {
        let channels = rows.len().saturating_sub(1);
        if channels > MOST_CHANNELS {
            return Err(TooManyStates { channels });
        }
        let conversion: Vec<f64> = rows.iter().map(|row| row[channels]).collect();
        let transitions = rows.iter().flat_map(|row| &row[..channels]).copied().collect();
        Ok(Chain { channels, transitions, conversion_value: conversion.clone(), conversion })
    }

    /// A chain whose rows are drawn from Dirichlet distributions with the counts, each raised by
    /// `prior`, of the transitions that were observed. The mean value of conversions stays.
    pub fn with_drawn_rows(counter: &Counter, observed: &PathWeights, draws: &mut Draws, prior: f64) -> Chain {
        let (mut chain, mut nulls) = counter.counted(observed);
        for (from, null) in nulls.iter_mut().enumerate() {
            let row = &mut chain.transitions[from * chain.channels..][..chain.channels];
            row.iter_mut().for_each(|count| *count = draws.dirichlet_part(*count, prior));
            let conversion = draws.dirichlet_part(chain.conversion[from], prior);
            if chain.conversion[from] > 0.0 {
                chain.conversion_value[from] *= conversion / chain.conversion[from];
            }
            chain.conversion[from] = conversion;
            *null = draws.dirichlet_part(*null, prior);
        }
        chain.normalised(&nulls)
    }

    /// A chain without any transition.
    pub(super) fn blank(channels: usize) -> Chain {
        Chain {
            channels,
            transitions: vec![0.0; (channels + 1) * channels],
            conversion: vec![0.0; channels + 1],
            conversion_value: vec![0.0; channels + 1],
        }
    }

    /// The number of channels.
    pub fn channels(&self) -> usize {
        self.channels
    }

    /// The index of START among the rows.
    pub fn start(&self) -> usize {
        self.channels
    }

    /// Probabilities of the channels after the state `from`.
    pub fn row(&self, from: usize) -> &[f64] {
        &self.transitions[from * self.channels..][..self.channels]
    }

    /// Per row, the probability of CONVERSION in the next step.
    pub fn conversion(&self) -> &[f64] {
        &self.conversion
    }

    /// Per row, expected conversion value in the next step, in currency units.
    pub fn conversion_value(&self) -> &[f64] {
        &self.conversion_value
    }

    pub(super) fn normalised(mut self, nulls: &[f64]) -> Chain {
        for (from, null) in nulls.iter().enumerate() {
            let row = &mut self.transitions[from * self.channels..][..self.channels];
            let total = row.iter().sum::<f64>() + self.conversion[from] + null;
            if total > 0.0 {
                row.iter_mut().for_each(|weight| *weight /= total);
                self.conversion[from] /= total;
                self.conversion_value[from] /= total;
            }
        }
        self
    }
}

impl fmt::Display for TooManyStates {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            out,
            "The scope holds {} channels; a Markov chain is made of at most {MOST_CHANNELS}. Merge or leave out channels.",
            self.channels
        )
    }
}

impl std::error::Error for TooManyStates {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::path::NamedPath;

    #[test]
    fn transitions_are_counted_without_repeats_and_ends_by_the_last_touch() {
        let path = |channels, conversions, nulls| NamedPath { channels, conversions, nulls, value: None };
        let table = PathTable::from_named([path(&["a", "a", "b"], 1, 2), path(&["a"], 1, 0)]).expect("two channels");
        let chain = Chain::of_paths(&table, &PathWeights::observed(&table)).expect("two channels");
        assert_eq!(chain.row(chain.start()), [1.0, 0.0]);
        assert_eq!(chain.row(0), [0.0, 0.75]);
        assert_eq!(chain.conversion(), [0.25, 1.0 / 3.0, 0.0]);
    }
}
