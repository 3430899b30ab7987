//! The only words that the page and its programs share. Small: rows never cross.

use crate::pack::Pack;

use crate::{
    domain::{
        comparison::Comparison,
        dataset::Dataset,
        import::{
            RejectedKind, RejectedRow, Rejection, by_kind,
            path_table::Separator,
            table::{Reading, Transcoded},
        },
        journey::Origin,
        lead::{Cents, Names},
        report::Report,
        sorting,
        touchpoint::{HowRead, SegmentColumn, settings::Settings},
        zip::Zip,
    },
    engine::{
        Progress, Refused,
        import::{Choices, Estimate, Kind, Remembered},
        query::Query,
    },
    store::StoreError,
};

/// Rejected rows that cross at once; all of them are in the download.
pub const REJECTED_SHOWN: usize = 200;

/// Names of personas and of plays that cross; a file can hold a new one in every row.
pub const NAMES_SHOWN: usize = 1_000;

/// From the page to the worker. A file's handle travels beside it, not in it.
#[derive(Clone, Debug, PartialEq, Pack)]
pub struct ToWorker {
    pub id: u32,
    pub request: Request,
}

#[derive(Clone, Debug, PartialEq, Pack)]
pub enum Request {
    /// What was stored on the last visit.
    Restore,
    /// Read the file that comes with this message.
    Open {
        name: String,
        choices: Box<Choices>,
        beside: Box<Beside>,
    },
    /// Answer a query about the open dataset.
    Attribute(Box<Query>),
    /// Hold every model against the others, in the query's scope.
    Compare(Box<Query>),
    /// All rejected rows as CSV.
    RejectedCsv,
    SaveView(Box<View>),
    /// Forget the dataset and everything stored.
    Erase,
    /// Be ready for a file, until something is asked: work on made-up touchpoints.
    Practise,
    /// Are you there? Asked when a reply is slow.
    Ping,
}

/// What a worker that reads a file must know of the page.
#[derive(Clone, Debug, Default, PartialEq, Pack)]
pub struct Beside {
    /// Checksum of the file that is open, and how its touchpoints were read.
    pub open: Option<(String, Option<Settings>)>,
    /// Records of a newer version, which must not be written over.
    pub newer: Option<StoreError>,
    /// How files with known headers were read.
    pub remembered: Vec<Remembered>,
    /// Where the data of time zones can be had.
    pub zones: Option<String>,
    /// What the file was, where it was transcoded to the text that comes with the request.
    pub transcoded: Option<Transcoded>,
}

/// From the worker to the page.
#[derive(Clone, Debug, PartialEq, Pack)]
pub enum FromWorker {
    /// The worker listens. Messages sent earlier would have been lost.
    Ready,
    Progress {
        id: u32,
        progress: Progress,
    },
    /// What a file will come to, and how many bytes the browser has left to store it.
    Estimated {
        id: u32,
        estimate: Estimate,
        room: Option<u64>,
    },
    Reply {
        id: u32,
        reply: Reply,
    },
    /// A report on the first replicates; the request is still being answered.
    FirstLook {
        id: u32,
        report: Box<Report>,
    },
    /// The dataset with this checksum is stored, or could not be.
    DatasetStored {
        checksum: String,
        result: Result<(), StoreError>,
    },
    /// The answer to a ping.
    Alive,
    /// The worker can't answer: a reply could not be put into a message.
    Mute {
        message: String,
    },
}

/// From the page to the codec: make UTF-8 of the file that comes with this.
#[derive(Clone, Debug, PartialEq, Pack)]
pub struct ToCodec {
    /// The label of its encoding, where one was given.
    pub given: Option<String>,
}

/// From the codec to the page.
#[derive(Clone, Debug, PartialEq, Pack)]
pub enum FromCodec {
    /// It listens.
    Ready,
    /// Part of the file that has been read.
    Progress { fraction: f64 },
    /// What the file was; its text comes with this.
    Done(Result<Transcoded, Refused>),
}

#[derive(Clone, Debug, PartialEq, Pack)]
pub enum Reply {
    Restored(Box<Restored>),
    Opened(Box<Opened>),
    /// The file is the one that is open already; nothing was changed.
    SameFile {
        name: String,
    },
    Report(Box<Report>),
    Comparison(Box<Comparison>),
    CompareFailed(Refused),
    RejectedCsv(String),
    ViewStored(Result<(), StoreError>),
    Erased(Result<(), StoreError>),
    /// The file was refused; what was open stays open.
    OpenFailed(Refused),
    AttributeFailed(Refused),
    /// There is no dataset to answer about.
    NothingOpen,
}

/// What the last visit left.
#[derive(Clone, Debug, Default, PartialEq, Pack)]
pub struct Restored {
    pub opened: Option<Opened>,
    pub view: Option<View>,
    /// Why nothing can be stored, where that is so.
    pub memory_only: Option<StoreError>,
    /// What was stored and could not be read.
    pub unreadable: Vec<StoreError>,
}

