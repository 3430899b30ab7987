//! What is stored, and which of several tabs saves: one at a time does, the others follow it.

use std::sync::Arc;

use super::{Change, Choices, Command, Notice, Remote, Saved, Saves, Session, Stage};
use crate::{
    protocol::{Inventory, Look, Opened, Request, Restored, Shelving, Storing, View},
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
        self.restoring = false;
        // What another tab saved could not be read: what is shown stays, and the next word of it is followed.
        if self.following.is_some() && restored.kept == Kept::default() && !restored.unreadable.is_empty() {
            self.following = None;
            self.following_again = false;
            self.notice = restored.unreadable.into_iter().next().map(Notice::Unreadable);
            return Vec::new();
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
            let mut commands = self.take_followed(restored.opened, view, &former);
            if std::mem::take(&mut self.following_again) {
                commands.extend(self.follow());
            }
            return commands;
        }
        if !recovering {
            self.remembered.clone_from(&shelf.remembered);
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
                self.look_at(Arc::new(opened));
            }
            // What was open when the worker was lost had not been stored.
            None if self.opened.is_some() && self.early.is_none() => return vec![Command::Reopen],
            None if self.opened.is_some() => {}
            None => self.stage = Stage::Start,
        }
        match self.early.take() {
            Some(name) => self.change(Change::Open(name)),
            None if self.opened.is_some() => self.ask_alone(),
            None => Vec::new(),
        }
    }

    /// Shows what another tab saved.
    fn take_followed(&mut self, opened: Option<Opened>, view: Option<View>, former: &View) -> Vec<Command> {
        self.remembered.clone_from(&self.kept.shelf.remembered);
        // It is the one that is open here.
        let is_here = self.kept.shelf.open.is_some() && self.kept.shelf.open == self.stored;
        let here = self.opened.as_deref().cloned().filter(|_| is_here);
        let Some(opened) = opened.or(here) else {
            if self.opened.is_some() {
                self.close(Notice::Unopened);
            }
            return Vec::new();
        };
        self.stored = self.kept.shelf.open;
        let is_same = self.opened.as_deref() == Some(&opened);
        if is_same && self.view != *former {
            // It was changed here in the meantime, on what the other tab saved.
            return self.ask();
        }
        let view = view.unwrap_or_default();
        if is_same && view == self.view {
            return Vec::new();
        }
        self.view = view;
        if !is_same {
            self.report = Remote::Idle;
            self.comparison = Remote::Idle;
            self.compared = None;
            // The worker has read what the other tab opened; no file of this one is open any more.
            self.opened_by = Choices::default();
        }
        self.look_at(Arc::new(opened));
        self.ask_alone()
    }

    /// Another tab has saved something.
    pub(super) fn follow(&mut self) -> Vec<Command> {
        // What is under way reads the newest anyway, or is read again behind it.
        if self.restoring {
            self.following_again = self.following.is_some();
            return Vec::new();
        }
        self.read_what_another_saved()
    }

    fn read_what_another_saved(&mut self) -> Vec<Command> {
        self.following = Some(self.view.clone());
        self.restoring = true;
        vec![Command::Send(Request::Restore { tends: false, has: self.stored })]
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
        let Some(stored) = self.stored else { return Vec::new() };
        self.saves.expect_view();
        let look = Look { view: self.view.clone(), remembered: self.remembered.clone() };
        let save = Command::Send(Request::Save(stored, Box::new(look)));
        self.take_over().into_iter().chain([save]).collect()
    }

    /// Has the dataset stored that was read.
    pub(super) fn store(&mut self, item: Item) -> Vec<Command> {
        if self.checksum() != Some(&item.checksum) {
            return Vec::new();
        }
        let item = Item { view: self.view.clone(), ..item };
        let storing = Storing { item, replaces: self.replaces, remembered: self.remembered.clone() };
        let store = Command::Send(Request::Store(Box::new(storing)));
        self.take_over().into_iter().chain([store]).collect()
    }

    pub(super) fn take_stored(&mut self, id: DatasetId, kept: Result<Box<Kept>, StoreError>) -> Vec<Command> {
        let (result, mut commands) = self.take_kept(kept);
        let item = self.kept.shelf.item(id);
        // Another file may have been opened since.
        if result.is_ok() && item.is_none_or(|item| self.checksum() != Some(&item.checksum)) {
            return commands;
        }
        let looked_on = result.is_ok() && item.is_some_and(|item| item.view != self.view);
        self.stored = result.is_ok().then_some(id);
        self.saves.dataset_stored(result);
        if looked_on {
            commands.extend(self.save_view());
        }
        commands
    }

    pub(super) fn lose_vault(&mut self, message: Option<String>) {
        let cause = message.unwrap_or_else(|| "the program that stores stopped".to_owned());
        let error = StoreError::Failed { cause };
        self.saves.fail(error.clone());
        self.following = None;
        if std::mem::take(&mut self.restoring) && self.opened.is_none() {
            self.stage = Stage::Start;
            self.notice = Some(Notice::Unreadable(error));
        }
    }

    /// What the vault tells, and what else the engine has loaded.
    pub(super) fn take_inventory(&mut self, told: Inventory) {
        let former = self.inventory.take().map(|inventory| Inventory::clone(&inventory)).unwrap_or_default();
        let of_engine = told.persistent.is_none() && told.room.is_none();
        let (mut inventory, other) = if of_engine { (former, told) } else { (told, former) };
        inventory.loaded.extend(other.loaded);
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
        }
        commands.push(Command::Send(Request::Shelve(shelving)));
        commands
    }

    /// Lets the newer version in as soon as nothing is being saved.
    pub(super) fn switch(&mut self) -> Vec<Command> {
        self.switching = true;
        self.switch_once_saved().into_iter().collect()
    }

    pub(super) fn switch_once_saved(&mut self) -> Option<Command> {
        let now = self.switching && self.saves.state() != Saved::Saving;
        self.switching &= !now;
        now.then_some(Command::Switch)
    }

    pub(super) fn forget(&mut self, result: Result<(), StoreError>) -> Vec<Command> {
        let notice = match result {
            Ok(()) => Notice::Erased,
            Err(error) => Notice::EraseFailed(error),
        };
        self.kept = Kept::default();
        self.remembered.clear();
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
            remembered: former.remembered,
            ..Session::default()
        };
    }
}
