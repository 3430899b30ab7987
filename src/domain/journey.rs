//! Journeys: who was touched by what, when, and whether it ended in a conversion.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::{
    channel::{ChannelId, Channels, TooManyChannels},
    lead::{Cents, Lead, Leads},
    playbook::{PlannedTouch, Playbook, Rule},
};

const SECONDS_PER_HOUR: i64 = 3_600;

/// Where journeys come from. The two are never mixed unmarked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Origin {
    /// Made from leads by a playbook.
    Synthetic,
    /// Read from touchpoints.
    Observed,
}

/// One touchpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Touch {
    pub channel: ChannelId,
    /// Seconds since 1970-01-01 00:00 UTC.
    pub at: i64,
}

/// One lead's journey. Persona, play, ZIP and SII stand in the lead.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Journey {
    pub lead: u32,
    /// Index into [`Journeys::paths`].
    pub path: u32,
    first_touch: u32,
    touches: u32,
    pub conversion: Option<Conversion>,
}

/// A conversion and, where it is known, its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Conversion {
    pub value: Option<Cents>,
}

/// The journeys of a dataset.
#[derive(Clone, Debug, PartialEq)]
pub struct Journeys {
    pub origin: Origin,
    pub channels: Channels,
    /// Distinct sequences of channels.
    pub paths: Vec<Box<[ChannelId]>>,
    pub rows: Vec<Journey>,
    touches: Vec<Touch>,
}

impl Journeys {
    /// Makes every lead's journey by the playbook. Journeys stand in the order of the leads.
    pub fn synthesise(leads: &Leads, playbook: &Playbook) -> Result<Journeys, TooManyChannels> {
        let channels = playbook.channels()?;
        let mut paths = Vec::new();
        let plans = Plans::new(playbook, &channels, &mut paths);
        let by_persona: Vec<&Plan> = leads.personas.iter().map(|(_, persona)| plans.of(persona)).collect();
        let mut touches = Vec::new();
        let mut rows = Vec::with_capacity(leads.len());
        for (index, lead) in leads.rows().iter().enumerate() {
            let outcome = by_persona[lead.persona.index()].outcome(lead);
            rows.push(Journey {
                lead: index as u32,
                path: outcome.path,
                first_touch: touches.len() as u32,
                touches: outcome.touches.len() as u32,
                conversion: outcome.converts.then(|| Conversion {
                    value: lead.estimated_value.map(|estimated| playbook.conversion_value(estimated)),
                }),
            });
            touches.extend_from_slice(&outcome.touches);
        }
        Ok(Journeys { origin: Origin::Synthetic, channels, paths, rows, touches })
    }

    /// The touches of a journey, in order of time.
    pub fn touches(&self, journey: &Journey) -> &[Touch] {
        &self.touches[journey.first_touch as usize..][..journey.touches as usize]
    }

    /// Touches of all journeys.
    pub fn touch_count(&self) -> usize {
        self.touches.len()
    }
}

/// A playbook with its channels and paths numbered.
struct Plans<'a> {
    by_persona: HashMap<&'a str, Plan>,
    any_other: Plan,
}

struct Plan {
    sii_at_least: f64,
    converted: Outcome,
    not_converted: Outcome,
}

struct Outcome {
    converts: bool,
    path: u32,
    touches: Vec<Touch>,
}

impl<'a> Plans<'a> {
    fn new(playbook: &'a Playbook, channels: &Channels, paths: &mut Vec<Box<[ChannelId]>>) -> Plans<'a> {
        let mut plan = |rule: &Rule| {
            let made = |planned: &PlannedTouch| {
                let at = playbook.start_unix_seconds + i64::from(planned.after_hours) * SECONDS_PER_HOUR;
                channels.find(&planned.channel).map(|channel| Touch { channel, at })
            };
            let mut touches: Vec<Touch> = rule.touches.iter().filter_map(made).collect();
            let not_converted = Outcome { converts: false, path: number(paths, &touches), touches: touches.clone() };
            touches.extend(made(&rule.conversion.touch));
            let converted = Outcome { converts: true, path: number(paths, &touches), touches };
            Plan { sii_at_least: rule.conversion.sii_at_least, converted, not_converted }
        };
        let by_persona = playbook.rules.iter().map(|(persona, rule)| (persona.as_str(), plan(rule))).collect();
        Plans { by_persona, any_other: plan(&playbook.any_other) }
    }

    fn of(&self, persona: &str) -> &Plan {
        self.by_persona.get(persona).unwrap_or(&self.any_other)
    }
}

impl Plan {
    fn outcome(&self, lead: &Lead) -> &Outcome {
        match lead.sii >= self.sii_at_least {
            true => &self.converted,
            false => &self.not_converted,
        }
    }
}

/// The number of a path among the distinct ones, adding it when it is new.
fn number(paths: &mut Vec<Box<[ChannelId]>>, touches: &[Touch]) -> u32 {
    let path: Box<[ChannelId]> = touches.iter().map(|touch| touch.channel).collect();
    let known = paths.iter().position(|known| *known == path);
    let index = known.unwrap_or_else(|| {
        paths.push(path);
        paths.len() - 1
    });
    index as u32
}
