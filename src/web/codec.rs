//! The codec's program: hears of one file, makes UTF-8 of it, says how far it is, and answers with the text. It works in one
//! go; whoever wants no answer any more ends the program.

use std::io;

use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Blob, MessageEvent, console};

use super::{
    blob_reader::BlobReader,
    clock,
    post::{scope, send},
    wire,
};
use crate::{
    domain::import::{
        FileFault,
        table::{Transcoded, transcode},
    },
    protocol::{FromCodec, ToCodec},
};

/// Least time between two reports of progress, in milliseconds.
const PROGRESS: f64 = 100.0;

/// Starts to listen, and says so.
pub fn run() -> Result<(), JsValue> {
    let listener = Closure::<dyn FnMut(MessageEvent)>::new(|event: MessageEvent| hear(event.data()));
    scope().set_onmessage(Some(listener.as_ref().unchecked_ref()));
    listener.forget();
    send(&FromCodec::Ready, &[]);
    Ok(())
}

fn hear(message: JsValue) {
    match wire::unpack::<ToCodec>(message) {
        Ok((ToCodec { given }, files)) => answer(given.as_deref(), files.into_iter().next()),
        Err(error) => console::error_2(&"a message could not be read".into(), &error.into()),
    }
}

fn answer(given: Option<&str>, file: Option<Blob>) {
    let file = file.ok_or_else(|| failed("no file came with the request"));
    match file.and_then(|file| transcoded(file, given)) {
        Ok((was, text)) => send(&FromCodec::Done(Ok(was)), &[text]),
        Err(fault) => send(&FromCodec::Done(Err(fault.into())), &[]),
    }
}

/// What the file was, and its text. The text is put into blobs piece by piece, which the browser keeps out of this program's
/// memory.
pub fn transcoded(file: Blob, given: Option<&str>) -> Result<(Transcoded, Blob), FileFault> {
    let size = file.size();
    let parts = Array::new();
    let mut said = clock::now();
    let was = transcode(BlobReader::new(file)?, given, |text, bytes| {
        let part = Blob::new_with_u8_array_sequence(&Array::of1(&Uint8Array::from(text)));
        parts.push(&part.map_err(|error| io::Error::other(wire::describe(&error)))?.into());
        let now = clock::now();
        if now - said >= PROGRESS {
            said = now;
            send(&FromCodec::Progress { fraction: (bytes as f64 / size).min(1.0) }, &[]);
        }
        Ok(())
    })?;
    let text = Blob::new_with_blob_sequence(&parts).map_err(|error| failed(&wire::describe(&error)))?;
    Ok((was, text))
}

fn failed(cause: &str) -> FileFault {
    FileFault::CodecFailed { cause: cause.to_owned() }
}
