//! Paths, their lengths and times, transitions, flow and overlap.

use std::sync::Arc;

use leptos::prelude::*;

use super::{
    Side,
    charted::{Draw, charted},
    sheet::{filter, part, table},
    study::Studied,
};
use crate::{
    chart::{
        ChartError, Drawing,
        flow::journey_flow,
        heat::transition_heat,
        histogram::{gap_bars, lag_bars, length_bars},
    },
    domain::{study::PathStudy, words::NumberStyle},
    engine::study::{Findings, Study},
    export::table::Cell,
    sheet::{Sheet, paths},
    ui::{
        later::{fold, later},
        scene::Scene,
    },
};

#[component]
pub fn Paths() -> impl IntoView {
    let studied = Studied::new(|query| Some((query, Study::Paths)));
    studied.show("Counting the paths …", move |found| match &*found {
        Findings::Paths(study) => shown(&Arc::new(PathStudy::clone(study))),
        _ => ().into_any(),
    })
}

fn shown(study: &Arc<PathStudy>) -> AnyView {
    let style = Scene::here().style();
    let (top, null) = (paths::top(&study.converting, style), paths::top(&study.null, style));
    let with_chart = |sheet: Sheet, draw: fn(&PathStudy, u32, NumberStyle) -> Result<Drawing, ChartError>| {
        let study = study.clone();
        charted_part(sheet, Draw::new(move |width| draw(&study, width, style)))
    };
    let more = study.clone();
    view! {
        <h1>{top.message.clone()}</h1>
        {table(top, Some(("Filter", Arc::new(only_this_path))))}
        {part(null.message.clone(), &null.title.clone(), table(null, Some(("Filter", Arc::new(only_this_path)))))}
        {with_chart(paths::flow(study, style), |study, width, style| journey_flow(&study.flow, study.origin, width, style))}
        {with_chart(paths::lengths(study, style), |study, width, style| length_bars(&study.lengths, study.origin, width, style))}
        {later(Box::new(move || rest(&more)))}
    }
    .into_any()
}

/// A part with its chart over its table.
fn charted_part(sheet: Sheet, draw: Draw) -> AnyView {
    let (message, title) = (sheet.message.clone(), sheet.title.clone());
    let body = view! {
        {charted(&title, &message, sheet.rests_on, draw)}
        {folded(sheet)}
    };
    part(message, &title, body.into_any())
}

fn rest(study: &Arc<PathStudy>) -> AnyView {
    let style = Scene::here().style();
    let lags = study.lags.as_ref().map(|lags| {
        let (figures, bins) = (paths::lag_figures(lags, style), paths::lag_bins(lags, style));
        let study = study.clone();
        let draw = move |width| match &study.lags {
            Some(lags) => lag_bars(&lags.first_to_conversion, study.origin, width, style),
            None => Ok(Drawing::empty()),
        };
        part(
            figures.message.clone(),
            &figures.title.clone(),
            view! {
                {charted(&figures.title, &figures.message, figures.rests_on, Draw::new(draw))}
                {table(figures, None)}
                {folded(bins)}
            }
            .into_any(),
        )
    });
    let gaps = study.lags.as_ref().map(|lags| {
        let (sheet, study) = (paths::gaps(lags, style), study.clone());
        let draw = move |width| match &study.lags {
            Some(lags) => gap_bars(&lags.between_touches, study.origin, width, style),
            None => Ok(Drawing::empty()),
        };
        charted_part(sheet, Draw::new(draw))
    });
    let transitions = paths::transitions(study, style).map(|sheet| {
        let study = study.clone();
        let draw = move |width| match &study.transitions {
            Some(counts) => transition_heat(counts, study.origin, width, style),
            None => Ok(Drawing::empty()),
        };
        charted_part(sheet, Draw::new(draw))
    });
    let places = paths::places(study, style);
    let places = part(
        places.message.clone(),
        &places.title.clone(),
        table(places, Some(("Filter", Arc::new(only_with_this_channel)))),
    );
    let plain = [paths::overlap(study, style), paths::sets(study, style)];
    let plain = plain.map(|sheet| part(sheet.message.clone(), &sheet.title.clone(), table(sheet, None)));
    view! { {lags}{gaps}{transitions}{places}{plain} }.into_any()
}

/// The table behind a chart.
fn folded(sheet: Sheet) -> AnyView {
    fold("The figures as a table".to_owned().into(), Box::new(move || table(sheet.clone(), None)))
}

/// Narrows the scope to the path of a row, where channels stand in it as they do in the file.
fn only_this_path(cells: &[Cell]) -> Option<AnyView> {
    let side = Side::here();
    let Some(Cell::Text(words)) = cells.first() else { return None };
    let path: Vec<String> = words.split(" > ").map(str::to_owned).collect();
    let known = side.shown.with_untracked(|shown| {
        let scope = &shown.query.scope;
        let opened = shown.opened.as_deref();
        let is_known = |name: &String| opened.is_some_and(|opened| opened.channels.contains(name));
        scope.without.is_empty() && scope.groups.is_empty() && path.iter().all(is_known)
    });
    let label = format!("Only these: {words}");
    let only = move |_| filter(side, |scope| scope.paths.exactly = Some(path.clone()));
    known.then(|| view! { <button class="link" aria-label=label on:click=only>"Only these"</button> }.into_any())
}

/// Narrows the scope to journeys that hold the channel of a row, where it is one channel of the file.
fn only_with_this_channel(cells: &[Cell]) -> Option<AnyView> {
    let side = Side::here();
    let Some(Cell::Text(channel)) = cells.first().cloned() else { return None };
    let is_known = side
        .shown
        .with_untracked(|shown| shown.opened.as_ref().is_some_and(|opened| opened.channels.contains(&channel)));
    let label = format!("Only with it: {channel}");
    let only = move |_| {
        filter(side, |scope| {
            if !scope.paths.holding.contains(&channel) {
                scope.paths.holding.push(channel.clone());
            }
        });
    };
    is_known.then(|| view! { <button class="link" aria-label=label on:click=only>"Only with it"</button> }.into_any())
}
