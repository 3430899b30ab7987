//! Regenerations: the journeys of the same leads by the same playbook, drawn anew.

use crate::domain::{
    channel::TooManyChannels,
    playbook::{
        Playbook, Value,
        plan::{Decides, Plan},
    },
    uncertainty::draw::{LARGEST_SEED, mixed},
};

/// The seed of a regeneration: that of number 0 is the seed itself, so that it is the one that the page shows. Two playbooks
/// with one seed are played with the same draws in regenerations of one number.
pub fn seed_of(seed: u64, regeneration: u32) -> u64 {
    match regeneration {
        0 => seed,
        number => mixed(mixed(seed) ^ u64::from(number)) & LARGEST_SEED,
    }
}

/// The playbook of a regeneration with this seed: parameters that were estimated are drawn anew, in the first one too.
pub fn played(playbook: &Playbook, seed: u64) -> Playbook {
    playbook.redrawn(seed)
}

/// Whether a playbook leaves nothing to chance, so that all its regenerations are one.
pub fn is_certain(playbook: &Playbook) -> Result<bool, TooManyChannels> {
    let channels = playbook.channels()?;
    let certain = playbook.every_rule().all(|rule| {
        let plan = Plan::of(rule, &channels);
        plan.is_fixed() && matches!(plan.decides, Decides::SiiAtLeast(_))
    });
    let value = match &playbook.value {
        Value::ShareOfProperty(_) | Value::Unknown => true,
        Value::Amount(distribution) => distribution.is_fixed(),
    };
    Ok(certain && value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::playbook::{Chance, Course, Distribution, When};

    #[test]
    fn the_first_regeneration_has_the_seed_itself_and_no_other_has_it() {
        assert_eq!(seed_of(7, 0), 7);
        let mut seeds: Vec<u64> = (0..1_000).map(|number| seed_of(7, number)).collect();
        assert!(seeds.iter().all(|seed| *seed <= LARGEST_SEED));
        seeds.sort_unstable();
        seeds.dedup();
        assert_eq!(seeds.len(), 1_000);
        assert_ne!(seed_of(7, 1), seed_of(8, 1));
    }

    #[test]
    fn whatever_is_drawn_makes_a_playbook_uncertain() {
        let default = Playbook::default();
        assert_eq!(is_certain(&default), Ok(true));
        let mut by_chance = default.clone();
        by_chance.any_other.conversion.when = When::Chance(Chance::constant(0.5));
        assert_eq!(is_certain(&by_chance), Ok(false));
        let mut maybe_touched = default.clone();
        if let Course::Touches(touches) = &mut maybe_touched.rules[0].rule.course {
            touches[1].probability = 0.5;
        }
        assert_eq!(is_certain(&maybe_touched), Ok(false));
        let mut worth = default.clone();
        worth.value = Value::Amount(Distribution::Exponential { mean: 10.0 });
        assert_eq!(is_certain(&worth), Ok(false));
    }
}
