//! Messages between page and worker, as JavaScript values.

use js_sys::{Array, Object, Reflect};
use serde::{Serialize, de::DeserializeOwned};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Blob;

/// A message, with the handle of a file beside it where there is one.
pub fn pack<T: Serialize>(message: &T, file: Option<&Blob>) -> Result<JsValue, serde_wasm_bindgen::Error> {
    let body = serde_wasm_bindgen::to_value(message)?;
    let file = file.map_or(JsValue::NULL, JsValue::from);
    Ok(Array::of2(&body, &file).into())
}

/// The message and the file's handle.
pub fn unpack<T: DeserializeOwned>(value: JsValue) -> Result<(T, Option<Blob>), serde_wasm_bindgen::Error> {
    let parts: Array = value.dyn_into().map_err(serde_wasm_bindgen::Error::from)?;
    Ok((serde_wasm_bindgen::from_value(parts.get(0))?, parts.get(1).dyn_into().ok()))
}

/// What a JavaScript error says of itself.
pub fn describe(error: &JsValue) -> String {
    let named = error.dyn_ref::<js_sys::Error>().map(|error| format!("{}: {}", error.name(), error.message()));
    let exception =
        || error.dyn_ref::<web_sys::DomException>().map(|error| format!("{}: {}", error.name(), error.message()));
    let text = || error.as_string();
    named.or_else(exception).or_else(text).unwrap_or_else(|| String::from(Object::from(error.clone()).to_string()))
}

/// A property of a JavaScript object, where it has it.
pub fn property(object: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(object, &name.into()).ok().filter(|value| !value.is_undefined() && !value.is_null())
}
