//! Slow and simple versions of the models, to hold the fast ones against: removal is done by
//! removing, a Shapley value is the sum over all coalitions, a chain is followed step by step.

use touchline::domain::{
    attribution::{PathWeights, chain::Chain},
    lead::Cents,
    path::{NamedPath, PathTable},
};

/// Paths as text: "a>b" with conversions, nulls and the value of the conversions in dollars.
pub fn table(paths: &[(&str, u32, u32, i64)]) -> PathTable {
    let split: Vec<Vec<&str>> =
        paths.iter().map(|(path, ..)| path.split('>').filter(|name| !name.is_empty()).collect()).collect();
    let named = split.iter().zip(paths).map(|(channels, (_, conversions, nulls, value))| NamedPath {
        channels,
        conversions: *conversions,
        nulls: *nulls,
        value: Some(Cents(100 * value)),
    });
    PathTable::from_named(named).expect("few channels")
}

pub fn chain(table: &PathTable) -> Chain {
    Chain::of_paths(table, &PathWeights::observed(table)).expect("few channels")
}

/// The expected outcome from START when entries into channels outside the coalition (a set of
/// bits) lead to NULL, by following the chain until nothing is left on the way.
pub fn worth(chain: &Chain, coalition: u32, outcome: &[f64]) -> f64 {
    let n = chain.channels();
    let mut here = vec![0.0; n + 1];
    here[n] = 1.0;
    let mut total = 0.0;
    while here.iter().sum::<f64>() > 1e-15 {
        total += here.iter().zip(outcome).map(|(mass, outcome)| mass * outcome).sum::<f64>();
        let mut next = vec![0.0; n + 1];
        for (from, mass) in here.iter().enumerate() {
            for to in (0..n).filter(|to| coalition & (1 << to) != 0) {
                next[to] += mass * chain.row(from)[to];
            }
        }
        here = next;
    }
    total
}

/// 1 - p without the channel / p.
pub fn removal_effect(chain: &Chain, channel: usize, outcome: &[f64]) -> f64 {
    let all = (1 << chain.channels()) - 1;
    1.0 - worth(chain, all & !(1 << channel), outcome) / worth(chain, all, outcome)
}

/// The mean of a channel's marginal worth over all orders in which channels can join.
pub fn shapley(chain: &Chain, channel: usize, outcome: &[f64]) -> f64 {
    let n = chain.channels();
    let others = (0_u32..1 << n).filter(|coalition| coalition & (1 << channel) == 0);
    others
        .map(|coalition| {
            let gain = worth(chain, coalition | 1 << channel, outcome) - worth(chain, coalition, outcome);
            let size = coalition.count_ones() as usize;
            gain * factorial(size) * factorial(n - size - 1) / factorial(n)
        })
        .sum()
}

fn factorial(n: usize) -> f64 {
    (1..=n).map(|k| k as f64).product()
}

/// All worths at once, by coalition.
pub fn worths(chain: &Chain, outcome: &[f64]) -> Vec<f64> {
    (0..1 << chain.channels()).map(|coalition| worth(chain, coalition, outcome)).collect()
}

/// The Shapley value from the worths of all coalitions.
pub fn shapley_of(worths: &[f64], channels: usize, channel: usize) -> f64 {
    let others = (0..worths.len()).filter(|coalition| coalition & (1 << channel) == 0);
    others
        .map(|coalition| {
            let size = coalition.count_ones() as usize;
            let weight = factorial(size) * factorial(channels - size - 1) / factorial(channels);
            weight * (worths[coalition | 1 << channel] - worths[coalition])
        })
        .sum()
}
