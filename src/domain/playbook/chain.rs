//! A course in which each touch depends on the one before: what is learnt from observed journeys.

use serde::{Deserialize, Serialize};

use crate::pack::Pack;

use super::Delay;

/// Where journeys begin, and what follows each touch. A journey ends where nothing follows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Pack)]
#[serde(deny_unknown_fields)]
pub struct Chain {
    /// The first touch, at the start of the journey.
    pub start: Row,
    /// One of each channel.
    pub steps: Vec<ChainStep>,
    /// Most touches of a journey.
    pub most: u32,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Pack)]
#[serde(deny_unknown_fields)]
pub struct ChainStep {
    pub channel: String,
    /// Since the touch before it, where it is not the first.
    pub delay: Delay,
    /// What follows it.
    pub next: Row,
}

/// Probabilities that sum to at most 1; what is missing is that nothing follows.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Pack)]
#[serde(deny_unknown_fields)]
pub struct Row {
    pub to: Vec<Next>,
    /// How many observed transitions it was estimated from, where it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<u32>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Pack)]
#[serde(deny_unknown_fields)]
pub struct Next {
    pub channel: String,
    #[serde(deserialize_with = "super::json::exact")]
    pub probability: f64,
}
