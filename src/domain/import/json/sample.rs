//! The first elements, from which the columns are told before any row is handed out.

use std::io::Read;

use super::{JsonTable, frame::Frame};
use crate::domain::import::{FileFault, table::Advance};

/// A number of elements, and of their bytes.
pub(super) struct Extent {
    pub(super) elements: usize,
    bytes: usize,
}

/// How far columns are looked for.
const SAMPLE: Extent = Extent { elements: 50_000, bytes: 4 << 20 };

/// The same where no column has been found yet.
pub(super) const LONGEST: Extent = Extent { elements: 10_000, bytes: 64 << 20 };

impl<R: Read> JsonTable<R> {
    pub(super) fn find_columns(&mut self) -> Result<(), FileFault> {
        let mut bytes = 0;
        loop {
            let within = |most: Extent| self.sample.len() < most.elements && bytes < most.bytes;
            if !within(if self.columns.len() > 0 { SAMPLE } else { LONGEST }) {
                break;
            }
            match self.frames.next()? {
                Frame::Idle => continue,
                Frame::End => break,
                Frame::Element(element) => {
                    bytes += element.bytes.len();
                    if let Ok(text) = str::from_utf8(&element.bytes) {
                        self.columns.learn(text);
                    }
                    self.sample.push_back(Frame::Element(element));
                }
                rejected => self.sample.push_back(rejected),
            }
        }
        match self.columns.len() {
            0 => Err(FileFault::NoObjects { first: self.first_rejected()? }),
            _ => Ok(()),
        }
    }

    /// Why nothing can be read.
    fn first_rejected(&mut self) -> Result<Option<String>, FileFault> {
        let mut row = 0;
        while !self.sample.is_empty() || self.journey.is_some() {
            match self.read_on()? {
                Advance::Row => row += 1,
                Advance::Idle => {}
                Advance::End => break,
                Advance::Rejected(rejection) => {
                    let line = u32::try_from(self.line).unwrap_or(u32::MAX);
                    return Ok(Some(rejection.at(row + 1, line).to_string()));
                }
            }
        }
        Ok(None)
    }
}
