//! The input of every model: distinct paths with their conversions, value and nulls.

mod filter;
mod rewrite;
mod rows;
mod tally;
mod totals;

use super::{
    attribution::context::at_strength,
    channel::{ChannelId, Channels, TooManyChannels},
    journey::{Journey, Journeys},
    lead::Cents,
    sorting,
};
pub use filter::PathFilter;
pub use rewrite::Rewrite;
use rows::Counts;
pub use rows::{Group, PathRow, Rows};
use totals::Totals;

/// Distinct paths in the order of their channels, so that sums do not depend on the order
/// of rows. Holds just the channels that occur.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PathTable {
    /// Names, sorted.
    pub channels: Vec<String>,
    pub rows: Rows,
    /// Context weight of the transitions into each channel, at strength 1.
    pub into: Vec<f64>,
    /// Strength of the context weights.
    pub lambda: f64,
}

impl PathTable {
    /// Collapses journeys to distinct paths, rewriting their channels. `weigh` gives each journey's
    /// context weight. Ages cost memory, and only time decay asks for them.
    pub fn collapse(
        journeys: &Journeys,
        inside: &[&Journey],
        rewrite: &Rewrite,
        with_ages: bool,
        weigh: impl Fn(&Journey) -> f64,
    ) -> PathTable {
        let (mut rows, times) = tally::counted(journeys, inside, rewrite, weigh);
        if with_ages {
            for ((_, ages), (path, times)) in rows.ages_mut().zip(times) {
                let touches = journeys.paths.get(path).iter().zip(journeys.ages(path, times));
                let kept = touches.filter(|(channel, _)| rewrite.of(**channel).is_some());
                *ages = Some(kept.map(|(_, age)| age).collect());
            }
        }
        PathTable::of_rows(rows, |id| rewrite.name(id, &journeys.channels))
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
        let ids = |path: &NamedPath| path.channels.iter().filter_map(|name| channels.find(name)).collect();
        let mut sorted: Vec<(Vec<ChannelId>, &NamedPath)> = paths.iter().map(|path| (ids(path), path)).collect();
        sorting::sort_by(&mut sorted, |a, b| a.0.cmp(&b.0));
        let mut rows = Rows::default();
        for same in sorted.chunk_by(|a, b| a.0 == b.0) {
            let mut totals = Totals::default();
            same.iter().for_each(|(_, path)| totals.add(path));
            rows.begin(same[0].0.iter().map(|id| id.0));
            totals.fill(&mut rows);
        }
        Ok(PathTable::of_rows(rows, |id| channels.name(id).to_owned()))
    }

    /// Of rows in the order of their channels, which are numbered as in the whole dataset.
    fn of_rows(mut rows: Rows, name: impl Fn(ChannelId) -> String) -> PathTable {
        let mut dense: Vec<Option<u16>> = Vec::new();
        for channel in rows.channels_mut() {
            let known = dense.len().max(usize::from(*channel) + 1);
            dense.resize(known, None);
            dense[usize::from(*channel)] = Some(0);
        }
        let mut channels = Vec::new();
        for (id, number) in (0..=u16::MAX).zip(&mut dense).filter(|(_, number)| number.is_some()) {
            *number = Some(channels.len() as u16);
            channels.push(name(ChannelId(id)));
        }
        for channel in rows.channels_mut() {
            *channel = dense[usize::from(*channel)].unwrap_or_default();
        }
        PathTable { rows, into: vec![1.0; channels.len()], channels, lambda: 1.0 }
    }

    /// What the weights of transitions into each channel come to at the table's strength.
    pub fn into_at_strength(&self) -> Vec<f64> {
        self.into.iter().map(|weight| at_strength(*weight, self.lambda)).collect()
    }

    pub fn conversions(&self) -> u32 {
        self.rows.all().conversions
    }

    pub fn nulls(&self) -> u32 {
        self.rows.all().nulls
    }

    pub fn journeys(&self) -> u32 {
        self.conversions() + self.nulls()
    }

    pub fn conversions_without_value(&self) -> u32 {
        self.rows.all().without_value
    }

    /// Value of all conversions; `None` where there are conversions and none has a value.
    pub fn value(&self) -> Option<Cents> {
        self.rows.all().known_value()
    }

    /// The same of the conversions that channels can be credited with.
    pub fn attributed_value(&self) -> Option<Cents> {
        let all = self.rows.all();
        self.emptied().map_or(all, |row| all.less(row.counts())).known_value()
    }

    /// The path without touches, if there is one: it stands before all others.
    pub fn emptied(&self) -> Option<PathRow<'_>> {
        self.rows.iter().next().filter(|row| row.channels.is_empty())
    }

    /// Touches, journeys and converting journeys that hold each channel.
    pub fn presence(&self) -> Vec<Presence> {
        let mut presence = vec![Presence::default(); self.channels.len()];
        // By channel the last row that holds it, from 1.
        let mut held_in = vec![0_u32; self.channels.len()];
        for (number, row) in (1..).zip(self.rows.iter()) {
            for channel in row.channels.iter().map(|channel| usize::from(*channel)) {
                presence[channel].touches += row.journeys();
                if std::mem::replace(&mut held_in[channel], number) != number {
                    presence[channel].journeys += row.journeys();
                    presence[channel].conversions += row.conversions;
                }
            }
        }
        presence
    }
}

/// The sum of known values; `None` where there are conversions and no value is known.
pub fn known_value<'a>(rows: impl Iterator<Item = PathRow<'a>>) -> Option<Cents> {
    rows.fold(Counts::default(), |all, row| all.and(row.counts())).known_value()
}

/// A path by the names of its channels.
#[derive(Clone, Copy, Debug)]
pub struct NamedPath<'a> {
    pub channels: &'a [&'a str],
    pub conversions: u32,
    pub nulls: u32,
    /// Value of all its conversions; where there are none it counts for nothing.
    pub value: Option<Cents>,
}

/// In how many touches and journeys a channel occurs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Presence {
    pub touches: u32,
    pub journeys: u32,
    pub conversions: u32,
}
