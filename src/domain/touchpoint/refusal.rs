//! Why a file of touchpoints has no journeys.

use std::fmt;

use super::{
    field::{Mapped, MappingError},
    order::DateOrder,
    profile::Profile,
};
use crate::domain::{
    channel::TooManyChannels,
    import::{FileFault, Rejection},
};

/// Why a file of touchpoints has no journeys.
#[derive(Clone, Debug, PartialEq)]
pub enum Refusal {
    File(FileFault),
    /// A column cannot be told; what the columns hold.
    Mapping {
        error: MappingError,
        columns: Vec<Profile>,
    },
    /// No date tells day from month, or as many say the one as the other.
    UnclearDates {
        column: String,
        dates: u32,
        /// Dates that cannot stand in each order.
        against: Vec<(DateOrder, u32)>,
    },
    /// No amount tells thousands from fractions, or as many say the one as the other.
    UnclearAmounts {
        column: String,
        amounts: u32,
        /// Amounts that only a decimal point fits, or only a comma.
        points: u32,
        commas: u32,
    },
    /// Amounts of several currencies, none of which is that of the most.
    MixedCurrencies {
        column: String,
        found: Vec<(String, u32)>,
    },
    /// What was typed names no currency that is known, and the amounts name some.
    UnknownCurrency {
        name: String,
        found: Vec<(String, u32)>,
    },
    /// A field's column stands too late in JSON to be one.
    LateColumn {
        name: String,
    },
    UnknownZone(String),
    Channels(TooManyChannels),
    /// The column of channels holds more different words than channels can be, some of them here.
    NoChannels {
        column: String,
        most: usize,
        found: Vec<String>,
        columns: Vec<Profile>,
        mapped: Vec<Mapped>,
    },
    TooManyEvents(usize),
    /// The names in the file are more than memory of 32 bits can number.
    TooManyNames,
    /// Every row was rejected; the first of them.
    NothingRead {
        read: u32,
        first: Vec<Rejection>,
    },
    Lookback(f64),
}

impl From<FileFault> for Refusal {
    fn from(fault: FileFault) -> Self {
        Refusal::File(fault)
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refusal::File(fault) => fault.fmt(out),
            Refusal::Mapping { error, .. } => error.fmt(out),
            Refusal::UnclearDates { column, dates, against }
                if against.iter().filter(|(_, no)| *no == 0).count() > 1 =>
            {
                let orders: Vec<String> = against
                    .iter()
                    .filter(|(_, no)| *no == 0)
                    .map(|(order, _)| format!("the {}", order.words()))
                    .collect();
                write!(
                    out,
                    "In column {column}, {dates} dates can be read with {}, and none tells which. Say which it is.",
                    orders.join(" or with ")
                )
            }
            Refusal::UnclearDates { column, dates, against } => {
                let against: Vec<String> =
                    against.iter().map(|(order, no)| format!("{no} cannot have the {}", order.words())).collect();
                write!(
                    out,
                    "In column {column}, {dates} dates contradict each other: {}. Say which it is; the others are then left out.",
                    against.join(", ")
                )
            }
            Refusal::UnclearAmounts { column, amounts, points: 0, commas: 0 } => write!(
                out,
                "In column {column}, {amounts} amounts can be read with a decimal point or a decimal comma, and none tells which. Say which it is."
            ),
            Refusal::UnclearAmounts { column, points, commas, .. } => write!(
                out,
                "In column {column}, {points} amounts have a decimal point and {commas} a decimal comma. Say which it is; the others are then left out."
            ),
            Refusal::MixedCurrencies { column, found } => {
                let found: Vec<String> = found.iter().map(|(name, count)| format!("{name} ({count})")).collect();
                write!(
                    out,
                    "The amounts in column {column} are of several currencies: {}. Sums of them would mean nothing. Say which is to be read; the others are then left out.",
                    found.join(", ")
                )
            }
            Refusal::UnknownCurrency { name, found } => {
                let found: Vec<String> = found.iter().map(|(name, count)| format!("{name} ({count})")).collect();
                write!(
                    out,
                    "\"{name}\" is no currency's code or sign, and the amounts name {}. Give one of these, or none.",
                    found.join(", ")
                )
            }
            Refusal::LateColumn { name } => write!(
                out,
                "The member \"{name}\" first stands too far behind the beginning of the file to be a column. Write it into the first object too, as null."
            ),
            Refusal::UnknownZone(name) => write!(out, "No time zone is known by the name \"{name}\"."),
            Refusal::Channels(error) => error.fmt(out),
            Refusal::TooManyEvents(events) => {
                write!(out, "The file has more than the {events} rows that can be counted.")
            }
            Refusal::TooManyNames => write!(out, "The file holds more names and paths than can be numbered."),
            Refusal::NoChannels { column, most, found, .. } => write!(
                out,
                "Column {column} holds more than {most} different words, such as {}: too many to be channels. Choose the column of the channels.",
                found.join(", ")
            ),
            Refusal::NothingRead { read, first } => {
                let first: Vec<String> = first.iter().map(ToString::to_string).collect();
                write!(out, "None of the {read} rows could be read. The first: {}.", first.join("; "))
            }
            Refusal::Lookback(days) => write!(out, "The lookback window is {days} days; it must be above 0."),
        }
    }
}

impl std::error::Error for Refusal {}
