//! Playbooks: the rules that make journeys from leads, as data. Journeys that are made by one restate its rules.

pub mod chain;
pub mod chance;
pub mod check;
mod covariance;
pub mod default;
pub mod difference;
pub mod distribution;
pub mod draws;
pub mod fit;
pub mod json;
pub mod plan;
mod redrawn;
pub mod words;

use serde::{Deserialize, Serialize};

use crate::pack::Pack;

use super::{
    channel::{Channels, TooManyChannels},
    lead::Cents,
};
pub use chain::{Chain, ChainStep, Next, Row};
pub use chance::{Chance, Effect, Synergy};
pub use distribution::{Delay, Distribution, Since, Unit};

/// The form of a playbook's JSON.
pub const SCHEMA: u32 = 1;

/// Rules by persona, and by play where they differ.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Pack)]
#[serde(deny_unknown_fields)]
pub struct Playbook {
    /// [`SCHEMA`] of the version that wrote it.
    pub schema: u32,
    pub name: String,
    /// The event that the journeys answer to.
    pub event_id: String,
    /// The instant from which delays count, in seconds since 1970-01-01 00:00 UTC.
    pub start_unix_seconds: i64,
    pub rules: Vec<RuleOf>,
    /// The rule of every persona that `rules` does not name.
    pub any_other: Rule,
    pub value: Value,
}

/// The rule of a persona, or of those of its leads that have this play.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Pack)]
#[serde(deny_unknown_fields)]
pub struct RuleOf {
    pub persona: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub play: Option<String>,
    pub rule: Rule,
}

/// What happens to a lead, and what makes it convert.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Pack)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    pub course: Course,
    pub conversion: Conversion,
}

/// By what touches follow each other.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Pack)]
#[serde(rename_all = "snake_case")]
pub enum Course {
    /// One after the other, each of which may be made or not.
    Touches(Vec<PlannedTouch>),
    /// Each by the one before.
    Chain(Chain),
}

/// A touch that may be made.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Pack)]
#[serde(deny_unknown_fields)]
pub struct PlannedTouch {
    pub channel: String,
    /// That it is made, where its turn comes; 0 to 1.
    #[serde(default = "certain", deserialize_with = "json::exact", skip_serializing_if = "is_certain")]
    pub probability: f64,
    pub delay: Delay,
    /// The touch that is tried where this one is not made: its number in the list, from 1. It stands further down, and is
    /// made for no other reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub otherwise: Option<u32>,
    /// That no touch further down the list is made once this one is; 0 to 1.
    #[serde(default, deserialize_with = "json::exact", skip_serializing_if = "is_never")]
    pub stop: f64,
}

/// When a lead converts, and the touch that follows from it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Pack)]
#[serde(deny_unknown_fields)]
pub struct Conversion {
    pub when: When,
    /// When it happens: no earlier than the last touch.
    pub delay: Delay,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closing: Option<Closing>,
}

/// What decides it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Pack)]
#[serde(rename_all = "snake_case")]
pub enum When {
    /// The StormOps Impact Index alone.
    #[serde(deserialize_with = "json::exact")]
    SiiAtLeast(f64),
    /// A probability.
    Chance(Chance),
}

/// A touch at the time of the conversion that follows intent and has no effect: it is decided first who converts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Pack)]
#[serde(deny_unknown_fields)]
pub struct Closing {
    pub channel: String,
    /// That it is made where the lead converts, and where it does not; 0 to 1.
    #[serde(default = "certain", deserialize_with = "json::exact")]
    pub if_converts: f64,
    #[serde(default, deserialize_with = "json::exact")]
    pub if_not: f64,
}

/// What a conversion is worth.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Pack)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// Basis points of the property's estimated value; not known where that is not.
    ShareOfProperty(u32),
    /// In units of the currency.
    Amount(Distribution),
    /// Nobody knows.
    Unknown,
}

fn certain() -> f64 {
    1.0
}

fn is_certain(probability: &f64) -> bool {
    *probability == 1.0
}

fn is_never(probability: &f64) -> bool {
    *probability == 0.0
}

impl Playbook {
    /// The rule of a persona's leads with this play, and whether it is the persona's own.
    pub fn rule(&self, persona: &str, play: Option<&str>) -> (&Rule, bool) {
        let of = |play: Option<&str>| {
            self.rules.iter().find(|known| known.persona == persona && known.play.as_deref() == play)
        };
        match play.and_then(|play| of(Some(play))).or_else(|| of(None)) {
            Some(found) => (&found.rule, true),
            None => (&self.any_other, false),
        }
    }

    /// Whether there is a rule for all leads of the persona: where there is one for some of its plays alone, its others follow
    /// `any_other`.
    pub fn names(&self, persona: &str) -> bool {
        self.rules.iter().any(|known| known.persona == persona && known.play.is_none())
    }

    /// Every rule, `any_other` last.
    pub fn every_rule(&self) -> impl Iterator<Item = &Rule> {
        self.rules.iter().map(|of| &of.rule).chain([&self.any_other])
    }

    /// The channels of all touches that can be made.
    pub fn channels(&self) -> Result<Channels, TooManyChannels> {
        Channels::new(self.every_rule().flat_map(Rule::channels))
    }
}

impl Rule {
    /// The channels of its touches, with repeats.
    pub fn channels(&self) -> Vec<&str> {
        let mut channels: Vec<&str> = match &self.course {
            Course::Touches(touches) => touches.iter().map(|touch| touch.channel.as_str()).collect(),
            Course::Chain(chain) => chain.steps.iter().map(|step| step.channel.as_str()).collect(),
        };
        channels.extend(self.conversion.closing.iter().map(|closing| closing.channel.as_str()));
        channels
    }
}

impl Value {
    /// That of a property of this estimated value, where nothing is drawn: cents, half a cent rounded up.
    pub(super) fn of_property(basis_points: u32, estimated: Cents) -> Cents {
        let scaled = i128::from(estimated.0) * i128::from(basis_points);
        Cents(((scaled + 5_000) / 10_000) as i64)
    }
}

impl PlannedTouch {
    /// A touch that is always made, so many hours after the start.
    pub fn fixed(channel: &str, hours: f64) -> PlannedTouch {
        PlannedTouch {
            channel: channel.to_owned(),
            probability: 1.0,
            delay: Delay::hours(hours),
            otherwise: None,
            stop: 0.0,
        }
    }
}