/// A dataset in short.
#[derive(Clone, Debug, PartialEq, Pack)]
pub struct Opened {
    pub name: String,
    pub checksum: String,
    pub origin: Origin,
    /// By which the journeys were made; `None` where they were observed.
    pub playbook: Option<String>,
    /// Data rows in the file: accepted + rejected.
    pub read: u32,
    pub accepted: u32,
    pub rejected: u32,
    pub rejected_kinds: Vec<RejectedKind>,
    /// The first [`REJECTED_SHOWN`] of them.
    pub rejected_first: Vec<RejectedRow>,
    pub reading: Reading,
    /// How touchpoints were read; `None` of leads.
    pub how: Option<Box<HowRead>>,
    pub kind: Kind,
    /// How path tables were parted; `None` of anything else.
    pub separator: Option<Separator>,
    pub absent_columns: Vec<String>,
    pub repeated_columns: Vec<String>,
    /// Whether there is a risk column, without which the A tier cannot be told.
    pub has_risk: bool,
    /// Every ZIP in the file with its leads, sorted; unknown last.
    pub zips: Vec<(Zip, u32)>,
    /// Columns of segments, with their words and how many journeys each has.
    pub segments: Vec<(String, Vec<(String, u32)>)>,
    pub personas: Vec<String>,
    pub plays: Vec<String>,
    pub channels: Vec<String>,
    /// What each of them cost in all rows of touchpoints; empty where no column tells.
    pub costs: Vec<Cents>,
}

/// What the user looks at: stored, and found again after a reload.
#[derive(Clone, Debug, Default, PartialEq, Pack)]
pub struct View {
    /// Checksum of the dataset that it is a view of.
    pub dataset: String,
    pub query: Query,
    pub sort: Sort,
    /// How files were read where a choice was made, the last one last.
    pub remembered: Vec<Remembered>,
}

/// The order of the channel table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Pack)]
pub struct Sort {
    pub by: SortBy,
    pub descending: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Pack)]
pub enum SortBy {
    Channel,
    Touches,
    Journeys,
    Conversions,
    Credit,
    Share,
    RemovalEffect,
    Shapley,
    Value,
}

impl Default for Sort {
    fn default() -> Sort {
        Sort { by: SortBy::Share, descending: true }
    }
}

impl Opened {
    pub fn of(dataset: &Dataset) -> Opened {
        let source = &dataset.source;
        let leads = dataset.leads();
        let sorted = |names: &Names| {
            let mut names: Vec<String> = names.iter().map(|(_, name)| name.to_owned()).collect();
            sorting::sort(&mut names);
            names.truncate(NAMES_SHOWN);
            names
        };
        Opened {
            name: source.name.clone(),
            checksum: source.checksum.to_string(),
            origin: dataset.journeys.origin,
            playbook: leads.map(|leads| leads.playbook.name.clone()),
            read: source.read,
            accepted: source.accepted,
            rejected: source.rejected.len() as u32,
            rejected_kinds: by_kind(&source.rejected),
            rejected_first: source.rejected.iter().take(REJECTED_SHOWN).map(Rejection::told).collect(),
            reading: source.reading.clone(),
            kind: Kind::of(dataset),
            separator: dataset.paths().map(|paths| paths.separator.clone()),
            how: dataset.touchpoints().map(|touchpoints| Box::new(touchpoints.how.clone())),
            absent_columns: leads.map(|leads| leads.absent_columns.clone()).unwrap_or_default(),
            repeated_columns: leads.map(|leads| leads.repeated_columns.clone()).unwrap_or_default(),
            has_risk: dataset.has_risk(),
            zips: zips(dataset),
            segments: SegmentColumn::counted(dataset),
            personas: sorted(dataset.personas()),
            plays: sorted(dataset.plays()),
            channels: dataset.journeys.channels.names().map(str::to_owned).collect(),
            costs: dataset.touchpoints().map(|touchpoints| touchpoints.costs.clone()).unwrap_or_default(),
        }
    }
}

/// Journeys by the ZIP codes of their subjects, in order.
fn zips(dataset: &Dataset) -> Vec<(Zip, u32)> {
    let key = |zip: Zip| match zip {
        Zip::Known(digits) => u64::from(digits),
        Zip::Unknown => u64::MAX,
    };
    let zips = dataset.journeys.rows.iter().map(|journey| dataset.subject(journey).zip);
    let mut keyed: Vec<(u64, u32)> = zips.map(|zip| (key(zip), 0)).collect();
    sorting::sort_keyed(&mut keyed);
    let zip = |key: u64| u32::try_from(key).map_or(Zip::Unknown, Zip::Known);
    keyed.chunk_by(|a, b| a.0 == b.0).map(|same| (zip(same[0].0), same.len() as u32)).collect()
}
