//! The input of every model: distinct paths with their conversions, value and nulls.

use std::collections::BTreeMap;

use super::{
    channel::{ChannelId, Channels, TooManyChannels},
    journey::{Journey, Journeys},
    lead::Cents,
};

/// A distinct path over the channels of a [`PathTable`].
#[derive(Clone, Debug, PartialEq)]
pub struct PathRow {
    /// Indices into [`PathTable::channels`], in order of time; repeats kept.
    pub channels: Box<[u16]>,
    pub conversions: u32,
    pub nulls: u32,
    /// Value of the conversions whose value is known.
    pub value: Cents,
}

/// Distinct paths in the order of their channels, so that sums do not depend on the order
/// of rows. Holds just the channels that occur.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PathTable {
    /// Names, sorted.
    pub channels: Vec<String>,
    pub rows: Vec<PathRow>,
    /// Conversions whose value is not known.
    pub conversions_without_value: u32,
}

impl PathTable {
    /// Collapses journeys to distinct paths, leaving out the channels in `without`.
    pub fn collapse(journeys: &Journeys, inside: &[&Journey], without: &[ChannelId]) -> PathTable {
        let mut tallies = vec![Tally::default(); journeys.paths.len()];
        for journey in inside {
            tallies[journey.path as usize].add(journey);
        }
        let used = journeys.paths.iter().zip(&tallies).filter(|(_, tally)| tally.journeys() > 0);
        let used = used.map(|(path, tally)| {
            let kept: Vec<ChannelId> = path.iter().copied().filter(|channel| !without.contains(channel)).collect();
            (kept, *tally)
        });
        let name = |id: ChannelId| journeys.channels.name(id).to_owned();
        PathTable::from_tallies(used, name)
    }

    /// The table of paths given by name, as in a path report.
    ///
    /// ```
    /// use touchline::domain::path::{NamedPath, PathTable};
    /// let table = PathTable::from_named([NamedPath { channels: &["a", "b"], conversions: 6, nulls: 0, value: None }])?;
    /// assert_eq!(table.conversions(), 6);
    /// # Ok::<(), touchline::domain::channel::TooManyChannels>(())
    /// ```
    pub fn from_named<'a>(paths: impl IntoIterator<Item = NamedPath<'a>>) -> Result<PathTable, TooManyChannels> {
        let paths: Vec<NamedPath<'a>> = paths.into_iter().collect();
        let channels = Channels::new(paths.iter().flat_map(|path| path.channels).copied())?;
        let tallies = paths.iter().map(|path| {
            let ids = path.channels.iter().filter_map(|name| channels.find(name));
            (ids.collect(), Tally::of(path))
        });
        Ok(PathTable::from_tallies(tallies, |id| channels.name(id).to_owned()))
    }

    fn from_tallies(
        paths: impl Iterator<Item = (Vec<ChannelId>, Tally)>,
        name: impl Fn(ChannelId) -> String,
    ) -> PathTable {
        let mut merged: BTreeMap<Vec<ChannelId>, Tally> = BTreeMap::new();
        for (path, tally) in paths {
            merged.entry(path).or_default().merge(tally);
        }
        let mut present: Vec<ChannelId> = merged.keys().flatten().copied().collect();
        present.sort_unstable();
        present.dedup();
        let dense = |id: &ChannelId| present.partition_point(|known| known < id) as u16;
        let conversions_without_value = merged.values().map(|tally| tally.without_value).sum();
        let rows = merged.iter().map(|(path, tally)| PathRow {
            channels: path.iter().map(dense).collect(),
            conversions: tally.conversions,
            nulls: tally.nulls,
            value: tally.value,
        });
        PathTable {
            rows: rows.collect(),
            channels: present.iter().map(|id| name(*id)).collect(),
            conversions_without_value,
        }
    }

    pub fn conversions(&self) -> u32 {
        self.rows.iter().map(|row| row.conversions).sum()
    }

    pub fn nulls(&self) -> u32 {
        self.rows.iter().map(|row| row.nulls).sum()
    }

    pub fn journeys(&self) -> u32 {
        self.conversions() + self.nulls()
    }

    /// Value of all conversions; `None` where there are conversions and none has a value.
    pub fn value(&self) -> Option<Cents> {
        let conversions = self.conversions();
        let unknown = conversions > 0 && conversions == self.conversions_without_value;
        (!unknown).then(|| Cents(self.rows.iter().map(|row| row.value.0).sum()))
    }

    /// The path without touches, if there is one.
    pub fn emptied(&self) -> Option<&PathRow> {
        self.rows.iter().find(|row| row.channels.is_empty())
    }

    /// Touches, journeys and converting journeys that hold each channel.
    pub fn presence(&self) -> Vec<Presence> {
        let mut presence = vec![Presence::default(); self.channels.len()];
        for row in &self.rows {
            let mut seen = vec![false; self.channels.len()];
            for channel in row.channels.iter().map(|channel| usize::from(*channel)) {
                presence[channel].touches += row.journeys();
                if !std::mem::replace(&mut seen[channel], true) {
                    presence[channel].journeys += row.journeys();
                    presence[channel].conversions += row.conversions;
                }
            }
        }
        presence
    }
}

/// A path by the names of its channels.
#[derive(Clone, Copy, Debug)]
pub struct NamedPath<'a> {
    pub channels: &'a [&'a str],
    pub conversions: u32,
    pub nulls: u32,
    /// Value of all its conversions.
    pub value: Option<Cents>,
}

impl PathRow {
    pub fn journeys(&self) -> u32 {
        self.conversions + self.nulls
    }
}

/// In how many touches and journeys a channel occurs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Presence {
    pub touches: u32,
    pub journeys: u32,
    pub conversions: u32,
}

#[derive(Clone, Copy, Default)]
struct Tally {
    conversions: u32,
    nulls: u32,
    value: Cents,
    without_value: u32,
}

impl Tally {
    fn of(path: &NamedPath) -> Tally {
        let without_value = if path.value.is_none() { path.conversions } else { 0 };
        let value = path.value.unwrap_or_default();
        Tally { conversions: path.conversions, nulls: path.nulls, value, without_value }
    }

    fn add(&mut self, journey: &Journey) {
        match journey.conversion {
            None => self.nulls += 1,
            Some(conversion) => {
                self.conversions += 1;
                match conversion.value {
                    Some(value) => self.value.0 += value.0,
                    None => self.without_value += 1,
                }
            }
        }
    }

    fn merge(&mut self, other: Tally) {
        self.conversions += other.conversions;
        self.nulls += other.nulls;
        self.value.0 += other.value.0;
        self.without_value += other.without_value;
    }

    fn journeys(&self) -> u32 {
        self.conversions + self.nulls
    }
}
