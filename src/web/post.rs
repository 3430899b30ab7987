//! Messages from a program to the page.

use js_sys::JsString;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, DedicatedWorkerGlobalScope, console};

use super::wire;
use crate::{
    pack::Pack,
    protocol::{FromWorker, Reply},
};

pub fn reply(id: u32, reply: Reply) {
    post(&FromWorker::Reply { id, reply });
}

pub fn post(message: &FromWorker) {
    post_with(message, &[]);
}

/// Posts a message with files beside it.
pub fn post_with(message: &FromWorker, files: &[Blob]) {
    let packed = wire::pack(message, files).map_err(JsValue::from);
    if let Err(error) = packed.and_then(|packed| scope().post_message(&packed)) {
        console::error_2(&JsString::from("a message could not be sent"), &error);
        // The page would wait for it for ever: better it hears that something went wrong.
        let message = format!("a reply could not be sent: {}", wire::describe(&error));
        if let Ok(packed) = wire::pack(&FromWorker::Mute { message }, &[])
            && let Err(error) = scope().post_message(&packed)
        {
            console::error_1(&error);
        }
    }
}

/// Posts a message of a program that nobody waits for for ever: where it cannot be sent, that is told on the console.
pub fn send<T: Pack>(message: &T, files: &[Blob]) {
    let packed = wire::pack(message, files).map_err(JsValue::from);
    if let Err(error) = packed.and_then(|packed| scope().post_message(&packed)) {
        console::error_2(&"a message could not be sent".into(), &error);
    }
}

pub fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}
