//! A program in a worker: started from a blob, so that the page's policy binds it on any host.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Blob, BlobPropertyBag, ErrorEvent, MessageEvent, Url, Worker, console};

use super::{storage::home, wire::property};

/// A program that runs until this is dropped.
pub struct Program {
    worker: Worker,
    url: String,
    /// Nobody is told of the end of one that was dropped.
    wanted: Rc<Cell<bool>>,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(ErrorEvent)>,
}

impl Program {
    /// Starts the program whose files the meta tag called `name` tells: `data-js` and `data-wasm`, relative to the page.
    /// `on_error` is told what the browser says, where it says anything, also where the program ends without a word.
    pub fn start(
        name: &str,
        mut on_message: impl FnMut(JsValue) + 'static,
        on_error: impl FnMut(Option<String>) + 'static,
    ) -> Result<Program, JsValue> {
        let url = Url::create_object_url_with_blob(&script(name)?)?;
        let worker = Worker::new(&url)?;
        let on_error = Rc::new(RefCell::new(on_error));
        let wanted = Rc::new(Cell::new(true));
        let (address, still_wanted, on_end) = (url.clone(), wanted.clone(), on_error.clone());
        let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            let data = event.data();
            if data.as_f64() != Some(f64::from(HELD)) {
                return on_message(data);
            }
            let (wanted, on_end) = (still_wanted.clone(), on_end.clone());
            when_free(&address, move || {
                if wanted.get() {
                    (on_end.borrow_mut())(None);
                }
            });
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        let on_error = Closure::<dyn FnMut(ErrorEvent)>::new(move |event: ErrorEvent| {
            event.prevent_default();
            (on_error.borrow_mut())(Some(event.message()).filter(|message| !message.is_empty()));
        });
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        Ok(Program { worker, url, wanted, _on_message: on_message, _on_error: on_error })
    }

    pub fn post(&self, message: &JsValue) {
        if let Err(error) = self.worker.post_message(message) {
            console::error_2(&"a request could not be sent".into(), &error);
        }
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        self.wanted.set(false);
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
        if let Err(error) = Url::revoke_object_url(&self.url) {
            console::debug_2(&"a program's address was not released".into(), &error);
        }
    }
}

/// What a program says once it holds its lock.
const HELD: u32 = 0;

/// Calls back when nobody holds this lock any more; never where there are no locks.
fn when_free(name: &str, then: impl FnOnce() + 'static) {
    let locks = property(&js_sys::global(), "navigator").and_then(|navigator| property(&navigator, "locks"));
    let Some(locks) = locks else { return };
    let request = Reflect::get(&locks, &"request".into()).and_then(JsCast::dyn_into::<Function>);
    let asked = request.and_then(|request| request.call2(&locks, &name.into(), &Closure::once_into_js(then)));
    if let Err(error) = asked {
        console::debug_2(&"the end of a program is not watched".into(), &error);
    }
}

/// The absolute address of a file that the meta tag called `name` tells by an attribute.
pub fn address(name: &str, attribute: &str) -> Result<String, JsValue> {
    let document = web_sys::window().and_then(|window| window.document()).ok_or(JsValue::UNDEFINED)?;
    let missing = || JsValue::from(format!("the page does not tell {attribute} of {name}"));
    let place = document.query_selector(&format!("meta[name={name}]"))?.ok_or_else(missing)?;
    let relative = place.get_attribute(attribute).ok_or_else(missing)?;
    let base = document.base_uri()?.ok_or(JsValue::UNDEFINED)?;
    Ok(Url::new_with_base(&relative, &base)?.href())
}

/// Whether nothing of this page was ever stored in this browser, as boot.js found.
pub fn is_first_visit() -> bool {
    let document = web_sys::window().and_then(|window| window.document());
    let marked = document.and_then(|document| document.query_selector("script[data-first-visit]").ok()?);
    marked.is_some()
}

/// The few lines that load the program by absolute addresses: a blob has no folder of its own.
fn script(name: &str) -> Result<Blob, JsValue> {
    let literal = |attribute: &str| js_sys::JSON::stringify(&address(name, attribute)?.into()).map(String::from);
    let (js, wasm) = (literal("data-js")?, literal("data-wasm")?);
    let home = String::from(js_sys::JSON::stringify(&home().into())?);
    // What ends a promise, loading among them, is thrown again, where the page hears of it.
    // A lock named by its address is held for as long as it lives, so that its end is seen at once, however it comes.
    let script = format!(
        "onunhandledrejection = ({{ reason }}) => setTimeout(() => {{ throw reason; }}); \
         navigator.locks?.request(location.href, () => (postMessage({HELD}), new Promise(() => {{}}))).catch(() => {{}}); \
         touchlineHome = {home}; importScripts({js}); wasm_bindgen({{ module_or_path: {wasm} }});"
    );
    let options = BlobPropertyBag::new();
    options.set_type("text/javascript");
    Blob::new_with_str_sequence_and_options(&Array::of1(&script.into()), &options)
}
