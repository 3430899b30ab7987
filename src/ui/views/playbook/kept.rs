//! Playbooks under their names: kept, taken up again, duplicated, taken along as JSON.

use super::{
    super::{save, sheet::file_name, want},
    book::Book,
};
use crate::{
    domain::playbook::{Playbook, json},
    pack::Packed,
    protocol::views::Wish,
    ui::start::picker,
    web::file::{self, NamedFile},
};
use leptos::prelude::*;

/// What is kept, with what can be done with it.
#[component]
pub fn Kept() -> impl IntoView {
    let book = Book::here();
    let refused = RwSignal::new(Vec::<String>::new());
    let said = RwSignal::new(String::new());
    let keep_it = move |_| {
        let playbook = book.playbook.get_untracked();
        let stood = book.kept().iter().any(|known| known.name == playbook.name);
        said.set(match stood {
            true => format!("{} is kept, in the place of the former one: Undo brings that back.", playbook.name),
            false => format!("{} is kept.", playbook.name),
        });
        keep(book, playbook);
    };
    let unsound = move || !book.is_sound();
    let default = move |_| book.put(Playbook::default());
    let read = move |chosen: NamedFile| {
        refused.set(Vec::new());
        let most = json::MOST_BYTES as f64;
        if chosen.blob.size() > most {
            let words =
                format!("The file has {:.1} MB: a playbook has {} MB at most.", chosen.blob.size() / 1e6, most / 1e6);
            return refused.set(vec![words]);
        }
        file::read(&chosen.blob, most, move |read| match read.map(|bytes| json::read(&bytes)) {
            Ok(Ok(playbook)) => book.put(playbook),
            Ok(Err(faults)) => refused.set(faults.iter().map(ToString::to_string).collect()),
            Err(cause) => refused.set(vec![cause]),
        });
    };
    let told = move || {
        let refused = refused.get();
        (!refused.is_empty()).then(|| {
            let lines = refused.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
            view! {
                <div class="message error" role="alert">
                    <p>"The playbook was refused; nothing is changed."</p>
                    <ul>{lines}</ul>
                </div>
            }
        })
    };
    view! {
        <p class="row">
            <button disabled=unsound on:click=keep_it>"Keep it under its name"</button>
            <button disabled=unsound on:click=move |_| take_along(&book.playbook.get_untracked())>"Save as JSON"</button>
            {picker("Open JSON …", "", ".json,application/json", read)}
            <button on:click=default>"Begin with the default"</button>
        </p>
        <p role="status">{said}</p>
        {told}
        {list(true)}
    }
}

/// Playbooks under their names; `edits` where one can be taken up.
pub fn list(edits: bool) -> AnyView {
    let book = Book::here();
    let rows = move || book.kept().into_iter().map(|playbook| row(book, playbook, edits)).collect_view();
    view! { <ul class="files" aria-label="Kept playbooks">{rows}</ul> }.into_any()
}

/// Saves a playbook as a file.
pub fn take_along(playbook: &Playbook) {
    save(&format!("{}.json", file_name(&playbook.name)), &json::write(playbook));
}

/// Keeps a playbook, in the place of one of the same name.
pub fn keep(book: Book, playbook: Playbook) {
    let mut kept = book.kept();
    kept.retain(|known| known.name != playbook.name);
    kept.push(playbook);
    keep_all(&kept);
}

fn keep_all(kept: &[Playbook]) {
    want(Wish::Playbooks(kept.iter().map(Packed::of).collect()));
}

fn row(book: Book, playbook: Playbook, edits: bool) -> AnyView {
    let name = playbook.name.clone();
    let labelled = |verb: &str| format!("{verb} {name}");
    let (uses, duplicates, forgets) = (labelled("Edit"), labelled("Duplicate"), labelled("Forget"));
    let saves = format!("Save {name} as JSON");
    let shown = name.clone();
    let duplicate = {
        let playbook = playbook.clone();
        move |_| {
            let kept = book.kept();
            let taken = |name: &str| kept.iter().any(|known| known.name == name);
            let mut names = (2_u32..).map(|number| format!("{} ({number})", playbook.name));
            let name = names.find(|name| !taken(name)).unwrap_or_default();
            keep(book, Playbook { name, ..playbook.clone() });
        }
    };
    let forget = move |_| {
        let mut kept = book.kept();
        kept.retain(|known| known.name != name);
        keep_all(&kept);
    };
    let saved = playbook.clone();
    let put = move |_| book.put(playbook.clone());
    let edit = edits.then(|| view! { <button class="link" aria-label=uses on:click=put>"Edit"</button> });
    view! {
        <li>
            <b>{shown}</b>
            <span class="row">
                {edit}
                <button class="link" aria-label=duplicates on:click=duplicate>"Duplicate"</button>
                <button class="link" aria-label=saves on:click=move |_| take_along(&saved)>"JSON"</button>
                <button class="link" aria-label=forgets on:click=forget>"Forget"</button>
            </span>
        </li>
    }
    .into_any()
}
