//! A row by csv-core's state machine.

use csv_core::{ReadRecordResult, Reader};

use crate::domain::import::record::Fields;

/// The row that is read, in room that is used again.
pub(super) struct Parsed {
    core: Box<Reader>,
    bytes: Vec<u8>,
    ends: Vec<usize>,
    length: usize,
    cells: usize,
    /// The ends of all cells, once the row has ended.
    whole: Vec<u32>,
}

impl Parsed {
    pub(super) fn by(core: Reader) -> Parsed {
        let (bytes, ends) = (vec![0; 1 << 10], vec![0; 64]);
        let mut parsed = Parsed { core: Box::new(core), bytes, ends, length: 0, cells: 0, whole: Vec::new() };
        // At its first byte it would pass over a byte order mark, and what it reads can begin with one in the midst of a text.
        parsed.take(b"\n");
        parsed
    }

    /// Begins a row.
    pub(super) fn begin(&mut self) {
        (self.length, self.cells) = (0, 0);
        self.whole.clear();
    }

    /// Goes on with it; whether it is whole now, and how many bytes were taken.
    pub(super) fn take(&mut self, input: &[u8]) -> (bool, usize) {
        if self.length == self.bytes.len() {
            self.bytes.resize(2 * self.length, 0);
        }
        if self.cells == self.ends.len() {
            self.ends.resize(2 * self.cells, 0);
        }
        let (bytes, ends) = (&mut self.bytes[self.length..], &mut self.ends[self.cells..]);
        let (result, taken, written, cells) = self.core.read_record(input, bytes, ends);
        (self.length, self.cells) = (self.length + written, self.cells + cells);
        let is_whole = result == ReadRecordResult::Record;
        if is_whole {
            self.whole.extend(self.ends[..self.cells].iter().map(|end| *end as u32));
        }
        (is_whole, taken)
    }

    /// Ends the last row of a text; false where its quote is open, so that a line break is a part of it.
    pub(super) fn end(&mut self) -> bool {
        let is_closed = self.take(b"\n").0;
        if !is_closed {
            self.length = self.length.saturating_sub(1);
            self.ends.truncate(self.cells);
            self.ends.push(self.length);
            self.whole.extend(self.ends.iter().map(|end| *end as u32));
        }
        is_closed
    }

    pub(super) fn fields(&self) -> Fields<'_> {
        Fields::new(&self.bytes[..self.length], &self.whole, 0)
    }
}
