//! What need not be there at once: parts are made when they are looked for, or after what stands before them has been
//! painted, so that no turn of the page takes long.
//!
//! These are functions of boxed closures, not components: a component would be made anew in the program for every use.

use leptos::{html, prelude::*};

use crate::web::schedule;

/// Makes a part.
pub type Make = Box<dyn Fn() -> AnyView + Send>;

/// Made once the former parts have been painted.
pub fn later(make: Make) -> AnyView {
    let there = RwSignal::new(false);
    schedule::after_paint(move || {
        // It may be gone by then.
        if there.try_get_untracked() == Some(false) {
            there.set(true);
        }
    });
    part(there, make)
}

/// Made where and while something holds.
pub fn shown(when: Signal<bool>, make: Make) -> AnyView {
    let when = Memo::new(move |_| when.get());
    (move || when.get().then(&make)).into_any()
}

/// Folds that are open, by what they are called: those of a file that is read again are open again.
#[derive(Clone, Copy, Default)]
pub struct Folds(RwSignal<Vec<String>>);

/// Made when it is opened first.
pub fn fold(summary: Signal<String>, make: Make) -> AnyView {
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
        if is_open && !made.get_untracked() {
            made.set(true);
        }
    };
    view! {
        <details class="method" node_ref=details open=was_open on:toggle=toggled>
            <summary>{move || summary.get()}</summary>
            {part(made, make)}
        </details>
    }
    .into_any()
}

/// Made as soon as something holds.
pub fn part(there: RwSignal<bool>, make: Make) -> AnyView {
    (move || there.get().then(&make)).into_any()
}
