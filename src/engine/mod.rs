//! Work in small steps: a job is started, stepped until it is done, and can be dropped at any
//! step. Pure: no clock, no I/O but the reader that an import is given.

pub mod attribute;

mod comparing;

mod fitting;

pub mod import;

pub mod lab;

pub mod query;

mod refused;

mod reporting;

mod selection;

pub mod study;

use std::fmt;

use crate::{
    domain::{
        attribution::fit::FitError,
        channel::TooManyChannels,
        comparison::Comparison,
        dataset::Dataset,
        import::{FileFault, path_table::PathTableError},
        journey::Origin,
        path::PathTable,
        report::Report,
        touchpoint::Refusal,
    },
    pack::Pack,
};
use attribute::{AttributeJob, Purpose};
use query::{Query, QueryError};
pub use refused::{Asks, Refused};

/// What one step of a job came to.
#[derive(Debug)]
pub enum Step<T> {
    /// There is more to do.
    More(Progress),
    Done(T),
}

/// How far a job has come.
#[derive(Clone, Copy, Debug, PartialEq, Pack)]
pub struct Progress {
    pub phase: Phase,
    /// Rows read, or replicates drawn.
    pub count: u32,
    /// 0 to 1, where the end is known.
    pub fraction: Option<f64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Pack)]
pub enum Phase {
    /// Unpacking a file, or making UTF-8 of it, before it is read.
    Transcoding,
    Reading,
    /// Rows become journeys.
    Joining,
    Fitting,
    Replicating,
    /// A dataset is being stored.
    Storing,
}

/// Why a job came to no result.
#[derive(Clone, Debug, PartialEq)]
pub enum EngineError {
    File(FileFault),
    Touchpoints(Box<Refusal>),
    Paths(PathTableError),
    Query(QueryError),
    Fit(FitError),
    Channels(usize),
    /// Why a study has no answer.
    Study(String),
    /// The file is expected to take more memory than there is.
    TooLarge {
        rows: u64,
        memory: u64,
    },
}

/// Answers one query at once.
pub fn attribute(dataset: &Dataset, query: &Query) -> Result<Report, EngineError> {
    reported(AttributeJob::start(dataset, query.clone(), Purpose::Report, None)?)
}

/// Answers one query about a table of observed paths. It has no leads, so that no filter applies.
pub fn attribute_paths(table: PathTable, query: &Query) -> Result<Report, EngineError> {
    reported(AttributeJob::of_paths(table, Origin::Observed, query.clone(), Purpose::Report)?)
}

/// Every model side by side.
pub fn compare(dataset: &Dataset, query: &Query) -> Result<Comparison, EngineError> {
    let mut job = AttributeJob::start(dataset, query.clone(), Purpose::Comparison, None)?;
    while let Step::More(_) = job.step()? {}
    Ok(job.compared())
}

fn reported(mut job: AttributeJob) -> Result<Report, EngineError> {
    while let Step::More(_) = job.step()? {}
    Ok(job.reported())
}

impl fmt::Display for EngineError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            EngineError::File(fault) => fault.fmt(out),
            EngineError::Touchpoints(refusal) => refusal.fmt(out),
            EngineError::Paths(error) => error.fmt(out),
            EngineError::Query(error) => error.fmt(out),
            EngineError::Fit(error) => error.fmt(out),
            EngineError::TooLarge { rows, memory } => write!(
                out,
                "The file has about {} million rows, for which {} GB of memory are needed; a browser gives a page about 3. Read a part of it: fewer days, or fewer customers.",
                rows / 1_000_000,
                memory / 1_000_000_000
            ),
            EngineError::Channels(count) => TooManyChannels(*count).fmt(out),
            EngineError::Study(words) => out.write_str(words),
        }
    }
}

impl std::error::Error for EngineError {}

impl From<FileFault> for EngineError {
    fn from(fault: FileFault) -> Self {
        EngineError::File(fault)
    }
}

impl From<Refusal> for EngineError {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::File(fault) => EngineError::File(fault),
            other => EngineError::Touchpoints(Box::new(other)),
        }
    }
}

impl From<PathTableError> for EngineError {
    fn from(error: PathTableError) -> Self {
        match error {
            PathTableError::File(fault) => EngineError::File(fault),
            other => EngineError::Paths(other),
        }
    }
}

impl From<QueryError> for EngineError {
    fn from(error: QueryError) -> Self {
        EngineError::Query(error)
    }
}

impl From<FitError> for EngineError {
    fn from(error: FitError) -> Self {
        EngineError::Fit(error)
    }
}

impl From<TooManyChannels> for EngineError {
    fn from(error: TooManyChannels) -> Self {
        EngineError::Channels(error.0)
    }
}
