//! What is stored, and who stores it: one tab at a time.

use std::sync::Arc;

use super::{Change, Command, Notice, Saved, Saves, Session, Stage};
use crate::{
    domain::sorting,
    protocol::{Inventory, Look, Opened, Request, Restored, Shelving, Storing},
    store::{DatasetId, Item, Kept, StoreError},
};

/// What a tab does among others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Role {
    /// It writes what is stored.
    #[default]
    Saves,
    /// It shows what another one saved, until something is changed here.
    Follows,
}

impl Session {
    pub(super) fn restore(&mut self, restored: Restored) -> Vec<Command> {
        let opened_here = std::mem::take(&mut self.opening);
        let mut commands = self.take_restored(restored);
        commands.extend(opened_here.then_some(Command::Announce));
        if let Some(name) = self.early.take() {
            commands.extend(self.change(Change::Open(name)));
        }
        if std::mem::take(&mut self.following_again) {
            commands.extend(self.follow());
        }
        commands
    }

    fn take_restored(&mut self, mut restored: Restored) -> Vec<Command> {
        self.restoring = false;
        if restored.kept == Kept::default() && !restored.unreadable.is_empty() {
            // It could not be read: what was known of the shelf stays known.
            restored.kept = self.kept.clone();
            // What another tab saved is followed at its next word; what is shown stays.
            if self.following.take().is_some() {
                self.notice = restored.unreadable.into_iter().next().map(Notice::Unreadable);
                return Vec::new();
            }
        }
        let recovering = self.opened.is_some();
        if restored.kept.recovered {
            self.notice = Some(Notice::FromCopy);
        }
        if let Some(error) = restored.unreadable.into_iter().next() {
            self.notice = Some(Notice::Unreadable(error));
        }
        self.saves = Saves::restored(restored.opened.is_some() || self.following.is_some());
        self.saves.stand(&restored.kept);
        self.kept = restored.kept;
        let Kept { shelf, .. } = &self.kept;
        let view = shelf.open.and_then(|open| shelf.item(open)).map(|item| item.view.clone());
        if let Some(former) = self.following.take() {
            return self.follow_and_play(restored.opened, view, &former);
        }
        if !recovering {
            self.remembered.clone_from(&shelf.remembered);
            self.playbooks.clone_from(&shelf.playbooks);
        }
        // The same file may have been stored as it was read before.
        let how = |opened: &Opened| (opened.kind, opened.how.as_ref().map(|how| how.settings.clone()));
        let fits = |opened: &Opened| {
            let is_read_so = self.opened.as_deref().is_none_or(|open| how(open) == how(opened));
            is_read_so && self.checksum().is_none_or(|open| *open == opened.checksum)
        };
        match restored.opened.filter(fits) {
            Some(opened) => {
                if recovering {
                    self.notice = Some(Notice::Recovered);
                } else if let Some(view) = view {
                    self.view = view;
                }
                self.stored = self.kept.shelf.open;
                self.given = None;
                self.recorded = true;
                // What was made anew had not been stored.
                let playing = self.still_to_play(&opened);
                self.look_at(Arc::new(opened));
                if let Some(played) = playing {
                    return self.ask_for_journeys(played);
                }
            }
            // What was open when the worker was lost had not been stored.
            None if self.opened.is_some() && self.early.is_none() => return vec![Command::Reopen],
            None if self.opened.is_some() => {}
            None => self.stage = Stage::Start,
        }
        match self.opened.is_some() && self.early.is_none() {
            true => self.ask_alone(),
            false => Vec::new(),
        }
    }

    /// Takes in what is stored now; a save that came too late shows what another tab saved.
    pub(super) fn take_kept(&mut self, kept: Result<Box<Kept>, StoreError>) -> (Result<(), StoreError>, Vec<Command>) {
        match kept {
            Ok(kept) => {
                self.saves.stand(&kept);
                self.kept = *kept;
                let looked_at = (self.stage == Stage::Storage).then_some(Command::Send(Request::Inventory));
                (Ok(()), [Command::Announce].into_iter().chain(looked_at).collect())
            }
            Err(StoreError::Overtaken) => {
                self.notice = Some(Notice::Overtaken);
                (Err(StoreError::Overtaken), self.read_what_another_saved())
            }
            Err(error) => (Err(error), Vec::new()),
        }
    }

    pub(super) fn take_shelved(&mut self, kept: Result<Box<Kept>, StoreError>) -> Vec<Command> {
        let (result, commands) = self.take_kept(kept);
        match result {
            Ok(()) if self.stored.is_some_and(|open| self.kept.shelf.item(open).is_none()) => {
                self.close(Notice::Deleted);
            }
            Ok(()) | Err(StoreError::Overtaken) => {}
            Err(error) => self.notice = Some(Notice::NotKept(error)),
        }
        commands
    }

    /// Makes this the tab that saves, where another one is.
    pub(super) fn take_over(&mut self) -> Option<Command> {
        let follows = std::mem::take(&mut self.role) == Role::Follows;
        follows.then_some(Command::TakeOver)
    }

    /// Has the view saved; that of a dataset that is not stored yet is stored with it.
    pub(super) fn save_view(&mut self) -> Vec<Command> {
        let Some(stored) = self.stored.filter(|_| !self.erasing) else { return Vec::new() };
        self.saves.expect_view();
        let (remembered, playbooks) = (self.remembered.clone(), self.playbooks.clone());
        let look = Look { view: self.view.clone(), remembered, playbooks };
        let save = Command::Send(Request::Save(stored, Box::new(look)));
        self.take_over().into_iter().chain([save]).collect()
    }

