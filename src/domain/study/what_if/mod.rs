//! A changed playbook's credit beside the current one's, over the same leads.
//!
//! Regenerations are pooled, each weighing one over their number; replicates weigh leads, by one weight for all journeys of a
//! lead by either playbook, so that differences are paired. An interval says which leads could have been there; beside it
//! stands what one regeneration by itself could have shown.

pub mod cast;

pub mod ledger;

pub mod pool;

pub mod regeneration;

mod words;

use crate::{
    domain::{
        attribution::model::Model,
        journey::Origin,
        sorting,
        uncertainty::{Interval, quantile},
    },
    pack::Pack,
};

/// Both playbooks and how they differ, the changed one less the current one throughout. Pairs hold the current one's first.
#[derive(Clone, Debug, PartialEq, Pack)]
pub struct PlaybookDifference {
    pub origin: Origin,
    pub playbooks: [String; 2],
    /// Whether both have the same rules and values, whatever their names.
    pub same: bool,
    /// Of the playbooks' draws.
    pub seeds: [u64; 2],
    /// Whether a playbook leaves nothing to chance.
    pub certain: [bool; 2],
    /// Regenerations that were pooled, and how many were asked for.
    pub regenerations: [u32; 2],
    pub regenerations_asked: u32,
    pub model: Model,
    /// The weight of Markov in the shares, 0 to 1; `None` for a model without it.
    pub alpha: Option<f64>,
    /// Level of every interval.
    pub level: f64,
    /// Of the replicates' draws.
    pub seed: u64,
    /// Replicates that were drawn, and how many were asked for.
    pub replicates: u32,
    pub replicates_asked: u32,
    /// Leads in scope, by what is known of them before any touch.
    pub leads: u32,
    /// Journeys in scope in a regeneration, on average.
    pub journeys: Change,
    /// Conversions among them.
    pub conversions: Change,
    /// Conversions per journey in scope.
    pub rate: Change,
    /// Their value in currency units, as far as it is known; `None` where it is of none.
    pub value: Change,
    /// Conversions of a regeneration whose value is not known, on average.
    pub without_value: [f64; 2],
    /// Those that occur in any journey in scope, by name.
    pub channels: Vec<ChannelChange>,
}

/// One channel by both.
#[derive(Clone, Debug, PartialEq, Pack)]
pub struct ChannelChange {
    pub channel: String,
    /// In whose journeys it occurs. A channel that occurs in none of a playbook's journeys has credit 0 by it.
    pub occurs: [bool; 2],
    /// Conversions in a regeneration, on average; `None` where the model is not defined.
    pub credit: Change,
    /// Fraction of all credit; `None` where there is none.
    pub share: Change,
    /// Value in a regeneration, on average, in currency units; `None` where values are not known.
    pub value: Change,
}

/// One figure by both playbooks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Pack)]
pub struct Change {
    pub current: Figure,
    pub changed: Figure,
    /// The changed one less the current one.
    pub difference: Figure,
}

/// A figure of all regenerations together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Pack)]
pub struct Figure {
    pub figure: Option<f64>,
    /// Over replicates of the leads.
    pub interval: Option<Interval>,
    /// Over single regenerations; `None` of one.
    pub single: Option<Spread>,
}

/// What single regenerations show.
#[derive(Clone, Copy, Debug, PartialEq, Pack)]
pub struct Spread {
    pub least: f64,
    pub p05: f64,
    pub p50: f64,
    pub p95: f64,
    pub most: f64,
}

/// Figures of one set of weights, or of one regeneration.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Realised {
    /// Channel by channel; `None` where there is no credit.
    pub share: Option<Vec<f64>>,
    /// The same of value.
    pub value_share: Option<Vec<f64>>,
    pub journeys: f64,
    pub conversions: f64,
    /// Of conversions, in currency units; `None` where it is not known.
    pub value: Option<f64>,
    /// Conversions that shares are parts of, and their value.
    pub shared: f64,
    pub shared_value: Option<f64>,
}

/// What is known of one playbook. Replicates of one number are of the same leads; regenerations of one number of the same draws.
#[derive(Clone, Debug)]
pub struct Side {
    /// By name.
    pub channels: Vec<String>,
    pub pooled: Realised,
    pub replicates: Vec<Realised>,
    /// Shares in the order of `channels`.
    pub singles: Vec<Realised>,
}

impl Realised {
    /// The share of a channel by its place; 0 of a channel that does not occur.
    fn share_of(&self, channel: Option<usize>) -> Option<f64> {
        self.share.as_ref().map(|share| part(share, channel))
    }

    /// Its value.
    fn value_of(&self, channel: Option<usize>) -> Option<f64> {
        let shared = self.shared_value?;
        let none = (shared == 0.0).then_some(0.0);
        self.value_share.as_ref().map(|share| part(share, channel) * shared).or(none)
    }

