//! The store in use: the browser's, or memory where that is blocked.

use std::pin::pin;

use futures_util::future::{Either, select};

use super::{indexed_db::IndexedDbStore, schedule};
use crate::store::{Key, MemoryStore, Store, StoreError};

/// The name of the database of this origin.
pub const DATABASE: &str = "touchline";

/// Milliseconds that opening the database may take.
const PATIENCE: i32 = 5_000;

pub enum Storage {
    Durable(IndexedDbStore),
    /// Nothing lasts beyond the page, for this reason.
    Memory(MemoryStore, StoreError),
}

impl Storage {
    pub async fn open() -> Storage {
        let opening = pin!(IndexedDbStore::open(DATABASE));
        let waiting = pin!(schedule::after(PATIENCE));
        let opened = match select(opening, waiting).await {
            Either::Left((opened, _)) => opened,
            Either::Right(_) => Err(StoreError::Blocked { cause: "its database did not open in time".to_owned() }),
        };
        match opened {
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
