//! The cells of a row of touchpoints, and where each field stands among them.

use std::ops::RangeInclusive;

use super::{
    field::{Field, Mapped},
    word::is_blank,
};
use crate::domain::{
    import::{Fields, Reason, Rejection},
    intern::Interner,
    sorting,
};

/// Longest id, channel or name, in bytes.
const LONGEST_NAME: usize = 200;

/// Where each field stands in a row.
#[derive(Clone, Debug)]
pub(super) struct Columns {
    pub(super) customer: usize,
    pub(super) time: usize,
    pub(super) clock: Option<usize>,
    pub(super) channel: usize,
    pub(super) conversion: Option<usize>,
    pub(super) value: Option<usize>,
    pub(super) cost: Option<usize>,
    pub(super) play: Option<usize>,
    pub(super) persona: Option<usize>,
    pub(super) zip: Option<usize>,
    pub(super) segments: Vec<usize>,
    /// Those that tell something of the customer, in the order of the file.
    pub(super) beside: Vec<usize>,
    /// From the first to the last of them, where they stand side by side and none is taken twice.
    pub(super) side_by_side: Option<RangeInclusive<usize>>,
}

impl Columns {
    pub(super) fn of(mapped: &[Mapped]) -> Columns {
        let at = |field: Field| mapped.iter().find(|mapped| mapped.field == field).map(|mapped| mapped.column as usize);
        let segments = mapped.iter().filter(|mapped| mapped.field == Field::Segment);
        let segments: Vec<usize> = segments.map(|mapped| mapped.column as usize).collect();
        let (play, persona, zip) = (at(Field::Play), at(Field::Persona), at(Field::Zip));
        let mut beside: Vec<usize> =
            [play, persona, zip].into_iter().flatten().chain(segments.iter().copied()).collect();
        sorting::sort(&mut beside);
        let side_by_side = match (beside.first(), beside.last()) {
            (Some(first), Some(last)) if last - first + 1 == beside.len() => Some(*first..=*last),
            _ => None,
        };
        Columns {
            // Required fields are mapped, or there is an error.
            customer: at(Field::Customer).unwrap_or_default(),
            time: at(Field::Time).unwrap_or_default(),
            clock: at(Field::Clock),
            channel: at(Field::Channel).unwrap_or_default(),
            conversion: at(Field::Conversion),
            value: at(Field::Value),
            cost: at(Field::Cost),
            play,
            persona,
            zip,
            beside,
            side_by_side,
            segments,
        }
    }
}

/// A trimmed name, by its number where it has come before.
#[derive(Clone, Copy)]
pub(super) enum Name<'a> {
    Known(u32),
    /// Blank where the cell is a word for nothing.
    New(&'a [u8]),
}

impl Name<'_> {
    pub(super) fn is_blank(self) -> bool {
        matches!(self, Name::New(b""))
    }

    pub(super) fn number(self, known: &mut Interner) -> u32 {
        match self {
            Name::Known(number) => number,
            Name::New(name) => known.intern(name),
        }
    }

    /// Its number from 1, or 0 where it is blank.
    pub(super) fn number_or_0(self, known: &mut Interner) -> u32 {
        if self.is_blank() { 0 } else { self.number(known) + 1 }
    }
}

pub(super) struct Cells<'a> {
    pub(super) row: Fields<'a>,
    pub(super) mapped: &'a [Mapped],
}

impl<'a> Cells<'a> {
    /// A trimmed name; blank where it is a word for nothing.
    pub(super) fn name(&self, at: usize) -> Result<&'a [u8], Box<Rejection>> {
        let cell = self.row.cell(at).trim_ascii();
        if cell.len() > LONGEST_NAME {
            return Err(self.reject(at, Reason::TooLong { longest: LONGEST_NAME }));
        }
        if cell.iter().any(u8::is_ascii_control) {
            return Err(self.reject(at, Reason::ControlCharacter));
        }
        if !cell.is_ascii() {
            let text = str::from_utf8(cell).map_err(|_| self.reject(at, Reason::NotUtf8))?.trim();
            return Ok(if is_blank(text.as_bytes()) { b"" } else { text.as_bytes() });
        }
        Ok(if is_blank(cell) { b"" } else { cell })
    }

    /// The number of a cell's name among those that are `known`, or the name. Cells that are known need no second look.
    pub(super) fn among(&self, at: usize, known: &Interner) -> Result<Name<'a>, Box<Rejection>> {
        match known.find(self.row.cell(at)) {
            Some(number) => Ok(Name::Known(number)),
            None => self.name(at).map(Name::New),
        }
    }

    pub(super) fn reject(&self, at: usize, reason: Reason) -> Box<Rejection> {
        let mapped = self.mapped.iter().find(|mapped| mapped.column as usize == at);
        Box::new(Rejection::named(mapped.map_or("", |mapped| &mapped.name), self.row.cell(at), reason))
    }
}
