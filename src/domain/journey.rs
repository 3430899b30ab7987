//! Journeys: who was touched by what, when, and whether it ended in a conversion.

use crate::pack::Pack;

use super::{
    channel::{ChannelId, Channels, TooManyChannels},
    lead::{Cents, Leads},
    playbook::{PlannedTouch, Playbook, Rule},
};

const SECONDS_PER_HOUR: i64 = 3_600;

/// Where journeys come from. The two are never mixed unmarked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Pack)]
pub enum Origin {
    /// Made from leads by a playbook.
    Synthetic,
    /// Read from touchpoints.
    Observed,
}

impl Origin {
    /// In a word.
    pub fn word(self) -> &'static str {
        match self {
            Origin::Synthetic => "synthetic",
            Origin::Observed => "observed",
        }
    }

    /// As it stands at the head of something: "Synthetic journeys".
    pub fn title(self) -> &'static str {
        match self {
            Origin::Synthetic => "Synthetic journeys",
            Origin::Observed => "Observed journeys",
        }
    }

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

/// One journey. What is known of whom it befell stands in the dataset, under `subject`.
#[derive(Clone, Copy, Debug, PartialEq, Pack)]
pub struct Journey {
    /// A lead, or a segment of observed journeys.
    pub subject: u32,
    /// Index into [`Journeys::paths`].
    pub path: u32,
    /// Where its offsets begin in [`Journeys::offsets`].
    pub times: u32,
    /// The instant from which offsets count, in seconds since 1970-01-01 00:00 UTC.
    pub start: i64,
    pub outcome: Outcome,
}

/// A conversion and, where it is known, its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Conversion {
    pub value: Option<Cents>,
}

/// A conversion or none, in eight bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Pack)]
pub struct Outcome(i64);

impl Outcome {
    const NULL: i64 = i64::MIN;
    const NO_VALUE: i64 = i64::MIN + 1;

    pub fn of(conversion: Option<Conversion>) -> Outcome {
        match conversion {
            None => Outcome(Outcome::NULL),
            Some(Conversion { value: None }) => Outcome(Outcome::NO_VALUE),
            Some(Conversion { value: Some(Cents(cents)) }) => Outcome(cents.max(Outcome::NO_VALUE + 1)),
        }
    }

    pub fn conversion(self) -> Option<Conversion> {
        match self.0 {
            Outcome::NULL => None,
            Outcome::NO_VALUE => Some(Conversion { value: None }),
            cents => Some(Conversion { value: Some(Cents(cents)) }),
        }
    }
}

/// Distinct sequences of channels.
#[derive(Clone, Debug, Default, PartialEq, Pack)]
pub struct Paths {
    touches: Vec<ChannelId>,
    ends: Vec<u32>,
}

impl Paths {
    pub fn push(&mut self, path: &[ChannelId]) {
        self.touches.extend_from_slice(path);
        self.ends.push(self.touches.len() as u32);
    }

    pub fn get(&self, path: u32) -> &[ChannelId] {
        let at = path as usize;
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.touches[start as usize..self.ends[at] as usize]
    }

    /// Whether every path is one, of channels below this number.
    pub(super) fn are_consistent(&self, channels: usize) -> bool {
        let rising = self.ends.is_sorted() && self.ends.last().is_none_or(|end| *end as usize <= self.touches.len());
        rising && self.touches.iter().all(|channel| channel.index() < channels)
    }

    pub fn len(&self) -> usize {
        self.ends.len()
    }

    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }
}

/// The journeys of a dataset.
#[derive(Clone, Debug, PartialEq, Pack)]
pub struct Journeys {
    pub origin: Origin,
    pub channels: Channels,
    pub paths: Paths,
    /// Seconds from a journey's start to each of its touches, then to its conversion where there is
    /// one; journeys of the same times share theirs.
    pub offsets: Vec<u32>,
    pub rows: Vec<Journey>,
}

impl Journeys {
    /// No journey at all, of channels that are known.
    pub fn none(channels: Channels) -> Journeys {
        Journeys { origin: Origin::Observed, channels, paths: Paths::default(), offsets: Vec::new(), rows: Vec::new() }
    }

    /// Makes every lead's journey by the playbook. Journeys stand in the order of the leads.
    pub fn synthesise(leads: &Leads, playbook: &Playbook) -> Result<Journeys, TooManyChannels> {
        let channels = playbook.channels()?;
        let mut courses = Courses::default();
        let plans = Plans::new(playbook, &channels, &mut courses);
        let by_persona: Vec<&Plan> = leads.personas.iter().map(|(_, persona)| plans.of(persona)).collect();
        let rows = leads.rows().iter().enumerate().map(|(index, lead)| {
            let plan = by_persona[lead.persona.index()];
            let converts = lead.sii >= plan.sii_at_least;
            let (path, times) = if converts { plan.converted } else { plan.not_converted };
            Journey {
                subject: index as u32,
                path,
                times,
                start: playbook.start_unix_seconds,
                outcome: Outcome::of(converts.then(|| Conversion {
                    value: lead.estimated_value.map(|estimated| playbook.conversion_value(estimated)),
                })),
            }
        });
        let rows = rows.collect();
        Ok(Journeys { origin: Origin::Synthetic, channels, paths: courses.paths, offsets: courses.offsets, rows })
    }

