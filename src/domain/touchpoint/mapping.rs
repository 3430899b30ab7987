//! Which column means which field: by its name, else by its cells.

use super::{
    field::{Field, Mapped, MappingError, Reason, labels, plain},
    stamp::Stamp,
    word::{flag, is_blank},
};
use crate::domain::{
    import::{Personal, Record, table::Kind},
    sorting,
};

/// Most columns of segments.
pub const MOST_SEGMENTS: usize = 4;

/// Most different words in the first rows of one.
const SEGMENT_WORDS: usize = 20;

/// Finds every field's column. `given` columns are taken as they are. `by_journey`: touches belong together by the id of
/// their journey, though there may be one of a customer too.
pub fn map(
    names: &[String],
    sample: &[Record],
    given: &[(Field, String)],
    by_journey: bool,
) -> Result<Vec<Mapped>, MappingError> {
    let labels = labels(names);
    let mut mapping =
        Mapping { sample, plain: labels.iter().map(|label| plain(label)).collect(), labels, mapped: Vec::new() };
    // A field given without a column has none.
    for (field, label) in given.iter().filter(|(_, label)| !label.is_empty()) {
        let column = mapping.labels.iter().position(|known| known == label.trim());
        let column = column.or_else(|| mapping.plain.iter().position(|known| *known == plain(label)));
        match column {
            Some(_) if *field == Field::Segment && mapping.segments() == MOST_SEGMENTS => {
                return Err(MappingError::TooManySegments { most: MOST_SEGMENTS });
            }
            Some(column) => mapping.add(*field, column, Reason::Given),
            None => return Err(MappingError::NoSuchColumn { name: label.clone(), found: mapping.labels }),
        }
    }
    let closed =
        |field: Field| given.iter().any(|(known, label)| *known == field && label.is_empty() && !field.is_required());
    if let Some(column) = mapping.plain.iter().position(|name| by_journey && name == "journey_id")
        && !mapping.has(Field::Customer)
    {
        mapping.add(Field::Customer, column, Reason::Name);
    }
    for field in Field::ALL.into_iter().filter(|field| *field != Field::Clock && !closed(*field)) {
        if let Some(column) = mapping.by_name(field) {
            mapping.add(field, column, Reason::Name);
        }
    }
    for field in Field::ALL.into_iter().filter(|field| field.is_required()) {
        if mapping.has(field) {
            continue;
        }
        let candidates: Vec<usize> = mapping.free().filter(|column| looks_like(field, sample, *column)).collect();
        let named = mapping.named(field).next();
        match (candidates.as_slice(), named) {
            ([only], None) => mapping.add(field, *only, Reason::Cells),
            // Its cells do not look like it, but no other column's do either: its rows say what is wrong with them.
            ([], Some(named)) => mapping.add(field, named, Reason::Name),
            (several, named) => {
                let mut several: Vec<usize> = several.iter().copied().chain(named).collect();
                sorting::sort_distinct(&mut several);
                let candidates = several.iter().map(|column| mapping.labels[*column].clone()).collect();
                return Err(MappingError::Unclear { field, candidates, found: mapping.labels, mapped: mapping.mapped });
            }
        }
    }
    if !mapping.has(Field::Clock)
        && !closed(Field::Clock)
        && let Some(column) = mapping.clock()
    {
        mapping.add(Field::Clock, column, Reason::Name);
    }
    if !mapping.has(Field::Segment) && !closed(Field::Segment) {
        let free: Vec<usize> = mapping
            .free()
            .filter(|column| looks_like(Field::Segment, sample, *column) && !mapping.is_personal(*column))
            .collect();
        free.into_iter().take(MOST_SEGMENTS).for_each(|column| mapping.add(Field::Segment, column, Reason::FewWords));
    }
    let place = |mapped: &Mapped| Field::ALL.iter().position(|field| *field == mapped.field);
    sorting::sort_by(&mut mapping.mapped, |a, b| place(a).cmp(&place(b)));
    Ok(mapping.mapped)
}

/// A mapping that is being made.
struct Mapping<'a> {
    sample: &'a [Record],
    labels: Vec<String>,
    plain: Vec<String>,
    mapped: Vec<Mapped>,
}

