//! A file as an `impl Read` in a worker. The file is never held whole.

use std::io::{self, Read};

use js_sys::{ArrayBuffer, Uint8Array};
use web_sys::{Blob, FileReaderSync};

use super::{arrivals::Arrivals, wire::describe};

/// Reads what has arrived, where bytes are on their way, and asks for what has not.
pub struct BlobReader {
    blob: Blob,
    reader: FileReaderSync,
    offset: f64,
    arrivals: Option<Arrivals>,
}

impl BlobReader {
    pub fn new(blob: Blob) -> io::Result<BlobReader> {
        let reader = FileReaderSync::new().map_err(|error| io::Error::other(describe(&error)))?;
        Ok(BlobReader { blob, reader, offset: 0.0, arrivals: None })
    }

    /// One for whoever reads in turns of the event loop, and waits while [`Arrivals::are_due`].
    pub fn in_turns(blob: Blob, arrivals: Option<Arrivals>) -> io::Result<BlobReader> {
        Ok(BlobReader { arrivals, ..BlobReader::new(blob)? })
    }

    /// The bytes from here on, at most so many.
    fn ask(&self, length: usize) -> io::Result<Option<ArrayBuffer>> {
        let end = (self.offset + length as f64).min(self.blob.size());
        if end <= self.offset {
            return Ok(None);
        }
        let slice = self.blob.slice_with_f64_and_f64(self.offset, end);
        let read = slice.and_then(|slice| self.reader.read_as_array_buffer(&slice));
        read.map(Some).map_err(|error| io::Error::other(describe(&error)))
    }
}

impl Read for BlobReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut taken = self.arrivals.as_ref().map_or(0, |arrivals| arrivals.take(self.offset, buffer));
        if taken == 0
            && let Some(bytes) = self.ask(buffer.len())?
        {
            let bytes = Uint8Array::new(&bytes);
            taken = bytes.length() as usize;
            bytes.copy_to(&mut buffer[..taken]);
        }
        self.offset += taken as f64;
        Ok(taken)
    }
}
