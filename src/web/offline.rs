//! What becomes of the page without a network: boot.js keeps it by the service worker, and tells by events of the window.

use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Event as DomEvent, console};

use super::wire::property;
use crate::session::Event;

/// Hears of it for as long as the page lives.
pub fn listen(on_event: impl Fn(Event) + 'static) {
    let heard = Closure::<dyn FnMut(JsValue)>::new(move |event: JsValue| {
        let word = property(&event, "detail").and_then(|word| word.as_string());
        match word.as_deref() {
            Some("ready") => on_event(Event::ReadyOffline),
            Some("waiting") => on_event(Event::NewVersion),
            _ => {}
        }
    });
    let window = web_sys::window();
    let listener = heard.as_ref().unchecked_ref();
    if let Some(Err(error)) =
        window.map(|window| window.add_event_listener_with_callback("touchline-offline", listener))
    {
        console::debug_2(&"nothing is heard of use without a network".into(), &error);
    }
    heard.forget();
}

/// Lets the newer version take the place of this one.
pub fn switch() {
    let told = DomEvent::new("touchline-switch").and_then(|event| match web_sys::window() {
        Some(window) => window.dispatch_event(&event),
        None => Ok(false),
    });
    if let Err(error) = told {
        console::debug_2(&"the newer version was not told".into(), &error);
    }
}
