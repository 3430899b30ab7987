//! Bytes of a file of leads to [`Import`]: what could be read and what was rejected.
//!
//! One streaming pass, in steps, so that the caller can report progress and stop.
//! A fault of a row never refuses the file; accepted + rejected = read.

mod cell;
mod column;
mod fault;
mod input;
mod json;
pub mod path_table;
mod reject;
pub mod table;

use std::io::Read;

use super::lead::{Lead, Leads};
use column::Header;
pub use column::{Column, KNOWN_COLUMNS};
pub use fault::FileFault;
pub use input::Input;
pub use json::JsonTable;
pub use reject::{Reason, Rejection};
pub use table::Checksum;
use table::{Advance, Hints, Reading};

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
    table: Input<R>,
    header: Header,
    row: u32,
    leads: Leads,
    rejected: Vec<Rejection>,
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
        Ok(LeadImport { table, header, row: 0, leads: Leads::default(), rejected: Vec::new() })
    }

    /// Reads at most `rows` rows.
    pub fn read_rows(&mut self, rows: usize) -> Result<Pass, FileFault> {
        for _ in 0..rows {
            match self.table.advance()? {
                Advance::Idle => return Ok(Pass::Running),
                Advance::End => {
                    if let Some(endless) = self.table.endless() {
                        self.row = self.row.saturating_add(1);
                        let line = u32::try_from(endless.line).unwrap_or(u32::MAX);
                        self.rejected.push(Rejection::endless(endless.last_line).at(self.row, line));
                    }
                    return Ok(Pass::Ended);
                }
                Advance::Rejected(rejection) => {
                    self.row = self.row.saturating_add(1);
                    let line = u32::try_from(self.table.line()).unwrap_or(u32::MAX);
                    self.rejected.push(rejection.at(self.row, line));
                }
                Advance::Row => {
                    self.row = self.row.saturating_add(1);
                    let line = u32::try_from(self.table.line()).unwrap_or(u32::MAX);
                    if let Err(rejection) = self.read_lead(line) {
                        self.rejected.push(rejection.at(self.row, line));
                    }
                }
            }
        }
        Ok(Pass::Running)
    }

    /// Bytes taken from the source so far.
    pub fn bytes_read(&self) -> u64 {
        self.table.bytes()
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
        Ok(Import {
            read: self.row,
            leads: self.leads,
            rejected: self.rejected,
            absent_columns: self.header.absent(),
            repeated_columns: self.header.repeated(),
            checksum: self.table.checksum(),
            bytes: self.table.bytes(),
            reading: self.table.reading(),
        })
    }

    fn read_lead(&mut self, line: u32) -> Result<(), Rejection> {
        let cells = self.header.cells(self.table.row())?;
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
