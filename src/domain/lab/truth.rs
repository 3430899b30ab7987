//! What each channel of a playbook really brings, in conversions a lead.
//!
//! v(S) is the expected conversions of a lead with only the channels of S acting. A channel that does not act makes no touches:
//! its places stay empty, no alternative steps in, its stops do not fire, and every other touch keeps its time.

mod enumerated;
mod game;
mod outcomes;
mod shapley;
mod simulated;

use std::fmt;

use crate::{
    domain::{
        channel::{ChannelId, TooManyChannels},
        playbook::Playbook,
        sorting,
    },
    pack::Pack,
};
use enumerated::{Enumeration, Progress};
use game::Game;
use simulated::Simulation;

use super::Population;

/// Conversions a lead.
#[derive(Clone, Debug, PartialEq, Pack)]
pub struct Truth {
    /// All of the playbook, sorted by name; the lists below stand in their order.
    pub channels: Vec<String>,
    /// v(all channels).
    pub all: f64,
    /// v(no channel): what would have happened anyway.
    pub none: f64,
    /// v(all) less v(all without the channel).
    pub incremental: Vec<f64>,
    /// The Shapley value of v: fair shares of `all` less `none`.
    pub fair: Vec<f64>,
    pub way: Way,
}

/// How it was found.
#[derive(Clone, Debug, PartialEq, Pack)]
pub enum Way {
    /// Over all that can happen.
    Enumerated,
    /// Over so many leads that were drawn.
    Simulated { leads: u32, error: Errors },
}

/// The standard error of each figure of a [`Truth`], in conversions a lead.
#[derive(Clone, Debug, PartialEq, Pack)]
pub struct Errors {
    pub all: f64,
    pub none: f64,
    pub incremental: Vec<f64>,
    pub fair: Vec<f64>,
}

/// Why there is no truth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TruthFault {
    TooManyChannels(TooManyChannels),
    /// No group of the population has both weight and a value of SII.
    NoLeads,
}

impl fmt::Display for TruthFault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TruthFault::TooManyChannels(fault) => fault.fmt(out),
            TruthFault::NoLeads => out.write_str("the population has no leads to draw"),
        }
    }
}

impl std::error::Error for TruthFault {}

/// A truth in the making, a few milliseconds at a time: rules that are small enough are enumerated one after the other, the rest
/// is simulated together.
#[derive(Debug)]
pub struct TruthJob {
    channels: Vec<String>,
    seed: u64,
    games: Vec<Game>,
    /// How many of the games have been looked at.
    done: usize,
    enumeration: Option<Enumeration>,
    /// The games that are too large to enumerate.
    large: Vec<usize>,
    simulation: Option<Simulation>,
    /// What is known so far, over all leads.
    figures: Vec<f64>,
}

/// Elementary steps of one turn: a few milliseconds.
const TURN: u64 = 1 << 16;

/// v(all) and v(none), then every channel's incremental effect, then every channel's fair share.
struct Figures<'a>(&'a mut [f64]);

impl Figures<'_> {
    const ALL: usize = 0;
    const NONE: usize = 1;
    const CHANNELS: usize = 2;

    fn add_all(&mut self, all: f64, none: f64) {
        self.0[Figures::ALL] += all;
        self.0[Figures::NONE] += none;
    }

    fn add(&mut self, channel: ChannelId, incremental: f64, fair: f64) {
        let channels = (self.0.len() - Figures::CHANNELS) / 2;
        self.0[Figures::CHANNELS + channel.index()] += incremental;
        self.0[Figures::CHANNELS + channels + channel.index()] += fair;
    }
}

impl TruthJob {
    /// Begins. The seed is that of simulated leads; what is enumerated does not depend on it.
    pub fn start(playbook: &Playbook, population: &Population, seed: u64) -> Result<TruthJob, TruthFault> {
        let channels = playbook.channels().map_err(TruthFault::TooManyChannels)?;
        let whole = population.whole();
        if !whole.is_finite() || whole <= 0.0 {
            return Err(TruthFault::NoLeads);
        }
        let mut games = Vec::new();
        for rule in playbook.every_rule() {
            let mut sii = population.of_rule(playbook, rule);
            sorting::sort_by(&mut sii, |a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
            let weight: f64 = sii.iter().map(|(_, weight)| weight).sum();
            if weight > 0.0 {
                sii.iter_mut().for_each(|(_, part)| *part /= weight);
                games.push(Game::of(rule, &channels, weight / whole, &sii));
            }
        }
        Ok(TruthJob {
            figures: vec![0.0; Figures::CHANNELS + 2 * channels.len()],
            channels: channels.names().map(str::to_owned).collect(),
            seed,
            games,
            done: 0,
            enumeration: None,
            large: Vec::new(),
            simulation: None,
        })
    }

    /// Does a little of it; the truth once it is known, and from then on.
    pub fn step(&mut self) -> Option<Truth> {
        if let Some(game) = self.games.get(self.done) {
            let enumeration = self.enumeration.get_or_insert_with(|| Enumeration::of(game));
            match enumeration.step(game) {
                Progress::More => return None,
                Progress::TooLarge => self.large.push(self.done),
                Progress::Done => enumeration.add(game, &mut Figures(&mut self.figures)),
            }
            self.enumeration = None;
            self.done += 1;
        }
        if self.done < self.games.len() {
            return None;
        }
        if self.large.is_empty() {
            return Some(self.truth(&self.figures, Way::Enumerated));
        }
        let known = self.figures[Figures::ALL];
        let begun = || Simulation::of(self.seed, &self.large, &self.games, self.figures.len());
        let simulation = self.simulation.get_or_insert_with(begun);
        if !simulation.step(&self.games, known) {
            return None;
        }
        let leads = simulation.leads();
        let (means, errors) = simulation.found(&self.games);
        let figures: Vec<f64> = self.figures.iter().zip(means).map(|(known, mean)| known + mean).collect();
        let (all, none, incremental, fair) = self.apart(&errors);
        let way = Way::Simulated { leads, error: Errors { all, none, incremental, fair } };
        Some(self.truth(&figures, way))
    }

    /// How much of it is done, from 0 to 1, as far as can be told.
    pub fn fraction(&self) -> f64 {
        let known = self.figures[Figures::ALL];
        let simulated = self.simulation.as_ref().map_or(0.0, |of| of.fraction(&self.games, known));
        let enumerated = self.done as f64 / self.games.len().max(1) as f64;
        0.5 * (enumerated + simulated)
    }

    fn truth(&self, figures: &[f64], way: Way) -> Truth {
        let (all, none, incremental, fair) = self.apart(figures);
        Truth { channels: self.channels.clone(), all, none, incremental, fair, way }
    }

    fn apart(&self, figures: &[f64]) -> (f64, f64, Vec<f64>, Vec<f64>) {
        let (incremental, fair) = figures[Figures::CHANNELS..].split_at(self.channels.len());
        (figures[Figures::ALL], figures[Figures::NONE], incremental.to_vec(), fair.to_vec())
    }
}

impl Truth {
    /// The whole of it at once.
    pub fn of(playbook: &Playbook, population: &Population, seed: u64) -> Result<Truth, TruthFault> {
        let mut job = TruthJob::start(playbook, population, seed)?;
        loop {
            if let Some(truth) = job.step() {
                return Ok(truth);
            }
        }
    }
}

#[cfg(test)]
mod tests;
