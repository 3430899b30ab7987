//! What the worker keeps between visits. Results never wait for it; "saved" does.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;

use super::{Worker, post, reply};
use crate::{
    domain::dataset::Dataset,
    pack::Pack,
    protocol::{FromWorker, Opened, Reply, Restored, View},
    store::{Key, Store, StoreError, record},
    web::storage::Storage,
};

impl Worker {
    pub(super) fn restore(&self, id: u32) {
        let worker = self.clone();
        spawn_local(async move {
            let storage = worker.storage().await;
            let mut restored = Restored { memory_only: storage.memory_only(), ..Restored::default() };
            match record::load::<View>(&*storage, Key::View).await {
                Ok(view) => restored.view = view,
                Err(error) => restored.unreadable.push(error),
            }
            match record::load::<Dataset>(&*storage, Key::Dataset).await {
                Ok(None) => {}
                Ok(Some(dataset)) => {
                    restored.opened = Some(Opened::of(&dataset));
                    let mut state = worker.0.borrow_mut();
                    state.dataset = Some(Rc::new(dataset));
                    state.fitted = None;
                }
                Err(error) => restored.unreadable.push(error),
            }
            let newer = restored.unreadable.iter().find(|error| matches!(error, StoreError::Newer { .. }));
            worker.0.borrow_mut().beside.newer = newer.cloned();
            reply(id, Reply::Restored(Box::new(restored)));
        });
    }

    pub(super) fn save_dataset(&self, dataset: Rc<Dataset>) {
        let worker = self.clone();
        spawn_local(async move {
            let result = worker.save(Key::Dataset, &*dataset).await;
            post(&FromWorker::DatasetStored { checksum: dataset.source.checksum.to_string(), result });
        });
    }

    pub(super) fn save_view(&self, id: u32, view: View) {
        // A view that comes behind an erasure is a view of nothing.
        if self.0.borrow().dataset.is_none() {
            return reply(id, Reply::NothingOpen);
        }
        let worker = self.clone();
        spawn_local(async move { reply(id, Reply::ViewStored(worker.save(Key::View, &view).await)) });
    }

    async fn save<T: Pack>(&self, key: Key, value: &T) -> Result<(), StoreError> {
        if let Some(newer) = self.0.borrow().beside.newer.clone() {
            return Err(newer);
        }
        let storage = self.storage().await;
        storage.write(&[(key, record::encode(value))]).await
    }

    pub(super) fn erase(&self, id: u32) {
        {
            let mut state = self.0.borrow_mut();
            state.dataset = None;
            state.unsaved = None;
            state.fitted = None;
            state.attribution = None;
            state.comparison = None;
            state.beside.newer = None;
        }
        let worker = self.clone();
        spawn_local(async move {
            let storage = worker.storage().await;
            reply(id, Reply::Erased(erase_and_look(&storage).await));
        });
    }

    /// The store, opened at its first use.
    async fn storage(&self) -> Rc<Storage> {
        if let Some(storage) = self.0.borrow().storage.clone() {
            return storage;
        }
        let opened = Rc::new(Storage::open().await);
        self.0.borrow_mut().storage.get_or_insert(opened).clone()
    }
}

/// Erases, and reads back that nothing is left.
async fn erase_and_look(storage: &Storage) -> Result<(), StoreError> {
    storage.erase().await?;
    for key in Key::ALL {
        if storage.read(key).await?.is_some() {
            return Err(StoreError::Failed { cause: format!("the {} is still there", key.name()) });
        }
    }
    Ok(())
}
