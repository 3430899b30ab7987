//! How a file is read as a table, in figures and in words.

use std::fmt;

use crate::pack::Pack;

use super::{
    dialect::{Escape, FoundDialect},
    encoding::{EncodingEvidence, FoundEncoding},
    layout::HeaderEvidence,
};

/// How a file is read as a table.
#[derive(Clone, Debug, PartialEq, Pack)]
pub struct Reading {
    pub gzip: bool,
    pub encoding: FoundEncoding,
    pub form: Form,
    /// The columns' names as they stand; "column_1" and so on in a delimited table without a header.
    pub names: Vec<String>,
}

/// What the text is written in.
#[derive(Clone, Debug, PartialEq, Pack)]
pub enum Form {
    Delimited(Delimited),
    /// Journeys or events in one JSON document, or in several one behind the other.
    Json(Objects),
    /// One JSON object a line.
    Ndjson(Objects),
}

/// A table of cells parted by a sign.
#[derive(Clone, Debug, PartialEq, Pack)]
pub struct Delimited {
    pub dialect: FoundDialect,
    pub header: HeaderEvidence,
    /// The line of the header, from 1; of the first row without one.
    pub header_line: u64,
    /// Lines before it.
    pub preamble_lines: u64,
    /// Lines behind the table that are no rows, as far as they have been read.
    pub footer_lines: Vec<u64>,
}

/// What JSON held, as far as it has been read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Pack)]
pub struct Objects {
    /// Objects with a list of touches.
    pub journeys: u64,
    /// Objects without one.
    pub events: u64,
    pub left_out: LeftOut,
}

/// Members of objects that are no cells: their names came too late to be columns, or they are lists or nest too deep
/// wherever their names were first looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Pack)]
pub struct LeftOut {
    /// How many there were that are not null.
    pub count: u64,
    /// Their first few names, shortened.
    pub names: Vec<String>,
}

impl Form {
    pub fn name(&self) -> &'static str {
        match self {
            Form::Delimited(_) => "delimited",
            Form::Json(_) => "JSON",
            Form::Ndjson(_) => "NDJSON",
        }
    }
}

impl Delimited {
    pub fn preamble_words(&self) -> String {
        match self.preamble_lines {
            0 => "the table begins on the first line".to_owned(),
            1 => "the first line is a remark or a title, not as wide as the table".to_owned(),
            lines => format!("the first {lines} lines are remarks, titles or blank, not as wide as the table"),
        }
    }

    pub fn footer_words(&self) -> String {
        match self.footer_lines.first() {
            None => "the table ends on the last line".to_owned(),
            Some(first) => format!("from line {first} on the last lines are totals or remarks, not rows"),
        }
    }
}

impl LeftOut {
    pub fn words(&self) -> String {
        match self.names.as_slice() {
            [] => "every member is a column".to_owned(),
            names => {
                format!("not one value each where the columns were looked for, or not there yet: {}", names.join(", "))
            }
        }
    }
}

impl fmt::Display for Form {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (begin, objects) = match self {
            Form::Delimited(table) => return table.dialect.fmt(out),
            Form::Json(objects) => ("it begins with an object or a list of objects", objects),
            Form::Ndjson(objects) => ("the first line is one object", objects),
        };
        write!(out, "{begin}; {} objects with a path, {} without", objects.journeys, objects.events)
    }
}

impl Escape {
    pub fn name(self) -> &'static str {
        match self {
            Escape::Doubled => "doubled",
            Escape::Backslash => "backslash",
        }
    }
}

impl fmt::Display for EncodingEvidence {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            EncodingEvidence::Given => "as asked for",
            EncodingEvidence::ByteOrderMark => "the file begins with a byte order mark",
            EncodingEvidence::Zeros => "every other byte is zero",
            EncodingEvidence::Ascii => "every byte is ASCII",
            EncodingEvidence::WellFormed => "the first bytes beyond ASCII are well-formed UTF-8",
            EncodingEvidence::Frequencies => "the bytes beyond ASCII are no UTF-8; a guess from their frequencies",
        })
    }
}

impl fmt::Display for FoundDialect {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let percent = |part: f64| (100.0 * part).round();
        write!(
            out,
            "{} % of the first rows have {} cells, and {} % of their cells look like values; ",
            percent(self.even_rows),
            self.width,
            percent(self.typed_cells)
        )?;
        match self.lead {
            None => write!(out, "no other delimiter fits"),
            Some(lead) if lead > 100.0 => write!(out, "any other delimiter fits a hundred times worse"),
            Some(lead) => write!(out, "the next best delimiter fits {lead:.1} times worse"),
        }
    }
}

impl fmt::Display for HeaderEvidence {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            HeaderEvidence::Given(_) => "as asked for",
            HeaderEvidence::KnownNames => "the first row holds names that are known",
            HeaderEvidence::WordsAboveValues => "the first row holds words above columns of numbers or times",
            HeaderEvidence::Distinct => "the first row holds words of which none stands again below it",
            HeaderEvidence::Values => "the first row holds values like the rows below it",
        })
    }
}
