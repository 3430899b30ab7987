//! Further views: a program of their own, which shows what the page tells and tells the page what is wanted.

mod shelf;
mod storage;

use std::cell::RefCell;

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::{
    protocol::views::{Shown, Wish},
    web::{locale::Formats, views},
};

/// What the components work at.
#[derive(Clone, Copy)]
pub struct Side {
    shown: RwSignal<Shown>,
    formats: StoredValue<Formats, LocalStorage>,
}

impl Side {
    /// The one of the program.
    pub fn here() -> Side {
        expect_context::<Side>()
    }

    /// A part of what is shown that changes only when it does.
    pub fn memo<T: PartialEq + Send + Sync + 'static>(
        self,
        part: impl Fn(&Shown) -> T + Send + Sync + 'static,
    ) -> Memo<T> {
        Memo::new(move |_| self.shown.with(&part))
    }

    /// Writes figures by the browser's locale.
    pub fn write(self, write: impl FnOnce(&Formats) -> String) -> String {
        self.formats.with_value(write)
    }
}

/// Says what is wanted.
pub fn want(wish: Wish) {
    views::wish(&wish, None);
}

/// Waits for a place, and shows the views there.
pub fn run() {
    let owner = Owner::new();
    owner.set();
    let side = Side { shown: RwSignal::new(Shown::default()), formats: StoredValue::new_local(Formats::of_browser()) };
    let standing = RefCell::new(None);
    views::begin(
        move |element| {
            element.set_text_content(None);
            let Ok(element) = element.dyn_into() else { return };
            // What stood in a former place goes with it.
            standing.replace(Some(leptos::mount::mount_to(element, move || {
                provide_context(side);
                view! { <storage::Storage /> }
            })));
        },
        move |shown| side.shown.set(shown),
    );
    // The signals live as long as the page.
    std::mem::forget(owner);
}
