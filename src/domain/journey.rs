//! Journeys: who was touched by what, when, and whether it ended in a conversion.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::{
    channel::{ChannelId, Channels, TooManyChannels},
    lead::{Cents, Leads},
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

impl Origin {
    /// As it stands beside every figure: "synthetic journeys".
    pub fn words(self) -> &'static str {
        match self {
            Origin::Synthetic => "synthetic journeys",
            Origin::Observed => "observed journeys",
        }
    }
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
    /// Index into [`Journeys::courses`].
    pub course: u32,
    /// The instant from which the course counts, in seconds since 1970-01-01 00:00 UTC.
    pub start: i64,
    pub conversion: Option<Conversion>,
}

/// A conversion and, where it is known, its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Conversion {
    pub value: Option<Cents>,
}

/// A distinct sequence of channels with their times.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Course {
    pub channels: Box<[ChannelId]>,
    /// Seconds from the journey's start to each touch.
    pub offsets: Box<[i64]>,
    /// Seconds from the journey's start to the conversion, where there is one.
    pub conversion_offset: Option<i64>,
}

/// The journeys of a dataset.
#[derive(Clone, Debug, PartialEq)]
pub struct Journeys {
    pub origin: Origin,
    pub channels: Channels,
    pub courses: Vec<Course>,
    pub rows: Vec<Journey>,
}

impl Journeys {
    /// Makes every lead's journey by the playbook. Journeys stand in the order of the leads.
    pub fn synthesise(leads: &Leads, playbook: &Playbook) -> Result<Journeys, TooManyChannels> {
        let channels = playbook.channels()?;
        let mut courses = Vec::new();
        let plans = Plans::new(playbook, &channels, &mut courses);
        let by_persona: Vec<&Plan> = leads.personas.iter().map(|(_, persona)| plans.of(persona)).collect();
        let rows = leads.rows().iter().enumerate().map(|(index, lead)| {
            let plan = by_persona[lead.persona.index()];
            let converts = lead.sii >= plan.sii_at_least;
            Journey {
                lead: index as u32,
                course: if converts { plan.converted } else { plan.not_converted },
                start: playbook.start_unix_seconds,
                conversion: converts.then(|| Conversion {
                    value: lead.estimated_value.map(|estimated| playbook.conversion_value(estimated)),
                }),
            }
        });
        let rows = rows.collect();
        Ok(Journeys { origin: Origin::Synthetic, channels, courses, rows })
    }

    /// The touches of a journey, in order of time.
    pub fn touches(&self, journey: &Journey) -> impl Iterator<Item = Touch> {
        let course = &self.courses[journey.course as usize];
        let touches = course.channels.iter().zip(&course.offsets);
        touches.map(|(channel, offset)| Touch { channel: *channel, at: journey.start + offset })
    }
}

/// A playbook with its channels and courses numbered.
struct Plans<'a> {
    by_persona: HashMap<&'a str, Plan>,
    any_other: Plan,
}

struct Plan {
    sii_at_least: f64,
    /// Courses by number.
    converted: u32,
    not_converted: u32,
}

impl<'a> Plans<'a> {
    fn new(playbook: &'a Playbook, channels: &Channels, courses: &mut Vec<Course>) -> Plans<'a> {
        let mut plan = |rule: &Rule| {
            let planned = |touch: &PlannedTouch| {
                let offset = i64::from(touch.after_hours) * SECONDS_PER_HOUR;
                channels.find(&touch.channel).map(|channel| (channel, offset))
            };
            let mut touches: Vec<(ChannelId, i64)> = rule.touches.iter().filter_map(planned).collect();
            let not_converted = number(courses, &touches, None);
            let conversion = planned(&rule.conversion.touch);
            touches.extend(conversion);
            let converted = number(courses, &touches, conversion.map(|(_, offset)| offset));
            Plan { sii_at_least: rule.conversion.sii_at_least, converted, not_converted }
        };
        let by_persona = playbook.rules.iter().map(|(persona, rule)| (persona.as_str(), plan(rule))).collect();
        Plans { by_persona, any_other: plan(&playbook.any_other) }
    }

    fn of(&self, persona: &str) -> &Plan {
        self.by_persona.get(persona).unwrap_or(&self.any_other)
    }
}

/// The number of a course among the distinct ones, adding it when it is new.
fn number(courses: &mut Vec<Course>, touches: &[(ChannelId, i64)], conversion_offset: Option<i64>) -> u32 {
    let (channels, offsets): (Vec<ChannelId>, Vec<i64>) = touches.iter().copied().unzip();
    let course = Course { channels: channels.into(), offsets: offsets.into(), conversion_offset };
    let known = courses.iter().position(|known| *known == course);
    let index = known.unwrap_or_else(|| {
        courses.push(course);
        courses.len() - 1
    });
    index as u32
}
