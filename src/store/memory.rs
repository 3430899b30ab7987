//! Records in memory, gone when the page goes.

use std::{cell::RefCell, collections::HashMap};

use super::{Key, Store, StoreError};

#[derive(Debug, Default)]
pub struct MemoryStore(RefCell<HashMap<Key, Vec<u8>>>);

impl Store for MemoryStore {
    async fn read(&self, key: Key) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(self.0.borrow().get(&key).cloned())
    }

    async fn write(&self, records: &[(Key, Vec<u8>)]) -> Result<(), StoreError> {
        self.0.borrow_mut().extend(records.iter().cloned());
        Ok(())
    }

    async fn erase(&self) -> Result<(), StoreError> {
        self.0.borrow_mut().clear();
        Ok(())
    }
}
