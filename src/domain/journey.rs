//! Journeys: who was touched by what, when, and whether it ended in a conversion.

use crate::pack::Pack;

use super::{
    channel::{ChannelId, Channels},
    lead::Cents,
};

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
