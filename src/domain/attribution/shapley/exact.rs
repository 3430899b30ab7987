//! Exact Shapley values of the chain game: all 2^n worths from one walk down a binary tree over
//! the channels. At each channel its state is either *deleted* (outside the coalition) or
//! *eliminated* by Gauss (inside), so the matrix shrinks with depth and the whole walk costs about
//! 6 x 2^n steps. On the way back up, phi_i = sum over T with i of v(T) (w(|T|-1) + w(|T|)) less
//! the sum over all T of v(T) w(|T|), with w(s) = s! (n-s-1)! / n! and w(n) = 0, so that no worth
//! need be kept.

use super::{super::chain::Chain, ChainGame};

/// Most channels for which the value is computed exactly.
pub const EXACT_CHANNELS: usize = 20;

pub(super) fn chain_game(chain: &Chain) -> ChainGame {
    let mut walk = Walk::new(chain);
    let all = walk.descend(0, 0);
    let value = |part: fn(&Sums) -> f64, baseline: f64| -> Vec<f64> {
        walk.holding.iter().map(|with| part(&with.sum) - baseline).collect()
    };
    let conversions: Vec<f64> = value(|sums| sums.with_conversions, all.without_conversions);
    ChainGame {
        conversion_probability: chain.conversion()[chain.start()] + conversions.iter().sum::<f64>(),
        conversions,
        value: value(|sums| sums.with_value, all.without_value),
        sampled: None,
    }
}

/// Weighted sums of worths over the coalitions below a node of the tree.
#[derive(Clone, Copy, Default)]
struct Sums {
    /// Weight w(|T|-1) + w(|T|).
    with_conversions: f64,
    with_value: f64,
    /// Weight w(|T|).
    without_conversions: f64,
    without_value: f64,
}

/// The matrix at one depth: a row for START, then one for each channel not yet walked.
/// A row holds a column for each such channel, then conversion and conversion value.
struct Level {
    rest: usize,
    cells: Vec<f64>,
}

struct Walk {
    levels: Vec<Level>,
    /// Per size s of a coalition: w(s-1) + w(s), and w(s).
    weights: Vec<(f64, f64)>,
    /// Per channel, the sums over the coalitions that hold it.
    holding: Vec<Compensated>,
}

/// A long sum with the rounding error of its last addition (Kahan 1965): half a million terms
/// are added one by one for the last of twenty channels.
#[derive(Clone, Copy, Default)]
struct Compensated {
    sum: Sums,
    lost: Sums,
}

impl Walk {
    fn new(chain: &Chain) -> Walk {
        let n = chain.channels();
        let mut levels: Vec<Level> = (0..=n).map(|depth| Level::empty(n - depth)).collect();
        levels[0].fill(chain);
        Walk { levels, weights: coalition_weights(n), holding: vec![Compensated::default(); n] }
    }

    /// Sums over all coalitions that extend the `size` channels chosen above `depth`.
    fn descend(&mut self, depth: usize, size: usize) -> Sums {
        if self.levels[depth].rest == 0 {
            return self.leaf(depth, size);
        }
        let (upper, lower) = self.levels.split_at_mut(depth + 1);
        upper[depth].delete_first(&mut lower[0]);
        let outside = self.descend(depth + 1, size);
        let (upper, lower) = self.levels.split_at_mut(depth + 1);
        upper[depth].eliminate_first(&mut lower[0]);
        let inside = self.descend(depth + 1, size + 1);
        self.holding[depth].add(inside);
        outside.plus(inside)
    }

    fn leaf(&self, depth: usize, size: usize) -> Sums {
        let (conversions, value) = (self.levels[depth].cells[0], self.levels[depth].cells[1]);
        let (with, without) = self.weights[size];
        Sums {
            with_conversions: with * conversions,
            with_value: with * value,
            without_conversions: without * conversions,
            without_value: without * value,
        }
    }
}

impl Level {
    fn empty(rest: usize) -> Level {
        Level { rest, cells: vec![0.0; (rest + 1) * (rest + 2)] }
    }

    fn fill(&mut self, chain: &Chain) {
        let n = self.rest;
        let order = std::iter::once(chain.start()).chain(0..n);
        for (row, state) in self.cells.chunks_exact_mut(n + 2).zip(order) {
            row[..n].copy_from_slice(chain.row(state));
            row[n] = chain.conversion()[state];
            row[n + 1] = chain.conversion_value()[state];
        }
    }

    /// Entries into the first channel lead to NULL: its row and column go.
    fn delete_first(&self, below: &mut Level) {
        let width = self.rest + 2;
        let kept = self.cells.chunks_exact(width).enumerate().filter(|(index, _)| *index != 1);
        for (target, (_, row)) in below.cells.chunks_exact_mut(width - 1).zip(kept) {
            target.copy_from_slice(&row[1..]);
        }
    }

    /// The first channel is passed through: entries into it go where it leads.
    fn eliminate_first(&self, below: &mut Level) {
        let width = self.rest + 2;
        let first = &self.cells[width..2 * width];
        let stay = 1.0 / (1.0 - first[0]);
        let kept = self.cells.chunks_exact(width).enumerate().filter(|(index, _)| *index != 1);
        for (target, (_, row)) in below.cells.chunks_exact_mut(width - 1).zip(kept) {
            let factor = row[0] * stay;
            for ((target, entry), through) in target.iter_mut().zip(&row[1..]).zip(&first[1..]) {
                *target = entry + factor * through;
            }
        }
    }
}

impl Compensated {
    fn add(&mut self, term: Sums) {
        let corrected = term.zip(self.lost, |term, lost| term - lost);
        let sum = self.sum.plus(corrected);
        let added = sum.zip(self.sum, |new, old| new - old);
        self.lost = added.zip(corrected, |added, wanted| added - wanted);
        self.sum = sum;
    }
}

impl Sums {
    fn plus(self, other: Sums) -> Sums {
        self.zip(other, |a, b| a + b)
    }

    fn zip(self, other: Sums, combine: impl Fn(f64, f64) -> f64) -> Sums {
        Sums {
            with_conversions: combine(self.with_conversions, other.with_conversions),
            with_value: combine(self.with_value, other.with_value),
            without_conversions: combine(self.without_conversions, other.without_conversions),
            without_value: combine(self.without_value, other.without_value),
        }
    }
}

/// For each size s from 0 to n: (w(s-1) + w(s), w(s)); w(s) = 1 / (n C(n-1, s)).
fn coalition_weights(n: usize) -> Vec<(f64, f64)> {
    let mut w = vec![0.0; n + 1];
    let mut binomial = 1.0;
    for (s, weight) in w.iter_mut().take(n).enumerate() {
        *weight = 1.0 / (n as f64 * binomial);
        binomial = binomial * (n - 1 - s) as f64 / (s + 1) as f64;
    }
    (0..=n).map(|s| (w[s] + if s > 0 { w[s - 1] } else { 0.0 }, w[s])).collect()
}
