//! What a column of touchpoints can mean, and what it is called.

use crate::pack::Pack;

use super::{currency::Currency, names};

/// What a column can mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Pack)]
pub enum Field {
    Customer,
    Time,
    /// The time of day, where the column of the time holds dates alone.
    Clock,
    Channel,
    Conversion,
    Value,
    Cost,
    Play,
    Persona,
    Zip,
    /// Anything else by which customers differ; of several columns at once.
    Segment,
}

/// Why a column is taken for a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Pack)]
pub enum Reason {
    /// It was asked for.
    Given,
    /// By its name.
    Name,
    /// A few words come again and again.
    FewWords,
    /// The only column whose cells look like it.
    Cells,
}

/// A field and its column.
#[derive(Clone, Debug, PartialEq, Eq, Pack)]
pub struct Mapped {
    pub field: Field,
    pub column: u32,
    pub name: String,
    pub reason: Reason,
}

/// A mapping that cannot be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MappingError {
    /// No column is named so.
    NoSuchColumn {
        name: String,
        found: Vec<String>,
    },
    TooManySegments {
        most: usize,
    },
    /// A required field, and the columns that could be it; none or more than one.
    Unclear {
        field: Field,
        candidates: Vec<String>,
        found: Vec<String>,
        mapped: Vec<Mapped>,
    },
}

impl Field {
    pub const ALL: [Field; 11] = [
        Field::Customer,
        Field::Time,
        Field::Clock,
        Field::Channel,
        Field::Conversion,
        Field::Value,
        Field::Cost,
        Field::Play,
        Field::Persona,
        Field::Zip,
        Field::Segment,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Field::Customer => "customer",
            Field::Time => "time",
            Field::Clock => "time_of_day",
            Field::Channel => "channel",
            Field::Conversion => "conversion",
            Field::Value => "value",
            Field::Cost => "cost",
            Field::Play => "play",
            Field::Persona => "persona",
            Field::Zip => "zip",
            Field::Segment => "segment",
        }
    }

    pub fn named(name: &str) -> Option<Field> {
        Field::ALL.into_iter().find(|field| field.name() == name)
    }

    pub fn is_required(self) -> bool {
        matches!(self, Field::Customer | Field::Time | Field::Channel)
    }

    /// How well a name fits, 0 best.
    pub(super) fn rank(self, name: &str) -> Option<usize> {
        let position = |name: &str| names::of(self).iter().position(|known| *known == name);
        // Amounts may be named with their currency.
        let bare = || match self {
            Field::Value | Field::Cost => name.rsplit_once('_').filter(|_| Currency::of_header(name).is_some()),
            _ => None,
        };
        position(name).or_else(|| position(bare()?.0))
    }
}

/// Whether a column of touchpoints may have this name.
pub fn is_known(name: &str) -> bool {
    let name = plain(name);
    Field::ALL.iter().any(|field| field.rank(&name).is_some())
}

/// Whether names alone tell every required field.
pub fn are_named(names: &[String]) -> bool {
    let names: Vec<String> = names.iter().map(|name| plain(name)).collect();
    let named = |field: &Field| names.iter().any(|name| field.rank(name).is_some());
    Field::ALL.iter().filter(|field| field.is_required()).all(named)
}

/// What each column is called: its name, but where that is blank or stands for an earlier column too.
pub fn labels(names: &[String]) -> Vec<String> {
    let mut labels: Vec<String> = Vec::with_capacity(names.len());
    for (at, name) in names.iter().enumerate() {
        let name = name.trim();
        let mut label = if name.is_empty() { format!("column_{}", at + 1) } else { name.to_owned() };
        let mut number = 1;
        while labels.contains(&label) {
            number += 1;
            label = format!("{name} ({number})");
        }
        labels.push(label);
    }
    labels
}

/// A name in lower case, its words joined by underscores.
pub(super) fn plain(name: &str) -> String {
    let mut plain = String::with_capacity(name.len());
    for letter in name.trim().chars() {
        match letter {
            letter if letter.is_alphanumeric() => plain.extend(letter.to_lowercase()),
            _ if plain.ends_with('_') || plain.is_empty() => {}
            _ => plain.push('_'),
        }
    }
    plain.trim_end_matches('_').to_owned()
}

impl std::fmt::Display for Reason {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(match self {
            Reason::Given => "as asked for",
            Reason::Name => "by its name",
            Reason::FewWords => "a few words come again and again",
            Reason::Cells => "the only column whose cells look like it",
        })
    }
}

impl std::fmt::Display for MappingError {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            MappingError::NoSuchColumn { name, found } => {
                write!(out, "No column is named \"{name}\". Found: {}.", found.join(", "))
            }
            MappingError::TooManySegments { most } => write!(out, "At most {most} columns can be segments."),
            MappingError::Unclear { field, candidates, found, .. } if candidates.is_empty() => {
                write!(out, "No column looks like the {} of touchpoints. Found: {}.", field.name(), found.join(", "))
            }
            MappingError::Unclear { field, candidates, .. } => {
                write!(out, "Which column is the {}? It could be {}.", field.name(), candidates.join(" or "))
            }
        }
    }
}
