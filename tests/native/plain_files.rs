//! A store as plain files in memory that refuses single writes: the n-th, or all from the n-th on; or a whole operation.

use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
};

use touchline::{
    engine::import::Kind,
    protocol::View,
    store::{Batch, DatasetId, Item, Shelf, Store, StoreError, record},
};
use xxhash_rust::xxh3::xxh3_64;

/// What the browser's database and its private files do with a save that breaks off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// Nothing of it has happened.
    Database,
    /// What was written stands: a file that was emptied, or half of it. The shelf has two files, of which the older one is written.
    Files,
}

/// Which single writes get no room, counted from one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    Only(u32),
    From(u32),
}

/// What the store can be told to fail at as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    Shelf,
    Dataset,
    Write,
    List,
    Erase,
}

pub type Records = BTreeMap<String, Vec<u8>>;

pub struct PlainFiles {
    sort: Sort,
    records: RefCell<Records>,
    writes: Cell<u32>,
    refusal: Cell<Option<Refusal>>,
    pub fails_at: Cell<Option<Operation>>,
}

const SLOTS: [&str; 2] = ["shelf-0", "shelf-1"];

impl PlainFiles {
    pub fn new(sort: Sort) -> PlainFiles {
        let (records, writes, refusal, fails_at) = Default::default();
        PlainFiles { sort, records, writes, refusal, fails_at }
    }

    /// From now on; the count begins anew.
    pub fn refuse(&self, refusal: Option<Refusal>) {
        self.writes.set(0);
        self.refusal.set(refusal);
    }

    /// Single writes since then.
    pub fn writes(&self) -> u32 {
        self.writes.get()
    }

    /// All that is in it, to go back to.
    pub fn snapshot(&self) -> Records {
        self.records.borrow().clone()
    }

    pub fn go_back(&self, records: Records) {
        self.records.replace(records);
    }

    /// All of it is gone.
    pub fn lose(&self) {
        self.records.borrow_mut().clear();
    }

    fn at(&self, operation: Operation) -> Result<(), StoreError> {
        match self.fails_at.get() == Some(operation) {
            true => Err(busy()),
            false => Ok(()),
        }
    }

    fn single(&self) -> Result<(), StoreError> {
        let number = self.writes.get() + 1;
        self.writes.set(number);
        let is_refused = match self.refusal.get() {
            Some(Refusal::Only(refused)) => number == refused,
            Some(Refusal::From(first)) => number >= first,
            None => false,
        };
        if is_refused { Err(StoreError::Full) } else { Ok(()) }
    }

    /// A file is emptied, then filled.
    fn put(&self, records: &mut Records, name: &str, bytes: &[u8]) -> Result<(), StoreError> {
        self.single()?;
        records.insert(name.to_owned(), Vec::new());
        let written = self.single();
        let whole = if written.is_ok() { bytes } else { &bytes[..bytes.len() / 2] };
        records.insert(name.to_owned(), whole.to_vec());
        written
    }

    fn save(&self, records: &mut Records, batch: Batch<'_>) -> Result<(), StoreError> {
        let newest = newest(records);
        let generation = newest.as_ref().map_or(0, |(_, generation, _)| *generation);
        if batch.expect.is_some_and(|expect| expect != generation) {
            return Err(StoreError::Overtaken);
        }
        for (id, record) in batch.put {
            self.put(records, &record::name(*id), record)?;
        }
        let next = batch.generation.to_le_bytes();
        let sum = xxh3_64(&[&next, batch.shelf].concat()).to_le_bytes();
        let older = SLOTS[newest.map_or(0, |(slot, ..)| 1 - slot)];
        self.put(records, older, &[&next, &sum, batch.shelf].concat())?;
        for id in batch.remove {
            self.single()?;
            records.remove(&record::name(*id));
        }
        Ok(())
    }
}

/// The file of the shelf that counts, its generation and its record.
fn newest(records: &Records) -> Option<(usize, u64, Vec<u8>)> {
    let whole = |slot: usize| {
        let (generation, rest) = records.get(SLOTS[slot])?.split_first_chunk::<8>()?;
        let (sum, shelf) = rest.split_first_chunk::<8>()?;
        let fits = xxh3_64(&[generation, shelf].concat()).to_le_bytes() == *sum;
        fits.then(|| (slot, u64::from_le_bytes(*generation), shelf.to_vec()))
    };
    [0, 1].into_iter().filter_map(whole).max_by_key(|(_, generation, _)| *generation)
}

/// The record of a dataset, by its id.
pub fn dataset(id: DatasetId) -> Vec<u8> {
    record::encode(&vec![id; 40])
}

/// The shelf with one more dataset on it.
pub fn shelf_with(shelf: &Shelf, id: DatasetId) -> Shelf {
    let mut shelf = shelf.clone();
    let item = Item {
        id,
        name: format!("file {id}"),
        checksum: id.to_string(),
        kind: Kind::Touchpoints,
        rows: 40,
        bytes: dataset(id).len() as u64,
        stored: 0,
        view: View::default(),
    };
    shelf.add(item, None);
    shelf
}

/// How the browser fails at an operation.
pub fn busy() -> StoreError {
    StoreError::Failed { cause: "busy".to_owned() }
}

impl Store for &PlainFiles {
    async fn shelf(&self) -> Result<Option<(u64, Vec<u8>)>, StoreError> {
        self.at(Operation::Shelf)?;
        Ok(newest(&self.records.borrow()).map(|(_, generation, shelf)| (generation, shelf)))
    }

    async fn dataset(&self, id: DatasetId) -> Result<Option<Vec<u8>>, StoreError> {
        self.at(Operation::Dataset)?;
        Ok(self.records.borrow().get(&record::name(id)).cloned())
    }

    async fn write(&self, batch: Batch<'_>) -> Result<(), StoreError> {
        self.at(Operation::Write)?;
        let mut records = self.records.borrow().clone();
        let saved = self.save(&mut records, batch);
        if saved.is_ok() || self.sort == Sort::Files {
            self.records.replace(records);
        }
        saved
    }

    async fn list(&self) -> Result<Vec<(String, u64)>, StoreError> {
        self.at(Operation::List)?;
        Ok(self.records.borrow().iter().map(|(name, record)| (name.clone(), record.len() as u64)).collect())
    }

    async fn erase(&self) -> Result<(), StoreError> {
        self.at(Operation::Erase)?;
        self.lose();
        Ok(())
    }
}
