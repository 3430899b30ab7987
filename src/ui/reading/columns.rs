//! What the columns hold, and which of them is which field.

use leptos::{ev, prelude::*};

use super::{Again, menu::option};
use crate::domain::import::Personal;
use crate::domain::touchpoint::{
    field::{Field, Mapped, Reason},
    mapping::MOST_SEGMENTS,
    profile::Profile,
};

/// A field and its column, to be changed, above what the columns hold.
pub fn column_menus(columns: &[Profile], mapped: &[Mapped], again: &Again) -> AnyView {
    let (mapped, again) = (mapped.to_vec(), again.clone());
    let column_of = |field: Field| mapped.iter().find(|mapped| mapped.field == field).map(|mapped| mapped.name.clone());
    let single = || Field::ALL.into_iter().filter(|field| *field != Field::Segment);
    let chosen: Vec<(Field, String)> = single().map(|field| (field, column_of(field).unwrap_or_default())).collect();
    let chosen = RwSignal::new(chosen);
    let of_segments = mapped.iter().filter(|mapped| mapped.field == Field::Segment);
    let segments_found: Vec<String> = of_segments.map(|mapped| mapped.name.clone()).collect();
    let segments = RwSignal::new(segments_found.clone());
    let why = mapped.iter().find(|mapped| mapped.field == Field::Segment);
    let why = why.map_or(String::new(), |mapped| mapped.reason.to_string());
    let is_free =
        |label: &&String| mapped.iter().all(|mapped| mapped.name != **label || mapped.field == Field::Segment);
    let free: Vec<String> = columns.iter().map(|column| &column.label).filter(is_free).cloned().collect();
    let labels: Vec<String> = columns.iter().map(|column| column.label.clone()).collect();
    let fields: Vec<AnyView> = single()
        .map(|field| {
            let found = mapped.iter().find(|mapped| mapped.field == field);
            let reason = found.map_or(String::new(), |mapped| mapped.reason.to_string());
            field_menu(field, &labels, column_of(field).unwrap_or_default(), reason, chosen)
        })
        .collect();
    let meant: Vec<String> = mapped.iter().map(|mapped| mapped.name.clone()).collect();
    let given = again.settings().columns.clone();
    let read = move |_| {
        // What was left as it was found stays found, not given.
        let found = |field: Field| mapped.iter().find(|known| known.field == field && known.reason != Reason::Given);
        let is_given = |(field, label): &(Field, String)| match found(*field) {
            Some(found) => found.name != *label,
            None => !label.is_empty() || given.iter().any(|(known, _)| known == field),
        };
        let mut columns: Vec<(Field, String)> = chosen.get_untracked().into_iter().filter(is_given).collect();
        let is_free = |label: &String| chosen.with_untracked(|chosen| chosen.iter().all(|(_, other)| other != label));
        let segments: Vec<String> = segments.get_untracked().into_iter().filter(is_free).collect();
        if segments != segments_found || given.iter().any(|(field, _)| *field == Field::Segment) {
            let none = segments.is_empty().then(String::new);
            columns.extend(segments.into_iter().chain(none).map(|label| (Field::Segment, label)));
        }
        again.with_settings(|settings| settings.columns = columns);
    };
    view! {
        <div class="settings" role="group" aria-label="Columns">{fields}</div>
        {segment_choice(&free, segments, why)}
        <p><button on:click=read>"Read again with these columns"</button></p>
        {profiles(columns.to_vec(), &meant)}
    }
    .into_any()
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

/// The columns by whose words journeys can be filtered.
fn segment_choice(labels: &[String], segments: RwSignal<Vec<String>>, why: String) -> AnyView {
    let choice = |label: &String| {
        let (known, name) = (label.clone(), label.clone());
        let checked = move || segments.with(|segments| segments.contains(&known));
        let toggled = label.clone();
        let toggle = move |_| {
            segments.update(|segments| match segments.iter().position(|known| *known == toggled) {
                Some(at) => drop(segments.remove(at)),
                None => segments.push(toggled.clone()),
            });
        };
        view! { <label><input type="checkbox" prop:checked=checked on:change=toggle />{name}" "</label> }.into_any()
    };
    let choices: Vec<AnyView> = labels.iter().map(choice).collect();
    view! {
        <fieldset class="row">
            <legend>{format!("Segments to filter by, at most {MOST_SEGMENTS}")}</legend>
            {if choices.is_empty() { "No column is left for them." } else { "" }}
            {choices}
            <small class="quiet">{why}</small>
        </fieldset>
    }
    .into_any()
}

fn profiles(columns: Vec<Profile>, meant: &[String]) -> AnyView {
    let rows = columns.iter().map(|column| column.rows).max().unwrap_or_default();
    let row = |column: Profile| {
        // What is given a meaning is stored like all that has one.
        let personal = column.personal.filter(|_| !meant.contains(&column.label));
        let kind = personal.map_or(column.kind(), Personal::words);
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
