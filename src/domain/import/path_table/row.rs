//! One row of a path table.

use super::super::{
    fault::FileFault,
    record::Fields,
    reject::{Reason, Rejection},
    table::says_nothing,
};
use crate::domain::{decimal, lead::Cents};

const PATH: &[&str] = &["path"];
const CONVERSIONS: &[&str] = &["total_conversions", "conversions"];
const VALUE: &[&str] = &["total_conversion_value", "conversion_value", "value"];
const NULLS: &[&str] = &["total_null", "nulls", "null"];

/// Most touches of a path, and bytes of a channel's name.
const LONGEST_PATH: usize = 1_000;
const LONGEST_NAME: usize = 200;

/// Largest count.
const LARGEST_COUNT: f64 = 4e6;
const LARGEST_VALUE: f64 = 1e10;

/// A column, and its name in small letters.
type Column = (usize, &'static str);

pub(super) struct Header {
    path: Column,
    conversions: Column,
    value: Option<Column>,
    nulls: Option<Column>,
}

/// Whether a column of a path table has this name, and no other table needs it.
pub fn is_path_column(name: &str) -> bool {
    let name = name.trim().to_ascii_lowercase();
    [PATH, CONVERSIONS, &VALUE[..1], NULLS].concat().contains(&name.as_str())
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
        let position = |wanted: &[&'static str]| -> Option<Column> {
            wanted.iter().find_map(|wanted| Some((found.iter().position(|name| name == wanted)?, *wanted)))
        };
        match (position(PATH), position(CONVERSIONS)) {
            (Some(path), Some(conversions)) => {
                Ok(Header { path, conversions, value: position(VALUE), nulls: position(NULLS) })
            }
            (path, conversions) => {
                let columns = [(path, PATH), (conversions, CONVERSIONS)];
                let missing = columns.iter().filter(|(position, _)| position.is_none());
                Err(FileFault::MissingColumns { missing: missing.map(|(_, name)| name[0].to_owned()).collect(), found })
            }
        }
    }

    /// The path of a row, as it stands.
    pub(super) fn path<'a>(&self, record: Fields<'a>) -> Option<&'a str> {
        record.get(self.path.0).and_then(|cell| str::from_utf8(cell).ok())
    }

    pub(super) fn row(&self, record: Fields, separator: &str) -> Result<Row, Rejection> {
        let channels = self.channels(record, separator)?;
        let conversions = count(record, self.conversions)?;
        let nulls = self.nulls.map_or(Ok(0), |column| count(record, column))?;
        let value = self.value.map_or(Ok(None), |column| amount(record, column))?;
        if conversions == 0 && nulls == 0 {
            let (at, name) = self.conversions;
            return Err(Rejection::named(name, record.cell(at), Reason::NoJourneys));
        }
        match (value, self.value) {
            (Some(Cents(cents)), Some((at, name))) if cents > 0 && conversions == 0 => {
                Err(Rejection::named(name, record.cell(at), Reason::ValueWithoutConversions))
            }
            (value, _) => Ok(Row { channels, conversions, nulls, value: value.filter(|_| conversions > 0) }),
        }
    }

    fn channels(&self, record: Fields, separator: &str) -> Result<Vec<String>, Rejection> {
        let (at, name) = self.path;
        let cell = record.cell(at);
        let reject = |reason| Rejection::named(name, cell, reason);
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
fn count(record: Fields, (at, column): Column) -> Result<u32, Rejection> {
    match number(record, at, column)? {
        None => Ok(0),
        Some(count) if count.fract() != 0.0 => Err(Rejection::named(column, record.cell(at), Reason::NotWhole)),
        Some(count) if (0.0..=LARGEST_COUNT).contains(&count) => Ok(count as u32),
        Some(_) => Err(Rejection::named(column, record.cell(at), Reason::OutOfRange { largest: LARGEST_COUNT })),
    }
}

fn amount(record: Fields, (at, column): Column) -> Result<Option<Cents>, Rejection> {
    match number(record, at, column)? {
        None => Ok(None),
        Some(amount) if (0.0..=LARGEST_VALUE).contains(&amount) => Ok(Some(Cents((100.0 * amount).round() as i64))),
        Some(_) => Err(Rejection::named(column, record.cell(at), Reason::OutOfRange { largest: LARGEST_VALUE })),
    }
}

fn number(record: Fields, at: usize, column: &'static str) -> Result<Option<f64>, Rejection> {
    let cell = record.cell(at);
    let text = str::from_utf8(cell).map_err(|_| Rejection::named(column, cell, Reason::NotUtf8))?.trim();
    if text == "-" || says_nothing(text.as_bytes()) {
        return Ok(None);
    }
    match decimal::parse(text) {
        Some(number) => Ok(Some(number)),
        None => Err(Rejection::named(column, cell, Reason::NotANumber)),
    }
}
