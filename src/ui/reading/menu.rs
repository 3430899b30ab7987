//! Fields of a form whose change reads the file again: a menu, a line of text. What they show is set as a property too: an
//! attribute no longer counts once the user has touched the field.

use leptos::{ev, prelude::*};

/// A choice of several, by its number.
pub fn menu(
    label: &str,
    options: Vec<String>,
    current: usize,
    note: String,
    choose: impl Fn(usize) + 'static,
) -> AnyView {
    let options = options.into_iter().enumerate().map(|(at, words)| option(at.to_string(), words, at == current));
    let options: Vec<AnyView> = options.collect();
    let change = move |event: ev::Event| {
        if let Ok(at) = event_target_value(&event).parse() {
            choose(at);
        }
    };
    view! {
        <label class="field"><span>{label.to_owned()}</span><select on:change=change>{options}</select><small class="quiet">{note}</small></label>
    }
    .into_any()
}

/// An option of a menu.
pub fn option(value: String, words: String, is_chosen: bool) -> AnyView {
    view! { <option value=value selected=is_chosen prop:selected=is_chosen>{words}</option> }.into_any()
}

/// A line of text; blank for none. `list` is the id of a list of suggestions, or blank.
pub fn line(
    label: &str,
    current: String,
    kind: &'static str,
    list: &'static str,
    note: String,
    choose: impl Fn(Option<String>) + 'static,
) -> AnyView {
    let change = move |event: ev::Event| {
        let text = event_target_value(&event).trim().to_owned();
        choose(Some(text).filter(|text| !text.is_empty()));
    };
    view! {
        <label class="field">
            <span>{label.to_owned()}</span>
            <input type=kind min="0" step="any" list=list prop:value=current on:change=change />
            <small class="quiet">{note}</small>
        </label>
    }
    .into_any()
}

/// Words of a menu.
pub fn words(options: &[&str]) -> Vec<String> {
    options.iter().map(|option| (*option).to_owned()).collect()
}
