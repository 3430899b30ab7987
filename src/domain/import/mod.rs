//! Bytes of a file of leads to [`Import`]: what could be read and what was rejected.
//!
//! One streaming pass, in steps, so that the caller can report progress and stop.
//! A fault of a row never refuses the file; accepted + rejected = read.

mod advice;
mod breaks;
mod cell;
mod column;
mod fault;
mod input;
mod json;
pub mod path_table;
mod personal;
mod record;
mod reject;
mod rows;
pub mod table;

use std::io::Read;

use super::{
    lead::{Lead, Leads},
    touchpoint::SegmentColumn,
};
pub use advice::{RejectedKind, RejectedRow, by_kind};
use column::Header;
pub use column::{Column, KNOWN_COLUMNS};
pub use fault::{FileFault, codec_failed};
pub use input::Input;
pub use json::JsonTable;
pub use personal::Personal;
pub use record::{Fields, Record};
pub use reject::{Reason, Rejection};
pub use rows::{Ended, Row, Rows};
pub use table::Checksum;
use table::{Hints, Reading};

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
    pub reading: Reading,
}

/// Reads a whole file of leads at once.
pub fn read_leads(source: impl Read) -> Result<Import, FileFault> {
    let mut import = LeadImport::open(source, &Hints::default())?;
    while import.read_rows(usize::MAX)? == Pass::Running {}
    import.finish()
}

/// Whether leads alone have a column of this name, and need it.
pub fn is_lead_column(name: &str) -> bool {
    let name = name.trim().to_ascii_lowercase();
    Column::REQUIRED.iter().any(|column| column.name() == name)
}

/// Whether rows are left to read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pass {
    Running,
    Ended,
}

/// An import under way.
pub struct LeadImport<R: Read> {
    rows: Rows<R>,
    header: Header,
    leads: Leads,
}

impl<R: Read> LeadImport<R> {
    /// Reads the header and checks that this is a file of leads.
    pub fn open(source: R, hints: &Hints) -> Result<Self, FileFault> {
        let known = |name: &str| KNOWN_COLUMNS.contains(&name);
        let hints = &Hints { header: Some(true), ..hints.clone() };
        LeadImport::of_table(Input::open(source, hints, known)?)
    }

    /// The same of a file whose columns are known.
    pub fn of_table(table: Input<R>) -> Result<Self, FileFault> {
        let header = Header::read(&table.reading().names)?;
        let present = Column::SEGMENTS.iter().filter(|column| header.position(**column).is_some());
        let mut leads = Leads::default();
        leads.segments = present.map(|column| SegmentColumn::of(column.name())).collect();
        Ok(LeadImport { rows: Rows::of(table), header, leads })
    }

    /// Reads at most `rows` rows.
    pub fn read_rows(&mut self, rows: usize) -> Result<Pass, FileFault> {
        let (header, leads) = (&self.header, &mut self.leads);
        self.rows.pass(rows, |row| read_lead(header, leads, row))
    }

    /// Bytes taken from the source so far.
    pub fn bytes_read(&self) -> u64 {
        self.rows.bytes()
    }

    /// Data rows read so far.
    pub fn rows_read(&self) -> u32 {
        self.rows.read()
    }

    /// Ends the pass. A file without a data row is refused.
    pub fn finish(self) -> Result<Import, FileFault> {
        let Ended { bytes, checksum, reading, read, rejected } = self.rows.end()?;
        Ok(Import {
            read,
            leads: self.leads,
            rejected,
            absent_columns: self.header.absent(),
            repeated_columns: self.header.repeated(),
            checksum,
            bytes,
            reading,
        })
    }
}

fn read_lead(header: &Header, leads: &mut Leads, row: Row) -> Result<(), Box<Rejection>> {
    let cells = header.cells(row.cells);
    let id = cells.name(Column::PropertyId)?;
    let persona = cells.name(Column::PrimaryPersona)?;
    let play = cells.optional_name(Column::RecommendedPlay)?;
    let zip = cells.zip();
    let sii = cells.number(Column::SiiScore)?;
    let risk = cells.optional_number(Column::RiskScore)?;
    let estimated_value = cells.optional_money(Column::EstimatedValue)?;
    if let Some(first_line) = leads.line_of(id) {
        let reason = Reason::Duplicate { first_line };
        return Err(Box::new(Rejection::cell(Column::PropertyId, id.as_bytes(), reason)));
    }
    let persona = leads.personas.intern(persona);
    let play = play.map(|play| leads.plays.intern(play));
    let mut words = [0; 2];
    for (column, word) in leads.segments.iter_mut().zip(&mut words) {
        // A segment rejects no row.
        let cell = Column::SEGMENTS.iter().find(|known| known.name() == column.name);
        *word = column.number_of(cell.and_then(|cell| cells.optional_name(*cell).ok().flatten()));
    }
    leads.push(id, Lead { line: row.line, persona, play, zip, sii, risk, estimated_value, words });
    Ok(())
}

#[cfg(test)]
mod tests;
