//! What is stored and where, what was loaded, under which policy; backups; and how to erase it all.

use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;

use super::{Side, shelf::Datasets, want};
use crate::{
    protocol::views::Wish,
    store::EXTENSION,
    ui::{dialog::focus, later::shown, start::picker},
    web::{audit, file, session_storage, storage::home, theme::Theme, views},
};

#[component]
pub fn Storage() -> impl IntoView {
    view! {
        <h1>"Your data stays on this device"</h1>
        <p>
            "Files are read, computed and stored by this page in this browser. The page has no server part. The policy below, which the "
            "browser enforces for the page and its workers, lets them fetch from and send to no other place than where the page was loaded from. (The "
            "service worker, which keeps the page for use without a network, has a policy only where the host sends one.)"
        </p>
        <Kept />
        <Backups />
        <Loaded />
        <Policy />
        <Erase />
    }
}

#[component]
fn Kept() -> impl IntoView {
    let side = Side::here();
    let inventory = side.memo(|shown| shown.inventory.clone());
    let no_copy = side.memo(|shown| shown.kept.copy_fault.clone());
    let follows = side.memo(|shown| shown.follows);
    let where_it_is = move || {
        let inventory = inventory.get()?;
        let bytes = |place: usize| inventory.stored[place].iter().map(|(_, bytes)| *bytes).sum::<u64>() as f64;
        let kilobytes = |bytes: f64| side.write(|formats| formats.whole((bytes / 1_000.0).ceil()));
        let mut words = format!(
            "{} KB in the database \"{}\" (IndexedDB), {} KB in the private files of this origin, as a second copy.",
            kilobytes(bytes(0)),
            home(),
            kilobytes(bytes(1))
        );
        if let Some(error) = no_copy.get() {
            words = format!("{words} There is no second copy: {error}.");
        }
        if let Some(error) = &inventory.fault {
            words = format!("{words} Not all could be looked at: {error}.");
        }
        words += match inventory.persistent {
            Some(true) => " The browser has agreed not to clear it by itself.",
            _ => {
                " The browser may clear it by itself when the disk is full or the site is not used for long: keep a backup."
            }
        };
        Some(words)
    };
    // What is kept is read back whenever another theme is worn.
    let theme = move || match (Theme::kept(), side.theme.get()) {
        (Some(theme), _) => {
            format!("The theme that was chosen, {}, is one word in the local storage of this origin.", theme.word())
        }
        (None, Theme::System) => "No theme is stored: the page has the system's.".to_owned(),
        (None, _) => "No theme is stored: the one that was chosen lasts until the page is closed.".to_owned(),
    };
    view! {
        <section aria-labelledby="stored-title">
            <h2 id="stored-title">"What is stored"</h2>
            <Datasets />
            <p>{where_it_is}</p>
            <p class="note">
                "Stored of each file: its name, the names of its columns, and how it was read; the start of each cell for which a row was "
                "rejected, unless it looks like a name, an address, a telephone number or an e-mail; the settings and the last view. Of leads: id, persona, play, ZIP code, SII, risk, tiers and estimated value of each. Of "
                "touchpoints: the journeys, by channels and times, with value, persona, play, ZIP code and the words of the segments, and, where leads are joined, their SII and risk; no ids. All "
                "other cells are not stored. How the truth lab is set stays with this tab until it is closed. "
                {theme}
            </p>
            {shown(follows.into(), Box::new(move || view! {
                <p>
                    "Another tab saves; this one shows what it saved, until something is changed here. "
                    <button on:click=move |_| want(Wish::TakeOver)>"Save from this tab"</button>
                </p>
            }.into_any()))}
        </section>
    }
}

