//! What the user sees, as plain data. Events come in, commands go out; no browser in between,
//! so that every turn of it is tested natively.

mod change;
mod event;
mod following;
mod headline;
mod history;
mod order;
mod playing;
mod recovery;
mod remembering;
mod remote;
mod saves;
mod shelving;

use std::sync::Arc;

use crate::{
    domain::{attribution::context::ContextWeights, playbook::Playbook, report::Report, scope::Scope},
    engine::{
        Phase,
        import::{Choices, Estimate, Remembered},
        query::Query,
    },
    pack::Packed,
    protocol::{Budget, Inventory, Opened, Played, Reply, Request, View},
    store::{DatasetId, Kept},
};

pub use crate::protocol::views::Stage;
pub use change::{Change, Held};
pub use event::{Command, Event, Notice, Trouble};
pub use headline::headline;
pub use history::History;
pub use order::sorted;
pub use remote::{Failure, Remote};
pub use saves::{Saved, Saves};
pub use shelving::Role;

/// Deaths of the worker in a row after which it is not started again by itself.
const PATIENCE: u32 = 2;

/// The state of the page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Session {
    pub stage: Stage,
    pub opened: Option<Arc<Opened>>,
    pub view: View,
    pub report: Remote<Arc<Report>>,
    /// What was asked last, and what the last report answers.
    asked: Query,
    pub reported: Query,
    pub import: Remote<()>,
    pub saves: Saves,
    pub notice: Option<Notice>,
    /// What ended the work, where it cannot go on by itself.
    pub trouble: Option<Trouble>,
    /// How the last file that was handed over is to be read.
    pub choices: Choices,
    /// How the open file was to be read.
    opened_by: Choices,
    /// What the file under way will come to, and the browser's room for it in bytes.
    pub estimate: Option<(Estimate, Option<u64>)>,
    /// A file that was handed over before the last visit was read back.
    early: Option<String>,
    losses: u32,
    pub history: History,
    /// The record of the open dataset is there to be had.
    pub recorded: bool,
    /// What is stored.
    pub kept: Kept,
    /// Under which id the open dataset is stored, once it is.
    pub stored: Option<DatasetId>,
    /// What is stored where, as last asked.
    pub inventory: Option<Arc<Inventory>>,
    /// All of the page is kept for use without a network.
    pub offline: bool,
    /// A newer version of the page waits.
    pub newer_waits: bool,
    /// It is to take the place of this one, once all is saved.
    switching: bool,
    /// It has, and this tab is to be loaded anew once all is saved.
    reloading: bool,
    /// A stored dataset was asked for here.
    opening: bool,
    /// Everything is being erased: nothing is stored behind that.
    erasing: bool,
    /// Whether this tab is the one that saves.
    pub role: Role,
    /// How files were read where a choice was made, the last one last.
    remembered: Vec<Remembered>,
    /// Playbooks that are kept under their names.
    pub playbooks: Vec<Packed<Playbook>>,
    /// By what journeys are being made anew.
    playing: Option<Played>,
    /// The id under which the open dataset was last given to be stored.
    given: Option<DatasetId>,
    /// The stored dataset whose place the next one takes.
    replaces: Option<DatasetId>,
    /// What another tab saved is being read; the view as it was when that was asked for.
    following: Option<View>,
    /// Another tab has saved again since.
    following_again: bool,
    /// The worker has been asked what is stored. Until it answers nothing else may be written.
    restoring: bool,
}

impl Session {
    /// Whether a lost worker should stay lost.
    pub fn gives_up(&self) -> bool {
        self.losses >= PATIENCE
    }

    /// Takes in what happened.
    pub fn apply(&mut self, event: Event) -> Vec<Command> {
        let mut commands = self.take(event);
        commands.extend(self.switch_once_saved());
        commands
    }

    fn take(&mut self, event: Event) -> Vec<Command> {
        match event {
            Event::Started => return self.ask_what_is_stored(),
            Event::Replied(reply) => return self.take_reply(reply),
            Event::Progressed(progress) => match progress.phase {
                Phase::Transcoding | Phase::Reading | Phase::Joining => self.import.progress(progress),
                Phase::Fitting | Phase::Replicating => self.report.progress(progress),
                Phase::Storing => self.saves.dataset_progress(progress.fraction),
            },
            Event::Estimated(estimate, room) => self.estimate = Some((estimate, room)),
            Event::FirstLook(report) => {
                self.reported = self.asked.clone();
                self.report.look(Arc::from(report));
            }
            Event::Recorded(item) => {
                self.recorded = self.checksum() == Some(&item.checksum);
                return self.store(*item);
            }
            Event::VaultLost { message } => return self.lose_vault(message),
            Event::Switched => self.reloading = true,
            Event::Role(role) => self.role = role,
            Event::Announced => return self.follow(),
            Event::ReadyOffline => self.offline = true,
            Event::NewVersion => self.newer_waits = true,
            Event::Unsent(cause) => self.notice = Some(Notice::Unsent(cause)),
            Event::OtherBuild => self.trouble = Some(Trouble::OtherBuild),
            Event::ImportLost { message } => self.import.fail(Failure::Lost(message)),
            Event::WorkerLost { message } => return self.recover(message),
        }
        Vec::new()
    }

