//! What is asked of the truth lab.

use std::fmt;

use crate::{
    domain::{
        attribution::model::Settings,
        lab::{Knobs, Population, TruthFault},
        playbook::{Playbook, check::Fault},
        uncertainty::resample::Method,
    },
    engine::{
        EngineError, Refused,
        query::{DEFAULT_SEED, Query},
    },
    pack::Pack,
};

/// Most journeys of one repetition.
pub const MOST_JOURNEYS: u32 = 100_000;

/// Most repetitions.
pub const MOST_REPETITIONS: u32 = 2_000;

/// A playbook whose effects are known, the leads that it is played to, and how often.
#[derive(Clone, Debug, PartialEq, Pack)]
pub struct LabAsk {
    /// As it is played: with size and noise of its effects.
    pub playbook: Playbook,
    /// How it was turned to be so; told with the findings, and nothing else.
    pub knobs: Knobs,
    pub population: Population,
    /// Sample sizes, in journeys; the verdict is of the largest.
    pub journeys: Vec<u32>,
    pub repetitions: u32,
    /// Of each interval; 0 for no intervals.
    pub replicates: u32,
    /// Of the intervals, between 0 and 1.
    pub level: f64,
    pub seed: u64,
    /// Weight of Markov in the hybrid, 0 to 1.
    pub alpha: f64,
    pub settings: Settings,
}

/// What cannot be asked, or could not be answered.
#[derive(Clone, Debug, PartialEq)]
pub enum LabError {
    Journeys(u32),
    /// There is no sample size.
    NoSizes,
    Repetitions(u32),
    /// No scenario has this name.
    NoWorld(String),
    /// There is nobody that a playbook could be played to.
    NoPopulation,
    /// The playbook cannot be followed.
    Playbook(Fault),
    Truth(TruthFault),
    Engine(EngineError),
}

impl LabAsk {
    /// A playbook as it stands in its file, in 300 repetitions of 1,000 journeys, with intervals of 200 replicates at 90 %.
    pub fn new(playbook: Playbook, population: Population) -> LabAsk {
        LabAsk {
            playbook,
            knobs: Knobs::default(),
            population,
            journeys: LabAsk::sizes(1_000),
            repetitions: 300,
            replicates: 200,
            level: 0.9,
            seed: DEFAULT_SEED,
            alpha: 0.5,
            settings: Settings::default(),
        }
    }

    /// So many journeys, and an eighth, a quarter and half as many.
    pub fn sizes(journeys: u32) -> Vec<u32> {
        let mut sizes: Vec<u32> = [8, 4, 2, 1].map(|part| (journeys / part).max(1)).into();
        sizes.dedup();
        sizes
    }

    pub fn check(&self) -> Result<(), LabError> {
        if self.journeys.is_empty() {
            return Err(LabError::NoSizes);
        }
        if let Some(count) = self.journeys.iter().find(|count| !(1..=MOST_JOURNEYS).contains(*count)) {
            return Err(LabError::Journeys(*count));
        }
        if !(1..=MOST_REPETITIONS).contains(&self.repetitions) {
            return Err(LabError::Repetitions(self.repetitions));
        }
        let query = Query {
            alpha: self.alpha,
            settings: self.settings.clone(),
            method: Method::Bayesian,
            seed: self.seed,
            replicates: self.replicates,
            level: self.level,
            ..Query::default()
        };
        Ok(query.check_numbers().map_err(EngineError::from)?)
    }
}

impl LabError {
    /// For whoever asked.
    pub fn refused(&self) -> Refused {
        Refused { words: self.to_string(), asks: None }
    }
}

impl<E: Into<EngineError>> From<E> for LabError {
    fn from(error: E) -> LabError {
        LabError::Engine(error.into())
    }
}

impl fmt::Display for LabError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LabError::Journeys(count) => {
                write!(out, "a repetition of {count} journeys is not possible: from 1 to {MOST_JOURNEYS} are")
            }
            LabError::NoWorld(name) => write!(out, "there is no scenario \"{name}\""),
            LabError::NoPopulation => {
                write!(
                    out,
                    "the open dataset is not read yet, or it is a path table, whose journeys befell nobody that is known"
                )
            }
            LabError::Playbook(fault) => write!(out, "the playbook cannot be followed: {fault}"),
            LabError::NoSizes => write!(out, "no number of journeys is given"),
            LabError::Repetitions(count) => {
                write!(out, "{count} repetitions are not possible: from 1 to {MOST_REPETITIONS} are")
            }
            LabError::Truth(fault) => fault.fmt(out),
            LabError::Engine(error) => error.fmt(out),
        }
    }
}

impl std::error::Error for LabError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_go_up_in_doublings() {
        assert_eq!(LabAsk::sizes(1_000), [125, 250, 500, 1_000]);
        assert_eq!(LabAsk::sizes(2), [1, 2]);
    }
}
