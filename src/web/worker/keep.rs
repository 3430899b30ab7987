//! What the worker keeps between visits. Results never wait for it; "saved" does.

use std::rc::Rc;

use futures_util::lock::OwnedMutexGuard;
use wasm_bindgen_futures::spawn_local;

use super::{Worker, post, reply};
use crate::{
    domain::dataset::Dataset,
    engine::import::Kind,
    protocol::{FromWorker, Look, Opened, Reply, Restored, Shelving},
    store::{Batch, DatasetId, Item, Kept, Shelf, StoreError, record},
    web::{
        clock,
        storage::{self, Shelves},
    },
};

impl Worker {
    pub(super) fn restore(&self, id: u32, tends: bool) {
        let worker = self.clone();
        spawn_local(async move {
            let shelves = worker.shelves().await;
            let _turn = worker.turn_at_store().await;
            let kept = shelves.keeper.open(tends).await;
            worker.answer_with_stored(id, &shelves, kept).await;
        });
    }

    /// Opens what is open on the shelf, and tells the page.
    async fn answer_with_stored(&self, id: u32, shelves: &Shelves, kept: Result<Kept, StoreError>) {
        let mut restored = Restored {
            memory_only: shelves.keeper.main().memory_only(),
            no_copy: shelves.no_copy.clone(),
            ..Restored::default()
        };
        match kept {
            Ok(kept) => {
                self.0.borrow_mut().kept = Some(kept.clone());
                let open = kept.shelf.open;
                let has_it = open.is_some() && self.0.borrow().stored == open;
                if let Some(dataset) = self.0.borrow().dataset.clone().filter(|_| has_it) {
                    restored.opened = Some(Opened::of(&dataset));
                } else if let Some(open) = open {
                    match read(shelves, open).await {
                        Ok(dataset) => {
                            restored.opened = Some(Opened::of(&dataset));
                            self.0.borrow_mut().look_at(dataset, Some(open));
                        }
                        Err(error) => restored.unreadable.push(error),
                    }
                }
                restored.kept = kept;
            }
            Err(error) => restored.unreadable.push(error),
        }
        reply(id, Reply::Restored(Box::new(restored)));
    }

    /// Stores a dataset that was read, under a name that is free.
    pub(super) fn save_dataset(&self, dataset: Rc<Dataset>) {
        let worker = self.clone();
        spawn_local(async move {
            let checksum = dataset.source.checksum.to_string();
            let result = worker.store(&dataset).await.map(Box::new);
            post(&FromWorker::DatasetStored { checksum, result });
        });
    }

    async fn store(&self, dataset: &Dataset) -> Result<Kept, StoreError> {
        let record = record::encode(dataset);
        let id = clock::wall();
        let (replaces, look) = {
            let beside = &self.0.borrow().beside;
            (beside.replaces, beside.look.clone())
        };
        let item = Item {
            id,
            name: dataset.source.name.clone(),
            checksum: dataset.source.checksum.to_string(),
            kind: Kind::of(dataset),
            rows: dataset.source.accepted,
            bytes: record.len() as u64,
            stored: id as i64 / 1_000,
            view: look.view,
        };
        let add = |shelf: &mut Shelf| {
            shelf.add(item, replaces);
            shelf.remembered = look.remembered;
            Ok(vec![(id, record.as_slice())])
        };
        let kept = self.change(add).await?;
        let mut state = self.0.borrow_mut();
        state.stored = Some(id);
        Ok(kept)
    }

    pub(super) fn save(&self, id: u32, look: Look) {
        let mut state = self.0.borrow_mut();
        // A view that comes behind an erasure is a view of nothing.
        if state.dataset.is_none() {
            return reply(id, Reply::NothingOpen);
        }
        // A dataset that is not stored yet is stored with it.
        state.beside.look = look.clone();
        let stored = state.stored;
        drop(state);
        let worker = self.clone();
        spawn_local(async move {
            let change = |shelf: &mut Shelf| {
                shelf.remembered = look.remembered;
                if let Some(id) = stored {
                    item(shelf, id)?.view = look.view;
                }
                Ok(Vec::new())
            };
            let kept = worker.change(change).await;
            reply(id, Reply::Saved(kept.map(Box::new)));
        });
    }

