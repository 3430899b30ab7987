//! Records in memory, gone when the page goes.

use std::cell::RefCell;

use super::{Batch, DatasetId, Store, StoreError};

#[derive(Debug, Default)]
pub struct MemoryStore(RefCell<Records>);

#[derive(Debug, Default)]
struct Records {
    shelf: Option<(u64, Vec<u8>)>,
    datasets: Vec<(DatasetId, Vec<u8>)>,
}

impl Store for MemoryStore {
    async fn shelf(&self) -> Result<Option<(u64, Vec<u8>)>, StoreError> {
        Ok(self.0.borrow().shelf.clone())
    }

    async fn dataset(&self, id: DatasetId) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(self.0.borrow().datasets.iter().find(|(known, _)| *known == id).map(|(_, record)| record.clone()))
    }

    async fn write(&self, batch: Batch<'_>) -> Result<(), StoreError> {
        let mut records = self.0.borrow_mut();
        let now = records.shelf.as_ref().map_or(0, |(generation, _)| *generation);
        if batch.expect.is_some_and(|expect| expect != now) {
            return Err(StoreError::Overtaken);
        }
        records.shelf = Some((batch.generation, batch.shelf.to_vec()));
        records.datasets.retain(|(id, _)| !batch.remove.contains(id) && batch.put.iter().all(|(put, _)| put != id));
        records.datasets.extend(batch.put.iter().map(|(id, record)| (*id, record.to_vec())));
        Ok(())
    }

    async fn list(&self) -> Result<Vec<(String, u64)>, StoreError> {
        let records = self.0.borrow();
        let shelf = records.shelf.iter().map(|(_, record)| ("shelf".to_owned(), record.len() as u64));
        let datasets = records.datasets.iter().map(|(id, record)| (super::record::name(*id), record.len() as u64));
        Ok(shelf.chain(datasets).collect())
    }

    async fn erase(&self) -> Result<(), StoreError> {
        *self.0.borrow_mut() = Records::default();
        Ok(())
    }
}