    fn take_reply(&mut self, reply: Reply) -> Vec<Command> {
        match reply {
            Reply::Restored(restored) => return self.restore(*restored),
            Reply::Opened(opened) => return self.open(opened),
            Reply::Played(opened) => return self.take_played(opened),
            Reply::Report(report) => self.show(*report),
            Reply::RejectedCsv(text) => {
                return vec![Command::Download { name: "rejected_rows.csv".to_owned(), text }];
            }
            Reply::SameFile { name } => {
                self.import = Remote::Idle;
                self.notice = Some(Notice::SameFile(name));
                self.leave_start();
            }
            Reply::OpenFailed(refused) => self.import.fail(Failure::Refused(refused)),
            Reply::AttributeFailed(refused) => self.report.fail(Failure::Refused(refused)),
            // The client puts it into what is restored.
            Reply::Loaded(_) => {}
            Reply::Stored { id, result } => return self.take_stored(id, result),
            Reply::Saved(result) => {
                let (result, commands) = self.take_kept(result);
                self.saves.view_stored(result);
                return commands;
            }
            Reply::Shelved(result) => return self.take_shelved(result),
            Reply::BackedUp { kept, left_out } => {
                let commands = self.take_shelved(kept);
                if !left_out.is_empty() {
                    self.notice = Some(Notice::LeftOut(left_out));
                }
                return commands;
            }
            Reply::BackupTaken { added, known, kept } => {
                let commands = self.take_shelved(Ok(kept));
                self.notice = Some(Notice::BackupTaken { added, known });
                return commands;
            }
            Reply::Inventory(inventory) => self.take_inventory(*inventory),
            Reply::Erased(result) => return self.forget(result),
            Reply::NothingOpen if self.opened.is_some() => return self.reopen(None),
            Reply::NothingOpen => {}
        }
        Vec::new()
    }

    fn open(&mut self, opened: Box<Opened>) -> Vec<Command> {
        let playing = self.still_to_play(&opened);
        self.remember(&opened);
        self.opened_by.clone_from(&self.choices);
        if self.opened.as_deref() != Some(&opened) {
            self.report = Remote::Idle;
        }
        self.look_at(Arc::from(opened));
        self.import = Remote::Idle;
        // The worker that read the file has taken the place of the other, which answers no more.
        self.restoring = false;
        self.stored = None;
        self.given = None;
        self.recorded = false;
        self.saves.expect_dataset();
        match playing {
            // It was read by the default playbook.
            Some(played) => self.ask_for_journeys(played),
            None => self.ask(),
        }
    }

    /// Makes this the open dataset. Filters that speak of another one are dropped.
    fn look_at(&mut self, opened: Arc<Opened>) {
        let same_file = self.opened.as_ref().filter(|open| open.checksum == opened.checksum);
        // Journeys that are made anew may be of other channels; what else is looked at stays.
        let is_made_anew = same_file.is_some_and(|open| open.played.is_some() && opened.played.is_some());
        let other_channels = same_file.is_some_and(|open| open.channels != opened.channels) && !is_made_anew;
        if same_file.is_none() {
            self.history = History::default();
        }
        if self.view.dataset != opened.checksum || other_channels {
            self.view.dataset.clone_from(&opened.checksum);
            let scope = &mut self.view.query.scope;
            *scope = Scope { tier: scope.tier, ..Scope::default() };
            self.history.forget_views();
            self.view.budget = Budget::default();
            self.view.against = None;
            self.view.named.clear();
            self.view.draft = None;
            self.view.query.context = ContextWeights::default();
        }
        if is_made_anew {
            self.drop_unknown(&opened.channels);
        }
        // The same file can be read with other columns.
        let is_there = |(column, word): &(String, String)| {
            opened.segments.iter().any(|(name, words)| name == column && words.iter().any(|(known, _)| known == word))
        };
        self.view.query.scope.segments.retain(is_there);
        self.view.against.iter_mut().for_each(|scope| scope.segments.retain(is_there));
        self.opened = Some(opened);
        self.leave_start();
    }

    fn leave_start(&mut self) {
        if matches!(self.stage, Stage::Starting | Stage::Start) {
            self.stage = Stage::Overview;
        }
    }

    fn show(&mut self, report: Report) {
        self.report = Remote::Ready(Arc::new(report));
        self.reported = self.asked.clone();
        self.losses = 0;
    }

    /// Asks for the figures of the view as it is now, and has it saved.
    fn ask(&mut self) -> Vec<Command> {
        let mut commands = self.ask_alone();
        if !self.restoring {
            commands.extend(self.save_view());
        }
        commands
    }

    fn ask_alone(&mut self) -> Vec<Command> {
        self.report.begin();
        // A new worker has nothing open until it has read back what is stored; then it is asked.
        if self.restoring {
            return Vec::new();
        }
        self.asked = self.view.query.clone();
        vec![Command::Send(Request::Attribute(Box::new(self.asked.clone())))]
    }

    fn checksum(&self) -> Option<&String> {
        self.opened.as_ref().map(|opened| &opened.checksum)
    }
}

#[cfg(test)]
mod tests;
