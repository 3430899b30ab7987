//! What the user can change.

use super::{Command, Notice, Remote, Session, Stage};
use crate::{
    domain::{
        attribution::model::Model,
        playbook::Playbook,
        scope::{Scope, Tier},
        uncertainty::draw::LARGEST_SEED,
        zip::Zip,
    },
    engine::{
        import::{Choices, header_of},
        query::Query,
    },
    pack::Packed,
    protocol::{Budget, Named, Request, Shelving, Sort, SortBy},
    store::DatasetId,
};

/// Which of the files that are held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    /// The one that is open.
    Open,
    /// The last one that was handed over, and refused with a question.
    Refused,
}

/// One act of the user.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// A file of this name has been handed over.
    Open(String),
    /// Reads a file that is held again by these choices.
    Choose(Held, Box<Choices>),
    CancelImport,
    Model(Model),
    Alpha(f64),
    Seed(u64),
    /// The query with another setting.
    Ask(Box<Query>),
    /// Adds the ZIP to the filter, or takes it out.
    ToggleZip(Zip),
    AllZips,
    /// Adds a word of a column of segments to the filter, or takes it out.
    ToggleSegment(String, String),
    /// Every word of this column.
    AllOfSegment(String),
    Tier(Option<Tier>),
    /// Leaves the channel out, or takes it in again.
    ToggleWithout(String),
    /// Counts these channels as one, or apart again.
    ToggleGroup(Vec<String>),
    /// Sorts by this column; once more turns the order round.
    SortBy(SortBy),
    DownloadRejected,
    Erase,
    /// Changes which datasets are stored, or opens one of them.
    Shelve(Shelving),
    /// Goes on with nothing open after the worker was given up.
    StartEmpty,
    /// Switches to the newer version that waits.
    Switch,
    /// Writes all that is stored to a file.
    /// One dataset, or all.
    BackUp(Option<DatasetId>),
    /// Takes what is in a backup that was handed over.
    TakeBackup,
    /// This tab is the one that saves.
    TakeOver,
    DismissNotice,
    /// Something went wrong before the session was asked.
    Notify(Notice),
    /// Back to the first screen, or on to the figures.
    Go(Stage),
    /// What is typed in of money; whether in the same field as the last time.
    Budget(Box<Budget>, bool),
    /// The scope that the query's is held against.
    Against(Option<Box<Scope>>),
    /// Either scope takes the place of the other.
    Swap,
    /// Keeps the query under this name.
    Name(String),
    /// Forgets the name with this id.
    Unname(u32),
    /// A changed playbook, or none.
    Draft(Option<Packed<Playbook>>),
    /// Makes the journeys anew, by this playbook and seed.
    Play(Packed<Playbook>, u64),
    /// Keeps these playbooks.
    Playbooks(Vec<Packed<Playbook>>),
    /// Takes back the last change of the query or what stands beside it, or of how the file was read.
    Undo,
    /// Makes again what was taken back.
    Redo,
    /// Try again after the worker was given up.
    Restart,
}

impl Session {
    /// Carries out what the user wants.
    pub fn change(&mut self, change: Change) -> Vec<Command> {
        let former = self.view.clone();
        let (typed, goes_on) = match change {
            Change::Budget(_, goes_on) => (true, goes_on),
            _ => (false, false),
        };
        let is_beside = matches!(change, Change::Budget(..) | Change::Against(_));
        let scope = &mut self.view.query.scope;
        match change {
            Change::Model(model) => self.view.query.model = model,
            Change::Alpha(alpha) => self.view.query.alpha = alpha,
            Change::Ask(query) => match query.check_numbers() {
                Ok(()) => self.view.query = *query,
                Err(error) => return self.act(Change::Notify(Notice::BadSetting(error))),
            },
            Change::Seed(seed) if seed > LARGEST_SEED => return self.act(Change::Notify(Notice::SeedTooLarge)),
            Change::Seed(seed) => self.view.query.seed = seed,
            Change::ToggleZip(zip) => toggle(&mut scope.zips, zip),
            Change::AllZips => scope.zips.clear(),
            Change::ToggleSegment(column, word) => toggle(&mut scope.segments, (column, word)),
            Change::AllOfSegment(column) => scope.segments.retain(|(known, _)| *known != column),
            Change::Tier(tier) => scope.tier = tier,
            Change::ToggleWithout(channel) => toggle(&mut scope.without, channel),
            Change::ToggleGroup(channels) => toggle(&mut scope.groups, channels),
            Change::Budget(budget, _) => self.view.budget = *budget,
            Change::Against(against) => self.view.against = against.map(|scope| *scope),
            Change::Swap => self.view.against.iter_mut().for_each(|against| std::mem::swap(against, scope)),
            other => return self.act(other),
        }
        // What was refused before is past.
        if matches!(self.notice, Some(Notice::BadSetting(_) | Notice::SeedTooLarge | Notice::NotWhole(_))) {
            self.notice = None;
        }
        if self.view != former {
            self.history.view_was(former, &self.view, typed, goes_on);
        }
        // No figure of a report follows it.
        if is_beside { self.save_view() } else { self.ask() }
    }

