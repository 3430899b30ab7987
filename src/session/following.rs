//! A tab that shows what another one saves.

use std::sync::Arc;

use super::{Choices, Command, Notice, Remote, Session};
use crate::protocol::{Opened, Request, View};

impl Session {
    /// The same, and goes on with journeys that were asked for here in the meantime.
    pub(super) fn follow_and_play(
        &mut self,
        opened: Option<Opened>,
        view: Option<View>,
        former: &View,
    ) -> Vec<Command> {
        let (playing, was_open) = (self.playing.take(), self.checksum().cloned());
        let mut commands = self.take_followed(opened, view, former);
        match playing {
            Some(played) if self.checksum() == was_open.as_ref() && self.played().is_some() => {
                commands.extend(self.ask_for_journeys(played));
            }
            // What was asked for is of no dataset any more; the figures are those of the one that is open.
            Some(_) if self.opened.is_some() && commands.is_empty() => commands.extend(self.ask_alone()),
            _ => {}
        }
        commands
    }

    /// Shows what another tab saved.
    pub(super) fn take_followed(&mut self, opened: Option<Opened>, view: Option<View>, former: &View) -> Vec<Command> {
        self.remembered.clone_from(&self.kept.shelf.remembered);
        self.playbooks.clone_from(&self.kept.shelf.playbooks);
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
        self.given = None;
        let is_same = self.opened.as_deref() == Some(&opened);
        if is_same && self.view != *former {
            // It was changed here in the meantime, on what the other tab saved.
            return self.ask();
        }
        let view = view.unwrap_or_default();
        if is_same && view == self.view {
            return Vec::new();
        }
        // What was asked here before is not taken back over what another tab saved since.
        self.history.forget_views();
        self.view = view;
        if !is_same {
            self.recorded = true;
            self.report = Remote::Idle;
            // The worker has read what the other tab opened; no file of this one is open any more.
            self.opened_by = Choices::default();
        }
        self.look_at(Arc::new(opened));
        self.ask_alone()
    }

    /// Another tab has saved something.
    pub(super) fn follow(&mut self) -> Vec<Command> {
        // What was just read here is not given up for it: it is stored beside.
        if self.opened.is_some() && self.stored.is_none() {
            return Vec::new();
        }
        self.read_what_another_saved()
    }

    pub(super) fn read_what_another_saved(&mut self) -> Vec<Command> {
        // One at a time; what was saved since is read behind it.
        if self.restoring {
            self.following_again = true;
            return Vec::new();
        }
        self.following = Some(self.view.clone());
        self.restoring = true;
        vec![Command::Send(Request::Restore { tends: false, has: self.stored })]
    }
}
