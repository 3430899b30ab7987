//! Bytes of a CSV of leads to [`Import`]: what could be read and what was rejected.
//!
//! One streaming pass, in steps, so that the caller can report progress and stop.
//! A fault of a row never refuses the file; accepted + rejected = read.

mod cell;
mod column;
mod fault;
mod lines;
pub mod path_table;
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
    /// Data rows in the file: accepted and rejected.
    pub read: u32,
    pub leads: Leads,
    pub rejected: Vec<Rejection>,
    /// Known columns that the file lacks, by name.
    pub absent_columns: Vec<String>,
    /// Known columns that occur more than once; the first is read.
    pub repeated_columns: Vec<String>,
    pub checksum: Checksum,
    pub bytes: u64,
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
    /// The line of a row that does not end, while what is behind it is passed over.
    endless: Option<u32>,
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
        Ok(LeadImport { reader, header, record, row: 0, leads: Leads::default(), rejected: Vec::new(), endless: None })
    }

    /// Reads at most `rows` rows.
    pub fn read_rows(&mut self, rows: usize) -> Result<Pass, FileFault> {
        if self.endless.is_some() {
            return self.drain();
        }
        for _ in 0..rows {
            let more = self.reader.read_byte_record(&mut self.record)?;
            let mark = source::end_mark(self.reader.get_ref(), self.reader.position().byte(), &self.record);
            if !more || mark == Some(EndMark::Alone) {
                return Ok(Pass::Ended);
            }
            self.row = self.row.saturating_add(1);
            let start = self.record.position().map_or(0, csv::Position::byte);
            let line = self.reader.get_mut().begin_row(start);
            let line = u32::try_from(line).unwrap_or(u32::MAX);
            if mark == Some(EndMark::Swallowed) {
                self.endless = Some(line);
                return Ok(Pass::Running);
            }
            if let Err(rejection) = self.read_lead(line) {
                self.rejected.push(rejection.at(self.row, line));
            }
        }
        Ok(Pass::Running)
    }

    /// Passes over what stands behind a row without an end, slice by slice, and rejects the row.
    fn drain(&mut self) -> Result<Pass, FileFault> {
        let mut slice = vec![0; SLICE];
        let more = self.reader.get_mut().drain(&mut slice);
        if more.map_err(|error| FileFault::Unreadable { cause: error.to_string() })? {
            return Ok(Pass::Running);
        }
        if let Some(line) = self.endless.take() {
            let last_line = self.reader.get_ref().last_line();
            self.rejected.push(Rejection::endless(last_line).at(self.row, line));
        }
        Ok(Pass::Ended)
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
            read: self.row,
            leads: self.leads,
            rejected: self.rejected,
            absent_columns: self.header.absent(),
            repeated_columns: self.header.repeated(),
            checksum: source.checksum(),
            bytes: source.bytes(),
        })
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
        if let Some(first_line) = self.leads.line_of(id) {
            return Err(Rejection::cell(Column::PropertyId, id.as_bytes(), Reason::Duplicate { first_line }));
        }
        let persona = self.leads.personas.intern(persona);
        let play = play.map(|play| self.leads.plays.intern(play));
        self.leads.push(id, Lead { line, persona, play, zip, sii, risk, estimated_value });
        Ok(())
    }
}

#[cfg(test)]
mod tests;
