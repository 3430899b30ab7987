//! An import under way, or why it came to nothing.

use leptos::prelude::*;

use super::{
    desk::Desk,
    reading::{Again, AskCurrency, AskDates, AskSign, column_menus},
};
use crate::{
    engine::{Asks, Phase, Progress, import::Estimate},
    session::{Change, Failure, Held, Remote},
    web::clock,
};

#[component]
pub fn ImportState() -> impl IntoView {
    let desk = Desk::here();
    // How far it is changes all the time; what is shown here does not.
    let failure = desk.memo(|session| match &session.import {
        Remote::Busy(..) => Some(None),
        Remote::Failed(failure, _) => Some(Some(failure.clone())),
        Remote::Idle | Remote::Ready(()) => None,
    });
    move || match failure.get() {
        Some(None) => view! { <Reading /> }.into_any(),
        Some(Some(failure)) => view! { <Refused failure /> }.into_any(),
        None => ().into_any(),
    }
}

#[component]
fn Reading() -> impl IntoView {
    let desk = Desk::here();
    let progress = desk.memo(|session| match &session.import {
        Remote::Busy(progress, _) => *progress,
        _ => None,
    });
    let estimate = desk.memo(|session| session.estimate);
    let begun = clock::now();
    let rows = move || progress.get().map_or(String::new(), |progress| how_far(desk, progress, clock::now() - begun));
    let what = move || match progress.get().map(|progress| progress.phase) {
        Some(Phase::Transcoding) => "Unpacking or decoding the file",
        Some(Phase::Joining) => "Making journeys of the rows",
        _ => "Reading the file",
    };
    let expected = move || estimate.get().map_or(String::new(), |(estimate, room)| expected(desk, estimate, room));
    let fraction = move || progress.get().and_then(|progress| progress.fraction).unwrap_or_default().to_string();
    view! {
        <section class="reading">
            <span role="status">{what}</span>
            <span class="quiet">{rows}</span>
            <progress max="1" prop:value=fraction aria-label="Part of the file that has been read"></progress>
            <button on:click=move |_| desk.change(Change::CancelImport)>"Cancel"</button>
            <span class="quiet">{expected}</span>
        </section>
    }
}

/// Rows, their part of the file, how many a second, and how long the rest will take.
fn how_far(desk: Desk, progress: Progress, elapsed: f64) -> String {
    let percent = |part: f64| desk.write(|formats| formats.percent(part));
    if progress.phase == Phase::Transcoding {
        return progress.fraction.map_or(String::new(), |part| format!("{} of the file", percent(part)));
    }
    let whole = |number: f64| desk.write(|formats| formats.whole(number));
    let rows = f64::from(progress.count);
    let mut words = format!("{} rows", whole(rows));
    if progress.phase == Phase::Joining {
        return words;
    }
    if let Some(part) = progress.fraction {
        words += &format!(", {} of the file", percent(part));
    }
    // Before half a second is over the rate says little.
    if elapsed > 500.0 {
        words += &format!("; {} rows a second", whole(1_000.0 * rows / elapsed));
        if let Some(part) = progress.fraction.filter(|part| *part > 0.0) {
            words += &format!(", about {} s left", whole((elapsed / 1_000.0 * (1.0 - part) / part).ceil()));
        }
    }
    words
}

/// What the file will come to, and whether it can be kept.
fn expected(desk: Desk, estimate: Estimate, room: Option<u64>) -> String {
    let whole = |number: u64| desk.write(|formats| formats.whole(number as f64));
    let megabytes = |bytes: u64| whole(bytes.div_ceil(1_000_000));
    let mut words = format!(
        "About {} rows; some {} MB of memory while they are read.",
        whole(estimate.rows),
        megabytes(estimate.memory)
    );
    if let Some(room) = room.filter(|room| estimate.stored > *room) {
        words += &format!(
            " The browser has {} MB left for this page and about {} MB are needed: the dataset will be open but not stored.",
            megabytes(room),
            megabytes(estimate.stored)
        );
    }
    words
}

/// What would let the file be read, where an answer would.
fn question(desk: Desk, asks: Option<Asks>) -> Option<AnyView> {
    let again = Again::new(desk, Held::Refused, desk.choices());
    Some(match asks? {
        Asks::DateOrder(orders) => view! { <AskDates again orders /> }.into_any(),
        Asks::DecimalSign => view! { <AskSign again /> }.into_any(),
        Asks::Currency(names) => view! { <AskCurrency again names /> }.into_any(),
        Asks::Columns { columns, mapped } => column_menus(&columns, &mapped, &again),
        Asks::Codec { .. } => return None,
    })
}

#[component]
fn Refused(failure: Failure) -> impl IntoView {
    let desk = Desk::here();
    let open = desk.opened();
    let kept = move || open.get().map(|opened| format!("{} is still open and unchanged.", opened.name));
    let (message, question) = match failure {
        Failure::Refused(refused) => (refused.words, question(desk, refused.asks)),
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