    /// Whether what was read back points only to what is there, with subjects below this number.
    pub(super) fn are_consistent(&self, subjects: usize) -> bool {
        let fits = |journey: &Journey| {
            let times = || {
                let own = self.paths.get(journey.path).len() + usize::from(journey.outcome.conversion().is_some());
                journey.times as usize + own <= self.offsets.len()
            };
            (journey.path as usize) < self.paths.len() && (journey.subject as usize) < subjects && times()
        };
        self.paths.are_consistent(self.channels.len()) && self.rows.iter().all(fits)
    }

    /// The touches of a journey, in order of time.
    pub fn touches(&self, journey: &Journey) -> impl Iterator<Item = Touch> {
        let path = self.paths.get(journey.path);
        let touches = path.iter().zip(&self.offsets[journey.times as usize..]);
        touches.map(|(channel, offset)| Touch { channel: *channel, at: journey.start + i64::from(*offset) })
    }

    /// Seconds from each touch of a converting journey to its conversion.
    pub fn ages(&self, path: u32, times: u32) -> impl Iterator<Item = i64> {
        let offsets = &self.offsets[times as usize..][..=self.paths.get(path).len()];
        let (touches, conversion) = offsets.split_at(offsets.len() - 1);
        touches.iter().map(|offset| i64::from(conversion[0]) - i64::from(*offset))
    }
}

/// A playbook with its channels and courses numbered.
struct Plans<'a> {
    by_persona: Vec<(&'a str, Plan)>,
    any_other: Plan,
}

struct Plan {
    sii_at_least: f64,
    /// A path and its times.
    converted: (u32, u32),
    not_converted: (u32, u32),
}

impl<'a> Plans<'a> {
    fn new(playbook: &'a Playbook, channels: &Channels, courses: &mut Courses) -> Plans<'a> {
        let mut plan = |rule: &Rule| {
            let planned = |touch: &PlannedTouch| {
                let offset = i64::from(touch.after_hours) * SECONDS_PER_HOUR;
                channels.find(&touch.channel).map(|channel| (channel, offset))
            };
            let mut touches: Vec<(ChannelId, i64)> = rule.touches.iter().filter_map(planned).collect();
            let not_converted = courses.number(&touches, None);
            let conversion = planned(&rule.conversion.touch);
            touches.extend(conversion);
            let converted = courses.number(&touches, conversion.map(|(_, offset)| offset));
            Plan { sii_at_least: rule.conversion.sii_at_least, converted, not_converted }
        };
        let by_persona = playbook.rules.iter().map(|(persona, rule)| (persona.as_str(), plan(rule))).collect();
        Plans { by_persona, any_other: plan(&playbook.any_other) }
    }

    fn of(&self, persona: &str) -> &Plan {
        self.by_persona.iter().find(|(known, _)| *known == persona).map_or(&self.any_other, |(_, plan)| plan)
    }
}

/// A path, its times, and the two numbers that stand for them.
type Course = (Vec<ChannelId>, Vec<u32>, (u32, u32));

/// Distinct paths with their times.
#[derive(Default)]
struct Courses {
    paths: Paths,
    offsets: Vec<u32>,
    known: Vec<Course>,
}

impl Courses {
    /// The number of a path and where its times begin, adding them when they are new.
    fn number(&mut self, touches: &[(ChannelId, i64)], conversion_offset: Option<i64>) -> (u32, u32) {
        // A playbook spans hours to weeks; what is longer than a century is cut.
        let seconds = |offset: i64| offset.clamp(0, i64::from(u32::MAX)) as u32;
        let path: Vec<ChannelId> = touches.iter().map(|(channel, _)| *channel).collect();
        let mut offsets: Vec<u32> = touches.iter().map(|(_, offset)| seconds(*offset)).collect();
        offsets.extend(conversion_offset.map(seconds));
        if let Some((.., number)) = self.known.iter().find(|(known, times, _)| *known == path && *times == offsets) {
            return *number;
        }
        let same = self.known.iter().find(|(known, ..)| *known == path).map(|(.., (number, _))| *number);
        let number = same.unwrap_or(self.paths.len() as u32);
        if same.is_none() {
            self.paths.push(&path);
        }
        let times = self.offsets.len() as u32;
        self.offsets.extend_from_slice(&offsets);
        self.known.push((path, offsets, (number, times)));
        (number, times)
    }
}
