//! Further views: a program of their own, which shows what the page tells and tells the page what is wanted.

mod charted;
mod compare;
mod context;
mod copy;
mod economics;
mod handover;
mod lab;
mod models;
mod named;
mod palette;
mod paths;
mod playbook;
mod plays;
mod questions;
mod robustness;
mod scope;
mod seed;
mod sheet;
mod shelf;
mod storage;
mod study;
mod touches;
mod why;

use std::{cell::RefCell, collections::HashMap};

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Blob;

use self::questions::Questions;
use super::scene::Scene;
use crate::{
    engine::query::Query,
    protocol::{
        Opened,
        views::{Shown, Stage, Wish},
    },
    web::{
        asking::Asking,
        file,
        locale::{Formats, currency_of},
        theme::Theme,
        views,
    },
};

/// What the components work at.
#[derive(Clone, Copy)]
pub struct Side {
    shown: RwSignal<Shown>,
    formats: StoredValue<Formats, LocalStorage>,
    asking: StoredValue<Asking, LocalStorage>,
    /// Grows with every dataset that is studied.
    dataset: RwSignal<u32>,
    questions: Questions,
    sorts: sheet::Sorts,
    theme: RwSignal<Theme>,
    /// Into which field of money was typed last.
    typed: StoredValue<Option<economics::Field>>,
}

impl Side {
    /// The one of the program.
    pub fn here() -> Side {
        expect_context::<Side>()
    }

    /// A part of what is shown that changes only when it does.
    pub fn memo<T: PartialEq + Send + Sync + 'static>(
        self,
        part: impl Fn(&Shown) -> T + Send + Sync + 'static,
    ) -> Memo<T> {
        Memo::new(move |_| self.shown.with(&part))
    }

    /// The same of the open dataset; the default where there is none.
    pub fn memo_opened<T: Default + PartialEq + Send + Sync + 'static>(
        self,
        part: impl Fn(&Opened) -> T + Send + Sync + 'static,
    ) -> Memo<T> {
        self.memo(move |shown| shown.opened.as_deref().map(&part).unwrap_or_default())
    }

    /// Whether the open dataset's journeys have a risk, by which a scope is told.
    pub fn has_risk(self) -> bool {
        self.shown.with_untracked(|shown| shown.opened.as_ref().is_some_and(|opened| opened.has_risk))
    }

    /// Writes figures by the browser's locale.
    pub fn write(self, write: impl FnOnce(&Formats) -> String) -> String {
        self.formats.with_value(write)
    }

    /// The query as it stands, to change something of it.
    pub fn query(self) -> Query {
        self.shown.with_untracked(|shown| shown.query.clone())
    }

    /// Asks for something else.
    pub fn ask(self, change: impl FnOnce(&mut Query)) {
        let mut query = self.query();
        change(&mut query);
        want(Wish::Ask(Box::new(query)));
    }

    /// Has the page wear a theme, now and when it is opened again.
    fn wear(self, theme: Theme) {
        theme.wear();
        self.theme.set(theme);
    }

    fn show(self, shown: Shown, record: Option<Blob>) {
        let (former, had) = self.shown.with_untracked(|former| (former.opened.clone(), former.recorded));
        if former != shown.opened || had != shown.recorded {
            self.asking.with_value(|asking| asking.of(record));
            self.dataset.update(|dataset| *dataset += 1);
            self.questions.clear();
        }
        if let Some(opened) = &shown.opened {
            self.formats.with_value(|formats| {
                formats.set_currency(currency_of(opened));
                formats.learn_style();
            });
        }
        self.shown.set(shown);
    }
}

/// Says what is wanted.
pub fn want(wish: Wish) {
    views::wish(&wish, None);
}

/// Offers text as a file.
pub fn save(name: &str, text: &str) {
    if let Err(cause) = file::download(name, text) {
        want(Wish::Undownloaded(cause.to_string()));
    }
}

/// Offers a file.
pub fn save_file(name: &str, made: &Blob) {
    if let Err(cause) = file::save(name, made) {
        want(Wish::Undownloaded(cause.to_string()));
    }
}

/// Waits for a place, and shows the views there.
pub fn run() {
    let owner = Owner::new();
    owner.set();
    let formats = Formats::of_browser();
    formats.learn_style();
    let side = Side {
        shown: RwSignal::new(Shown::default()),
        formats: StoredValue::new_local(formats),
        asking: StoredValue::new_local(Asking::default()),
        dataset: RwSignal::new(0),
        questions: Questions::default(),
        sorts: StoredValue::new(Vec::new()),
        theme: RwSignal::new(Theme::worn()),
        typed: StoredValue::new(None),
    };
    let scene = Scene {
        channels: side.memo_opened(|opened| opened.channels.clone()),
        origin: side.memo_opened(|opened| opened.origin.words()),
        formats: side.formats,
        select: Callback::new(move |channel| side.ask(|query| query.scope.paths.toggle_holding(channel))),
    };
    let lab = lab::Lab::default();
    let standing = RefCell::new(HashMap::new());
    views::begin(
        move |element| {
            element.set_text_content(None);
            let told = |name: &str| element.get_attribute(name).unwrap_or_default();
            let (part, channel) = (told("data-part"), told("data-channel"));
            let Ok(element) = element.dyn_into() else { return };
            let shown = part.clone();
            let handle = leptos::mount::mount_to(element, move || {
                provide_context(side);
                provide_context(scene);
                provide_context(lab);
                provide_context(super::later::Folds::default());
                part_of(side, &part, &channel)
            });
            // What stood in a former place goes with it.
            standing.borrow_mut().insert(shown, handle);
        },
        move |shown, record| side.show(shown, record),
    );
    // The signals live as long as the page.
    std::mem::forget(owner);
}

/// What stands in a place.
fn part_of(side: Side, part: &str, channel: &str) -> AnyView {
    let stage = side.memo(|shown| shown.stage);
    // Sentences keep the style that they were made by.
    let currency = side.memo_opened(currency_of);
    match part {
        "scope" => view! { <scope::ScopeEditor /> }.into_any(),
        "why" => why::why(channel.to_owned()),
        "named" => view! { <named::NamedViews /> }.into_any(),
        "palette" => view! { <palette::Palette /> }.into_any(),
        _ => (move || {
            currency.track();
            view_of(stage.get())
        })
        .into_any(),
    }
}

fn view_of(stage: Stage) -> AnyView {
    match stage {
        Stage::Models => view! { <models::Models /> }.into_any(),
        Stage::Robustness => view! { <robustness::Robustness /> }.into_any(),
        Stage::Plays => view! { <plays::Plays /> }.into_any(),
        Stage::Paths => view! { <paths::Paths /> }.into_any(),
        Stage::Compare => view! { <compare::Compare /> }.into_any(),
        Stage::Economics => view! { <economics::Economics /> }.into_any(),
        Stage::Playbook => view! { <playbook::PlaybookView /> }.into_any(),
        Stage::Lab => view! { <lab::LabView /> }.into_any(),
        Stage::HandOver => view! { <handover::HandOver /> }.into_any(),
        Stage::Storage => view! { <storage::Storage /> }.into_any(),
        _ => ().into_any(),
    }
}
