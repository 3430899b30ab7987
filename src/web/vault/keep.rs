//! What is kept between visits: the shelf and the datasets on it.

use std::rc::Rc;

use futures_util::lock::OwnedMutexGuard;
use web_sys::Blob;

use super::{Put, Storing, Vault};
use crate::{
    protocol::{self, Look, Reply, Restored, Shelving},
    store::{Batch, DatasetId, Item, Kept, Shelf, StoreError, record},
    web::{
        clock,
        storage::{self, Shelves},
        wire::{blob_of, bytes_of, describe},
    },
};

impl Vault {
    /// What is on the shelf, and the record of the dataset that is open, unless the page has it.
    pub(super) async fn restore(&self, tends: bool, has: Option<DatasetId>) -> (Reply, Option<Blob>) {
        let shelves = self.shelves().await;
        let _turn = self.turn_at_store().await;
        let kept = shelves.keeper.open(tends).await.map(|kept| shelves.tell(kept));
        self.reopen_after(&kept);
        self.with_record(&shelves, kept, has).await
    }

    async fn with_record(
        &self,
        shelves: &Shelves,
        kept: Result<Kept, StoreError>,
        has: Option<DatasetId>,
    ) -> (Reply, Option<Blob>) {
        let mut restored = Restored::default();
        let mut file = None;
        match kept {
            Ok(kept) => {
                self.0.borrow_mut().kept = Some(kept.clone());
                if let Some(open) = kept.shelf.open.filter(|open| has != Some(*open)) {
                    match shelves.keeper.dataset(open).await.map(|record| blob_of(&record)) {
                        Ok(Ok(record)) => file = Some(record),
                        Ok(Err(error)) => restored.unreadable.push(StoreError::Failed { cause: describe(&error) }),
                        Err(error) => restored.unreadable.push(error),
                    }
                }
                restored.kept = kept;
            }
            Err(error) => restored.unreadable.push(error),
        }
        (Reply::Restored(Box::new(restored)), file)
    }

    /// Stores a dataset, under a name that is free, and tells the page how far that is.
    pub(super) async fn store(
        &self,
        request: u32,
        storing: protocol::Storing,
        record: Option<Blob>,
    ) -> Result<Kept, StoreError> {
        let protocol::Storing { item, replaces, remembered, playbooks } = storing;
        let record = record.ok_or_else(|| StoreError::Gone { name: item.name.clone() })?;
        let record = bytes_of(&record).await?;
        let whole = record.len() * self.shelves().await.count();
        let add = |is_late: bool| {
            let (item, record, remembered, playbooks) = (&item, &record, &remembered, &playbooks);
            Box::new(move |shelf: &mut Shelf| {
                // Nothing else is at the stores from here on.
                self.0.borrow_mut().storing = Some(Storing { request, whole, written: 0 });
                shelf.add(item.clone(), replaces);
                shelf.remembered.clone_from(remembered);
                if !is_late {
                    shelf.playbooks.clear();
                }
                let others = playbooks.iter().filter(|kept| !shelf.playbooks.contains(kept));
                let others: Vec<_> = others.cloned().collect();
                shelf.playbooks.extend(others);
                Ok(vec![(item.id, record.as_slice())])
            })
        };
        match self.change(add(false)).await {
            // It is put beside what another tab has saved meanwhile.
            Err(StoreError::Overtaken) => self.change(add(true)).await,
            stored => stored,
        }
    }

    pub(super) async fn save(&self, of: DatasetId, look: Look) -> Result<Kept, StoreError> {
        let change = Box::new(|shelf: &mut Shelf| {
            shelf.remembered = look.remembered;
            shelf.playbooks = look.playbooks;
            item(shelf, of)?.view = look.view;
            Ok(Vec::new())
        });
        self.change(change).await
    }

