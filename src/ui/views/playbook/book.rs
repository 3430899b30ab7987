//! The playbook that is edited: the changed one, or the one by which the journeys were made.

use leptos::prelude::*;

use super::super::{Side, want};
use crate::{
    domain::playbook::{
        Playbook, Rule, When,
        check::{Fault, Field, Place, Severity, check, is_sound, unknown_channels},
        difference::called,
    },
    domain::words::NumberStyle,
    pack::Packed,
    protocol::{NAMES_SHOWN, views::Wish},
    ui::scene::Scene,
};

/// A copyable handle; the fields find it in the context.
#[derive(Clone, Copy)]
pub struct Book {
    side: Side,
    style: NumberStyle,
    /// As it stands.
    pub playbook: Memo<Playbook>,
    /// By which the journeys were made, with its seed; `None` where they were observed.
    pub played: Memo<Option<(Playbook, u64)>>,
    /// With what is being typed.
    trying: RwSignal<Option<Playbook>>,
    pub faults: Memo<Vec<Fault>>,
    /// The rule that is looked at.
    pub at: RwSignal<At>,
    /// What decided conversions before that was switched, by whose rule it is.
    aside: StoredValue<Vec<(String, When)>>,
}

/// One of a playbook's rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum At {
    /// Its number in the list.
    Rule(usize),
    AnyOther,
}

impl At {
    pub fn of(self, playbook: &Playbook) -> Option<&Rule> {
        match self {
            At::Rule(index) => playbook.rules.get(index).map(|of| &of.rule),
            At::AnyOther => Some(&playbook.any_other),
        }
    }

    pub fn of_mut(self, playbook: &mut Playbook) -> Option<&mut Rule> {
        match self {
            At::Rule(index) => playbook.rules.get_mut(index).map(|of| &mut of.rule),
            At::AnyOther => Some(&mut playbook.any_other),
        }
    }

    /// Where it stands in the JSON.
    pub fn path(self) -> String {
        match self {
            At::Rule(index) => format!("rules[{index}].rule"),
            At::AnyOther => "any_other".to_owned(),
        }
    }

    /// Whose rule it is.
    pub fn words(self, playbook: &Playbook) -> String {
        match self {
            At::AnyOther => "any other persona".to_owned(),
            At::Rule(index) => playbook.rules.get(index).map_or(String::new(), called),
        }
    }
}

/// Rules that no lead follows, where all names of the leads are known here.
fn unmet(playbook: &Playbook, personas: &[String], plays: &[String]) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut say = |rule: usize, field: Field, kind: &str, name: &str, known: &[String]| {
        if known.len() < NAMES_SHOWN && !known.iter().any(|known| known == name) {
            let at = Place { rule: Some(rule as u32), ..Place::of_playbook(field) };
            let words = format!("No lead of the open file has the {kind} \"{name}\".");
            faults.push(Fault { at, words, severity: Severity::Warns });
        }
    };
    for (at, of) in playbook.rules.iter().enumerate() {
        say(at, Field::Persona, "persona", &of.persona, personas);
        of.play.iter().for_each(|play| say(at, Field::Play, "play", play, plays));
    }
    faults
}

impl Book {
    pub fn of(side: Side) -> Book {
        let played = side.memo_opened(|opened| {
            opened.played.as_ref().and_then(|played| Some((played.playbook.open().ok()?, played.seed)))
        });
        let draft = side.memo(|shown| shown.draft.as_ref().and_then(|draft| draft.open().ok()));
        let playbook =
            Memo::new(move |_| draft.get().or_else(|| played.get().map(|(playbook, _)| playbook)).unwrap_or_default());
        let trying = RwSignal::new(None);
        let names = side.memo_opened(|opened| (opened.personas.clone(), opened.plays.clone(), opened.channels.clone()));
        let told = move |playbook: &Playbook| {
            let mut faults = check(playbook);
            names.with(|(personas, plays, channels)| {
                faults.extend(unmet(playbook, personas, plays));
                let channels: Vec<&str> = channels.iter().map(String::as_str).collect();
                faults.extend(unknown_channels(playbook, &channels));
            });
            faults
        };
        let faults =
            Memo::new(move |_| trying.with(|trying| playbook.with(|stands| told(trying.as_ref().unwrap_or(stands)))));
        let aside = StoredValue::new(Vec::new());
        Book {
            side,
            style: Scene::here().style(),
            playbook,
            played,
            trying,
            faults,
            at: RwSignal::new(At::Rule(0)),
            aside,
        }
    }

