//! The store in use: the browser's, or memory where that is blocked.

use super::indexed_db::IndexedDbStore;
use crate::store::{Key, MemoryStore, Store, StoreError};

/// The name of the database of this origin.
pub const DATABASE: &str = "touchline";

pub enum Storage {
    Durable(IndexedDbStore),
    /// Nothing lasts beyond the page, for this reason.
    Memory(MemoryStore, StoreError),
}

impl Storage {
    pub async fn open() -> Storage {
        match IndexedDbStore::open(DATABASE).await {
            Ok(store) => Storage::Durable(store),
            Err(error) => Storage::Memory(MemoryStore::default(), error),
        }
    }

    pub fn memory_only(&self) -> Option<StoreError> {
        match self {
            Storage::Durable(_) => None,
            Storage::Memory(_, cause) => Some(cause.clone()),
        }
    }
}

impl Store for Storage {
    async fn read(&self, key: Key) -> Result<Option<Vec<u8>>, StoreError> {
        match self {
            Storage::Durable(store) => store.read(key).await,
            Storage::Memory(store, _) => store.read(key).await,
        }
    }

    async fn write(&self, records: &[(Key, Vec<u8>)]) -> Result<(), StoreError> {
        match self {
            Storage::Durable(store) => store.write(records).await,
            Storage::Memory(store, _) => store.write(records).await,
        }
    }

    async fn erase(&self) -> Result<(), StoreError> {
        match self {
            Storage::Durable(store) => store.erase().await,
            Storage::Memory(store, _) => store.erase().await,
        }
    }
}
