//! JSON of journeys or of events as rows of text: a journey of n touches is n rows, on each of which its own members
//! stand again; a journey without a touch, or an event, is one. Columns are the names of members that hold one value in
//! any of the first objects, in the order in which they first stand.
//!
//! A list of touches is the member `path`. What a touch says stands before what its journey says by the same name, and
//! the last of members of one name counts. An object in an object becomes members with a dot between the names. Numbers
//! stand as they are written, null is blank. An element that cannot be read is one row, rejected; where a touch cannot be
//! read, it alone is.

mod columns;
mod element;
mod frame;
mod sample;
mod scan;
mod tell;
mod touches;

use std::{collections::VecDeque, io::Read};

use super::{
    fault::FileFault,
    record::{Fields, Record},
    reject::{Reason, Rejection},
    table::{
        Advance, Checksum, EncodingEvidence, Form, FoundEncoding, Hints, LeftOut, Objects, Reading, SLICE,
        encoding::Unicode, raw::Raw,
    },
};
use columns::Columns;
use element::Members;
use frame::{Element, Frame, Frames};
pub(super) use tell::{Told, is_marked, tell};
use touches::{Touches, breaks};

/// The member of a document that lists journeys, and the member of a journey that lists touches.
const JOURNEYS: &str = "journeys";
const PATH: &str = "path";

/// Longest element in bytes.
const LONGEST: usize = 16 << 20;

/// Journeys or events in JSON, being read.
pub struct JsonTable<R: Read> {
    frames: Frames<R>,
    is_lines: bool,
    evidence: EncodingEvidence,
    columns: Columns,
    journeys: u64,
    events: u64,
    /// Elements from which the columns were told, still to be read.
    sample: VecDeque<Frame>,
    journey: Option<Journey>,
    peeked: VecDeque<(Seen, u64)>,
    record: Record,
    line: u64,
    /// Bytes of rows since the last pause.
    made: usize,
}

/// A journey whose touches are being read.
struct Journey {
    touches: Touches,
    /// Its own cells.
    own: Record,
}

/// A row that was looked at and still comes.
enum Seen {
    Row(Record),
    Rejected(Box<Rejection>),
}

impl<R: Read> JsonTable<R> {
    /// Looks at the first elements and finds the columns. `marked` says that the text begins with a byte order mark.
    pub(super) fn open(raw: Raw<R>, is_lines: bool, marked: bool, hints: &Hints) -> Result<JsonTable<R>, FileFault> {
        let given = hints.encoding.as_deref().filter(|_| raw.was_encoded().is_none());
        let evidence = match given {
            Some(label) if Unicode::labelled(label) == Some(Unicode::Utf8) => EncodingEvidence::Given,
            Some(label) => {
                let name = Unicode::labelled(label).map(Unicode::name).unwrap_or(label);
                return Err(FileFault::JsonEncoding { encoding: name.to_owned() });
            }
            None if marked => EncodingEvidence::ByteOrderMark,
            None => EncodingEvidence::Ascii,
        };
        let mut table = JsonTable {
            frames: Frames::new(raw, is_lines, marked)?,
            is_lines,
            evidence,
            columns: Columns::default(),
            journeys: 0,
            events: 0,
            sample: VecDeque::new(),
            journey: None,
            peeked: VecDeque::new(),
            record: Record::default(),
            line: 0,
            made: 0,
        };
        table.find_columns()?;
        Ok(table)
    }

    /// How the text is read, as far as is known.
    pub fn reading(&self) -> Reading {
        let objects =
            Objects { journeys: self.journeys, events: self.events, left_out: self.columns.left_out().clone() };
        Reading {
            gzip: self.frames.raw().is_gzip(),
            encoding: self
                .frames
                .raw()
                .was_encoded()
                .unwrap_or_else(|| FoundEncoding { name: Unicode::Utf8.name().to_owned(), evidence: self.evidence }),
            form: if self.is_lines { Form::Ndjson(objects) } else { Form::Json(objects) },
            names: self.columns.names(),
        }
    }

    /// Goes to the next row.
    pub fn advance(&mut self) -> Result<Advance, FileFault> {
        match self.peeked.pop_front() {
            None => self.read_on(),
            Some((Seen::Row(record), line)) => {
                (self.record, self.line) = (record, line);
                Ok(Advance::Row)
            }
            Some((Seen::Rejected(rejection), line)) => {
                self.line = line;
                Ok(Advance::Rejected(rejection))
            }
        }
    }

