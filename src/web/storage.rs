//! The store in use: the browser's database, or memory where that is blocked; and the copy in private files.

use std::{pin::pin, rc::Rc};

use futures_util::future::{Either, select};

use super::{indexed_db::IndexedDbStore, private_files::PrivateFiles, schedule, wire::property};
use crate::store::{Batch, DatasetId, Keeper, Kept, MemoryStore, Store, StoreError};

/// The name of the database, of the folder of private files, and of what tabs share: of this copy of the page, of which an
/// origin may have several under different paths. theme.js tells it.
pub fn home() -> String {
    property(&js_sys::global(), "touchlineHome")
        .and_then(|home| home.as_string())
        .unwrap_or_else(|| "touchline".to_owned())
}

/// Milliseconds that opening may take.
const PATIENCE: i32 = 5_000;

pub enum Storage {
    Durable(IndexedDbStore),
    /// Nothing lasts beyond the page, for this reason.
    Memory(MemoryStore, StoreError),
}

/// What the worker keeps things with, and why there is no copy, where there is none.
pub struct Shelves {
    pub keeper: Keeper<Storage, PrivateFiles>,
    pub no_copy: Option<StoreError>,
}

/// Told the bytes of each piece that a store has taken in.
pub type Written = Rc<dyn Fn(usize)>;

/// Opens both stores of this page.
pub async fn open(written: Written) -> Shelves {
    let home = home();
    match in_time(IndexedDbStore::open(&home, written.clone())).await {
        Ok(store) => {
            let (copy, no_copy) = match in_time(PrivateFiles::open(&home, written)).await {
                Ok(copy) => (Some(copy), None),
                Err(error) => (None, Some(error)),
            };
            Shelves { keeper: Keeper::new(Storage::Durable(store), copy), no_copy }
        }
        Err(error) => {
            let storage = Storage::Memory(MemoryStore::default(), error);
            Shelves { keeper: Keeper::new(storage, None), no_copy: None }
        }
    }
}

impl Shelves {
    /// How many stores keep what is stored.
    pub fn count(&self) -> usize {
        if self.no_copy.is_none() { 2 } else { 1 }
    }

    /// What is kept, with what is to be known of the stores themselves.
    pub fn tell(&self, kept: Kept) -> Kept {
        let copy_fault = kept.copy_fault.or_else(|| self.no_copy.clone());
        Kept { copy_fault, memory_only: self.keeper.main().memory_only(), ..kept }
    }
}

async fn in_time<T>(opening: impl Future<Output = Result<T, StoreError>>) -> Result<T, StoreError> {
    match select(pin!(opening), pin!(schedule::after(PATIENCE))).await {
        Either::Left((opened, _)) => opened,
        Either::Right(_) => Err(StoreError::Blocked { cause: "it did not open in time".to_owned() }),
    }
}

impl Storage {
    pub fn memory_only(&self) -> Option<StoreError> {
        match self {
            Storage::Durable(_) => None,
            Storage::Memory(_, cause) => Some(cause.clone()),
        }
    }
}

impl Store for Storage {
    async fn shelf(&self) -> Result<Option<(u64, Vec<u8>)>, StoreError> {
        match self {
            Storage::Durable(store) => store.shelf().await,
            Storage::Memory(store, _) => store.shelf().await,
        }
    }

    async fn dataset(&self, id: DatasetId) -> Result<Option<Vec<u8>>, StoreError> {
        match self {
            Storage::Durable(store) => store.dataset(id).await,
            Storage::Memory(store, _) => store.dataset(id).await,
        }
    }

    async fn write(&self, batch: Batch<'_>) -> Result<(), StoreError> {
        match self {
            Storage::Durable(store) => store.write(batch).await,
            Storage::Memory(store, _) => store.write(batch).await,
        }
    }

    async fn list(&self) -> Result<Vec<(String, u64)>, StoreError> {
        match self {
            Storage::Durable(store) => store.list().await,
            Storage::Memory(store, _) => store.list().await,
        }
    }

    async fn erase(&self) -> Result<(), StoreError> {
        match self {
            Storage::Durable(store) => store.erase().await,
            Storage::Memory(store, _) => store.erase().await,
        }
    }
}
