//! A field for a seed, and a button that draws a new one.

use leptos::{ev, prelude::*};
use web_sys::HtmlInputElement;

use super::want;
use crate::{
    domain::uncertainty::draw::LARGEST_SEED,
    protocol::views::Wish,
    web::{field, seed},
};

/// What is no seed does not stay in the field.
pub fn seed_field(label: &'static str, current: Signal<u64>, set: impl Fn(u64) + Copy + 'static) -> AnyView {
    let change = move |event: ev::Event| {
        let fits = |seed: &f64| (0.0..=LARGEST_SEED as f64).contains(seed) && seed.fract() == 0.0;
        match field::number(&event).filter(fits) {
            Some(typed) => set(typed as u64),
            None => event_target::<HtmlInputElement>(&event).set_value(&current.get_untracked().to_string()),
        }
    };
    let fresh = move |_| match seed::fresh() {
        Ok(fresh) => set(fresh),
        Err(error) => want(Wish::NoFreshSeed(error.to_string())),
    };
    view! {
        <label class="field"><span>{label}</span>
            <input type="number" min="0" step="1" prop:value=move || current.get().to_string() on:change=change />
        </label>
        <button on:click=fresh>"New seed"</button>
    }
    .into_any()
}