    pub(super) fn shelve(&self, id: u32, shelving: Shelving) {
        let worker = self.clone();
        spawn_local(async move {
            let kept = match shelving {
                Shelving::Open(open) => return worker.open_stored(id, open).await,
                Shelving::Rename(of, name) => {
                    let rename = |shelf: &mut Shelf| {
                        item(shelf, of)?.name.clear();
                        let name = shelf.free_name(&name);
                        item(shelf, of)?.name = name;
                        Ok(Vec::new())
                    };
                    worker.change(rename).await
                }
                Shelving::Duplicate(of) => worker.duplicate(of).await,
                Shelving::Delete(of) => {
                    let remove = |shelf: &mut Shelf| {
                        shelf.remove(of);
                        Ok(Vec::new())
                    };
                    worker.change(remove).await
                }
            };
            reply(id, Reply::Shelved(kept.map(Box::new)));
        });
    }

    async fn open_stored(&self, id: u32, open: DatasetId) {
        let shelves = self.shelves().await;
        let turn_to = |shelf: &mut Shelf| {
            item(shelf, open)?;
            shelf.open = Some(open);
            Ok(Vec::new())
        };
        let kept = self.change(turn_to).await;
        self.answer_with_stored(id, &shelves, kept).await;
    }

    async fn duplicate(&self, of: DatasetId) -> Result<Kept, StoreError> {
        let record = self.shelves().await.keeper.dataset(of).await?;
        let id = clock::wall();
        let copy = |shelf: &mut Shelf| {
            let copy = Item { id, ..item(shelf, of)?.clone() };
            let open = shelf.open;
            shelf.add(copy, None);
            shelf.open = open;
            Ok(vec![(id, record.as_slice())])
        };
        self.change(copy).await
    }

    /// Changes the shelf as it stands now, and writes it with the records that `change` puts on it; those of datasets that are
    /// on it no more are removed.
    pub(super) async fn change<'a>(
        &self,
        change: impl FnOnce(&mut Shelf) -> Result<Vec<(DatasetId, &'a [u8])>, StoreError>,
    ) -> Result<Kept, StoreError> {
        let shelves = self.shelves().await;
        let _turn = self.turn_at_store().await;
        let known = self.0.borrow().kept.clone();
        let known = match known {
            Some(known) => known,
            None => shelves.keeper.open(false).await?,
        };
        let mut shelf = known.shelf.clone();
        let put = change(&mut shelf)?;
        let gone = known.shelf.items.iter().map(|item| item.id).filter(|id| shelf.item(*id).is_none());
        let remove: Vec<DatasetId> = gone.collect();
        let generation = clock::wall().max(known.generation + 1);
        let record = record::encode(&shelf);
        let batch = Batch { expect: Some(known.generation), generation, shelf: &record, put: &put, remove: &remove };
        let written = shelves.keeper.write(batch).await;
        let kept = written.map(|copy_fault| Kept { generation, shelf, copy_fault, recovered: false });
        // Where it failed, what is there is read anew for the next change.
        self.0.borrow_mut().kept = kept.as_ref().ok().cloned();
        kept
    }

    pub(super) fn erase(&self, id: u32) {
        {
            let mut state = self.0.borrow_mut();
            state.dataset = None;
            state.stored = None;
            state.unsaved = None;
            state.fitted = None;
            state.attribution = None;
            state.comparison = None;
            state.kept = None;
        }
        let worker = self.clone();
        spawn_local(async move {
            let shelves = worker.shelves().await;
            let _turn = worker.turn_at_store().await;
            reply(id, Reply::Erased(shelves.keeper.erase().await));
        });
    }

    /// The stores, opened at their first use.
    pub(super) async fn shelves(&self) -> Rc<Shelves> {
        if let Some(shelves) = self.0.borrow().shelves.clone() {
            return shelves;
        }
        let opened = Rc::new(storage::open().await);
        self.0.borrow_mut().shelves.get_or_insert(opened).clone()
    }

    /// Waits until nothing else of this worker is at the stores.
    async fn turn_at_store(&self) -> OwnedMutexGuard<()> {
        let gate = self.0.borrow().gate.clone();
        gate.lock_owned().await
    }
}

fn item(shelf: &mut Shelf, id: DatasetId) -> Result<&mut Item, StoreError> {
    shelf.item_mut(id).ok_or_else(|| StoreError::Gone { name: "The dataset".to_owned() })
}

async fn read(shelves: &Shelves, id: DatasetId) -> Result<Dataset, StoreError> {
    record::decode(&record::name(id), &shelves.keeper.dataset(id).await?)
}
