//! Records in IndexedDB, each write one transaction with strict durability.

use indexed_db_futures::{
    Build, BuildPrimitive,
    database::Database,
    error::{Error, OpenDbError},
    query_source::QuerySource,
    transaction::{Transaction, TransactionDurability, TransactionMode, TransactionOptions},
    typed_array::{TypedArray, TypedArraySlice},
};

use crate::store::{Key, Store, StoreError};

/// The database's own version: raised when its object stores change.
const VERSION: u8 = 1;
const RECORDS: &str = "records";

/// Records in one database of this origin.
pub struct IndexedDbStore {
    database: Database,
}

impl IndexedDbStore {
    /// Opens the database, making it where it is not there.
    pub async fn open(name: &str) -> Result<IndexedDbStore, StoreError> {
        let opening = Database::open(name).with_version(VERSION).with_on_upgrade_needed(|event, database| {
            // Migrations: a step for each version since the one that is there.
            if event.old_version() < 1.0 {
                database.create_object_store(RECORDS).build()?;
            }
            Ok(())
        });
        let database = opening.await.map_err(open_error)?;
        Ok(IndexedDbStore { database })
    }

    fn begin(&self, mode: TransactionMode) -> Result<Transaction<'_>, Error> {
        let mut options = TransactionOptions::new();
        options.set_durability(TransactionDurability::Strict);
        self.database.transaction(RECORDS).with_mode(mode).with_options(options).build()
    }

    async fn put(&self, records: &[(Key, Vec<u8>)]) -> Result<(), Error> {
        let transaction = self.begin(TransactionMode::Readwrite)?;
        let store = transaction.object_store(RECORDS)?;
        for (key, record) in records {
            store
                .put(TypedArraySlice::new(record.as_slice()))
                .with_key(key.name())
                .without_key_type()
                .primitive()?
                .await?;
        }
        transaction.commit().await
    }

    async fn get(&self, key: Key) -> Result<Option<Vec<u8>>, Error> {
        let transaction = self.begin(TransactionMode::Readonly)?;
        let store = transaction.object_store(RECORDS)?;
        let record: Option<TypedArray<u8>> = store.get(key.name()).primitive()?.await?;
        Ok(record.map(Into::into))
    }

    async fn clear(&self) -> Result<(), Error> {
        let transaction = self.begin(TransactionMode::Readwrite)?;
        transaction.object_store(RECORDS)?.clear()?.await?;
        transaction.commit().await
    }
}

impl Store for IndexedDbStore {
    async fn read(&self, key: Key) -> Result<Option<Vec<u8>>, StoreError> {
        self.get(key).await.map_err(store_error)
    }

    async fn write(&self, records: &[(Key, Vec<u8>)]) -> Result<(), StoreError> {
        self.put(records).await.map_err(store_error)
    }

    async fn erase(&self) -> Result<(), StoreError> {
        self.clear().await.map_err(store_error)
    }
}

fn open_error(error: OpenDbError) -> StoreError {
    match error {
        OpenDbError::Base(error) => match store_error(error) {
            StoreError::Failed { cause } => StoreError::Blocked { cause },
            known => known,
        },
        // Whatever `indexedDB.open` throws arrives as one of these, a SecurityError among them.
        _ => StoreError::Blocked { cause: "it refused to open its database".to_owned() },
    }
}

fn store_error(error: Error) -> StoreError {
    let cause = error.to_string();
    let Error::DomException(exception) = error else { return StoreError::Failed { cause } };
    match web_sys::DomException::from(exception).name().as_str() {
        "QuotaExceededError" => StoreError::Full,
        "SecurityError" => StoreError::Blocked { cause },
        "VersionError" => StoreError::NewerStorage,
        _ => StoreError::Failed { cause },
    }
}
