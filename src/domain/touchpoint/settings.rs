//! By which rules touchpoints become journeys.

use super::{amount::DecimalSign, field::Field, order::DateOrder};
use crate::{domain::import::table::Hints, pack::Pack};

/// Every choice of an import of touchpoints; what is `None` is told from the file.
#[derive(Clone, Debug, PartialEq, Pack)]
pub struct Settings {
    pub hints: Hints,
    /// Columns of fields, by their labels ([`super::field::labels`]); an empty one for a field that has none.
    pub columns: Vec<(Field, String)>,
    pub date_order: Option<DateOrder>,
    pub decimal_sign: Option<DecimalSign>,
    /// The currency of the amounts, by its code or in any words. Rows that name another one are rejected.
    pub currency: Option<String>,
    /// An IANA name, for clocks that say no zone; UTC where there is none.
    pub time_zone: Option<String>,
    /// Days before a conversion, or before the last touch of a null journey, in which touches count.
    pub lookback_days: Option<f64>,
    pub conversions: Conversions,
    pub flags: Flags,
    pub after_last: AfterLast,
    pub repeats: Repeats,
    /// Channels that count under another name.
    pub rename: Vec<(String, String)>,
}

/// What several conversions of one customer are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Pack)]
pub enum Conversions {
    /// Each ends a journey, and the next begins behind it.
    Each,
    /// The first ends the only journey.
    First,
}

/// What a flag of conversion speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Pack)]
pub enum Flags {
    /// Of the journey where every converted customer of several rows bears it on all of them with one value, and others
    /// bear none; else of its row.
    Told,
    /// Of its row.
    Row,
    /// Of the whole journey, repeated on its rows: it converts once, with the last touch.
    Journey,
}

/// What touches behind a customer's last conversion are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Pack)]
pub enum AfterLast {
    /// A journey that has not converted.
    Null,
    /// Left out.
    Drop,
}

/// What a touch of the same channel as the one before is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Pack)]
pub enum Repeats {
    Keep,
    /// One with the first of them.
    Collapse,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            hints: Hints::default(),
            columns: Vec::new(),
            date_order: None,
            decimal_sign: None,
            currency: None,
            time_zone: None,
            lookback_days: Some(90.0),
            conversions: Conversions::Each,
            flags: Flags::Told,
            after_last: AfterLast::Null,
            repeats: Repeats::Keep,
            rename: Vec::new(),
        }
    }
}
