//! Choices about files, kept for the next file with the same header.

use super::{Command, Session};
use crate::{
    domain::{import::table::Hints, touchpoint::settings::Settings},
    engine::import::{Choices, Remembered, header_of},
    protocol::{Beside, Opened, Request},
};

/// Headers whose choices are kept.
const MOST_REMEMBERED: usize = 50;

impl Session {
    pub(super) fn read(&mut self, name: String) -> Vec<Command> {
        let how = |opened: &Opened| opened.how.as_ref().map(|how| how.settings.clone());
        // Other choices make another dataset of the same file.
        let open = self.opened.as_deref().filter(|_| self.choices == Choices::default());
        let open = open.map(|opened| (opened.checksum.clone(), how(opened)));
        self.read_beside(name, open)
    }

    /// Reads a file, unless it is the one that is said to be open.
    pub(super) fn read_beside(&mut self, name: String, open: Option<(String, Option<Settings>)>) -> Vec<Command> {
        self.import.begin();
        self.estimate = None;
        let beside = Beside { open, remembered: self.remembered.clone(), zones: None, transcoded: None };
        vec![Command::Send(Request::Open { name, choices: Box::new(self.choices.clone()), beside: Box::new(beside) })]
    }

    /// Keeps the choices that were made, for the next file with the same header.
    pub(super) fn remember(&mut self, opened: &Opened) {
        if self.choices == Choices::default() {
            return;
        }
        let header = header_of(&opened.reading.names);
        let remembered = &mut self.remembered;
        remembered.retain(|known| known.header != header);
        // Leads are of one file, not of one header; and how the file is parted decides what its header is.
        let settings = Settings { hints: Hints::default(), ..self.choices.settings.clone() };
        let choices = Choices { settings, leads: None, ..self.choices.clone() };
        if choices != Choices::default() {
            remembered.push(Remembered { header, choices });
        }
        let most = remembered.len().saturating_sub(MOST_REMEMBERED);
        remembered.drain(..most);
    }
}
