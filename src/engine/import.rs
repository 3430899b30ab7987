//! The job that turns a file into a dataset, whatever it holds.

use std::io::Read;

use serde::{Deserialize, Serialize};

use super::{EngineError, Phase, Progress, Step};
use crate::domain::{
    dataset::Dataset,
    import::{
        Input, KNOWN_COLUMNS, LeadImport, Pass, is_lead_column,
        path_table::{PathImport, is_path_column},
    },
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
    Paths,
}

/// How a file is to be read; what is not given is told from it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Choices {
    pub kind: Option<Kind>,
    /// Of touchpoints; its hints are of any file.
    pub settings: Settings,
    /// By what the channels of a path table are parted.
    pub separator: Option<String>,
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
    Paths(Box<PathImport<R>>),
}

impl<R: Read> ImportJob<R> {
    /// Opens a file of `size` bytes, tells what it holds and reads its header.
    pub fn start(name: &str, size: Option<u64>, source: R, choices: &Choices) -> Result<Self, EngineError> {
        let known = |name: &str| KNOWN_COLUMNS.contains(&name) || field::is_known(name) || is_path_column(name);
        let table = Input::open(source, &choices.settings.hints, known)?;
        let of = match choices.kind.unwrap_or_else(|| kind(&table.reading().names)) {
            Kind::Leads => Of::Leads(Box::new(LeadImport::of_table(table)?)),
            Kind::Touchpoints => Of::Touchpoints(Box::new(EventImport::open(table, choices.settings.clone())?)),
            Kind::Paths => Of::Paths(Box::new(PathImport::open(table, choices.separator.as_deref())?)),
        };
        Ok(ImportJob { name: name.to_owned(), size, of })
    }

    /// Reads some rows.
    pub fn step(&mut self) -> Result<Step<()>, EngineError> {
        let pass = match &mut self.of {
            Of::Leads(import) => import.read_rows(ROWS)?,
            Of::Touchpoints(import) => import.read_rows(ROWS)?,
            Of::Paths(import) => import.read_rows(ROWS)?,
        };
        match pass {
            Pass::Ended => Ok(Step::Done(())),
            Pass::Running => Ok(Step::More(self.progress())),
        }
    }

    /// Rows read so far.
    pub fn rows(&self) -> u32 {
        match &self.of {
            Of::Leads(import) => import.rows_read(),
            Of::Touchpoints(import) => import.rows_read(),
            Of::Paths(import) => import.rows_read(),
        }
    }

    /// Makes the journeys: of leads by the playbook; touchpoints are theirs. `zone` holds the data of the
    /// time zone that was asked for.
    pub fn finish(self, playbook: Playbook, zone: Option<&[u8]>) -> Result<Dataset, EngineError> {
        match self.of {
            Of::Leads(import) => Ok(Dataset::synthesise(&self.name, import.finish()?, playbook)?),
            Of::Touchpoints(import) => Ok(Dataset::observed(&self.name, import.finish(zone)?)),
            Of::Paths(import) => Ok(Dataset::of_paths(&self.name, import.finish()?)),
        }
    }

    fn progress(&self) -> Progress {
        let bytes = match &self.of {
            Of::Leads(import) => import.bytes_read(),
            Of::Touchpoints(import) => import.bytes_read(),
            Of::Paths(import) => import.bytes_read(),
        };
        let fraction = |size: u64| (bytes as f64 / size as f64).min(1.0);
        Progress {
            phase: Phase::Reading,
            count: self.rows(),
            fraction: self.size.filter(|size| *size > 0).map(fraction),
        }
    }
}

/// A path table where columns are named for paths and conversions; touchpoints where columns are named for who, when and
/// which channel; else leads where any column is one that only leads have.
fn kind(names: &[String]) -> Kind {
    let lead = names.iter().any(|name| is_lead_column(name));
    match names.iter().filter(|name| is_path_column(name)).count() {
        2.. if !field::are_named(names) => Kind::Paths,
        _ if lead && !field::are_named(names) => Kind::Leads,
        _ => Kind::Touchpoints,
    }
}

impl Kind {
    pub const ALL: [Kind; 3] = [Kind::Leads, Kind::Touchpoints, Kind::Paths];

    pub fn words(self) -> &'static str {
        match self {
            Kind::Leads => "leads",
            Kind::Touchpoints => "touchpoints",
            Kind::Paths => "a path table",
        }
    }
}
