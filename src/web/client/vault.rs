//! What the vault is asked, and what becomes of its answers.

use js_sys::Date;
use web_sys::{Blob, console};

use super::{
    super::{file, wire},
    Client,
    line::Role,
};
use crate::{
    protocol::{Opened, Reply, Request, ToWorker},
    session::Event,
    store::{EXTENSION, StoreError},
};

/// Deaths of the vault over one request after which it is not asked again.
const PATIENCE: u32 = 2;

/// What the vault has been asked and has not answered.
#[derive(Default)]
pub(super) struct AtVault {
    asked: Vec<(ToWorker, Vec<Blob>)>,
    losses: u32,
}

impl AtVault {
    pub(super) fn begin(&mut self, message: ToWorker, files: Vec<Blob>) {
        if message.request != Request::Ping {
            self.asked.push((message, files));
        }
    }

    fn settle(&mut self, id: u32) {
        self.asked.retain(|(message, _)| message.id != id);
        self.losses = 0;
    }
}

impl Client {
    pub(super) fn take_of_vault(&self, serial: u32, id: u32, reply: Reply, file: Option<Blob>) {
        let mut state = self.0.state.borrow_mut();
        if state.of_serial(serial).and_then(|line| line.settle(id)).is_none() {
            return;
        }
        state.at_vault.settle(id);
        if let Reply::Erased(_) = reply {
            state.forget();
        }
        match (reply, file) {
            (Reply::Restored(restored), Some(record)) => {
                state.restored = Some(restored);
                state.loading = Some(record);
                drop(state);
                self.send(Request::Load);
            }
            (reply, file) => {
                drop(state);
                if let Some(backup) = file {
                    self.hand_out(&backup);
                }
                let idle = matches!(reply, Reply::Restored(_) | Reply::Erased(_));
                self.tell(Event::Replied(reply));
                if idle {
                    self.keep_spare_soon();
                }
            }
        }
    }

    /// The worker has loaded the record that came with what was restored.
    pub(super) fn finish_restoring(&self, loaded: Result<Box<Opened>, StoreError>) {
        let restored = self.0.state.borrow_mut().restored.take();
        let Some(mut restored) = restored else { return };
        match loaded {
            Ok(opened) => {
                let mut state = self.0.state.borrow_mut();
                state.record = state.loading.take();
                restored.opened = Some(*opened);
            }
            Err(error) => restored.unreadable.push(error),
        }
        self.tell(Event::Replied(Reply::Restored(restored)));
    }

    /// Offers a backup to be saved.
    fn hand_out(&self, backup: &Blob) {
        let day = String::from(Date::new_0().to_iso_string()).chars().take(10).collect::<String>();
        if let Err(error) = file::save(&format!("touchline-{day}{EXTENSION}"), backup) {
            self.tell(Event::Unsent(error.to_string()));
        }
    }

    /// A new vault is asked what the lost one did not answer; where that is lost over it as well, it is told.
    pub(super) fn lose_vault(&self, message: Option<String>) {
        let mut state = self.0.state.borrow_mut();
        state.at_vault.losses += 1;
        let asked = std::mem::take(&mut state.at_vault.asked);
        if asked.is_empty() {
            return;
        }
        let gives_up = state.at_vault.losses >= PATIENCE;
        if gives_up {
            state.at_vault.losses = 0;
        }
        if gives_up || self.start(&mut state, Role::Vault).is_err() {
            drop(state);
            return self.tell(Event::VaultLost { message });
        }
        for (message, files) in asked {
            match wire::pack(&message, &files) {
                Ok(packed) => {
                    if let Some(line) = state.line(Role::Vault) {
                        line.send(message.id, &message.request, packed);
                    }
                    state.at_vault.begin(message, files);
                }
                Err(error) => console::error_2(&"a request could not be sent again".into(), &error.into()),
            }
        }
    }
}
