//! The bytes on their way to the CSV reader: counted, hashed, checked for being text, cut where a
//! row has no end, and followed by a mark that tells whether the last quote was closed.

use std::fmt;
use std::io::{self, Read};

use csv::ByteRecord;
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::Xxh3;

use super::{fault::FileFault, lines::Lines};

/// Stands behind the last byte of the file. Where all quotes are closed it is a record of
/// its own; inside an open quote it becomes the end of the last cell. (A CSV reader ends
/// an open quote at the end of the file without a word.)
const END_MARK: &[u8] = b"\n\x00end of file\x00";

/// Bytes looked at for signs of a binary file.
const SNIFFED: usize = 8 << 10;

/// Bytes of a row after which it is given up: a quote that never closes would otherwise bring the
/// rest of the file into memory.
const LONGEST_ROW: u64 = 64 << 20;

/// A fast 128-bit checksum (XXH3) of a file's bytes: recognises a file, proves nothing.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Checksum(u128);

pub(super) struct Source<R> {
    inner: R,
    hash: Box<Xxh3>,
    bytes: u64,
    lines: Lines,
    binary_at: Option<usize>,
    /// Where the row begins that is being read.
    row_start: u64,
    cut: bool,
    mark_given: usize,
}

impl<R: Read> Source<R> {
    pub(super) fn new(inner: R) -> Self {
        Source {
            inner,
            hash: Box::new(Xxh3::new()),
            bytes: 0,
            lines: Lines::default(),
            binary_at: None,
            row_start: 0,
            cut: false,
            mark_given: 0,
        }
    }

    pub(super) fn fault(&self) -> Option<FileFault> {
        self.binary_at.map(|offset| FileFault::Binary { offset })
    }

    pub(super) fn bytes(&self) -> u64 {
        self.bytes
    }

    pub(super) fn checksum(&self) -> Checksum {
        Checksum(self.hash.digest128())
    }

    /// The line on which the row begins that the reader found at `offset`, and remembers it.
    pub(super) fn begin_row(&mut self, offset: u64) -> u64 {
        self.row_start = offset;
        self.lines.line_of_row(offset)
    }

    pub(super) fn last_line(&self) -> u64 {
        self.lines.last()
    }

    /// Takes in and passes over some bytes behind a row that was cut off; false at the end.
    pub(super) fn drain(&mut self, buffer: &mut [u8]) -> io::Result<bool> {
        let taken = self.inner.read(buffer)?;
        self.witness(&buffer[..taken])?;
        Ok(taken > 0)
    }

    fn witness(&mut self, chunk: &[u8]) -> io::Result<()> {
        let sniffed = SNIFFED.saturating_sub(self.bytes as usize);
        let nul = memchr::memchr(0, &chunk[..chunk.len().min(sniffed)]);
        self.binary_at = self.binary_at.or(nul.map(|at| self.bytes as usize + at));
        self.hash.update(chunk);
        self.lines.witness(self.bytes, chunk);
        self.bytes += chunk.len() as u64;
        match self.binary_at {
            None => Ok(()),
            Some(_) => Err(io::Error::other("not text")),
        }
    }
}

impl<R: Read> Read for Source<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.cut |= self.bytes - self.row_start > LONGEST_ROW;
        if self.mark_given == 0 && !self.cut {
            let taken = self.inner.read(buffer)?;
            self.witness(&buffer[..taken])?;
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
    /// The mark fell into the last cell, inside a quote that never closes or a row that was cut off.
    Swallowed,
}

/// The mark in this record, if the reader, now at byte `position`, took it in.
pub(super) fn end_mark<R>(source: &Source<R>, position: u64, record: &ByteRecord) -> Option<EndMark> {
    if source.mark_given < END_MARK.len() || position < source.bytes + END_MARK.len() as u64 {
        return None;
    }
    match record.len() == 1 && record[0] == END_MARK[1..] {
        true => Some(EndMark::Alone),
        false => Some(EndMark::Swallowed),
    }
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
