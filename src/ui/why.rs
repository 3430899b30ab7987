//! "Why this number?": asked of a credit, answered by the program of the further views.

use leptos::{html, prelude::*};

use super::desk::Desk;

/// The channel that was asked about last.
#[derive(Clone, Copy)]
pub struct Asked(RwSignal<Option<String>>);

impl Asked {
    pub fn new() -> Asked {
        Asked(RwSignal::new(None))
    }

    /// A button that asks about a channel.
    pub fn button(self, channel: String) -> AnyView {
        let label = format!("Why this number? {channel}");
        // Asked again of the same one it is answered again.
        let ask = move |_| self.0.update(|asked| *asked = Some(channel.clone()));
        view! { <button class="link" aria-label=label on:click=ask>"Why this number?"</button> }.into_any()
    }
}

/// The dialog with the answer.
#[component]
pub fn Why(asked: Asked) -> impl IntoView {
    let desk = Desk::here();
    let (dialog, place) = (NodeRef::<html::Dialog>::new(), NodeRef::<html::Div>::new());
    Effect::new(move |_| {
        let (Some(_), Some(dialog), Some(place)) = (asked.0.get(), dialog.get_untracked(), place.get_untracked())
        else {
            return;
        };
        desk.give_place(&place);
        if !dialog.open()
            && let Err(error) = dialog.show_modal()
        {
            leptos::logging::error!("the answer could not be shown: {error:?}");
        }
    });
    view! {
        <dialog node_ref=dialog aria-label="Why this number?">
            <h2 tabindex="-1" autofocus>"Why this number?"</h2>
            <div class="views" data-part="why" data-channel=move || asked.0.get() node_ref=place></div>
            <form method="dialog"><button>"Close"</button></form>
        </dialog>
    }
}
