//! Leads as read from a file: compact rows over tables of names.

use foldhash::fast::FixedState;
use indexmap::IndexSet;
use serde::{Deserialize, Serialize};

use super::zip::Zip;

/// Money in whole cents, so that sums are exact.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Cents(pub i64);

impl Cents {
    /// The amount in units of the currency (dollars).
    pub fn units(self) -> f64 {
        self.0 as f64 / 100.0
    }
}

/// An index into a [`Names`] table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct NameId(u32);

/// Distinct names in the order of their first appearance.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Names(IndexSet<Box<str>, FixedState>);

/// One accepted row. Its id is [`Leads::id`] at the row's index.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Lead {
    /// Line of the file on which the row begins, from 1.
    pub line: u32,
    pub persona: NameId,
    pub play: Option<NameId>,
    pub zip: Zip,
    /// StormOps Impact Index.
    pub sii: f64,
    /// 0 to 100 in the original's files; `None` where blank.
    pub risk: Option<f64>,
    /// The property's estimated value.
    pub estimated_value: Option<Cents>,
}

/// All accepted leads of one file, in file order.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Leads {
    ids: IndexSet<Box<str>, FixedState>,
    pub personas: Names,
    pub plays: Names,
    rows: Vec<Lead>,
}

impl NameId {
    pub(in crate::domain) fn of_index(index: u32) -> NameId {
        NameId(index)
    }
}

impl Names {
    /// No name at all.
    pub fn none() -> &'static Names {
        static NONE: Names = Names(IndexSet::with_hasher(FixedState::with_seed(0)));
        &NONE
    }

    /// The id of a name, adding it when it is new.
    pub fn intern(&mut self, name: &str) -> NameId {
        let index = match self.0.get_index_of(name) {
            Some(index) => index,
            None => self.0.insert_full(name.into()).0,
        };
        // A row takes more than one byte, so a file of 2^32 names cannot be held anyway.
        NameId(index as u32)
    }

    pub fn name(&self, id: NameId) -> &str {
        self.0.get_index(id.0 as usize).map_or("", |name| name)
    }

    pub fn find(&self, name: &str) -> Option<NameId> {
        self.0.get_index_of(name).map(|index| NameId(index as u32))
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn iter(&self) -> impl Iterator<Item = (NameId, &str)> + Clone {
        self.0.iter().enumerate().map(|(index, name)| (NameId(index as u32), &**name))
    }
}

impl NameId {
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl Leads {
    /// The line of the lead with this id, if there is one.
    pub fn line_of(&self, id: &str) -> Option<u32> {
        self.ids.get_index_of(id).map(|index| self.rows[index].line)
    }

    /// The lead with this id.
    pub fn find(&self, id: &str) -> Option<&Lead> {
        self.ids.get_index_of(id).map(|index| &self.rows[index])
    }

    /// Adds a lead with an id that no other has.
    pub fn push(&mut self, id: &str, lead: Lead) {
        if self.ids.insert(id.into()) {
            self.rows.push(lead);
        }
    }

    pub fn id(&self, index: usize) -> &str {
        self.ids.get_index(index).map_or("", |id| id)
    }

    pub fn rows(&self) -> &[Lead] {
        &self.rows
    }

    pub fn len(&self) -> usize {
        self.rows.len()
    }

    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}
