//! The only words that the page and its programs share. Small: rows never cross.

pub mod lab_setup;
mod opened;
pub mod study;
pub mod views;

use crate::{
    domain::{
        import::table::Transcoded, playbook::Playbook, report::Report, scope::Scope, touchpoint::settings::Settings,
    },
    engine::{
        Progress, Refused,
        import::{Choices, Estimate, Remembered},
        query::Query,
    },
    pack::{Pack, Packed},
    store::{DatasetId, Item, Kept, StoreError},
};

pub use opened::{NAMES_SHOWN, Opened, Played, REJECTED_SHOWN};

/// From the page to the worker. A file's handle travels beside it, not in it.
#[derive(Clone, Debug, PartialEq, Pack)]
pub struct ToWorker {
    pub id: u32,
    pub request: Request,
}

#[derive(Clone, Debug, PartialEq, Pack)]
pub enum Request {
    /// What was stored on the last visit. The tab that saves also brings both stores in step.
    /// Its record comes with the answer, unless it is the dataset that is there already.
    Restore { tends: bool, has: Option<DatasetId> },
    /// Make the dataset whose record comes with this the open one.
    Load,
    /// Read the file that comes with this message.
    Open { name: String, choices: Box<Choices>, beside: Box<Beside> },
    /// Make the journeys of the open dataset's leads anew, by this playbook and seed.
    Play(Packed<Playbook>, u64),
    /// Answer a query about the open dataset.
    Attribute(Box<Query>),
    /// All rejected rows as CSV.
    RejectedCsv,
    /// Keep a dataset, whose record comes with this.
    Store(Box<Storing>),
    /// Keep how a dataset is looked at.
    Save(DatasetId, Box<Look>),
    /// Change which datasets are stored.
    Shelve(Shelving),
    /// Forget the dataset and everything stored.
    Erase,
    /// One dataset, or all that is stored, in one file.
    BackUp(Option<DatasetId>),
    /// Put on the shelf what is in the backup that comes with this.
    TakeBackup,
    /// What is stored where, and what was loaded.
    Inventory,
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
    /// A report on the first replicates, or on none yet; the request is still being answered.
    FirstLook {
        id: u32,
        report: Box<Report>,
    },
    /// The record of a dataset that was read comes with this, to be stored under this item.
    Record(Box<Item>),
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
    /// What is stored. Where a dataset is open, its record comes with this, and the page has it loaded.
    Restored(Box<Restored>),
    Loaded(Result<Box<Opened>, StoreError>),
    /// What is on the shelf after [`Request::Store`].
    Stored {
        id: DatasetId,
        result: Result<Box<Kept>, StoreError>,
    },
    Opened(Box<Opened>),
    /// The open dataset after [`Request::Play`].
    Played(Box<Opened>),
    /// The file is the one that is open already; nothing was changed.
    SameFile {
        name: String,
    },
    Report(Box<Report>),
    RejectedCsv(String),
    /// What is on the shelf after [`Request::Save`].
    Saved(Result<Box<Kept>, StoreError>),
    /// The same after [`Request::Shelve`].
    Shelved(Result<Box<Kept>, StoreError>),
    Erased(Result<(), StoreError>),
    /// The backup comes with this.
    BackedUp {
        kept: Result<Box<Kept>, StoreError>,
        /// Names of datasets that could not be read.
        left_out: Vec<String>,
    },
    /// How many datasets a backup brought, and how many of it were there already.
    BackupTaken {
        added: u32,
        known: u32,
        kept: Box<Kept>,
    },
    Inventory(Box<Inventory>),
    /// The file was refused; what was open stays open.
    OpenFailed(Refused),
    AttributeFailed(Refused),
    /// There is no dataset to answer about.
    NothingOpen,
}

/// What the last visit left.
#[derive(Clone, Debug, Default, PartialEq, Pack)]
pub struct Restored {
    /// The dataset that was looked at last.
    pub opened: Option<Opened>,
    pub kept: Kept,
    /// What was stored and could not be read.
    pub unreadable: Vec<StoreError>,
}

/// What the user looks at: stored, and found again after a reload.
#[derive(Clone, Debug, Default, PartialEq, Pack)]
pub struct View {
    /// Checksum of the dataset that it is a view of.
    pub dataset: String,
    pub query: Query,
    pub sort: Sort,
    pub budget: Budget,
    /// The scope that the query's is held against.
    pub against: Option<Scope>,
    /// Queries that were given a name, the last one last.
    pub named: Vec<Named>,
    /// The greatest id that was given to one: none is given twice.
    pub last_named: u32,
    /// A changed playbook, whose journeys are not made yet.
    pub draft: Option<Packed<Playbook>>,
}

/// What was typed in of money, by channel, in units of the currency.
#[derive(Clone, Debug, Default, PartialEq, Pack)]
pub struct Budget {
    /// What channels cost; of the others the file tells it, where it does.
    pub costs: Vec<(String, f64)>,
    /// What is to be spent on channels; on the others as much as now.
    pub spends: Vec<(String, f64)>,
    /// How credit answers to spend; `None`: as assumed where nothing is typed in.
    pub elasticity: Option<f64>,
}

/// A query under a name, found again by its id in the address.
#[derive(Clone, Debug, Default, PartialEq, Pack)]
pub struct Named {
    pub id: u32,
    pub name: String,
    pub query: Query,
}

/// What is stored where, and what the worker has loaded.
#[derive(Clone, Debug, Default, PartialEq, Pack)]
pub struct Inventory {
    /// Records in the database and in the private files, with their bytes.
    pub stored: [Vec<(String, u64)>; 2],
    /// It is the vault's, which tells what is stored; else the worker's, which tells only what it loaded.
    pub of_stores: bool,
    /// Why that could not be told.
    pub fault: Option<StoreError>,
    /// Whether the browser may not clear it by itself, where it says so.
    pub persistent: Option<bool>,
    /// Bytes that this origin takes up, and may take up.
    pub room: Option<(u64, u64)>,
    /// Addresses that the worker has loaded.
    pub loaded: Vec<String>,
}

/// A view, and what is kept beside all views.
#[derive(Clone, Debug, Default, PartialEq, Pack)]
pub struct Look {
    pub view: View,
    /// How files were read where a choice was made, the last one last.
    pub remembered: Vec<Remembered>,
    /// Playbooks under their names.
    pub playbooks: Vec<Packed<Playbook>>,
}

/// A dataset that is to be stored.
#[derive(Clone, Debug, PartialEq, Pack)]
pub struct Storing {
    pub item: Item,
    /// The stored dataset whose place it takes: the same file, read by other choices.
    pub replaces: Option<DatasetId>,
    pub remembered: Vec<Remembered>,
    pub playbooks: Vec<Packed<Playbook>>,
}

/// A change of the shelf.
#[derive(Clone, Debug, PartialEq, Pack)]
pub enum Shelving {
    /// Answered like [`Request::Restore`].
    Open(DatasetId),
    Rename(DatasetId, String),
    Duplicate(DatasetId),
    Delete(DatasetId),
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
