//! A button that copies something, and what came of it.

use leptos::prelude::*;

use crate::web::wire::BrowserError;

/// Is told how the copying ended.
pub type Copied = Box<dyn FnOnce(Result<(), BrowserError>)>;

/// `described` says what is copied, for those who do not see beside what the button stands.
pub fn copying(described: String, copy: impl Fn(Copied) + 'static) -> AnyView {
    let words = RwSignal::new(String::new());
    let click = move |_| {
        words.set(String::new());
        copy(Box::new(move |ended| {
            let told = match ended {
                Ok(()) => "Copied".to_owned(),
                Err(error) => format!("Not copied: {error}"),
            };
            // The button may be gone by then, and nobody left to tell.
            drop(words.try_set(told));
        }));
    };
    view! {
        <button class="link" aria-label=described on:click=click>"Copy"</button>
        <span role="status">{words}</span>
    }
    .into_any()
}
