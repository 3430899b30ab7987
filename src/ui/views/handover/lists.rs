//! The tables and charts of the scope, each with the buttons that save it.

use std::sync::Arc;

use leptos::prelude::*;

use super::{
    super::{
        Side,
        charted::{Draw, WIDTH, pictures},
        sheet::files,
        study::Basis,
    },
    parts::{Drawn, Parts},
};
use crate::{
    chart::{
        Drawing,
        bars::credit_bars,
        flow::journey_flow,
        heat::transition_heat,
        histogram::{gap_bars, lag_bars, length_bars},
        lines::{order_scores, sweep_lines},
        ranges::model_ranges,
    },
    domain::study::robustness,
    handout::models_headline,
    session::headline,
    sheet::{self, RestsOn, Sheet},
    ui::scene::Scene,
};

/// What the scope's figures rest on, and those of what was asked beside it.
fn basis_of(parts: &Parts, compared: &str) -> Basis {
    Basis { query: parts.query.clone(), compared: compared.to_owned(), origin: None }
}

#[component]
pub fn Tables(parts: Arc<Parts>) -> impl IntoView {
    let style = Scene::here().style();
    let has_risk = Side::here().has_risk();
    let mut sheets: Vec<Sheet> =
        vec![sheet::credit::channels(&parts.report, style), sheet::credit::ranks(&parts.report)];
    sheets.extend(sheet::models::all(&parts.comparison));
    sheets.extend(sheet::paths::all(&parts.paths, style));
    if let Some(groups) = &parts.groups {
        sheets.extend([
            sheet::groups::summary(groups, style),
            sheet::groups::cells(groups, style),
            sheet::groups::mix(groups, style),
        ]);
    }
    let item = |sheet: &Sheet, compared: &str| {
        view! { <li>{sheet.title.clone()}" "{files(sheet, &basis_of(&parts, compared))}</li> }.into_any()
    };
    let of_scope = sheets.iter().map(|sheet| item(sheet, ""));
    let asked = parts.asked(has_risk, style);
    let asked = asked.iter().flat_map(|(asked, _)| asked.sheets.iter().map(|sheet| item(sheet, &asked.compared)));
    view! {
        <section aria-labelledby="tables-title">
            <h2 id="tables-title">"Tables"</h2>
            <ul class="files">{of_scope.chain(asked).collect_view()}</ul>
        </section>
    }
}

#[component]
pub fn Charts(parts: Arc<Parts>) -> impl IntoView {
    let style = Scene::here().style();
    let has_risk = Side::here().has_risk();
    let draw = |draw: Drawn| {
        let parts = parts.clone();
        Draw::new(move |width| draw(&parts, width, style))
    };
    let charts = [
        (
            "Credit by channel",
            RestsOn::Model,
            headline(&parts.report, style),
            draw(|parts, width, style| credit_bars(&parts.report, width, style)),
        ),
        (
            "Shares by model",
            RestsOn::ModelByRow,
            Scene::here().write(|formats| models_headline(&parts.comparison, formats)),
            draw(|parts, width, style| model_ranges(&parts.comparison, width, style)),
        ),
        (
            "Shares over alpha",
            RestsOn::ModelByRow,
            parts
                .comparison
                .alpha_sweep
                .as_ref()
                .map(|sweep| robustness::of_sweep(&parts.comparison, sweep, "From Shapley to Markov", style))
                .unwrap_or_default(),
            draw(|parts, width, style| match &parts.comparison.alpha_sweep {
                Some(sweep) => sweep_lines(sweep, &parts.comparison.channels, 'α', width, style),
                None => Ok(Drawing::empty()),
            }),
        ),
        (
            "Orders of the chain",
            RestsOn::ModelByRow,
            robustness::of_order(parts.comparison.order_choice.as_ref(), style),
            draw(|parts, width, style| match &parts.comparison.order_choice {
                Some(choice) => order_scores(choice, width, style),
                None => Ok(Drawing::empty()),
            }),
        ),
        (
            "Flow from touch to touch",
            RestsOn::Counts,
            parts.paths.flow.sentence(style),
            draw(|parts, width, style| journey_flow(&parts.paths.flow, parts.paths.origin, width, style)),
        ),
        (
            "Length of journeys",
            RestsOn::Counts,
            parts.paths.lengths.sentence(style),
            draw(|parts, width, style| length_bars(&parts.paths.lengths, parts.paths.origin, width, style)),
        ),
        (
            "Time from first touch to conversion",
            RestsOn::Counts,
            parts.paths.lags.as_ref().map(|lags| lags.sentence(style)).unwrap_or_default(),
            draw(|parts, width, style| match &parts.paths.lags {
                Some(lags) => lag_bars(&lags.first_to_conversion, parts.paths.origin, width, style),
                None => Ok(Drawing::empty()),
            }),
        ),
        (
            "Time between touches",
            RestsOn::Counts,
            parts.paths.lags.as_ref().map(|lags| lags.gaps_sentence(style)).unwrap_or_default(),
            draw(|parts, width, style| match &parts.paths.lags {
                Some(lags) => gap_bars(&lags.between_touches, parts.paths.origin, width, style),
                None => Ok(Drawing::empty()),
            }),
        ),
        (
            "Transitions",
            RestsOn::Counts,
            parts.paths.transitions.as_ref().map(|of| of.sentence(style)).unwrap_or_default(),
            draw(|parts, width, style| match &parts.paths.transitions {
                Some(counts) => transition_heat(counts, parts.paths.origin, width, style),
                None => Ok(Drawing::empty()),
            }),
        ),
    ];
    let item = |title: &'static str, rests_on, message: &str, draw: Draw, compared: &str| {
        let there = draw.run(WIDTH).is_ok_and(|drawing| !drawing.marks.is_empty());
        let basis = basis_of(&parts, compared);
        there.then(|| view! { <li>{title}" "{pictures(title, message, rests_on, draw, &basis)}</li> }.into_any())
    };
    let of_scope =
        charts.into_iter().filter_map(|(title, rests_on, message, draw)| item(title, rests_on, &message, draw, ""));
    let asked = parts.asked(has_risk, style).into_iter().filter_map(|(asked, chart)| {
        let (title, drawn) = chart?;
        item(title, RestsOn::Model, &asked.message, draw(drawn), &asked.compared)
    });
    view! {
        <section aria-labelledby="charts-title">
            <h2 id="charts-title">"Charts"</h2>
            <ul class="files">{of_scope.chain(asked).collect_view()}</ul>
        </section>
    }
}
