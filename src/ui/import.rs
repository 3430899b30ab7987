//! An import under way, or why it came to nothing.

use leptos::prelude::*;

use super::desk::Desk;
use crate::session::{Change, Failure, Remote};

#[component]
pub fn ImportState() -> impl IntoView {
    let desk = Desk::here();
    let import = desk.memo(|session| session.import.clone());
    move || match import.get() {
        Remote::Busy(..) => view! { <Reading /> }.into_any(),
        Remote::Failed(failure, _) => view! { <Refused failure /> }.into_any(),
        Remote::Idle | Remote::Ready(()) => ().into_any(),
    }
}

#[component]
fn Reading() -> impl IntoView {
    let desk = Desk::here();
    let progress = desk.memo(|session| match &session.import {
        Remote::Busy(progress, _) => *progress,
        _ => None,
    });
    let rows = move || match progress.get() {
        Some(progress) => {
            let rows = desk.write(|formats| formats.whole(f64::from(progress.count)));
            let part = progress.fraction.map(|part| desk.write(|formats| formats.percent(part)));
            format!("{rows} rows{}", part.map_or(String::new(), |part| format!(", {part} of the file")))
        }
        None => String::new(),
    };
    let fraction = move || progress.get().and_then(|progress| progress.fraction).unwrap_or_default().to_string();
    view! {
        <section class="reading">
            <span role="status">"Reading the file"</span>
            <span class="quiet">{rows}</span>
            <progress max="1" prop:value=fraction aria-label="Part of the file that has been read"></progress>
            <button on:click=move |_| desk.change(Change::CancelImport)>"Cancel"</button>
        </section>
    }
}

#[component]
fn Refused(failure: Failure) -> impl IntoView {
    let desk = Desk::here();
    let open = desk.opened();
    let kept = move || open.get().map(|opened| format!("{} is still open and unchanged.", opened.name));
    let message = match failure {
        Failure::Engine(error) => error.to_string(),
        Failure::Lost => "The engine stopped while it read the file.".to_owned(),
    };
    view! {
        <section class="message error" role="alert">
            <p><b>"The file was not opened. "</b>{message}</p>
            <p class="quiet">{kept}</p>
            <button on:click=move |_| desk.change(Change::DismissNotice)>"Dismiss"</button>
        </section>
    }
}
