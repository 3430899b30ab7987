//! What the columns hold, and which of them is which field.

use leptos::{ev, prelude::*};

use super::{Again, menu::option};
use crate::domain::touchpoint::{
    field::{Field, Mapped, Reason},
    profile::Profile,
};

/// A field and its column, to be changed, above what the columns hold.
#[component]
pub fn Columns(columns: Vec<Profile>, mapped: Vec<Mapped>, again: Again) -> impl IntoView {
    let column_of = |field: Field| mapped.iter().find(|mapped| mapped.field == field).map(|mapped| mapped.name.clone());
    let chosen = RwSignal::new(Field::ALL.map(|field| (field, column_of(field).unwrap_or_default())).to_vec());
    let labels: Vec<String> = columns.iter().map(|column| column.label.clone()).collect();
    let fields: Vec<AnyView> = Field::ALL
        .into_iter()
        .map(|field| {
            let found = mapped.iter().find(|mapped| mapped.field == field);
            let reason = found.map_or(String::new(), |mapped| mapped.reason.to_string());
            field_menu(field, &labels, column_of(field).unwrap_or_default(), reason, chosen)
        })
        .collect();
    let given = again.settings().columns.clone();
    let read = move |_| {
        // What was left as it was found stays found, not given.
        let found = |field: Field| mapped.iter().find(|known| known.field == field && known.reason != Reason::Given);
        let is_given = |(field, label): &(Field, String)| match found(*field) {
            Some(found) => found.name != *label,
            None => !label.is_empty() || given.iter().any(|(known, _)| known == field),
        };
        let columns = chosen.get_untracked().into_iter().filter(is_given).collect();
        again.with_settings(|settings| settings.columns = columns);
    };
    view! {
        <div class="settings" role="group" aria-label="Columns">{fields}</div>
        <p><button on:click=read>"Read again with these columns"</button></p>
        {profiles(columns)}
    }
}

fn field_menu(
    field: Field,
    labels: &[String],
    current: String,
    reason: String,
    chosen: RwSignal<Vec<(Field, String)>>,
) -> AnyView {
    let name = field.name().replace('_', " ");
    let label = if field.is_required() { format!("{name} (required)") } else { name };
    let set = move |event: ev::Event| {
        let name = event_target_value(&event);
        chosen.update(|chosen| {
            chosen.iter_mut().filter(|(known, _)| *known == field).for_each(|(_, column)| column.clone_from(&name));
        });
    };
    let named = |name: &String| option(name.clone(), name.clone(), *name == current);
    let options: Vec<AnyView> = labels.iter().map(named).collect();
    view! {
        <label class="field"><span>{label}</span>
            <select on:change=set>{option(String::new(), "none".to_owned(), current.is_empty())}{options}</select>
            <small class="quiet">{reason}</small>
        </label>
    }
    .into_any()
}

fn profiles(columns: Vec<Profile>) -> AnyView {
    let rows = columns.iter().map(|column| column.rows).max().unwrap_or_default();
    let row = |column: Profile| {
        let kind = column.kind();
        view! {
            <tr>
                <th scope="row">{column.label}</th>
                <td>{kind}</td><td class="cell">{column.examples.join(", ")}</td><td>{column.blanks}</td><td>{column.distinct}</td>
            </tr>
        }
        .into_any()
    };
    let body: Vec<AnyView> = columns.into_iter().map(row).collect();
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label="What the columns hold">
            <table class="rejected">
                <caption>{format!("What the columns hold, in the first {rows} rows")}</caption>
                <thead><tr>
                    <th scope="col">"Column"</th><th scope="col">"Looks like"</th><th scope="col">"For example"</th>
                    <th scope="col">"Blank"</th><th scope="col">"Different"</th>
                </tr></thead>
                <tbody>{body}</tbody>
            </table>
        </div>
    }
    .into_any()
}
