//! Messages between page and worker: a small head that names the build, the message in packed bytes, and the
//! handle of a file.

use std::fmt;

use js_sys::{Array, Object, Reflect, Uint8Array};
use serde::{Deserialize, Serialize};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;

use crate::{
    BUILD,
    pack::{NotPacked, Pack, packed, unpacked},
    store::StoreError,
};

/// What stands before every message, in a form that every build can read.
#[derive(Serialize, Deserialize)]
struct Head {
    build: String,
}

/// Why a message could not be written or read.
#[derive(Debug)]
pub enum WireError {
    /// Packed bytes do not say what they are: those of another build are not looked at.
    OtherBuild,
    NoMessage,
    Body(NotPacked),
}

/// A message, with the handles of files beside it.
pub fn pack<T: Pack>(message: &T, files: &[Blob]) -> Result<JsValue, WireError> {
    let body = packed(message);
    let head = serde_wasm_bindgen::to_value(&Head { build: BUILD.to_owned() }).map_err(|_| WireError::NoMessage)?;
    Ok(Array::of3(&head, &Uint8Array::from(body.as_slice()), &files.iter().collect::<Array>()).into())
}

/// The message and the handles of its files.
pub fn unpack<T: Pack>(value: JsValue) -> Result<(T, Vec<Blob>), WireError> {
    let parts: Array = value.dyn_into().map_err(|_| WireError::NoMessage)?;
    let head: Head = serde_wasm_bindgen::from_value(parts.get(0)).map_err(|_| WireError::NoMessage)?;
    if head.build != BUILD {
        return Err(WireError::OtherBuild);
    }
    let body: Uint8Array = parts.get(1).dyn_into().map_err(|_| WireError::NoMessage)?;
    let message = unpacked(&body.to_vec()).map_err(WireError::Body)?;
    let files: Array = parts.get(2).dyn_into().map_err(|_| WireError::NoMessage)?;
    Ok((message, files.iter().filter_map(|file| file.dyn_into().ok()).collect()))
}

impl fmt::Display for WireError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            WireError::OtherBuild => out.write_str("it was written by another build"),
            WireError::NoMessage => out.write_str("it has not the form of a message"),
            WireError::Body(error) => error.fmt(out),
        }
    }
}

impl std::error::Error for WireError {}

impl From<WireError> for JsValue {
    fn from(error: WireError) -> JsValue {
        JsValue::from(error.to_string())
    }
}

/// Bytes as a file that can be handed over.
pub fn blob_of(bytes: &[u8]) -> Result<Blob, JsValue> {
    Blob::new_with_u8_array_sequence(&Array::of1(&Uint8Array::from(bytes)))
}

/// The bytes of a file that was handed over.
pub async fn bytes_of(file: &Blob) -> Result<Vec<u8>, StoreError> {
    let read = JsFuture::from(file.array_buffer()).await;
    read.map(|buffer| Uint8Array::new(&buffer).to_vec()).map_err(|error| StoreError::Failed { cause: describe(&error) })
}

/// Something that the browser did not do, in its own words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BrowserError(String);

impl From<JsValue> for BrowserError {
    fn from(error: JsValue) -> Self {
        BrowserError(describe(&error))
    }
}

impl std::fmt::Display for BrowserError {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&self.0)
    }
}

impl std::error::Error for BrowserError {}

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
