//! Context weights: what an analyst believes of personas, plays and channels, laid over the counts.
//!
//! Persona and play weights multiply whole journeys. A channel's weight multiplies the transitions
//! *into* it; a factor on a whole row would cancel. Then p is no longer the empirical rate. How
//! strongly they count is lambda: each weight is raised to its power. Weights are kept within bounds in
//! which no product of them comes near the limits of a number.

use std::{fmt, ops::RangeInclusive};

use crate::pack::Pack;
use serde::Serialize;

/// Strengths at which the sweep looks.
pub const LAMBDAS: [f64; 8] = [0.0, 0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0];

/// What a weight may be.
const WEIGHTS: RangeInclusive<f64> = 0.001..=1_000.0;

const MOST_LAMBDA: f64 = 2.0;

/// Weights by name; what is not named has 1.
#[derive(Clone, Debug, PartialEq, Serialize, Pack)]
pub struct ContextWeights {
    pub personas: Vec<(String, f64)>,
    pub plays: Vec<(String, f64)>,
    pub channels: Vec<(String, f64)>,
    pub lambda: f64,
}

/// A weight that is none.
#[derive(Clone, Debug, PartialEq)]
pub enum ContextError {
    Weight { name: String, weight: f64 },
    Lambda(f64),
}

impl Default for ContextWeights {
    fn default() -> ContextWeights {
        ContextWeights { personas: Vec::new(), plays: Vec::new(), channels: Vec::new(), lambda: 1.0 }
    }
}

impl ContextWeights {
    pub fn check(&self) -> Result<(), ContextError> {
        let mut all = self.personas.iter().chain(&self.plays).chain(&self.channels);
        if let Some((name, weight)) = all.find(|(_, weight)| !WEIGHTS.contains(weight)) {
            return Err(ContextError::Weight { name: name.clone(), weight: *weight });
        }
        match (0.0..=MOST_LAMBDA).contains(&self.lambda) {
            true => Ok(()),
            false => Err(ContextError::Lambda(self.lambda)),
        }
    }

    /// Whether any weight is other than 1.
    pub fn is_set(&self) -> bool {
        self.personas.iter().chain(&self.plays).chain(&self.channels).any(|(_, weight)| *weight != 1.0)
    }
}

/// The weight of a name in a list, 1 where it is not named.
pub fn weight_of(weights: &[(String, f64)], name: &str) -> f64 {
    weights.iter().find(|(known, _)| known == name).map_or(1.0, |(_, weight)| *weight)
}

/// A weight at a strength; 1 stays 1 to the bit.
pub fn at_strength(weight: f64, lambda: f64) -> f64 {
    if weight == 1.0 { 1.0 } else { libm::pow(weight, lambda) }
}

impl fmt::Display for ContextError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ContextError::Weight { name, weight } => {
                write!(
                    out,
                    "the weight of {name} is {weight}; it must be from {} to {}",
                    WEIGHTS.start(),
                    WEIGHTS.end()
                )
            }
            ContextError::Lambda(lambda) => write!(out, "lambda is {lambda}; it must be from 0 to {MOST_LAMBDA}"),
        }
    }
}

impl std::error::Error for ContextError {}
