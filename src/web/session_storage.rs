//! Short texts that stay with the tab through a reload, and go with it. No text of a file is among them.

use wasm_bindgen::JsValue;
use web_sys::Storage;

/// The text under a name, where there is one and the browser gives it.
pub fn read(name: &str) -> Option<String> {
    storage().and_then(|storage| storage.get_item(name)).unwrap_or_default()
}

/// Keeps a text under a name, in the place of the one before.
pub fn keep(name: &str, text: &str) -> Result<(), JsValue> {
    storage()?.set_item(name, text)
}

/// Forgets all texts.
pub fn erase() -> Result<(), JsValue> {
    storage()?.clear()
}

fn storage() -> Result<Storage, JsValue> {
    let storage = web_sys::window().map(|window| window.session_storage()).transpose()?.flatten();
    storage.ok_or_else(|| "there is no storage of the tab".into())
}
