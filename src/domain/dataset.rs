//! One opened file: its leads, what was rejected, and the journeys made from it.

use serde::{Deserialize, Serialize};

use super::{
    channel::TooManyChannels,
    import::{Checksum, Column, Import, Rejection},
    journey::{Journey, Journeys},
    lead::{Lead, Leads},
    playbook::Playbook,
};

/// What is kept of a file: all that is needed to make the journeys again, not the file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Source {
    /// The file's name, as given.
    pub name: String,
    pub bytes: u64,
    pub checksum: Checksum,
    /// Data rows in the file: accepted and rejected.
    pub read: u32,
    pub leads: Leads,
    pub rejected: Vec<Rejection>,
    pub absent_columns: Vec<String>,
    pub repeated_columns: Vec<String>,
    pub playbook: Playbook,
}

/// A source and its journeys.
#[derive(Clone, Debug, PartialEq)]
pub struct Dataset {
    pub source: Source,
    pub journeys: Journeys,
}

impl Dataset {
    /// Makes the journeys of an import by a playbook.
    pub fn synthesise(name: &str, import: Import, playbook: Playbook) -> Result<Dataset, TooManyChannels> {
        Dataset::restore(Source {
            name: name.to_owned(),
            bytes: import.bytes,
            checksum: import.checksum,
            read: import.read,
            leads: import.leads,
            rejected: import.rejected,
            absent_columns: import.absent_columns,
            repeated_columns: import.repeated_columns,
            playbook,
        })
    }

    /// Makes the journeys of a stored source again.
    pub fn restore(source: Source) -> Result<Dataset, TooManyChannels> {
        let journeys = Journeys::synthesise(&source.leads, &source.playbook)?;
        Ok(Dataset { source, journeys })
    }

    pub fn lead(&self, journey: &Journey) -> &Lead {
        &self.source.leads.rows()[journey.lead as usize]
    }

    /// Whether the file has a column of this name.
    pub fn has(&self, column: Column) -> bool {
        !self.source.absent_columns.iter().any(|absent| absent == column.name())
    }
}
