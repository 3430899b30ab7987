//! Counts of one path on their way into a [`super::PathRow`].

use std::collections::BTreeMap;

use super::{Group, NamedPath, PathRow};
use crate::domain::{
    channel::ChannelId,
    journey::{Course, Journey, Journeys},
    lead::Cents,
};

/// Ages of the touches, and value; `None` where not known; and the bits of the context weight, which
/// for numbers above 0 are in the order of the numbers. In this order groups stand.
type GroupKey = (Option<Vec<i64>>, Option<Cents>, u64);

#[derive(Clone, Default)]
pub(super) struct Tally {
    /// By the bits of the context weight.
    nulls: BTreeMap<u64, u32>,
    /// Conversions known one by one.
    groups: BTreeMap<GroupKey, u32>,
    /// Conversions of which only the total value is known.
    pooled: u32,
    pooled_value: Cents,
}

impl Tally {
    /// The tallies of all courses, in their order, before ages are set.
    pub(super) fn by_course(journeys: &Journeys, inside: &[&Journey], weigh: impl Fn(&Journey) -> f64) -> Vec<Tally> {
        let mut tallies = vec![Tally::default(); journeys.courses.len()];
        let mut converted: Vec<(u32, Option<Cents>, u64)> = Vec::new();
        for journey in inside {
            let weight = weigh(journey).to_bits();
            match journey.conversion {
                None => *tallies[journey.course as usize].nulls.entry(weight).or_default() += 1,
                Some(conversion) => converted.push((journey.course, conversion.value, weight)),
            }
        }
        converted.sort_unstable();
        for run in converted.chunk_by(|a, b| a == b) {
            let (course, value, weight) = run[0];
            tallies[course as usize].groups.insert((None, value, weight), run.len() as u32);
        }
        tallies
    }

    /// The tally of a path of which only totals are known.
    pub(super) fn of_totals(path: &NamedPath) -> Tally {
        const ONE: u64 = 1.0_f64.to_bits();
        let mut tally = Tally::default();
        if path.nulls > 0 {
            tally.nulls.insert(ONE, path.nulls);
        }
        match path.value {
            Some(value) => (tally.pooled, tally.pooled_value) = (path.conversions, value),
            None if path.conversions > 0 => {
                tally.groups.insert((None, None, ONE), path.conversions);
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
        self.groups = groups.map(|((_, value, weight), count)| ((Some(ages.clone()), value, weight), count)).collect();
    }

    pub(super) fn merge(&mut self, other: Tally) {
        for (weight, count) in other.nulls {
            *self.nulls.entry(weight).or_default() += count;
        }
        self.pooled += other.pooled;
        self.pooled_value.0 += other.pooled_value.0;
        for (key, count) in other.groups {
            *self.groups.entry(key).or_default() += count;
        }
    }

    pub(super) fn journeys(&self) -> u32 {
        self.nulls() + self.conversions()
    }

    fn without_value(&self) -> u32 {
        self.groups.iter().filter(|((_, value, _), _)| value.is_none()).map(|(_, count)| count).sum()
    }

    pub(super) fn row(&self, channels: Box<[u16]>) -> PathRow {
        let known = self.groups.iter().map(|((ages, value, weight), count)| Group {
            conversions: *count,
            value: value.unwrap_or_default().units(),
            ages: ages.as_deref().map(Into::into),
            weight: f64::from_bits(*weight),
        });
        // The mean stands for values that are known in total only.
        let pooled = (self.pooled > 0).then(|| Group {
            conversions: self.pooled,
            value: self.pooled_value.units() / f64::from(self.pooled),
            ages: None,
            weight: 1.0,
        });
        let value = self.groups.iter().map(|((_, value, _), count)| value.unwrap_or_default().0 * i64::from(*count));
        PathRow {
            channels,
            conversions: self.conversions(),
            nulls: self.nulls(),
            null_groups: self.nulls.iter().map(|(weight, count)| (*count, f64::from_bits(*weight))).collect(),
            value: Cents(value.sum::<i64>() + self.pooled_value.0),
            without_value: self.without_value(),
            groups: known.chain(pooled).collect(),
        }
    }

    fn nulls(&self) -> u32 {
        self.nulls.values().sum()
    }

    fn conversions(&self) -> u32 {
        self.groups.values().sum::<u32>() + self.pooled
    }
}
