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
    let keep = move |_| keep(book, book.playbook.get_untracked());
    let take_along = move |_| {
        let playbook = book.playbook.get_untracked();
        save(&format!("{}.json", file_name(&playbook.name)), &json::write(&playbook));
    };
    let default = move |_| book.put(Playbook::default());
    let read = move |chosen: NamedFile| {
        refused.set(Vec::new());
        // One that is too large is refused by its size; no more of it is read than tells that.
        file::read(&chosen.blob, json::MOST_BYTES as f64 + 1.0, move |read| {
            match read.map(|bytes| json::read(&bytes)) {
                Ok(Ok(playbook)) => book.put(playbook),
                Ok(Err(faults)) => refused.set(faults.iter().map(ToString::to_string).collect()),
                Err(cause) => refused.set(vec![cause]),
            }
        });
    };
    let list = move || book.kept().into_iter().map(|playbook| row(book, playbook)).collect_view();
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
            <button on:click=keep>"Keep it under its name"</button>
            <button on:click=take_along>"Save as JSON"</button>
            {picker("Open JSON …", "", ".json,application/json", read)}
            <button on:click=default>"Begin with the default"</button>
        </p>
        {told}
        <ul class="files" aria-label="Kept playbooks">{list}</ul>
    }
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

fn row(book: Book, playbook: Playbook) -> AnyView {
    let name = playbook.name.clone();
    let labelled = |verb: &str| format!("{verb} {name}");
    let (uses, duplicates, forgets) = (labelled("Edit"), labelled("Duplicate"), labelled("Forget"));
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
    let put = move |_| book.put(playbook.clone());
    view! {
        <li>
            <b>{shown}</b>
            <span class="row">
                <button class="link" aria-label=uses on:click=put>"Edit"</button>
                <button class="link" aria-label=duplicates on:click=duplicate>"Duplicate"</button>
                <button class="link" aria-label=forgets on:click=forget>"Forget"</button>
            </span>
        </li>
    }
    .into_any()
}
