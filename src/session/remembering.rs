//! Choices about files, kept for the next file with the same header.

use super::Session;
use crate::{
    domain::{import::table::Hints, touchpoint::settings::Settings},
    engine::import::{Choices, Remembered, header_of},
    protocol::Opened,
};

/// Headers whose choices are kept.
const MOST_REMEMBERED: usize = 50;

impl Session {
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
