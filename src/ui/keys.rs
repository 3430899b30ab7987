//! The keyboard: undo and redo, and the palette of all commands.

use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement, KeyboardEvent};

use super::{desk::Desk, later::part, side::place};
use crate::session::Change;

/// Listens for as long as the page lives; shows the palette when it is asked for.
#[component]
pub fn Keys() -> impl IntoView {
    let desk = Desk::here();
    let dialog = NodeRef::<html::Dialog>::new();
    let made = RwSignal::new(false);
    let open = move || {
        made.set(true);
        if let Some(dialog) = dialog.get_untracked()
            && !dialog.open()
            && let Err(error) = dialog.show_modal()
        {
            leptos::logging::error!("the palette could not be opened: {error:?}");
        }
    };
    let pressed = window_event_listener(ev::keydown, move |event| {
        let with_control = (event.ctrl_key() || event.meta_key()) && !event.alt_key();
        let typing = is_typing(&event);
        // A dialog has the keys to itself.
        if document().query_selector("dialog[open]").is_ok_and(|open| open.is_some()) {
            return;
        }
        match event.key().as_str() {
            "k" | "K" if with_control => open(),
            "?" if !with_control && !typing => open(),
            "z" | "Z" if with_control && !typing => {
                desk.change(if event.shift_key() { Change::Redo } else { Change::Undo });
            }
            "y" if with_control && !typing => desk.change(Change::Redo),
            _ => return,
        }
        event.prevent_default();
    });
    on_cleanup(move || pressed.remove());
    view! {
        <button class="keys" aria-keyshortcuts="Control+K" on:click=move |_| open()>"Commands"</button>
        <dialog class="palette" node_ref=dialog aria-label="Commands">{part(made, Box::new(|| place("palette")))}</dialog>
    }
}

/// Whether keys go into a field, which has an undo of its own.
fn is_typing(event: &KeyboardEvent) -> bool {
    let Some(target) = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok()) else { return false };
    match target.dyn_ref::<HtmlInputElement>() {
        Some(input) => !matches!(input.type_().as_str(), "checkbox" | "range" | "button" | "file"),
        None => matches!(target.tag_name().as_str(), "TEXTAREA" | "SELECT"),
    }
}
