//! What comes into a session and what goes out of it.

use super::{Held, Role};
use crate::{
    domain::report::Report,
    engine::{Progress, import::Estimate, query::QueryError},
    protocol::{Reply, Request},
    store::{Item, StoreError},
};

/// Said once, beside the work.
#[derive(Clone, Debug, PartialEq)]
pub enum Notice {
    SameFile(String),
    Cancelled,
    Recovered,
    /// The browser's database had lost what was stored; it came from the second copy.
    FromCopy,
    /// Another tab saved first: this one shows what that one saved.
    Overtaken,
    /// What is stored could not be changed.
    NotKept(StoreError),
    /// Another tab has closed, erased or deleted what was open.
    Unopened,
    /// A backup brought so many datasets; so many of it were there already.
    BackupTaken {
        added: u32,
        known: u32,
    },
    /// The newer version would lose what is open: it cannot be saved.
    NotSwitched(StoreError),
    /// Datasets that could not be read, and are not in the backup.
    LeftOut(Vec<String>),
    /// What was open is deleted.
    Deleted,
    /// The worker died and the file is read again: it had not been stored.
    ReadAgain,
    /// The worker died and the file must be opened again.
    ReopenNeeded,
    /// A file cannot be read by other choices: it is not held any more.
    NoFileHeld,
    Erased,
    EraseFailed(StoreError),
    Unreadable(StoreError),
    /// The sample could not be fetched.
    SampleFailed(String),
    /// The browser gave no fresh seed.
    NoFreshSeed(String),
    SeedTooLarge,
    BadSetting(QueryError),
    /// What was typed where a whole number stands.
    NotWhole(String),
    Unsent(String),
    NoDownload(String),
}

#[derive(Clone, Debug, PartialEq)]
pub enum Trouble {
    /// Page and worker come from different builds.
    OtherBuild,
    /// The worker died again and again.
    WorkerLost { message: Option<String> },
}

/// What happened outside the page's own state.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// The page is there.
    Started,
    Replied(Reply),
    Progressed(Progress),
    /// What a file will come to, and the bytes that the browser has left to store it.
    Estimated(Estimate, Option<u64>),
    /// A report on the first replicates, or on none yet; the rest is being drawn.
    FirstLook(Box<Report>),
    /// A dataset was read; its record is ready to be stored.
    Recorded(Box<Item>),
    /// The vault died again and again; what it was to do is not done.
    VaultLost {
        message: Option<String>,
    },
    /// Whether this tab is the one that saves.
    Role(Role),
    /// Another tab has saved.
    Announced,
    /// All of the page is kept for use without a network.
    ReadyOffline,
    /// A newer version of the page is kept, and waits.
    NewVersion,
    /// It has taken the place of this one.
    Switched,
    OtherBuild,
    /// A request could not be put into a message.
    Unsent(String),
    /// The worker that read a file died or hangs; what was open stays open.
    ImportLost {
        message: Option<String>,
    },
    /// The worker died or hangs; a new one has been started unless [`Session::gives_up`].
    WorkerLost {
        message: Option<String>,
    },
}

/// What is to be done about it.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    Send(Request),
    /// Be the tab that saves.
    TakeOver,
    /// Let the newer version take the place of this one, in all tabs.
    Switch,
    /// Load the page anew.
    Reload,
    /// Tell the other tabs that something was saved.
    Announce,
    /// After a loss, read the last file again: its handle is still held.
    Reopen,
    /// End the import under way.
    CancelImport,
    /// Read a file by other choices.
    ReadAgain(Held),
    /// Offer a file for download.
    Download {
        name: String,
        text: String,
    },
}