impl Mapping<'_> {
    fn add(&mut self, field: Field, column: usize, reason: Reason) {
        self.mapped.push(Mapped { field, column: column as u32, name: self.labels[column].clone(), reason });
    }

    /// Whether a column looks like what names or reaches a person: it becomes a segment only where somebody says so.
    fn is_personal(&self, column: usize) -> bool {
        let cells = filled(self.sample, column);
        Personal::of_column(&self.labels[column], cells.iter().filter_map(|cell| str::from_utf8(cell).ok())).is_some()
    }

    fn segments(&self) -> usize {
        self.mapped.iter().filter(|known| known.field == Field::Segment).count()
    }

    fn has(&self, field: Field) -> bool {
        self.mapped.iter().any(|known| known.field == field)
    }

    fn free(&self) -> impl Iterator<Item = usize> {
        (0..self.labels.len()).filter(|column| !self.mapped.iter().any(|known| known.column as usize == *column))
    }

    /// Free columns that are named like a field, the best first.
    fn named(&self, field: Field) -> impl Iterator<Item = usize> {
        let mut ranked: Vec<(usize, usize)> =
            self.free().filter_map(|column| Some((field.rank(&self.plain[column])?, column))).collect();
        sorting::sort(&mut ranked);
        ranked.into_iter().map(|(_, column)| column)
    }

    /// The best named column whose cells do not speak against it.
    fn by_name(&self, field: Field) -> Option<usize> {
        (!self.has(field)).then(|| self.named(field).find(|column| self.is_plausible(field, *column))).flatten()
    }

    fn is_plausible(&self, field: Field, column: usize) -> bool {
        let cells = filled(self.sample, column);
        let half = |fits: &dyn Fn(&[u8]) -> bool| cells.iter().filter(|cell| fits(cell)).count() * 2 >= cells.len();
        match field {
            Field::Time => half(&|cell| Stamp::parse(cell).is_some()),
            Field::Channel => cells.is_empty() || !half(&|cell| Kind::of(cell) == Kind::Time),
            // Numbers of rows are no customers, where others could be.
            Field::Customer if matches!(self.plain[column].as_str(), "id" | "uid") => {
                let others = || self.free().any(|other| other != column && looks_like(field, self.sample, other));
                cells.len() < FEW || distinct(&cells) < cells.len() || !others()
            }
            _ => true,
        }
    }

    /// A column of times of day beside one of dates.
    fn clock(&self) -> Option<usize> {
        let time = self.mapped.iter().find(|known| known.field == Field::Time)?.column as usize;
        let fits = |column: &usize| {
            let pairs = self
                .sample
                .iter()
                .filter_map(|row| Some((row.get(time)?.trim_ascii(), row.get(*column)?.trim_ascii())));
            let dated: Vec<(&[u8], &[u8])> =
                pairs.filter(|(date, clock)| Stamp::parse(date).is_some() && !is_blank(clock)).collect();
            let clock = |(date, clock): &(&[u8], &[u8])| {
                clock.contains(&b':') && Stamp::parse(&[date, b" ".as_slice(), clock].concat()).is_some()
            };
            !dated.is_empty() && dated.iter().filter(|pair| clock(pair)).count() * 10 >= dated.len() * 9
        };
        self.named(Field::Clock).find(fits)
    }
}

/// Cells from which something can be told.
const FEW: usize = 20;

fn filled(sample: &[Record], column: usize) -> Vec<&[u8]> {
    sample.iter().filter_map(|row| row.get(column)).filter(|cell| Kind::of(cell) != Kind::Blank).collect()
}

fn distinct(cells: &[&[u8]]) -> usize {
    let mut distinct = cells.to_vec();
    sorting::sort_distinct(&mut distinct);
    distinct.len()
}

/// Whether the cells of a column look like a field.
fn looks_like(field: Field, sample: &[Record], column: usize) -> bool {
    let cells = filled(sample, column);
    let distinct = distinct(&cells);
    let most = |fits: &dyn Fn(&[u8]) -> bool| cells.iter().filter(|cell| fits(cell)).count() * 10 >= cells.len() * 9;
    if cells.is_empty() || cells.len() * 2 < sample.len() {
        return false;
    }
    match field {
        Field::Time => most(&|cell| cell.len() >= 8 && Stamp::parse(cell).is_some()),
        Field::Channel => {
            most(&|cell| Kind::of(cell) == Kind::Words)
                && !most(&|cell| flag(cell).is_some())
                && distinct >= 2
                && distinct <= (cells.len() / 3).clamp(2, 60)
        }
        Field::Customer => {
            most(&|cell| Stamp::parse(cell).is_none() || cell.len() < 8)
                && most(&|cell| matches!(Kind::of(cell), Kind::Words | Kind::Number) && !cell.contains(&b'.'))
                && distinct * 5 > cells.len()
        }
        Field::Segment => {
            most(&|cell| Kind::of(cell) == Kind::Words)
                && (2..=SEGMENT_WORDS).contains(&distinct)
                && distinct * 5 <= cells.len()
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests;
