//! The job that turns a file into a dataset, whatever it holds.

use std::io::Read;

use serde::{Deserialize, Serialize};

use super::{EngineError, Phase, Progress, Step};
use crate::domain::{
    dataset::Dataset,
    import::{Input, KNOWN_COLUMNS, LeadImport, Pass, is_lead_column},
    playbook::Playbook,
    touchpoint::{EventImport, field, settings::Settings},
};

/// Rows a step: some milliseconds' work, so that a cancel is heard soon.
const ROWS: usize = 4_000;

/// What a file can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    Leads,
    Touchpoints,
}

/// How a file is to be read; what is not given is told from it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Choices {
    pub kind: Option<Kind>,
    pub settings: Settings,
}

/// An import under way. The dataset that is open stays open until this is done.
pub struct ImportJob<R: Read> {
    name: String,
    size: Option<u64>,
    of: Of<R>,
}

enum Of<R: Read> {
    Leads(Box<LeadImport<R>>),
    Touchpoints(Box<EventImport<R>>),
}

impl<R: Read> ImportJob<R> {
    /// Opens a file of `size` bytes, tells what it holds and reads its header.
    pub fn start(name: &str, size: Option<u64>, source: R, choices: &Choices) -> Result<Self, EngineError> {
        let known = |name: &str| KNOWN_COLUMNS.contains(&name) || field::is_known(name);
        let table = Input::open(source, &choices.settings.hints, known)?;
        let of = match choices.kind.unwrap_or_else(|| kind(&table.reading().names)) {
            Kind::Leads => Of::Leads(Box::new(LeadImport::of_table(table)?)),
            Kind::Touchpoints => Of::Touchpoints(Box::new(EventImport::open(table, choices.settings.clone())?)),
        };
        Ok(ImportJob { name: name.to_owned(), size, of })
    }

    /// Reads some rows.
    pub fn step(&mut self) -> Result<Step<()>, EngineError> {
        let pass = match &mut self.of {
            Of::Leads(import) => import.read_rows(ROWS)?,
            Of::Touchpoints(import) => import.read_rows(ROWS)?,
        };
        match pass {
            Pass::Ended => Ok(Step::Done(())),
            Pass::Running => Ok(Step::More(self.progress())),
        }
    }

    /// Makes the journeys: of leads by the playbook; touchpoints are theirs. `zone` holds the data of the
    /// time zone that was asked for.
    pub fn finish(self, playbook: Playbook, zone: Option<&[u8]>) -> Result<Dataset, EngineError> {
        match self.of {
            Of::Leads(import) => Ok(Dataset::synthesise(&self.name, import.finish()?, playbook)?),
            Of::Touchpoints(import) => Ok(Dataset::observed(&self.name, import.finish(zone)?)),
        }
    }

    fn progress(&self) -> Progress {
        let (bytes, count) = match &self.of {
            Of::Leads(import) => (import.bytes_read(), import.rows_read()),
            Of::Touchpoints(import) => (import.bytes_read(), import.rows_read()),
        };
        let fraction = |size: u64| (bytes as f64 / size as f64).min(1.0);
        Progress { phase: Phase::Reading, count, fraction: self.size.filter(|size| *size > 0).map(fraction) }
    }
}

/// Touchpoints where columns are named for who, when and which channel; else leads where any column is one that
/// only leads have.
fn kind(names: &[String]) -> Kind {
    let lead = names.iter().any(|name| is_lead_column(name));
    match lead && !field::are_named(names) {
        true => Kind::Leads,
        false => Kind::Touchpoints,
    }
}