    /// Its conversions. Where nothing converted every credit is 0.
    fn credit_of(&self, channel: Option<usize>) -> Option<f64> {
        let none = (self.shared == 0.0).then_some(0.0);
        self.share_of(channel).map(|share| share * self.shared).or(none)
    }

    fn rate(&self) -> Option<f64> {
        (self.journeys > 0.0).then(|| self.conversions / self.journeys)
    }
}

fn part(share: &[f64], channel: Option<usize>) -> f64 {
    channel.map_or(0.0, |at| share[at])
}

/// Two sides, and how their figures are put together.
pub struct Sides<'a> {
    pub sides: [&'a Side; 2],
    pub level: f64,
    /// Whether the sides cannot differ.
    pub identical: bool,
}

impl Sides<'_> {
    pub fn journeys(&self) -> Change {
        self.change(|of, _| Some(of.journeys))
    }

    pub fn conversions(&self) -> Change {
        self.change(|of, _| Some(of.conversions))
    }

    pub fn rate(&self) -> Change {
        self.change(|of, _| of.rate())
    }

    pub fn value(&self) -> Change {
        self.change(|of, _| of.value)
    }

    /// Every channel of either side.
    pub fn channels(&self) -> Vec<ChannelChange> {
        let mut names: Vec<&String> = self.sides.iter().flat_map(|side| &side.channels).collect();
        sorting::sort_distinct(&mut names);
        let change = |name: &String| {
            let places = self.sides.map(|side| side.channels.iter().position(|known| known == name));
            ChannelChange {
                channel: name.clone(),
                occurs: places.map(|place| place.is_some()),
                credit: self.change(|of, side| of.credit_of(places[side])),
                share: self.change(|of, side| of.share_of(places[side])),
                value: self.change(|of, side| of.value_of(places[side])),
            }
        };
        names.into_iter().map(change).collect()
    }

    /// `figure` tells a side's figure, by the number of the side.
    fn change(&self, figure: impl Fn(&Realised, usize) -> Option<f64>) -> Change {
        let series = |of: fn(&Side) -> &Vec<Realised>, side: usize| -> Vec<Option<f64>> {
            of(self.sides[side]).iter().map(|realised| figure(realised, side)).collect()
        };
        let replicates = [0, 1].map(|side| series(|side| &side.replicates, side));
        let singles = [0, 1].map(|side| series(|side| &side.singles, side));
        let point = [0, 1].map(|side| figure(&self.sides[side].pooled, side));
        let difference = paired(&replicates);
        // Replicates that hold nothing but zeros tell nothing, unless nothing can differ.
        let varies = replicates.each_ref().map(|of| of.iter().flatten().any(|figure| *figure != 0.0));
        let of_side = |side: usize| Figure {
            figure: point[side],
            interval: self.interval(&replicates[side], varies[side]),
            single: Spread::of(&singles[side]),
        };
        Change {
            current: of_side(0),
            changed: of_side(1),
            difference: Figure {
                figure: point[0].zip(point[1]).map(|(current, changed)| changed - current),
                interval: self.interval(&difference, self.identical || varies.contains(&true)),
                single: Spread::of(&paired(&singles)),
            },
        }
    }

    fn interval(&self, replicates: &[Option<f64>], is_told: bool) -> Option<Interval> {
        let replicates: Vec<f64> = replicates.iter().flatten().copied().collect();
        Interval::equal_tailed(self.level, replicates).filter(|_| is_told)
    }
}

/// Differences of those of one number. A playbook of one regeneration has it each time.
fn paired([current, changed]: &[Vec<Option<f64>>; 2]) -> Vec<Option<f64>> {
    let at = |series: &[Option<f64>], number: usize| series.get(number).or(series.last()).copied().flatten();
    let both = |number| Some(at(changed, number)? - at(current, number)?);
    (0..current.len().max(changed.len())).map(both).collect()
}

impl Spread {
    /// `None` of fewer than two figures.
    pub fn of(figures: &[Option<f64>]) -> Option<Spread> {
        let mut figures: Vec<f64> = figures.iter().flatten().copied().collect();
        sorting::sort_floats(&mut figures);
        let at = |probability| quantile::of_sorted(&figures, probability);
        let spread = Spread { least: at(0.0)?, p05: at(0.05)?, p50: at(0.5)?, p95: at(0.95)?, most: at(1.0)? };
        (figures.len() > 1).then_some(spread)
    }
}

impl Change {
    /// Whether the interval of the difference leaves out 0; `None` without one.
    pub fn is_told(&self) -> Option<bool> {
        self.difference.interval.map(super::compared::is_off_zero)
    }
}

#[cfg(test)]
mod tests;
