//! The rules that make journeys from leads: edited, checked, held against what they were, kept and taken along.

mod book;
mod chain;
mod conversion;
mod delay;
mod effects;
mod fields;
mod kept;
mod learn;
mod rule;
mod touches;
mod what_if;

use leptos::prelude::*;

use self::{
    book::{At, Book},
    kept::Kept,
    learn::Learn,
    rule::RuleEditor,
    what_if::WhatIf,
};
use super::{
    Side,
    seed::seed_field,
    sheet::{part, table},
    want,
};
use crate::{
    domain::playbook::{
        Playbook,
        check::{Fault, Severity, is_sound},
        difference::difference,
    },
    engine::import::Kind,
    pack::Packed,
    protocol::views::Wish,
    sheet::playbook as sheets,
    ui::{later::fold, scene::Scene},
};

#[component]
pub fn PlaybookView() -> impl IntoView {
    let side = Side::here();
    let kind = side.memo(|shown| shown.opened.as_ref().map(|opened| opened.kind));
    provide_context(Book::of(side));
    move || {
        match kind.get() {
        Some(Kind::Leads) => view! { <OfLeads /> }.into_any(),
        Some(Kind::Touchpoints) => view! { <Learn /> }.into_any(),
        _ => view! {
            <h1>"No playbook made these paths"</h1>
            <p>"A path table was counted elsewhere, and its journeys are not known. Open leads to make journeys by a playbook, or touchpoints to learn one from."</p>
        }.into_any(),
    }
    }
}

/// Of journeys that were made.
#[component]
fn OfLeads() -> impl IntoView {
    let book = Book::here();
    let headline = move || {
        let played = book.played.get().map(|(playbook, seed)| (playbook.name, seed)).unwrap_or_default();
        format!("These journeys were made by the {} playbook, seed {}", played.0, played.1)
    };
    view! {
        <h1>{headline}</h1>
        <p class="note">
            "Every figure restates these rules: change one, and see what would change. A changed playbook stands beside the one by which the journeys were made until they are made anew. Another seed makes them anew at once, by the rules that they were made by."
        </p>
        <Making />
        <Faults />
        <RuleEditor />
        <section aria-labelledby="kept-title">
            <h2 id="kept-title">"Playbooks that are kept"</h2>
            <Kept />
        </section>
        <WhatIf />
        <Differences />
    }
}

/// What it is called, its seed, and the buttons that make the journeys anew.
#[component]
fn Making() -> impl IntoView {
    let style = Scene::here().style();
    let side = Side::here();
    let book = Book::here();
    let changed = Memo::new(move |_| book.is_changed());
    let sound = Memo::new(move |_| book.is_sound());
    let played_seed = Memo::new(move |_| book.played.with(|played| played.as_ref().map_or(0, |(_, seed)| *seed)));
    let play = move |seed: u64| want(Wish::Play(Packed::of(&book.playbook.get_untracked()), seed));
    let of_played = move |seed: u64| {
        if let Some((playbook, _)) = book.played.get_untracked() {
            want(Wish::Play(Packed::of(&playbook), seed));
        }
    };
    let apply = move |_| play(played_seed.get_untracked());
    let discard = move |_| want(Wish::Draft(None));
    let state = move || match (changed.get(), sound.get()) {
        (false, _) => "Nothing is changed.".to_owned(),
        (true, true) => {
            let count = book.playbook.with(|now| {
                book.played.with(|played| {
                    played.as_ref().map_or(0, |(played, _)| difference(&book.beside(played), now, style).len())
                })
            });
            let places = if count == 1 { "place" } else { "places" };
            format!(
                "Changed in {} {places}; the journeys are still those of before.",
                side.write(|formats| formats.whole(count as f64))
            )
        }
        (true, false) => "Changed, and not sound yet: see what is wrong below.".to_owned(),
    };
    view! {
        <div class="row">
            {seed_field("Seed of the draws", played_seed.into(), of_played)}
            <button class="primary" disabled=move || !changed.get() || !sound.get() on:click=apply>"Make the journeys by it"</button>
            <button disabled=move || !changed.get() on:click=discard>"Discard the changes"</button>
        </div>
        <p role="status">{state}</p>
    }
}

/// What is wrong with it, and where.
#[component]
fn Faults() -> impl IntoView {
    let book = Book::here();
    move || {
        let faults = book.faults.get();
        (!faults.is_empty()).then(|| {
            let line = |fault: Fault| {
                let words = match fault.severity {
                    Severity::Stops => book.told(&fault),
                    Severity::Warns => format!("Mind: {}", book.told(&fault)),
                };
                view! { <li>{words}</li> }
            };
            let stops = !is_sound(&faults);
            let class = if stops { "message error" } else { "message" };
            let lines = faults.into_iter().map(line).collect_view();
            view! { <section class=class role="alert" aria-label="What is wrong"><ul>{lines}</ul></section> }
        })
    }
}

/// What differs from the default, and from the one by which the journeys were made.
#[component]
fn Differences() -> impl IntoView {
    let book = Book::here();
    let style = Scene::here().style();
    let rows = move |former: Option<Playbook>, of: &'static str| {
        let former = book.beside(&former?);
        let now = book.playbook.get();
        (former != now).then(|| table(sheets::changes(&difference(&former, &now, style), of), None))
    };
    let from_played = move || rows(book.played.get().map(|(playbook, _)| playbook), "what the journeys were made by");
    let from_default = move || rows(Some(Playbook::default()), "the default playbook");
    let none = Memo::new(move |_| book.playbook.with(|now| *now == Playbook::default()));
    let body = view! {
        {from_played}
        {move || none.get().then(|| view! { <p class="quiet">"It is the default playbook."</p> })}
        {fold("Against the default".to_owned().into(), Box::new(move || from_default.into_any()))}
    };
    part("What differs".to_owned(), "differences", body.into_any())
}

/// The channels that it knows, for the fields to offer.
fn offered(book: Book) -> AnyView {
    let names = move || {
        book.playbook.with(|playbook| {
            let mut names: Vec<String> =
                playbook.every_rule().flat_map(|rule| rule.channels().into_iter().map(str::to_owned)).collect();
            names.sort();
            names.dedup();
            names.into_iter().map(|name| view! { <option value=name></option> }).collect_view()
        })
    };
    view! { <datalist id=touches::CHANNELS>{names}</datalist> }.into_any()
}

/// The rules of which one is looked at.
fn rules(book: Book) -> Vec<(At, String)> {
    book.playbook.with(|playbook| {
        let numbered = (0..playbook.rules.len()).map(At::Rule).chain([At::AnyOther]);
        numbered.map(|at| (at, at.words(playbook))).collect()
    })
}
