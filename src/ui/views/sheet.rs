//! A sheet as a table of the page, which can be taken along.

use std::sync::Arc;

use leptos::prelude::*;

use super::{Side, copy::copying, save, study::Basis, want};
use crate::{
    domain::isolated::isolated,
    export::table::{Cell, Table},
    protocol::views::Wish,
    sheet::{Column, Form, Sheet},
    ui::{heading::heading, scene::Scene},
    web::clipboard,
};

/// Rows that are shown at once; all of them are in the file.
const SHOWN: usize = 100;

/// By what tables are sorted: by title the place of a column, and whether the greatest is first. Tables of a scope that is changed are
/// sorted as they were before.
pub type Sorts = StoredValue<Vec<(String, (usize, bool))>>;

/// Makes the button of a row; `None` where it has none.
pub type RowAct = Arc<dyn Fn(&[Cell]) -> Option<AnyView> + Send + Sync>;

/// The table under its title, which every heading sorts, with a button for each form of file. `act` makes a button of a row, under
/// a heading.
pub fn table(sheet: Sheet, act: Option<(&'static str, RowAct)>) -> AnyView {
    let saved = files(&sheet, &Basis::here());
    laid_out(sheet, act, saved)
}

/// Some rows of a sheet, whose files hold all.
pub fn excerpt(shown: Sheet, whole: &Sheet) -> AnyView {
    laid_out(shown, None, files(whole, &Basis::here()))
}

fn laid_out(sheet: Sheet, act: Option<(&'static str, RowAct)>, saved: AnyView) -> AnyView {
    let (side, scene) = (Side::here(), Scene::here());
    let origin = scene.origin;
    let label = format!("{}: table", sheet.title);
    let title = sheet.title.clone();
    let sorts = side.sorts.with_value(|sorts| sorts.iter().find(|(known, _)| *known == title).map(|(_, sort)| *sort));
    let sort = RwSignal::new(sorts.filter(|(column, _)| *column < sheet.columns.len()));
    let more = sheet.rows.len().saturating_sub(SHOWN);
    let more = scene.style().count(more as u32, "more row is", "more rows are");
    let more = (sheet.rows.len() > SHOWN).then(|| format!("{more} in the files."));
    let note = (!sheet.note.is_empty()).then(|| view! { <p class="note">{isolated(&sheet.note)}</p> });
    let (acts, act) = act.unzip();
    let acts = acts.map(|head| view! { <th scope="col">{head}</th> });
    let heads = heads(&sheet, sort);
    let rows = move || {
        let order = match sort.get() {
            Some((column, descending)) => sheet.order(column, descending),
            None => (0..sheet.rows.len()).collect(),
        };
        let row = |at: usize| row(&sheet, &sheet.rows[at], scene, act.as_ref());
        order.into_iter().take(SHOWN).map(row).collect_view()
    };
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
        <p class="row quiet">{more}{saved}</p>
        </div>
    }
    .into_any()
}

/// Headings that sort: figures the greatest first, texts by their letters; once more turns it round, and a third time undoes it.
fn heads(sheet: &Sheet, sort: RwSignal<Option<(usize, bool)>>) -> AnyView {
    let sorts = Side::here().sorts;
    let head = |(at, column): (usize, &Column)| {
        let is_text = column.form == Form::Text;
        let title = sheet.title.clone();
        let turn = move || {
            let next = match sort.get_untracked() {
                Some((column, descending)) if column == at => (descending != is_text).then_some((at, is_text)),
                _ => Some((at, !is_text)),
            };
            sort.set(next);
            sorts.update_value(|sorts| {
                sorts.retain(|(known, _)| *known != title);
                sorts.extend(next.map(|next| (title.clone(), next)));
            });
        };
        let state = move || match sort.get() {
            Some((column, true)) if column == at => "descending",
            Some((column, false)) if column == at => "ascending",
            _ => "none",
        };
        heading(column.name.clone(), if is_text { "words" } else { "" }, state, turn)
    };
    sheet.columns.iter().enumerate().map(head).collect_view().into_any()
}

fn row(sheet: &Sheet, cells: &[Cell], scene: Scene, act: Option<&RowAct>) -> AnyView {
    let written = cells.iter().enumerate().map(|(at, cell)| {
        let written = scene.write(|formats| sheet.write(at, cell, formats));
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
}

/// Writes a table in some form.
type Write = fn(&Table, &mut dyn FnMut(&str));

/// Buttons that save it.
pub fn files(sheet: &Sheet, basis: &Basis) -> AnyView {
    // Of what was studied, not of what is asked by the time that it is saved.
    let notes = basis.notes(Side::here(), sheet.rests_on);
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
    let copied = sheet.table(notes.clone());
    let copy = copying(format!("Copy \"{}\"", sheet.title), move |then| {
        let mut text = String::new();
        copied.tabbed(&mut |piece| text.push_str(piece));
        clipboard::copy_text(&text, then);
    });
    view! { <span class="row">{button("CSV", Table::csv)}{button("JSON", Table::json)}{copy}</span> }.into_any()
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
