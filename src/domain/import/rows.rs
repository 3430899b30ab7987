//! The rows of a file, one by one, and those that are left out.

use std::io::Read;

use super::{
    Pass,
    fault::FileFault,
    input::Input,
    record::{Fields, Record},
    reject::Rejection,
    table::{Advance, Checksum, Reading},
};

/// A file whose rows are being read.
pub struct Rows<R: Read> {
    input: Input<R>,
    read: u32,
    rejected: Vec<Rejection>,
}

/// One row and where it stands.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    pub cells: Fields<'a>,
    /// Data row, from 1.
    pub number: u32,
    /// Line of the file on which it begins, from 1.
    pub line: u32,
}

/// What is known of a file at its end.
#[derive(Clone, Debug, PartialEq)]
pub struct Ended {
    pub bytes: u64,
    pub checksum: Checksum,
    pub reading: Reading,
    /// Rows read: accepted and rejected.
    pub read: u32,
    pub rejected: Vec<Rejection>,
}

impl<R: Read> Rows<R> {
    pub fn of(input: Input<R>) -> Rows<R> {
        Rows { input, read: 0, rejected: Vec::new() }
    }

    pub fn input(&self) -> &Input<R> {
        &self.input
    }

    /// The first rows from here on, which still come.
    pub fn peek(&mut self, rows: usize) -> Result<Vec<Record>, FileFault> {
        self.input.peek(rows)
    }

    /// Takes in at most `rows` rows by `read`; one that it cannot read, or that has not as many cells as the header, is
    /// left out.
    pub fn pass(
        &mut self,
        rows: usize,
        mut read: impl FnMut(Row) -> Result<(), Box<Rejection>>,
    ) -> Result<Pass, FileFault> {
        let width = self.input.width();
        for _ in 0..rows {
            let result = match self.input.advance()? {
                Advance::Idle => return Ok(Pass::Running),
                Advance::End => return Ok(Pass::Ended),
                Advance::Rejected(rejection) => Err(rejection),
                Advance::Row => Ok(self.input.row()),
            };
            self.read = self.read.saturating_add(1);
            let line = u32::try_from(self.input.line()).unwrap_or(u32::MAX);
            let result = result.and_then(|cells| match cells.len() == width {
                true => read(Row { cells, number: self.read, line }),
                false => Err(Box::new(Rejection::ragged(cells.len(), width))),
            });
            if let Err(rejection) = result {
                self.rejected.push(rejection.at(self.read, line));
            }
        }
        Ok(Pass::Running)
    }

    /// Bytes of the file taken in so far.
    pub fn bytes(&self) -> u64 {
        self.input.bytes()
    }

    /// Rows read so far.
    pub fn read(&self) -> u32 {
        self.read
    }

    /// Ends the pass. A file without a row is refused.
    pub fn end(self) -> Result<Ended, FileFault> {
        if self.read == 0 {
            return Err(FileFault::HeaderOnly);
        }
        Ok(Ended {
            bytes: self.input.bytes(),
            checksum: self.input.checksum(),
            reading: self.input.reading(),
            read: self.read,
            rejected: self.rejected,
        })
    }
}
