//! What the engine refuses, as others are told of it: in words, with what would let the work go on. The page holds neither
//! the errors nor their words.

use super::EngineError;
use crate::{
    domain::{
        import::FileFault,
        touchpoint::{
            Refusal,
            field::{Mapped, MappingError},
            order::DateOrder,
            profile::Profile,
        },
    },
    pack::Pack,
};

/// An error in words.
#[derive(Clone, Debug, PartialEq, Pack)]
pub struct Refused {
    pub words: String,
    pub asks: Option<Asks>,
}

/// What would let a file be read.
#[derive(Clone, Debug, PartialEq, Pack)]
pub enum Asks {
    /// Its text in UTF-8; the label of its encoding, where one was given.
    Codec {
        label: Option<String>,
    },
    /// One of these orders of day, month and year.
    DateOrder(Vec<DateOrder>),
    DecimalSign,
    /// One of these currencies.
    Currency(Vec<String>),
    /// Other columns than these.
    Columns {
        columns: Vec<Profile>,
        mapped: Vec<Mapped>,
    },
}

impl Asks {
    fn of(error: &EngineError) -> Option<Asks> {
        match error {
            EngineError::File(FileFault::NeedsCodec { label }) => Some(Asks::Codec { label: label.clone() }),
            EngineError::Touchpoints(refusal) => match &**refusal {
                Refusal::UnclearDates { dates, against, .. } => {
                    let fit = against.iter().filter(|(_, no)| no < dates);
                    Some(Asks::DateOrder(fit.map(|(order, _)| *order).collect()))
                }
                Refusal::UnclearAmounts { .. } => Some(Asks::DecimalSign),
                Refusal::MixedCurrencies { found, .. } => {
                    Some(Asks::Currency(found.iter().map(|(name, _)| name.clone()).collect()))
                }
                Refusal::Mapping { error: MappingError::Unclear { mapped, .. }, columns }
                | Refusal::NoChannels { mapped, columns, .. } => {
                    Some(Asks::Columns { columns: columns.clone(), mapped: mapped.clone() })
                }
                _ => None,
            },
            _ => None,
        }
    }
}

impl<E: Into<EngineError>> From<E> for Refused {
    fn from(error: E) -> Refused {
        let error = error.into();
        Refused { words: error.to_string(), asks: Asks::of(&error) }
    }
}
