//! The first screen.

use leptos::{html, prelude::*};

use super::{desk::Desk, later::shown};
use crate::{
    protocol::Shelving,
    session::{Change, Notice, Stage},
    store::Item,
    web::file::{self, NamedFile},
};

/// Stored datasets that the first screen names.
const RECENT: usize = 6;

/// What can be opened.
pub const FILES: &str =
    ".touchline,.csv,.tsv,.txt,.json,.jsonl,.ndjson,.gz,text/csv,text/plain,application/json,application/gzip";

#[component]
pub fn Start() -> impl IntoView {
    view! {
        <section class="start">
            <h1>"See which channels carry your conversions, and how sure that is."</h1>
            <p>
                "Drop a CSV of touchpoints (who, when, which channel) or of leads, for which Touchline makes journeys by the playbook of "
                "their persona. It shares the conversions among the channels by Markov removal effects and Shapley values, each with its interval."
            </p>
            <Recent />
            <OpenPanel />
            <p class="quiet">
                "Journeys made from leads are "<b>"synthetic"</b>": the figures restate the playbook's rules, they do not "
                "measure the market. Every screen with figures says so."
            </p>
        </section>
    }
}

/// The dataset that is open, to go on with, and those that are stored.
#[component]
fn Recent() -> impl IntoView {
    let desk = Desk::here();
    let opened = desk.opened();
    let stored = desk.memo(|session| session.stored);
    let items = desk.memo(|session| session.kept.shelf.items.clone());
    let some = move || items.with(|items| !items.is_empty());
    let back = move || {
        opened.get().map(|opened| {
            let label = format!("Back to {}", opened.name);
            view! { <p><button on:click=move |_| desk.change(Change::Go(Stage::Overview))>{label}</button></p> }
        })
    };
    let stored = move || {
        let open = stored.get();
        let others = items.get().into_iter().rev().filter(|item| open != Some(item.id));
        let button = |item: Item| {
            let shelving = Shelving::Open(item.id);
            view! { <button on:click=move |_| desk.change(Change::Shelve(shelving.clone()))>{item.name}</button> }
        };
        others.take(RECENT).map(button).collect_view()
    };
    view! {
        {back}
        {shown(Signal::derive(some), Box::new(move || view! {
            <section aria-labelledby="recent-title">
                <h2 id="recent-title">"Stored in this browser"</h2>
                <div class="row">{stored}<a href="#privacy">"All of them, and backups"</a></div>
            </section>
        }.into_any()))}
    }
}

/// Every way to hand over a file.
#[component]
fn OpenPanel() -> impl IntoView {
    let desk = Desk::here();
    let try_sample = move |_| {
        file::sample(move |fetched| match fetched {
            Ok(file) => desk.open(file),
            Err(cause) => desk.change(Change::Notify(Notice::SampleFailed(cause.to_string()))),
        });
    };
    view! {
        <div class="open-panel">
            <p class="drop-hint">"Drop a CSV file anywhere on this page"</p>
            <div class="row">
                <PickFile label="Choose a file" class="primary" />
                <button on:click=try_sample>"Try the sample"</button>
            </div>
            <label class="paste">
                <span>"or paste rows with their header here: touchpoints with customer, time and channel, or leads with property_id, primary_persona and sii_score"</span>
                <textarea rows="2" placeholder="customer_id,timestamp,channel,conversion,…" spellcheck="false"></textarea>
            </label>
        </div>
    }
}

/// A button that opens the browser's file picker.
#[component]
pub fn PickFile(label: &'static str, #[prop(default = "")] class: &'static str) -> impl IntoView {
    let desk = Desk::here();
    picker(label, class, FILES, move |file| desk.open(file))
}

/// The same for any use of the file.
pub fn picker(
    label: &'static str,
    class: &'static str,
    files: &'static str,
    use_it: impl Fn(NamedFile) + 'static,
) -> AnyView {
    let input = NodeRef::<html::Input>::new();
    let pick = move |_| {
        if let Some(input) = input.get() {
            input.click();
        }
    };
    let take = move |_| {
        if let Some(file) = input.get().and_then(|input| file::chosen(&input)) {
            use_it(file);
        }
    };
    view! {
        <button class=class on:click=pick>{label}</button>
        <input type="file" accept=files hidden node_ref=input on:change=take />
    }
    .into_any()
}
