//! How the truth lab is set, and the text that stays with the tab through a reload. It knows nothing of a file.

use std::fmt;

use crate::domain::{lab::Knobs, uncertainty::draw::LARGEST_SEED};

/// Sample sizes to choose from.
pub const SIZES: [u32; 7] = [60, 125, 250, 500, 1_000, 2_000, 5_000];

/// Repetitions to choose from.
pub const REPETITIONS: [u32; 4] = [50, 100, 200, 400];

/// Most worlds that there are to choose from: what is beyond is no setup.
const MOST_WORLDS: usize = 16;

/// The most that a knob is turned to.
pub const MOST_TIMES: f64 = 2.0;

/// What is chosen in the lab.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LabSetup {
    /// A scenario's number, or one of the worlds of the open dataset behind them.
    pub world: usize,
    /// Place among [`SIZES`].
    pub size: usize,
    /// Place among [`REPETITIONS`].
    pub repetitions: usize,
    pub knobs: Knobs,
    pub seed: u64,
}

impl LabSetup {
    /// What the text says; `None` of a text that was not written by [`LabSetup::to_string`] in this form.
    pub fn read(text: &str) -> Option<LabSetup> {
        let parts: Vec<&str> = text.split(' ').collect();
        let [world, size, repetitions, effect, noise, seed] = parts[..] else { return None };
        let below = |text: &str, bound: usize| text.parse().ok().filter(|place| *place < bound);
        let knob = |text: &str| text.parse().ok().filter(|times| (0.0..=MOST_TIMES).contains(times));
        Some(LabSetup {
            world: below(world, MOST_WORLDS)?,
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
        let setup = LabSetup { world: 8, size: 6, repetitions: 3, knobs, seed: LARGEST_SEED };
        assert_eq!(setup.to_string(), "8 6 3 0.30000000000000004 2 9007199254740991");
        assert_eq!(LabSetup::read(&setup.to_string()), Some(setup));
    }

    #[test]
    fn what_is_no_setup_is_not_taken_for_one() {
        let texts = [
            "",
            "1 4 1 1 1",
            "1 4 1 1 1 7 7",
            "16 4 1 1 1 7",
            "1 7 1 1 1 7",
            "1 4 4 1 1 7",
            "1 4 1 2.1 1 7",
            "1 4 1 -0.1 1 7",
            "1 4 1 NaN 1 7",
            "1 4 1 1 inf 7",
            "1 4 1 1 1 9007199254740992",
            "1 4 1 1 1 -1",
            "one 4 1 1 1 7",
        ];
        for text in texts {
            assert_eq!(LabSetup::read(text), None, "{text}");
        }
        assert!(LabSetup::read("1 4 1 1 1 7").is_some());
    }
}
