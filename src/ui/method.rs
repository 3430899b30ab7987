//! How the figures are computed, with this dataset's own numbers, and the settings that change them.

use leptos::{ev, prelude::*};

use super::desk::Desk;
use crate::{
    domain::{report::Report, uncertainty::resample},
    engine::query::Query,
    session::{Change, Notice},
    web::{locale::Formats, seed},
};

#[component]
pub fn Method() -> impl IntoView {
    let desk = Desk::here();
    let report = desk.report();
    let numbers = move |write: fn(&Formats, &Report) -> Option<String>| {
        move || report.with(|report| report.as_ref().and_then(|report| desk_write(desk, report, write)))
    };
    view! {
        <details class="method">
            <summary>"How is this computed?"</summary>
            <dl>
                <dt>"Markov"</dt>
                <dd>
                    "A chain is counted from the paths. Removing a channel sends every entry into it to NULL; its removal effect RE is "
                    "the part of conversions lost: at order 1, RE = N[START, c] b[c] / (N[c, c] p). Credit = RE / ΣRE × conversions. "
                    <b>{numbers(markov)}</b>
                </dd>
                <dt>"Shapley"</dt>
                <dd>
                    "The chain of order 1 as a game: a coalition is worth the conversions that remain when all other channels lead to "
                    "NULL. A channel's value is its mean marginal worth over all orders of joining. " <b>{numbers(shapley)}</b>
                </dd>
                <dt>"Hybrid"</dt>
                <dd>
                    "α × Markov share + (1 − α) × Shapley share. Both use one chain, so that their agreement proves nothing. "
                    <b>{numbers(hybrid)}</b>
                </dd>
                <dt>"Rule-based"</dt>
                <dd>
                    "Each converting path is split among its touches by position or by age: nothing is fitted. The sum game's Shapley "
                    "value is linear over the distinct channels of a path."
                </dd>
                <dt>"Value"</dt>
                <dd>
                    "A conversion is worth what the playbook says, 3 % of the property's estimated value. Value is shared by the same "
                    "model with conversions weighed by their value, so that a channel's part of value is not its share of conversions."
                </dd>
                <dt>"Intervals"</dt>
                <dd>
                    "The leads are redrawn and everything is fitted anew; the interval holds the middle of the replicates. It is sampling "
                    "error, not cause; for channels in few converting journeys it is too short. Journeys made by a playbook repeat its "
                    "rules in every replicate."
                </dd>
            </dl>
            <Settings />
        </details>
    }
}

fn desk_write(desk: Desk, report: &Report, write: fn(&Formats, &Report) -> Option<String>) -> Option<String> {
    let mut written = None;
    desk.write(|formats| {
        written = write(formats, report);
        String::new()
    });
    written
}

/// The first channel's way through the formula.
fn markov(formats: &Formats, report: &Report) -> Option<String> {
    let ranked = report.ranked();
    let first = ranked.first()?;
    let (effect, share) = (first.removal_effect?, first.markov_share?);
    let sum: f64 = report.channels.iter().filter_map(|channel| channel.removal_effect).sum();
    let conversions = f64::from(report.counts.attributed_conversions());
    Some(format!(
        "Here, {}: {} / {} × {} = {}, with p = {}.",
        first.channel,
        formats.decimals(effect),
        formats.decimals(sum),
        formats.whole(conversions),
        formats.decimals(share * conversions),
        formats.percent(report.counts.conversion_probability?),
    ))
}

fn shapley(formats: &Formats, report: &Report) -> Option<String> {
    let ranked = report.ranked();
    let first = ranked.first()?;
    let p = report.counts.conversion_probability?;
    let exact = match report.sampled {
        None => "exact".to_owned(),
        Some(sampled) => format!(
            "from {} sampled orders, standard error at most {} of p{}",
            formats.whole(f64::from(sampled.orders)),
            formats.percent(sampled.error),
            sampled
                .value_error
                .map(|error| format!(" and {} of the value", formats.percent(error)))
                .unwrap_or_default()
        ),
    };
    Some(format!(
        "Here, {}: {} of p = {}, {exact}.",
        first.channel,
        formats.percent(first.shapley_share?),
        formats.percent(p)
    ))
}

fn hybrid(formats: &Formats, report: &Report) -> Option<String> {
    let ranked = report.ranked();
    let first = ranked.first()?;
    let alpha = report.alpha?;
    let (markov, shapley) = (first.markov_share?, first.shapley_share?);
    Some(format!(
        "Here, {}: {} × {} + {} × {} = {}.",
        first.channel,
        formats.decimals(alpha),
        formats.percent(markov),
        formats.decimals(1.0 - alpha),
        formats.percent(shapley),
        formats.percent(first.share?),
    ))
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
            <Number label="Markov order" read=|query| query.settings.order as f64 set=|query, order| query.settings.order = order as usize />
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
            <Number label="Replicates" read=|query| f64::from(query.replicates) set=|query, count| query.replicates = count as u32 />
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
                read=|query| query.settings.custom.middle_at as f64
                set=|query, at| query.settings.custom.middle_at = at as usize
            />
            <Number label="Custom: last" read=|query| query.settings.custom.last set=|query, weight| query.settings.custom.last = weight />
            <Number label="Custom: others" read=|query| query.settings.custom.others set=|query, weight| query.settings.custom.others = weight />
            <Number label="Seed" read=|query| query.seed as f64 set=|query, seed| query.seed = seed as u64 />
            <button on:click=draw>"New seed"</button>
        </div>
    }
}

/// A number of the query. What it must not be is refused with words, and nothing changes.
#[component]
pub fn Number(label: &'static str, read: fn(&Query) -> f64, set: fn(&mut Query, f64)) -> impl IntoView {
    let desk = Desk::here();
    let current = desk.memo(move |session| read(&session.view.query));
    let change = move |event: ev::Event| {
        if let Ok(number) = event_target_value(&event).parse::<f64>() {
            let mut query = desk.query();
            set(&mut query, number);
            desk.change(Change::Ask(Box::new(query)));
        }
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
