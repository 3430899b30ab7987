//! A table of touchpoints, row by row, to [`Observed`] journeys.

use std::io::Read;

use super::{
    Join, Observed, SegmentColumn,
    amount::{Amount, DecimalSign},
    beside::Beside,
    build,
    cells::{Cells, Columns},
    currency::Currency,
    decided::Decided,
    field::{Field, Mapped, is_known},
    mapping,
    profile::{Profile, profiles},
    refusal::Refusal,
    settings::Settings,
    staging::{Event, Money, NO_CHANNEL, Staging},
    stamp::Stamp,
    word::{flag, is_blank},
};
use crate::domain::{
    import::{Ended, Input, Pass, Reason, Record, Rejection, Row, Rows, table::Form},
    sorting,
};

/// Rows that are looked at for what no name tells.
const SAMPLE: usize = 200;

/// Most rows: the number of their times and conversions fits 32 bits.
const MOST_EVENTS: usize = 1 << 31;

/// Most bytes of distinct ids or names: their ends fit 32 bits.
pub(super) const MOST_BYTES: usize = u32::MAX as usize - (1 << 24);

/// Most channels: beyond, the column holds something else.
const MOST_CHANNELS: usize = 5_000;

/// Rejected rows that a refusal shows.
const SHOWN: usize = 3;

/// An import under way.
pub struct EventImport<R: Read> {
    rows: Rows<R>,
    profiles: Vec<Profile>,
    /// Bytes of a row and of its customer's id, by the first rows.
    row_bytes: Option<(u64, u64)>,
    join: Option<Join>,
    reader: Reader,
}

/// Takes in row after row.
struct Reader {
    settings: Settings,
    /// A currency that is given by its code or sign.
    currency: Option<Currency>,
    mapped: Vec<Mapped>,
    columns: Columns,
    staging: Staging,
    /// A date and its clock, where they stand in two columns.
    joined: Vec<u8>,
    beside: Beside,
}

impl<R: Read> EventImport<R> {
    /// Looks at the first rows and finds the columns.
    pub fn open(table: Input<R>, settings: Settings) -> Result<Self, Refusal> {
        if settings.lookback_days.is_some_and(|days| !(days > 0.0 && days.is_finite())) {
            return Err(Refusal::Lookback(settings.lookback_days.unwrap_or_default()));
        }
        let mut rows = Rows::of(table);
        let sample = rows.peek(SAMPLE)?;
        let names = rows.input().reading().names;
        let profiles = profiles(&names, &sample);
        // A document of journeys says itself whose touches belong together.
        let by_journey = rows.input().has_journeys();
        let mapped = match mapping::map(&names, &sample, &settings.columns, by_journey) {
            Ok(mapped) => mapped,
            Err(error) => return Err(Refusal::Mapping { error, columns: profiles }),
        };
        let columns = Columns::of(&mapped);
        let segments = mapped.iter().filter(|mapped| mapped.field == Field::Segment);
        let segments = segments.map(|mapped| SegmentColumn::of(&mapped.name)).collect();
        let whole: usize = sample.iter().map(Record::room).sum();
        let ids: usize = sample.iter().filter_map(|row| row.get(columns.customer)).map(<[u8]>::len).sum();
        let mean = |bytes: usize| bytes as u64 / sample.len() as u64;
        let row_bytes = (!sample.is_empty()).then(|| (mean(whole), mean(ids)));
        let reader = Reader {
            currency: settings.currency.as_deref().and_then(Currency::named),
            settings,
            staging: Staging::of(segments, columns.beside.len()),
            columns,
            mapped,
            joined: Vec::new(),
            beside: Beside::default(),
        };
        Ok(EventImport { rows, profiles, row_bytes, join: None, reader })
    }

    /// Takes persona, play and ZIP from leads of the same ids where the touchpoints tell none.
    pub fn join(&mut self, join: Join) {
        self.join = Some(join);
    }

