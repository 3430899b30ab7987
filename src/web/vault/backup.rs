//! All that is stored in one file, and back; and what is stored where.

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, StorageEstimate};

use super::Vault;
use crate::{
    protocol::{Inventory, Reply},
    store::{Backup, DatasetId, Kept, Shelf, StoreError},
    web::{
        audit, clock,
        post::scope,
        wire::{blob_of, bytes_of, describe},
    },
};

impl Vault {
    pub(super) async fn back_up(&self, of: Option<DatasetId>) -> (Reply, Option<Blob>) {
        match self.backed_up(of).await {
            Ok((kept, file, left_out)) => (Reply::BackedUp { kept: Ok(Box::new(kept)), left_out }, Some(file)),
            Err(error) => (Reply::BackedUp { kept: Err(error), left_out: Vec::new() }, None),
        }
    }

    /// What can be read of one dataset or of all, and the names of what cannot. That all were is noted where that can be.
    async fn backed_up(&self, of: Option<DatasetId>) -> Result<(Kept, Blob, Vec<String>), StoreError> {
        let shelves = self.shelves().await;
        let kept = shelves.keeper.open(false).await.map(|kept| shelves.tell(kept))?;
        let shelf = of.map_or_else(|| kept.shelf.clone(), |of| kept.shelf.alone(of));
        let mut backup = Backup { shelf: shelf.clone(), records: Vec::new() };
        let mut left_out = Vec::new();
        for item in &shelf.items {
            match shelves.keeper.dataset(item.id).await {
                Ok(record) => backup.records.push((item.id, record)),
                Err(_) => {
                    backup.shelf.remove(item.id);
                    left_out.push(item.name.clone());
                }
            }
        }
        let file = blob_of(&backup.into_bytes()).map_err(|error| StoreError::Failed { cause: describe(&error) })?;
        if of.is_some() && kept.shelf.items.len() > 1 {
            return Ok((kept, file, left_out));
        }
        let now = (clock::wall() / 1_000) as i64;
        let note = Box::new(move |shelf: &mut Shelf| {
            shelf.backed_up = Some(now);
            Ok(Vec::new())
        });
        Ok((self.change(note).await.unwrap_or(kept), file, left_out))
    }

    pub(super) async fn take_backup(&self, file: Option<Blob>) -> Reply {
        match self.taken(file).await {
            Ok((added, known, kept)) => Reply::BackupTaken { added, known, kept: Box::new(kept) },
            Err(error) => Reply::Shelved(Err(error)),
        }
    }

    async fn taken(&self, file: Option<Blob>) -> Result<(u32, u32, Kept), StoreError> {
        let file = file.ok_or(StoreError::NoBackup)?;
        let backup = Backup::of_bytes(&bytes_of(&file).await?)?;
        let mut added = 0;
        let add = Box::new(|shelf: &mut Shelf| {
            let put = backup.add_to(shelf);
            added = put.len();
            Ok(put)
        });
        let kept = self.change(add).await?;
        Ok((added as u32, (backup.shelf.items.len() - added) as u32, kept))
    }

    pub(super) async fn inventory(&self) -> Inventory {
        let mut inventory = Inventory { loaded: audit::loaded(), of_stores: true, ..Inventory::default() };
        match self.shelves().await.keeper.list().await {
            Ok(stored) => inventory.stored = stored,
            Err(error) => inventory.fault = Some(error),
        }
        let storage = scope().navigator().storage();
        if let Ok(asked) = storage.persisted() {
            inventory.persistent = JsFuture::from(asked).await.ok().and_then(|answer| answer.as_bool());
        }
        if let Ok(asked) = storage.estimate()
            && let Ok(estimate) = JsFuture::from(asked).await
        {
            let estimate: StorageEstimate = estimate.unchecked_into();
            let room = estimate.get_usage().zip(estimate.get_quota());
            inventory.room = room.map(|(used, most)| (used as u64, most as u64));
        }
        inventory
    }
}
