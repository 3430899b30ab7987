//! The vault: the one program that is at the stores. It knows records, not what is in them, and is loaded when something is
//! stored or to be stored.

mod backup;
mod keep;

use std::{cell::RefCell, rc::Rc, sync::Arc};

use futures_util::lock::Mutex;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::spawn_local;
use web_sys::{Blob, MessageEvent, console};

use super::{
    post::{post, post_with, scope},
    storage::Shelves,
    wire,
};
use crate::{
    engine::{Phase, Progress},
    protocol::{FromWorker, Reply, Request, ToWorker},
    store::{DatasetId, Kept, StoreError},
};

/// What a change puts on the shelf, or why it cannot be made.
type Put<'a> = Result<Vec<(DatasetId, &'a [u8])>, StoreError>;

/// The vault's state; handles share it.
#[derive(Clone)]
struct Vault(Rc<RefCell<State>>);

#[derive(Default)]
struct State {
    shelves: Option<Rc<Shelves>>,
    /// What was last read of the shelf, or written to it.
    kept: Option<Kept>,
    /// The dataset that is being stored.
    storing: Option<Storing>,
    /// One at a time is at the stores.
    gate: Arc<Mutex<()>>,
}

/// How far the storing of a dataset has come, in all stores.
struct Storing {
    request: u32,
    whole: usize,
    written: usize,
}

/// Starts to listen, and says so.
pub fn run() -> Result<(), JsValue> {
    let vault = Vault(Rc::default());
    let listener = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        match wire::unpack::<ToWorker>(event.data()) {
            Ok((message, files)) => vault.hear(message, files.into_iter().next()),
            Err(error) => console::error_2(&"a message could not be read".into(), &error.into()),
        }
    });
    scope().set_onmessage(Some(listener.as_ref().unchecked_ref()));
    listener.forget();
    post(&FromWorker::Ready);
    Ok(())
}

impl Vault {
    fn hear(&self, message: ToWorker, file: Option<Blob>) {
        let vault = self.clone();
        spawn_local(async move {
            let ToWorker { id, request } = message;
            if let Some((reply, file)) = vault.answer(id, request, file).await {
                post_with(&FromWorker::Reply { id, reply }, file.as_slice());
            }
        });
    }

    async fn answer(&self, id: u32, request: Request, file: Option<Blob>) -> Option<(Reply, Option<Blob>)> {
        Some(match request {
            Request::Restore { tends, has } => self.restore(tends, has).await,
            Request::Store(storing) => {
                let dataset = storing.item.id;
                let result = self.store(id, *storing, file).await.map(Box::new);
                self.0.borrow_mut().storing.take_if(|storing| storing.request == id);
                (Reply::Stored { id: dataset, result }, None)
            }
            Request::Save(of, look) => (Reply::Saved(self.save(of, *look).await.map(Box::new)), None),
            Request::Shelve(shelving) => self.shelve(shelving).await,
            Request::Erase => (Reply::Erased(self.erase().await), None),
            Request::BackUp(of) => self.back_up(of).await,
            Request::TakeBackup => (self.take_backup(file).await, None),
            Request::Inventory => (Reply::Inventory(Box::new(self.inventory().await)), None),
            Request::Ping => {
                post(&FromWorker::Alive);
                return None;
            }
            // The client sends the others to a worker.
            _ => return None,
        })
    }

    /// A store has taken in so many bytes.
    fn note_written(&self, bytes: usize) {
        if let Some(storing) = &mut self.0.borrow_mut().storing {
            storing.written += bytes;
            let fraction = (storing.written as f64 / storing.whole as f64).min(1.0);
            let progress = Progress { phase: Phase::Storing, count: 0, fraction: Some(fraction) };
            post(&FromWorker::Progress { id: storing.request, progress });
        }
    }
}
