//! The shelf: which datasets are stored, under which names, and how each was last looked at.

use super::{DatasetId, record};
use crate::{
    domain::{dataset::Dataset, playbook::Playbook},
    engine::import::{Kind, Remembered},
    pack::{Pack, Packed},
    protocol::View,
};

/// Small, and written anew with every change.
#[derive(Clone, Debug, Default, PartialEq, Pack)]
pub struct Shelf {
    /// The oldest first.
    pub items: Vec<Item>,
    /// The one that was looked at last.
    pub open: Option<DatasetId>,
    /// How files were read where a choice was made, the last one last.
    pub remembered: Vec<Remembered>,
    /// When everything was last written to a backup, in seconds since 1970-01-01 00:00 UTC.
    pub backed_up: Option<i64>,
    /// Playbooks under their names.
    pub playbooks: Vec<Packed<Playbook>>,
}

/// A stored dataset.
#[derive(Clone, Debug, PartialEq, Pack)]
pub struct Item {
    pub id: DatasetId,
    /// No two have the same.
    pub name: String,
    /// Of the file.
    pub checksum: String,
    pub kind: Kind,
    /// Rows of the file that were accepted.
    pub rows: u32,
    /// Of the record.
    pub bytes: u64,
    /// When it was stored, in seconds since 1970-01-01 00:00 UTC.
    pub stored: i64,
    pub view: View,
}

impl Item {
    /// A dataset that is stored now, in milliseconds since 1970-01-01 00:00 UTC.
    pub fn of(dataset: &Dataset, now: u64, bytes: usize) -> Item {
        let source = &dataset.source;
        Item {
            id: now,
            name: source.name.clone(),
            checksum: source.checksum.to_string(),
            kind: Kind::of(dataset),
            rows: source.accepted,
            bytes: bytes as u64,
            stored: (now / 1_000) as i64,
            view: View::default(),
        }
    }
}

impl Shelf {
    pub fn item(&self, id: DatasetId) -> Option<&Item> {
        self.items.iter().find(|item| item.id == id)
    }

    pub fn item_mut(&mut self, id: DatasetId) -> Option<&mut Item> {
        self.items.iter_mut().find(|item| item.id == id)
    }

    /// `wanted`, or with the first number behind it that makes it a name of its own.
    pub fn free_name(&self, wanted: &str) -> String {
        let taken = |name: &str| self.items.iter().any(|item| item.name == name);
        let numbered = (2_u32..).map(|number| format!("{wanted} ({number})"));
        std::iter::once(wanted.to_owned()).chain(numbered).find(|name| !taken(name)).unwrap_or_default()
    }

    /// Puts an item on the shelf under a free name, or in the place of another one, whose name it takes.
    pub fn add(&mut self, mut item: Item, replaces: Option<DatasetId>) {
        if let Some(replaced) = replaces.and_then(|replaces| self.item(replaces)) {
            item.name.clone_from(&replaced.name);
        }
        // The same one again, where it is not known whether it was stored.
        self.items.retain(|known| Some(known.id) != replaces && known.id != item.id);
        item.name = self.free_name(&item.name);
        self.open = Some(item.id);
        self.items.push(item);
    }

    /// One item and nothing that belongs to the others.
    pub fn alone(&self, id: DatasetId) -> Shelf {
        Shelf { items: self.item(id).cloned().into_iter().collect(), open: Some(id), ..Shelf::default() }
    }

    pub fn remove(&mut self, id: DatasetId) {
        self.items.retain(|item| item.id != id);
        self.open.take_if(|open| *open == id);
    }

    /// Names of the records that belong to it.
    pub fn records(&self) -> impl Iterator<Item = String> {
        self.items.iter().map(|item| record::name(item.id))
    }
}
