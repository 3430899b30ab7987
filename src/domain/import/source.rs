//! The bytes on their way to the CSV reader: counted, hashed, checked for being text, and
//! followed by a mark that tells whether the last quote was closed.

use std::fmt;
use std::io::{self, Read};

use csv::ByteRecord;
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::Xxh3;

use super::fault::FileFault;

/// Stands behind the last byte of the file. Where all quotes are closed it is a record of
/// its own; inside an open quote it becomes the end of the last cell. (A CSV reader ends
/// an open quote at the end of the file without a word.)
const END_MARK: &[u8] = b"\n\x00end of file\x00";

/// Bytes looked at for signs of a binary file.
const SNIFFED: usize = 8 << 10;

/// A fast 128-bit checksum (XXH3) of a file's bytes: recognises a file, proves nothing.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Checksum(u128);

pub(super) struct Source<R> {
    inner: R,
    hash: Box<Xxh3>,
    bytes: u64,
    sniffed: usize,
    binary_at: Option<usize>,
    mark_given: usize,
    last_byte: Option<u8>,
}

impl<R: Read> Source<R> {
    pub(super) fn new(inner: R) -> Self {
        Source {
            inner,
            hash: Box::new(Xxh3::new()),
            bytes: 0,
            sniffed: 0,
            binary_at: None,
            mark_given: 0,
            last_byte: None,
        }
    }

    pub(super) fn fault(&self) -> Option<FileFault> {
        self.binary_at.map(|offset| FileFault::Binary { offset })
    }

    pub(super) fn bytes(&self) -> u64 {
        self.bytes
    }

    /// The file's last line, when the reader, at the end of the mark, counts to `line`.
    pub(super) fn last_line(&self, line: u64) -> u64 {
        // The mark begins with a line break of its own; one that ends the file begins no line.
        line.saturating_sub(if self.last_byte == Some(b'\n') { 2 } else { 1 })
    }

    pub(super) fn checksum(&self) -> Checksum {
        Checksum(self.hash.digest128())
    }

    fn witness(&mut self, chunk: &[u8]) {
        let head = &chunk[..chunk.len().min(SNIFFED - self.sniffed)];
        let binary = head.iter().position(|byte| is_binary(*byte));
        self.binary_at = self.binary_at.or(binary.map(|at| self.sniffed + at));
        self.sniffed += head.len();
        self.hash.update(chunk);
        self.bytes += chunk.len() as u64;
        self.last_byte = chunk.last().copied().or(self.last_byte);
    }
}

impl<R: Read> Read for Source<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.mark_given == 0 {
            let taken = self.inner.read(buffer)?;
            self.witness(&buffer[..taken]);
            if taken > 0 || buffer.is_empty() {
                return Ok(taken);
            }
        }
        let taken = (&END_MARK[self.mark_given..]).read(buffer)?;
        self.mark_given += taken;
        Ok(taken)
    }
}

/// Where a record lies that ends with the mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum EndMark {
    /// The record is the mark: all rows before it were closed.
    Alone,
    /// The mark fell into the last cell, inside a quote that never closes.
    Swallowed,
}

/// The mark in this record, if the reader, now at byte `position`, took it in.
pub(super) fn end_mark<R>(source: &Source<R>, position: u64, record: &ByteRecord) -> Option<EndMark> {
    if position < source.bytes + END_MARK.len() as u64 {
        return None;
    }
    match record.len() == 1 && record[0] == END_MARK[1..] {
        true => Some(EndMark::Alone),
        false => Some(EndMark::Swallowed),
    }
}

fn is_binary(byte: u8) -> bool {
    // Tab, line feed, vertical tab, form feed, carriage return and DOS's end of file are text.
    byte < 0x20 && !matches!(byte, b'\t'..=b'\r' | 0x1a)
}

impl fmt::Display for Checksum {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:032x}", self.0)
    }
}

impl fmt::Debug for Checksum {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}
