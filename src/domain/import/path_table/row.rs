//! One row of a path table.

use csv::ByteRecord;

use super::super::{
    fault::FileFault,
    reject::{Reason, Rejection},
    table::says_nothing,
};
use crate::domain::{decimal, lead::Cents};

const PATH: &str = "path";
const CONVERSIONS: &str = "total_conversions";
const VALUE: &str = "total_conversion_value";
const NULLS: &str = "total_null";

/// Most touches of a path, and bytes of a channel's name.
const LONGEST_PATH: usize = 1_000;
const LONGEST_NAME: usize = 200;

/// Largest count.
const LARGEST_COUNT: f64 = 4e6;
const LARGEST_VALUE: f64 = 1e10;

pub(super) struct Header {
    path: usize,
    conversions: usize,
    value: Option<usize>,
    nulls: Option<usize>,
}

/// Whether a column of a path table has this name, and no other table needs it.
pub fn is_path_column(name: &str) -> bool {
    let name = name.trim().to_ascii_lowercase();
    [PATH, CONVERSIONS, VALUE, NULLS].contains(&name.as_str())
}

/// A row that was read: names of its channels, conversions, nulls, value.
pub(super) struct Row {
    pub(super) channels: Vec<String>,
    pub(super) conversions: u32,
    pub(super) nulls: u32,
    pub(super) value: Option<Cents>,
}

impl Header {
    pub(super) fn read(names: &[String]) -> Result<Header, FileFault> {
        let name = |cell: &String| cell.chars().take(400).collect::<String>().trim().to_ascii_lowercase();
        let found: Vec<String> = names.iter().map(name).collect();
        let position = |wanted: &str| found.iter().position(|name| name == wanted);
        match (position(PATH), position(CONVERSIONS)) {
            (Some(path), Some(conversions)) => {
                Ok(Header { path, conversions, value: position(VALUE), nulls: position(NULLS) })
            }
            (path, conversions) => {
                let columns = [(path, PATH), (conversions, CONVERSIONS)];
                let missing = columns.iter().filter(|(position, _)| position.is_none());
                Err(FileFault::MissingColumns { missing: missing.map(|(_, name)| (*name).to_owned()).collect(), found })
            }
        }
    }

    /// The path of a row, as it stands.
    pub(super) fn path<'a>(&self, record: &'a ByteRecord) -> Option<&'a str> {
        record.get(self.path).and_then(|cell| str::from_utf8(cell).ok())
    }

    pub(super) fn row(&self, record: &ByteRecord, separator: &str) -> Result<Row, Rejection> {
        let channels = self.channels(record, separator)?;
        let conversions = count(record, self.conversions, CONVERSIONS)?;
        let nulls = self.nulls.map_or(Ok(0), |at| count(record, at, NULLS))?;
        let value = self.value.map_or(Ok(None), |at| amount(record, at))?;
        if conversions == 0 && nulls == 0 {
            return Err(Rejection::named(CONVERSIONS, &record[self.conversions], Reason::NoJourneys));
        }
        match value {
            Some(Cents(cents)) if cents > 0 && conversions == 0 => {
                Err(Rejection::named(VALUE, &record[self.value.unwrap_or_default()], Reason::ValueWithoutConversions))
            }
            value => Ok(Row { channels, conversions, nulls, value: value.filter(|_| conversions > 0) }),
        }
    }

    fn channels(&self, record: &ByteRecord, separator: &str) -> Result<Vec<String>, Rejection> {
        let cell = &record[self.path];
        let reject = |reason| Rejection::named(PATH, cell, reason);
        let text = str::from_utf8(cell).map_err(|_| reject(Reason::NotUtf8))?;
        let channels: Vec<String> = text.split(separator).map(|name| name.trim().to_owned()).collect();
        match channels.as_slice() {
            names if names.iter().any(String::is_empty) => Err(reject(Reason::Blank)),
            names if names.len() > LONGEST_PATH => Err(reject(Reason::PathTooLong { longest: LONGEST_PATH })),
            names if names.iter().any(|name| name.len() > LONGEST_NAME) => {
                Err(reject(Reason::TooLong { longest: LONGEST_NAME }))
            }
            names if names.iter().any(|name| name.chars().any(char::is_control)) => {
                Err(reject(Reason::ControlCharacter))
            }
            _ => Ok(channels),
        }
    }
}

/// A whole number from 0 on.
fn count(record: &ByteRecord, at: usize, column: &'static str) -> Result<u32, Rejection> {
    match number(record, at, column)? {
        None => Ok(0),
        Some(count) if count.fract() != 0.0 => Err(Rejection::named(column, &record[at], Reason::NotWhole)),
        Some(count) if (0.0..=LARGEST_COUNT).contains(&count) => Ok(count as u32),
        Some(_) => Err(Rejection::named(column, &record[at], Reason::OutOfRange { largest: LARGEST_COUNT })),
    }
}

fn amount(record: &ByteRecord, at: usize) -> Result<Option<Cents>, Rejection> {
    match number(record, at, VALUE)? {
        None => Ok(None),
        Some(amount) if (0.0..=LARGEST_VALUE).contains(&amount) => Ok(Some(Cents((100.0 * amount).round() as i64))),
        Some(_) => Err(Rejection::named(VALUE, &record[at], Reason::OutOfRange { largest: LARGEST_VALUE })),
    }
}

fn number(record: &ByteRecord, at: usize, column: &'static str) -> Result<Option<f64>, Rejection> {
    let cell = &record[at];
    let text = str::from_utf8(cell).map_err(|_| Rejection::named(column, cell, Reason::NotUtf8))?.trim();
    if text == "-" || says_nothing(text.as_bytes()) {
        return Ok(None);
    }
    match decimal::parse(text) {
        Some(number) => Ok(Some(number)),
        None => Err(Rejection::named(column, cell, Reason::NotANumber)),
    }
}
