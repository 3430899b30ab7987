//! The probability of a conversion: logistic in SII, with effects of channels.

use serde::{Deserialize, Serialize};

use super::plan::At;
use crate::{
    domain::channel::{ChannelId, Channels},
    pack::Pack,
};

/// log-odds = logit(base rate) + slope x (SII - centre) + effects of the touches + synergies.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Pack)]
#[serde(deny_unknown_fields)]
pub struct Chance {
    /// Probability of conversion at the centre without any touch; above 0 and below 1.
    #[serde(deserialize_with = "super::json::exact")]
    pub base_rate: f64,
    /// The SII at which the base rate holds.
    #[serde(default, deserialize_with = "super::json::exact")]
    pub sii_centre: f64,
    /// Log-odds a point of SII.
    #[serde(default, deserialize_with = "super::json::exact")]
    pub sii_slope: f64,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub effects: Vec<Effect>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub synergies: Vec<Synergy>,
    /// From how many journeys it was estimated, where it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<u32>,
    /// Covariance of the estimates in log-odds: of the effects in their order, of the slope, and of logit(base rate). The
    /// lower triangle by rows, each with its diagonal: (n + 2)(n + 3) / 2 numbers for n effects.
    #[serde(default, deserialize_with = "super::json::exact_list", skip_serializing_if = "Option::is_none")]
    pub covariance: Option<Vec<f64>>,
}

/// What touches of a channel do.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Pack)]
#[serde(deny_unknown_fields)]
pub struct Effect {
    pub channel: String,
    /// Log-odds of the first touch.
    #[serde(deserialize_with = "super::json::exact")]
    pub log_odds: f64,
    /// What each further touch adds, as a part of what the one before added: 1 for no saturation, 0 where only the first
    /// one counts.
    #[serde(default = "unsaturated", deserialize_with = "super::json::exact")]
    pub saturation: f64,
}

/// What two channels do together, beside what each does.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Pack)]
#[serde(deny_unknown_fields)]
pub struct Synergy {
    pub channels: [String; 2],
    /// Log-odds where a journey holds both.
    #[serde(deserialize_with = "super::json::exact")]
    pub log_odds: f64,
}

/// The same with its channels numbered.
#[derive(Clone, Debug)]
pub struct NumberedChance {
    base: f64,
    centre: f64,
    slope: f64,
    effects: Vec<(ChannelId, Effect)>,
    synergies: Vec<(ChannelId, ChannelId, f64)>,
}

fn unsaturated() -> f64 {
    1.0
}

/// ln(p / (1 - p)).
pub fn logit(probability: f64) -> f64 {
    libm::log(probability / (1.0 - probability))
}

/// 1 / (1 + e^-x).
pub fn logistic(log_odds: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-log_odds))
}

impl Chance {
    /// The same rate for every lead, whatever touches it.
    pub fn constant(base_rate: f64) -> Chance {
        Chance {
            base_rate,
            sii_centre: 0.0,
            sii_slope: 0.0,
            effects: Vec::new(),
            synergies: Vec::new(),
            evidence: None,
            covariance: None,
        }
    }
}

impl Effect {
    /// Log-odds of so many touches: the sum of a geometric series.
    pub fn of_touches(&self, touches: u32) -> f64 {
        let mut added = self.log_odds;
        let mut sum = 0.0;
        for _ in 0..touches {
            sum += added;
            added *= self.saturation;
        }
        sum
    }
}

impl NumberedChance {
    pub(super) fn of(chance: &Chance, channels: &Channels) -> NumberedChance {
        let effect = |effect: &Effect| Some((channels.find(&effect.channel)?, effect.clone()));
        NumberedChance {
            base: logit(chance.base_rate),
            centre: chance.sii_centre,
            slope: chance.sii_slope,
            effects: chance.effects.iter().filter_map(effect).collect(),
            synergies: chance
                .synergies
                .iter()
                .filter_map(|of| Some((channels.find(&of.channels[0])?, channels.find(&of.channels[1])?, of.log_odds)))
                .collect(),
        }
    }

    pub(super) fn log_odds(&self, sii: f64, touches: &[At]) -> f64 {
        let count = |channel: ChannelId| touches.iter().filter(|(of, _)| *of == channel).count() as u32;
        self.touched(self.untouched(sii), count)
    }

    /// Log-odds of a lead with this SII without any touch.
    pub fn untouched(&self, sii: f64) -> f64 {
        self.base + self.slope * (sii - self.centre)
    }

    /// Log-odds with so many touches of each channel, from those without any.
    pub fn touched(&self, untouched: f64, count: impl Fn(ChannelId) -> u32) -> f64 {
        let mut sum = untouched;
        for (channel, effect) in &self.effects {
            sum += effect.of_touches(count(*channel));
        }
        for (one, other, log_odds) in &self.synergies {
            if count(*one) > 0 && count(*other) > 0 {
                sum += log_odds;
            }
        }
        sum
    }
}
