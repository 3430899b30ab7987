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
    /// What was asked for and is still to be read.
    asked: Uint8Array,
}

/// Bytes that are asked for at a time where none arrive by themselves: of fewer, asking takes longer than reading.
const SLICE: usize = 4 << 20;

impl BlobReader {
    pub fn new(blob: Blob) -> io::Result<BlobReader> {
        let reader = FileReaderSync::new().map_err(|error| io::Error::other(describe(&error)))?;
        Ok(BlobReader { blob, reader, offset: 0.0, arrivals: None, asked: Uint8Array::new_with_length(0) })
    }

    /// One for whoever reads in turns of the event loop, and asks [`Arrivals::wait`] before each.
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
        if taken == 0 {
            if self.asked.length() == 0 {
                // Of what is on its way no more is asked for than is needed.
                let length = if self.arrivals.is_some() { buffer.len() } else { SLICE };
                self.asked =
                    self.ask(length)?.map_or_else(|| Uint8Array::new_with_length(0), |bytes| Uint8Array::new(&bytes));
            }
            taken = buffer.len().min(self.asked.length() as usize);
            self.asked.subarray(0, taken as u32).copy_to(&mut buffer[..taken]);
            self.asked = self.asked.subarray(taken as u32, self.asked.length());
        }
        self.offset += taken as f64;
        Ok(taken)
    }
}
