//! What the data cannot tell, above the figures it limits.

use leptos::{html, prelude::*};

use super::{desk::Desk, dialog::focus, later::fold};
use crate::{
    domain::{
        finding::{Finding, Kind, Severity},
        words::{count, list},
    },
    session::Change,
};

/// In a few words above the further views; all of it opens.
#[component]
pub fn FindingsInShort() -> impl IntoView {
    let report = Desk::here().report();
    let summary = Signal::derive(move || {
        let severities = report.with(|report| {
            let findings = report.iter().flat_map(|report| &report.findings);
            findings.filter(|finding| finding.kind != Kind::Tie).map(|finding| finding.severity).collect::<Vec<_>>()
        });
        let of = |severity: Severity| severities.iter().filter(|known| **known == severity).count();
        let counted = [
            (of(Severity::Warning), "warning", "warnings"),
            (of(Severity::Caution), "caution", "cautions"),
            (of(Severity::Note), "note", "notes"),
        ];
        let told = counted.into_iter().filter(|(number, ..)| *number > 0);
        let told: Vec<String> = told.map(|(number, one, many)| count(number as u32, one, many)).collect();
        format!(
            "Read this first: {}",
            if told.is_empty() { "nothing limits the figures".to_owned() } else { list(&told) }
        )
    });
    view! { <div class="in-short">{fold(summary, Box::new(|| view! { <Findings /> }.into_any()))}</div> }
}

#[component]
pub fn Findings() -> impl IntoView {
    let desk = Desk::here();
    let report = desk.report();
    let compares = desk.memo(|session| session.stage.is_further());
    // A tie is one of the model that was chosen; where all models stand it would mislead.
    let findings = move || {
        let all = report.get().map(|report| report.findings.clone()).unwrap_or_default();
        all.into_iter().filter(|finding| finding.kind != Kind::Tie || !compares.get()).collect::<Vec<_>>()
    };
    let title = NodeRef::<html::H2>::new();
    // An action takes its own button away; the focus goes to the head of the list.
    provide_context(Lead(title));
    view! {
        <section class="findings" aria-labelledby="findings-title">
            <h2 id="findings-title" tabindex="-1" node_ref=title>"Read this first"</h2>
            <ul>{move || findings().into_iter().map(|finding| view! { <Item finding /> }).collect_view()}</ul>
        </section>
    }
}

/// Where the focus goes when a finding is gone.
#[derive(Clone, Copy)]
struct Lead(NodeRef<html::H2>);

impl Lead {
    fn focus(self) {
        focus(self.0.get_untracked().as_deref());
    }
}

#[component]
fn Item(finding: Finding) -> impl IntoView {
    let severity = finding.severity.word();
    let (without, group) = match finding.kind {
        Kind::OutcomeLeakage => (finding.channels, None),
        Kind::Indistinguishable => (Vec::new(), Some(finding.channels)),
        _ => (Vec::new(), None),
    };
    view! {
        <li>
            <span class="severity">{severity}</span>
            <span>
                {finding.message}
                {without.into_iter().map(|channel| view! { <ShowWithout channel /> }).collect_view()}
                {group.map(|channels| view! { <Group channels /> })}
            </span>
        </li>
    }
}

#[component]
fn ShowWithout(channel: String) -> impl IntoView {
    let desk = Desk::here();
    let label = format!("Show without {channel}");
    let lead = expect_context::<Lead>();
    let leave_out = move |_| {
        lead.focus();
        desk.change(Change::ToggleWithout(channel.clone()));
    };
    view! { " "<button class="link" on:click=leave_out>{label}</button> }
}

#[component]
fn Group(channels: Vec<String>) -> impl IntoView {
    let desk = Desk::here();
    let label = format!("Group {}", list(&channels));
    let lead = expect_context::<Lead>();
    let group = move |_| {
        lead.focus();
        desk.change(Change::ToggleGroup(channels.clone()));
    };
    view! { " "<button class="link" on:click=group>{label}</button> }
}