    /// Reads at most `rows` rows.
    pub fn read_rows(&mut self, rows: usize) -> Result<Pass, Refusal> {
        let reader = &mut self.reader;
        let pass = self.rows.pass(rows, |row| reader.read(row))?;
        self.reader.check_limits(&self.profiles)?;
        Ok(pass)
    }

    /// Bytes that a row takes in the file, in memory while it is read, and in the dataset that is stored: as if every
    /// third row were of a new customer, which few files exceed.
    pub fn bytes_a_row(&self) -> Option<(u64, u64, u64)> {
        let (row, id) = self.row_bytes.filter(|_| matches!(self.rows.input().reading().form, Form::Delimited(_)))?;
        let beside = if self.reader.columns.beside.is_empty() { 0 } else { 4 };
        Some((row, 32 + beside + (id + 80) / 3, 8 + 16 / 3))
    }

    /// Bytes of the file taken in so far.
    pub fn bytes_read(&self) -> u64 {
        self.rows.bytes()
    }

    /// Data rows read so far.
    pub fn rows_read(&self) -> u32 {
        self.rows.read()
    }

    /// Ends the pass and makes the journeys. `zone` holds the table of all zones, where the settings name one.
    pub fn finish(self, zone: Option<&[u8]>) -> Result<Observed, Refusal> {
        let Reader { settings, mapped, columns, mut staging, beside, .. } = self.reader;
        // What is needed for reading alone does not stand beside what is built.
        drop(beside);
        if let Some(name) = self.rows.input().left_out().and_then(|left| left.names.iter().find(|name| is_known(name)))
        {
            return Err(Refusal::LateColumn { name: name.clone() });
        }
        let shape = columns.conversion.and_then(|at| self.rows.input().speaks_of_journeys(at));
        let Ended { bytes, checksum, reading, read, mut rejected } = self.rows.end()?;
        let mut decided = Decided::of(&staging, &settings, &mapped, zone)?;
        for (event, rejection) in decided.contrary() {
            let (row, line) = staging.place(event);
            staging.left_out.push(event);
            rejected.push(rejection.at(row, line));
        }
        sorting::sort_by(&mut rejected, |a, b| a.row.cmp(&b.row));
        let accepted = read - rejected.len() as u32;
        if accepted == 0 {
            rejected.truncate(SHOWN);
            return Err(Refusal::NothingRead { read, first: rejected });
        }
        let (journeys, touchpoints) =
            build::journeys(staging, settings, (mapped, self.profiles), shape, self.join.as_ref(), &mut decided)?;
        Ok(Observed { bytes, checksum, reading, read, accepted, rejected, touchpoints, journeys })
    }
}

impl Reader {
    fn check_limits(&self, columns: &[Profile]) -> Result<(), Refusal> {
        let staging = &self.staging;
        if staging.len() >= MOST_EVENTS {
            return Err(Refusal::TooManyEvents(staging.len()));
        }
        if staging.customers.bytes() >= MOST_BYTES || staging.combinations.bytes() >= MOST_BYTES {
            return Err(Refusal::TooManyNames);
        }
        if staging.channels.len() > MOST_CHANNELS {
            let name = |at: u32| String::from_utf8_lossy(staging.channels.get(at)).into_owned();
            let column = self.mapped.iter().find(|mapped| mapped.column as usize == self.columns.channel);
            return Err(Refusal::NoChannels {
                column: column.map(|mapped| mapped.name.clone()).unwrap_or_default(),
                most: MOST_CHANNELS,
                found: (0..3).map(name).collect(),
                columns: columns.to_vec(),
                mapped: self.mapped.clone(),
            });
        }
        Ok(())
    }

