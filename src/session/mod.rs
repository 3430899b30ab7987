//! What the user sees, as plain data. Events come in, commands go out; no browser in between,
//! so that every turn of it is tested natively.

mod change;
mod headline;
mod order;
mod remote;

use std::sync::Arc;

use crate::{
    domain::report::Report,
    engine::{Phase, Progress},
    protocol::{Opened, Reply, Request, Restored, View},
    store::StoreError,
};

pub use change::Change;
pub use headline::headline;
pub use order::sorted;
pub use remote::{Failure, Remote};

/// Deaths of the worker in a row after which it is not started again by itself.
const PATIENCE: u32 = 2;

/// The state of the page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Session {
    pub stage: Stage,
    pub opened: Option<Arc<Opened>>,
    pub view: View,
    pub report: Remote<Arc<Report>>,
    pub import: Remote<()>,
    pub saved: Saved,
    pub notice: Option<Notice>,
    /// What ended the work, where it cannot go on by itself.
    pub trouble: Option<Trouble>,
    /// Saves asked for and not yet acknowledged.
    unacknowledged: u32,
    losses: u32,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stage {
    /// What was stored is being read.
    #[default]
    Starting,
    Start,
    Overview,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub enum Saved {
    #[default]
    Nothing,
    Saving,
    Saved,
    /// Storage is blocked: everything works, and goes with the page.
    MemoryOnly(StoreError),
    Failed(StoreError),
}

/// Said once, beside the work.
#[derive(Clone, Debug, PartialEq)]
pub enum Notice {
    SameFile(String),
    Cancelled,
    Recovered,
    /// The worker died and the file must be opened again.
    ReopenNeeded,
    Erased,
    EraseFailed(StoreError),
    Unreadable(StoreError),
    /// The sample could not be fetched.
    SampleFailed(String),
    /// The browser gave no fresh seed.
    NoFreshSeed(String),
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
    DatasetStored(Result<(), StoreError>),
    OtherBuild,
    /// The worker died or hangs; a new one has been started unless [`Session::gives_up`].
    WorkerLost {
        message: Option<String>,
    },
}

/// What is to be done about it.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    Send(Request),
    /// Read the last file again: its handle is still held.
    Reopen,
    /// Offer a file for download.
    Download {
        name: String,
        text: String,
    },
}

impl Session {
    /// Whether a lost worker should stay lost.
    pub fn gives_up(&self) -> bool {
        self.losses >= PATIENCE
    }

    /// Takes in what happened.
    pub fn apply(&mut self, event: Event) -> Vec<Command> {
        match event {
            Event::Started => return vec![Command::Send(Request::Restore)],
            Event::Replied(reply) => return self.take_reply(reply),
            Event::Progressed(progress) => match progress.phase {
                Phase::Reading => self.import.progress(progress),
                Phase::Replicating => self.report.progress(progress),
            },
            Event::DatasetStored(result) => self.acknowledge(result),
            Event::OtherBuild => self.trouble = Some(Trouble::OtherBuild),
            Event::WorkerLost { message } => return self.recover(message),
        }
        Vec::new()
    }

    fn take_reply(&mut self, reply: Reply) -> Vec<Command> {
        match reply {
            Reply::Restored(restored) => return self.restore(*restored),
            Reply::Opened(opened) => return self.open(opened),
            Reply::Report(report) => return self.show(*report),
            Reply::SameFile { name } => {
                self.import = Remote::Idle;
                self.notice = Some(Notice::SameFile(name));
            }
            Reply::Cancelled => {
                self.import = Remote::Idle;
                self.notice = Some(Notice::Cancelled);
            }
            Reply::OpenFailed(error) => self.import.fail(Failure::Engine(error)),
            Reply::AttributeFailed(error) => self.report.fail(Failure::Engine(error)),
            Reply::RejectedCsv(text) => {
                let name = "rejected_rows.csv".to_owned();
                return vec![Command::Download { name, text }];
            }
            Reply::ViewStored(result) => self.acknowledge(result),
            Reply::Erased(result) => self.forget(result),
            Reply::NothingOpen => self.report = Remote::Idle,
        }
        Vec::new()
    }

