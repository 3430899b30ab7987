//! Path tables: a row a path, with its conversions, their value and its nulls.

mod row;

use std::{collections::HashMap, io::Read};

use super::{
    fault::FileFault,
    reject::Rejection,
    table::{Advance, Hints, Table},
};
use crate::domain::{
    channel::TooManyChannels,
    lead::Cents,
    path::{NamedPath, PathTable},
};
use row::{Header, Row};

/// Touches that are counted at most: their number fits 32 bits.
const MOST_TOUCHES: u64 = 4_000_000_000;

/// What one path table held.
#[derive(Clone, Debug, PartialEq)]
pub struct PathImport {
    /// Data rows in the file: accepted and rejected.
    pub read: u32,
    pub accepted: u32,
    pub rejected: Vec<Rejection>,
    pub table: PathTable,
}

/// Why a path table cannot be read.
#[derive(Clone, Debug, PartialEq)]
pub enum PathTableError {
    File(FileFault),
    Channels(TooManyChannels),
    TooManyTouches(u64),
}

/// Reads a path table whose paths are parted by `separator`.
pub fn read_paths(source: impl Read, separator: &str) -> Result<PathImport, PathTableError> {
    let mut table = Table::open(source, &Hints { header: Some(true), ..Hints::default() }, row::is_known)?;
    let header = Header::read(&table.reading().names)?;
    let mut rows = Rows::default();
    let (mut read, mut rejected) = (0, Vec::new());
    loop {
        let (line, result) = match table.advance()? {
            Advance::Idle => continue,
            Advance::Rejected(rejection) => (table.line(), Err(*rejection)),
            Advance::Row => (table.line(), header.row(table.row(), separator).map(|row| rows.push(row))),
            Advance::End => match table.endless() {
                Some(endless) => (endless.line, Err(Rejection::endless(endless.last_line))),
                None => break,
            },
        };
        read += 1;
        if let Err(rejection) = result {
            let line = u32::try_from(line).unwrap_or(u32::MAX);
            rejected.push(rejection.at(read, line));
        }
        if table.endless().is_some() {
            break;
        }
    }
    if read == 0 {
        return Err(FileFault::HeaderOnly.into());
    }
    let touches = rows.touches();
    if touches > MOST_TOUCHES {
        return Err(PathTableError::TooManyTouches(touches));
    }
    let table = rows.table().map_err(PathTableError::Channels)?;
    Ok(PathImport { read, accepted: rows.paths.len() as u32, rejected, table })
}

#[derive(Default)]
struct Rows {
    names: HashMap<String, usize>,
    paths: Vec<(Vec<usize>, u32, u32, Option<Cents>)>,
}

impl Rows {
    fn push(&mut self, row: Row) {
        let mut ids = Vec::with_capacity(row.channels.len());
        for name in row.channels {
            let next = self.names.len();
            ids.push(*self.names.entry(name).or_insert(next));
        }
        self.paths.push((ids, row.conversions, row.nulls, row.value));
    }

    /// Touches of all journeys; each journey counts as one at least.
    fn touches(&self) -> u64 {
        let of_row = |(ids, conversions, nulls, _): &(Vec<usize>, u32, u32, Option<Cents>)| {
            ids.len() as u64 * (u64::from(*conversions) + u64::from(*nulls))
        };
        self.paths.iter().map(of_row).sum()
    }

    fn table(&self) -> Result<PathTable, TooManyChannels> {
        let mut names = vec![""; self.names.len()];
        for (name, index) in &self.names {
            names[*index] = name;
        }
        let channels: Vec<Vec<&str>> =
            self.paths.iter().map(|(ids, ..)| ids.iter().map(|id| names[*id]).collect()).collect();
        let named = channels.iter().zip(&self.paths).map(|(channels, (_, conversions, nulls, value))| NamedPath {
            channels,
            conversions: *conversions,
            nulls: *nulls,
            value: *value,
        });
        PathTable::from_named(named)
    }
}

impl From<FileFault> for PathTableError {
    fn from(fault: FileFault) -> Self {
        PathTableError::File(fault)
    }
}

impl std::fmt::Display for PathTableError {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            PathTableError::File(fault) => fault.fmt(out),
            PathTableError::Channels(error) => error.fmt(out),
            PathTableError::TooManyTouches(touches) => {
                write!(out, "The table holds {touches} touches; at most {MOST_TOUCHES} are counted.")
            }
        }
    }
}

impl std::error::Error for PathTableError {}

#[cfg(test)]
mod tests;
