//! What was asked before, and is asked again by undo; and what was undone.

use super::{Change, Command, Held, Session};
use crate::{
    domain::playbook::Playbook,
    engine::{import::Choices, query::Query},
    pack::Packed,
    protocol::{Played, View},
};

/// Steps that are kept.
const MOST: usize = 100;

/// One step: how things stood before it.
#[derive(Clone, Debug, PartialEq)]
enum Step {
    /// What was asked, held against it, and typed in of money; the rest of it is not taken back. Whether it was typed.
    View(Box<View>, bool),
    /// How the open file was read.
    Choices(Box<Choices>),
    /// By what journeys were made of leads, and a changed playbook.
    Playbook(Option<Played>, Option<Packed<Playbook>>),
    /// Playbooks that were kept.
    Kept(Vec<Packed<Playbook>>),
}

/// Steps that can be undone, and steps that were.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    done: Vec<Step>,
    undone: Vec<Step>,
}

impl History {
    pub fn can_undo(&self) -> bool {
        !self.done.is_empty()
    }

    pub fn can_redo(&self) -> bool {
        !self.undone.is_empty()
    }

    fn push(&mut self, step: Step) {
        self.undone.clear();
        self.done.push(step);
        if self.done.len() > MOST {
            self.done.remove(0);
        }
    }

    /// What was asked speaks of channels that are not there any more.
    pub(super) fn forget_views(&mut self) {
        let keep = |step: &Step| !matches!(step, Step::View(..));
        self.done.retain(keep);
        self.undone.retain(keep);
    }

    /// The view is not what it was. Moving alpha to and fro is one step, and so is what is typed and `goes_on` in one field.
    pub(super) fn view_was(&mut self, former: View, now: &View, typed: bool, goes_on: bool) {
        let moved = |from: &View, to: &View| {
            (&from.against, &from.budget) == (&to.against, &to.budget)
                && Query { alpha: to.query.alpha, ..from.query.clone() } == to.query
        };
        match self.done.last() {
            Some(Step::View(last, false)) if moved(last, &former) && moved(&former, now) => self.undone.clear(),
            // Behind an undo the last step is of another field.
            Some(Step::View(_, true)) if goes_on && self.undone.is_empty() => {}
            _ => self.push(Step::View(Box::new(former), typed)),
        }
    }

    /// Journeys are made by something else, or a playbook is changed.
    pub(super) fn playbook_was(&mut self, played: Option<Played>, draft: Option<Packed<Playbook>>) {
        self.push(Step::Playbook(played, draft));
    }

    /// Other playbooks are kept.
    pub(super) fn kept_were(&mut self, former: Vec<Packed<Playbook>>) {
        self.push(Step::Kept(former));
    }

    /// The open file is read by other choices.
    pub(super) fn choices_were(&mut self, former: Choices) {
        self.push(Step::Choices(Box::new(former)));
    }
}

impl Session {
    /// Takes back the last step, or with `again` the last one that was taken back.
    pub(super) fn step_back(&mut self, again: bool) -> Vec<Command> {
        let played = self.playing_or_played();
        let History { done, undone } = &mut self.history;
        let (from, to) = if again { (undone, done) } else { (done, undone) };
        match from.pop() {
            None => Vec::new(),
            Some(Step::View(former, typed)) => {
                to.push(Step::View(Box::new(self.view.clone()), typed));
                let View { query, against, budget, .. } = *former;
                let is_asked = query == self.view.query;
                (self.view.query, self.view.against, self.view.budget) = (query, against, budget);
                if is_asked { self.save_view() } else { self.ask() }
            }
            Some(Step::Playbook(former, draft)) => {
                to.push(Step::Playbook(played.clone(), std::mem::replace(&mut self.view.draft, draft)));
                match former.filter(|former| Some(former) != played.as_ref()) {
                    Some(former) => self.ask_for_journeys(former),
                    None => self.save_view(),
                }
            }
            Some(Step::Kept(former)) => {
                to.push(Step::Kept(std::mem::replace(&mut self.playbooks, former)));
                self.save_view()
            }
            Some(Step::Choices(choices)) => {
                to.push(Step::Choices(Box::new(self.opened_by.clone())));
                let history = std::mem::take(&mut self.history);
                let commands = self.change(Change::Choose(Held::Open, choices));
                self.history = history;
                commands
            }
        }
    }
}
