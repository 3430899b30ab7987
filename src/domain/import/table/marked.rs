//! Text on its way to the CSV reader: its lines counted, cut where a row has no end, and followed by a
//! mark that tells whether the last quote was closed.

use std::io::{self, Read};

use csv::ByteRecord;

use super::lines::Lines;

/// Stands behind the last byte of the file. Where all quotes are closed it is a record of
/// its own; inside an open quote it becomes the end of the last cell. (A CSV reader ends
/// an open quote at the end of the file without a word.)
const END_MARK: &[u8] = b"\n\x00end of file\x00";

/// Bytes of a row after which it is given up: a quote that never closes would otherwise bring the
/// rest of the file into memory.
const LONGEST_ROW: u64 = 64 << 20;

pub(super) struct Marked<R> {
    inner: R,
    bytes: u64,
    lines: Lines,
    /// Where the row begins that is being read.
    row_start: u64,
    cut: bool,
    mark_given: usize,
}

impl<R: Read> Marked<R> {
    /// `passed` lines stand before the first byte.
    pub(super) fn new(inner: R, passed: u64) -> Self {
        Marked { inner, bytes: 0, lines: Lines::after(passed), row_start: 0, cut: false, mark_given: 0 }
    }

    pub(super) fn inner(&self) -> &R {
        &self.inner
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
        self.witness(&buffer[..taken]);
        Ok(taken > 0)
    }

    fn witness(&mut self, chunk: &[u8]) {
        self.lines.witness(self.bytes, chunk);
        self.bytes += chunk.len() as u64;
    }
}

impl<R: Read> Read for Marked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.cut |= self.bytes - self.row_start > LONGEST_ROW;
        if self.mark_given == 0 && !self.cut {
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
    /// The mark fell into the last cell, inside a quote that never closes or a row that was cut off.
    Swallowed,
}

/// The mark in this record, if the reader, now at byte `position`, took it in.
pub(super) fn end_mark<R>(source: &Marked<R>, position: u64, record: &ByteRecord) -> Option<EndMark> {
    if source.mark_given < END_MARK.len() || position < source.bytes + END_MARK.len() as u64 {
        return None;
    }
    match record.len() == 1 && record[0] == END_MARK[1..] {
        true => Some(EndMark::Alone),
        false => Some(EndMark::Swallowed),
    }
}
