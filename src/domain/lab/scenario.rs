//! Scenarios ready to run, each a playbook whose effects are known, and the knobs that turn them.

mod parts;
mod worlds;

use crate::{
    domain::playbook::{Playbook, Rule, When},
    pack::Pack,
};

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
    /// A playbook with its knobs turned. Thresholds on SII have neither effects nor a slope, and stay.
    pub fn applied(&self, playbook: &Playbook) -> Playbook {
        let mut turned = playbook.clone();
        turned.rules.iter_mut().for_each(|of| self.turn(&mut of.rule));
        self.turn(&mut turned.any_other);
        turned
    }

    fn turn(&self, rule: &mut Rule) {
        if let When::Chance(chance) = &mut rule.conversion.when {
            chance.sii_slope *= self.noise;
            chance.effects.iter_mut().for_each(|effect| effect.log_odds *= self.effect);
            chance.synergies.iter_mut().for_each(|synergy| synergy.log_odds *= self.effect);
        }
    }
}

impl Scenario {
    /// All of them, in the order in which they are shown, with their knobs turned.
    pub fn all(knobs: Knobs) -> Vec<Scenario> {
        let turned = |scenario: Scenario| Scenario { playbook: knobs.applied(&scenario.playbook), ..scenario };
        worlds::all().map(turned).into()
    }

    pub fn named(name: &str, knobs: Knobs) -> Option<Scenario> {
        Scenario::all(knobs).into_iter().find(|scenario| scenario.name == name)
    }
}

#[cfg(test)]
mod tests;
