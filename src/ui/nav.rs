//! The views of the open dataset, each with a fragment of its own, so that "back" works.

use leptos::{ev, prelude::*};

use super::{desk::Desk, later::shown};
use crate::session::{Change, Stage};

const VIEWS: [(Stage, &str, &str); 4] = [
    (Stage::Overview, "#overview", "Overview"),
    (Stage::Models, "#models", "Models"),
    (Stage::Robustness, "#robustness", "Robustness"),
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
    let there = move || VIEWS.iter().any(|(of, ..)| *of == stage.get());
    view! {
        {shown(Signal::derive(there), Box::new(move || view! {
            <nav aria-label="Views">{VIEWS.map(link).collect_view()}</nav>
        }.into_any()))}
    }
}

/// Goes where the fragment points, now and whenever it changes.
fn follow_fragment(desk: Desk) {
    let listener = window_event_listener(ev::hashchange, move |_| {
        let fragment = location_hash().unwrap_or_default();
        let view = VIEWS.iter().find(|(_, known, _)| known.trim_start_matches('#') == fragment);
        desk.change(Change::Go(view.map_or(Stage::Overview, |(stage, ..)| *stage)));
    });
    on_cleanup(move || listener.remove());
}
