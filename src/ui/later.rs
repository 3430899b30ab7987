//! What need not be there at once: parts are made when they are looked for, or after what stands before them has been
//! painted, so that no turn of the page takes long.

use leptos::prelude::*;

use crate::web::schedule;

/// Made once the former parts have been painted.
#[component]
pub fn Later(children: ChildrenFn) -> impl IntoView {
    let there = RwSignal::new(false);
    schedule::after_paint(move || {
        // It may be gone by then.
        if there.try_get_untracked() == Some(false) {
            there.set(true);
        }
    });
    view! { <Show when=move || there.get()>{children()}</Show> }
}

/// Made when it is opened first.
#[component]
pub fn Fold(#[prop(into)] summary: Signal<String>, children: ChildrenFn) -> impl IntoView {
    let opened = RwSignal::new(false);
    view! {
        <details class="method" on:toggle=move |_| opened.set(true)>
            <summary>{move || summary.get()}</summary>
            <Show when=move || opened.get()>{children()}</Show>
        </details>
    }
}
