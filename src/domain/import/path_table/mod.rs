//! Path tables: a row a path, with its conversions, their value and its nulls.

mod row;
mod separator;

use std::io::Read;

use super::{
    Pass,
    fault::FileFault,
    input::Input,
    reject::Rejection,
    rows::{Ended, Rows},
    table::{Checksum, Reading},
};
use crate::{
    domain::{
        channel::{ChannelId, Channels, TooManyChannels},
        journey::Paths,
        lead::{Cents, Names},
        path::{NamedPath, PathFilter, PathTable, Rewrite},
    },
    pack::Pack,
};
pub use row::is_path_column;
use row::{Header, Row};
pub use separator::Separator;

/// Rows that are looked at for the separator.
const SAMPLE: usize = 200;

/// Rejected rows that a refusal shows.
const SHOWN: usize = 3;

/// Touches that are counted at most: their number fits 32 bits.
const MOST_TOUCHES: u64 = 4_000_000_000;

/// What one path table held.
#[derive(Clone, Debug, PartialEq)]
pub struct PathsRead {
    pub bytes: u64,
    pub checksum: Checksum,
    pub reading: Reading,
    /// Data rows in the file: accepted and rejected.
    pub read: u32,
    pub accepted: u32,
    pub rejected: Vec<Rejection>,
    pub paths: PathSource,
}

/// Paths by name, with what was counted of each.
#[derive(Clone, Debug, PartialEq, Pack)]
pub struct PathSource {
    pub separator: Separator,
    pub channels: Channels,
    paths: Paths,
    counts: Vec<(u32, u32, Option<Cents>)>,
}

impl PathSource {
    /// Whether what was read back points only to what is there.
    pub fn is_consistent(&self) -> bool {
        self.paths.are_consistent(self.channels.len()) && self.paths.len() == self.counts.len()
    }
}

/// Why a path table cannot be read.
#[derive(Clone, Debug, PartialEq)]
pub enum PathTableError {
    File(FileFault),
    Channels(TooManyChannels),
    TooManyTouches(u64),
    /// Every row was rejected; the first of them.
    NothingRead {
        read: u32,
        first: Vec<Rejection>,
    },
}

/// An import under way.
pub struct PathImport<R: Read> {
    rows: Rows<R>,
    header: Header,
    separator: Separator,
    found: Found,
}

impl<R: Read> PathImport<R> {
    /// Checks that this is a path table and tells by what its paths are parted, unless that is given.
    pub fn open(input: Input<R>, separator: Option<&str>) -> Result<Self, FileFault> {
        let mut rows = Rows::of(input);
        let header = Header::read(&rows.input().reading().names)?;
        let separator = match separator.filter(|given| !given.is_empty()) {
            Some(given) => Separator::given(given),
            None => Separator::of(rows.peek(SAMPLE)?.iter().filter_map(|row| header.path(row.fields()))),
        };
        Ok(PathImport { rows, header, separator, found: Found::default() })
    }

    /// Reads at most `rows` rows.
    pub fn read_rows(&mut self, rows: usize) -> Result<Pass, FileFault> {
        let (header, separator, found) = (&self.header, &self.separator, &mut self.found);
        self.rows.pass(rows, |row| header.row(row.cells, &separator.sign).map(|row| found.push(row)).map_err(Box::new))
    }

    /// Bytes of the file taken in so far.
    pub fn bytes_read(&self) -> u64 {
        self.rows.bytes()
    }

    /// Data rows read so far.
    pub fn rows_read(&self) -> u32 {
        self.rows.read()
    }

    pub fn finish(self) -> Result<PathsRead, PathTableError> {
        let Ended { bytes, checksum, reading, read, mut rejected } = self.rows.end()?;
        if rejected.len() as u32 == read {
            rejected.truncate(SHOWN);
            return Err(PathTableError::NothingRead { read, first: rejected });
        }
        let touches = self.found.touches();
        if touches > MOST_TOUCHES {
            return Err(PathTableError::TooManyTouches(touches));
        }
        let accepted = read - rejected.len() as u32;
        let paths = self.found.source(self.separator).map_err(PathTableError::Channels)?;
        Ok(PathsRead { bytes, checksum, reading, read, accepted, rejected, paths })
    }
}

impl PathSource {
    /// Journeys whose path fits.
    pub fn count(&self, fits: impl Fn(&[ChannelId]) -> bool) -> u32 {
        let fitting = (0..self.counts.len()).filter(|path| fits(self.paths.get(*path as u32)));
        fitting.map(|path| self.counts[path].0 + self.counts[path].1).sum()
    }

    /// The table of those paths that fit, their channels rewritten.
    pub fn table(&self, filter: &PathFilter, rewrite: &Rewrite) -> Result<PathTable, TooManyChannels> {
        let names: Vec<String> =
            (0..self.channels.len()).map(|at| rewrite.name(ChannelId(at as u16), &self.channels)).collect();
        let of = |path: usize| -> Vec<&str> {
            let ids = self.paths.get(path as u32).iter().filter_map(|channel| rewrite.of(*channel));
            ids.map(|channel| names[channel.index()].as_str()).collect()
        };
        let fits = filter.matcher(&self.channels);
        let fitting = (0..self.counts.len()).filter(|path| fits(self.paths.get(*path as u32)));
        let paths: Vec<(Vec<&str>, usize)> = fitting.map(|path| (of(path), path)).collect();
        let counted = paths.iter().map(|(channels, path)| (channels, &self.counts[*path]));
        PathTable::from_named(counted.map(|(channels, (conversions, nulls, value))| NamedPath {
            channels,
            conversions: *conversions,
            nulls: *nulls,
            value: *value,
        }))
    }
}

#[derive(Default)]
struct Found {
    names: Names,
    paths: Vec<(Vec<usize>, u32, u32, Option<Cents>)>,
}

impl Found {
    fn push(&mut self, row: Row) {
        let mut ids = Vec::with_capacity(row.channels.len());
        for name in row.channels {
            ids.push(self.names.intern(&name).index());
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

    fn source(&self, separator: Separator) -> Result<PathSource, TooManyChannels> {
        let channels = Channels::new(self.names.iter().map(|(_, name)| name))?;
        let mut ids = vec![ChannelId(0); self.names.len()];
        for (id, name) in self.names.iter() {
            ids[id.index()] = channels.find(name).unwrap_or(ChannelId(0));
        }
        let (mut paths, mut counts) = (Paths::default(), Vec::with_capacity(self.paths.len()));
        for (path, conversions, nulls, value) in &self.paths {
            let path: Vec<ChannelId> = path.iter().map(|index| ids[*index]).collect();
            paths.push(&path);
            counts.push((*conversions, *nulls, *value));
        }
        Ok(PathSource { separator, channels, paths, counts })
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
            PathTableError::NothingRead { read, first } => {
                let first: Vec<String> = first.iter().map(ToString::to_string).collect();
                write!(out, "None of the {read} rows could be read. The first: {}.", first.join("; "))
            }
            PathTableError::TooManyTouches(touches) => {
                write!(out, "The table holds {touches} touches; at most {MOST_TOUCHES} are counted.")
            }
        }
    }
}

impl std::error::Error for PathTableError {}

#[cfg(test)]
mod tests;
