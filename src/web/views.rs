//! The page and the program of its further views: they share the window, and talk by its events. boot.js loads that program when
//! there is a place for it.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Blob, CustomEvent, CustomEventInit, Element, File, console};

use super::wire::property;
use crate::{
    pack::{packed, unpacked},
    protocol::views::{Shown, Wish},
};

/// From the page to boot.js: here is the place. From boot.js to the program: the same.
const PLACE: &str = "touchline-views";
const MOUNT: &str = "touchline-mount";
/// From the program to the page: what is there to show? And the answer.
const ASK: &str = "touchline-ask";
const SHOW: &str = "touchline-show";
/// From the program to the page: what is wanted.
const WISH: &str = "touchline-wish";

/// On the page: hears the program, for as long as the page lives. `shown` tells what there is to show.
pub fn listen(shown: impl Fn() -> (Shown, Option<Blob>) + 'static, on_wish: impl Fn(Wish, Option<File>) + 'static) {
    hear(ASK, move |_| {
        let (shown, record) = shown();
        show(&shown, record);
    });
    hear(WISH, move |detail| {
        let parts: Array = detail.unchecked_into();
        match unpacked(&Uint8Array::new(&parts.get(0)).to_vec()) {
            Ok(wish) => on_wish(wish, parts.get(1).dyn_into().ok()),
            Err(error) => console::error_1(&error.to_string().into()),
        }
    });
}

/// On the page: has the views stand in an element.
pub fn place(element: &Element) {
    say(PLACE, element);
}

/// On the page: tells what there is to show, beside the record of the open dataset.
pub fn show(shown: &Shown, record: Option<Blob>) {
    say(SHOW, &Array::of2(&Uint8Array::from(packed(shown).as_slice()), &record.into()));
}

/// In the program: hears where it is to stand, and what there is to show.
pub fn begin(mount: impl Fn(Element) + 'static, on_shown: impl Fn(Shown, Option<Blob>) + 'static) {
    hear(SHOW, move |detail| {
        let parts: Array = detail.unchecked_into();
        match unpacked(&Uint8Array::new(&parts.get(0)).to_vec()) {
            Ok(shown) => on_shown(shown, parts.get(1).dyn_into().ok()),
            Err(error) => console::error_1(&error.to_string().into()),
        }
    });
    hear(MOUNT, move |detail| {
        mount(detail.unchecked_into());
        say(ASK, &JsValue::NULL);
    });
}

/// In the program: says what is wanted.
pub fn wish(wish: &Wish, file: Option<&File>) {
    let bytes = Uint8Array::from(packed(wish).as_slice());
    say(WISH, &Array::of2(&bytes, &file.into()));
}

/// Hears the details of an event of the window, for as long as the page lives.
pub fn hear(name: &str, on_detail: impl Fn(JsValue) + 'static) {
    let heard = Closure::<dyn FnMut(JsValue)>::new(move |event: JsValue| {
        on_detail(property(&event, "detail").unwrap_or(JsValue::NULL));
    });
    let window = web_sys::window();
    let listener = heard.as_ref().unchecked_ref();
    if let Some(Err(error)) = window.map(|window| window.add_event_listener_with_callback(name, listener)) {
        console::error_2(&"an event is not heard".into(), &error);
    }
    heard.forget();
}

/// Says something by an event of the window.
pub fn say(name: &str, detail: &JsValue) {
    let init = CustomEventInit::new();
    init.set_detail(detail);
    let said = CustomEvent::new_with_event_init_dict(name, &init).and_then(|event| match web_sys::window() {
        Some(window) => window.dispatch_event(&event),
        None => Ok(false),
    });
    if let Err(error) = said {
        console::error_2(&"an event was not sent".into(), &error);
    }
}
