//! The theme of the page: the system's, or one that was chosen. public/theme.js wears and keeps it.

use wasm_bindgen::JsValue;

use super::{storage::home, views::say};

/// Heard by theme.js, with the word of the theme.
const CHOSEN: &str = "touchline-theme";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    System,
    Light,
    Dark,
}

impl Theme {
    pub const ALL: [Theme; 3] = [Theme::System, Theme::Light, Theme::Dark];

    /// The one that is worn.
    pub fn worn() -> Theme {
        let root = web_sys::window().and_then(|window| window.document()?.document_element());
        let word = root.and_then(|root| root.get_attribute("data-theme")).unwrap_or_default();
        Theme::named(&word)
    }

    /// The one that is kept, read back from where theme.js keeps it; `None`: the system's is followed, or nothing can be kept.
    pub fn kept() -> Option<Theme> {
        let storage = web_sys::window().and_then(|window| window.local_storage().unwrap_or_default())?;
        let word = storage.get_item(&Theme::key()).unwrap_or_default()?;
        Some(Theme::named(&word)).filter(|theme| *theme != Theme::System)
    }

    /// What the browser has it under, in the local storage of the origin.
    pub fn key() -> String {
        format!("{}-theme", home())
    }

    /// Of its word; the system's where there is none of that word.
    pub fn named(word: &str) -> Theme {
        Theme::ALL.into_iter().find(|theme| theme.word() == word).unwrap_or(Theme::System)
    }

    /// Wears it and keeps it; of the system's theme nothing is kept.
    pub fn wear(self) {
        say(CHOSEN, &JsValue::from_str(self.word()));
    }

    pub fn word(self) -> &'static str {
        match self {
            Theme::System => "",
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }

    /// As menus and commands call it.
    pub fn title(self) -> &'static str {
        match self {
            Theme::System => "as the system",
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }
}
