//! How much the answer hangs on alpha, on the sample, and on the order of the chain.

use std::sync::Arc;

use leptos::prelude::*;

use super::{
    super::scene::Scene,
    Side,
    charted::{Draw, charted},
    context::ContextEditor,
    models::compared,
    save,
};
use crate::{
    chart::{
        Drawing,
        lines::{order_scores, sweep_lines},
        ranges::model_intervals,
    },
    domain::{
        attribution::{model::Model, order_choice::OrderChoice},
        comparison::{Comparison, Sweep, Transitions, Verdict},
        isolated::isolated,
        study::robustness,
    },
    export,
    sheet::RestsOn,
};

#[component]
pub fn Robustness() -> impl IntoView {
    view! {
        {compared(|comparison| view! { <Shown comparison /> }.into_any())}
        <ContextEditor />
    }
}

#[component]
fn Shown(comparison: Arc<Comparison>) -> impl IntoView {
    let (alpha, lambda) = (comparison.alpha_sweep.clone(), comparison.lambda_sweep.clone());
    let order = comparison.order_choice.clone();
    let (transitions, origin) = (comparison.transitions.clone(), comparison.origin.words());
    let hybrid = comparison.models.iter().find(|model| model.model == Model::Hybrid);
    let width = |at: usize| hybrid?.intervals.get(at).copied().flatten().map(|interval| interval.hi - interval.lo);
    let widths: Vec<Option<f64>> = (0..comparison.channels.len()).map(width).collect();
    let of_lambda_widths = widths.clone();
    let (of_alpha, of_lambda) = (comparison.clone(), comparison.clone());
    view! {
        {alpha.map(|sweep| view! {
            <SweepView sweep comparison=of_alpha widths symbol='α' over="From Shapley to Markov"
                title="From Shapley to Markov: how the shares move with alpha"
                note="This shows the effect of alpha only: at order 1 both models use one chain, so that their agreement is no corroboration. Synthetic \
                    journeys stay synthetic at every alpha." />
        })}
        <Ranks comparison />
        {lambda.map(|sweep| view! {
            <SweepView sweep comparison=of_lambda widths=of_lambda_widths symbol='λ' over="With the strength of the context weights"
                title="How the shares move with the strength of the context weights"
                note="Each weight is raised to the power of lambda: at 0 none counts, at 1 as given." />
        })}
        <Order order origin />
        {transitions.map(|transitions| view! { <TransitionTable transitions origin /> })}
    }
}