#[component]
fn Backups() -> impl IntoView {
    let side = Side::here();
    let empty = side.memo(|shown| shown.kept.shelf.items.is_empty());
    let last = side.memo(|shown| shown.kept.shelf.backed_up);
    let age = move || match last.get() {
        None => "All datasets together were not backed up from this browser yet.".to_owned(),
        Some(then) => side.write(|formats| format!("The last full backup was made {}.", formats.moment(then))),
    };
    view! {
        <section aria-labelledby="backup-title">
            <h2 id="backup-title">"Backup"</h2>
            <p>
                "All datasets, with their views, in one file with a checksum; one alone by its row above. Restoring adds what is not here; it never writes over anything. "
                {age}
            </p>
            <div class="row">
                <button disabled=move || empty.get() on:click=move |_| want(Wish::BackUp(None))>"Back up everything"</button>
                {picker("Restore a backup", "", EXTENSION, |file| views::wish(&Wish::TakeBackup, file.blob.dyn_ref()))}
            </div>
        </section>
    }
}

#[component]
fn Loaded() -> impl IntoView {
    let side = Side::here();
    let inventory = side.memo(|shown| shown.inventory.clone());
    let addresses = Memo::new(move |_| {
        let mut addresses = audit::loaded();
        addresses.extend(inventory.get().iter().flat_map(|inventory| inventory.loaded.clone()));
        addresses.sort();
        addresses.dedup();
        addresses
    });
    let foreign = move || {
        let own = location().origin().unwrap_or_default();
        let is_own = |address: &String| {
            let behind = address.trim_start_matches("blob:").strip_prefix(&own);
            behind.is_some_and(|rest| rest.starts_with('/'))
        };
        let foreign = addresses.with(|addresses| addresses.iter().filter(|address| !is_own(address)).count());
        match foreign {
            0 => "All of them from where this page was loaded.".to_owned(),
            count => format!("{count} of them from another place than this page: that should not be."),
        }
    };
    let list = move || addresses.get().into_iter().map(|address| view! { <li>{address}</li> }).collect_view();
    view! {
        <section aria-labelledby="loaded-title">
            <h2 id="loaded-title">"What was loaded"</h2>
            <p>"The addresses that the page, its engine and its storage have loaded since the page was opened, as far as the browser tells. " {foreign}</p>
            <ul class="addresses">{list}</ul>
            <p>"To see it for yourself: open the browser's developer tools, watch the network, and drop a file. No request goes to another place: "
               "what follows are the page's own programs, answered from this device once it is ready offline."</p>
        </section>
    }
}

#[component]
fn Policy() -> impl IntoView {
    let side = Side::here();
    let inventory = side.memo(|shown| shown.inventory.clone());
    let save = move |_| {
        let text = audit::written(inventory.get_untracked().as_ref());
        if let Err(cause) = file::download("touchline-audit.json", &text) {
            want(Wish::Undownloaded(cause.to_string()));
        }
    };
    view! {
        <section aria-labelledby="policy-title">
            <h2 id="policy-title">"The policy in force"</h2>
            <pre class="policy">{audit::policy()}</pre>
            <p><button on:click=save>"Save an audit"</button></p>
        </section>
    }
}

/// Erases after a confirmation that says what goes. The focus is led along.
#[component]
fn Erase() -> impl IntoView {
    let side = Side::here();
    let asked = RwSignal::new(false);
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
        if let Err(error) = session_storage::erase() {
            leptos::logging::error!("what the tab keeps was not erased: {error:?}");
        }
        side.wear(Theme::System);
        want(Wish::Erase);
    };
    view! {
        <section class="erase" aria-labelledby="erase-title">
            <h2 id="erase-title">"Erase"</h2>
            <button node_ref=ask disabled=asked on:click=move |_| asked.set(true)>"Erase everything …"</button>
            {shown(asked.into(), Box::new(move || view! {
                <p role="alert">
                    "This erases all datasets, their rejected rows, the settings, the views and the chosen theme from this browser. Files and backups "
                    "on your disk stay where they are. It cannot be undone."
                </p>
                <div class="row">
                    <button class="danger" on:click=erase>"Erase everything"</button>
                    <button node_ref=keep on:click=back>"Keep it"</button>
                </div>
            }.into_any()))}
        </section>
    }
}
