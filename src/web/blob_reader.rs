//! A file as an `impl Read`, slice by slice, in a worker. The file is never held whole.

use std::{
    cell::RefCell,
    collections::VecDeque,
    io::{self, Read},
    rc::Rc,
};

use js_sys::{ArrayBuffer, Uint8Array};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, FileReaderSync};

use super::wire::describe;

/// Reads what is asked for at once, and asks for as much of what comes behind it meanwhile: the browser fetches the bytes
/// in another process, while these are read here.
pub struct BlobReader {
    blob: Blob,
    reader: FileReaderSync,
    offset: f64,
    /// `None` where whoever reads never lets the browser have its turn, without which nothing arrives.
    ahead: Option<VecDeque<Ahead>>,
}

/// Bytes that have been asked for, from an offset on, and are there once the promise has been kept.
struct Ahead {
    from: f64,
    bytes: Rc<RefCell<Option<ArrayBuffer>>>,
}

/// Most bytes that are asked for in one: as many as the browser hands over without a turn of this thread.
const PIECE: usize = 2 << 20;

impl BlobReader {
    pub fn new(blob: Blob) -> io::Result<BlobReader> {
        let reader = FileReaderSync::new().map_err(|error| io::Error::other(describe(&error)))?;
        Ok(BlobReader { blob, reader, offset: 0.0, ahead: None })
    }

    /// One that asks for the next bytes beforehand, for whoever reads in turns of the event loop.
    pub fn in_turns(blob: Blob) -> io::Result<BlobReader> {
        Ok(BlobReader { ahead: Some(VecDeque::new()), ..BlobReader::new(blob)? })
    }

    fn slice(&self, from: f64, length: usize) -> io::Result<Option<Blob>> {
        let end = (from + length as f64).min(self.blob.size());
        let slice = || self.blob.slice_with_f64_and_f64(from, end).map_err(|error| io::Error::other(describe(&error)));
        (end > from).then(slice).transpose()
    }

    /// Asks for the bytes behind those that have been read, where they have not been asked for; whether they come in time
    /// decides who reads them.
    fn ask_ahead(&mut self, length: usize) -> io::Result<()> {
        let Some(mut asked) = self.ahead.take() else { return Ok(()) };
        asked.retain(|ahead| ahead.from >= self.offset);
        if asked.front().is_some_and(|next| next.from > self.offset) {
            asked.clear();
        }
        let mut from = asked.back().map_or(self.offset, |last| last.from + PIECE as f64);
        while from < self.offset + length as f64 {
            let Some(slice) = self.slice(from, PIECE)? else { break };
            let bytes = Rc::default();
            let arriving: Rc<RefCell<Option<ArrayBuffer>>> = Rc::clone(&bytes);
            spawn_local(async move {
                // What cannot be read is asked for again, and its error told then.
                if let Ok(buffer) = JsFuture::from(slice.array_buffer()).await {
                    *arriving.borrow_mut() = Some(buffer.unchecked_into());
                }
            });
            asked.push_back(Ahead { from, bytes });
            from += PIECE as f64;
        }
        self.ahead = Some(asked);
        Ok(())
    }

    /// The next bytes, where they have been asked for and are there.
    fn arrived(&mut self) -> Option<ArrayBuffer> {
        let next = self.ahead.as_mut()?.pop_front_if(|next| next.from == self.offset)?;
        next.bytes.take()
    }
}

impl Read for BlobReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut taken = 0;
        while let Some(bytes) = self.arrived().filter(|bytes| bytes.byte_length() as usize <= buffer.len() - taken) {
            taken += copy(&bytes, &mut buffer[taken..]);
            self.offset += bytes.byte_length() as f64;
        }
        if let Some(slice) = self.slice(self.offset, buffer.len() - taken)? {
            let read = self.reader.read_as_array_buffer(&slice);
            let bytes = read.map_err(|error| io::Error::other(describe(&error)))?;
            self.offset += bytes.byte_length() as f64;
            taken += copy(&bytes, &mut buffer[taken..]);
        }
        // The first looks at a file are short.
        if buffer.len() >= PIECE {
            self.ask_ahead(buffer.len())?;
        }
        Ok(taken)
    }
}

fn copy(bytes: &ArrayBuffer, into: &mut [u8]) -> usize {
    let bytes = Uint8Array::new(bytes);
    let length = bytes.length() as usize;
    bytes.copy_to(&mut into[..length]);
    length
}
