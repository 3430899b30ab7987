//! The screen for work that cannot go on by itself: what happened, and how to go on.

use leptos::prelude::*;

use super::desk::Desk;
use crate::session::{self, Change};

#[component]
pub fn Trouble() -> impl IntoView {
    let desk = Desk::here();
    let trouble = desk.memo(|session| session.trouble.clone());
    move || {
        trouble.get().map(|trouble| match trouble {
            session::Trouble::OtherBuild => view! { <OtherBuild /> }.into_any(),
            session::Trouble::WorkerLost { message } => view! { <WorkerLost message /> }.into_any(),
        })
    }
}

#[component]
fn OtherBuild() -> impl IntoView {
    view! {
        <main class="trouble" role="alert">
            <h1>"A newer version was published while this page was open."</h1>
            <p>"Its parts do not fit the page that you see, so nothing is computed until the page is loaded anew. "
               "What is stored stays."</p>
            <button class="primary" on:click=reload>"Reload"</button>
        </main>
    }
}

#[component]
fn WorkerLost(message: Option<String>) -> impl IntoView {
    let desk = Desk::here();
    view! {
        <main class="trouble" role="alert">
            <h1>"The engine stopped again and again."</h1>
            <p>"It was started anew and stopped once more. Your data is where it was; the page can be used again after "
               "one of these:"</p>
            {message.map(|message| view! { <pre>{message}</pre> })}
            <div class="row">
                <button class="primary" on:click=move |_| desk.change(Change::Restart)>"Start the engine again"</button>
                <button on:click=reload>"Reload the page"</button>
                <button on:click=move |_| desk.change(Change::StartEmpty)>"Go on without opening it"</button>
            </div>
        </main>
    }
}

fn reload(_: leptos::ev::MouseEvent) {
    if let Err(error) = window().location().reload() {
        leptos::logging::error!("the page could not be reloaded: {error:?}");
    }
}