    pub(super) async fn shelve(&self, shelving: Shelving) -> (Reply, Option<Blob>) {
        let kept = match shelving {
            Shelving::Open(open) => return self.open_stored(open).await,
            Shelving::Rename(of, name) => {
                let rename = Box::new(|shelf: &mut Shelf| {
                    item(shelf, of)?.name.clear();
                    let name = shelf.free_name(&name);
                    item(shelf, of)?.name = name;
                    Ok(Vec::new())
                });
                self.change(rename).await
            }
            Shelving::Duplicate(of) => self.duplicate(of).await,
            Shelving::Delete(of) => {
                let remove = Box::new(|shelf: &mut Shelf| {
                    shelf.remove(of);
                    Ok(Vec::new())
                });
                self.change(remove).await
            }
        };
        (Reply::Shelved(kept.map(Box::new)), None)
    }

    async fn open_stored(&self, open: DatasetId) -> (Reply, Option<Blob>) {
        let turn_to = Box::new(|shelf: &mut Shelf| {
            item(shelf, open)?;
            shelf.open = Some(open);
            Ok(Vec::new())
        });
        let shelves = self.shelves().await;
        let kept = match self.change(turn_to).await {
            // It can be opened all the same, where only that cannot be noted.
            Err(StoreError::Full | StoreError::Failed { .. } | StoreError::Overtaken) => {
                let found = shelves.keeper.open(false).await.map(|kept| shelves.tell(kept));
                found.map(|kept| Kept { shelf: Shelf { open: Some(open), ..kept.shelf }, ..kept })
            }
            kept => kept,
        };
        self.with_record(&shelves, kept, None).await
    }

    async fn duplicate(&self, of: DatasetId) -> Result<Kept, StoreError> {
        let record = self.shelves().await.keeper.dataset(of).await?;
        let id = clock::wall();
        let copy = Box::new(|shelf: &mut Shelf| {
            let copy = Item { id, stored: (id / 1_000) as i64, ..item(shelf, of)?.clone() };
            let open = shelf.open;
            shelf.add(copy, None);
            shelf.open = open;
            Ok(vec![(id, record.as_slice())])
        });
        self.change(copy).await
    }

    /// Changes the shelf as it stands now, and writes it with the records that `change` puts on it; those of datasets that are
    /// on it no more are removed.
    pub(super) async fn change<'a>(
        &self,
        change: Box<dyn FnOnce(&mut Shelf) -> Put<'a> + 'a>,
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
        let kept = written.map(|copy_fault| shelves.tell(Kept { generation, shelf, copy_fault, ..Kept::default() }));
        // Where it failed, what is there is read anew for the next change.
        self.0.borrow_mut().kept = kept.as_ref().ok().cloned();
        self.reopen_after(&kept);
        kept
    }

    pub(super) async fn erase(&self) -> Result<(), StoreError> {
        let shelves = self.shelves().await;
        let _turn = self.turn_at_store().await;
        self.0.borrow_mut().kept = None;
        shelves.keeper.erase().await
    }

    /// A connection that the browser has closed is opened anew at the next use.
    fn reopen_after(&self, kept: &Result<Kept, StoreError>) {
        if let Err(StoreError::Failed { .. }) = kept {
            self.0.borrow_mut().shelves = None;
        }
    }

    /// The stores, opened at their first use.
    pub(super) async fn shelves(&self) -> Rc<Shelves> {
        if let Some(shelves) = self.0.borrow().shelves.clone() {
            return shelves;
        }
        let vault = self.clone();
        let opened = Rc::new(storage::open(Rc::new(move |bytes| vault.note_written(bytes))).await);
        self.0.borrow_mut().shelves.get_or_insert(opened).clone()
    }

    /// Waits until nothing else is at the stores.
    async fn turn_at_store(&self) -> OwnedMutexGuard<()> {
        let gate = self.0.borrow().gate.clone();
        gate.lock_owned().await
    }
}

fn item(shelf: &mut Shelf, id: DatasetId) -> Result<&mut Item, StoreError> {
    shelf.item_mut(id).ok_or_else(|| StoreError::Gone { name: "The dataset".to_owned() })
}
