//! Every chart of the further views, to take along.

use std::sync::Arc;

use leptos::prelude::*;

use super::{
    charted::{Draw, pictures},
    report::Parts,
};
use crate::{
    chart::{
        ChartError, Drawing,
        bars::credit_bars,
        flow::journey_flow,
        heat::transition_heat,
        histogram::{lag_bars, length_bars},
        lines::{order_scores, sweep_lines},
        ranges::model_ranges,
    },
    domain::{isolated::isolated, study::robustness, words::NumberStyle},
    handout::models_headline,
    session::headline,
    sheet::RestsOn,
    ui::scene::Scene,
};

#[component]
pub fn Charts(parts: Arc<Parts>) -> impl IntoView {
    let style = Scene::here().style();
    let draw = |draw: fn(&Parts, u32, NumberStyle) -> Result<Drawing, ChartError>| {
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
            isolated(&Scene::here().write(|formats| models_headline(&parts.comparison, formats))),
            draw(|parts, width, style| model_ranges(&parts.comparison, width, style)),
        ),
        (
            "Shares over alpha",
            RestsOn::ModelByRow,
            parts
                .comparison
                .alpha_sweep
                .as_ref()
                .map(|sweep| {
                    let conversions = parts.report.counts.attributed_conversions();
                    let channels = &parts.comparison.channels;
                    isolated(&robustness::of_sweep(sweep, channels, "From Shapley to Markov", conversions, style))
                })
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
            "Transitions",
            RestsOn::Counts,
            parts.paths.transitions.as_ref().map(|of| of.sentence(style)).unwrap_or_default(),
            draw(|parts, width, style| match &parts.paths.transitions {
                Some(counts) => transition_heat(counts, parts.paths.origin, width, style),
                None => Ok(Drawing::empty()),
            }),
        ),
    ];
    let item = |(title, rests_on, message, draw): (&'static str, RestsOn, String, Draw)| {
        let there = draw.run(960).is_ok_and(|drawing| !drawing.marks.is_empty());
        there.then(|| view! { <li>{title}" "{pictures(title, &message, rests_on, draw)}</li> }.into_any())
    };
    view! {
        <section aria-labelledby="charts-title">
            <h2 id="charts-title">"Charts"</h2>
            <ul class="files">{charts.map(item).into_iter().flatten().collect_view()}</ul>
        </section>
    }
}
