//! What is kept between visits: one small shelf that names the datasets, and a record for each of them.
//!
//! [`Store`] has three implementors: memory, which serves where the browser's storage is blocked, and the tests; the
//! browser's database, `web::indexed_db`; and its private files, `web::files`. All keep one contract
//! (tests/shared/store_contract.rs). [`Keeper`] holds two of them in step, the second as a copy of the first.

mod backup;
mod error;
mod keeper;
mod memory;
pub mod record;
mod shelf;

pub use backup::{Backup, EXTENSION};
pub use error::StoreError;
pub use keeper::{Keeper, Kept};
pub use memory::MemoryStore;
pub use shelf::{Item, Shelf};

/// Tells a dataset from all others that were ever stored in this browser.
pub type DatasetId = u64;

/// All that one save writes. It happens whole or not at all.
#[derive(Clone, Copy, Debug)]
pub struct Batch<'a> {
    /// The generation that must be in force: where another one is, something else has written meanwhile.
    pub expect: Option<u64>,
    /// The generation from now on; larger than every former one.
    pub generation: u64,
    /// The record of the shelf.
    pub shelf: &'a [u8],
    /// Datasets that are new. A record never changes under its id.
    pub put: &'a [(DatasetId, &'a [u8])],
    pub remove: &'a [DatasetId],
}

/// Durable records.
// The futures never leave the thread they were made on: the store lives in one worker.
#[allow(async_fn_in_trait)]
pub trait Store {
    /// The record of the shelf, and its generation; `None` where nothing was ever written.
    async fn shelf(&self) -> Result<Option<(u64, Vec<u8>)>, StoreError>;

    /// The record of a dataset.
    async fn dataset(&self, id: DatasetId) -> Result<Option<Vec<u8>>, StoreError>;

    /// Writes what is acknowledged durably; [`StoreError::Overtaken`] where another generation is in force.
    async fn write(&self, batch: Batch<'_>) -> Result<(), StoreError>;

    /// What is there, by name, with its bytes.
    async fn list(&self) -> Result<Vec<(String, u64)>, StoreError>;

    /// Removes everything.
    async fn erase(&self) -> Result<(), StoreError>;
}
