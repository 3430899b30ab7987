//! The stored datasets: opened, renamed, duplicated, deleted.

use leptos::{ev, html, prelude::*};

use super::{Side, want};
use crate::{
    protocol::{Shelving, views::Wish},
    store::Item,
    ui::later::shown,
};

/// All of them, the newest first.
#[component]
pub fn Datasets() -> impl IntoView {
    let side = Side::here();
    let items = side.memo(|shown| shown.kept.shelf.items.clone());
    let open = side.memo(|shown| shown.stored);
    let empty = move || items.with(Vec::is_empty);
    let rows = move || {
        let open = open.get();
        items.get().into_iter().rev().map(|item| (open == Some(item.id), item)).collect::<Vec<_>>()
    };
    view! {
        {shown(Signal::derive(empty), Box::new(|| view! { <p class="quiet">"No dataset is stored."</p> }.into_any()))}
        {shown(Signal::derive(move || !empty()), Box::new(move || view! {
            <div class="scroll" tabindex="0" role="region" aria-label="Datasets in this browser: table">
                <table class="datasets">
                    <caption>"Datasets in this browser"</caption>
                    <thead><tr>
                        <th scope="col">"Name"</th><th scope="col">"Kind"</th><th scope="col">"Rows"</th><th scope="col">"KB"</th>
                        <th scope="col">"Stored"</th><th scope="col">"Change"</th>
                    </tr></thead>
                    <tbody>
                        // A row is that of one dataset, with what was typed in it and the focus.
                        <For each=rows key=|(open, item)| (item.id, item.name.clone(), *open) children=move |(open, item)| row(side, item, open) />
                    </tbody>
                </table>
            </div>
        }.into_any()))}
    }
}

fn row(side: Side, item: Item, is_open: bool) -> AnyView {
    let id = item.id;
    let whole = |number: f64| side.write(|formats| formats.whole(number));
    let name = NodeRef::<html::Input>::new();
    let former = item.name.clone();
    let reset = {
        let former = former.clone();
        move || name.get_untracked().iter().for_each(|input| input.set_value(&former))
    };
    let escape = {
        let reset = reset.clone();
        move |event: ev::KeyboardEvent| {
            if event.key() == "Escape" {
                reset();
            }
        }
    };
    let rename = move |_: ev::Event| {
        let wanted = name.get_untracked().map(|input| input.value().trim().to_owned()).unwrap_or_default();
        // The row is made anew under the name that it got, which may be another one.
        reset();
        if !wanted.is_empty() && wanted != former {
            want(Wish::Shelve(Shelving::Rename(id, wanted)));
        }
    };
    let asked = RwSignal::new(false);
    let shelve = move |shelving: Shelving| move |_| want(Wish::Shelve(shelving.clone()));
    let labelled = |verb: &str| format!("{verb} {}", item.name);
    let open_it = if is_open { ("Back", "Back to") } else { ("Open", "Open") };
    let deletion = move || if asked.get() { "Delete for good" } else { "Delete" };
    let deletes = {
        let name = item.name.clone();
        move || format!("{} {name}", deletion())
    };
    let delete = move |_| {
        if asked.get_untracked() {
            want(Wish::Shelve(Shelving::Delete(id)));
        }
        asked.set(true);
    };
    view! {
        <tr>
            <th scope="row"><input type="text" aria-label=labelled("Name of") value=item.name.clone() node_ref=name on:change=rename on:keydown=escape /></th>
            <td>{item.kind.words()}</td>
            <td>{whole(f64::from(item.rows))}</td>
            <td>{whole((item.bytes as f64 / 1_000.0).ceil())}</td>
            <td>{side.write(|formats| formats.moment(item.stored))}</td>
            <td>
                <div class="row">
                    <button aria-label=labelled(open_it.1) on:click=shelve(Shelving::Open(id))>{open_it.0}</button>
                    <button aria-label=labelled("Back up") on:click=move |_| want(Wish::BackUp(Some(id)))>"Back up"</button>
                    <button aria-label=labelled("Duplicate") on:click=shelve(Shelving::Duplicate(id))>"Duplicate"</button>
                    <button class:danger=move || asked.get() aria-label=deletes on:click=delete>{deletion}</button>
                </div>
            </td>
        </tr>
    }
    .into_any()
}
