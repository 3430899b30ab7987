//! What a run of the lab found.

use std::sync::Arc;

use leptos::prelude::*;

use super::{
    super::{
        charted::{Draw, charted},
        sheet::{excerpt, part, table},
        study::Basis,
    },
    choose,
};
use crate::{
    chart::lab::share_errors,
    domain::{
        journey::Origin,
        lab::findings::{LabFindings, SizeMarks},
        scope::Scope,
        words::NumberStyle,
    },
    engine::query::Query,
    sheet::{RestsOn, Sheet, lab as sheets},
    ui::{later::fold, scene::Scene},
};

pub fn found(world: &str, findings: &Arc<LabFindings>) -> AnyView {
    // What is open has nothing to do with it: the journeys were made.
    let scene = Scene { origin: Memo::new(|_| Origin::Synthetic.words()), ..Scene::here() };
    provide_context(scene);
    let style = scene.style();
    let run = findings.run_words(world, style);
    // The scope of the open dataset has nothing to do with it either.
    let scope = Scope { tier: None, ..Scope::default() };
    let query = Query { scope, level: findings.level, alpha: findings.alpha, ..Query::default() };
    let compared = format!("truth lab: {run}");
    provide_context(Basis { query: Arc::new(query), compared, origin: Some(Origin::Synthetic) });
    let verdict = findings.verdict.sentence(&findings.truths, &findings.settings, style);
    let limits = findings.limits(style).into_iter().map(|sentence| view! { <p>{sentence}</p> }).collect_view();
    let (truths, marks) = (sheets::truths(findings, style), sheets::marks(findings, style));
    let drawn = findings.clone();
    let draw = Draw::new(move |width| share_errors(&drawn.sizes().collect::<Vec<_>>(), width, style));
    let chart = charted("Share error against journeys", &verdict, RestsOn::ModelByRow, draw);
    let of = findings.clone();
    view! {
        <section aria-labelledby="lab-verdict">
            <h2 id="lab-verdict">{verdict.clone()}</h2>
            <p class="note">{run}" "{findings.way(style)}</p>
            {limits}
            {chart}
            <p class="note">"The share error is the part of the credit that stands at the wrong channels. Models with the same errors are one line."</p>
            {table(marks, None)}
        </section>
        {part(truths.message.clone(), "truths", table(truths, None))}
        {fold("How marks, bias and coverage change with the sample size".to_owned().into(), Box::new(move || by_size(&of)))}
    }
    .into_any()
}

/// A table of some sample sizes.
type OfSizes = fn(&LabFindings, &[&SizeMarks], NumberStyle) -> Sheet;

/// Marks at every size, and bias and coverage at one of them; the files of these hold all.
fn by_size(of: &Arc<LabFindings>) -> AnyView {
    let style = Scene::here().style();
    let journeys: Vec<u32> = of.sizes().map(|size| size.journeys).collect();
    let chosen = RwSignal::new(journeys.len() - 1);
    let names = move || journeys.iter().map(|count| style.count(*count, "journey", "journeys")).collect();
    let shown: [OfSizes; 2] = [|of, sizes, _| sheets::bias(of, sizes), sheets::coverage];
    let [bias, coverage] = shown.map(|sheet| {
        let of = of.clone();
        move || {
            let all: Vec<&SizeMarks> = of.sizes().collect();
            let at = chosen.get();
            excerpt(sheet(&of, all.get(at..=at).unwrap_or_default(), style), &sheet(&of, &all, style))
        }
    });
    view! {
        {table(sheets::sizes(of), None)}
        {choose("Sample size of the two tables below", names, chosen.into(), move |at| chosen.set(at))}
        {bias}
        {coverage}
    }
    .into_any()
}
