//! Between the further views and the analyst, the program that studies the open dataset for them.

use crate::{
    engine::{
        Refused,
        query::Query,
        study::{Findings, Study},
    },
    pack::Pack,
    store::StoreError,
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
}

#[derive(Clone, Debug, PartialEq, Pack)]
pub enum FromAnalyst {
    /// It listens.
    Ready,
    /// The record could not be read.
    Unloaded(StoreError),
    Progress {
        id: u32,
        fraction: f64,
    },
    Found {
        id: u32,
        findings: Box<Findings>,
    },
    Refused {
        id: u32,
        refused: Refused,
    },
}
