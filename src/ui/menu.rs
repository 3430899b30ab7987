//! A chip that opens a menu. It closes on Escape and on a click elsewhere.

use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;

use super::{
    dialog::focus,
    later::{Make, part},
};

/// A chip with its state in bold, over a group of controls, which are made when it is opened first; `legend` says what they are
/// for.
pub fn chip_menu(
    label: String,
    summary: Signal<String>,
    legend: String,
    disabled: Signal<bool>,
    controls: Make,
) -> AnyView {
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
    let made = RwSignal::new(false);
    let toggled = move |_| {
        if !made.get_untracked() && details.get_untracked().is_some_and(|details| details.open()) {
            made.set(true);
        }
    };
    let chip = NodeRef::<html::Summary>::new();
    let escape = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" {
            close();
            focus(chip.get_untracked().as_deref());
        }
    };
    view! {
        <details class="chip-menu" name="scope" node_ref=details on:keydown=escape on:toggle=toggled>
            <summary class="chip" node_ref=chip>{label}" "<b>{move || summary.get()}</b></summary>
            <fieldset class="menu" disabled=move || disabled.get()>
                <legend>{legend}</legend>
                {part(made, controls)}
            </fieldset>
        </details>
    }
    .into_any()
}
