//! A chip that opens a menu. It closes on Escape and on a click elsewhere.

use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;

use super::dialog::focus;

/// A chip with its state in bold, over a group of controls.
#[component]
pub fn ChipMenu(
    #[prop(into)] label: String,
    #[prop(into)] summary: Signal<String>,
    /// What the controls in the menu are for.
    #[prop(into)]
    legend: String,
    #[prop(optional, into)] disabled: Signal<bool>,
    children: Children,
) -> impl IntoView {
    let details = NodeRef::<html::Details>::new();
    let close = move || {
        if let Some(details) = details.get_untracked() {
            details.set_open(false);
        }
    };
    let clicked = window_event_listener(ev::click, move |event| {
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::Node>().ok());
        let inside = details.get_untracked().is_some_and(|details| details.contains(target.as_ref()));
        if !inside {
            close();
        }
    });
    on_cleanup(move || clicked.remove());
    let chip = NodeRef::<html::Summary>::new();
    let escape = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" {
            close();
            focus(chip.get_untracked().as_deref());
        }
    };
    view! {
        <details class="chip-menu" name="scope" node_ref=details on:keydown=escape>
            <summary class="chip" node_ref=chip>{label}" "<b>{summary}</b></summary>
            <fieldset class="menu" disabled=disabled>
                <legend>{legend}</legend>
                {children()}
            </fieldset>
        </details>
    }
}
