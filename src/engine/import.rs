//! The job that turns a file into a dataset, whatever it holds.

use std::io::Read;

use xxhash_rust::xxh3::xxh3_64;

use super::{EngineError, Phase, Progress, Step};
use crate::{
    domain::{
        dataset::Dataset,
        import::{
            Input, KNOWN_COLUMNS, LeadImport, Pass, is_lead_column,
            path_table::{PathImport, is_path_column},
            table::{Foreign, Legacy},
        },
        playbook::Playbook,
        touchpoint::{EventImport, Join, field, settings::Settings},
    },
    pack::Pack,
};

/// Rows a step: some milliseconds' work, so that a cancel is heard soon.
const ROWS: usize = 4_000;

/// Rows after which a step ends where more of the file was taken in: wide rows are as much work in fewer, and what is taken in
/// must have arrived.
const FEW: usize = 500;

/// What a file can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Pack)]
pub enum Kind {
    Leads,
    Touchpoints,
    Paths,
}

/// How a file is to be read; what is not given is told from it.
#[derive(Clone, Debug, Default, PartialEq, Pack)]
pub struct Choices {
    pub kind: Option<Kind>,
    /// Of touchpoints; its hints are of any file.
    pub settings: Settings,
    /// By what the channels of a path table are parted.
    pub separator: Option<String>,
    /// The name of a file of leads that is joined by id; its handle comes beside.
    pub leads: Option<String>,
}

/// How the last file with a header was read, for the next one that has the same.
#[derive(Clone, Debug, PartialEq, Pack)]
pub struct Remembered {
    /// [`header_of`] the file.
    pub header: u64,
    pub choices: Choices,
}

/// What a file will come to, told from its first rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Pack)]
pub struct Estimate {
    pub rows: u64,
    /// Bytes of memory while it is read.
    pub memory: u64,
    /// Bytes of the dataset when it is stored.
    pub stored: u64,
}

/// Most memory that an import may be expected to take: what WebAssembly can address, less some room.
const MOST_MEMORY: u64 = 3 << 30;

/// How much longer text is than its gzip, as a guess.
const UNPACKED: u64 = 5;

/// An import under way. The dataset that is open stays open until this is done.
pub struct ImportJob<R: Read> {
    name: String,
    size: Option<u64>,
    of: Of<R>,
    time_zone: Option<String>,
    remembered: bool,
}

enum Of<R: Read> {
    Leads(Box<LeadImport<R>>),
    Touchpoints(Box<EventImport<R>>),
    Paths(Box<PathImport<R>>),
}

impl<R: Read> ImportJob<R> {
    /// Opens a file of `size` bytes in any encoding, tells what it holds and reads its header. Where no choice is made, those
    /// are taken that are remembered of the same header. A file that is expected to take more memory than there is is
    /// refused.
    pub fn start(
        name: &str,
        size: Option<u64>,
        source: R,
        choices: &Choices,
        remembered: &[Remembered],
    ) -> Result<Self, EngineError> {
        ImportJob::start_with(name, size, source, choices, remembered, Foreign::Decode(&Legacy))
    }

    /// The same, where `foreign` says what becomes of encodings older than Unicode. `size` is that of the file before it
    /// was transcoded.
    pub fn start_with(
        name: &str,
        size: Option<u64>,
        source: R,
        choices: &Choices,
        remembered: &[Remembered],
        foreign: Foreign,
    ) -> Result<Self, EngineError> {
        let known = |name: &str| KNOWN_COLUMNS.contains(&name) || field::is_known(name) || is_path_column(name);
        let table = Input::open_with(source, &choices.settings.hints, foreign, known)?;
        let reading = table.reading();
        let header = header_of(&reading.names);
        let found = remembered.iter().find(|known| known.header == header && *choices == Choices::default());
        let choices = found.map_or(choices, |found| &found.choices);
        let of = match choices.kind.unwrap_or_else(|| kind(&reading.names)) {
            Kind::Leads => Of::Leads(Box::new(LeadImport::of_table(table)?)),
            Kind::Touchpoints => Of::Touchpoints(Box::new(EventImport::open(table, choices.settings.clone())?)),
            Kind::Paths => Of::Paths(Box::new(PathImport::open(table, choices.separator.as_deref())?)),
        };
        let job = ImportJob {
            name: name.to_owned(),
            size: size.map(|size| if reading.gzip { size * UNPACKED } else { size }),
            of,
            time_zone: choices.settings.time_zone.clone(),
            remembered: found.is_some(),
        };
        match job.estimate().filter(|estimate| estimate.memory > MOST_MEMORY) {
            Some(Estimate { rows, memory, .. }) => Err(EngineError::TooLarge { rows, memory }),
            None => Ok(ImportJob { size, ..job }),
        }
    }

