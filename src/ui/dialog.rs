//! A dialog of the browser's own: it takes the focus, gives it back, and closes on Escape.

use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Moves the focus to an element, where it is there.
pub fn focus(element: Option<&impl JsCast>) {
    if let Some(element) = element.and_then(|element| element.dyn_ref::<HtmlElement>())
        && let Err(error) = element.focus()
    {
        leptos::logging::error!("the focus could not be moved: {error:?}");
    }
}

/// A button that opens a dialog.
#[component]
pub fn DialogButton(
    /// The button's words.
    label: &'static str,
    #[prop(default = "")] class: &'static str,
    title: &'static str,
    children: ChildrenFn,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    let open = move |_| {
        if let Some(dialog) = dialog.get()
            && let Err(error) = dialog.show_modal()
        {
            leptos::logging::error!("the dialog could not be opened: {error:?}");
        }
    };
    view! {
        <button class=class on:click=open>{label}</button>
        <dialog node_ref=dialog aria-label=title>
            <h2 tabindex="-1" autofocus>{title}</h2>
            {children()}
            <form method="dialog"><button>"Close"</button></form>
        </dialog>
    }
}
