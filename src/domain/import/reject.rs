//! Rows that were left out: where, what stood there, and why.

use std::fmt;

use super::{Personal, column::Column};
use crate::{
    domain::touchpoint::{amount::DecimalSign, order::DateOrder},
    pack::Pack,
};

/// Longest excerpt of a cell that is kept, in characters.
const EXCERPT: usize = 80;

/// One row that was left out.
#[derive(Clone, Debug, PartialEq, Pack)]
pub struct Rejection {
    /// Data row, from 1.
    pub row: u32,
    /// Line of the file on which the row begins, from 1.
    pub line: u32,
    /// The column at fault; `None` where it is the row as a whole.
    pub column: Option<String>,
    /// What the cell held, shortened.
    pub value: Option<String>,
    pub reason: Reason,
}

impl Rejection {
    /// Forgets a value that looks like what names or reaches a person.
    pub fn forget_personal(&mut self) {
        let by_header = self.column.as_deref().and_then(Personal::of_header);
        self.value.take_if(|value| by_header.or(Personal::of_cell(value)).is_some());
    }
}

/// Why a row was left out.
#[derive(Clone, Debug, PartialEq, Pack)]
pub enum Reason {
    Blank,
    NotANumber,
    NotWhole,
    NoJourneys,
    ValueWithoutConversions,
    PathTooLong {
        longest: usize,
    },
    OutOfRange {
        largest: f64,
    },
    NotUtf8,
    TooLong {
        longest: usize,
    },
    ControlCharacter,
    Duplicate {
        first_line: u32,
    },
    NotATime,
    OtherDateOrder {
        order: DateOrder,
    },
    NotAFlag,
    NotAnAmount,
    OtherDecimalSign {
        sign: DecimalSign,
    },
    OtherCurrency {
        first: String,
    },
    Negative,
    TooManyChannels,
    Ragged {
        found: usize,
        expected: usize,
    },
    Endless {
        last_line: u64,
    },
    /// Of JSON, as all that follow. The fault stands on this line of the file.
    NotJson {
        cause: String,
        line: u64,
    },
    NotAnObject,
    NotOneValue,
    LoneSurrogate,
    /// The first byte at fault, from 0, of the unpacked file.
    NotUtf8At {
        offset: u64,
    },
    NoComma,
    NoElement,
    Unclosed {
        last_line: u64,
    },
    CutOff,
    Stray {
        last_line: u64,
    },
}

impl Rejection {
    pub(in crate::domain) fn cell(column: Column, bytes: &[u8], reason: Reason) -> Rejection {
        Rejection::named(column.name(), bytes, reason)
    }

    /// The same of a column by its name.
    pub(in crate::domain) fn named(column: &str, bytes: &[u8], reason: Reason) -> Rejection {
        Rejection { row: 0, line: 0, column: Some(column.to_owned()), value: Some(excerpt(bytes)), reason }
    }

    pub(in crate::domain) fn ragged(found: usize, expected: usize) -> Rejection {
        Rejection::row(Reason::Ragged { found, expected })
    }

    pub(in crate::domain) fn endless(last_line: u64) -> Rejection {
        Rejection::row(Reason::Endless { last_line })
    }

    /// The same of a piece of JSON by its beginning.
    pub(in crate::domain) fn element(bytes: &[u8], reason: Reason) -> Rejection {
        Rejection { value: Some(excerpt(bytes)), ..Rejection::row(reason) }
    }

    pub(in crate::domain) fn at(self, row: u32, line: u32) -> Rejection {
        Rejection { row, line, ..self }
    }

    pub(in crate::domain) fn row(reason: Reason) -> Rejection {
        Rejection { row: 0, line: 0, column: None, value: None, reason }
    }
}

/// The start of a cell as text, whatever its bytes and its length.
fn excerpt(bytes: &[u8]) -> String {
    // Four bytes a character at most, so that ten megabytes are not decoded for eighty characters.
    let head = &bytes[..bytes.len().min(4 * (EXCERPT + 1))];
    let text = String::from_utf8_lossy(head);
    match text.char_indices().nth(EXCERPT) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.into_owned(),
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Reason::Blank => write!(out, "is blank"),
            Reason::NotANumber => write!(out, "is not a number"),
            Reason::NotWhole => write!(out, "is not a whole number"),
            Reason::NoJourneys => write!(out, "and no nulls: no journey took this path"),
            Reason::ValueWithoutConversions => write!(out, "is the value of no conversion"),
            Reason::PathTooLong { longest } => write!(out, "has more than {longest} touches"),
            Reason::OutOfRange { largest } => write!(out, "is not between 0 and {largest}"),
            Reason::NotUtf8 => write!(out, "is not UTF-8 text"),
            Reason::TooLong { longest } => write!(out, "is longer than {longest} bytes"),
            Reason::ControlCharacter => write!(out, "holds a control character"),
            Reason::Duplicate { first_line } => write!(out, "stands already on line {first_line}"),
            Reason::NotATime => write!(out, "is no date or time from 1970 to 2105"),
            Reason::OtherDateOrder { order } => {
                write!(out, "is no date with the {}, as the others of its column are", order.words())
            }
            Reason::NotAFlag => write!(out, "is neither yes nor no"),
            Reason::NotAnAmount => write!(out, "is no amount"),
            Reason::OtherDecimalSign { sign } => {
                write!(out, "is no amount with {}, as the others of its column are", sign.words())
            }
            Reason::OtherCurrency { first } => write!(out, "is in another currency than {first}, that of its column"),
            Reason::Negative => write!(out, "is below 0"),
            Reason::TooManyChannels => write!(out, "is one channel more than can be told apart"),
            Reason::Ragged { found, expected } => {
                write!(out, "the row has {found} cells, the header {expected}")
            }
            Reason::Endless { last_line } => write!(
                out,
                "the row does not end, as when a quote never closes: it and all behind it, to line {last_line}, are one row"
            ),
            Reason::NotJson { cause, line } => write!(out, "is not JSON: {cause} on line {line}"),
            Reason::NotAnObject => write!(out, "is no object"),
            Reason::NotOneValue => write!(out, "is not one value but a list, or an object in an object"),
            Reason::LoneSurrogate => write!(out, "holds half of a surrogate pair, which is no letter"),
            Reason::NotUtf8At { offset } => write!(out, "is not UTF-8 text: byte {offset} of the file"),
            Reason::NoComma => write!(out, "has no comma before it"),
            Reason::NoElement => write!(out, "nothing stands behind a comma, or before one"),
            Reason::Unclosed { last_line } => write!(
                out,
                "does not end, as when a bracket or a quote never closes or the file is cut off: it and all behind it, to line {last_line}, are one row"
            ),
            Reason::CutOff => write!(out, "the file ends inside a list or an object: it may have been cut off"),
            Reason::Stray { last_line } => write!(
                out,
                "stands outside of any object or list: it and all behind it, to line {last_line}, are one row"
            ),
        }
    }
}

impl fmt::Display for Rejection {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "row {} (line {})", self.row, self.line)?;
        if let Some(column) = &self.column {
            write!(out, ", {column}")?;
        }
        match (&self.value, &self.reason) {
            (Some(value), reason) if *reason != Reason::Blank => write!(out, ": \"{value}\" {reason}")?,
            (_, reason) => write!(out, ": {reason}")?,
        }
        write!(out, "; the row was left out")
    }
}
