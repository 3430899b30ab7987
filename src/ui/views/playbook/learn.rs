//! A playbook learnt from observed journeys.

use std::sync::Arc;

use leptos::prelude::*;

use super::{
    super::{
        charted::{Draw, charted},
        sheet::{part, table},
        study::Studied,
    },
    book::Book,
    kept::{keep, list, take_along},
};
use crate::{
    chart::course::course,
    domain::{
        isolated::isolated,
        playbook::{Playbook, fit::Fitted},
    },
    engine::study::{Findings, Study},
    sheet::{RestsOn, fidelity as sheets},
    ui::scene::Scene,
};

#[component]
pub fn Learn() -> impl IntoView {
    let studied = Studied::new(|query| Some((query, Study::Learn)));
    view! {
        <p class="note">
            "These journeys were observed: no playbook made them. One that is learnt from them makes journeys of the same kind for new leads, and is a world for the truth lab."
        </p>
        {studied.show("Learning a playbook from the journeys in scope …", |found| match &*found {
            Findings::Learnt(fitted) => learnt(fitted),
            _ => ().into_any(),
        })}
        {part("Playbooks that are kept".to_owned(), "kept", list(false))}
    }
}

fn learnt(fitted: &Fitted) -> AnyView {
    let book = Book::here();
    let style = Scene::here().style();
    let playbook = fitted.playbook.clone();
    let kept = RwSignal::new(false);
    let keep_it = {
        let playbook = playbook.clone();
        move |_| {
            keep(book, playbook.clone());
            kept.set(true);
        }
    };
    let along = {
        let playbook = playbook.clone();
        move |_| take_along(&playbook)
    };
    let said = move || kept.get().then_some("It is kept: open leads, and edit it in this view to make journeys by it.");
    let notes = fitted.notes.iter().map(|note| view! { <li>{note.clone()}</li> }).collect_view();
    let of = &fitted.fidelity;
    let sheets = [sheets::rates(of, style), sheets::channels(of, style), sheets::lengths(of, style)];
    let tables = sheets.into_iter().map(|sheet| table(sheet, None)).collect_view();
    view! {
        <h1>{isolated(&fitted.fidelity.sentence(style))}</h1>
        <p class="row">
            <button class="primary" on:click=keep_it>{format!("Keep it as \"{}\"", playbook.name)}</button>
            <button on:click=along>"Save as JSON"</button>
            <span role="status">{said}</span>
        </p>
        {pictures(&playbook)}
        {part("How well it makes them again".to_owned(), "fidelity", tables.into_any())}
        {part("What was assumed".to_owned(), "assumed", view! { <ul>{notes}</ul> }.into_any())}
    }
    .into_any()
}

/// What follows what, in all and by persona.
fn pictures(playbook: &Playbook) -> AnyView {
    let style = Scene::here().style();
    let picture = |(whose, rule): (String, Arc<crate::domain::playbook::Rule>)| {
        let message = format!("The rule of {whose}");
        let draw = Draw::new(move |width| course(&rule, width, style));
        view! { <h3>{message.clone()}</h3>{charted(&message, &message, RestsOn::Counts, draw)} }
    };
    let parted = playbook.parted_effects(style);
    let acts = parted
        .as_ref()
        .map(|(words, _)| view! { <p>"In every rule alike, what touches add to the odds of a conversion by chance: "{isolated(words)}"."</p> });
    let playbook = parted.as_ref().map_or(playbook, |(_, rest)| rest);
    let others = ("any other persona".to_owned(), Arc::new(playbook.any_other.clone()));
    let rules = playbook.rules.iter().map(|of| (of.persona.clone(), Arc::new(of.rule.clone())));
    let pictures = rules.chain([others]).map(picture).collect_view();
    part("What follows what".to_owned(), "follows", view! { {acts}{pictures} }.into_any())
}
