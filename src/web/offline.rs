//! What becomes of the page without a network: boot.js keeps it by the service worker, and tells by events of the window.

use super::views::{hear, say};
use crate::session::Event;

/// Hears of it for as long as the page lives.
pub fn listen(on_event: impl Fn(Event) + 'static) {
    hear("touchline-offline", move |word| match word.as_string().as_deref() {
        Some("ready") => on_event(Event::ReadyOffline),
        Some("switched") => on_event(Event::Switched),
        Some("waiting") => on_event(Event::NewVersion),
        _ => {}
    });
}

/// Lets the newer version take the place of this one.
pub fn switch() {
    say("touchline-switch", &wasm_bindgen::JsValue::NULL);
}
