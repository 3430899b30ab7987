//! How a table is read, in figures and in words.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{
    dialect::{Escape, FoundDialect},
    layout::HeaderEvidence,
    text::{EncodingEvidence, FoundEncoding},
};

/// How a table is read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    pub gzip: bool,
    pub encoding: FoundEncoding,
    pub dialect: FoundDialect,
    pub header: HeaderEvidence,
    /// The line of the header, from 1; of the first row without one.
    pub header_line: u64,
    /// Lines before it.
    pub preamble_lines: u64,
    /// Lines behind the table that are no rows, as far as they have been read.
    pub footer_lines: Vec<u64>,
    /// The columns' names as they stand; "column_1" and so on without a header.
    pub names: Vec<String>,
}

impl Reading {
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
