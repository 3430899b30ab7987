//! Shapley values of the chain game: the worth of a coalition is the probability that a
//! journey converts when every channel outside it leads to NULL. Always of order 1.
//!
//! Exact up to [`EXACT_CHANNELS`]; above that by sampled orders, with their error.

mod exact;
mod sampled;

use super::chain::Chain;

pub use exact::EXACT_CHANNELS;
pub use sampled::Sampling;

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
}

/// Shapley values of the chain game: exact where they can be, else sampled as `sampling` says.
pub fn chain_game(chain: &Chain, sampling: &Sampling) -> ChainGame {
    match chain.channels() {
        few if few <= EXACT_CHANNELS => exact::chain_game(chain),
        _ => sampled::chain_game(chain, sampling),
    }
}
