//! The place of the further views, whose program is loaded when this is looked at.

use leptos::{html, prelude::*};

use super::desk::Desk;
use crate::web::views;

#[component]
pub fn Side() -> impl IntoView {
    let desk = Desk::here();
    let place = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        if let Some(place) = place.get() {
            views::place(&place);
        }
    });
    let shown = desk.shown();
    Effect::new(move |_| shown.with(views::show));
    view! { <div class="views" node_ref=place><p class="quiet">"Loading this view …"</p></div> }
}
