//! Text to rows of cells.
//!
//! Most rows have no quote: they are cut where they stand, sixteen bytes at a time, and nothing is copied. Any other is read
//! by the state machine of csv-core, from its first byte.

mod parsed;
mod signs;

use std::io::{self, Read};

use self::{
    parsed::Parsed,
    signs::{BLOCK, Signs},
};
use super::dialect::Dialect;
use crate::domain::import::{
    breaks::Breaks,
    record::{Fields, Record},
};

/// Bytes of a row after which it is given up: a quote that never closes would otherwise bring the
/// rest of the file into memory.
const LONGEST_ROW: u64 = 64 << 20;

const MARK: &[u8] = b"\xef\xbb\xbf";

/// A text whose rows are read one after the other.
pub(super) struct Splitter<R> {
    source: R,
    /// Room for a block and for the beginning of a row before it, of which these bytes are still to be read.
    buffer: Vec<u8>,
    block: usize,
    at: usize,
    end: usize,
    /// Bytes before the buffer.
    passed: u64,
    ended: bool,
    breaks: Breaks,
    signs: Signs,
    row: Row,
    /// Of a row that is cut where it stands.
    ends: Vec<u32>,
    /// Of one that is not.
    parsed: Parsed,
}

/// What came of asking for the next row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Split {
    Row,
    /// One whose quote is never closed, or that is too long.
    Endless,
    End,
}

/// The row that was read last.
#[derive(Clone, Copy, Debug, Default)]
struct Row {
    /// First byte in the buffer, and in the text.
    begin: usize,
    start: u64,
    line: u64,
    is_parsed: bool,
}

enum Cut {
    Whole,
    Quoted,
    /// No end in the buffer.
    Open,
}

impl<R: Read> Splitter<R> {
    /// Of a text before which `lines` lines stand; the source is read in blocks of `block` bytes.
    pub(super) fn new(source: R, dialect: &Dialect, lines: u64, block: usize) -> Splitter<R> {
        Splitter {
            source,
            buffer: vec![0; 2 * block],
            block,
            at: 0,
            end: 0,
            passed: 0,
            ended: false,
            breaks: Breaks::after(lines),
            signs: Signs::of(dialect),
            row: Row::default(),
            ends: Vec::new(),
            parsed: Parsed::by(dialect.reader()),
        }
    }

    pub(super) fn source(&self) -> &R {
        &self.source
    }

    /// Goes to the next row, over lines without any byte.
    pub(super) fn advance(&mut self) -> io::Result<Split> {
        loop {
            self.at += self.breaks.skip(&self.buffer[self.at..self.end]);
            if self.at < self.end {
                break;
            }
            if !self.fill()? {
                return Ok(Split::End);
            }
        }
        let line = self.breaks.line();
        let start = self.passed + self.at as u64;
        loop {
            self.row = Row { begin: self.at, start, line, is_parsed: false };
            match self.cut() {
                Cut::Whole => return Ok(Split::Row),
                Cut::Open if self.end - self.at <= self.block => {
                    if !self.fill()? {
                        self.ends.push((self.end - self.at) as u32);
                        self.row.begin = self.at;
                        self.breaks.pass_letters();
                        self.at = self.end;
                        return Ok(Split::Row);
                    }
                }
                Cut::Open | Cut::Quoted => return self.parse(start),
            }
        }
    }

    /// The row that was read last.
    #[inline]
    pub(super) fn fields(&self) -> Fields<'_> {
        match self.row.is_parsed {
            true => self.parsed.fields(),
            false => Fields::new(&self.buffer[self.row.begin..], &self.ends, 1),
        }
    }

    pub(super) fn record(&self) -> Record {
        self.fields().to_record().at(self.row.start)
    }

    /// The line, from 1, on which it begins.
    pub(super) fn line(&self) -> u64 {
        self.row.line
    }

    /// The last line of what has been read.
    pub(super) fn last_line(&self) -> u64 {
        self.breaks.last_line()
    }

    /// Passes over what stands behind a row without an end, block by block; false at the end.
    pub(super) fn drain(&mut self) -> io::Result<bool> {
        self.breaks.pass(&self.buffer[self.at..self.end]);
        self.at = self.end;
        let filled = self.fill()?;
        self.breaks.pass(&self.buffer[self.at..self.end]);
        self.at = self.end;
        Ok(filled)
    }

    /// Takes in a block behind what is still to be read, of at most a block; false at the end.
    fn fill(&mut self) -> io::Result<bool> {
        self.buffer.copy_within(self.at..self.end, 0);
        let is_first = self.passed == 0 && self.end == 0;
        self.passed += self.at as u64;
        (self.at, self.end) = (0, self.end - self.at);
        if self.ended {
            return Ok(false);
        }
        let taken = self.source.read(&mut self.buffer[self.end..self.end + self.block])?;
        self.ended = taken == 0;
        self.end += taken;
        if is_first && self.buffer[..self.end].starts_with(MARK) {
            self.at = MARK.len();
        }
        Ok(taken > 0)
    }

    /// Cuts the row at its delimiters, if it has an end and no quote.
    #[inline]
    fn cut(&mut self) -> Cut {
        let row = &self.buffer[self.at..self.end];
        let ends = &mut self.ends;
        ends.clear();
        let (blocks, rest) = row.as_chunks::<BLOCK>();
        let mut stop = None;
        let mut base = 0;
        for block in blocks {
            stop = self.signs.note(block, base, ends);
            if stop.is_some() {
                break;
            }
            base += BLOCK as u32;
        }
        if stop.is_none() {
            // Line feeds behind the last bytes are no part of the row.
            let mut last = [b'\n'; BLOCK];
            last[..rest.len()].copy_from_slice(rest);
            stop = self.signs.note(&last, base, ends).filter(|stop| (*stop as usize) < row.len());
        }
        let Some(stop) = stop else { return Cut::Open };
        if !matches!(row[stop as usize], b'\n' | b'\r') {
            return Cut::Quoted;
        }
        ends.push(stop);
        self.at += stop as usize;
        self.breaks.pass_letters();
        Cut::Whole
    }

    /// Reads the row by the state machine.
    fn parse(&mut self, start: u64) -> io::Result<Split> {
        self.row.is_parsed = true;
        self.parsed.begin();
        loop {
            if self.at == self.end && !self.fill()? {
                return Ok(if self.parsed.end() { Split::Row } else { Split::Endless });
            }
            let (is_whole, taken) = self.parsed.take(&self.buffer[self.at..self.end]);
            self.breaks.pass(&self.buffer[self.at..self.at + taken]);
            self.at += taken;
            if is_whole {
                return Ok(Split::Row);
            }
            if self.passed + self.at as u64 - start > LONGEST_ROW {
                return Ok(Split::Endless);
            }
        }
    }
}

#[cfg(test)]
mod tests;
