//! What charts and figures need to know of the open dataset, in the page and in the program of the further views.

use leptos::prelude::*;

use crate::{domain::words::NumberStyle, web::locale::Formats};

/// A copyable handle; components find it in the context.
#[derive(Clone, Copy)]
pub struct Scene {
    /// The channels of the open dataset, by which colours go.
    pub channels: Memo<Vec<String>>,
    /// "synthetic journeys" or "observed journeys".
    pub origin: Memo<&'static str>,
    pub formats: StoredValue<Formats, LocalStorage>,
    /// Narrows the scope to journeys that hold a channel, or no longer.
    pub select: Callback<String>,
}

impl Scene {
    pub fn here() -> Scene {
        expect_context::<Scene>()
    }

    /// Writes figures by the browser's locale.
    pub fn write(self, write: impl FnOnce(&Formats) -> String) -> String {
        self.formats.with_value(write)
    }

    /// How sentences and charts write figures.
    pub fn style(self) -> NumberStyle {
        self.formats.with_value(Formats::style)
    }
}
