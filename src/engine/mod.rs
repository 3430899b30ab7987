//! Work in small steps: a job is started, stepped until it is done, and can be dropped at any
//! step. Pure: no clock, no I/O but the reader that an import is given.

pub mod attribute;

pub mod import;

pub mod query;

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::domain::{
    attribution::chain::TooManyStates, channel::TooManyChannels, dataset::Dataset, import::FileFault, report::Report,
};
use attribute::AttributeJob;
use query::{Query, QueryError};

/// What one step of a job came to.
#[derive(Debug)]
pub enum Step<T> {
    /// There is more to do.
    More(Progress),
    Done(T),
}

/// How far a job has come.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Progress {
    pub phase: Phase,
    /// Rows read, or replicates drawn.
    pub count: u32,
    /// 0 to 1, where the end is known.
    pub fraction: Option<f64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Phase {
    Reading,
    Replicating,
}

/// Why a job came to no result.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum EngineError {
    File(FileFault),
    Query(QueryError),
    Chain(TooManyStates),
    Channels(usize),
}

/// Answers one query at once.
pub fn attribute(dataset: &Dataset, query: &Query) -> Result<Report, EngineError> {
    let mut job = AttributeJob::start(dataset, query.clone(), None)?;
    loop {
        if let Step::Done(()) = job.step()? {
            return Ok(job.finish(dataset).0);
        }
    }
}

impl fmt::Display for EngineError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            EngineError::File(fault) => fault.fmt(out),
            EngineError::Query(error) => error.fmt(out),
            EngineError::Chain(error) => error.fmt(out),
            EngineError::Channels(count) => TooManyChannels(*count).fmt(out),
        }
    }
}

impl std::error::Error for EngineError {}

impl From<FileFault> for EngineError {
    fn from(fault: FileFault) -> Self {
        EngineError::File(fault)
    }
}

impl From<QueryError> for EngineError {
    fn from(error: QueryError) -> Self {
        EngineError::Query(error)
    }
}

impl From<TooManyStates> for EngineError {
    fn from(error: TooManyStates) -> Self {
        EngineError::Chain(error)
    }
}

impl From<TooManyChannels> for EngineError {
    fn from(error: TooManyChannels) -> Self {
        EngineError::Channels(error.0)
    }
}
