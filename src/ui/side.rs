//! The places of the further views, whose program is loaded when one of them is looked at.

use leptos::{html, prelude::*};

use super::{credit::ModelTools, desk::Desk, filters::Filters, findings::FindingsInShort, later::shown as shown_while};

#[component]
pub fn Side() -> impl IntoView {
    let of_dataset = Desk::here().memo(|session| session.stage.is_of_dataset());
    view! {
        {shown_while(of_dataset.into(), Box::new(|| view! { <Filters /><ModelTools /><FindingsInShort /> }.into_any()))}
        {place("view")}
    }
}

/// A place for a part of that program.
pub fn place(part: &'static str) -> AnyView {
    let desk = Desk::here();
    let place = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        if let Some(place) = place.get() {
            desk.give_place(&place);
        }
    });
    view! { <div class="views" data-part=part node_ref=place><p class="quiet">"Loading …"</p></div> }.into_any()
}
