//! The stored datasets: opened, renamed, duplicated, deleted.

use leptos::{ev, html, prelude::*};

use super::{Side, want};
use crate::{
    protocol::{Shelving, views::Wish},
    store::{DatasetId, Item},
};

/// All of them, the newest first.
#[component]
pub fn Datasets() -> impl IntoView {
    let side = Side::here();
    let items = side.memo(|shown| shown.kept.shelf.items.clone());
    let open = side.memo(|shown| shown.stored);
    move || {
        let items = items.get();
        if items.is_empty() {
            return view! { <p class="quiet">"No dataset is stored."</p> }.into_any();
        }
        let rows = items.into_iter().rev().map(|item| row(side, item, open.get())).collect_view();
        view! {
            <div class="scroll">
                <table class="datasets">
                    <caption>"Datasets in this browser"</caption>
                    <thead><tr>
                        <th scope="col">"Name"</th><th scope="col">"Of"</th><th scope="col">"Rows"</th><th scope="col">"KB"</th>
                        <th scope="col">"Stored"</th><th scope="col">"Change"</th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
        .into_any()
    }
}

fn row(side: Side, item: Item, open: Option<DatasetId>) -> AnyView {
    let id = item.id;
    let whole = |number: f64| side.write(|formats| formats.whole(number));
    let name = NodeRef::<html::Input>::new();
    let former = item.name.clone();
    let rename = move |_: ev::Event| {
        let wanted = name.get_untracked().map(|input| input.value().trim().to_owned()).unwrap_or_default();
        match wanted.is_empty() {
            true => name.get_untracked().iter().for_each(|input| input.set_value(&former)),
            false if wanted != former => want(Wish::Shelve(Shelving::Rename(id, wanted))),
            false => {}
        }
    };
    let asked = RwSignal::new(false);
    let shelve = move |shelving: Shelving| move |_| want(Wish::Shelve(shelving.clone()));
    let labelled = |verb: &str| format!("{verb} {}", item.name);
    let open_it = if open == Some(id) { ("Back", "Back to") } else { ("Open", "Open") };
    let delete = move |_| {
        if asked.get_untracked() {
            want(Wish::Shelve(Shelving::Delete(id)));
        }
        asked.set(true);
    };
    view! {
        <tr>
            <th scope="row"><input type="text" aria-label=labelled("Name of") value=item.name.clone() node_ref=name on:change=rename /></th>
            <td>{item.kind.words()}</td>
            <td>{whole(f64::from(item.rows))}</td>
            <td>{whole((item.bytes as f64 / 1_000.0).ceil())}</td>
            <td>{side.write(|formats| formats.moment(item.stored))}</td>
            <td>
                <div class="row">
                    <button aria-label=labelled(open_it.1) on:click=shelve(Shelving::Open(id))>{open_it.0}</button>
                    <button aria-label=labelled("Duplicate") on:click=shelve(Shelving::Duplicate(id))>"Duplicate"</button>
                    <button class:danger=move || asked.get() aria-label=labelled("Delete") on:click=delete>
                        {move || if asked.get() { "Delete for good" } else { "Delete" }}
                    </button>
                </div>
            </td>
        </tr>
    }
    .into_any()
}
