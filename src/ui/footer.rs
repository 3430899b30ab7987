//! The line at the foot: what the figures rest on, and the version.

use leptos::prelude::*;

use super::{desk::Desk, dialog::DialogButton};
use crate::{BUILD, domain::attribution::model::Model};

const CHANGELOG: &str = include_str!("../../CHANGELOG.md");

#[component]
pub fn Footer() -> impl IntoView {
    let desk = Desk::here();
    let report = desk.report();
    let offline = desk.memo(|session| session.offline);
    let opened = desk.opened();
    let query = desk.memo(|session| session.view.query.clone());
    let fingerprint = move || {
        let report = report.get()?;
        let checksum =
            opened.get().map(|opened| opened.checksum.chars().take(6).collect::<String>()).unwrap_or_default();
        let alpha = report.alpha.map(|alpha| format!(" · alpha {alpha:.2}")).unwrap_or_default();
        let replicates = desk.write(|formats| formats.whole(f64::from(report.replicates)));
        let of_rules = match report.model {
            Model::TimeDecay => format!(" · half-life {} days", query.get().settings.half_life_days),
            Model::LastNonDirect => format!(" · passes over {}", query.get().settings.excluded.join(", ")),
            _ => String::new(),
        };
        let weighed = if query.get().context.is_set() { " · context weights set" } else { "" };
        let level = 100.0 * report.level;
        Some(format!(
            "{}{alpha}{of_rules}{weighed} · Markov order {} · Shapley, chain game · {}, B {replicates}, level {level} %, seed {} · data {checksum} · ",
            report.model.name(),
            report.order,
            report.method,
            report.seed,
        ))
    };
    view! {
        <footer class="print">
            <span>{fingerprint}</span>
            {move || if offline.get() { "Ready offline · " } else { "" }}
            {format!("version {} (build {BUILD}) ", env!("CARGO_PKG_VERSION"))}
            <DialogButton label="What changed" class="link" title="What changed">
                <div class="changelog">{changelog()}</div>
            </DialogButton>
        </footer>
    }
}

/// The changelog's headings and points; its own title is the dialog's.
fn changelog() -> impl IntoView {
    let lines = CHANGELOG.lines().filter(|line| !line.starts_with("# ") && !line.trim().is_empty());
    lines
        .map(|line| match (line.strip_prefix("## "), line.strip_prefix("- ")) {
            (Some(heading), _) => view! { <h3>{heading}</h3> }.into_any(),
            (_, Some(point)) => view! { <p class="point">{point}</p> }.into_any(),
            _ => view! { <p>{line}</p> }.into_any(),
        })
        .collect_view()
}
