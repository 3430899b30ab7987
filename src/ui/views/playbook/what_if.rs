//! What a changed playbook would change: its result beside that of the current one.

use leptos::{ev, prelude::*};

use super::{
    super::{
        charted::{Draw, charted},
        sheet::{part, table},
        study::Studied,
    },
    book::Book,
};
use crate::{
    chart::differences::credit_changes,
    engine::study::{Findings, Study, WhatIf as Asked, what_if::REGENERATIONS},
    sheet::{RestsOn, what_if as sheets},
    ui::{later::fold, scene::Scene},
    web::field,
};

#[component]
pub fn WhatIf() -> impl IntoView {
    let book = Book::here();
    let regenerations = RwSignal::new(REGENERATIONS);
    let asks = Memo::new(move |_| book.is_changed() && book.is_sound());
    let studied = Studied::new(move |query| {
        asks.get().then(|| {
            let seed = book.played.with(|played| played.as_ref().map_or(0, |(_, seed)| *seed));
            let asked = Asked { playbook: book.playbook.get(), seed, regenerations: regenerations.get() };
            (query, Study::WhatIf(Box::new(asked)))
        })
    });
    let set = move |event: ev::Event| match field::number(&event)
        .filter(|count| (1.0..=1_000.0).contains(count) && count.fract() == 0.0)
    {
        Some(count) => regenerations.set(count as u32),
        None => event_target::<web_sys::HtmlInputElement>(&event).set_value(&regenerations.get_untracked().to_string()),
    };
    let sound = Memo::new(move |_| book.is_sound());
    let body = move || {
        match (sound.get(), asks.get()) {
        (false, _) => view! { <p class="quiet">"Mend what is wrong above to see what would change."</p> }.into_any(),
        (_, false) => view! { <p class="quiet">"Change a rule above to see what would change."</p> }.into_any(),
        (_, true) => studied.show("Making the journeys by both …", |found| match &*found {
            Findings::WhatIf(found) => {
                let style = Scene::here().style();
                let credit = sheets::credit(found, style);
                let (drawn, told) = (found.clone(), found.clone());
                view! {
                    <h3>{credit.message.clone()}</h3>
                    {charted(&credit.title, &credit.message, RestsOn::Model, Draw::new(move |width| credit_changes(&drawn, width, style)))}
                    {table(credit, None)}
                    {sheets::totals(found, style).into_iter().chain(sheets::values(found, style)).map(|sheet| table(sheet, None)).collect_view()}
                    {fold("Shares, and each playbook by itself".to_owned().into(), Box::new(move || {
                        let sheets = [sheets::shares(&told, style), sheets::each(&told)];
                        sheets.into_iter().map(|sheet| table(sheet, None)).collect_view().into_any()
                    }))}
                }
                .into_any()
            }
            _ => ().into_any(),
        }),
    }
    };
    let all = view! {
        <label class="field"><span>"Regenerations of each, 1 to 1000"</span>
            <input type="number" min="1" max="1000" step="1" prop:value=move || regenerations.get().to_string() on:change=set />
        </label>
        {body}
        {fold("How it is made".to_owned().into(), Box::new(|| view! {
            <p class="note">
                "The journeys of the leads in scope are made so many times by each of both, with the same draws, and pooled. The bootstrap weights leads: all journeys of a lead weigh the same in a replicate, "
                "and the same under both, so that differences are paired. What single realisations would have shown stands beside it. The interval tells how far leads like these differ by chance; it does not tell whether the rules are true."
            </p>
        }.into_any()))}
    };
    part("What if: the changed playbook beside the current one".to_owned(), "what if", all.into_any())
}