    fn act(&mut self, change: Change) -> Vec<Command> {
        match change {
            // Nothing may overtake the last visit: its records must be known before they are written over.
            Change::Open(name) if self.restoring => {
                self.early = Some(name);
                Vec::new()
            }
            Change::Open(name) => {
                self.notice = None;
                self.choices = Choices::default();
                self.replaces = None;
                self.read(name)
            }
            Change::Choose(file, choices) => {
                self.notice = None;
                // Nothing chosen: the file is to tell all again.
                let all_again = file == Held::Open && *choices == Choices::default();
                if let Some(opened) = self.opened.as_deref().filter(|_| all_again) {
                    let header = header_of(&opened.reading.names);
                    self.remembered.retain(|known| known.header != header);
                }
                if file == Held::Open && *choices != self.opened_by {
                    self.history.choices_were(self.opened_by.clone());
                }
                self.choices = *choices;
                // It takes the place of what it was before.
                self.replaces = self.stored.filter(|_| file == Held::Open);
                vec![Command::ReadAgain(file)]
            }
            Change::CancelImport if self.import.is_busy() => {
                self.import = Remote::Idle;
                self.notice = Some(Notice::Cancelled);
                vec![Command::CancelImport]
            }
            Change::CancelImport => Vec::new(),
            Change::DownloadRejected => vec![Command::Send(Request::RejectedCsv)],
            Change::Erase => {
                self.erasing = true;
                self.writing(Request::Erase)
            }
            Change::StartEmpty => self.start_empty(),
            Change::Shelve(shelving) => self.shelve(shelving),
            Change::Switch => self.switch(),
            Change::BackUp(of) => self.writing(Request::BackUp(of)),
            Change::TakeBackup => self.writing(Request::TakeBackup),
            Change::TakeOver => self.take_over().into_iter().collect(),
            Change::Name(name) => {
                let named = &mut self.view.named;
                named.retain(|known| known.name != name);
                self.view.last_named += 1;
                named.push(Named { id: self.view.last_named, name, query: self.view.query.clone() });
                self.save_view()
            }
            Change::Unname(id) => {
                self.view.named.retain(|known| known.id != id);
                self.save_view()
            }
            Change::Draft(draft) => self.draft(draft),
            Change::Play(playbook, seed) => self.play(playbook, seed),
            Change::Playbooks(playbooks) => self.keep_playbooks(playbooks),
            Change::SortBy(by) => {
                self.view.sort = turned(self.view.sort, by);
                self.save_view()
            }
            Change::Go(stage) => {
                if self.opened.is_some()
                    || matches!(stage, Stage::Start | Stage::Storage | Stage::Lab) && self.stage != Stage::Starting
                {
                    self.stage = stage;
                }
                let inventory = (self.stage == Stage::Storage).then_some(Command::Send(Request::Inventory));
                inventory.into_iter().collect()
            }
            Change::Undo => self.step_back(false),
            Change::Redo => self.step_back(true),
            Change::Restart => {
                self.trouble = None;
                self.losses = 0;
                self.import = Remote::Idle;
                self.ask_what_is_stored()
            }
            Change::Notify(notice) => {
                self.notice = Some(notice);
                Vec::new()
            }
            _ => {
                if matches!(self.import, Remote::Failed(..)) {
                    self.import = Remote::Idle;
                }
                self.notice = None;
                Vec::new()
            }
        }
    }
}

fn toggle<T: PartialEq>(chosen: &mut Vec<T>, item: T) {
    match chosen.iter().position(|known| *known == item) {
        Some(index) => {
            chosen.remove(index);
        }
        None => chosen.push(item),
    }
}

fn turned(sort: Sort, by: SortBy) -> Sort {
    match sort.by == by {
        true => Sort { by, descending: !sort.descending },
        false => Sort { by, descending: by != SortBy::Channel },
    }
}
