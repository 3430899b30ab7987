//! Plays, personas, ZIP codes and segments: credit within each, and treatment against control.

use std::sync::Arc;

use leptos::prelude::*;

use super::{
    Side,
    questions::{ChosenArms, arms, columns_of_arms},
    sheet::{RowAct, filter, part, table},
    study::{Basis, Studied},
    why::{Asked, Whys},
};
use crate::{
    engine::{
        query::Query,
        study::{
            Findings, Study,
            groups::{By, Groups, scope_within},
        },
    },
    export::table::Cell,
    sheet::{
        asked::{OF_ARMS, compared_arms},
        groups, sides,
    },
    ui::{later::fold, scene::Scene},
};

#[component]
pub fn Plays() -> impl IntoView {
    let side = Side::here();
    let choices = side.memo_opened(|opened| {
        let mut choices = Vec::new();
        choices.extend((!opened.plays.is_empty()).then_some(By::Plays));
        choices.extend((!opened.personas.is_empty()).then_some(By::Personas));
        choices.extend((opened.zips.len() > 1).then_some(By::Zips));
        choices.extend(opened.segments.iter().map(|(column, _)| By::Segment(column.clone())));
        choices
    });
    let chosen = RwSignal::new(None::<By>);
    let by = Memo::new(move |_| {
        let choices = choices.get();
        chosen.get().filter(|by| choices.contains(by)).or_else(|| choices.first().cloned())
    });
    let studied = Studied::new(move |query| by.get().map(|by| (query, Study::Groups(by))));
    let tab = move |choice: By| {
        let (current, set) = (choice.clone(), choice.clone());
        let pressed = move || (by.get().as_ref() == Some(&current)).to_string();
        let words = match &choice {
            By::Segment(column) => column.clone(),
            by => capital(by.words()),
        };
        view! { <button class="chip" aria-pressed=pressed on:click=move |_| chosen.set(Some(set.clone()))>{words}</button> }.into_any()
    };
    move || {
        match choices.with(Vec::is_empty) {
        true => view! { <p>"The file tells no plays, personas, ZIP codes or segments."</p> }.into_any(),
        false => view! {
            <div class="chips" role="group" aria-label="Groups by">{move || choices.get().into_iter().map(tab).collect_view()}</div>
            {studied.show("Crediting within each group …", move |found| match &*found {
                Findings::Groups(groups) => shown(groups),
                _ => ().into_any(),
            })}
            <Treated />
        }
        .into_any(),
    }
    }
}

fn shown(groups: &Groups) -> AnyView {
    let (style, by) = (Scene::here().style(), groups.by.clone());
    let (shares, summary) = (groups::shares(groups, style), groups::summary(groups, style));
    let (mix, cells) = (groups::mix(groups, style), groups::cells(groups, style));
    let (whys, of_groups, query) = (Whys::new(), groups.by.clone(), Basis::here().query);
    let explain: RowAct = Arc::new(move |cells| why_this_cell(whys, &query, &of_groups, cells));
    view! {
        <h1>{summary.message.clone()}</h1>
        {table(summary, Some(("Filter", Arc::new(move |cells| only_this_group(&by, cells)))))}
        {part(shares.title.clone(), &shares.title.clone(), table(shares, None))}
        {fold(cells.title.clone().into(), Box::new(move || table(cells.clone(), Some(("Why", explain.clone())))))}
        {whys.place()}
        {fold(mix.title.clone().into(), Box::new(move || table(mix.clone(), None)))}
    }
    .into_any()
}

/// Narrows the scope to the group of a row.
fn only_this_group(by: &By, cells: &[Cell]) -> Option<AnyView> {
    let (side, by) = (Side::here(), by.clone());
    let Some(Cell::Text(name)) = cells.first().cloned() else { return None };
    let label = format!("Only these: {name}");
    let only = move |_| filter(side, |scope| *scope = scope_within(scope, &by, &name));
    Some(view! { <button class="link" aria-label=label on:click=only>"Only these"</button> }.into_any())
}

/// Explains the credit of a channel within a group, where it has any.
fn why_this_cell(whys: Whys, query: &Query, by: &By, cells: &[Cell]) -> Option<AnyView> {
    let [Cell::Text(group), Cell::Text(channel), .., Cell::Text(remark)] = cells else { return None };
    let scope = scope_within(&query.scope, by, group);
    let of = format!("{channel} within {group}");
    let asked = Asked { query: Query { scope, ..query.clone() }, channels: Some(vec![channel.clone()]), of };
    remark.is_empty().then(|| whys.button(asked))
}

