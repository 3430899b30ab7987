//! Fields of the editor: each knows its place in the JSON, and says what is wrong there as one types.

use std::sync::Arc;

use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

use super::book::Book;
use crate::{domain::playbook::Playbook, web::field};

/// Reads a part of the playbook; `None` where it has no such part any more.
pub type Reads<T> = Arc<dyn Fn(&Playbook) -> Option<T> + Send + Sync>;

/// Changes it.
pub type Writes<T> = Arc<dyn Fn(&mut Playbook, T) + Send + Sync>;

/// How a number is written in its field.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    Plain,
    /// A fraction, typed in percent.
    Percent,
    /// A whole number from 0 on.
    Whole,
    /// Hundredths from 0 on.
    Hundredths,
}

impl Scale {
    /// The number that is typed in a field, if it can stand there.
    fn typed(self, event: &ev::Event) -> Option<f64> {
        let fits = |number: &f64| match self {
            Scale::Plain | Scale::Percent => true,
            Scale::Whole => *number >= 0.0 && number.fract() == 0.0,
            Scale::Hundredths => *number >= 0.0,
        };
        field::number(event).filter(fits)
    }

    fn shown(self, number: f64) -> String {
        match self {
            // As far as anybody reads; what is not touched keeps all its places.
            Scale::Plain | Scale::Whole | Scale::Hundredths => ((number * 1e4).round() / 1e4).to_string(),
            Scale::Percent => ((number * 1e5).round() / 1e3).to_string(),
        }
    }

    fn read(self, number: f64) -> f64 {
        if self == Scale::Percent { number / 100.0 } else { number }
    }
}

/// A number.
pub fn number(label: String, path: String, scale: Scale, get: Reads<f64>, set: Writes<f64>) -> AnyView {
    let book = Book::here();
    let value = Memo::new(move |_| book.playbook.with(|playbook| get(playbook)));
    let shown = move || value.get().map_or(String::new(), |number| scale.shown(number));
    let fault = Memo::new(move |_| book.fault_at(&path));
    let invalid = move || fault.get().is_some().then_some("true");
    let title = move || fault.get();
    let (set, trying) = (set.clone(), set);
    let input = move |event: ev::Event| {
        if let Some(number) = scale.typed(&event) {
            book.try_out(|playbook| trying(playbook, scale.read(number)));
        }
    };
    let change = move |event: ev::Event| match scale.typed(&event) {
        Some(number) => book.edit(|playbook| set(playbook, scale.read(number))),
        // What cannot stand there does not stay.
        None => {
            let field = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
            if let Some(field) = field {
                field.set_value(&value.get_untracked().map_or(String::new(), |number| scale.shown(number)));
            }
        }
    };
    view! {
        <input type="number" step="any" aria-label=label aria-invalid=invalid title=title prop:value=shown on:input=input on:change=change />
    }
    .into_any()
}

/// A line of text.
pub fn text(label: String, path: String, list: &'static str, get: Reads<String>, set: Writes<String>) -> AnyView {
    let book = Book::here();
    let value = Memo::new(move |_| book.playbook.with(|playbook| get(playbook)).unwrap_or_default());
    let fault = Memo::new(move |_| book.fault_at(&path));
    let invalid = move || fault.get().is_some().then_some("true");
    let (set, trying) = (set.clone(), set);
    let input = move |event: ev::Event| {
        let typed = event_target_value(&event);
        book.try_out(|playbook| trying(playbook, typed));
    };
    let change = move |event: ev::Event| {
        let typed = event_target_value(&event).trim().to_owned();
        book.edit(|playbook| set(playbook, typed));
    };
    view! {
        <input type="text" aria-label=label aria-invalid=invalid title=move || fault.get() list=list prop:value=move || value.get()
            on:input=input on:change=change />
    }
    .into_any()
}

/// One of several.
pub fn choice(label: String, options: &'static [&'static str], get: Reads<usize>, set: Writes<usize>) -> AnyView {
    let book = Book::here();
    let value = Memo::new(move |_| book.playbook.with(|playbook| get(playbook)).unwrap_or_default());
    let option = move |(index, name): (usize, &&'static str)| {
        view! { <option value=index.to_string() prop:selected=move || value.get() == index>{*name}</option> }
    };
    let change = move |event: ev::Event| {
        let chosen = event_target_value(&event).parse().unwrap_or_default();
        book.edit(|playbook| set(playbook, chosen));
    };
    view! {
        <select aria-label=label on:change=change>{options.iter().enumerate().map(option).collect_view()}</select>
    }
    .into_any()
}

/// A field under its name.
pub fn named(name: &'static str, field: AnyView) -> AnyView {
    view! { <label class="field"><span>{name}</span>{field}</label> }.into_any()
}
