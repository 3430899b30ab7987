//! How the figures are computed, with this dataset's own numbers, and the settings that change them.

use leptos::{ev, prelude::*};
use web_sys::HtmlInputElement;

use super::{desk::Desk, explain, later::fold};
use crate::{
    domain::{report::Report, uncertainty::resample},
    engine::{import::Kind, query::Query},
    session::{Change, Notice},
    web::{field, locale::Formats, seed},
};

#[component]
pub fn Method() -> impl IntoView {
    let desk = Desk::here();
    let report = desk.report();
    let numbers = move |write: fn(&Formats, &Report) -> Option<String>| {
        move || report.with(|report| report.as_ref().and_then(|report| desk_write(desk, report, write)))
    };
    let days = desk.memo(|session| session.view.query.settings.half_life_days);
    let worth = desk.memo(|session| match session.opened.as_ref().is_some_and(|opened| opened.kind != Kind::Leads) {
        true => "A conversion is worth what its row says.",
        false => "A conversion is worth what the playbook says.",
    });
    let half_life =
        move || desk.write(|formats| format!("Here a half-life is {} days. ", formats.decimals(days.get())));
    let make = move || {
        view! {
            <dl>
                <dt>"Markov"</dt>
                <dd>
                    "A chain is counted from the paths: each state is the last touches, as many as its order says. Removing a channel sends "
                    "every entry into it to NULL; its removal effect RE is the part of conversions lost, 1 − p without it / p. "
                    "Credit = RE / ΣRE × conversions. " <b>{numbers(explain::markov)}</b>
                </dd>
                <dt>"Shapley"</dt>
                <dd>
                    "The chain of order 1 as a game: a coalition is worth the conversions that remain when all other channels lead to NULL; a channel's value is its mean marginal "
                    "worth over all orders of joining. The sum game splits each conversion equally among the distinct channels of its path; ordered, among their places as well. "
                    <b>{numbers(explain::shapley)}{numbers(explain::sum_game)}</b>
                </dd>
                <dt>"Hybrid"</dt>
                <dd>
                    "α × Markov share + (1 − α) × Shapley share. At order 1 both use one chain, so that their agreement proves nothing. "
                    <b>{numbers(explain::hybrid)}</b>
                </dd>
                <dt>"Rule-based"</dt>
                <dd>
                    "Each converting path is split among its touches: nothing is fitted. U-shaped gives 40, 20, 40 % to the first, the others and the last; "
                    "J-shaped 20, 20, 60; inverse J 60, 20, 20; W-shaped 30 to the first, the middle and the last, 10 to the others. What a path lacks is scaled away. "
                    "Time decay halves a touch's weight with every half-life. Participation gives all of a journey to each of its channels: parts of no sum. " <b>{half_life}{numbers(explain::rule)}</b>
                </dd>
                <dt>"Value"</dt>
                <dd>
                    {worth} " Value is shared by the same "
                    "model with conversions weighed by their value, so that a channel's part of value need not be its share of conversions. "
                    <b>{numbers(explain::value)}</b>
                </dd>
                <dt>"Intervals"</dt>
                <dd>
                    "In each replicate the sample is varied and everything is fitted anew; the interval holds the middle of the replicates. The "
                    "Bayesian bootstrap gives every journey a random weight, the nonparametric one draws journeys with replacement, Dirichlet rows "
                    "draw transition probabilities. It is sampling error, not cause; for channels in few converting journeys "
                    "it is too short. Journeys made by a playbook repeat its rules in every replicate. " <b>{numbers(explain::interval)}</b>
                </dd>
            </dl>
            <Settings />
        }
        .into_any()
    };
    fold("How is this computed?".into(), Box::new(make))
}

fn desk_write(desk: Desk, report: &Report, write: fn(&Formats, &Report) -> Option<String>) -> Option<String> {
    let mut written = None;
    desk.write(|formats| {
        written = write(formats, report);
        String::new()
    });
    written
}

