//! The bar at the top: the mark, the open file, whether it is saved, and the promise of privacy.

use leptos::prelude::*;

use super::{desk::Desk, keys::Keys, later::shown, start::PickFile};
use crate::{
    session::{Change, Role, Saved, Stage},
    web::clock,
};

#[component]
pub fn Header() -> impl IntoView {
    let desk = Desk::here();
    let opened = desk.opened();
    let item = desk.memo(|session| {
        let item = session.stored.and_then(|id| session.kept.shelf.item(id));
        item.map(|item| item.name.clone())
    });
    let name = move || item.get().or_else(|| opened.with(|opened| opened.as_ref().map(|opened| opened.name.clone())));
    let has_file = move || opened.with(Option::is_some);
    view! {
        <header class="bar">
            <button class="brand" on:click=move |_| desk.change(Change::Go(Stage::Start))><Mark />"Touchline"</button>
            {shown(Signal::derive(has_file), Box::new(move || view! {
                <span class="file-name" title=name>{name}</span>
                <PickFile label="Open another file" />
            }.into_any()))}
            <SavedState />
            <BackupAge />
            <span class="grow"></span>
            <Keys />
            <a class="lock" href="#privacy">"Your data stays on this device"</a>
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

/// Days after which a backup is called old.
const OLD: u64 = 7;

/// That there is no backup yet, or how old the last one is, where it is old.
#[component]
fn BackupAge() -> impl IntoView {
    let desk = Desk::here();
    let last = desk.memo(|session| {
        let shelf = &session.kept.shelf;
        (!shelf.items.is_empty()).then_some(shelf.backed_up)
    });
    let words = move || match last.get()? {
        None => Some("No full backup yet".to_owned()),
        Some(then) => {
            let days = (clock::wall() / 1_000).saturating_sub(then as u64) / 86_400;
            (days >= OLD).then(|| format!("Last full backup {days} days ago"))
        }
    };
    move || words().map(|words| view! { <a class="quiet backup" href="#privacy">{words}</a> })
}

#[component]
fn SavedState() -> impl IntoView {
    let desk = Desk::here();
    let saved = desk.memo(|session| session.saves.state());
    let follows = desk.memo(|session| session.role == Role::Follows);
    let part = desk.memo(|session| session.saves.part().map(|part| (part * 100.0) as u32));
    let words = move || match saved.get() {
        Saved::Saved | Saved::WithoutCopy(_) if follows.get() => "Shows what another tab saves".to_owned(),
        Saved::Nothing => String::new(),
        Saved::Saving => part.get().map_or("Saving …".to_owned(), |percent| format!("Saving … {percent} %")),
        Saved::Saved => "Saved on this device".to_owned(),
        Saved::WithoutCopy(error) => format!("Saved on this device, without a second copy: {error}."),
        Saved::MemoryOnly(error) => {
            format!("Not saved: {error}. Everything works, and is gone when the page is closed.")
        }
        Saved::Failed(error) => format!("Not saved: {error}."),
    };
    let troubled = move || matches!(saved.get(), Saved::MemoryOnly(_) | Saved::Failed(_));
    view! { <span class="saved quiet" class:troubled=troubled role="status">{words}</span> }
}
