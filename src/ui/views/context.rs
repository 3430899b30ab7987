//! Context weights: what an analyst believes of personas, plays and channels.

use leptos::{ev, prelude::*};
use web_sys::HtmlInputElement;

use super::{super::later::fold, Side};
use crate::{
    domain::attribution::context::{ContextWeights, weight_of},
    protocol::Opened,
    web::field,
};

/// One of the three lists of weights.
type List = fn(&mut ContextWeights) -> &mut Vec<(String, f64)>;

#[component]
pub fn ContextEditor() -> impl IntoView {
    let side = Side::here();
    let changed = side.memo(|shown| shown.query.context.is_set());
    let clear = move |_| {
        side.ask(|query| query.context = ContextWeights::default());
    };
    let summary =
        Signal::derive(move || if changed.get() { "Set (all figures follow)" } else { "None set" }.to_owned());
    let make = move || {
        view! {
                <Weights legend="Personas" names=|opened| opened.personas.clone() list=|context| &mut context.personas />
                <Weights legend="Plays" names=|opened| opened.plays.clone() list=|context| &mut context.plays />
                <Weights legend="Channels" names=|opened| opened.channels.clone() list=|context| &mut context.channels />
                <Strength />
                <p><button disabled=move || !changed.get() on:click=clear>"Set all to 1"</button></p>
        }
        .into_any()
    };
    view! {
        <section aria-labelledby="context-title">
            <h2 id="context-title">"Context weights"</h2>
            <p class="note">
                "A persona's or a play's weight multiplies its whole journeys, a channel's weight the transitions into it. They are beliefs, "
                "not data: with any of them set, p is no longer the conversion rate seen, and every figure of this page follows them but the scores of the orders, which are of the journeys as they are."
            </p>
            {fold(summary, Box::new(make))}
        </section>
    }
}

#[component]
fn Strength() -> impl IntoView {
    let side = Side::here();
    let current = side.memo(|shown| shown.query.context.lambda);
    let set = move |event: ev::Event| {
        if let Some(lambda) = field::number(&event) {
            side.ask(|query| query.context.lambda = lambda);
        }
        // What was refused does not stay in the field.
        event_target::<HtmlInputElement>(&event).set_value(&current.get_untracked().to_string());
    };
    view! {
        <label class="field"><span>"Strength λ"</span>
            <input type="number" step="any" prop:value=move || current.get().to_string() on:change=set />
        </label>
    }
}

/// Names listed at once.
const LISTED: usize = 50;

#[component]
fn Weights(legend: &'static str, names: fn(&Opened) -> Vec<String>, list: List) -> impl IntoView {
    let side = Side::here();
    let names = side.memo(move |shown| {
        let names = shown.opened.as_deref().map(names).unwrap_or_default();
        // Channels that count as one stand under the first of them.
        let behind =
            |name: &String| shown.query.scope.groups.iter().any(|group| group.iter().skip(1).any(|one| one == name));
        names.into_iter().filter(|name| !behind(name)).collect::<Vec<_>>()
    });
    let fields = move || {
        let names = names.get().into_iter().take(LISTED);
        names.map(|name| view! { <Weight name list /> }).collect_view()
    };
    let more = move || {
        let count = names.with(Vec::len);
        (count > LISTED).then(|| format!("The first {LISTED} of {count}."))
    };
    view! { <fieldset class="settings"><legend>{legend}</legend>{fields}<p class="quiet">{more}</p></fieldset> }
}

#[component]
fn Weight(name: String, list: List) -> impl IntoView {
    let side = Side::here();
    let known = name.clone();
    let group = side.memo({
        let name = name.clone();
        move |shown| shown.query.scope.groups.iter().find(|group| group.contains(&name)).cloned()
    });
    let label = {
        let name = name.clone();
        move || group.get().map_or(name.clone(), |group| group.join(" + "))
    };
    let current = side.memo(move |shown| weight_of(list(&mut shown.query.context.clone()), &known));
    let set = move |event: ev::Event| {
        let Some(weight) = field::number(&event) else { return };
        side.ask(|query| {
            // Channels that count as one have one weight.
            let group = query.scope.groups.iter().find(|group| group.contains(&name));
            let names = group.cloned().unwrap_or_else(|| vec![name.clone()]);
            let weights = list(&mut query.context);
            weights.retain(|(known, _)| !names.contains(known));
            if weight != 1.0 {
                weights.extend(names.into_iter().map(|name| (name, weight)));
            }
        });
        event_target::<HtmlInputElement>(&event).set_value(&current.get_untracked().to_string());
    };
    view! {
        <label class="field"><span>{label}</span>
            <input type="number" step="any" min="0" prop:value=move || current.get().to_string() on:change=set />
        </label>
    }
}
