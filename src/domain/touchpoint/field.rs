//! What a column of touchpoints can mean, and which column means it: by its name, else by its cells.

use csv::ByteRecord;
use serde::{Deserialize, Serialize};

use super::{names, stamp::Stamp, word::flag};
use crate::domain::{import::table::Kind, sorting};

/// What a column can mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Field {
    Customer,
    Time,
    Channel,
    Conversion,
    Value,
    Play,
    Persona,
    Zip,
}

/// Why a column is taken for a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reason {
    /// It was asked for.
    Given,
    /// By its name.
    Name,
    /// The only column whose cells look like it.
    Cells,
}

/// A field and its column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mapped {
    pub field: Field,
    pub column: u32,
    pub name: String,
    pub reason: Reason,
}

/// A mapping that cannot be made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MappingError {
    /// No column is named so.
    NoSuchColumn { name: String, found: Vec<String> },
    /// A required field, and the columns that could be it; none or more than one.
    Unclear { field: Field, candidates: Vec<String>, found: Vec<String>, mapped: Vec<Mapped> },
}

impl Field {
    pub const ALL: [Field; 8] = [
        Field::Customer,
        Field::Time,
        Field::Channel,
        Field::Conversion,
        Field::Value,
        Field::Play,
        Field::Persona,
        Field::Zip,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Field::Customer => "customer",
            Field::Time => "time",
            Field::Channel => "channel",
            Field::Conversion => "conversion",
            Field::Value => "value",
            Field::Play => "play",
            Field::Persona => "persona",
            Field::Zip => "zip",
        }
    }

    pub fn named(name: &str) -> Option<Field> {
        Field::ALL.into_iter().find(|field| field.name() == name)
    }

    pub fn is_required(self) -> bool {
        matches!(self, Field::Customer | Field::Time | Field::Channel)
    }

    /// How well a name fits, 0 best.
    fn rank(self, name: &str) -> Option<usize> {
        names::of(self).iter().position(|known| *known == name)
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

/// Finds every field's column. `given` columns are taken as they are.
pub fn map(names: &[String], sample: &[ByteRecord], given: &[(Field, String)]) -> Result<Vec<Mapped>, MappingError> {
    let mut mapped: Vec<Mapped> = Vec::new();
    // A field given without a column has none.
    for (field, name) in given.iter().filter(|(_, name)| !name.is_empty()) {
        let column = names
            .iter()
            .position(|known| known == name)
            .or_else(|| names.iter().position(|known| plain(known) == plain(name)));
        let column = column.ok_or_else(|| MappingError::NoSuchColumn { name: name.clone(), found: names.to_vec() })?;
        mapped.push(Mapped {
            field: *field,
            column: column as u32,
            name: names[column].clone(),
            reason: Reason::Given,
        });
    }
    let plain_names: Vec<String> = names.iter().map(|name| plain(name)).collect();
    for field in Field::ALL {
        let taken = |column: usize, mapped: &[Mapped]| mapped.iter().any(|known| known.column as usize == column);
        let closed = given.iter().any(|(known, name)| *known == field && name.is_empty() && !field.is_required());
        if closed || mapped.iter().any(|known| known.field == field) {
            continue;
        }
        let ranked = plain_names.iter().enumerate().filter(|(column, _)| !taken(*column, &mapped));
        let best = ranked.filter_map(|(column, name)| Some((field.rank(name)?, column))).min();
        if let Some((_, column)) = best {
            mapped.push(Mapped { field, column: column as u32, name: names[column].clone(), reason: Reason::Name });
        }
    }
    for field in Field::ALL.into_iter().filter(|field| field.is_required()) {
        if mapped.iter().any(|known| known.field == field) {
            continue;
        }
        let free = (0..names.len()).filter(|column| !mapped.iter().any(|known| known.column as usize == *column));
        let candidates: Vec<usize> = free.filter(|column| looks_like(field, sample, *column)).collect();
        match candidates.as_slice() {
            [only] => {
                mapped.push(Mapped { field, column: *only as u32, name: names[*only].clone(), reason: Reason::Cells })
            }
            several => {
                let candidates = several.iter().map(|column| names[*column].clone()).collect();
                return Err(MappingError::Unclear { field, candidates, found: names.to_vec(), mapped });
            }
        }
    }
    let place = |mapped: &Mapped| Field::ALL.iter().position(|field| *field == mapped.field);
    sorting::sort_by(&mut mapped, |a, b| place(a).cmp(&place(b)));
    Ok(mapped)
}

/// Whether the cells of a column look like a field.
fn looks_like(field: Field, sample: &[ByteRecord], column: usize) -> bool {
    let cells: Vec<&[u8]> =
        sample.iter().filter_map(|row| row.get(column)).filter(|cell| Kind::of(cell) != Kind::Blank).collect();
    let mut distinct = cells.clone();
    sorting::sort(&mut distinct);
    distinct.dedup();
    let most = |fits: &dyn Fn(&[u8]) -> bool| cells.iter().filter(|cell| fits(cell)).count() * 10 >= cells.len() * 9;
    if cells.is_empty() || cells.len() * 2 < sample.len() {
        return false;
    }
    match field {
        Field::Time => most(&|cell| Stamp::parse(cell).is_some()),
        Field::Channel => {
            most(&|cell| Kind::of(cell) == Kind::Words)
                && !most(&|cell| flag(cell).is_some())
                && distinct.len() >= 2
                && distinct.len() <= (cells.len() / 3).clamp(2, 60)
        }
        Field::Customer => {
            most(&|cell| Stamp::parse(cell).is_none() || cell.len() < 8)
                && most(&|cell| matches!(Kind::of(cell), Kind::Words | Kind::Number) && !cell.contains(&b'.'))
                && distinct.len() * 5 > cells.len()
        }
        _ => false,
    }
}

/// A name in lower case, its words joined by underscores.
fn plain(name: &str) -> String {
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
            MappingError::Unclear { field, candidates, found, .. } if candidates.is_empty() => {
                write!(out, "No column looks like the {} of touchpoints. Found: {}.", field.name(), found.join(", "))
            }
            MappingError::Unclear { field, candidates, .. } => {
                write!(out, "Which column is the {}? It could be {}.", field.name(), candidates.join(" or "))
            }
        }
    }
}

#[cfg(test)]
mod tests;
