//! Markov removal effects of order 1, exact (Anderl et al. 2016, "Mapping the customer
//! journey", Int. J. of Research in Marketing 33:3).
//!
//! With Q over START and the channels, r the probability of conversion in one step,
//! N = (I - Q)^-1, b = N r and p = b at START, sending every entry into channel c to NULL
//! lowers p by the fraction RE_c = N\[START,c\] b\[c\] / (N\[c,c\] p).

use super::chain::Chain;

/// What the removal of each channel takes away.
#[derive(Clone, Debug, PartialEq)]
pub struct RemovalEffects {
    /// Probability that a journey of the chain converts; equals the conversion rate.
    pub conversion_probability: f64,
    /// Fraction of conversions lost without the channel, 0 to 1; zeros where there are none.
    pub conversions: Vec<f64>,
    /// Fraction of value lost without the channel, 0 to 1; zeros where there is none.
    pub value: Vec<f64>,
}

/// Removal effects of every channel from one factorisation.
pub fn removal_effects(chain: &Chain) -> RemovalEffects {
    let fundamental = Fundamental::of(chain);
    let (conversion_probability, conversions) = fundamental.removal(chain.conversion());
    let (_, value) = fundamental.removal(chain.conversion_value());
    RemovalEffects { conversion_probability, conversions, value }
}

/// N over the channels, and the expected visits to each from START.
struct Fundamental {
    channels: usize,
    visits_between: Vec<f64>,
    visits_from_start: Vec<f64>,
}

impl Fundamental {
    fn of(chain: &Chain) -> Fundamental {
        let channels = chain.channels();
        let visits_between = inverse(chain);
        let start = chain.row(chain.start());
        let mut visits_from_start = vec![0.0; channels];
        for (from, probability) in start.iter().enumerate() {
            let row = &visits_between[from * channels..][..channels];
            visits_from_start.iter_mut().zip(row).for_each(|(visits, more)| *visits += probability * more);
        }
        Fundamental { channels, visits_between, visits_from_start }
    }

    /// The outcome expected from START, and the fraction of it that each channel's removal costs.
    fn removal(&self, outcome: &[f64]) -> (f64, Vec<f64>) {
        let n = self.channels;
        let expected = outcome[n] + dot(&self.visits_from_start, outcome);
        let effect = |channel: usize| {
            let row = &self.visits_between[channel * n..][..n];
            let reached = self.visits_from_start[channel] / row[channel];
            reached * dot(row, outcome) / expected
        };
        let effects = if expected > 0.0 { (0..n).map(effect).collect() } else { vec![0.0; n] };
        (expected, effects)
    }
}

/// (I - Q)^-1 over the channels, by Gauss-Jordan in place. I - Q is row diagonally dominant
/// and every channel reaches an end, so no pivot is 0 and none need be sought.
fn inverse(chain: &Chain) -> Vec<f64> {
    let n = chain.channels();
    let mut a: Vec<f64> = (0..n).flat_map(|from| chain.row(from).iter().map(|q| -q)).collect();
    for k in 0..n {
        a[k * n + k] += 1.0;
    }
    let mut pivot_row = vec![0.0; n];
    for k in 0..n {
        let pivot = a[k * n + k];
        a[k * n + k] = 1.0;
        a[k * n..][..n].iter_mut().for_each(|entry| *entry /= pivot);
        pivot_row.copy_from_slice(&a[k * n..][..n]);
        for i in (0..n).filter(|i| *i != k) {
            let factor = std::mem::replace(&mut a[i * n + k], 0.0);
            if factor != 0.0 {
                let row = &mut a[i * n..][..n];
                row.iter_mut().zip(&pivot_row).for_each(|(entry, pivot)| *entry -= factor * pivot);
            }
        }
    }
    a
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}
