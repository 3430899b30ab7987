//! The head of a column by which a table is sorted.

use leptos::prelude::*;

/// A button in the head; `state` is what `aria-sort` says, and `sort` is what the button does.
pub fn heading(
    label: impl IntoView + 'static,
    class: &'static str,
    state: impl Fn() -> &'static str + Copy + Send + 'static,
    sort: impl Fn() + 'static,
) -> AnyView {
    let arrow = move || match state() {
        "descending" => " ↓",
        "ascending" => " ↑",
        _ => "",
    };
    view! {
        <th scope="col" class=class aria-sort=state>
            <button class="heading" on:click=move |_| sort()>{label}<span aria-hidden="true">{arrow}</span></button>
        </th>
    }
    .into_any()
}
