//! What need not be there at once: parts are made when they are looked for, or after what stands before them has been
//! painted, so that no turn of the page takes long.

use leptos::{html, prelude::*};

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

/// Folds that are open, by what they are called: those of a file that is read again are open again.
#[derive(Clone, Copy, Default)]
pub struct Folds(RwSignal<Vec<String>>);

/// Made when it is opened first.
#[component]
pub fn Fold(#[prop(into)] summary: Signal<String>, children: ChildrenFn) -> impl IntoView {
    let folds = expect_context::<Folds>().0;
    let name = summary.get_untracked();
    let was_open = folds.with_untracked(|folds| folds.contains(&name));
    let made = RwSignal::new(was_open);
    let details = NodeRef::<html::Details>::new();
    let toggled = move |_| {
        let is_open = details.get_untracked().is_some_and(|details| details.open());
        folds.update_untracked(|folds| {
            folds.retain(|known| *known != name);
            if is_open {
                folds.push(name.clone());
            }
        });
        if is_open {
            made.set(true);
        }
    };
    view! {
        <details class="method" node_ref=details open=was_open on:toggle=toggled>
            <summary>{move || summary.get()}</summary>
            <Show when=move || made.get()>{children()}</Show>
        </details>
    }
}
