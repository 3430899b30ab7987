//! The cells of one row, read as names, numbers and money.

use super::{
    column::{Column, Header},
    record::Fields,
    reject::{Reason, Rejection},
};
use crate::domain::{decimal, lead::Cents, zip::Zip};

/// Longest id, persona or play, in bytes.
const LONGEST_NAME: usize = 200;

/// Largest amount, in dollars: 3 % of it and the sum of a million such stay exact.
const LARGEST_AMOUNT: f64 = 1e10;

pub(super) struct Cells<'a> {
    header: &'a Header,
    record: Fields<'a>,
}

impl<'a> Cells<'a> {
    pub(super) fn new(header: &'a Header, record: Fields<'a>) -> Self {
        Cells { header, record }
    }

    /// A name that must be there.
    pub(super) fn name(&self, column: Column) -> Result<&'a str, Rejection> {
        let name = self.optional_name(column)?;
        name.ok_or_else(|| self.reject(column, Reason::Blank))
    }

    pub(super) fn optional_name(&self, column: Column) -> Result<Option<&'a str>, Rejection> {
        let Some(text) = self.text(column)? else { return Ok(None) };
        if text.len() > LONGEST_NAME {
            return Err(self.reject(column, Reason::TooLong { longest: LONGEST_NAME }));
        }
        if text.chars().any(char::is_control) {
            return Err(self.reject(column, Reason::ControlCharacter));
        }
        Ok(Some(text))
    }

    /// A finite number that must be there.
    pub(super) fn number(&self, column: Column) -> Result<f64, Rejection> {
        let number = self.optional_number(column)?;
        number.ok_or_else(|| self.reject(column, Reason::Blank))
    }

    pub(super) fn optional_number(&self, column: Column) -> Result<Option<f64>, Rejection> {
        let Some(text) = self.text(column)? else { return Ok(None) };
        match decimal::parse(text) {
            Some(number) => Ok(Some(number)),
            None => Err(self.reject(column, Reason::NotANumber)),
        }
    }

    /// Dollars, kept in whole cents.
    pub(super) fn optional_money(&self, column: Column) -> Result<Option<Cents>, Rejection> {
        match self.optional_number(column)? {
            None => Ok(None),
            Some(amount) if (0.0..=LARGEST_AMOUNT).contains(&amount) => {
                Ok(Some(Cents((amount * 100.0).round() as i64)))
            }
            Some(_) => Err(self.reject(column, Reason::OutOfRange { largest: LARGEST_AMOUNT })),
        }
    }

    /// The ZIP code; bytes that are no text make it unknown, as any other malformed ZIP.
    pub(super) fn zip(&self) -> Zip {
        let cell = self.bytes(Column::ZipCode).and_then(|bytes| str::from_utf8(bytes).ok());
        cell.map_or(Zip::Unknown, Zip::read)
    }

    /// The trimmed text of a cell; `None` where blank, `NULL`, or the column is absent.
    fn text(&self, column: Column) -> Result<Option<&'a str>, Rejection> {
        let Some(bytes) = self.bytes(column) else { return Ok(None) };
        let text = str::from_utf8(bytes).map_err(|_| self.reject(column, Reason::NotUtf8))?.trim();
        let blank = text.is_empty() || text.eq_ignore_ascii_case("null");
        Ok((!blank).then_some(text))
    }

    fn bytes(&self, column: Column) -> Option<&'a [u8]> {
        self.header.position(column).and_then(|position| self.record.get(position))
    }

    fn reject(&self, column: Column, reason: Reason) -> Rejection {
        Rejection::cell(column, self.bytes(column).unwrap_or_default(), reason)
    }
}