    fn read(&mut self, row: Row) -> Result<(), Box<Rejection>> {
        let (number, line) = (row.number, row.line);
        let row = row.cells;
        let cells = Cells { row, mapped: &self.mapped };
        let columns = &self.columns;
        let staging = &mut self.staging;
        let customer = cells.among(columns.customer, &staging.customers)?;
        if customer.is_blank() {
            return Err(cells.reject(columns.customer, Reason::Blank));
        }
        let time = match columns.clock {
            None => row.cell(columns.time),
            Some(clock) => joined(&mut self.joined, row.cell(columns.time), row.cell(clock)),
        };
        let stamp = Stamp::parse(time).ok_or_else(|| match is_blank(time.trim_ascii()) {
            true => cells.reject(columns.time, Reason::Blank),
            false => cells.reject(columns.time, Reason::NotATime),
        })?;
        if let (Some(orders), Some(order)) = (stamp.orders(), self.settings.date_order)
            && !orders.has(order)
        {
            return Err(cells.reject(columns.time, Reason::OtherDateOrder { order }));
        }
        let (sign, currency) = (self.settings.decimal_sign, self.currency);
        let amount = |at: Option<usize>| match at.filter(|at| !is_blank(row.cell(*at).trim_ascii())) {
            None => Ok(None),
            Some(at) => read_amount(&cells, at, sign, currency).map(Some),
        };
        let (value, cost) = (amount(columns.value)?, amount(columns.cost)?);
        let converts = match columns.conversion {
            Some(at) => flag(row.cell(at)).ok_or_else(|| cells.reject(at, Reason::NotAFlag))?,
            None => value.is_some_and(|value| !value.is_zero()),
        };
        let channel = cells.among(columns.channel, &staging.channels)?;
        if channel.is_blank() && !converts {
            return Err(cells.reject(columns.channel, Reason::Blank));
        }
        if !columns.beside.is_empty() {
            let number = self.beside.number(&cells, columns, staging)?;
            staging.beside.push(number);
        }
        let channel = match channel.is_blank() {
            true => NO_CHANNEL,
            // More than fit are refused soon.
            false => u16::try_from(channel.number(&mut staging.channels)).unwrap_or(NO_CHANNEL - 1),
        };
        let customer = customer.number(&mut staging.customers);
        let event = staging.len() as u32;
        staging.dates.witness(stamp, event, time);
        keep(&mut staging.values, value, event, &cells, columns.value, converts);
        keep(&mut staging.costs, cost, event, &cells, columns.cost, true);
        staging.push(Event { stamp, customer, channel, converts }, number, line);
        Ok(())
    }
}

/// Amounts speak for their column even where they count for nothing: the value of what is no conversion.
fn keep(money: &mut Money, amount: Option<Amount>, event: u32, cells: &Cells, at: Option<usize>, counts: bool) {
    if let (Some(amount), Some(at)) = (amount, at) {
        money.votes.witness(&amount, event, cells.row.cell(at));
        if counts {
            money.push(event, amount);
        }
    }
}

/// A date and its clock in one cell.
fn joined<'a>(joined: &'a mut Vec<u8>, date: &[u8], clock: &[u8]) -> &'a [u8] {
    joined.clear();
    joined.extend_from_slice(date.trim_ascii());
    if !is_blank(clock.trim_ascii()) {
        joined.push(b' ');
        joined.extend_from_slice(clock.trim_ascii());
    }
    joined
}

fn read_amount(
    cells: &Cells,
    at: usize,
    sign: Option<DecimalSign>,
    given: Option<Currency>,
) -> Result<Amount, Box<Rejection>> {
    let amount = Amount::parse(cells.row.cell(at)).ok_or_else(|| cells.reject(at, Reason::NotAnAmount))?;
    if let Some(sign) = sign.filter(|sign| amount.by(*sign).is_none()) {
        return Err(cells.reject(at, Reason::OtherDecimalSign { sign }));
    }
    if let (Some(named), Some(given)) = (amount.currency, given)
        && !named.may_be(given)
    {
        return Err(cells.reject(at, Reason::OtherCurrency { first: given.name().to_owned() }));
    }
    match amount.is_negative() {
        true => Err(cells.reject(at, Reason::Negative)),
        false => Ok(amount),
    }
}
