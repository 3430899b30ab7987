//! Between the further views and the analyst, the program that studies the open dataset for them.

use std::mem::discriminant;

use crate::{
    engine::{
        Refused,
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
    /// The tables of exchange of the scope, as a file; the instant is the present, in seconds since 1970-01-01 00:00 UTC.
    Exchange(Box<Query>, Exchanged, i64),
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

impl Ask {
    /// Whether an earlier question is given up for this one: the same kind of study, or another file.
    pub fn takes_the_place_of(&self, earlier: &Ask) -> bool {
        match (self, earlier) {
            (Ask::Study(_, study), Ask::Study(_, other)) => discriminant(study) == discriminant(other),
            (Ask::Exchange(..), Ask::Exchange(..)) => true,
            _ => false,
        }
    }
}
