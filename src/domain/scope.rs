//! Which journeys a figure speaks of.

pub mod words;

use crate::pack::Pack;
use serde::Serialize;

use super::{
    dataset::{Dataset, Subject},
    journey::Journey,
    lead::{NameId, Names},
    measure::Range,
    path::PathFilter,
    touchpoint::SegmentColumn,
    zip::Zip,
};

/// A choice of journeys, and of channels to leave out of them.
#[derive(Clone, Debug, PartialEq, Serialize, Pack)]
pub struct Scope {
    /// Empty: every ZIP, unknown included.
    pub zips: Vec<Zip>,
    /// Empty: every play, and leads without one.
    pub plays: Vec<String>,
    /// Empty: every persona, and journeys without one.
    pub personas: Vec<String>,
    /// Words of columns of segments, each with its column. Of one column any of them, of several columns all; empty:
    /// every journey.
    pub segments: Vec<(String, String)>,
    /// `None`: leads of every tier.
    pub tier: Option<Tier>,
    /// Journeys that are measured and lie within all of these.
    pub ranges: Vec<Range>,
    /// By the channels that they hold.
    pub paths: PathFilter,
    /// Channels taken out of every journey. Journeys emptied by it still count.
    pub without: Vec<String>,
    /// Channels that count as one, group by group.
    pub groups: Vec<Vec<String>>,
}

/// The A tier: leads that reach both thresholds.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Pack)]
pub struct Tier {
    pub sii_at_least: f64,
    pub risk_at_least: f64,
}

/// How many accepted leads each filter leaves out, in the order in which they apply.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Pack)]
pub struct OutsideScope {
    pub below_tier: u32,
    /// Of those below the tier, leads whose risk is blank.
    pub risk_unknown: u32,
    pub other_zip: u32,
    pub other_play: u32,
    pub other_segment: u32,
    pub other_persona: u32,
    /// Outside a range, or not measured.
    pub out_of_range: u32,
    /// By the channels that they hold.
    pub other_path: u32,
}

impl Default for Tier {
    fn default() -> Tier {
        Tier { sii_at_least: 70.0, risk_at_least: 60.0 }
    }
}

impl Default for Scope {
    fn default() -> Scope {
        Scope {
            zips: Vec::new(),
            plays: Vec::new(),
            personas: Vec::new(),
            segments: Vec::new(),
            tier: Some(Tier::default()),
            ranges: Vec::new(),
            paths: PathFilter::default(),
            without: Vec::new(),
            groups: Vec::new(),
        }
    }
}

impl Tier {
    pub fn holds(&self, lead: &Subject) -> bool {
        lead.sii.is_some_and(|sii| sii >= self.sii_at_least) && lead.risk.is_some_and(|risk| risk >= self.risk_at_least)
    }
}

impl OutsideScope {
    pub fn total(&self) -> u32 {
        let OutsideScope {
            below_tier,
            other_zip,
            other_play,
            other_segment,
            other_persona,
            out_of_range,
            other_path,
            ..
        } = self;
        below_tier + other_zip + other_play + other_segment + other_persona + out_of_range + other_path
    }
}

impl Scope {
    /// The tier in force: none where the file has no risk column to judge by.
    pub fn effective_tier(&self, dataset: &Dataset) -> Option<Tier> {
        self.tier.filter(|_| dataset.has_risk())
    }

    /// By number: columns of which only some words are in scope, and these.
    fn chosen_words(&self, dataset: &Dataset) -> Vec<(usize, Vec<u32>)> {
        let columns = dataset.segments().iter().enumerate();
        let of_column = |(at, column): (usize, &SegmentColumn)| {
            let of_column = self.segments.iter().filter(|(name, _)| *name == column.name);
            let words: Vec<u32> = of_column
                .map(|(_, word)| column.words.find(word).map_or(u32::MAX, |id| id.index() as u32 + 1))
                .collect();
            (!words.is_empty()).then_some((at, words))
        };
        columns.filter_map(of_column).collect()
    }

    /// The journeys in scope, in file order, and a count of the others.
    pub fn select<'a>(&self, dataset: &'a Dataset) -> (Vec<&'a Journey>, OutsideScope) {
        let tier = self.effective_tier(dataset);
        let ids = |chosen: &[String], names: &Names| -> Vec<NameId> {
            chosen.iter().filter_map(|name| names.find(name)).collect()
        };
        let (plays, personas) = (ids(&self.plays, dataset.plays()), ids(&self.personas, dataset.personas()));
        let fits =
            |chosen: &[NameId], all: bool, one: Option<NameId>| all || one.is_some_and(|one| chosen.contains(&one));
        let paths = self.paths.fitting(&dataset.journeys);
        let segments = self.chosen_words(dataset);
        let is_chosen =
            |journey: &Journey| segments.iter().all(|(at, words)| words.contains(&dataset.segment_word(journey, *at)));
        let mut outside = OutsideScope::default();
        let mut inside = Vec::new();
        for journey in &dataset.journeys.rows {
            let lead = dataset.subject(journey);
            if tier.is_some_and(|tier| !tier.holds(&lead)) {
                outside.below_tier += 1;
                outside.risk_unknown += u32::from(lead.risk.is_none());
            } else if !self.zips.is_empty() && !self.zips.contains(&lead.zip) {
                outside.other_zip += 1;
            } else if !fits(&plays, self.plays.is_empty(), lead.play) {
                outside.other_play += 1;
            } else if !fits(&personas, self.personas.is_empty(), lead.persona) {
                outside.other_persona += 1;
            } else if !self.ranges.iter().all(|range| range.holds(dataset, journey)) {
                outside.out_of_range += 1;
            } else if paths.as_ref().is_some_and(|paths| !paths[journey.path as usize]) {
                outside.other_path += 1;
            } else if !is_chosen(journey) {
                outside.other_segment += 1;
            } else {
                inside.push(journey);
            }
        }
        (inside, outside)
    }
}
