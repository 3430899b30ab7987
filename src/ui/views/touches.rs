//! The touches of the journeys in scope, as they stand in the dataset: a page of them at a time, so that no more rows are on the page.

use leptos::prelude::*;

use super::{Side, study::Studied};
use crate::{
    domain::study::touches::{PAGE, TouchPage, TouchRow},
    engine::study::{Findings, Study},
    ui::{figures::NOT_DEFINED, later::fold, scene::Scene},
};

#[component]
pub fn Touches() -> impl IntoView {
    view! {
        <section aria-labelledby="touches-title">
            <h2 id="touches-title">"The journeys themselves"</h2>
            <p class="note">
                "Every touch of the journeys in scope as it was read or made, whatever channels the scope leaves out or groups. All of them are in "
                "customer_journeys.csv, below."
            </p>
            {fold("Show the touches".to_owned().into(), Box::new(|| view! { <Pages /> }.into_any()))}
        </section>
    }
}

#[component]
fn Pages() -> impl IntoView {
    let page = RwSignal::new(0_u32);
    let scope = Side::here().memo(|shown| shown.query.scope.clone());
    // Another scope is looked at from its beginning.
    Effect::new(move |before: Option<()>| {
        scope.track();
        if before.is_some() {
            page.set(0);
        }
    });
    let studied = Studied::new(move |query| Some((query, Study::Touches(page.get()))));
    // While a page is looked for, the pages are those of the last one.
    let pages = Memo::new(move |before: Option<&u32>| match studied.settled().as_ref().map(|(_, found)| &**found) {
        Some(Findings::Touches(found)) => found.pages(),
        _ => before.copied().unwrap_or(1),
    });
    // The buttons stay, and with them the focus, while the table changes; none is disabled under it.
    let step = move |label: &'static str, to: fn(u32, u32) -> u32| {
        let to = move || to(page.get(), pages.get() - 1);
        let leads_nowhere = move || (to() == page.get()).to_string();
        view! { <button aria-disabled=leads_nowhere on:click=move |_| page.set(to())>{label}</button> }.into_any()
    };
    view! {
        {studied.show("Looking for the touches …", move |found| match &*found {
            Findings::Touches(found) => shown(found),
            _ => ().into_any(),
        })}
        <div class="row" role="group" aria-label="Pages of touches">
            {step("First", |_, _| 0)}
            {step("Before", |at, last| at.min(last).saturating_sub(1))}
            {step("Next", |at, last| (at + 1).min(last))}
            {step("Last", |_, last| last)}
        </div>
    }
}

fn shown(found: &TouchPage) -> AnyView {
    let scene = Scene::here();
    let whole = |number: u32| scene.write(|formats| formats.whole(f64::from(number)));
    let at = found.page;
    let words = match found.rows.len() as u32 {
        0 => "No journey in scope has a touch.".to_owned(),
        count => format!(
            "Touches {} to {} of {}, of {} in scope.",
            whole(at * PAGE + 1),
            whole(at * PAGE + count),
            whole(found.touches),
            scene.style().count(found.journeys, "journey", "journeys")
        ),
    };
    let rows = found.rows.iter().map(|touch| row(scene, touch)).collect_view();
    view! {
        <div class="sheet-box">
            <p role="status">{words}</p>
            <div class="scroll" tabindex="0" role="region" aria-label="Touches: table">
                <table class="sheet">
                    <caption>"Touches · "{found.origin.words()}</caption>
                    <thead><tr>
                        <th scope="col">"Journey"</th><th scope="col">"Touch"</th><th scope="col">"Time (UTC)"</th>
                        <th scope="col" class="words">"Channel"</th><th scope="col" class="words">"Play"</th>
                        <th scope="col" class="words">"Persona"</th><th scope="col" class="words">"ZIP"</th>
                        <th scope="col" class="words">"Conversion"</th><th scope="col">"Value"</th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </div>
    }
    .into_any()
}

fn row(scene: Scene, touch: &TouchRow) -> AnyView {
    let known = |name: &Option<String>| name.clone().unwrap_or_else(|| "unknown".to_owned());
    let value = match (touch.converts, touch.value) {
        (false, _) => String::new(),
        (true, None) => NOT_DEFINED.to_owned(),
        (true, Some(value)) => scene.write(|formats| formats.money(value.units())),
    };
    view! {
        <tr>
            <th scope="row">{touch.journey.clone()}</th>
            <td>{touch.position}</td>
            <td>{scene.write(|formats| formats.instant(touch.at))}</td>
            <td class="words">{touch.channel.clone()}</td>
            <td class="words">{known(&touch.play)}</td>
            <td class="words">{known(&touch.persona)}</td>
            <td class="words">{touch.zip.clone()}</td>
            <td class="words">{if touch.converts { "yes" } else { "" }}</td>
            <td>{value}</td>
        </tr>
    }
    .into_any()
}
