//! A table of touchpoints, row by row, to [`Observed`] journeys.

use std::io::Read;

use csv::ByteRecord;

use super::{
    Observed,
    amount::Amount,
    build,
    decided::Decided,
    field::{self, Field, Mapped},
    refusal::Refusal,
    settings::Settings,
    staging::{Event, Known, NO_CHANNEL, Staging, Valued},
    stamp::Stamp,
    word::{flag, is_blank},
};
use crate::domain::{
    import::{Input, Pass, Reason, Rejection, table::Advance},
    lead::{NameId, Names},
    zip::Zip,
};

/// Rows that are looked at for what no name tells.
const SAMPLE: usize = 200;

/// Longest id, channel or name, in bytes.
const LONGEST_NAME: usize = 200;

/// Most rows: their numbers fit 32 bits.
const MOST_EVENTS: usize = u32::MAX as usize - 1;

/// An import under way.
pub struct EventImport<R: Read> {
    table: Input<R>,
    settings: Settings,
    mapped: Vec<Mapped>,
    columns: Columns,
    staging: Staging,
    row: u32,
    rejected: Vec<Rejection>,
}

/// Where each field stands in a row.
#[derive(Clone, Copy, Debug)]
struct Columns {
    customer: usize,
    time: usize,
    channel: usize,
    conversion: Option<usize>,
    value: Option<usize>,
    play: Option<usize>,
    persona: Option<usize>,
    zip: Option<usize>,
}

impl<R: Read> EventImport<R> {
    /// Looks at the first rows and finds the columns.
    pub fn open(mut table: Input<R>, settings: Settings) -> Result<Self, Refusal> {
        let sample = table.peek(SAMPLE)?;
        let mapped = field::map(&table.reading().names, &sample, &settings.columns)?;
        let at = |field: Field| mapped.iter().find(|mapped| mapped.field == field).map(|mapped| mapped.column as usize);
        let columns = Columns {
            // Required fields are mapped, or there is an error.
            customer: at(Field::Customer).unwrap_or_default(),
            time: at(Field::Time).unwrap_or_default(),
            channel: at(Field::Channel).unwrap_or_default(),
            conversion: at(Field::Conversion),
            value: at(Field::Value),
            play: at(Field::Play),
            persona: at(Field::Persona),
            zip: at(Field::Zip),
        };
        Ok(EventImport { table, settings, mapped, columns, staging: Staging::default(), row: 0, rejected: Vec::new() })
    }

    /// Reads at most `rows` rows.
    pub fn read_rows(&mut self, rows: usize) -> Result<Pass, Refusal> {
        for _ in 0..rows {
            match self.table.advance()? {
                Advance::Idle => return Ok(Pass::Running),
                Advance::End => {
                    if let Some(endless) = self.table.endless() {
                        self.row = self.row.saturating_add(1);
                        self.rejected.push(Rejection::endless(endless.last_line).at(self.row, short(endless.line)));
                    }
                    return Ok(Pass::Ended);
                }
                Advance::Rejected(rejection) => {
                    self.row = self.row.saturating_add(1);
                    self.rejected.push(rejection.at(self.row, short(self.table.line())));
                }
                Advance::Row => {
                    self.row = self.row.saturating_add(1);
                    if let Err(rejection) = self.read_row() {
                        self.rejected.push(rejection.at(self.row, short(self.table.line())));
                    }
                }
            }
            if self.staging.len() >= MOST_EVENTS {
                return Err(Refusal::TooManyEvents(self.staging.len()));
            }
        }
        Ok(Pass::Running)
    }

    /// Bytes of the file taken in so far.
    pub fn bytes_read(&self) -> u64 {
        self.table.bytes()
    }

    /// Data rows read so far.
    pub fn rows_read(&self) -> u32 {
        self.row
    }

    /// Ends the pass and makes the journeys. `zone` holds the data of the zone that the settings name.
    pub fn finish(self, zone: Option<&[u8]>) -> Result<Observed, Refusal> {
        if self.row == 0 {
            return Err(crate::domain::import::FileFault::HeaderOnly.into());
        }
        let column =
            |field: Field| self.mapped.iter().find(|mapped| mapped.field == field).map(|mapped| mapped.name.clone());
        let mut decided = Decided::of(&self.staging, &self.settings, zone).map_err(|refusal| match refusal {
            Refusal::UnclearDates { dates, .. } => {
                Refusal::UnclearDates { column: column(Field::Time).unwrap_or_default(), dates }
            }
            Refusal::UnclearAmounts { amounts, .. } => {
                Refusal::UnclearAmounts { column: column(Field::Value).unwrap_or_default(), amounts }
            }
            other => other,
        })?;
        let (journeys, touchpoints) = build::journeys(self.staging, self.settings, self.mapped, &mut decided)?;
        Ok(Observed {
            bytes: self.table.bytes(),
            checksum: self.table.checksum(),
            reading: self.table.reading(),
            read: self.row,
            accepted: self.row - self.rejected.len() as u32,
            rejected: self.rejected,
            touchpoints,
            journeys,
        })
    }

