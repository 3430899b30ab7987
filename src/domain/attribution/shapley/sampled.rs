//! Shapley values from sampled orders (Castro, Gomez and Tejada 2009, "Polynomial calculation of
//! the Shapley value based on sampling", Computers & Operations Research 36:5): channels join one
//! by one, and each is credited with what its joining adds. Every order is taken forwards and
//! backwards, which halves the error where gains differ early and late.

use super::{super::chain::Chain, ChainGame, SamplingError};
use crate::domain::uncertainty::draw::Draws;

/// Order draws come from streams behind those of replicates and rates.
const ORDER_STREAM: u32 = 3 << 30;

/// Pairs of orders between two looks at the error.
const FIRST_LOOK: u32 = 32;

/// How many orders are sampled.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sampling {
    pub seed: u64,
    /// Which of many independent samples this is.
    pub stream: u32,
    /// Sampling ends when no channel's standard error is above this part of the conversion probability,
    /// nor, in value, above this part of a journey's expected value.
    pub bound: f64,
    /// Steps of arithmetic at most, whatever the error then is.
    pub most_work: f64,
}

impl Sampling {
    pub fn seeded(seed: u64) -> Sampling {
        Sampling { seed, stream: 0, bound: 1e-3, most_work: 2e9 }
    }

    /// For one of many replicates: less work, and orders of its own, so that the error of sampling
    /// widens the intervals instead of shifting them.
    pub fn of_replicate(self) -> Sampling {
        Sampling { most_work: 2e7, ..self }
    }

    /// Pairs of orders at most: one takes about two thirds of the cube of the channels.
    fn most_pairs(&self, channels: usize) -> u32 {
        (self.most_work / (channels as f64).powi(3)).clamp(8.0, 1e6) as u32
    }
}

/// Sums over pairs of orders.
#[derive(Debug)]
struct Estimate {
    pairs: u32,
    conversions: Gains,
    value: Gains,
}

/// Sums of each channel's gains, and of their squares.
#[derive(Debug)]
struct Gains {
    sums: Vec<f64>,
    squares: Vec<f64>,
}

/// A sampling under way, so that it can be watched and dropped between pairs of orders.
#[derive(Debug)]
pub struct Sampler {
    chain: Chain,
    sampling: Sampling,
    draws: Draws,
    order: Vec<usize>,
    coalition: Coalition,
    estimate: Estimate,
    worth: (f64, f64),
}

impl Sampler {
    pub fn new(chain: Chain, sampling: Sampling) -> Sampler {
        let n = chain.channels();
        Sampler {
            draws: Draws::of_replicate(sampling.seed, ORDER_STREAM + sampling.stream),
            order: (0..n).collect(),
            coalition: Coalition::new(n),
            estimate: Estimate { pairs: 0, conversions: Gains::none(n), value: Gains::none(n) },
            worth: (0.0, 0.0),
            chain,
            sampling,
        }
    }

    /// Samples until the bound is met or this much work is done; whether the sampling has ended.
    pub fn step(&mut self, work: f64) -> bool {
        let n = self.chain.channels();
        let most = self.sampling.most_pairs(n);
        let until = self.estimate.pairs.saturating_add((work / (n as f64).powi(3)).max(1.0) as u32).min(most);
        while self.estimate.pairs < until {
            shuffle(&mut self.order, &mut self.draws);
            let forwards = self.coalition.join_all(&self.chain, self.order.iter().copied());
            let backwards = self.coalition.join_all(&self.chain, self.order.iter().rev().copied());
            self.worth = self.coalition.start_outcomes();
            self.estimate.add(&forwards, &backwards);
            if self.estimate.pairs.is_multiple_of(FIRST_LOOK) && self.is_exact_enough() {
                return true;
            }
        }
        until >= most
    }

    pub fn chain(&self) -> &Chain {
        &self.chain
    }

    /// The values of what was sampled so far.
    pub fn game(&self) -> ChainGame {
        let Estimate { pairs, conversions, value } = &self.estimate;
        ChainGame {
            conversion_probability: self.worth.0,
            conversions: conversions.means(*pairs),
            value: value.means(*pairs),
            sampled: Some(SamplingError {
                orders: 2 * pairs,
                standard_errors: conversions.standard_errors(*pairs),
                value_standard_errors: value.standard_errors(*pairs),
            }),
        }
    }

    fn is_exact_enough(&self) -> bool {
        let Estimate { pairs, conversions, value } = &self.estimate;
        conversions.largest_error(*pairs) <= self.sampling.bound * self.worth.0
            && value.largest_error(*pairs) <= self.sampling.bound * self.worth.1
    }
}

pub(super) fn chain_game(chain: &Chain, sampling: &Sampling) -> ChainGame {
    let mut sampler = Sampler::new(chain.clone(), *sampling);
    while !sampler.step(f64::INFINITY) {}
    sampler.game()
}

impl Estimate {
    fn add(&mut self, forwards: &[(f64, f64)], backwards: &[(f64, f64)]) {
        self.pairs += 1;
        for (channel, (a, b)) in forwards.iter().zip(backwards).enumerate() {
            self.conversions.add(channel, 0.5 * (a.0 + b.0));
            self.value.add(channel, 0.5 * (a.1 + b.1));
        }
    }
}

impl Gains {
    fn none(channels: usize) -> Gains {
        Gains { sums: vec![0.0; channels], squares: vec![0.0; channels] }
    }

    fn add(&mut self, channel: usize, gain: f64) {
        self.sums[channel] += gain;
        self.squares[channel] += gain * gain;
    }