    /// The one of the view.
    pub fn here() -> Book {
        expect_context::<Book>()
    }

    /// Whether it is not the one by which the journeys were made.
    pub fn is_changed(self) -> bool {
        self.played.with(|played| played.as_ref().is_none_or(|(played, _)| self.playbook.with(|now| now != played)))
    }

    /// Whether journeys can be made by it.
    pub fn is_sound(self) -> bool {
        self.faults.with(|faults| is_sound(faults))
    }

    /// What is wrong at a place of the JSON, or within it.
    pub fn fault_at(self, path: &str) -> Option<String> {
        self.faults.with(|faults| {
            let found = faults.iter().find(|fault| {
                let at = fault.at.to_string();
                at.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
            });
            found.map(|fault| self.told(fault))
        })
    }

    /// A fault of it, in words, as it stands with what is being typed.
    pub fn told(self, fault: &Fault) -> String {
        self.trying
            .with(|trying| self.playbook.with(|stands| fault.in_words(trying.as_ref().unwrap_or(stands), self.style)))
    }

    /// Has a look at what a change would come to, while it is typed.
    pub fn try_out(self, change: impl FnOnce(&mut Playbook)) {
        let mut playbook = self.playbook.get_untracked();
        change(&mut playbook);
        self.trying.set(Some(playbook));
    }

    /// Changes it. Where it is then as the one by which the journeys were made, nothing is changed any more.
    pub fn edit(self, change: impl FnOnce(&mut Playbook)) {
        let former = self.playbook.get_untracked();
        let mut playbook = former.clone();
        change(&mut playbook);
        let played = self.played.get_untracked().map(|(played, _)| played);
        if let Some(played) = played.filter(|_| former.name == playbook.name) {
            // What is changed is not called as before, until somebody names it.
            let changed = changed_name(&played.name);
            if playbook.name == changed {
                playbook.name.clone_from(&played.name);
            }
            if playbook.name == played.name && playbook != played {
                playbook.name = changed;
            }
        }
        self.draft(playbook);
    }

    /// Puts another one in its place.
    pub fn put(self, playbook: Playbook) {
        self.aside.update_value(Vec::clear);
        self.draft(playbook);
    }

    /// Puts aside what decides the conversion in a rule, and gives what was put aside before, where that is of the other kind.
    pub fn put_aside(self, whose: String, when: When) -> Option<When> {
        let before = self.aside.try_update_value(|aside| {
            let before = aside.iter().position(|(of, _)| *of == whose).map(|at| aside.swap_remove(at).1);
            let before = before.filter(|before| std::mem::discriminant(before) != std::mem::discriminant(&when));
            aside.push((whose, when));
            before
        });
        before.flatten()
    }

    /// One to hold it against, under its name where that was not typed: the name that a change gives it is no change.
    pub fn beside(self, former: &Playbook) -> Playbook {
        let own = self.played.with(|played| {
            self.playbook.with(|now| played.as_ref().is_some_and(|(played, _)| now.name == changed_name(&played.name)))
        });
        let played = self.played.with(|played| played.as_ref().is_some_and(|(played, _)| played.name == former.name));
        let mut former = former.clone();
        if own && played {
            former.name = self.playbook.with(|now| now.name.clone());
        }
        former
    }

    fn draft(self, playbook: Playbook) {
        self.trying.set(None);
        let is_played =
            self.played.with_untracked(|played| played.as_ref().is_some_and(|(played, _)| *played == playbook));
        want(Wish::Draft((!is_played).then(|| Packed::of(&playbook))));
    }

    /// Those that are kept under their names.
    pub fn kept(self) -> Vec<Playbook> {
        self.side.shown.with(|shown| shown.playbooks.iter().filter_map(|kept| kept.open().ok()).collect())
    }
}

/// What a playbook is called once it is changed, until somebody names it.
fn changed_name(name: &str) -> String {
    format!("{name} (changed)")
}