    fn read_row(&mut self) -> Result<(), Rejection> {
        let row = self.table.row();
        if row.len() != self.table.width() {
            return Err(Rejection::ragged(row.len(), self.table.width()));
        }
        let cells = Cells { row, mapped: &self.mapped };
        let columns = self.columns;
        let staging = &mut self.staging;
        let customer = cells.name(columns.customer)?;
        if customer.is_empty() {
            return Err(cells.reject(columns.customer, Reason::Blank));
        }
        let stamp = Stamp::parse(&row[columns.time]);
        let stamp = stamp.ok_or_else(|| cells.reject(columns.time, Reason::NotATime))?;
        if staging.dates.contradicts(stamp, self.settings.date_order) {
            return Err(cells.reject(columns.time, Reason::OtherDateOrder));
        }
        let amount = match columns.value.filter(|at| !is_blank(row[*at].trim_ascii())) {
            None => None,
            Some(at) => Some(read_amount(&cells, at, staging, &self.settings)?),
        };
        let worth = amount.as_ref().is_some_and(|amount| amount.by_point.or(amount.by_comma) != Some(0));
        let converts = match columns.conversion {
            Some(at) => flag(&row[at]).ok_or_else(|| cells.reject(at, Reason::NotAFlag))?,
            None => worth,
        };
        let channel = cells.name(columns.channel)?;
        let channel = match channel {
            b"" if converts => NO_CHANNEL,
            b"" => return Err(cells.reject(columns.channel, Reason::Blank)),
            name => match u16::try_from(staging.channels.intern(name)) {
                Ok(number) if number != NO_CHANNEL => number,
                _ => return Err(cells.reject(columns.channel, Reason::TooManyChannels)),
            },
        };
        let persona = columns.persona.map(|at| cells.known(at, &mut staging.personas)).transpose()?.flatten();
        let play = columns.play.map(|at| cells.known(at, &mut staging.plays)).transpose()?.flatten();
        let customer = staging.customers.intern(customer);
        if columns.persona.or(columns.play).or(columns.zip).is_some() {
            staging.known.resize(staging.customers.len(), Known::default());
            let known = &mut staging.known[customer as usize];
            known.persona = known.persona.or(persona);
            known.play = known.play.or(play);
            if let (Zip::Unknown, Some(at)) = (known.zip, columns.zip) {
                known.zip = str::from_utf8(&row[at]).map_or(Zip::Unknown, Zip::read);
            }
        }
        if let Some(amount) = amount {
            staging.amounts.witness(&amount);
            if converts {
                staging.values.push(Valued { event: staging.len() as u32, amount });
            }
        }
        staging.push(Event { stamp, customer, channel, converts });
        Ok(())
    }
}

fn read_amount(cells: &Cells, at: usize, staging: &Staging, settings: &Settings) -> Result<Amount, Rejection> {
    let amount = Amount::parse(&cells.row[at]).ok_or_else(|| cells.reject(at, Reason::NotAnAmount))?;
    if staging.amounts.contradicts(&amount, settings.decimal_sign) {
        return Err(cells.reject(at, Reason::OtherDecimalSign));
    }
    if staging.amounts.mixes(&amount) {
        let first = staging.amounts.currency.clone().unwrap_or_default();
        return Err(cells.reject(at, Reason::OtherCurrency { first }));
    }
    if amount.by_point.or(amount.by_comma).is_some_and(|hundredths| hundredths < 0) {
        return Err(cells.reject(at, Reason::Negative));
    }
    Ok(amount)
}

struct Cells<'a> {
    row: &'a ByteRecord,
    mapped: &'a [Mapped],
}

impl<'a> Cells<'a> {
    /// A trimmed name; blank where it is a word for nothing.
    fn name(&self, at: usize) -> Result<&'a [u8], Rejection> {
        let cell = self.row[at].trim_ascii();
        if cell.len() > LONGEST_NAME {
            return Err(self.reject(at, Reason::TooLong { longest: LONGEST_NAME }));
        }
        if cell.iter().any(u8::is_ascii_control) {
            return Err(self.reject(at, Reason::ControlCharacter));
        }
        if !cell.is_ascii() && str::from_utf8(cell).is_err() {
            return Err(self.reject(at, Reason::NotUtf8));
        }
        Ok(if is_blank(cell) { b"" } else { cell })
    }

    fn known(&self, at: usize, names: &mut Names) -> Result<Option<NameId>, Rejection> {
        let name = self.name(at)?;
        let text = str::from_utf8(name).unwrap_or_default();
        Ok((!text.is_empty()).then(|| names.intern(text)))
    }

    fn reject(&self, at: usize, reason: Reason) -> Rejection {
        let mapped = self.mapped.iter().find(|mapped| mapped.column as usize == at);
        Rejection::named(mapped.map_or("", |mapped| &mapped.name), &self.row[at], reason)
    }
}

fn short(line: u64) -> u32 {
    u32::try_from(line).unwrap_or(u32::MAX)
}