    fn means(&self, pairs: u32) -> Vec<f64> {
        self.sums.iter().map(|sum| sum / f64::from(pairs.max(1))).collect()
    }

    fn standard_errors(&self, pairs: u32) -> Vec<f64> {
        let pairs = f64::from(pairs.max(2));
        let sums = self.sums.iter().zip(&self.squares);
        sums.map(|(sum, squares)| ((squares - sum * sum / pairs).max(0.0) / (pairs * (pairs - 1.0))).sqrt()).collect()
    }

    fn largest_error(&self, pairs: u32) -> f64 {
        self.standard_errors(pairs).into_iter().fold(0.0, f64::max)
    }
}

/// A chain in which channels join one by one: who has joined is passed through, who has not leads
/// to NULL. Rows are START, then the channels; columns the channels, conversion, value.
#[derive(Debug)]
struct Coalition {
    channels: usize,
    cells: Vec<f64>,
    joined: Vec<bool>,
}

impl Coalition {
    fn new(channels: usize) -> Coalition {
        Coalition { channels, cells: Vec::new(), joined: Vec::new() }
    }

    /// What each channel's joining adds to conversions and to value, in this order.
    fn join_all(&mut self, chain: &Chain, order: impl Iterator<Item = usize>) -> Vec<(f64, f64)> {
        self.reset(chain);
        let mut gains = vec![(0.0, 0.0); self.channels];
        for channel in order {
            let before = self.start_outcomes();
            self.join(channel);
            let after = self.start_outcomes();
            gains[channel] = (after.0 - before.0, after.1 - before.1);
        }
        gains
    }

    fn reset(&mut self, chain: &Chain) {
        self.cells.clear();
        for state in std::iter::once(chain.start()).chain(0..self.channels) {
            self.cells.extend_from_slice(chain.row(state));
            self.cells.extend([chain.conversion()[state], chain.conversion_value()[state]]);
        }
        self.joined = vec![false; self.channels];
    }

    fn join(&mut self, channel: usize) {
        let width = self.channels + 2;
        let through: Vec<f64> = self.cells[(channel + 1) * width..][..width].to_vec();
        let stay = 1.0 / (1.0 - through[channel]);
        self.joined[channel] = true;
        let waiting = (0..=self.channels).filter(|row| *row == 0 || !self.joined[*row - 1]);
        for row in waiting {
            let cells = &mut self.cells[row * width..][..width];
            let factor = std::mem::take(&mut cells[channel]) * stay;
            if factor > 0.0 {
                cells.iter_mut().zip(&through).for_each(|(cell, through)| *cell += factor * through);
                cells[channel] = 0.0;
            }
        }
    }

    fn start_outcomes(&self) -> (f64, f64) {
        (self.cells[self.channels], self.cells[self.channels + 1])
    }
}

/// Fisher and Yates.
fn shuffle(order: &mut [usize], draws: &mut Draws) {
    for last in (1..order.len()).rev() {
        order.swap(last, draws.below(last + 1));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        attribution::{PathWeights, shapley::exact},
        lead::Cents,
        path::{NamedPath, PathTable},
    };

    #[test]
    fn small_steps_come_to_the_same_as_one() {
        let path = |channels, conversions| NamedPath { channels, conversions, nulls: 1, value: None };
        let table = PathTable::from_named([path(&["a", "b", "c"], 5), path(&["b", "d"], 3), path(&["c"], 1)]);
        let table = table.expect("four channels");
        let chain = Chain::of_paths(&table, &PathWeights::observed(&table)).expect("four channels");
        let sampling = Sampling { bound: 1e-2, ..Sampling::seeded(7) };
        let mut sampler = Sampler::new(chain.clone(), sampling);
        let mut steps = 0;
        while !sampler.step(1.0) {
            steps += 1;
        }
        assert!(steps > 1, "{steps}");
        assert_eq!(sampler.game(), chain_game(&chain, &sampling));
    }

    #[test]
    fn sampled_values_are_within_three_standard_errors_of_exact_ones() {
        let path = |channels, conversions, nulls| NamedPath {
            channels,
            conversions,
            nulls,
            value: Some(Cents(i64::from(conversions * conversions) * 1_000)),
        };
        let paths = [
            path(&["a", "b", "c"], 5, 2),
            path(&["b", "a"], 3, 4),
            path(&["d", "c", "b", "c"], 2, 2),
            path(&["c"], 1, 6),
            path(&["e", "a", "d"], 4, 1),
        ];
        let table = PathTable::from_named(paths).expect("five channels");
        let chain = Chain::of_paths(&table, &PathWeights::observed(&table)).expect("five channels");
        let exact = exact::chain_game(&chain);
        let sampled = chain_game(&chain, &Sampling::seeded(7));
        let error = sampled.sampled.expect("sampled");
        for channel in 0..5 {
            let off = (sampled.conversions[channel] - exact.conversions[channel]).abs();
            assert!(off <= 3.0 * error.standard_errors[channel] + 1e-12, "{channel}: {off}");
            let off = (sampled.value[channel] - exact.value[channel]).abs();
            assert!(off <= 3.0 * error.value_standard_errors[channel] + 1e-12, "value of {channel}: {off}");
        }
        // Every order ends with all channels joined, so the values sum to p whatever was drawn.
        let sum: f64 = sampled.conversions.iter().sum();
        assert!((sum - exact.conversions.iter().sum::<f64>()).abs() < 1e-12);
    }
}