    /// Has the dataset stored that was read.
    pub(super) fn store(&mut self, item: Item) -> Vec<Command> {
        if self.checksum() != Some(&item.checksum) || self.erasing {
            return Vec::new();
        }
        let item = Item { view: self.view.clone(), ..item };
        self.given = Some(item.id);
        let (remembered, playbooks) = (self.remembered.clone(), self.playbooks.clone());
        let storing = Storing { item, replaces: self.replaces, remembered, playbooks };
        let store = Command::Send(Request::Store(Box::new(storing)));
        self.take_over().into_iter().chain([store]).collect()
    }

    pub(super) fn take_stored(&mut self, id: DatasetId, kept: Result<Box<Kept>, StoreError>) -> Vec<Command> {
        let (result, mut commands) = self.take_kept(kept);
        let item = self.kept.shelf.item(id);
        // Another file may have been opened since, or journeys made anew.
        let is_other = || self.given != Some(id) || item.is_none_or(|item| self.checksum() != Some(&item.checksum));
        if result.is_ok() && (!self.recorded || is_other()) {
            return commands;
        }
        let kept_on = self.kept.shelf.playbooks != self.playbooks;
        let looked_on = result.is_ok() && (kept_on || item.is_some_and(|item| item.view != self.view));
        self.stored = result.is_ok().then_some(id);
        self.saves.dataset_stored(result);
        if looked_on {
            commands.extend(self.save_view());
        }
        commands
    }

    pub(super) fn lose_vault(&mut self, message: Option<String>) -> Vec<Command> {
        let cause = message.unwrap_or_else(|| "the program that stores stopped".to_owned());
        let error = StoreError::Failed { cause };
        self.saves.fail(error.clone());
        self.following = None;
        self.following_again = false;
        self.erasing = false;
        if std::mem::take(&mut self.restoring) && self.opened.is_none() {
            self.stage = Stage::Start;
            self.notice = Some(Notice::Unreadable(error));
        }
        self.early.take().map(|name| self.change(Change::Open(name))).unwrap_or_default()
    }

    /// What the vault tells, and what else the engine has loaded.
    pub(super) fn take_inventory(&mut self, told: Inventory) {
        let former = self.inventory.take().map(|inventory| Inventory::clone(&inventory)).unwrap_or_default();
        let (mut inventory, other) = if told.of_stores { (told, former) } else { (former, told) };
        inventory.loaded.extend(other.loaded);
        sorting::sort_distinct(&mut inventory.loaded);
        self.inventory = Some(Arc::new(inventory));
    }

    /// A request that writes.
    pub(super) fn writing(&mut self, request: Request) -> Vec<Command> {
        self.notice = None;
        self.take_over().into_iter().chain([Command::Send(request)]).collect()
    }

    pub(super) fn shelve(&mut self, shelving: Shelving) -> Vec<Command> {
        self.notice = None;
        let mut commands: Vec<Command> = self.take_over().into_iter().collect();
        if let Shelving::Open(id) = shelving {
            if self.stored == Some(id) {
                self.stage = Stage::Overview;
                return commands;
            }
            self.leave();
            self.stage = Stage::Starting;
            self.restoring = true;
            self.opening = true;
        }
        commands.push(Command::Send(Request::Shelve(shelving)));
        commands
    }

    /// Lets the newer version in as soon as nothing is being read or saved; not where what is open cannot be saved.
    pub(super) fn switch(&mut self) -> Vec<Command> {
        match self.saves.state() {
            Saved::MemoryOnly(error) | Saved::Failed(error) if self.opened.is_some() => {
                self.notice = Some(Notice::NotSwitched(error));
                return Vec::new();
            }
            _ => self.switching = true,
        }
        self.switch_once_saved().into_iter().collect()
    }

    /// What waited until nothing is being read or saved.
    pub(super) fn switch_once_saved(&mut self) -> Option<Command> {
        if self.saves.state() == Saved::Saving || self.import.is_busy() {
            return None;
        }
        let reloads = std::mem::take(&mut self.reloading).then_some(Command::Reload);
        let switches = std::mem::take(&mut self.switching).then_some(Command::Switch);
        switches.or(reloads)
    }

    /// Goes on with nothing open, where opening it ends the engine again and again.
    pub(super) fn start_empty(&mut self) -> Vec<Command> {
        self.leave();
        self.stage = Stage::Start;
        Vec::new()
    }

    pub(super) fn forget(&mut self, result: Result<(), StoreError>) -> Vec<Command> {
        let notice = match result {
            Ok(()) => Notice::Erased,
            Err(error) => Notice::EraseFailed(error),
        };
        self.kept = Kept::default();
        self.erasing = false;
        self.remembered.clear();
        self.playbooks.clear();
        self.close(notice);
        vec![Command::Announce]
    }

    /// Shows the first screen, with nothing open.
    pub(super) fn close(&mut self, notice: Notice) {
        self.leave();
        self.stage = Stage::Start;
        self.notice = Some(notice);
    }

    /// Forgets the open dataset; what is stored stays known.
    fn leave(&mut self) {
        let former = std::mem::take(self);
        *self = Session {
            saves: former.saves.erased(),
            kept: former.kept,
            role: former.role,
            offline: former.offline,
            newer_waits: former.newer_waits,
            switching: former.switching,
            reloading: former.reloading,
            remembered: former.remembered,
            playbooks: former.playbooks,
            ..Session::default()
        };
    }
}