    /// Joins leads to touchpoints, by id; of other files this changes nothing.
    pub fn join(&mut self, join: Join) {
        if let Of::Touchpoints(import) = &mut self.of {
            import.join(join);
        }
    }

    /// What the file will come to; `None` where its size or its rows are not known.
    pub fn estimate(&self) -> Option<Estimate> {
        let (row, memory, stored) = match &self.of {
            Of::Touchpoints(import) => import.bytes_a_row(),
            Of::Leads(_) | Of::Paths(_) => None,
        }?;
        let rows = self.size? / row.max(1);
        Some(Estimate { rows, memory: rows * memory, stored: rows * stored })
    }

    /// The time zone whose data [`ImportJob::finish`] will need.
    pub fn time_zone(&self) -> Option<&str> {
        self.time_zone.as_deref().filter(|name| !name.eq_ignore_ascii_case("utc"))
    }

    /// Reads some rows.
    pub fn step(&mut self) -> Result<Step<()>, EngineError> {
        let begin = self.bytes();
        for _ in 0..ROWS / FEW {
            let pass = match &mut self.of {
                Of::Leads(import) => import.read_rows(FEW)?,
                Of::Touchpoints(import) => import.read_rows(FEW)?,
                Of::Paths(import) => import.read_rows(FEW)?,
            };
            if pass == Pass::Ended {
                return Ok(Step::Done(()));
            }
            if self.bytes() > begin {
                break;
            }
        }
        Ok(Step::More(self.progress()))
    }

    /// Rows read so far.
    pub fn rows(&self) -> u32 {
        match &self.of {
            Of::Leads(import) => import.rows_read(),
            Of::Touchpoints(import) => import.rows_read(),
            Of::Paths(import) => import.rows_read(),
        }
    }

    /// Makes the journeys: of leads by the playbook; touchpoints are theirs. `zone` holds the table
    /// of all zones, where one is asked for.
    pub fn finish(self, playbook: Playbook, zone: Option<&[u8]>) -> Result<Dataset, EngineError> {
        match self.of {
            Of::Leads(import) => Ok(Dataset::synthesise(&self.name, import.finish()?, playbook)?),
            Of::Touchpoints(import) => {
                let mut observed = import.finish(zone)?;
                observed.touchpoints.how.remembered = self.remembered;
                Ok(Dataset::observed(&self.name, observed))
            }
            Of::Paths(import) => Ok(Dataset::of_paths(&self.name, import.finish()?)),
        }
    }

    fn bytes(&self) -> u64 {
        match &self.of {
            Of::Leads(import) => import.bytes_read(),
            Of::Touchpoints(import) => import.bytes_read(),
            Of::Paths(import) => import.bytes_read(),
        }
    }

    fn progress(&self) -> Progress {
        let fraction = |size: u64| (self.bytes() as f64 / size as f64).min(1.0);
        Progress {
            phase: Phase::Reading,
            count: self.rows(),
            fraction: self.size.filter(|size| *size > 0).map(fraction),
        }
    }
}

/// A number that tells one header from another.
pub fn header_of(names: &[String]) -> u64 {
    xxh3_64(names.join("\u{1f}").as_bytes())
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

    /// What a dataset was made of.
    pub fn of(dataset: &Dataset) -> Kind {
        match (dataset.leads(), dataset.paths()) {
            (Some(_), _) => Kind::Leads,
            (_, Some(_)) => Kind::Paths,
            _ => Kind::Touchpoints,
        }
    }

    pub fn words(self) -> &'static str {
        match self {
            Kind::Leads => "leads",
            Kind::Touchpoints => "touchpoints",
            Kind::Paths => "a path table",
        }
    }
}
