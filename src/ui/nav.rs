//! The views of the open dataset, each with a fragment of its own, so that "back" works.

use leptos::{ev, prelude::*};

use super::{desk::Desk, later::shown};
use crate::session::{Change, Stage};

const VIEWS: [(Stage, &str, &str); 9] = [
    (Stage::Overview, "#overview", "Overview"),
    (Stage::Models, "#models", "Models"),
    (Stage::Plays, "#plays", "Plays & personas"),
    (Stage::Paths, "#paths", "Paths"),
    (Stage::Robustness, "#robustness", "Robustness"),
    (Stage::Compare, "#compare", "Compare"),
    (Stage::Economics, "#economics", "Economics"),
    (Stage::HandOver, "#report", "Report & exports"),
    (Stage::Storage, "#privacy", "Privacy & storage"),
];

#[component]
pub fn Nav() -> impl IntoView {
    let desk = Desk::here();
    let stage = desk.memo(|session| session.stage);
    follow_fragment(desk);
    let link = move |(of, fragment, label): (Stage, &'static str, &'static str)| {
        let current = move || (stage.get() == of).then_some("page");
        view! { <a href=fragment aria-current=current>{label}</a> }
    };
    let opened = desk.opened();
    let there = move || opened.with(Option::is_some) && VIEWS.iter().any(|(of, ..)| *of == stage.get());
    view! {
        {shown(Signal::derive(there), Box::new(move || view! {
            <nav aria-label="Views">{VIEWS.map(link).collect_view()}</nav>
        }.into_any()))}
    }
}

/// The first screen's.
const START: &str = "#start";

/// Goes where the fragment points, at first and whenever it changes; and has it say where one is.
fn follow_fragment(desk: Desk) {
    let stage = desk.memo(|session| session.stage);
    let listener = window_event_listener(ev::hashchange, move |_| {
        desk.change(Change::Go(told().unwrap_or(Stage::Overview)));
    });
    on_cleanup(move || listener.remove());
    // Whether the page has gone where it was asked to go when it was loaded.
    Effect::new(move |landed: Option<bool>| {
        let now = stage.get();
        let landed = landed.unwrap_or_default();
        let fragment = match VIEWS.iter().find(|(of, ..)| *of == now) {
            _ if now == Stage::Starting => return landed,
            Some((_, fragment, _)) => fragment,
            None => START,
        };
        let told = told();
        match told {
            // The page was loaded under another view's fragment.
            Some(told) if !landed && told != Stage::Start => desk.change(Change::Go(told)),
            _ if told.unwrap_or(now) == now => {}
            _ => {
                if let Err(error) = location().set_hash(fragment) {
                    leptos::logging::error!("the fragment could not be set: {error:?}");
                }
            }
        }
        true
    });
}

/// The view that the fragment names.
fn told() -> Option<Stage> {
    let fragment = location().hash().unwrap_or_default();
    let view = VIEWS.iter().find(|(_, known, _)| *known == fragment);
    view.map(|(stage, ..)| *stage).or((fragment == START).then_some(Stage::Start))
}
