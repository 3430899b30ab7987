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
    /// One at a time is at the stores.
    gate: Arc<Mutex<()>>,
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
            if let Some((reply, file)) = vault.answer(request, file).await {
                post_with(&FromWorker::Reply { id, reply }, file.as_slice());
            }
        });
    }

    async fn answer(&self, request: Request, file: Option<Blob>) -> Option<(Reply, Option<Blob>)> {
        Some(match request {
            Request::Restore { tends, has } => self.restore(tends, has).await,
            Request::Store(storing) => {
                let id = storing.item.id;
                let result = self.store(*storing, file).await.map(Box::new);
                (Reply::Stored { id, result }, None)
            }
            Request::Save(of, look) => (Reply::Saved(self.save(of, *look).await.map(Box::new)), None),
            Request::Shelve(shelving) => self.shelve(shelving).await,
            Request::Erase => (Reply::Erased(self.erase().await), None),
            Request::BackUp => self.back_up().await,
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
}
