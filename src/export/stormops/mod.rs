//! The four tables in which StormOps exchanges data, as CSV and as SQL. docs/exchange.md lists their columns.
//!
//! Every row says which journeys it speaks of and whether they are synthetic; every credit its model and its interval. To
//! write the same tables twice into a database leaves it as once.

mod asking;
mod counting;
mod job;
mod schema;
mod touches;

use super::{
    chunks::Chunks,
    csv,
    sql::{Dialect, SqlFile},
    value::Value,
};
use crate::{
    domain::{
        dataset::Dataset,
        journey::{Journey, Origin},
        uncertainty::Interval,
        zip::Zip,
    },
    pack::Pack,
};
pub use asking::{MOST_FITTED, Question, Subject, attribute, questions};
pub use job::ExchangeJob;
use schema::schema;

/// What stands for an unknown play, as `unknown` stands for an unknown ZIP code.
pub const UNKNOWN_PLAY: &str = "unknown";

/// What stands for a ZIP code in rows that speak of all ZIP codes in scope.
pub const ALL_ZIPS: &str = "all";

/// The model of [`PlayAttribution`]: each journey has one play, and no model shares its conversion.
pub const PLAY_MODEL: &str = "conversions";

/// One of the four tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Pack)]
pub enum StormOpsTable {
    CustomerJourneys,
    ChannelAttribution,
    PlayAttribution,
    PlayChannelAttribution,
}

/// The credit of one scope by one model, as the rows of three tables.
#[derive(Clone, Debug, PartialEq, Pack)]
pub struct Attribution {
    pub basis: Basis,
    pub channels: Vec<ChannelAttribution>,
    pub plays: Vec<PlayAttribution>,
    pub play_channels: Vec<PlayChannelAttribution>,
}

/// What all rows of an attribution rest on.
#[derive(Clone, Debug, PartialEq, Pack)]
pub struct Basis {
    /// [`event_id`].
    pub event_id: String,
    /// In words ([`super::describe::model`]); a part of the keys.
    pub model: String,
    /// In words ([`super::describe::scope`]); a part of the keys.
    pub scope: String,
    /// Of the intervals, such as 0.9.
    pub level: f64,
    pub origin: Origin,
    /// When the figures were computed, in seconds since 1970-01-01 00:00 UTC.
    pub at: i64,
}

/// A channel's credit in a ZIP code.
#[derive(Clone, Debug, PartialEq, Pack)]
pub struct ChannelAttribution {
    /// `None`: all that are in scope.
    pub zip: Option<Zip>,
    pub channel: String,
    /// Fraction of all credit, 0 to 1; `None` where there is none to share, and of a part of the scope that is not fitted.
    pub credit: Option<f64>,
    pub interval: Option<Interval>,
    /// Journeys that hold the channel.
    pub total_journeys: u32,
    /// Converting journeys that hold it.
    pub conversions: u32,
}

/// A play's part in the conversions of a ZIP code.
#[derive(Clone, Debug, PartialEq, Pack)]
pub struct PlayAttribution {
    /// `None`: all that are in scope.
    pub zip: Option<Zip>,
    /// [`UNKNOWN_PLAY`] for journeys without one.
    pub play: String,
    /// Fraction of the conversions that are of this play, 0 to 1; `None` where there are none, and in a ZIP code that is not
    /// fitted.
    pub credit: Option<f64>,
    pub interval: Option<Interval>,
    /// Touches of its journeys, but those of channels that the scope leaves out.
    pub total_touches: u32,
    pub conversions: u32,
    /// Mean StormOps Impact Index of its journeys that have one.
    pub avg_sii: Option<f64>,
}

/// A channel's credit within a play.
#[derive(Clone, Debug, PartialEq, Pack)]
pub struct PlayChannelAttribution {
    pub play: String,
    pub channel: String,
    /// Fraction of all credit, 0 to 1; `None` where there is none to share, and of a part of the scope that is not fitted.
    pub credit: Option<f64>,
    pub interval: Option<Interval>,
    /// Touches of the channel.
    pub touches: u32,
    /// Converting journeys that hold it.
    pub conversions: u32,
}

/// All that the four tables are made of.
#[derive(Clone, Copy, Debug)]
pub struct Exchange<'a> {
    pub dataset: &'a Dataset,
    /// The dataset's journeys in scope, in its order ([`Scope::select`](crate::domain::scope::Scope::select)).
    pub inside: &'a [&'a Journey],
    /// [`event_id`].
    pub event_id: &'a str,
    /// All of this dataset, one for each model and scope; no two of the same.
    pub attributions: &'a [Attribution],
}

/// The event that journeys answer to: the playbook's, else the dataset's name.
pub fn event_id(dataset: &Dataset) -> &str {
    dataset.leads().map_or(&dataset.source.name, |of| &of.playbook.event_id)
}

impl StormOpsTable {
    pub const ALL: [StormOpsTable; 4] = [
        StormOpsTable::CustomerJourneys,
        StormOpsTable::ChannelAttribution,
        StormOpsTable::PlayAttribution,
        StormOpsTable::PlayChannelAttribution,
    ];

