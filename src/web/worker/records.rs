//! Datasets as records: handed over to be stored, and loaded again.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use web_sys::Blob;

use super::Worker;
use crate::{
    domain::{dataset::Dataset, playbook::Playbook},
    engine::EngineError,
    pack::Packed,
    protocol::{FromWorker, Opened, Reply},
    store::{Item, StoreError, record},
    web::{
        clock,
        post::{post, post_with, reply},
        schedule,
        wire::{blob_of, bytes_of, describe},
    },
};

/// Milliseconds for which a dataset waits to be stored, at most, until the first figures of it are shown; and for which it
/// waits then, while the page draws them.
const UNSAVED: i32 = 1_000;
pub(super) const SHOWN: i32 = 150;

impl Worker {
    /// Opens a stored dataset.
    pub(super) fn load(&self, id: u32, record: Option<Blob>) {
        let worker = self.clone();
        spawn_local(async move {
            let loaded = match record {
                Some(record) => worker.loaded(record).await,
                None => Err(StoreError::Gone { name: "The dataset".to_owned() }),
            };
            reply(id, Reply::Loaded(loaded.map(Box::new)));
        });
    }

    /// Makes the journeys of the open dataset anew.
    pub(super) fn play(&self, id: u32, playbook: &Packed<Playbook>, seed: u64) {
        let dataset = self.0.borrow().dataset.clone();
        let played = playbook.open().ok().and_then(|playbook| dataset?.replayed(playbook, seed));
        match played {
            None => reply(id, Reply::NothingOpen),
            Some(Err(error)) => reply(id, Reply::AttributeFailed(EngineError::from(error).into())),
            Some(Ok(dataset)) => {
                reply(id, Reply::Played(Box::new(Opened::of(&dataset))));
                self.keep(Rc::new(dataset));
            }
        }
    }

    /// Has this dataset open, and stored once its first figures are shown.
    pub(super) fn keep(&self, dataset: Rc<Dataset>) {
        let mut state = self.0.borrow_mut();
        state.fitted = None;
        state.attribution = None;
        state.dataset = Some(dataset.clone());
        state.unsaved = Some(dataset);
        drop(state);
        // Where no figures are asked for it is saved all the same.
        self.save_unsaved_after(UNSAVED);
    }

    pub(super) fn save_unsaved_after(&self, milliseconds: i32) {
        let worker = self.clone();
        spawn_local(async move {
            schedule::after(milliseconds).await;
            let unsaved = worker.0.borrow_mut().unsaved.take();
            if let Some(dataset) = unsaved {
                hand_over(&dataset);
            }
        });
    }

    async fn loaded(&self, record: Blob) -> Result<Opened, StoreError> {
        let dataset: Dataset = record::decode("dataset", &bytes_of(&record).await?)?;
        let opened = Opened::of(&dataset);
        let mut state = self.0.borrow_mut();
        state.dataset = Some(Rc::new(dataset));
        state.fitted = None;
        state.attribution = None;
        Ok(opened)
    }
}

/// Hands the record of a dataset over, to be stored.
fn hand_over(dataset: &Dataset) {
    let record = record::encode(dataset);
    match blob_of(&record) {
        Ok(file) => post_with(&FromWorker::Record(Box::new(Item::of(dataset, clock::wall(), record.len()))), &[file]),
        Err(error) => {
            let message = format!("the dataset could not be handed over: {}", describe(&error));
            post(&FromWorker::Mute { message });
        }
    }
}
