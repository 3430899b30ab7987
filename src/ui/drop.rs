//! Files dropped or pasted anywhere on the page.

use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, HtmlInputElement};

use super::desk::Desk;
use crate::web::file;

/// Listens for as long as the page lives.
pub fn listen(desk: Desk) {
    let over = window_event_listener(ev::dragover, |event| event.prevent_default());
    let dropped = window_event_listener(ev::drop, move |event| {
        event.prevent_default();
        if let Some(file) = event.data_transfer().and_then(|transfer| file::transferred(&transfer)) {
            desk.open(file);
        }
    });
    let pasted = window_event_listener(ev::paste, move |event| {
        // A field for a number takes its own pastes.
        if event.target().is_some_and(|target| target.has_type::<HtmlInputElement>()) {
            return;
        }
        let clipboard = event.unchecked_ref::<ClipboardEvent>().clipboard_data();
        if let Some(file) = clipboard.and_then(|transfer| file::transferred(&transfer)) {
            event.prevent_default();
            desk.open(file);
        }
    });
    on_cleanup(move || {
        over.remove();
        dropped.remove();
        pasted.remove();
    });
}