/// The hybrid's shares over a setting: chart and table.
#[component]
fn SweepView(
    sweep: Sweep,
    comparison: Arc<Comparison>,
    /// Widths of the hybrid's sampling intervals, to hold the ranges against.
    widths: Vec<Option<f64>>,
    /// The setting that goes over its range, in words.
    over: &'static str,
    title: &'static str,
    note: &'static str,
    symbol: char,
) -> impl IntoView {
    let scene = Scene::here();
    let (names, style) = (comparison.channels.clone(), scene.style());
    let origin = comparison.origin.words();
    let message = robustness::of_sweep(&comparison, &sweep, over, style);
    let rows = sweep.channels.iter().zip(&comparison.channels).zip(widths).map(|((channel, name), width)| {
        let width = width.map(|width| scene.write(|formats| formats.points(width)));
        let percent = |share: f64| scene.write(|formats| formats.percent(share));
        let verdict = channel.verdict().map_or("not defined", |verdict| match verdict {
            Verdict::Robust => "robust",
            Verdict::Moderate => "moderate",
            Verdict::Sensitive => "sensitive",
        });
        let relative = channel.relative_range.map_or("not defined".to_owned(), percent);
        let points = scene.write(|formats| formats.points(channel.max - channel.min));
        let ranks = channel.ranks.iter().enumerate().filter(|(_, part)| **part > 0.0);
        let ranks: Vec<String> = ranks.map(|(rank, part)| format!("{}: {}", rank + 1, percent(*part))).collect();
        view! {
            <tr>
                <th scope="row">{name.clone()}</th>
                <td>{percent(channel.min)}</td><td>{percent(channel.max)}</td><td>{percent(channel.mean)}</td>
                <td>{points}</td><td>{width}</td><td>{relative}</td><td>{ranks.join(", ")}</td><td>{verdict}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    view! {
        <section>
            <h1>{isolated(&message)}</h1>
            <p class="note">{note}</p>
            {charted(title, &message, RestsOn::ModelByRow, Draw::new(move |width| sweep_lines(&sweep, &names, symbol, width, style)))}
        </section>
        <section class="scroll" tabindex="0" role="region" aria-label=format!("{title}: table")>
            <table class="models">
                <caption>{format!("The hybrid's shares over the steps, {origin} · robust: range under 5 % of the mean; moderate: to 10 %; sensitive: above")}</caption>
                <thead><tr>
                    <th scope="col">"Channel"</th><th scope="col">"Least"</th><th scope="col">"Most"</th><th scope="col">"Mean"</th>
                    <th scope="col">"Range in points"</th><th scope="col">"Interval in points"</th><th scope="col">"Range / mean"</th><th scope="col">"Rank: how often"</th>
                    <th scope="col">"Verdict"</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </section>
    }
}

/// How often each channel leads in the replicates of the hybrid, in the order of its shares.
#[component]
fn Ranks(comparison: Arc<Comparison>) -> impl IntoView {
    let scene = Scene::here();
    let percent = move |part: Option<f64>| part.map(|part| scene.write(|formats| formats.percent(part)));
    let hybrid = comparison.models.iter().find(|model| model.model == Model::Hybrid);
    let rows =
        hybrid.into_iter().flat_map(|model| model.above_next.iter().map(move |(at, above)| (model, *at, *above)));
    let rows = rows.map(|(model, at, above)| {
        let rank = model.ranks.get(at);
        view! {
            <tr>
                <th scope="row">{comparison.channels[at].clone()}</th>
                <td>{percent(rank.map(|rank| rank.first))}</td>
                <td>{percent(rank.map(|rank| rank.in_top_two))}</td>
                <td>{percent(above)}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    let (drawn, of_hybrid, style) = (comparison.clone(), hybrid.cloned(), scene.style());
    let intervals = hybrid.map(|model| model.intervals.as_slice()).unwrap_or_default();
    let moved = robustness::of_intervals(&comparison, intervals, style);
    let ranked = hybrid.map(|model| isolated(&robustness::of_ranks(&comparison, model, style)));
    let draw = move |width| match &of_hybrid {
        Some(model) => model_intervals(&drawn, model, width, style),
        None => Ok(Drawing::empty()),
    };
    view! {
        <section>
            <h2>{isolated(&moved)}</h2>
            <p class="note">{format!("Intervals over the replicates, {}.", comparison.origin.words())}</p>
            {charted("Intervals of the hybrid", &moved, RestsOn::ModelByRow, Draw::new(draw))}
        </section>
        <section aria-labelledby="ranks-title" class="scroll" tabindex="0" role="region">
            <h2 id="ranks-title">{ranked}</h2>
            <table class="models">
                <caption>{format!("Hybrid: part of the replicates; ties are shared · {}", comparison.origin.words())}</caption>
                <thead><tr>
                    <th scope="col">"Channel"</th><th scope="col">"First"</th><th scope="col">"In the top two"</th>
                    <th scope="col">"Above the next"</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </section>
    }
}

/// The chain's probabilities, to look at and to take along.
#[component]
fn TransitionTable(transitions: Transitions, origin: &'static str) -> impl IntoView {
    let scene = Scene::here();
    let rows = transitions.from.iter().zip(&transitions.probabilities).map(|(from, row)| {
        let cells = row.iter().map(|probability| {
            let text =
                if *probability > 0.0 { scene.write(|formats| formats.points(*probability)) } else { String::new() };
            view! { <td>{text}</td> }
        });
        view! { <tr><th scope="row">{from.clone()}</th>{cells.collect_view()}</tr> }
    });
    let rows = rows.collect_view();
    let csv = export::transitions(&transitions);
    let word = origin.split(' ').next().unwrap_or_default();
    view! {
        <section class="scroll" tabindex="0" role="region" aria-labelledby="transitions-title">
            <h2 id="transitions-title">"Transition probabilities"</h2>
            <table class="models">
                <caption>{format!("Order 1, in percent, from row to column · {origin}")}</caption>
                <thead><tr>
                    <th scope="col">"From"</th>
                    {transitions.to.iter().map(|to| view! { <th scope="col">{to.clone()}</th> }).collect_view()}
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
            <button on:click=move |_| save(&format!("transitions_{}_order_1.csv", word), &csv)>"Download as CSV"</button>
        </section>
    }
}

/// Which order of the chain predicts journeys it has not seen.
#[component]
fn Order(order: Option<OrderChoice>, origin: &'static str) -> impl IntoView {
    let message = robustness::of_order(order.as_ref(), Scene::here().style());
    view! {
        <section aria-labelledby="order-title">
            <h2 id="order-title">{message.clone()}</h2>
            {order.map(|choice| view! { <Scores choice message origin /> })}
        </section>
    }
}

#[component]
fn Scores(choice: OrderChoice, message: String, origin: &'static str) -> impl IntoView {
    let chosen = choice.chosen;
    let used = Side::here().memo(|shown| shown.query.settings.order);
    let style = Scene::here().style();
    let rows = choice.scores.clone().into_iter().map(|score| {
        let auc = score.auc.map_or("not defined".to_owned(), |auc| format!("{auc:.3}"));
        view! {
            <tr>
                <th scope="row">{score.order}</th>
                <td>{format!("{:.4}", score.loss)}</td><td>{format!("{:.4}", score.standard_error)}</td><td>{auc}</td>
                <td>{(score.order == chosen).then_some("chosen")}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    view! {
        <p class="note">{format!(
            "Held-out loss in ten folds by journey, with its standard error; smaller is better. Order {chosen} is the smallest within one \
             standard error of the best. The figures use the order that is set, {}. AUC: how well \
             the last touches tell converting journeys from others, 0.5 as by chance; 1 means that a touch gives the outcome away.",
            used.get()
        )}</p>
        {charted("Orders of the chain", &message, RestsOn::ModelByRow, Draw::new(move |width| order_scores(&choice, width, style)))}
        <div class="scroll" tabindex="0" role="region" aria-label="Scores of the orders: table">
            <table class="models">
                <caption>{format!("Scores of the orders, {origin}")}</caption>
                <thead><tr>
                    <th scope="col">"Order"</th><th scope="col">"Loss"</th><th scope="col">"Standard error"</th><th scope="col">"AUC"</th>
                    <th scope="col">"Choice"</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}
