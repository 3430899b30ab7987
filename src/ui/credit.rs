//! Credit by channel: what it says, the choice of model, the chart, and how it is computed.

use std::sync::Arc;

use leptos::{ev, prelude::*};

use super::{chart::CreditChart, desk::Desk, later::shown, method::Method};
use crate::{
    domain::{attribution::model::Model, report::Report, uncertainty::resample},
    session::{self, Change},
    web::{field, locale::Formats},
};

/// Models in the order of the menu: the hybrid, those of games and chains, the rule-based ones.
fn menu() -> [Model; 17] {
    let mut models = Model::ALL;
    models.rotate_right(5);
    models[..5].rotate_right(1);
    models
}

#[component]
pub fn Credit() -> impl IntoView {
    let desk = Desk::here();
    let report = desk.report();
    let busy = desk.memo(|session| session.report.is_busy());
    let headline = move || report.with(|report| report.as_ref().map(|report| session::headline(report, desk.style())));
    let weighed = desk.memo(|session| session.view.query.context.is_set());
    let note = move || {
        let more = busy.get();
        let written = |report: &Arc<Report>| desk.write(|formats| note(formats, report, weighed.get(), more));
        report.with(|report| report.as_ref().map(written))
    };
    let has_credit =
        Memo::new(move |_| report.with(|report| report.as_ref().is_some_and(|report| report.has_credit())));
    view! {
        <section class="credit" aria-labelledby="headline" aria-busy=move || busy.get().to_string()>
            <div class="head">
                <h1 id="headline">{headline}</h1>
                <ModelTools />
            </div>
            {shown(has_credit.into(), Box::new(move || view! {
                <CreditChart />
                <p class="note">{note}</p>
            }.into_any()))}
            <Positions />
            <Method />
        </section>
    }
}

/// `more` says that a report is being made.
fn note(formats: &Formats, report: &Report, weighed: bool, more: bool) -> String {
    let weighed = if weighed { " Context weights are set: all figures follow them." } else { "" };
    let excluded = match report.excluded_replicates {
        0 => String::new(),
        count => format!(" {} replicates without credit are left out.", formats.whole(f64::from(count))),
    };
    let parts = match report.model {
        Model::Participation => {
            " Every channel of a converting journey gets all of it, so that the shares are parts of no sum."
        }
        _ => "",
    };
    let (conversions, attributed) = match report.model {
        Model::Participation => (report.counts.conversions, ""),
        _ => (report.counts.attributed_conversions(), "attributed "),
    };
    let share = format!(
        "Share of {} {attributed}conversions of {}.",
        formats.whole(f64::from(conversions)),
        report.origin.words()
    );
    let intervals = match report.channels.iter().any(|channel| channel.interval.is_some()) {
        true => format!(
            " Whiskers are {} % intervals from {} {} ({}): sampling error only, not proof of cause.",
            100.0 * report.level,
            formats.whole(f64::from(report.replicates)),
            if report.replicates == 1 { "replicate" } else { "replicates" },
            report.method,
        ),
        false if report.method.draws_rows() && !report.model.is_of_chain() => {
            " No intervals: Dirichlet rows are rows of the chain, and this model has none; choose a bootstrap."
                .to_owned()
        }
        false if more && report.method != resample::Method::None => " Intervals follow.".to_owned(),
        false => " No intervals are drawn.".to_owned(),
    };
    format!("{share}{intervals}{parts}{weighed}{excluded}")
}

/// The model and, of the hybrid, alpha.
#[component]
pub fn ModelTools() -> impl IntoView {
    let desk = Desk::here();
    let model = desk.memo(|session| session.view.query.model);
    let alpha = desk.memo(|session| session.view.query.alpha);
    let choose = move |event: ev::Event| {
        if let Some(model) = Model::named(&event_target_value(&event)) {
            desk.change(Change::Model(model));
        }
    };
    let slide = move |event: ev::Event| {
        if let Some(alpha) = field::number(&event) {
            desk.change(Change::Alpha(alpha));
        }
    };
    let option = move |choice: Model, label: &'static str| {
        view! { <option value=choice.name() selected=move || model.get() == choice>{label}</option> }
    };
    view! {
        <div class="tools">
            <label><span class="quiet">"Model "</span>
                <select on:change=choose prop:value=move || model.get().name()>
                    {menu().map(|choice| option(choice, choice.title())).collect_view()}
                </select>
            </label>
            <label class="alpha" hidden=move || model.get() != Model::Hybrid>
                "Shapley "
                <input type="range" min="0" max="1" step="0.01" aria-label="alpha: the weight of Markov, from 0 (Shapley) to 1 (Markov)"
                    prop:value=move || alpha.get().to_string() on:input=slide />
                " Markov "
                <output class="quiet">{move || format!("α {:.2}", alpha.get())}</output>
            </label>
        </div>
    }
}

/// Positions shown one by one; what is further on is one column.
const POSITIONS: usize = 8;

/// Credit by position in the path, of the ordered Shapley value.
#[component]
fn Positions() -> impl IntoView {
    let desk = Desk::here();
    let report = desk.report();
    let table = move || {
        let report = report.get().filter(|report| report.model == Model::ShapleyOrdered)?;
        let longest = report.channels.iter().filter_map(|channel| Some(channel.positions.as_ref()?.len())).max()?;
        let shown = longest.min(POSITIONS);
        let heads = (1..=shown).map(|at| view! { <th scope="col">{at}</th> }).collect_view();
        let rest = (longest > shown).then(|| view! { <th scope="col">"later"</th> });
        let rows = report.channels.iter().map(|channel| {
            let credit = channel.positions.clone().unwrap_or_default();
            let (first, later) = credit.split_at(credit.len().min(shown));
            let write = move |credit: f64| desk.write(|formats| formats.decimals(credit));
            let cells: Vec<String> =
                (0..shown).map(|at| first.get(at).copied().map(write).unwrap_or_default()).collect();
            let later = (longest > shown).then(|| write(later.iter().sum::<f64>() + 0.0));
            view! {
                <tr>
                    <th scope="row">{channel.channel.clone()}</th>
                    {cells.into_iter().map(|cell| view! { <td>{cell}</td> }).collect_view()}
                    {later.map(|cell| view! { <td>{cell}</td> })}
                </tr>
            }
        });
        let rows = rows.collect_view();
        Some(view! {
            <div class="scroll" tabindex="0" role="region" aria-label="Credit by position">
                <table class="models">
                    <caption>{format!("Credit by position in the path, in conversions · {}", report.origin.words())}</caption>
                    <thead><tr><th scope="col">"Channel"</th>{heads}{rest}</tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        })
    };
    view! { {table} }
}
