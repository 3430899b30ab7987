//! An import under way, or why it came to nothing.

use leptos::prelude::*;

use super::{
    choices::{AskAmounts, AskDates, Columns},
    desk::Desk,
};
use crate::{
    domain::touchpoint::{Refusal, field::MappingError},
    engine::EngineError,
    session::{Change, Failure, Held, Remote},
};

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

/// What would let the file be read, where an answer would.
fn question(desk: Desk, error: &EngineError) -> Option<AnyView> {
    let EngineError::Touchpoints(refusal) = error else { return None };
    let settings = desk.choices().settings;
    match &**refusal {
        Refusal::UnclearDates { .. } => Some(view! { <AskDates settings /> }.into_any()),
        Refusal::UnclearAmounts { .. } => Some(view! { <AskAmounts settings /> }.into_any()),
        Refusal::Mapping(MappingError::Unclear { found, mapped, .. }) => {
            Some(view! { <Columns names=found.clone() mapped=mapped.clone() settings file=Held::Refused /> }.into_any())
        }
        _ => None,
    }
}

#[component]
fn Refused(failure: Failure) -> impl IntoView {
    let desk = Desk::here();
    let open = desk.opened();
    let kept = move || open.get().map(|opened| format!("{} is still open and unchanged.", opened.name));
    let (message, question) = match failure {
        Failure::Engine(error) => {
            let question = question(desk, &error);
            (error.to_string(), question)
        }
        Failure::Lost(cause) => {
            let cause = cause.map_or(String::new(), |cause| format!(" ({cause})"));
            (format!("The engine stopped while it read the file{cause}."), None)
        }
    };
    let head = if question.is_some() { "The file asks for an answer. " } else { "The file was not opened. " };
    view! {
        <section class="message error" role="alert">
            <p><b>{head}</b>{message}</p>
            {question}
            <p class="quiet">{kept}</p>
            <button on:click=move |_| desk.change(Change::DismissNotice)>"Dismiss"</button>
        </section>
    }
}