    pub fn name(self) -> &'static str {
        schema(self).name
    }
}

impl Exchange<'_> {
    /// One table as CSV, in pieces of some 64 KiB.
    pub fn csv(&self, table: StormOpsTable, out: &mut dyn FnMut(&str)) {
        let mut chunks = Chunks::into(out);
        let head: Vec<Value> = schema(table).columns.iter().map(|column| Value::Text(column.name)).collect();
        chunks.push(|text| csv::push_row(text, &head));
        self.rows(table, &mut |cells| {
            chunks.push(|text| csv::push_row(text, cells));
        });
        chunks.flush();
    }

    /// All four tables as one file of SQL, in pieces of some 64 KiB: one transaction, which makes what tables are missing and
    /// inserts the rows, or replaces those of the same keys. Rows that are not in this exchange stay as they are.
    pub fn sql(&self, dialect: Dialect, out: &mut dyn FnMut(&str)) {
        let mut file = SqlFile::begin(dialect, out);
        for table in StormOpsTable::ALL {
            file.table(schema(table), |row| self.rows(table, row));
        }
        file.commit();
    }

    fn rows(&self, table: StormOpsTable, row: &mut dyn FnMut(&[Value<'_>])) {
        if table == StormOpsTable::CustomerJourneys {
            return touches::rows(self.dataset, self.inside, self.event_id, row);
        }
        for (at, Attribution { basis, channels, plays, play_channels }) in self.attributions.iter().enumerate() {
            // Of plays, attributions by several models say the same.
            let is_repeated = || self.attributions[..at].iter().any(|before| before.basis.scope == basis.scope);
            match table {
                StormOpsTable::CustomerJourneys => {}
                StormOpsTable::ChannelAttribution => channels.iter().for_each(|of| of.row(basis, row)),
                StormOpsTable::PlayAttribution if is_repeated() => {}
                StormOpsTable::PlayAttribution => plays.iter().for_each(|of| of.row(basis, row)),
                StormOpsTable::PlayChannelAttribution => play_channels.iter().for_each(|of| of.row(basis, row)),
            }
        }
    }
}

impl ChannelAttribution {
    fn row(&self, basis: &Basis, row: &mut dyn FnMut(&[Value<'_>])) {
        let zip = zip(self.zip);
        let [credit, lo, hi, level] = shares(basis, self.credit, self.interval);
        let counts = [self.total_journeys, self.conversions].map(|count| Value::Whole(count.into()));
        let [scope, origin, at] = basis.cells();
        let head = [Value::Text(&zip), Value::Text(&basis.event_id), Value::Text(&self.channel)];
        row(&[&head[..], &[credit], &counts, &[at, Value::Text(&basis.model), scope, lo, hi, level, origin]].concat());
    }
}

impl PlayAttribution {
    fn row(&self, basis: &Basis, row: &mut dyn FnMut(&[Value<'_>])) {
        let zip = zip(self.zip);
        let [credit, lo, hi, level] = shares(basis, self.credit, self.interval);
        let counts = [self.total_touches, self.conversions].map(|count| Value::Whole(count.into()));
        let sii = self.avg_sii.map_or(Value::None, Value::Number);
        let [scope, origin, at] = basis.cells();
        let head = [Value::Text(&zip), Value::Text(&basis.event_id), Value::Text(&self.play)];
        row(&[&head[..], &[credit], &counts, &[sii, at, Value::Text(PLAY_MODEL), scope, lo, hi, level, origin]]
            .concat());
    }
}

impl PlayChannelAttribution {
    fn row(&self, basis: &Basis, row: &mut dyn FnMut(&[Value<'_>])) {
        let [credit, lo, hi, level] = shares(basis, self.credit, self.interval);
        let counts = [self.touches, self.conversions].map(|count| Value::Whole(count.into()));
        let [scope, origin, at] = basis.cells();
        let head = [Value::Text(&basis.event_id), Value::Text(&self.play), Value::Text(&self.channel)];
        row(&[&head[..], &[credit], &counts, &[at, Value::Text(&basis.model), scope, lo, hi, level, origin]].concat());
    }
}

impl Basis {
    /// Scope, origin and instant.
    fn cells(&self) -> [Value<'_>; 3] {
        [Value::Text(&self.scope), Value::Text(self.origin.word()), Value::Instant(self.at)]
    }
}

/// Credit, the ends of its interval and its level.
fn shares(basis: &Basis, credit: Option<f64>, interval: Option<Interval>) -> [Value<'static>; 4] {
    let number = |number: Option<f64>| number.map_or(Value::None, Value::Number);
    let level = interval.map_or(basis.level, |interval| interval.level);
    [number(credit), number(interval.map(|of| of.lo)), number(interval.map(|of| of.hi)), Value::Number(level)]
}

fn zip(zip: Option<Zip>) -> String {
    zip.map_or_else(|| ALL_ZIPS.to_owned(), |zip| zip.to_string())
}

#[cfg(test)]
mod tests;
