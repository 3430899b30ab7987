//! A sheet as a table of the page, which can be taken along.

use leptos::prelude::*;

use super::{Side, save, study::Basis, want};
use crate::{
    domain::isolated::isolated,
    export::table::{Cell, Table},
    protocol::views::Wish,
    sheet::{Column, Form, Sheet},
    ui::scene::Scene,
};

/// Rows that are shown at once; all of them are in the file.
const SHOWN: usize = 100;

/// The table under its title, with a button for each form of file. `act` makes a button of a row.
pub fn table(sheet: Sheet, act: Option<RowAct<'_>>) -> AnyView {
    let scene = Scene::here();
    let origin = scene.origin;
    let label = format!("{}: table", sheet.title);
    let head = |column: &Column| {
        let class = if column.form == Form::Text { "words" } else { "" };
        view! { <th scope="col" class=class>{column.name.clone()}</th> }.into_any()
    };
    let heads = sheet.columns.iter().map(head).collect_view();
    let more = sheet.rows.len().saturating_sub(SHOWN);
    let more = (more > 0).then(|| format!("{more} more rows are in the files."));
    let row = |cells: &Vec<Cell>| {
        let written = cells.iter().enumerate().map(|(at, cell)| {
            let mut written = String::new();
            scene.write(|formats| {
                written = sheet.write(at, cell, formats);
                String::new()
            });
            let is_text = sheet.columns[at].form == Form::Text;
            match at {
                0 => view! { <th scope="row">{written}</th> }.into_any(),
                _ if is_text => view! { <td class="words">{written}</td> }.into_any(),
                _ => view! { <td>{written}</td> }.into_any(),
            }
        });
        let written = written.collect_view();
        let act = act.and_then(|act| act(cells));
        view! { <tr>{written}{act.map(|act| view! { <td class="act">{act}</td> })}</tr> }.into_any()
    };
    let rows = sheet.rows.iter().take(SHOWN).map(row).collect_view();
    let note = (!sheet.note.is_empty()).then(|| view! { <p class="note">{sheet.note.clone()}</p> });
    let acts = act.map(|_| view! { <th scope="col">"Filter"</th> });
    let title = sheet.title.clone();
    view! {
        <div class="sheet-box">
        <div class="scroll" tabindex="0" role="region" aria-label=label>
            <table class="sheet">
                <caption>{title}" · "{origin}</caption>
                <thead><tr>{heads}{acts}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        {note}
        <p class="row quiet">{more}{files(&sheet)}</p>
        </div>
    }
    .into_any()
}

/// The button of a row; `None` where it has none.
type RowAct<'a> = &'a dyn Fn(&[Cell]) -> Option<AnyView>;

/// Writes a table in some form.
type Write = fn(&Table, &mut dyn FnMut(&str));

/// Buttons that save it.
pub fn files(sheet: &Sheet) -> AnyView {
    // Of what was studied, not of what is asked by the time that it is saved.
    let notes = Basis::here().notes(Side::here(), sheet.rests_on);
    let button = |form: &'static str, write: Write| {
        let table = sheet.table(notes.clone());
        let label = format!("Save \"{}\" as {form}", sheet.title);
        let save_it = move |_| {
            let mut text = String::new();
            write(&table, &mut |piece| text.push_str(piece));
            let name = format!("{}.{}", file_name(&table.title), form.to_lowercase());
            save(&name, &text);
        };
        view! { <button class="link" aria-label=label on:click=save_it>{form}</button> }.into_any()
    };
    view! { <span class="row">{button("CSV", Table::csv)}{button("JSON", Table::json)}</span> }.into_any()
}

/// A title as the name of a file: "top_converting_paths".
pub fn file_name(title: &str) -> String {
    let words = title.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join("_")
}

/// A part of a view under a heading that says what it shows.
pub fn part(message: String, title: &str, body: AnyView) -> AnyView {
    let id = file_name(title);
    let labelled = id.clone();
    view! {
        <section aria-labelledby=labelled>
            <h2 id=id>{isolated(&message)}</h2>
            {body}
        </section>
    }
    .into_any()
}

/// Has the page change its filters.
pub fn filter(side: Side, change: impl FnOnce(&mut crate::domain::scope::Scope)) {
    let mut query = side.query();
    change(&mut query.scope);
    want(Wish::Ask(Box::new(query)));
}
