//! How the truth lab is set, and the text that stays with the tab through a reload. It knows nothing of a file.

use std::fmt;

use super::study::World;
use crate::domain::{
    lab::{Knobs, Scenario},
    uncertainty::draw::LARGEST_SEED,
};

/// Sample sizes to choose from.
pub const SIZES: [u32; 7] = [60, 125, 250, 500, 1_000, 2_000, 5_000];

/// Repetitions to choose from.
pub const REPETITIONS: [u32; 4] = [50, 100, 200, 400];

/// The scenario that is chosen at first.
const FIRST_WORLD: &str = "one-strong-channel";

/// The most that a knob is turned to.
pub const MOST_TIMES: f64 = 2.0;

/// What is chosen in the lab.
#[derive(Clone, Debug, PartialEq)]
pub struct LabSetup {
    /// The world's name ([`World::name`]). That of an open dataset is kept where there is none for now.
    pub world: String,
    /// Place among [`SIZES`].
    pub size: usize,
    /// Place among [`REPETITIONS`].
    pub repetitions: usize,
    pub knobs: Knobs,
    pub seed: u64,
}

impl LabSetup {
    /// As the lab is set at first, with this seed.
    pub fn first(seed: u64) -> LabSetup {
        LabSetup { world: FIRST_WORLD.to_owned(), size: 4, repetitions: 1, knobs: Knobs::default(), seed }
    }

    /// What the text says; `None` of a text that was not written by [`LabSetup::to_string`] in this form.
    pub fn read(text: &str) -> Option<LabSetup> {
        let parts: Vec<&str> = text.split(' ').collect();
        let [world, size, repetitions, effect, noise, seed] = parts[..] else { return None };
        let below = |text: &str, bound: usize| text.parse().ok().filter(|place| *place < bound);
        let is_world = World::OF_DATASET.contains(&world) || Scenario::named(world, Knobs::default()).is_some();
        let knob = |text: &str| text.parse().ok().filter(|times| (0.0..=MOST_TIMES).contains(times));
        Some(LabSetup {
            world: is_world.then(|| world.to_owned())?,
            size: below(size, SIZES.len())?,
            repetitions: below(repetitions, REPETITIONS.len())?,
            knobs: Knobs { effect: knob(effect)?, noise: knob(noise)? },
            seed: seed.parse().ok().filter(|seed| *seed <= LARGEST_SEED)?,
        })
    }
}

impl fmt::Display for LabSetup {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let LabSetup { world, size, repetitions, knobs, seed } = self;
        write!(out, "{world} {size} {repetitions} {} {} {seed}", knobs.effect, knobs.noise)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_setup_is_found_again_from_its_text() {
        let knobs = Knobs { effect: 0.1 + 0.2, noise: 2.0 };
        let setup = LabSetup { world: "learnt".to_owned(), size: 6, repetitions: 3, knobs, seed: LARGEST_SEED };
        assert_eq!(setup.to_string(), "learnt 6 3 0.30000000000000004 2 9007199254740991");
        assert_eq!(LabSetup::read(&setup.to_string()), Some(setup));
    }

    #[test]
    fn what_is_no_setup_is_not_taken_for_one() {
        let texts = [
            "",
            "saturation 4 1 1 1",
            "saturation 4 1 1 1 7 7",
            "1 4 1 1 1 7",
            " 4 1 1 1 7",
            "saturation 7 1 1 1 7",
            "saturation 4 4 1 1 7",
            "saturation 4 1 2.1 1 7",
            "saturation 4 1 -0.1 1 7",
            "saturation 4 1 NaN 1 7",
            "saturation 4 1 1 inf 7",
            "saturation 4 1 1 1 9007199254740992",
            "saturation 4 1 1 1 -1",
            "saturation one 1 1 1 7",
        ];
        for text in texts {
            assert_eq!(LabSetup::read(text), None, "{text}");
        }
        assert!(LabSetup::read("saturation 4 1 1 1 7").is_some());
    }

    #[test]
    fn every_world_is_found_again_by_its_name() {
        let scenarios = Scenario::all(Knobs::default()).into_iter().map(|of| World::Scenario(of.name.to_owned()));
        let of_dataset = [World::Playbook(Box::default()), World::Learnt];
        for world in scenarios.chain(of_dataset) {
            let setup = LabSetup { world: world.name().to_owned(), ..LabSetup::first(7) };
            assert_eq!(LabSetup::read(&setup.to_string()), Some(setup));
        }
        let first = LabSetup::first(7);
        assert_eq!(LabSetup::read(&first.to_string()), Some(first));
    }
}
