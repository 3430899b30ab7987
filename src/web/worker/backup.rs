//! All that is stored in one file, and back; and what is stored where.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, StorageEstimate};

use super::{Worker, post_with, reply, scope};
use crate::{
    protocol::{FromWorker, Inventory, Reply},
    store::{Backup, Kept, Shelf, StoreError},
    web::{audit, clock, wire},
};

impl Worker {
    pub(super) fn back_up(&self, id: u32) {
        let worker = self.clone();
        spawn_local(async move {
            match worker.backed_up().await {
                Ok((kept, file)) => {
                    let message = FromWorker::Reply { id, reply: Reply::BackedUp(Ok(Box::new(kept))) };
                    post_with(&message, &[file]);
                }
                Err(error) => reply(id, Reply::BackedUp(Err(error))),
            }
        });
    }

    async fn backed_up(&self) -> Result<(Kept, Blob), StoreError> {
        let now = (clock::wall() / 1_000) as i64;
        let note = |shelf: &mut Shelf| {
            shelf.backed_up = Some(now);
            Ok(Vec::new())
        };
        let kept = self.change(note).await?;
        let shelves = self.shelves().await;
        let mut backup = Backup { shelf: kept.shelf.clone(), records: Vec::new() };
        for item in &kept.shelf.items {
            backup.records.push((item.id, shelves.keeper.dataset(item.id).await?));
        }
        let bytes = Array::of1(&Uint8Array::from(backup.to_bytes().as_slice()));
        let file = Blob::new_with_u8_array_sequence(&bytes).map_err(|error| failed(&error))?;
        Ok((kept, file))
    }

    pub(super) fn take_backup(&self, id: u32, file: Option<Blob>) {
        let worker = self.clone();
        spawn_local(async move {
            match worker.taken(file).await {
                Ok((added, known, kept)) => reply(id, Reply::BackupTaken { added, known, kept: Box::new(kept) }),
                Err(error) => reply(id, Reply::Shelved(Err(error))),
            }
        });
    }

    async fn taken(&self, file: Option<Blob>) -> Result<(u32, u32, Kept), StoreError> {
        let file = file.ok_or(StoreError::NoBackup)?;
        let bytes = JsFuture::from(file.array_buffer()).await.map_err(|error| failed(&error))?;
        let backup = Backup::of_bytes(&Uint8Array::new(&bytes).to_vec())?;
        let mut added = 0;
        let add = |shelf: &mut Shelf| {
            let put = backup.add_to(shelf);
            added = put.len();
            Ok(put)
        };
        let kept = self.change(add).await?;
        Ok((added as u32, (backup.shelf.items.len() - added) as u32, kept))
    }

    pub(super) fn tell_inventory(&self, id: u32) {
        let worker = self.clone();
        spawn_local(async move {
            let mut inventory = Inventory { loaded: audit::loaded(), ..Inventory::default() };
            match worker.shelves().await.keeper.list().await {
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
                inventory.room =
                    estimate.get_usage().zip(estimate.get_quota()).map(|(used, most)| (used as u64, most as u64));
            }
            reply(id, Reply::Inventory(Box::new(inventory)));
        });
    }
}

fn failed(error: &JsValue) -> StoreError {
    StoreError::Failed { cause: wire::describe(error) }
}
