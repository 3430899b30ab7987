//! What each channel of a playbook really brings, in conversions a lead.
//!
//! v(S) is the expected conversions of a lead with only the channels of S acting. A channel that does not act makes no touches:
//! its places stay empty, no alternative steps in, its stops do not fire, and every other touch keeps its time.

use std::fmt;

use crate::{
    domain::{channel::TooManyChannels, playbook::Playbook},
    pack::Pack,
};

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

/// A truth in the making, a few milliseconds at a time.
#[derive(Debug)]
pub struct TruthJob {
    channels: Vec<String>,
}

impl TruthJob {
    /// Begins. The seed is that of simulated leads; what is enumerated does not depend on it.
    pub fn start(playbook: &Playbook, population: &Population, _seed: u64) -> Result<TruthJob, TruthFault> {
        let channels = playbook.channels().map_err(TruthFault::TooManyChannels)?;
        if !(population.whole() > 0.0) {
            return Err(TruthFault::NoLeads);
        }
        Ok(TruthJob { channels: channels.names().map(str::to_owned).collect() })
    }

    /// Does a little of it; the truth once it is known.
    pub fn step(&mut self) -> Option<Truth> {
        let zeros = vec![0.0; self.channels.len()];
        Some(Truth {
            channels: self.channels.clone(),
            all: 0.0,
            none: 0.0,
            incremental: zeros.clone(),
            fair: zeros,
            way: Way::Enumerated,
        })
    }

    /// How much of it is done, from 0 to 1.
    pub fn fraction(&self) -> f64 {
        0.0
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