    fn restore(&mut self, restored: Restored) -> Vec<Command> {
        if let Some(view) = restored.view {
            self.view = view;
        }
        if let Some(error) = restored.unreadable.into_iter().next() {
            self.notice = Some(Notice::Unreadable(error));
        }
        self.saved = match restored.memory_only {
            Some(error) => Saved::MemoryOnly(error),
            None if restored.opened.is_some() => Saved::Saved,
            None => Saved::Nothing,
        };
        match restored.opened {
            Some(opened) => {
                self.opened = Some(Arc::new(opened));
                self.stage = Stage::Overview;
                self.ask()
            }
            // After a loss of the worker: what was open was never stored.
            None if self.opened.is_some() => vec![Command::Reopen],
            None => {
                self.stage = Stage::Start;
                Vec::new()
            }
        }
    }

    /// The last file is being read again under this name, or is not held any more.
    pub fn reopen(&mut self, name: Option<String>) -> Vec<Command> {
        match name {
            Some(name) => {
                self.import.begin();
                vec![Command::Send(Request::Open { name })]
            }
            None => {
                let saved = std::mem::take(&mut self.saved);
                *self =
                    Session { stage: Stage::Start, notice: Some(Notice::ReopenNeeded), saved, ..Session::default() };
                Vec::new()
            }
        }
    }

    fn open(&mut self, opened: Box<Opened>) -> Vec<Command> {
        let same = self.opened.as_ref().is_some_and(|before| before.checksum == opened.checksum);
        if !same {
            self.view.query.scope.zips.clear();
            self.view.query.scope.plays.clear();
            self.view.query.scope.without.clear();
            self.report = Remote::Idle;
        }
        self.opened = Some(Arc::from(opened));
        self.stage = Stage::Overview;
        self.import = Remote::Idle;
        self.expect_save();
        self.ask()
    }

    fn show(&mut self, report: Report) -> Vec<Command> {
        self.report = Remote::Ready(Arc::new(report));
        self.losses = 0;
        self.expect_save();
        vec![Command::Send(Request::SaveView(self.view.clone()))]
    }

    fn ask(&mut self) -> Vec<Command> {
        self.report.begin();
        vec![Command::Send(Request::Attribute(self.view.query.clone()))]
    }

    fn expect_save(&mut self) {
        self.unacknowledged += 1;
        if !matches!(self.saved, Saved::MemoryOnly(_) | Saved::Failed(_)) {
            self.saved = Saved::Saving;
        }
    }

    /// "Saved" is said only when every save was acknowledged.
    fn acknowledge(&mut self, result: Result<(), StoreError>) {
        self.unacknowledged = self.unacknowledged.saturating_sub(1);
        match result {
            Err(error) => self.saved = Saved::Failed(error),
            Ok(()) if self.unacknowledged == 0 && self.saved == Saved::Saving => self.saved = Saved::Saved,
            Ok(()) => {}
        }
    }

    fn forget(&mut self, result: Result<(), StoreError>) {
        let memory_only = matches!(self.saved, Saved::MemoryOnly(_)).then(|| self.saved.clone());
        *self = Session { stage: Stage::Start, saved: memory_only.unwrap_or_default(), ..Session::default() };
        self.notice = Some(match result {
            Ok(()) => Notice::Erased,
            Err(error) => Notice::EraseFailed(error),
        });
    }

    fn recover(&mut self, message: Option<String>) -> Vec<Command> {
        self.losses += 1;
        self.unacknowledged = 0;
        if self.gives_up() {
            self.trouble = Some(Trouble::WorkerLost { message });
            return Vec::new();
        }
        if self.import.is_busy() {
            self.import.fail(Failure::Lost);
        }
        self.notice = Some(Notice::Recovered);
        vec![Command::Send(Request::Restore)]
    }
}

#[cfg(test)]
mod tests;
