//! Journeys made anew of the same leads: by another playbook, or with another seed.

use std::sync::Arc;

use super::{Command, Session};
use crate::{
    domain::playbook::Playbook,
    engine::query::Query,
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
        self.history.playbook_was(self.playing_or_played(), std::mem::replace(&mut self.view.draft, draft));
        self.save_view()
    }

    /// Makes the journeys anew.
    pub(super) fn play(&mut self, playbook: Packed<Playbook>, seed: u64) -> Vec<Command> {
        let Some(played) = self.playing_or_played() else { return Vec::new() };
        self.history.playbook_was(Some(played.clone()), self.view.draft.clone());
        // What was changed is what journeys are made by.
        self.view.draft.take_if(|draft| *draft == playbook);
        let ask = self.ask_for_journeys(Played { playbook, seed, ..played });
        self.take_over().into_iter().chain(ask).collect()
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

    /// By what they are being made, or else were.
    pub(super) fn playing_or_played(&self) -> Option<Played> {
        self.playing.clone().or_else(|| self.played().cloned())
    }

    /// By what the journeys of a dataset are to be made that is the open one again, where it is something else than they were
    /// made by.
    pub(super) fn still_to_play(&mut self, opened: &Opened) -> Option<Played> {
        let wanted = self.playing_or_played().filter(|_| self.checksum() == Some(&opened.checksum));
        self.playing = None;
        wanted.filter(|wanted| opened.played.as_ref().is_some_and(|made| made != wanted))
    }

    /// Takes channels out of both scopes that are not there any more.
    pub(super) fn drop_unknown(&mut self, channels: &[String]) {
        let Query { scope, context, .. } = &mut self.view.query;
        for scope in [Some(scope), self.view.against.as_mut()].into_iter().flatten() {
            let paths = &mut scope.paths;
            for names in [&mut scope.without, &mut paths.holding, &mut paths.lacking] {
                keep(names, channels);
            }
            // A group, or a path, is not what it was without one of them.
            scope.groups.retain_mut(|group| keep(group, channels));
            paths.exactly.take_if(|path| !keep(path, channels));
        }
        context.channels.retain(|(name, _)| channels.contains(name));
    }

    /// Keeps these playbooks under their names.
    pub(super) fn keep_playbooks(&mut self, playbooks: Vec<Packed<Playbook>>) -> Vec<Command> {
        self.history.kept_were(std::mem::replace(&mut self.playbooks, playbooks));
        self.save_view()
    }

    /// The journeys are made.
    pub(super) fn take_played(&mut self, opened: Box<Opened>) -> Vec<Command> {
        self.playing = None;
        self.look_at(Arc::from(opened));
        // Its record takes the place of the one before, which may be on its way to the stores.
        self.replaces = self.given.or(self.stored).or(self.replaces);
        self.stored = None;
        self.recorded = false;
        self.saves.expect_dataset();
        self.ask()
    }
}

/// Keeps the names that are known; whether all are.
fn keep(names: &mut Vec<String>, known: &[String]) -> bool {
    let count = names.len();
    names.retain(|name| known.contains(name));
    names.len() == count
}
