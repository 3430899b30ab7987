//! Playbooks learnt from observed journeys: a chain of touches, delays, and conversions by log-odds, for each persona that has
//! enough journeys.
//!
//! **Associations are taken as if they were effects.** Journeys that hold a channel may convert more often because of it, or
//! because it follows intent, or because of whom it reaches; observed journeys cannot tell which, and the fitted effects are
//! right for the first case alone. What would tell is a holdout.

mod course;
pub mod fidelity;
mod intercept;
mod job;
mod limits;
mod logistic;
mod notes;
mod outcome;
mod pass;
mod shown;
mod simulation;
mod spread;
mod sums;
mod tally;
#[cfg(test)]
mod tests;

use super::Playbook;
use crate::{
    domain::{dataset::DEFAULT_SEED, study::proportion::Proportion},
    pack::Pack,
};
pub use fidelity::Fidelity;
pub use job::{FitJob, fit};

/// Channels at most: more make no playbook that anybody reads.
pub const MOST_CHANNELS: usize = 64;
/// Personas with a rule of their own at most, those with the most journeys. Of many channels they are fewer, so that the
/// playbook is sound.
pub const MOST_PERSONAS: usize = 50;
/// A fitted chain makes at most so many touches.
pub const MOST_TOUCHES: u32 = 100;
/// Personas that are named to follow the pooled rule at most, where any other persona does not.
const MOST_NAMED: usize = 100;

/// What is stated beside every fit.
#[derive(Clone, Copy, Debug, PartialEq, Pack)]
pub struct FitOptions {
    /// A persona has a rule of its own with at least so many journeys and conversions, and a null journey. The same
    /// numbers are asked of all journeys.
    pub enough_journeys: u32,
    pub enough_conversions: u32,
    /// Transitions as in the pooled row that a persona's row begins with.
    pub smoothing: f64,
    /// Standard deviation, in log-odds, of the prior of effects; above 0.
    pub effect_prior: f64,
    /// Delays and values of which there are fewer are pooled, and no log-normal distribution is fitted to them.
    pub enough_gaps: u32,
    /// Journeys made for each observed one to see how well the playbook makes them; and of all, at most.
    pub made_for_each: u32,
    pub most_made: u32,
    pub seed: u64,
}

/// A playbook, what was assumed for it, and how well it makes what it was fitted to.
#[derive(Clone, Debug, PartialEq, Pack)]
pub struct Fitted {
    pub playbook: Playbook,
    /// Plain sentences: what was smoothed, pooled and assumed.
    pub notes: Vec<String>,
    pub fidelity: Fidelity,
}

/// Why no playbook is fitted.
#[derive(Clone, Debug, PartialEq, Eq, Pack)]
pub struct FitRefused {
    pub words: String,
}

/// Journeys that a rule was fitted to.
#[derive(Clone, Debug, PartialEq, Eq, Pack)]
pub enum Whom {
    All,
    /// A persona with a rule of its own.
    Persona(String),
    WithoutPersona,
    /// Those that follow the pooled rule.
    Pooled,
}

impl Default for FitOptions {
    fn default() -> FitOptions {
        FitOptions {
            enough_journeys: 30,
            enough_conversions: 10,
            smoothing: 5.0,
            effect_prior: 1.0,
            enough_gaps: 30,
            made_for_each: 20,
            most_made: 200_000,
            seed: DEFAULT_SEED,
        }
    }
}

impl FitOptions {
    fn is_enough(&self, of: Proportion) -> bool {
        of.journeys >= self.enough_journeys && of.conversions >= self.enough_conversions.max(1) && of.nulls() > 0
    }
}

impl std::fmt::Display for FitRefused {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&self.words)
    }
}

impl std::error::Error for FitRefused {}

impl Whom {
    /// As it stands in a sentence.
    pub fn words(&self) -> String {
        match self {
            Whom::All => "all journeys".to_owned(),
            Whom::Persona(name) => format!("journeys of {name}"),
            Whom::WithoutPersona => "journeys without a persona".to_owned(),
            Whom::Pooled => "journeys by the pooled rule".to_owned(),
        }
    }
}
