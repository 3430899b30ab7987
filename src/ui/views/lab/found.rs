//! What a run of the lab found.

use std::sync::Arc;

use leptos::prelude::*;

use super::super::{
    charted::{Draw, charted},
    sheet::{part, table},
    study::Basis,
};
use crate::{
    chart::lab::share_errors,
    domain::{journey::Origin, lab::findings::LabFindings},
    engine::query::Query,
    sheet::{RestsOn, lab as sheets},
    ui::{later::fold, scene::Scene},
};

pub fn found(world: &str, findings: &Arc<LabFindings>) -> AnyView {
    // What is open has nothing to do with it: the journeys were made.
    let scene = Scene { origin: Memo::new(|_| Origin::Synthetic.words()), ..Scene::here() };
    provide_context(scene);
    let run =
        format!("truth lab: {world}, {} repetitions, seed {}", findings.marked + findings.left_out, findings.seed);
    provide_context(Basis { query: Arc::new(Query::default()), compared: run, origin: Some(Origin::Synthetic) });
    let style = scene.style();
    let mut sentences = findings.sentences(style).into_iter();
    let verdict = sentences.next().unwrap_or_default();
    let rest = sentences.map(|sentence| view! { <p>{sentence}</p> }).collect_view();
    let (truths, marks) = (sheets::truths(findings, style), sheets::marks(findings, style));
    let drawn = findings.clone();
    let draw = Draw::new(move |width| share_errors(&drawn.sizes, width, style));
    let chart = charted("Share error against journeys", &verdict, RestsOn::ModelByRow, draw);
    let of = findings.clone();
    view! {
        <section aria-labelledby="lab-verdict">
            <h2 id="lab-verdict">{verdict.clone()}</h2>
            <p class="note">{run_words(world, findings)}</p>
            {rest}
            {chart}
            {table(marks, None)}
        </section>
        {part(truths.message.clone(), "truths", table(truths, None))}
        {fold("Bias and coverage, channel by channel".to_owned().into(), Box::new(move || {
            view! { {table(sheets::bias(&of), None)}{table(sheets::coverage(&of), None)} }.into_any()
        }))}
    }
    .into_any()
}

fn run_words(world: &str, findings: &LabFindings) -> String {
    format!(
        "{world}. {} {} replicates make each interval, at {:.0} %.",
        findings.way(),
        findings.replicates,
        100.0 * findings.level
    )
}