    /// The first rows from here on, which still come; without those that are rejected.
    pub fn peek(&mut self, rows: usize) -> Result<Vec<Record>, FileFault> {
        let (mut seen, mut found) = (VecDeque::new(), Vec::new());
        while found.len() < rows && seen.len() < sample::LONGEST.elements {
            match self.advance()? {
                Advance::Row => {
                    found.push(self.record.clone());
                    seen.push_back((Seen::Row(std::mem::take(&mut self.record)), self.line));
                }
                Advance::Rejected(rejection) => seen.push_back((Seen::Rejected(rejection), self.line)),
                Advance::Idle => {}
                Advance::End => break,
            }
        }
        seen.append(&mut self.peeked);
        self.peeked = seen;
        Ok(found)
    }

    /// The row at which the table stands, as many cells as it has columns.
    pub fn row(&self) -> Fields<'_> {
        self.record.fields()
    }

    /// The line, from 1, on which it begins.
    pub fn line(&self) -> u64 {
        self.line
    }

    /// Columns.
    pub fn width(&self) -> usize {
        self.columns.len()
    }

    /// Members that are no cells.
    pub fn left_out(&self) -> &LeftOut {
        self.columns.left_out()
    }

    /// Whether the file's own shape says that a column speaks of whole journeys: its cells are members of objects with a
    /// path and never of touches. `None` where the file holds no such objects.
    pub fn speaks_of_journeys(&self, column: usize) -> Option<bool> {
        self.columns.speaks_of_journeys(column)
    }

    /// Bytes of the file taken in so far.
    pub fn bytes(&self) -> u64 {
        self.frames.raw().bytes()
    }

    /// Of the bytes taken in so far.
    pub fn checksum(&self) -> Checksum {
        self.frames.raw().checksum()
    }

    fn read_on(&mut self) -> Result<Advance, FileFault> {
        loop {
            if self.made > SLICE {
                // Many touches of a long journey: what a step costs is bounded by what it writes.
                self.made = 0;
                return Ok(Advance::Idle);
            }
            let read = match self.next_touch() {
                Some(read) => read.map(|()| true),
                None => match self.sample.pop_front().map_or_else(|| self.frames.next(), Ok)? {
                    Frame::Idle => return Ok(Advance::Idle),
                    Frame::End => return Ok(Advance::End),
                    Frame::Rejected { line, rejection } => {
                        self.line = line;
                        Err(rejection)
                    }
                    Frame::Element(element) => {
                        self.line = element.line;
                        self.read_element(&element)
                    }
                },
            };
            match read {
                Ok(false) => {}
                Ok(true) => {
                    self.made += self.record.room();
                    return Ok(Advance::Row);
                }
                Err(rejection) => return Ok(Advance::Rejected(Box::new(rejection))),
            }
        }
    }

    /// Reads an element; false where its rows are the touches that follow.
    fn read_element(&mut self, element: &Element) -> Result<bool, Rejection> {
        let text = str::from_utf8(&element.bytes).map_err(|error| {
            let offset = element.offset + error.valid_up_to() as u64;
            Rejection::element(&element.bytes, Reason::NotUtf8At { offset })
        })?;
        if self.evidence == EncodingEvidence::Ascii && !text.is_ascii() {
            self.evidence = EncodingEvidence::WellFormed;
        }
        let touches = element::read(text, |text, members: Members| {
            let path = element::path(&members);
            self.columns.write(members, path, None, element.line, &mut self.record)?;
            Ok(path.map(|path| {
                // The path is a part of the text.
                let start = path.as_ptr().addr() - text.as_ptr().addr();
                Touches::new(path, element.line + breaks(&text.as_bytes()[..start]))
            }))
        });
        let touches =
            touches.map_err(|error| Rejection::element(&element.bytes, element::reason(&error, element.line)))??;
        match touches {
            None => self.events += 1,
            Some(touches) => {
                self.journeys += 1;
                if !touches.is_empty() {
                    self.journey = Some(Journey { touches, own: self.record.clone() });
                    return Ok(false);
                }
            }
        }
        Ok(true)
    }

    /// Reads the next touch of the journey, if there is one.
    fn next_touch(&mut self) -> Option<Result<(), Rejection>> {
        let journey = self.journey.as_mut()?;
        let Some((touch, line)) = journey.touches.next() else {
            self.journey = None;
            return None;
        };
        self.line = line;
        let text = journey.touches.text(touch);
        let read = element::read(text, |_, members| {
            self.columns.write(members, None, Some(&journey.own), line, &mut self.record)
        });
        Some(match read {
            Ok(written) => written,
            Err(error) => Err(Rejection::element(text.as_bytes(), element::reason(&error, line))),
        })
    }
}

#[cfg(test)]
mod tests;