#[component]
fn Settings() -> impl IntoView {
    let desk = Desk::here();
    let draw = move |_| match seed::fresh() {
        Ok(seed) => desk.change(Change::Seed(seed)),
        Err(error) => desk.change(Change::Notify(Notice::NoFreshSeed(error.to_string()))),
    };
    view! {
        <div class="settings" role="group" aria-label="Settings">
            <Number label="Markov order" whole=true read=|query| query.settings.order as f64 set=|query, order| query.settings.order = order as usize />
            <Number label="Half-life, days" read=|query| query.settings.half_life_days set=|query, days| query.settings.half_life_days = days />
            <Resampling />
            <Number
                label="Prior of Dirichlet rows"
                read=|query| match query.method {
                    resample::Method::Dirichlet { prior } => prior,
                    _ => 0.0,
                }
                set=|query, prior| {
                    if query.method.draws_rows() {
                        query.method = resample::Method::Dirichlet { prior };
                    }
                }
            />
            <Number label="Replicates" whole=true read=|query| f64::from(query.replicates) set=|query, count| query.replicates = count as u32 />
            <Number
                label="Level, %"
                read=|query| 100.0 * query.level
                set=|query, percent| query.level = percent / 100.0
            />
            <Number
                label="Bound of sampled Shapley, % of p"
                read=|query| 100.0 * query.settings.sampling_bound
                set=|query, percent| query.settings.sampling_bound = percent / 100.0
            />
            <Excluded />
            <Number label="Custom: first" read=|query| query.settings.custom.first set=|query, weight| query.settings.custom.first = weight />
            <Number label="Custom: middle" read=|query| query.settings.custom.middle set=|query, weight| query.settings.custom.middle = weight />
            <Number
                label="Custom: middle at (0: half)"
                whole=true
                read=|query| query.settings.custom.middle_at as f64
                set=|query, at| query.settings.custom.middle_at = at as usize
            />
            <Number label="Custom: last" read=|query| query.settings.custom.last set=|query, weight| query.settings.custom.last = weight />
            <Number label="Custom: others" read=|query| query.settings.custom.others set=|query, weight| query.settings.custom.others = weight />
            <Number label="Seed" whole=true read=|query| query.seed as f64 set=|query, seed| query.seed = seed as u64 />
            <button on:click=draw>"New seed"</button>
        </div>
    }
}

/// A number of the query. What it must not be is refused with words, and nothing changes.
#[component]
pub fn Number(
    label: &'static str,
    read: fn(&Query) -> f64,
    set: fn(&mut Query, f64),
    /// Whether it is a whole number from 0 on.
    #[prop(optional)]
    whole: bool,
) -> impl IntoView {
    let desk = Desk::here();
    let current = desk.memo(move |session| read(&session.view.query));
    let change = move |event: ev::Event| {
        match field::number(&event) {
            Some(number) if whole && (number.fract() != 0.0 || number < 0.0) => {
                desk.change(Change::Notify(Notice::NotWhole(number.to_string())));
            }
            Some(number) => {
                let mut query = desk.query();
                set(&mut query, number);
                desk.change(Change::Ask(Box::new(query)));
            }
            // An emptied field goes back to what it was.
            None => {}
        }
        // What was refused does not stay in the field.
        event_target::<HtmlInputElement>(&event).set_value(&current.get_untracked().to_string());
    };
    view! {
        <label class="field"><span>{label}</span>
            <input type="number" step="any" prop:value=move || current.get().to_string() on:change=change />
        </label>
    }
}

#[component]
fn Resampling() -> impl IntoView {
    let desk = Desk::here();
    let current = desk.memo(|session| session.view.query.method.name());
    let change = move |event: ev::Event| {
        if let Some(method) = resample::Method::named(&event_target_value(&event)) {
            desk.change(Change::Ask(Box::new(Query { method, ..desk.query() })));
        }
    };
    let option = move |name: &'static str, label: &'static str| {
        view! { <option value=name selected=move || current.get() == name>{label}</option> }
    };
    view! {
        <label class="field"><span>"Intervals by"</span>
            <select on:change=change prop:value=move || current.get()>
                {option("bayesian", "Bayesian bootstrap")} {option("bootstrap", "Nonparametric bootstrap")}
                {option("dirichlet", "Dirichlet rows")} {option("none", "No intervals")}
            </select>
        </label>
    }
}

/// The channels that last non-direct passes over.
#[component]
fn Excluded() -> impl IntoView {
    let desk = Desk::here();
    let current = desk.memo(|session| session.view.query.settings.excluded.join(", "));
    let change = move |event: ev::Event| {
        let names = event_target_value(&event);
        let names = names.split(',').map(|name| name.trim().to_owned()).filter(|name| !name.is_empty());
        let mut query = desk.query();
        query.settings.excluded = names.collect();
        desk.change(Change::Ask(Box::new(query)));
    };
    view! {
        <label class="field"><span>"Last non-direct passes over"</span>
            <input type="text" prop:value=move || current.get() on:change=change />
        </label>
    }
}
