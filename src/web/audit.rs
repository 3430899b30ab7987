//! What a security officer asks the browser: what was loaded, and under which policy.

use js_sys::{Array, Date, Function, JSON, Object, Promise, Reflect, global};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::console;

use super::{
    session_storage::{self, key},
    theme::Theme,
    wire::property,
};
use crate::{BUILD, protocol::Inventory};

/// Addresses of all that this program has loaded.
pub fn loaded() -> Vec<String> {
    let entries = || -> Result<Array, JsValue> {
        let performance = Reflect::get(&global(), &"performance".into())?;
        let list: Function = Reflect::get(&performance, &"getEntriesByType".into())?.dyn_into()?;
        Ok(list.call1(&performance, &"resource".into())?.unchecked_into())
    };
    let name = |entry: JsValue| property(&entry, "name").and_then(|name| name.as_string());
    entries().map(|entries| entries.iter().filter_map(name).collect()).unwrap_or_default()
}

/// The policy that stands in the page.
pub fn policy() -> String {
    let document = web_sys::window().and_then(|window| window.document());
    let meta =
        document.and_then(|document| document.query_selector("meta[http-equiv=Content-Security-Policy]").ok()?);
    meta.and_then(|meta| meta.get_attribute("content")).unwrap_or_default()
}

/// All of it as JSON: what was loaded, the policy, and what is stored. No data of any file is in it, but for its size.
pub fn written(inventory: Option<&Inventory>) -> String {
    let list = |texts: &[String]| texts.iter().map(|text| JsValue::from_str(text)).collect::<Array>().into();
    let records = |at: usize| -> JsValue {
        let records = inventory.map(|inventory| inventory.stored[at].as_slice()).unwrap_or_default();
        let record =
            |(name, bytes): &(String, u64)| object(&[("name", name.into()), ("bytes", (*bytes as f64).into())]);
        records.iter().map(record).collect::<Array>().into()
    };
    let persistent = inventory.and_then(|inventory| inventory.persistent);
    let audit = object(&[
        ("made", Date::new_0().to_iso_string().into()),
        ("build", BUILD.into()),
        ("policy", policy().into()),
        ("loaded by the page", list(&loaded())),
        ("loaded by the engine", list(inventory.map(|inventory| inventory.loaded.as_slice()).unwrap_or_default())),
        ("database", records(0)),
        ("private files", records(1)),
        ("local storage", texts([(Theme::key(), Theme::kept().map(|theme| theme.word().to_owned()))])),
        ("storage of the tab", texts(session_storage::ALL.map(|name| (key(name), session_storage::read(name))))),
        ("persistent", persistent.map_or(JsValue::NULL, JsValue::from)),
    ]);
    JSON::stringify_with_replacer_and_space(&audit, &JsValue::NULL, &2.into()).map(String::from).unwrap_or_default()
}

/// Texts that are there, by what the browser has them under.
fn texts<const N: usize>(kept: [(String, Option<String>); N]) -> JsValue {
    let there = kept.into_iter().filter_map(|(name, text)| Some((name, text?)));
    let text = |(name, text): (String, String)| object(&[("name", name.into()), ("text", text.into())]);
    there.map(text).collect::<Array>().into()
}

fn object(fields: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in fields {
        if let Err(error) = Reflect::set(&object, &JsValue::from_str(name), value) {
            console::debug_1(&error);
        }
    }
    object.into()
}

/// Asks the browser not to clear what is stored by itself. Some ask the user, some decide by themselves.
pub fn persist() {
    let ask = || -> Result<Promise, JsValue> {
        let storage = Reflect::get(&Reflect::get(&global(), &"navigator".into())?, &"storage".into())?;
        let persist: Function = Reflect::get(&storage, &"persist".into())?.dyn_into()?;
        persist.call0(&storage)?.dyn_into()
    };
    match ask() {
        Ok(answer) => spawn_local(async move {
            if let Err(error) = JsFuture::from(answer).await {
                console::debug_2(&"the storage is not persistent".into(), &error);
            }
        }),
        Err(error) => console::debug_2(&"the storage is not persistent".into(), &error),
    }
}
