//! Scenarios ready to run, each a playbook whose effects are known, and the knobs that turn them.

use crate::{domain::playbook::Playbook, pack::Pack};

use super::Population;

/// A playbook with known effects and the population that it befalls.
#[derive(Clone, Debug, PartialEq)]
pub struct Scenario {
    /// In kebab case.
    pub name: &'static str,
    pub title: &'static str,
    /// What it teaches, in a few sentences.
    pub teaches: &'static str,
    pub playbook: Playbook,
    pub population: Population,
}

/// How strongly a playbook's rules speak.
#[derive(Clone, Copy, Debug, PartialEq, Pack)]
pub struct Knobs {
    /// Multiplies every log-odds of channels and synergies; 1 as it stands.
    pub effect: f64,
    /// How much of who converts is decided by the lead alone: multiplies the slope in SII; 1 as it stands.
    pub noise: f64,
}

impl Default for Knobs {
    fn default() -> Knobs {
        Knobs { effect: 1.0, noise: 1.0 }
    }
}

impl Knobs {
    /// A playbook with its knobs turned.
    pub fn applied(&self, playbook: &Playbook) -> Playbook {
        playbook.clone()
    }
}

impl Scenario {
    /// All of them, in the order in which they are shown.
    pub fn all(_knobs: Knobs) -> Vec<Scenario> {
        Vec::new()
    }

    pub fn named(name: &str, knobs: Knobs) -> Option<Scenario> {
        Scenario::all(knobs).into_iter().find(|scenario| scenario.name == name)
    }
}
