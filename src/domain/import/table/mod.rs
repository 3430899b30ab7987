//! Any delimited table as rows of text: unpacked, decoded, its dialect told from its head, what stands
//! before and behind it passed over. Each decision carries what speaks for it and can be overridden.
//!
//! One streaming pass; no row is held but those that may turn out to stand behind the table.

mod dialect;
pub(super) mod encoding;
mod head;
mod kind;
mod layout;
mod legacy;
pub(super) mod raw;
mod reading;
mod splitter;
mod text;
mod transcode;
mod utf16;

use std::{
    collections::VecDeque,
    io::{Chain, Cursor, Read},
};

use crate::pack::Pack;

use super::{
    fault::FileFault,
    record::{Fields, Record},
    reject::Rejection,
};
pub use dialect::{Dialect, DialectHints, Escape, FoundDialect};
pub use encoding::{Codec, Decode, EncodingEvidence, Foreign, FoundEncoding, Transcoded};
use head::read_head;
pub use kind::{Kind, says_nothing};
pub use layout::HeaderEvidence;
use layout::{Layout, is_footer, may_be_footer};
pub use legacy::Legacy;
pub use raw::Checksum;
use raw::Raw;
pub use reading::{Delimited, Form, LeftOut, Objects, Reading};
use splitter::{Split, Splitter};
use text::Text;
pub use transcode::transcode;

/// Bytes asked of the source at a time: so few that a processor keeps them near while they are looked at again and again.
/// The fuzzer, which reads a small file hundreds of times a second, takes smaller ones.
pub(super) const SLICE: usize = if cfg!(fuzzing) { 64 << 10 } else { 512 << 10 };

/// Most rows behind a table that are no rows.
const MOST_FOOTERS: usize = 20;

/// What is known beforehand; the rest is told from the file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Pack)]
pub struct Hints {
    /// A label of the WHATWG's encoding standard.
    pub encoding: Option<String>,
    pub dialect: DialectHints,
    pub header: Option<bool>,
}

/// What came of asking for the next row.
#[derive(Clone, Debug, PartialEq)]
pub enum Advance {
    /// There is one: [`Table::row`].
    Row,
    /// A row that cannot be read as cells; its number and line are not filled in. Delimited tables have none.
    Rejected(Box<Rejection>),
    /// Nothing yet; ask again.
    Idle,
    End,
}

type Source<R> = Chain<Cursor<Vec<u8>>, Text<R>>;

/// A table being read.
pub struct Table<R: Read> {
    splitter: Splitter<Source<R>>,
    gzip: bool,
    form: Delimited,
    names: Vec<String>,
    /// The row at which the table stands, where it is no more the splitter's.
    row: Option<Record>,
    line: u64,
    width: usize,
    /// Rows that are none if no other comes behind them.
    held: VecDeque<(Record, u64)>,
    released: VecDeque<(Record, u64)>,
    has_footers: bool,
    draining: Option<u64>,
    /// First and last line of a row that has no end: a quote that never closes.
    endless: Option<(u64, u64)>,
    ended: bool,
}

impl<R: Read> Table<R> {
    /// Looks at the head of a file in any encoding and reads its header. `known` tells names of columns that are
    /// expected.
    pub fn open(source: R, hints: &Hints, known: impl Fn(&str) -> bool) -> Result<Table<R>, FileFault> {
        let foreign = Foreign::Decode(&Legacy);
        Table::of_raw(Raw::open(source, &foreign)?, hints, foreign, known)
    }

    /// The same of bytes that have been unpacked, where `foreign` says what becomes of encodings older than Unicode.
    pub(super) fn of_raw(
        raw: Raw<R>,
        hints: &Hints,
        foreign: Foreign,
        known: impl Fn(&str) -> bool,
    ) -> Result<Table<R>, FileFault> {
        let gzip = raw.is_gzip();
        let given = hints.encoding.as_deref();
        let mut text = match foreign {
            Foreign::Decode(codec) => Text::new(raw, given, Some(codec))?,
            Foreign::Refuse => Text::new(raw, given, None)?,
            Foreign::Transcoded(_) => Text::utf8(raw),
        };
        let head = read_head(&mut text)?;
        if head.trim_ascii().is_empty() {
            return Err(FileFault::Empty);
        }
        // Of text that comes in larger pieces no more is looked at than of other text.
        let sample = &head[..head.len().min(SLICE)];
        let dialect = dialect::sniff(sample, &hints.dialect);
        let layout = Layout::of(sample, &dialect.dialect, hints.header, known);
        let mut cursor = Cursor::new(head);
        cursor.set_position(layout.start as u64);
        let splitter = Splitter::new(cursor.chain(text), &dialect.dialect, layout.preamble, SLICE);
        let form = Delimited {
            dialect,
            header: layout.header,
            header_line: layout.preamble + 1,
            preamble_lines: layout.preamble,
            footer_lines: Vec::new(),
        };
        let mut table = Table {
            splitter,
            gzip,
            form,
            names: (1..=layout.width).map(|at| format!("column_{at}")).collect(),
            row: None,
            line: 0,
            width: layout.width,
            held: VecDeque::new(),
            released: VecDeque::new(),
            has_footers: true,
            draining: None,
            endless: None,
            ended: false,
        };
        if layout.header.is_header() {
            table.read_header()?;
        }
        Ok(table)
    }