fn capital(words: &str) -> String {
    let mut characters = words.chars();
    characters.next().map_or(String::new(), |first| first.to_uppercase().chain(characters).collect())
}

/// Which place a menu sets.
#[derive(Clone, Copy)]
enum PlaceOf {
    Column,
    Treatment,
    Control,
}

impl PlaceOf {
    fn get(self, chosen: &ChosenArms) -> Option<usize> {
        match self {
            PlaceOf::Column => chosen.column,
            PlaceOf::Treatment => chosen.treatment,
            PlaceOf::Control => chosen.control,
        }
    }

    /// Words are of one column.
    fn set(self, chosen: &mut ChosenArms, at: Option<usize>) {
        match self {
            PlaceOf::Column => *chosen = ChosenArms { column: at, treatment: None, control: None },
            PlaceOf::Treatment => chosen.treatment = at,
            PlaceOf::Control => chosen.control = at,
        }
    }
}

/// Treatment against control, where a column says which is which.
#[component]
fn Treated() -> impl IntoView {
    let side = Side::here();
    let (columns, chosen) = (columns_of_arms(side), side.questions.arms);
    let arms = arms(side, columns);
    let studied = Studied::new(move |query| arms.get().map(|arms| (query, Study::Uplift(arms))));
    let menu = move |label: &'static str, options: Vec<String>, place: PlaceOf| {
        let change = move |event| {
            chosen.update(|chosen| place.set(chosen, event_target_value(&event).parse().ok()));
        };
        let option = move |(at, words): (usize, String)| {
            let is_chosen = move || chosen.with(|chosen| place.get(chosen)) == Some(at);
            view! { <option value=at.to_string() prop:selected=is_chosen>{words}</option> }.into_any()
        };
        let options = options.into_iter().enumerate().map(option);
        view! {
            <label class="field"><span>{label}</span>
                <select on:change=change><option value="">"Choose …"</option>{options.collect_view()}</select>
            </label>
        }
        .into_any()
    };
    let column = Memo::new(move |_| chosen.get().column);
    let names = move || columns.get().iter().map(|(by, _)| by.words().to_owned()).collect();
    let words = Memo::new(move |_| {
        columns.with(|columns| columns.get(column.get()?).map(|(_, words)| words.clone())).unwrap_or_default()
    });
    // The column's menu stays while another column is chosen in it.
    let menus = move || {
        view! { {menu("Treatment", words.get(), PlaceOf::Treatment)}{menu("Control", words.get(), PlaceOf::Control)} }
    };
    let make = move || {
        view! {
            <p class="note">
                "Where a column says which journeys were treated. "{OF_ARMS}
            </p>
            <div class="settings">{move || menu("Column", names(), PlaceOf::Column)}{menus}</div>
            {move || arms.get().is_some().then(|| studied.show("Comparing the arms …", move |found| match &*found {
                Findings::Uplift(uplift) => {
                    let Basis { query, origin, .. } = Basis::here();
                    let Some(named) = arms.get_untracked() else { return ().into_any() };
                    let compared = compared_arms(&named);
                    provide_context(Basis { query, compared, origin });
                    let style = Scene::here().style();
                    let (arms, balance) = (sides::arms(&named, uplift, style), sides::balance(&named, uplift, style));
                    view! {
                        <h3>{arms.message.clone()}</h3>
                        {table(arms, None)}
                        {sides::uplift(&named, uplift, style).map(|sheet| table(sheet, None)).into_iter().collect_view()}
                        {balance.map(|balance| view! { <h3>{balance.message.clone()}</h3>{table(balance, None)} })}
                    }
                    .into_any()
                }
                _ => ().into_any(),
            }))}
        }
        .into_any()
    };
    move || {
        let there = columns.with(|columns| !columns.is_empty());
        there.then(|| {
            view! {
                <section aria-labelledby="treated-title">
                    <h2 id="treated-title">"Treatment against control"</h2>
                    {fold("Choose a column and its two words".to_owned().into(), Box::new(make))}
                </section>
            }
        })
    }
}
