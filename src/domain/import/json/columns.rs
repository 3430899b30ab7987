//! The columns of JSON: names of members in the order in which they first stand, and where the members of one object
//! go.

use serde_json::value::RawValue;

use super::{
    PATH,
    element::{self, Members},
    touches::Touches,
};
use crate::domain::{
    import::{
        record::Record,
        reject::{Reason, Rejection},
        table::LeftOut,
    },
    lead::{NameId, Names},
};

/// Most columns. A name beyond is left out.
const MOST: usize = 4_096;

/// Names of members that were left out are kept up to this many, and up to so many letters.
const LISTED: usize = 20;
const LONGEST_LISTED: usize = 80;

/// What has members of a column's name.
#[derive(Clone, Copy, Debug, Default)]
struct Owners {
    journeys: u32,
    /// Touches, or events without a journey.
    touches: u32,
}

/// The columns, and what does not go into them.
#[derive(Debug, Default)]
pub(super) struct Columns {
    names: Names,
    /// By name.
    owners: Vec<Owners>,
    /// Whether any object had a list of touches.
    has_journeys: bool,
    left_out: LeftOut,
    /// The column behind the last one that was found.
    next: usize,
}

impl Columns {
    /// Takes up the names of an element and of its touches.
    pub(super) fn learn(&mut self, text: &str) {
        let Some(mut touches) = self.take_up(text, false) else { return };
        self.has_journeys = true;
        while let Some((touch, _)) = touches.next() {
            self.take_up(touches.text(touch), true);
        }
    }

    /// The touches of the object, if it has a list of them.
    fn take_up(&mut self, text: &str, is_touch: bool) -> Option<Touches> {
        let taken_up = element::read(text, |_, members| {
            let path = element::path(&members).filter(|_| !is_touch).map(|text| Touches::new(text, 0));
            self.add(members, Owners { journeys: path.is_some().into(), touches: path.is_none().into() });
            path
        });
        // An object at fault is told of when it is read.
        taken_up.unwrap_or_default()
    }

    fn add(&mut self, members: Members, owners: Owners) {
        for (name, value) in element::flat(members).unwrap_or_default() {
            // An absent path is no column of its own.
            let is_path = name == PATH && value.get() == "null";
            if !element::is_scalar(value) || is_path {
                continue;
            }
            if let Some(id) = self.names.find(&name) {
                let known = &mut self.owners[id.index()];
                known.journeys = known.journeys.saturating_add(owners.journeys);
                known.touches = known.touches.saturating_add(owners.touches);
            } else if self.names.len() < MOST {
                self.names.intern(&name);
                self.owners.push(owners);
            }
        }
    }

    pub(super) fn len(&self) -> usize {
        self.names.len()
    }

    pub(super) fn names(&self) -> Vec<String> {
        self.names.iter().map(|(_, name)| name.to_owned()).collect()
    }

    pub(super) fn left_out(&self) -> &LeftOut {
        &self.left_out
    }

    /// Whether the cells of a column are members of journeys rather than of touches; `None` where there are no journeys.
    pub(super) fn speaks_of_journeys(&self, column: usize) -> Option<bool> {
        let owners = self.owners.get(column).filter(|_| self.has_journeys)?;
        Some(owners.journeys > owners.touches)
    }

    /// Writes the cells of one object, whose text begins on `line`. What it lacks is taken from `below`, or blank; of
    /// members of one name the last counts. `path` is the list that is no cell.
    pub(super) fn write(
        &mut self,
        members: Members,
        path: Option<&str>,
        below: Option<&Record>,
        line: u64,
        record: &mut Record,
    ) -> Result<(), Rejection> {
        let flat = element::flat(members)
            .map_err(|(name, error)| Rejection::named(&name, b"{", element::reason(&error, line)))?;
        let mut slots: Vec<Option<&RawValue>> = vec![None; self.names.len()];
        for (name, value) in flat {
            match self.find(&name) {
                _ if path.is_some() && name == PATH => {}
                Some(column) => slots[column] = Some(value),
                None if value.get() == "null" => {}
                None => self.leave_out(&name),
            }
        }
        record.clear();
        for (column, slot) in slots.into_iter().enumerate() {
            match slot {
                Some(value) => {
                    let cell = element::cell(value).map_err(|reason| self.reject(column, value, reason))?;
                    record.push(cell.as_bytes());
                }
                None => record.push(below.and_then(|below| below.get(column)).unwrap_or_default()),
            }
        }
        Ok(())
    }

    /// Objects have their members in the same order mostly.
    fn find(&mut self, name: &str) -> Option<usize> {
        let expected = (self.next < self.names.len() && self.name(self.next) == name).then_some(self.next);
        let found = expected.or_else(|| Some(self.names.find(name)?.index()))?;
        self.next = found + 1;
        Some(found)
    }

    fn name(&self, column: usize) -> &str {
        self.names.name(NameId::of_index(column as u32))
    }

    fn leave_out(&mut self, name: &str) {
        self.left_out.count += 1;
        let names = &mut self.left_out.names;
        if names.len() < LISTED {
            let short: String = name.chars().take(LONGEST_LISTED).collect();
            if !names.contains(&short) {
                names.push(short);
            }
        }
    }

    fn reject(&self, column: usize, value: &RawValue, reason: Reason) -> Rejection {
        Rejection::named(self.name(column), value.get().as_bytes(), reason)
    }
}