    /// How the table is read, as far as is known; the encoding can turn out late, and the end is known last.
    pub fn reading(&self) -> Reading {
        let text = self.text();
        Reading {
            gzip: self.gzip,
            encoding: text.raw().was_encoded().unwrap_or_else(|| text.encoding()),
            form: Form::Delimited(self.form.clone()),
            names: self.names.clone(),
        }
    }

    /// Goes to the next row. One that has no end is the last, and rejected.
    pub fn advance(&mut self) -> Result<Advance, FileFault> {
        match (self.next_row()?, self.endless) {
            (Advance::End, Some((line, last_line))) => {
                (self.endless, self.line) = (None, line);
                Ok(Advance::Rejected(Box::new(Rejection::endless(last_line))))
            }
            (advance, _) => Ok(advance),
        }
    }

    fn next_row(&mut self) -> Result<Advance, FileFault> {
        if let Some((record, line)) = self.released.pop_front() {
            (self.row, self.line) = (Some(record), line);
            return Ok(Advance::Row);
        }
        if let Some(line) = self.draining {
            return self.drain(line);
        }
        while !self.ended {
            let split = self.splitter.advance()?;
            if split == Split::End {
                self.ended = true;
                self.form.footer_lines = self.held.drain(..).map(|(_, line)| line).collect();
                break;
            }
            (self.row, self.line) = (None, self.splitter.line());
            if split == Split::Endless {
                self.draining = Some(self.line);
                self.released.append(&mut self.held);
                return Ok(Advance::Idle);
            }
            let row = self.splitter.fields();
            if row.len() != self.width && self.is_blank_line(row) {
                continue;
            }
            if self.has_footers && may_be_footer(row, self.width) && is_footer(row, self.width) {
                self.held.push_back((row.to_record(), self.line));
                if self.held.len() > MOST_FOOTERS {
                    self.has_footers = false;
                    self.released.append(&mut self.held);
                    return Ok(Advance::Idle);
                }
            } else if self.held.is_empty() {
                return Ok(Advance::Row);
            } else {
                self.held.push_back((row.to_record(), self.line));
                self.released.append(&mut self.held);
                return Ok(Advance::Idle);
            }
        }
        Ok(Advance::End)
    }

    /// The first rows from here on, which still come.
    pub fn peek(&mut self, rows: usize) -> Result<Vec<Record>, FileFault> {
        let mut seen = VecDeque::new();
        while seen.len() < rows {
            match self.next_row()? {
                Advance::Row => seen.push_back((self.row().to_record(), self.line)),
                Advance::Idle | Advance::Rejected(_) => {}
                Advance::End => break,
            }
        }
        seen.append(&mut self.released);
        self.released = seen;
        Ok(self.released.iter().take(rows).map(|(record, _)| record.clone()).collect())
    }

    /// The row at which the table stands, as many cells as it has.
    #[inline]
    pub fn row(&self) -> Fields<'_> {
        self.row.as_ref().map_or_else(|| self.splitter.fields(), Record::fields)
    }

    /// The line, from 1, on which it begins.
    pub fn line(&self) -> u64 {
        self.line
    }

    /// Columns of the header.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Bytes of the file taken in so far.
    pub fn bytes(&self) -> u64 {
        self.text().raw().bytes()
    }

    /// Of the bytes taken in so far; of the whole file where it was transcoded.
    pub fn checksum(&self) -> Checksum {
        self.text().raw().checksum()
    }

    fn text(&self) -> &Text<R> {
        self.splitter.source().get_ref().1
    }

    fn read_header(&mut self) -> Result<(), FileFault> {
        match self.splitter.advance()? {
            Split::End => return Err(FileFault::Empty),
            Split::Endless => return Err(FileFault::UnclosedHeader),
            Split::Row => {}
        }
        let row = self.splitter.fields();
        self.width = row.len();
        self.names = row.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect();
        Ok(())
    }

    /// Passes over what stands behind a row without an end, slice by slice.
    fn drain(&mut self, line: u64) -> Result<Advance, FileFault> {
        if self.splitter.drain()? {
            return Ok(Advance::Idle);
        }
        self.endless = Some((line, self.splitter.last_line()));
        self.draining = None;
        self.ended = true;
        Ok(Advance::End)
    }

    fn is_blank_line(&self, row: Fields) -> bool {
        row.len() == 1 && self.width > 1 && row.cell(0).trim_ascii().is_empty()
    }
}
