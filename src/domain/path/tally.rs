//! Counts of one path on their way into a [`super::PathRow`].

use std::collections::BTreeMap;

use super::{Group, NamedPath, PathRow};
use crate::domain::{
    channel::ChannelId,
    journey::{Course, Journey, Journeys},
    lead::Cents,
};

/// Ages of the touches, and value; `None` where not known. In this order groups stand.
type GroupKey = (Option<Vec<i64>>, Option<Cents>);

#[derive(Clone, Default)]
pub(super) struct Tally {
    nulls: u32,
    /// Conversions known one by one.
    groups: BTreeMap<GroupKey, u32>,
    /// Conversions of which only the total value is known.
    pooled: u32,
    pooled_value: Cents,
}

impl Tally {
    /// The tallies of all courses, in their order, before ages are set.
    pub(super) fn by_course(journeys: &Journeys, inside: &[&Journey]) -> Vec<Tally> {
        let mut tallies = vec![Tally::default(); journeys.courses.len()];
        let mut converted: Vec<(u32, Option<Cents>)> = Vec::new();
        for journey in inside {
            match journey.conversion {
                None => tallies[journey.course as usize].nulls += 1,
                Some(conversion) => converted.push((journey.course, conversion.value)),
            }
        }
        converted.sort_unstable();
        for run in converted.chunk_by(|a, b| a == b) {
            let (course, value) = run[0];
            tallies[course as usize].groups.insert((None, value), run.len() as u32);
        }
        tallies
    }

    /// The tally of a path of which only totals are known.
    pub(super) fn of_totals(path: &NamedPath) -> Tally {
        let mut tally = Tally { nulls: path.nulls, ..Tally::default() };
        match path.value {
            Some(value) => (tally.pooled, tally.pooled_value) = (path.conversions, value),
            None if path.conversions > 0 => {
                tally.groups.insert((None, None), path.conversions);
            }
            None => {}
        }
        tally
    }

    /// Gives every conversion the ages of the touches that are kept.
    pub(super) fn set_ages(&mut self, course: &Course, kept: impl Fn(&ChannelId) -> bool) {
        let Some(conversion) = course.conversion_offset else { return };
        let touches = course.channels.iter().zip(&course.offsets);
        let ages: Vec<i64> =
            touches.filter(|(channel, _)| kept(channel)).map(|(_, offset)| conversion - offset).collect();
        let groups = std::mem::take(&mut self.groups).into_iter();
        self.groups = groups.map(|((_, value), count)| ((Some(ages.clone()), value), count)).collect();
    }

    pub(super) fn merge(&mut self, other: Tally) {
        self.nulls += other.nulls;
        self.pooled += other.pooled;
        self.pooled_value.0 += other.pooled_value.0;
        for (key, count) in other.groups {
            *self.groups.entry(key).or_default() += count;
        }
    }

    pub(super) fn journeys(&self) -> u32 {
        self.nulls + self.conversions()
    }

    fn without_value(&self) -> u32 {
        self.groups.iter().filter(|((_, value), _)| value.is_none()).map(|(_, count)| count).sum()
    }

    pub(super) fn row(&self, channels: Box<[u16]>) -> PathRow {
        let known = self.groups.iter().map(|((ages, value), count)| Group {
            conversions: *count,
            value: value.unwrap_or_default().units(),
            ages: ages.as_deref().map(Into::into),
        });
        // The mean stands for values that are known in total only.
        let pooled = (self.pooled > 0).then(|| Group {
            conversions: self.pooled,
            value: self.pooled_value.units() / f64::from(self.pooled),
            ages: None,
        });
        let value = self.groups.iter().map(|((_, value), count)| value.unwrap_or_default().0 * i64::from(*count));
        PathRow {
            channels,
            conversions: self.conversions(),
            nulls: self.nulls,
            value: Cents(value.sum::<i64>() + self.pooled_value.0),
            without_value: self.without_value(),
            groups: known.chain(pooled).collect(),
        }
    }

    fn conversions(&self) -> u32 {
        self.groups.values().sum::<u32>() + self.pooled
    }
}
