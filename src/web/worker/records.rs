//! Datasets as records: handed over to be stored, and loaded again.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use web_sys::Blob;

use super::Worker;
use crate::{
    domain::dataset::Dataset,
    protocol::{FromWorker, Opened, Reply},
    store::{Item, StoreError, record},
    web::{
        clock,
        post::{post, post_with, reply},
        wire::{blob_of, bytes_of, describe},
    },
};

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
pub(super) fn hand_over(dataset: &Dataset) {
    let record = record::encode(dataset);
    match blob_of(&record) {
        Ok(file) => post_with(&FromWorker::Record(Box::new(Item::of(dataset, clock::wall(), record.len()))), &[file]),
        Err(error) => {
            let message = format!("the dataset could not be handed over: {}", describe(&error));
            post(&FromWorker::Mute { message });
        }
    }
}
