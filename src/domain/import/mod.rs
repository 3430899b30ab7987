//! Bytes of a CSV of leads to [`Import`]: what could be read and what was rejected.
//!
//! One streaming pass, in steps, so that the caller can report progress and stop.
//! A fault of a row never refuses the file; accepted + rejected = read.

mod cell;
mod column;
mod fault;
mod reject;
mod source;

use std::io::Read;

use csv::{ByteRecord, Reader, ReaderBuilder};

use super::lead::{Lead, Leads};
use column::Header;
pub use column::{Column, KNOWN_COLUMNS};
pub use fault::FileFault;
pub use reject::{Reason, Rejection};
pub use source::Checksum;
use source::{EndMark, Source};

/// Bytes asked of the source at a time. Reading 40 MB through 4 MiB slices takes
/// a twentieth of the time it takes through 8 KiB ones.
const SLICE: usize = 4 << 20;

/// What one file of leads held.
#[derive(Clone, Debug, PartialEq)]
pub struct Import {
    pub leads: Leads,
    pub rejected: Vec<Rejection>,
    /// Known columns that the file lacks, by name.
    pub absent_columns: Vec<String>,
    /// Known columns that occur more than once; the first is read.
    pub repeated_columns: Vec<String>,
    pub checksum: Checksum,
    pub bytes: u64,
}

impl Import {
    /// Data rows in the file: accepted and rejected.
    pub fn read(&self) -> usize {
        self.leads.len() + self.rejected.len()
    }
}

/// Reads a whole file of leads at once.
pub fn read_leads(source: impl Read) -> Result<Import, FileFault> {
    let mut import = LeadImport::open(source)?;
    while import.read_rows(usize::MAX)? == Pass::Running {}
    import.finish()
}

/// Whether rows are left to read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pass {
    Running,
    Ended,
}

/// An import under way.
pub struct LeadImport<R: Read> {
    reader: Reader<Source<R>>,
    header: Header,
    record: ByteRecord,
    row: u32,
    leads: Leads,
    rejected: Vec<Rejection>,
}

impl<R: Read> LeadImport<R> {
    /// Reads the header and checks that this is a file of leads.
    pub fn open(source: R) -> Result<Self, FileFault> {
        let mut reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .buffer_capacity(SLICE)
            .from_reader(Source::new(source));
        let mut record = ByteRecord::new();
        let found = reader.read_byte_record(&mut record);
        if let Some(fault) = reader.get_ref().fault() {
            return Err(fault);
        }
        found?;
        match source::end_mark(reader.get_ref(), reader.position().byte(), &record) {
            Some(EndMark::Alone) => return Err(FileFault::Empty),
            Some(EndMark::Swallowed) => return Err(FileFault::UnclosedHeader),
            None => {}
        }
        let header = Header::read(&record)?;
        Ok(LeadImport { reader, header, record, row: 0, leads: Leads::default(), rejected: Vec::new() })
    }

    /// Reads at most `rows` rows.
    pub fn read_rows(&mut self, rows: usize) -> Result<Pass, FileFault> {
        for _ in 0..rows {
            let more = self.reader.read_byte_record(&mut self.record)?;
            let mark = source::end_mark(self.reader.get_ref(), self.reader.position().byte(), &self.record);
            if !more || mark == Some(EndMark::Alone) {
                return Ok(Pass::Ended);
            }
            self.row = self.row.saturating_add(1);
            self.take_record(mark == Some(EndMark::Swallowed));
        }
        Ok(Pass::Running)
    }

    /// Bytes taken from the source so far.
    pub fn bytes_read(&self) -> u64 {
        self.reader.get_ref().bytes()
    }

    /// Data rows read so far.
    pub fn rows_read(&self) -> u32 {
        self.row
    }

    /// Ends the pass. A file without a data row is refused.
    pub fn finish(self) -> Result<Import, FileFault> {
        if self.row == 0 {
            return Err(FileFault::HeaderOnly);
        }
        let source = self.reader.get_ref();
        Ok(Import {
            leads: self.leads,
            rejected: self.rejected,
            absent_columns: self.header.absent(),
            repeated_columns: self.header.repeated(),
            checksum: source.checksum(),
            bytes: source.bytes(),
        })
    }

    fn take_record(&mut self, unclosed: bool) {
        let line = self.record.position().map_or(0, csv::Position::line);
        let line = u32::try_from(line).unwrap_or(u32::MAX);
        let result = match unclosed {
            true => Err(Rejection::unclosed(self.reader.get_ref().last_line(self.reader.position().line()))),
            false => self.read_lead(line),
        };
        if let Err(rejection) = result {
            self.rejected.push(rejection.at(self.row, line));
        }
    }

    fn read_lead(&mut self, line: u32) -> Result<(), Rejection> {
        let cells = self.header.cells(&self.record)?;
        let id = cells.name(Column::PropertyId)?;
        let persona = cells.name(Column::PrimaryPersona)?;
        let play = cells.optional_name(Column::RecommendedPlay)?;
        let zip = cells.zip();
        let sii = cells.number(Column::SiiScore)?;
        let risk = cells.optional_number(Column::RiskScore)?;
        let estimated_value = cells.optional_money(Column::EstimatedValue)?;
        let lead = Lead {
            line,
            persona: self.leads.personas.intern(persona),
            play: play.map(|play| self.leads.plays.intern(play)),
            zip,
            sii,
            risk,
            estimated_value,
        };
        self.leads
            .push(id, lead)
            .map_err(|first_line| Rejection::cell(Column::PropertyId, id.as_bytes(), Reason::Duplicate { first_line }))
    }
}

#[cfg(test)]
mod tests;
