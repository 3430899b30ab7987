//! The job that turns a file into a dataset.

use std::io::Read;

use super::{EngineError, Phase, Progress, Step};
use crate::domain::{
    dataset::Dataset,
    import::{LeadImport, Pass, table::Hints},
    playbook::Playbook,
};

/// Rows a step: some milliseconds' work, so that a cancel is heard soon.
const ROWS: usize = 4_000;

/// An import under way. The dataset that is open stays open until this is done.
pub struct ImportJob<R: Read> {
    name: String,
    size: Option<u64>,
    import: LeadImport<R>,
}

impl<R: Read> ImportJob<R> {
    /// Opens a file of `size` bytes and reads its header.
    pub fn start(name: &str, size: Option<u64>, source: R) -> Result<Self, EngineError> {
        let import = LeadImport::open(source, &Hints::default())?;
        Ok(ImportJob { name: name.to_owned(), size, import })
    }

    /// Reads some rows.
    pub fn step(&mut self) -> Result<Step<()>, EngineError> {
        match self.import.read_rows(ROWS)? {
            Pass::Ended => Ok(Step::Done(())),
            Pass::Running => Ok(Step::More(self.progress())),
        }
    }

    /// Makes the journeys.
    pub fn finish(self, playbook: Playbook) -> Result<Dataset, EngineError> {
        Ok(Dataset::synthesise(&self.name, self.import.finish()?, playbook)?)
    }

    fn progress(&self) -> Progress {
        let fraction = |size: u64| (self.import.bytes_read() as f64 / size as f64).min(1.0);
        let fraction = self.size.filter(|size| *size > 0).map(fraction);
        Progress { phase: Phase::Reading, count: self.import.rows_read(), fraction }
    }
}
