//! The clipboard: tables as text, charts as pictures.

use js_sys::{Array, Function, Object, Promise, Reflect, global};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::wire::{BrowserError, property};

/// Copies text.
pub fn copy_text(text: &str, then: impl FnOnce(Result<(), BrowserError>) + 'static) {
    finish(call("writeText", &text.into()), then);
}

/// Copies a picture that is being made: the browser waits for it, and would not let a page copy that waits by itself.
pub fn copy_png(made: &Promise, then: impl FnOnce(Result<(), BrowserError>) + 'static) {
    let item = || {
        let kind: Function = Reflect::get(&global(), &"ClipboardItem".into())?.dyn_into()?;
        let forms = Object::new();
        Reflect::set(&forms, &"image/png".into(), made)?;
        Reflect::construct(&kind, &Array::of1(&forms))
    };
    finish(item().and_then(|item| call("write", &Array::of1(&item))), then);
}

fn call(name: &str, what: &JsValue) -> Result<Promise, JsValue> {
    let clipboard = property(&global(), "navigator").and_then(|navigator| property(&navigator, "clipboard"));
    // Pages that came by plain HTTP have none.
    let clipboard = clipboard.ok_or("this browser gives this page no clipboard")?;
    let write: Function = Reflect::get(&clipboard, &name.into())?.dyn_into()?;
    write.call1(&clipboard, what)?.dyn_into()
}

fn finish(begun: Result<Promise, JsValue>, then: impl FnOnce(Result<(), BrowserError>) + 'static) {
    spawn_local(async move {
        let ended = match begun {
            Ok(promise) => JsFuture::from(promise).await.map(drop),
            Err(error) => Err(error),
        };
        then(ended.map_err(BrowserError::from));
    });
}
