//! After a worker was lost: what is read back, and what is read again.

use super::{Command, Notice, Role, Session, Trouble};
use crate::protocol::Request;

impl Session {
    /// The last file is being read again under this name, by other choices, or is not held any more.
    pub fn reread(&mut self, name: Option<String>) -> Vec<Command> {
        match name {
            Some(name) => self.read(name),
            None => {
                self.notice = Some(Notice::NoFileHeld);
                Vec::new()
            }
        }
    }

    /// After a loss the last file is being read again under this name, or is not held any more.
    pub fn reopen(&mut self, name: Option<String>) -> Vec<Command> {
        match name {
            Some(name) => {
                self.notice = Some(Notice::ReadAgain);
                self.choices = self.opened_by.clone();
                // No worker has it open any more, though the page still shows it.
                self.read_beside(name, None)
            }
            None => {
                self.close(Notice::ReopenNeeded);
                Vec::new()
            }
        }
    }

    pub(super) fn recover(&mut self, message: Option<String>) -> Vec<Command> {
        self.losses += 1;
        self.saves.lost();
        if self.gives_up() {
            self.trouble = Some(Trouble::WorkerLost { message });
            return Vec::new();
        }
        self.ask_what_is_stored()
    }

    pub(super) fn ask_what_is_stored(&mut self) -> Vec<Command> {
        self.restoring = true;
        vec![Command::Send(Request::Restore { tends: self.role == Role::Saves, has: None })]
    }
}
