//! Short texts that stay with the tab through a reload, and go with it. No text of a file is among them. A tab may have shown
//! other copies of the page: each has its own.

use wasm_bindgen::JsValue;
use web_sys::Storage;

use super::storage::home;

/// How the truth lab is set.
pub const LAB: &str = "lab";

/// All names of texts.
pub const ALL: [&str; 1] = [LAB];

/// The text under a name, where there is one and the browser gives it.
pub fn read(name: &str) -> Option<String> {
    storage().and_then(|storage| storage.get_item(&key(name))).unwrap_or_default()
}

/// Keeps a text under a name, in the place of the one before.
pub fn keep(name: &str, text: &str) -> Result<(), JsValue> {
    storage()?.set_item(&key(name), text)
}

/// Forgets all texts of this copy of the page.
pub fn erase() -> Result<(), JsValue> {
    let storage = storage()?;
    ALL.iter().try_for_each(|name| storage.remove_item(&key(name)))
}

/// What the browser has a text under.
pub fn key(name: &str) -> String {
    format!("{}-{name}", home())
}

fn storage() -> Result<Storage, JsValue> {
    let storage = web_sys::window().map(|window| window.session_storage()).transpose()?.flatten();
    storage.ok_or_else(|| "there is no storage of the tab".into())
}
