//! Between the further views and the analyst, the program that studies the open dataset for them.

use std::mem::discriminant;

use crate::{
    domain::{
        dataset::Dataset,
        journey::Journey,
        lab::{Knobs, Population, Scenario},
        path::Rewrite,
        playbook::{
            Playbook,
            check::{Fault, Severity, check},
            fit::{FitJob, FitOptions},
        },
    },
    engine::{
        Refused,
        lab::{LabAsk, LabError},
        query::Query,
        study::{Findings, Study},
    },
    export::stormops::StormOpsTable,
    pack::Pack,
};

#[derive(Clone, Debug, PartialEq, Pack)]
pub struct ToAnalyst {
    pub id: u32,
    pub ask: Ask,
}

#[derive(Clone, Debug, PartialEq, Pack)]
pub enum Ask {
    /// The dataset whose record comes with this is the one that is studied from now on.
    Load,
    /// A study under way of the same kind is given up for it.
    Study(Box<Query>, Study),
    /// A run of the truth lab, or none: the one under way is given up for it.
    Lab(Option<Box<LabWish>>),
    /// The tables of exchange of the scope, as a file; the instant is the present, in seconds since 1970-01-01 00:00 UTC.
    Exchange(Box<Query>, Exchanged, i64),
    /// The rows of the file that were left out, whatever the scope is: as JSON, or as CSV.
    Rejected { as_json: bool },
}

/// A run of the truth lab, of which the query's model settings and level are taken.
#[derive(Clone, Debug, PartialEq, Pack)]
pub struct LabWish {
    pub world: World,
    pub knobs: Knobs,
    /// Journeys of each repetition.
    pub journeys: u32,
    pub repetitions: u32,
    pub seed: u64,
    pub query: Query,
}

/// A world in which the truth is known.
#[derive(Clone, Debug, PartialEq, Pack)]
pub enum World {
    /// By its name.
    Scenario(String),
    /// A playbook, followed by leads like those of the open dataset.
    Playbook(Box<Playbook>),
    /// What is learnt from the open dataset's journeys.
    Learnt,
}

/// What is written of the tables of exchange.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Pack)]
pub enum Exchanged {
    /// One of them, as CSV.
    Csv(StormOpsTable),
    /// All, as SQL.
    Sqlite,
    Postgres,
}

#[derive(Clone, Debug, PartialEq, Pack)]
pub enum FromAnalyst {
    /// It listens.
    Ready,
    Progress {
        id: u32,
        fraction: f64,
    },
    Found {
        id: u32,
        findings: Box<Findings>,
    },
    /// The file comes with this.
    Written {
        id: u32,
    },
    Refused {
        id: u32,
        refused: Refused,
    },
}

impl World {
    /// What the worlds of an open dataset are named.
    pub const OF_DATASET: [&str; 2] = ["playbook", "learnt"];

    /// The scenario's name, or that of a world of the open dataset: one word.
    pub fn name(&self) -> &str {
        let [playbook, learnt] = World::OF_DATASET;
        match self {
            World::Scenario(name) => name,
            World::Playbook(_) => playbook,
            World::Learnt => learnt,
        }
    }
}

impl LabWish {
    /// The fit that comes first where the world is what is learnt from the open dataset.
    pub fn learning(&self, dataset: Option<&Dataset>) -> Result<Option<FitJob>, LabError> {
        match (&self.world, dataset) {
            (World::Learnt, Some(dataset)) => {
                let all: Vec<&Journey> = dataset.journeys.rows.iter().collect();
                Ok(Some(FitJob::start(dataset, &all, &Rewrite::default(), FitOptions::default())?))
            }
            _ => Ok(None),
        }
    }

    /// What is asked of the lab, in the world of the open dataset where that is wanted, with what was learnt from it.
    pub fn asked(&self, dataset: Option<&Dataset>, learnt: Option<&Playbook>) -> Result<LabAsk, LabError> {
        let (playbook, population) = match (&self.world, dataset, learnt) {
            (World::Scenario(name), ..) => {
                let scenario = Scenario::named(name, self.knobs).ok_or_else(|| LabError::NoWorld(name.clone()))?;
                (scenario.playbook, scenario.population)
            }
            (World::Playbook(playbook), Some(dataset), _) => {
                let stops = |fault: &Fault| fault.severity == Severity::Stops;
                if let Some(fault) = check(playbook).into_iter().find(stops) {
                    return Err(LabError::Playbook(fault));
                }
                let population = Population::of_dataset(dataset, playbook).ok_or(LabError::NoPopulation)?;
                (self.knobs.applied(playbook), population)
            }
            (World::Learnt, Some(dataset), Some(learnt)) => {
                let population = Population::of_dataset(dataset, learnt).ok_or(LabError::NoPopulation)?;
                (self.knobs.applied(learnt), population)
            }
            (World::Playbook(_) | World::Learnt, ..) => return Err(LabError::NoPopulation),
        };
        let query = &self.query;
        Ok(LabAsk {
            knobs: self.knobs,
            journeys: LabAsk::sizes(self.journeys),
            repetitions: self.repetitions,
            level: query.level,
            seed: self.seed,
            alpha: query.alpha,
            settings: query.settings.clone(),
            ..LabAsk::new(playbook, population)
        })
    }
}

impl Ask {
    /// Whether an earlier question is given up for this one: the same kind of study, other tables of exchange, or the same
    /// file of rejected rows.
    pub fn takes_the_place_of(&self, earlier: &Ask) -> bool {
        match (self, earlier) {
            (Ask::Study(_, study), Ask::Study(_, other)) => discriminant(study) == discriminant(other),
            (Ask::Exchange(..), Ask::Exchange(..)) | (Ask::Lab(_), Ask::Lab(_)) => true,
            (Ask::Rejected { .. }, Ask::Rejected { .. }) => self == earlier,
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rejected_rows_and_tables_of_exchange_are_written_beside_each_other() {
        let csv = Ask::Rejected { as_json: false };
        let json = Ask::Rejected { as_json: true };
        let tables = Ask::Exchange(Box::default(), Exchanged::Sqlite, 0);
        for (one, other) in [(&csv, &json), (&csv, &tables), (&json, &tables)] {
            assert!(!one.takes_the_place_of(other) && !other.takes_the_place_of(one), "{one:?}, {other:?}");
        }
        let others = Ask::Exchange(Box::default(), Exchanged::Postgres, 7);
        assert!(csv.takes_the_place_of(&csv) && others.takes_the_place_of(&tables));
    }
}
