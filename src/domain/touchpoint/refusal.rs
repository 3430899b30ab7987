//! Why a file of touchpoints has no journeys.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::field::MappingError;
use crate::domain::{channel::TooManyChannels, import::FileFault};

/// Why a file of touchpoints has no journeys.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Refusal {
    File(FileFault),
    Mapping(MappingError),
    /// No date tells day from month.
    UnclearDates {
        column: String,
        dates: u32,
    },
    /// No amount tells thousands from fractions.
    UnclearAmounts {
        column: String,
        amounts: u32,
    },
    UnknownZone(String),
    Channels(TooManyChannels),
    TooManyEvents(usize),
    /// A span of time that offsets cannot hold.
    TooLong,
    Lookback(f64),
}

impl From<FileFault> for Refusal {
    fn from(fault: FileFault) -> Self {
        Refusal::File(fault)
    }
}

impl From<MappingError> for Refusal {
    fn from(error: MappingError) -> Self {
        Refusal::Mapping(error)
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refusal::File(fault) => fault.fmt(out),
            Refusal::Mapping(error) => error.fmt(out),
            Refusal::UnclearDates { column, dates } => write!(
                out,
                "In column {column}, {dates} dates can be read with the day or with the month first, and none tells which. Say which it is."
            ),
            Refusal::UnclearAmounts { column, amounts } => write!(
                out,
                "In column {column}, {amounts} amounts can be read with a decimal point or a decimal comma, and none tells which. Say which it is."
            ),
            Refusal::UnknownZone(name) => write!(out, "No time zone is known by the name \"{name}\"."),
            Refusal::Channels(error) => error.fmt(out),
            Refusal::TooManyEvents(events) => {
                write!(out, "The file has more than the {events} rows that can be counted.")
            }
            Refusal::TooLong => write!(out, "A journey spans more than 136 years: set a lookback window."),
            Refusal::Lookback(days) => write!(out, "The lookback window is {days} days; it must be above 0."),
        }
    }
}

impl std::error::Error for Refusal {}
