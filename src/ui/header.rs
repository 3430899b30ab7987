//! The bar at the top: the mark, the open file, whether it is saved, and the promise of privacy.

use leptos::{html, prelude::*};

use super::{
    desk::Desk,
    dialog::{DialogButton, close_around, focus},
    later::shown,
    start::PickFile,
};
use crate::{
    session::{Change, Saved, Stage},
    web::storage::DATABASE,
};

#[component]
pub fn Header() -> impl IntoView {
    let desk = Desk::here();
    let opened = desk.opened();
    let name = move || opened.with(|opened| opened.as_ref().map(|opened| opened.name.clone()));
    let has_file = move || opened.with(Option::is_some);
    view! {
        <header class="bar">
            <button class="brand" on:click=move |_| desk.change(Change::Go(Stage::Start))><Mark />"Touchline"</button>
            {shown(Signal::derive(has_file), Box::new(move || view! {
                <span class="file-name" title=name>{name}</span>
                <PickFile label="Open another file" />
            }.into_any()))}
            <SavedState />
            <span class="grow"></span>
            <Privacy />
        </header>
    }
}

#[component]
fn Mark() -> impl IntoView {
    view! {
        <svg width="26" height="14" aria-hidden="true">
            <path d="M1 7h24" class="brand-line"></path>
            <circle cx="5" cy="7" r="3.2" class="colour-3"></circle>
            <circle cx="13" cy="7" r="3.2" class="colour-1"></circle>
            <circle cx="21" cy="7" r="3.2" class="colour-0"></circle>
        </svg>
    }
}

#[component]
fn SavedState() -> impl IntoView {
    let desk = Desk::here();
    let saved = desk.memo(|session| session.saves.state());
    let words = move || match saved.get() {
        Saved::Nothing => String::new(),
        Saved::Saving => "Saving …".to_owned(),
        Saved::Saved => "Saved on this device".to_owned(),
        Saved::MemoryOnly(error) => {
            format!("Not saved: {error}. Everything works, and is gone when the page is closed.")
        }
        Saved::Failed(error) => format!("Not saved: {error}."),
    };
    let troubled = move || matches!(saved.get(), Saved::MemoryOnly(_) | Saved::Failed(_));
    view! { <span class="saved quiet" class:troubled=troubled role="status">{words}</span> }
}

/// What stays here and how to see that it does; and how to erase it.
#[component]
fn Privacy() -> impl IntoView {
    let policy = document()
        .query_selector("meta[http-equiv=Content-Security-Policy]")
        .ok()
        .flatten()
        .and_then(|meta| meta.get_attribute("content"));
    let policy = StoredValue::new(policy.unwrap_or("none".to_owned()));
    view! {
        <DialogButton label="Your data stays on this device" class="link lock" title="Your data stays on this device">
            <p>"Files are read, computed and stored by this page in this browser. The page has no server part; the policy below, "
               "which the browser enforces for page and worker, lets it send no request to any other place than where it was loaded from."</p>
            <p>"To see it: open the browser's developer tools, watch the network, and drop a file. No request follows."</p>
            <pre class="policy">{policy.get_value()}</pre>
            <p>{format!("Stored, in IndexedDB, database \"{DATABASE}\": the file's name, the names of its columns, and how it was read; \
                the start of each cell for which a row was rejected; the settings and the last view. Of leads: id, persona, play, ZIP \
                code, SII, risk and estimated value of each. Of touchpoints: the journeys, by channels and times, with value, persona, \
                play, ZIP code and the words of the segments; no ids. All other cells are not stored.")}</p>
            <Erase />
        </DialogButton>
    }
}

/// Erases after a confirmation that says what goes. The focus is led along.
#[component]
fn Erase() -> impl IntoView {
    let desk = Desk::here();
    let asked = RwSignal::new(false);
    let stage = desk.memo(|session| session.stage);
    let (ask, keep) = (NodeRef::<html::Button>::new(), NodeRef::<html::Button>::new());
    Effect::new(move |_| {
        if asked.get() {
            focus(keep.get().as_deref());
        }
    });
    let back = move |_| {
        asked.set(false);
        focus(ask.get_untracked().as_deref());
    };
    let erase = move |_| {
        asked.set(false);
        close_around(ask.get_untracked().as_deref());
        desk.change(Change::Erase);
    };
    let closed = move || stage.get() == Stage::Starting || asked.get();
    view! {
        <div class="erase">
            <button node_ref=ask disabled=closed on:click=move |_| asked.set(true)>"Erase everything …"</button>
            {shown(asked.into(), Box::new(move || view! {
                <p role="alert">
                    "This erases the open dataset, its rejected rows, the settings and the last view from this browser. The file "
                    "itself stays where it is. It cannot be undone."
                </p>
                <div class="row">
                    <button class="danger" on:click=erase>"Erase everything"</button>
                    <button node_ref=keep on:click=back>"Keep it"</button>
                </div>
            }.into_any()))}
        </div>
    }
}
