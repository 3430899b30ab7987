//! Draws that depend on the seed, the lead and the rule alone: neither on the order of rows nor on what else is drawn.

use xxhash_rust::xxh3::xxh3_64;

use crate::domain::uncertainty::draw::{Draws, mixed};

/// A lead's stream in one regeneration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stream(u64);

/// What is drawn in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule(u64);

impl Stream {
    /// Of a seed and a lead's key ([`crate::domain::lead::Leads::key`]).
    pub fn of(seed: u64, lead: u64) -> Stream {
        Stream(mixed(mixed(seed) ^ lead))
    }

    /// Uniform in [0, 1).
    pub fn uniform(self, rule: Rule) -> f64 {
        (mixed(self.0 ^ rule.0) >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// For what takes more than one number.
    pub fn draws(self, rule: Rule) -> Draws {
        Draws::of_state(mixed(self.0 ^ rule.0))
    }
}

impl Rule {
    pub const CONVERSION: Rule = Rule(0x636f_6e76_6572_7400);
    pub const CONVERSION_DELAY: Rule = Rule(0x636f_6e76_6465_6c61);
    pub const CLOSING: Rule = Rule(0x636c_6f73_696e_6700);
    pub const VALUE: Rule = Rule(0x7661_6c75_6500_0000);

    /// Whether the so-and-so-many-th touch of this channel in the list is made. Named by its channel, not by its place, so
    /// that a touch put in before it changes none of its draws.
    pub fn made(channel: &str, occurrence: u32) -> Rule {
        Rule::of_touch(channel, occurrence, 1)
    }

    pub fn delay(channel: &str, occurrence: u32) -> Rule {
        Rule::of_touch(channel, occurrence, 2)
    }

    pub fn stop(channel: &str, occurrence: u32) -> Rule {
        Rule::of_touch(channel, occurrence, 3)
    }

    /// What follows in a chain at this place, from 0.
    pub fn next(place: u32) -> Rule {
        Rule(mixed(0x6e65_7874 << 32 | u64::from(place)))
    }

    /// How long that takes.
    pub fn wait(place: u32) -> Rule {
        Rule(mixed(0x7761_6974 << 32 | u64::from(place)))
    }

    fn of_touch(channel: &str, occurrence: u32, what: u64) -> Rule {
        Rule(mixed(xxh3_64(channel.as_bytes()) ^ (u64::from(occurrence) << 8 | what)))
    }
}
