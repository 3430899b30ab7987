//! Workers that die or hang.

use super::{
    Client,
    line::{Role, Watch},
};
use crate::{protocol::Request, session::Event};

impl Client {
    pub(super) fn watch(&self) {
        let watched: Vec<(u32, Role, Watch)> =
            self.0.state.borrow_mut().lines.iter_mut().map(|line| (line.serial, line.role, line.watch())).collect();
        for (serial, role, watch) in watched {
            match watch {
                Watch::Well => {}
                Watch::Ask => self.send_to(role, Request::Ping),
                Watch::Dead => self.lose(serial, None),
            }
        }
    }

    /// A worker of another build is of no use, but a spare one can be done without.
    pub(super) fn end_of_other_build(&self, serial: u32) {
        let mut state = self.0.state.borrow_mut();
        let Some(role) = state.of_serial(serial).map(|line| line.role) else { return };
        state.end(role);
        drop(state);
        if role != Role::Spare {
            self.tell(Event::OtherBuild);
        }
    }

    /// Ends a worker; the next request for its role starts a new one.
    pub(super) fn lose(&self, serial: u32, message: Option<String>) {
        let mut state = self.0.state.borrow_mut();
        let Some(role) = state.of_serial(serial).map(|line| line.role) else { return };
        state.end(role);
        drop(state);
        self.say_lost(role, message);
    }

    pub(super) fn say_lost(&self, role: Role, message: Option<String>) {
        match role {
            Role::Main => self.tell(Event::WorkerLost { message }),
            Role::Import => {
                self.tell(Event::ImportLost { message });
                self.keep_spare();
            }
            Role::Vault => self.lose_vault(message),
            Role::Spare => {}
        }
    }
}
