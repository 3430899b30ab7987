//! A file as rows, whatever it is written in: told from its first bytes, then read by the reader of its form.

use std::io::Read;

use super::{
    fault::FileFault,
    json::{JsonTable, Told, is_marked, tell},
    record::{Fields, Record},
    table::{Advance, Checksum, Foreign, Form, Hints, LeftOut, Legacy, Reading, Table, raw::Raw},
};

/// Bytes of text from which the form is told.
const HEAD: usize = 64 << 10;

/// A file being read as rows.
pub enum Input<R: Read> {
    Table(Box<Table<R>>),
    Json(Box<JsonTable<R>>),
}

impl<R: Read> Input<R> {
    /// Opens a file in any encoding as what it is. `known` tells names of columns that are expected; a delimiter that is
    /// given says that it is a delimited table.
    pub fn open(source: R, hints: &Hints, known: impl Fn(&str) -> bool) -> Result<Input<R>, FileFault> {
        Input::open_with(source, hints, Foreign::Decode(&Legacy), known)
    }

    /// The same, where `foreign` says what becomes of encodings older than Unicode.
    pub fn open_with(
        source: R,
        hints: &Hints,
        foreign: Foreign,
        known: impl Fn(&str) -> bool,
    ) -> Result<Input<R>, FileFault> {
        let mut raw = Raw::open(source, &foreign).map_err(|fault| match fault {
            FileFault::NeedsCodec { .. } => FileFault::NeedsCodec { label: hints.encoding.clone() },
            other => other,
        })?;
        let head = raw.look(HEAD)?;
        let marked = is_marked(head);
        let told = tell(head, head.len() < HEAD).filter(|_| hints.dialect.delimiter.is_none());
        Ok(match told {
            None => Input::Table(Box::new(Table::of_raw(raw, hints, foreign, known)?)),
            Some(Told::Encoded(name)) => return Err(FileFault::JsonEncoding { encoding: name.to_owned() }),
            Some(told) => Input::Json(Box::new(JsonTable::open(raw, told == Told::Ndjson, marked, hints)?)),
        })
    }

    /// How the file is read, as far as is known.
    pub fn reading(&self) -> Reading {
        match self {
            Input::Table(table) => table.reading(),
            Input::Json(table) => table.reading(),
        }
    }

    /// Goes to the next row.
    pub fn advance(&mut self) -> Result<Advance, FileFault> {
        match self {
            Input::Table(table) => table.advance(),
            Input::Json(table) => table.advance(),
        }
    }

    /// The first rows from here on, which still come.
    pub fn peek(&mut self, rows: usize) -> Result<Vec<Record>, FileFault> {
        match self {
            Input::Table(table) => table.peek(rows),
            Input::Json(table) => table.peek(rows),
        }
    }

    /// The row at which the file stands, as many cells as it has.
    #[inline]
    pub fn row(&self) -> Fields<'_> {
        match self {
            Input::Table(table) => table.row(),
            Input::Json(table) => table.row(),
        }
    }

    /// The line, from 1, on which it begins, or on which the element begins that was rejected.
    pub fn line(&self) -> u64 {
        match self {
            Input::Table(table) => table.line(),
            Input::Json(table) => table.line(),
        }
    }

    /// Columns.
    pub fn width(&self) -> usize {
        match self {
            Input::Table(table) => table.width(),
            Input::Json(table) => table.width(),
        }
    }

    /// Bytes of the file taken in so far.
    pub fn bytes(&self) -> u64 {
        match self {
            Input::Table(table) => table.bytes(),
            Input::Json(table) => table.bytes(),
        }
    }

    /// Of the bytes taken in so far.
    pub fn checksum(&self) -> Checksum {
        match self {
            Input::Table(table) => table.checksum(),
            Input::Json(table) => table.checksum(),
        }
    }

    /// Members of JSON that are no cells.
    pub fn left_out(&self) -> Option<&LeftOut> {
        match self {
            Input::Table(_) => None,
            Input::Json(table) => Some(table.left_out()),
        }
    }

    /// Whether the file holds journeys with their touches in them.
    pub fn has_journeys(&self) -> bool {
        match self.reading().form {
            Form::Delimited(_) => false,
            Form::Json(objects) | Form::Ndjson(objects) => objects.journeys > 0,
        }
    }

    /// Whether the file's own shape says that a column speaks of whole journeys and not of their touches; `None` where its
    /// shape says nothing.
    pub fn speaks_of_journeys(&self, column: usize) -> Option<bool> {
        match self {
            Input::Table(_) => None,
            Input::Json(table) => table.speaks_of_journeys(column),
        }
    }
}
