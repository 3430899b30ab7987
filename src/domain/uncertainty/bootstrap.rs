//! The Bayesian bootstrap over journeys, on collapsed paths.
//!
//! Every journey has its own Exp(1) weight. A path's conversions and nulls are different
//! journeys, so they are drawn separately, as Gamma(conversions, 1) and Gamma(nulls, 1):
//! one weight for both would freeze the path's conversion rate. Conversions of other ages or
//! values are drawn separately too, so that each keeps its weight in value as well.

use super::draw::Draws;
use crate::domain::{
    attribution::{
        PathWeights,
        chain::{Chain, TooManyStates},
        hybrid::mixed,
        markov,
        shapley::{self, Sampling},
        shares,
    },
    path::PathTable,
};

/// Shares of every channel in every replicate, of both models: any hybrid is a mixture of
/// the two, so that a change of alpha needs no new replicate.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Replicates {
    channels: usize,
    markov: Vec<f64>,
    shapley: Vec<f64>,
    conversion_rate: Vec<f64>,
    /// Replicates in which no channel could be credited.
    excluded: u32,
    count: u32,
}

impl Replicates {
    pub fn new(table: &PathTable) -> Replicates {
        Replicates { channels: table.channels.len(), ..Replicates::default() }
    }

    /// Draws, refits and keeps one replicate. Its draws depend on `seed` and `replicate` alone.
    pub fn add(&mut self, table: &PathTable, seed: u64, replicate: u32) -> Result<(), TooManyStates> {
        let weights = redraw(table, seed, replicate);
        let chain = Chain::of_paths(table, &weights)?;
        let effects = markov::removal_effects(&chain);
        let game = shapley::chain_game(&chain, &Sampling::seeded(seed));
        if table.journeys() > 0 {
            self.conversion_rate.push(effects.conversion_probability);
        }
        match (shares(&effects.conversions), shares(&game.conversions)) {
            (Some(markov), Some(shapley)) => {
                self.markov.extend(markov);
                self.shapley.extend(shapley);
            }
            _ => self.excluded += 1,
        }
        self.count += 1;
        Ok(())
    }

    /// The replicates of a channel's share at this weight of Markov.
    pub fn share(&self, channel: usize, alpha: f64) -> Vec<f64> {
        let of_channel =
            |shares: &[f64]| -> Vec<f64> { shares.iter().skip(channel).step_by(self.channels).copied().collect() };
        let pairs = of_channel(&self.markov).into_iter().zip(of_channel(&self.shapley));
        pairs.map(|(markov, shapley)| mixed(alpha, markov, shapley)).collect()
    }

    pub fn conversion_rate(&self) -> &[f64] {
        &self.conversion_rate
    }

    /// Replicates drawn, excluded ones among them.
    pub fn count(&self) -> u32 {
        self.count
    }

    pub fn excluded(&self) -> u32 {
        self.excluded
    }
}

/// P(a > b) over paired replicates; values within `tie` of one another count one half.
pub fn probability_greater(a: &[f64], b: &[f64], tie: f64) -> Option<f64> {
    let wins = a.iter().zip(b).map(|(a, b)| match a - b {
        difference if difference.abs() <= tie => 0.5,
        difference if difference > 0.0 => 1.0,
        _ => 0.0,
    });
    (!a.is_empty()).then(|| wins.sum::<f64>() / a.len() as f64)
}

fn redraw(table: &PathTable, seed: u64, replicate: u32) -> PathWeights {
    let mut draws = Draws::of_replicate(seed, replicate);
    let mut weights = PathWeights::default();
    for row in &table.rows {
        let (mut conversions, mut value) = (0.0, 0.0);
        for group in &row.groups {
            let weight = draws.weight_of(group.conversions);
            weights.groups.push(weight);
            conversions += weight;
            value += weight * group.value;
        }
        weights.conversions.push(conversions);
        weights.value.push(value);
        weights.nulls.push(draws.weight_of(row.nulls));
    }
    weights
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ties_count_one_half() {
        assert_eq!(probability_greater(&[1.0, 2.0, 3.0, 0.0], &[0.0, 2.0, 4.0, -1.0], 1e-9), Some(0.625));
        assert_eq!(probability_greater(&[], &[], 1e-9), None);
    }
}
