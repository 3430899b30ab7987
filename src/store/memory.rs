//! Records in memory, gone when the page goes.

use std::cell::RefCell;

use super::{Key, Store, StoreError};

#[derive(Debug, Default)]
pub struct MemoryStore(RefCell<Vec<(Key, Vec<u8>)>>);

impl Store for MemoryStore {
    async fn read(&self, key: Key) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(self.0.borrow().iter().find(|(known, _)| *known == key).map(|(_, record)| record.clone()))
    }

    async fn write(&self, records: &[(Key, Vec<u8>)]) -> Result<(), StoreError> {
        let mut kept = self.0.borrow_mut();
        kept.retain(|(known, _)| !records.iter().any(|(key, _)| key == known));
        kept.extend(records.iter().cloned());
        Ok(())
    }

    async fn erase(&self) -> Result<(), StoreError> {
        self.0.borrow_mut().clear();
        Ok(())
    }
}
