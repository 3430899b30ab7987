//! A file as an `impl Read`, slice by slice, in a worker. The file is never held whole.

use std::io::{self, Read};

use js_sys::Uint8Array;
use web_sys::{Blob, FileReaderSync};

use super::wire::describe;

pub struct BlobReader {
    blob: Blob,
    reader: FileReaderSync,
    offset: f64,
}

impl BlobReader {
    pub fn new(blob: Blob) -> io::Result<BlobReader> {
        let reader = FileReaderSync::new().map_err(|error| io::Error::other(describe(&error)))?;
        Ok(BlobReader { blob, reader, offset: 0.0 })
    }
}

impl Read for BlobReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let failed = |error| io::Error::other(describe(&error));
        let end = (self.offset + buffer.len() as f64).min(self.blob.size());
        if end <= self.offset {
            return Ok(0);
        }
        let slice = self.blob.slice_with_f64_and_f64(self.offset, end).map_err(failed)?;
        let bytes = Uint8Array::new(&self.reader.read_as_array_buffer(&slice).map_err(failed)?.into());
        let taken = bytes.length() as usize;
        bytes.copy_to(&mut buffer[..taken]);
        self.offset += taken as f64;
        Ok(taken)
    }
}
