//! What is kept between visits: records by key, behind one trait with two implementors.
//!
//! [`MemoryStore`] serves where the browser's storage is blocked, and the tests; the browser's
//! own is `web::indexed_db`. Both pass one contract (tests/shared/store_contract.rs).

mod memory;
pub mod record;

use std::fmt;

use crate::pack::Pack;

pub use memory::MemoryStore;

/// Keys of the records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Key {
    /// The open dataset.
    Dataset,
    /// The last view of it.
    View,
}

impl Key {
    pub const ALL: [Key; 2] = [Key::Dataset, Key::View];

    pub fn name(self) -> &'static str {
        match self {
            Key::Dataset => "dataset",
            Key::View => "view",
        }
    }
}

/// Durable records. Each call is one transaction: it happens whole or not at all.
// The futures never leave the thread they were made on: the store lives in one worker.
#[allow(async_fn_in_trait)]
pub trait Store {
    /// The record last written under a key.
    async fn read(&self, key: Key) -> Result<Option<Vec<u8>>, StoreError>;

    /// Writes all of the records. What is acknowledged is stored.
    async fn write(&self, records: &[(Key, Vec<u8>)]) -> Result<(), StoreError>;

    /// Removes every record.
    async fn erase(&self) -> Result<(), StoreError>;
}

/// Why something could not be stored or read back.
#[derive(Clone, Debug, PartialEq, Eq, Pack)]
pub enum StoreError {
    /// The browser lets this page store nothing.
    Blocked { cause: String },
    /// The browser gave no more room.
    Full,
    /// The storage as a whole was made by a newer version of Touchline.
    NewerStorage,
    /// The record's checksum does not fit its bytes.
    Damaged { key: String },
    /// The record was written by an earlier version, before anything was released, whose form is not read any more.
    Older { key: String, version: u16 },
    /// The record was written by a newer version of Touchline.
    Newer { key: String, version: u16 },
    /// Anything else that the browser reports.
    Failed { cause: String },
}

impl fmt::Display for StoreError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            StoreError::Blocked { cause } => write!(out, "This browser lets the page store nothing ({cause})"),
            StoreError::Full => write!(out, "The browser gives this page no more room"),
            StoreError::NewerStorage => {
                write!(out, "This browser's storage was made by a newer version; reload to get that version")
            }
            StoreError::Damaged { key } => write!(out, "The stored {key} is damaged and was not read"),
            StoreError::Older { key, version } => write!(
                out,
                "The stored {key} was written by an earlier version (format {version}) that this one does not read: open the file again"
            ),
            StoreError::Newer { key, version } => write!(
                out,
                "The stored {key} was written by a newer version (format {version}) and was left as it is; reload to get that version"
            ),
            StoreError::Failed { cause } => write!(out, "The browser's storage failed: {cause}"),
        }
    }
}

impl std::error::Error for StoreError {}
