//! Shapley values of the chain game: the worth of a coalition is the probability that a
//! journey converts when every channel outside it leads to NULL. Always of order 1.
//!
//! Exact up to [`EXACT_CHANNELS`]; above that by sampled orders, with their error.

mod exact;
mod sampled;

use crate::pack::Pack;

use super::chain::Chain;

pub use exact::EXACT_CHANNELS;
pub use sampled::{Sampler, Sampling};

/// Shapley values of the chain game, in conversions and in value.
#[derive(Clone, Debug, PartialEq)]
pub struct ChainGame {
    /// Each channel's part of the conversion probability, less what no channel is needed for.
    pub conversions: Vec<f64>,
    /// Each channel's part of the expected value of a journey, in currency units.
    pub value: Vec<f64>,
    /// Worth of all channels together.
    pub conversion_probability: f64,
    /// Where orders were sampled: how many, and how sure the values are.
    pub sampled: Option<SamplingError>,
}

/// The Monte Carlo error of sampled values.
#[derive(Clone, Debug, PartialEq)]
pub struct SamplingError {
    pub orders: u32,
    /// Of each channel's part of the conversion probability.
    pub standard_errors: Vec<f64>,
    /// Of each channel's part of the expected value of a journey.
    pub value_standard_errors: Vec<f64>,
}

/// The largest Monte Carlo error of any channel, as a part of all there is.
#[derive(Clone, Copy, Debug, PartialEq, Pack)]
pub struct Sampled {
    pub orders: u32,
    /// Of the conversion probability.
    pub error: f64,
    /// Of a journey's expected value; `None` where that is 0.
    pub value_error: Option<f64>,
}

impl ChainGame {
    /// The largest standard errors, where the values were sampled and there is anything to share.
    pub fn relative_error(&self) -> Option<Sampled> {
        let sampled = self.sampled.as_ref().filter(|_| self.conversion_probability > 0.0)?;
        let largest = |errors: &[f64]| errors.iter().copied().fold(0.0, f64::max);
        let value: f64 = self.value.iter().sum();
        Some(Sampled {
            orders: sampled.orders,
            error: largest(&sampled.standard_errors) / self.conversion_probability,
            value_error: (value > 0.0).then(|| largest(&sampled.value_standard_errors) / value),
        })
    }
}

/// Shapley values of the chain game: exact where they can be, else sampled as `sampling` says.
pub fn chain_game(chain: &Chain, sampling: &Sampling) -> ChainGame {
    match chain.channels() {
        few if few <= EXACT_CHANNELS => exact::chain_game(chain),
        _ => sampled::chain_game(chain, sampling),
    }
}
