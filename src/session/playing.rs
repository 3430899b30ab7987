//! Journeys made anew of the same leads: by another playbook, or with another seed.

use std::sync::Arc;

use super::{Command, Session};
use crate::{
    domain::playbook::Playbook,
    pack::Packed,
    protocol::{Opened, Played, Request},
};

impl Session {
    /// By what the journeys of the open dataset were made.
    pub(super) fn played(&self) -> Option<&Played> {
        self.opened.as_ref()?.played.as_ref()
    }

    /// Keeps a changed playbook beside the one by which journeys were made.
    pub(super) fn draft(&mut self, draft: Option<Packed<Playbook>>) -> Vec<Command> {
        if draft == self.view.draft {
            return Vec::new();
        }
        self.history.playbook_was(self.played().cloned(), std::mem::replace(&mut self.view.draft, draft));
        self.save_view()
    }

    /// Makes the journeys anew.
    pub(super) fn play(&mut self, playbook: Packed<Playbook>, seed: u64) -> Vec<Command> {
        let Some(played) = self.played().cloned() else { return Vec::new() };
        self.history.playbook_was(Some(played.clone()), self.view.draft.clone());
        // What was changed is what journeys are made by.
        self.view.draft.take_if(|draft| *draft == playbook);
        self.ask_for_journeys(Played { playbook, seed, ..played })
    }

    pub(super) fn ask_for_journeys(&mut self, played: Played) -> Vec<Command> {
        self.notice = None;
        self.report.begin();
        self.playing = Some(played.clone());
        // A new worker has nothing open until it has read back what is stored; then it is asked.
        if self.restoring {
            return Vec::new();
        }
        vec![Command::Send(Request::Play(played.playbook, played.seed))]
    }

    /// The journeys are made.
    pub(super) fn take_played(&mut self, opened: Box<Opened>) -> Vec<Command> {
        self.playing = None;
        self.look_at(Arc::from(opened));
        // Its record takes the place of the one before, which may be on its way to the stores.
        self.replaces = self.given.or(self.stored);
        self.stored = None;
        self.recorded = false;
        self.saves.expect_dataset();
        self.ask()
    }
}
