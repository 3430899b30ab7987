//! The input of every model: distinct paths with their conversions, value and nulls.

mod filter;
mod rewrite;
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
use tally::Tally;
use totals::Totals;

/// A distinct path over the channels of a [`PathTable`].
#[derive(Clone, Debug, PartialEq)]
pub struct PathRow {
    /// Indices into [`PathTable::channels`], in order of time; repeats kept.
    pub channels: Box<[u16]>,
    pub conversions: u32,
    pub nulls: u32,
    /// Value of the conversions whose value is known.
    pub value: Cents,
    /// Conversions whose value is not known.
    pub without_value: u32,
    /// The conversions, by age of their touches, by value and by context.
    pub groups: Vec<Group>,
    /// The nulls by the context weight of their journeys: how many, and the weight.
    pub null_groups: Vec<(u32, f64)>,
}

/// Converting journeys of one path with the same ages and the same value.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    pub conversions: u32,
    /// Value of each, in currency units; 0 where it is not known.
    pub value: f64,
    /// Seconds from each touch to the conversion; `None` where times are not known or not asked for.
    pub ages: Option<Box<[i64]>>,
    /// Context weight of each journey, at strength 1.
    pub weight: f64,
}

/// Distinct paths in the order of their channels, so that sums do not depend on the order
/// of rows. Holds just the channels that occur.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PathTable {
    /// Names, sorted.
    pub channels: Vec<String>,
    pub rows: Vec<PathRow>,
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
        let rewritten = |path: &[ChannelId]| rewrite.of_path(path);
        let (mut tallies, times) = tally::tallies(journeys, inside, rewritten, weigh);
        if with_ages {
            let groups = tallies.iter_mut().flat_map(|tally| &mut tally.groups);
            for (group, (path, times)) in groups.zip(times) {
                let touches = journeys.paths.get(path).iter().zip(journeys.ages(path, times));
                let kept = touches.filter(|(channel, _)| rewrite.of(**channel).is_some());
                group.ages = Some(kept.map(|(_, age)| age).collect());
            }
        }
        PathTable::from_tallies(tallies, |id| rewrite.name(id, &journeys.channels))
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
        let merged = sorted.chunk_by(|a, b| a.0 == b.0).map(|same| {
            let mut totals = Totals::default();
            same.iter().for_each(|(_, path)| totals.add(path));
            totals.tally(same[0].0.clone())
        });
        let tallies = merged.collect();
        Ok(PathTable::from_tallies(tallies, |id| channels.name(id).to_owned()))
    }

    /// Of tallies in the order of their channels.
    fn from_tallies(tallies: Vec<Tally>, name: impl Fn(ChannelId) -> String) -> PathTable {
        let mut present: Vec<ChannelId> = Vec::new();
        let mut seen: Vec<bool> = Vec::new();
        for channel in tallies.iter().flat_map(|tally| &tally.channels) {
            if channel.index() >= seen.len() {
                seen.resize(channel.index() + 1, false);
            }
            if !std::mem::replace(&mut seen[channel.index()], true) {
                present.push(*channel);
            }
        }
        sorting::sort(&mut present);
        let mut dense = vec![0_u16; seen.len()];
        present.iter().enumerate().for_each(|(index, id)| dense[id.index()] = index as u16);
        let row = |mut tally: Tally| {
            let channels = std::mem::take(&mut tally.channels).into_iter().map(|id| dense[id.index()]);
            tally.row(channels.collect())
        };
        PathTable {
            rows: tallies.into_iter().map(row).collect(),
            channels: present.iter().map(|id| name(*id)).collect(),
            into: vec![1.0; present.len()],
            lambda: 1.0,
        }
    }

    /// What the weights of transitions into each channel come to at the table's strength.
    pub fn into_at_strength(&self) -> Vec<f64> {
        self.into.iter().map(|weight| at_strength(*weight, self.lambda)).collect()
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

    pub fn conversions_without_value(&self) -> u32 {
        self.rows.iter().map(|row| row.without_value).sum()
    }

    /// Value of all conversions; `None` where there are conversions and none has a value.
    pub fn value(&self) -> Option<Cents> {
        known_value(self.rows.iter())
    }

    /// The same of the conversions that channels can be credited with.
    pub fn attributed_value(&self) -> Option<Cents> {
        known_value(self.rows.iter().filter(|row| !row.channels.is_empty()))
    }

    /// The path without touches, if there is one.
    pub fn emptied(&self) -> Option<&PathRow> {
        self.rows.iter().find(|row| row.channels.is_empty())
    }

    /// Touches, journeys and converting journeys that hold each channel.
    pub fn presence(&self) -> Vec<Presence> {
        let mut presence = vec![Presence::default(); self.channels.len()];
        // By channel the last row that holds it, from 1.
        let mut held_in = vec![0_u32; self.channels.len()];
        for (number, row) in (1..).zip(&self.rows) {
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
pub fn known_value<'a>(rows: impl Iterator<Item = &'a PathRow>) -> Option<Cents> {
    let (mut conversions, mut without, mut value) = (0, 0, 0);
    for row in rows {
        conversions += row.conversions;
        without += row.without_value;
        value += row.value.0;
    }
    (conversions == 0 || without < conversions).then_some(Cents(value))
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
