//! The worker that waits for the next file.

use web_sys::console;

use super::{super::schedule, Client, line::Role};

impl Client {
    /// Loads a worker for the next file, where there is none.
    pub(super) fn keep_spare(&self) {
        let mut state = self.0.state.borrow_mut();
        if state.line(Role::Spare).is_none() && state.line(Role::Import).is_none() {
            // Without a spare one the next file waits a little longer.
            if let Err(error) = self.start(&mut state, Role::Spare) {
                console::debug_2(&"no spare worker".into(), &error);
            }
        }
    }

    pub(super) fn keep_spare_soon(&self) {
        let client = self.clone();
        schedule::after_paint(move || client.keep_spare());
    }
}
