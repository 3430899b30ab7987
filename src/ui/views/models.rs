//! Every model side by side: where they disagree, and by how much.

use std::sync::Arc;

use leptos::prelude::*;

use super::{
    super::{figures::NOT_DEFINED, scene::Scene},
    charted::{Draw, charted},
    study::{Basis, Studied},
    why::{Asked, Whys},
};
use crate::{
    chart::ranges::model_ranges,
    domain::{
        attribution::model::Model,
        comparison::{Comparison, ModelShares},
        isolated::isolated,
    },
    engine::{
        query::Query,
        study::{Findings, Study},
    },
    handout::models_headline,
    sheet::RestsOn,
};

#[component]
pub fn Models() -> impl IntoView {
    compared(|comparison| view! { <ModelTable comparison /> }.into_any())
}

/// Shows the comparison of every model once it is there.
pub fn compared(view: fn(Arc<Comparison>) -> AnyView) -> AnyView {
    let studied = Studied::new(|query| Some((query, Study::Comparison)));
    studied.show("Fitting every model …", move |found| match &*found {
        Findings::Comparison(comparison) => view(Arc::new(Comparison::clone(comparison))),
        _ => ().into_any(),
    })
}

#[component]
fn ModelTable(comparison: Arc<Comparison>) -> impl IntoView {
    let scene = Scene::here();
    let (drawn, style, message) =
        (comparison.clone(), scene.style(), scene.write(|formats| models_headline(&comparison, formats)));
    let origin = comparison.origin.words();
    let single = comparison.single_channel_part.filter(|part| *part > 0.0).map(|part| {
        let part = scene.write(|formats| formats.percent(part));
        format!("{part} of the conversions come from paths of one channel, where the rule-based models and the sum game cannot differ.")
    });
    let (whys, query) = (Whys::new(), Basis::here().query);
    let row =
        |model: &ModelShares| model_row(scene, model, comparison.channels.len(), why_this_model(whys, &query, model));
    let rows = comparison.models.iter().map(row).collect_view();
    let ranges = comparison.ranges.iter().map(|range| {
        let text = range.map_or(NOT_DEFINED.to_owned(), |range| scene.write(|formats| formats.points(range)));
        view! { <td>{text}</td> }
    });
    view! {
        <section aria-labelledby="models-title">
            <h1 id="models-title">{isolated(&message)}</h1>
            <p class="note">{format!("Each dot is a model's share of the credit, {origin}. Participation is left out: its shares are parts of no sum.")}</p>
            {charted("Shares by model", &message, RestsOn::ModelByRow, Draw::new(move |width| model_ranges(&drawn, width, style)))}
            <p class="note">{why(scene, &comparison)}" "{single}</p>
        </section>
        <section class="scroll" tabindex="0" role="region" aria-label="Shares by model and channel">
            <table class="models">
                <caption>{format!("Share of the credit in percent, with intervals · {origin}")}</caption>
                <thead><tr>
                    <th scope="col">"Model"</th>
                    {comparison.channels.iter().map(|channel| view! { <th scope="col">{channel.clone()}</th> }).collect_view()}
                    <th scope="col">"Why"</th>
                </tr></thead>
                <tbody>{rows}</tbody>
                <tfoot><tr><th scope="row">"Range in points"</th>{ranges.collect_view()}<td></td></tr></tfoot>
            </table>
        </section>
        {whys.place()}
    }
}

/// Where the models that look at the position of touches part ways.
fn why(scene: Scene, comparison: &Comparison) -> Option<String> {
    let shares = |model: Model| comparison.models.iter().find(|shares| shares.model == model)?.shares.as_ref();
    let (first, last) = (shares(Model::FirstTouch)?, shares(Model::LastTouch)?);
    let apart = |channel: &usize| (first[*channel] - last[*channel]).abs();
    let most = (0..first.len()).max_by(|a, b| apart(a).total_cmp(&apart(b))).filter(|most| apart(most) > 0.1)?;
    let percent = |share: f64| scene.write(|formats| formats.percent(share));
    Some(format!(
        "Why they differ: {} is the first touch of {} of the converting journeys and the last of {}, so that models by position part \
         ways there; the models of the chain ask what would be lost without a channel.",
        comparison.channels[most],
        percent(first[most]),
        percent(last[most]),
    ))
}

/// Explains the credit of every channel by a model, where it gives any.
fn why_this_model(whys: Whys, query: &Query, model: &ModelShares) -> Option<AnyView> {
    let (query, of) = (Query { model: model.model, ..query.clone() }, model.model.title().to_owned());
    model.shares.as_ref().map(|_| whys.button(Asked { query, channels: None, of }))
}

fn model_row(scene: Scene, model: &ModelShares, channels: usize, why: Option<AnyView>) -> impl IntoView + use<> {
    let cell = |channel: usize| {
        let share = model.shares.as_ref().map(|shares| shares[channel]);
        let interval = model.intervals.get(channel).copied().flatten();
        let written = share.map_or(NOT_DEFINED.to_owned(), |share| scene.write(|formats| formats.points(share)));
        let between =
            interval.map(|at| scene.write(|formats| format!("{} – {}", formats.points(at.lo), formats.points(at.hi))));
        view! { <td>{written}<small>{between}</small></td> }
    };
    view! { <tr><th scope="row">{model.model.title()}</th>{(0..channels).map(cell).collect_view()}<td class="act">{why}</td></tr> }
}
