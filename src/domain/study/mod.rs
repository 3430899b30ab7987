//! Studies beside the credit: what the journeys in scope look like, figures of two groups of journeys, of money, and of groups by
//! channel.
//!
//! Journeys are counted as they are: the context weights of an attribution have no part in counts.

pub mod amounts;

pub mod balance;

pub mod budget;

pub mod compared;

pub mod difference;

pub mod flow;

pub mod lags;

pub mod lengths;

pub mod order_statistics;

pub mod overlap;

pub mod paths;

pub mod places;

pub mod play_matrix;

pub mod proportion;

pub mod robustness;

pub mod sets;

mod tell;

#[cfg(test)]
mod tests;

pub mod touches;

pub mod transitions;

pub mod uplift;

pub mod what_if;

mod written;

use super::{
    attribution::chain::TooManyStates,
    journey::{Journey, Journeys, Origin},
    path::{PathRow, PathTable, Rewrite},
};
use crate::pack::Pack;
use flow::Flow;
use lags::Lags;
use lengths::Lengths;
use overlap::Overlap;
use paths::TopPaths;
use places::Places;
use sets::ChannelSets;
pub use tell::{duration, path_words};
use transitions::TransitionCounts;

/// Every path analysis of one scope.
#[derive(Clone, Debug, PartialEq, Pack)]
pub struct PathStudy {
    pub origin: Origin,
    pub converting: TopPaths,
    pub null: TopPaths,
    pub lengths: Lengths,
    /// `None` where times are not known.
    pub lags: Option<Lags>,
    /// `None` with more channels than a chain is made of.
    pub transitions: Option<TransitionCounts>,
    pub flow: Flow,
    pub overlap: Overlap,
    pub sets: ChannelSets,
    pub places: Places,
}

/// How much of each table is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Pack)]
pub struct Extent {
    /// Top paths, of converting ones and of nulls each.
    pub paths: usize,
    /// Longest path that has a row of its own in the distribution of lengths, in touches.
    pub longest: usize,
    /// Steps of the flow that show channels.
    pub steps: usize,
    /// Channels with nodes of their own in the flow.
    pub flow_channels: usize,
    /// Most frequent sets of channels.
    pub sets: usize,
}

/// The journeys in scope with their times, and what happens to their channels on the way into paths.
#[derive(Clone, Copy, Debug)]
pub struct Timed<'a> {
    pub journeys: &'a Journeys,
    pub inside: &'a [&'a Journey],
    pub rewrite: &'a Rewrite,
}

/// Journeys, and the conversions among them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Pack)]
pub struct Outcomes {
    pub journeys: u32,
    pub conversions: u32,
}

impl Default for Extent {
    fn default() -> Extent {
        Extent { paths: 20, longest: 12, steps: 5, flow_channels: 8, sets: 10 }
    }
}

impl PathStudy {
    /// All tables at once. `timed` holds the journeys of `table`; `None` of a path table.
    pub fn of(table: &PathTable, timed: Option<Timed>, origin: Origin, extent: Extent) -> PathStudy {
        let transitions: Result<TransitionCounts, TooManyStates> = TransitionCounts::of(table);
        PathStudy {
            origin,
            converting: TopPaths::converting(table, extent.paths),
            null: TopPaths::null(table, extent.paths),
            lengths: Lengths::of(table, extent.longest),
            lags: timed.map(|timed| Lags::of(&timed)),
            transitions: transitions.ok(),
            flow: Flow::of(table, extent.steps, extent.flow_channels),
            overlap: Overlap::of(table),
            sets: ChannelSets::of(table, extent.sets),
            places: Places::of(table),
        }
    }
}

impl Outcomes {
    pub fn of(row: PathRow) -> Outcomes {
        Outcomes { journeys: row.journeys(), conversions: row.conversions }
    }

    pub fn nulls(self) -> u32 {
        self.journeys - self.conversions
    }

    /// Conversions per journey; `None` without journeys.
    pub fn rate(self) -> Option<f64> {
        part(self.conversions, self.journeys)
    }

    fn add(&mut self, other: Outcomes) {
        self.journeys += other.journeys;
        self.conversions += other.conversions;
    }

    fn minus(self, other: Outcomes) -> Outcomes {
        Outcomes { journeys: self.journeys - other.journeys, conversions: self.conversions - other.conversions }
    }
}

/// A count as a fraction of another; `None` of nothing.
fn part(count: u32, of: u32) -> Option<f64> {
    (of > 0).then(|| f64::from(count) / f64::from(of))
}

/// The numbers of all journeys in a table.
fn all(table: &PathTable) -> Outcomes {
    Outcomes { journeys: table.journeys(), conversions: table.conversions() }
}
