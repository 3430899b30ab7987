//! Filters and settings under names, to come back to.

use leptos::{ev, html, prelude::*};

use super::{Side, want};
use crate::protocol::{Named, views::Wish};

#[component]
pub fn NamedViews() -> impl IntoView {
    let side = Side::here();
    let named = side.memo(|shown| shown.named.clone());
    let query = side.memo(|shown| shown.query.clone());
    let field = NodeRef::<html::Input>::new();
    let keep = move || {
        let Some(input) = field.get_untracked() else { return };
        let name = input.value().trim().to_owned();
        if !name.is_empty() {
            want(Wish::Name(name));
            input.set_value("");
        }
    };
    let pressed = move |event: ev::KeyboardEvent| {
        if event.key() == "Enter" {
            event.prevent_default();
            keep();
        }
    };
    let item = move |of: Named| {
        let (name, id, its) = (of.name.clone(), of.id, of.query.clone());
        let current = move || query.with(|query| *query == its).then_some("true");
        let forget = format!("Forget {name}");
        let open = move |_| want(Wish::Ask(Box::new(of.query.clone())));
        view! {
            <li class="row">
                <button class="link" aria-current=current on:click=open>{name}</button>
                <button aria-label=forget on:click=move |_| want(Wish::Unname(id))>"Forget"</button>
            </li>
        }
        .into_any()
    };
    view! {
        <ul class="files">{move || named.get().into_iter().map(item).collect_view()}</ul>
        <div class="row">
            <input type="text" maxlength="60" aria-label="Name of this view" placeholder="Name" node_ref=field on:keydown=pressed />
            <button on:click=move |_| keep()>"Keep this view"</button>
        </div>
        <p class="quiet">"The address names the view by a number; the filters themselves are never in it."</p>
    }
}
