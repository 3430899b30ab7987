//! Why a channel has the credit that it has: of the report on the page, and of any other scope or model.

use leptos::{html, prelude::*};

use super::{
    Side,
    study::{Basis, Studied},
};
use crate::{
    domain::isolated::isolated,
    engine::{
        query::Query,
        study::{Findings, Study},
    },
    ui::scene::Scene,
};

/// The answer, of the figures as they stand on the page.
pub fn why(channel: String) -> AnyView {
    let (side, scene) = (Side::here(), Scene::here());
    let named = channel.clone();
    let steps = side.memo(move |shown| {
        shown.report.as_ref().map(|report| report.why(&channel, &shown.reported.settings, scene.style()))
    });
    let steps = move || listed(steps.get().unwrap_or_default());
    view! {
        <h3><bdi>{named}</bdi>" · "{scene.origin}</h3>
        {steps}
    }
    .into_any()
}

fn listed(steps: Vec<String>) -> AnyView {
    let steps = steps.into_iter().map(|step| view! { <li>{isolated(&step)}</li> }).collect_view();
    view! { <ol class="why">{steps}</ol> }.into_any()
}

/// Figures that are asked about: those of some channels, or of all, as a query answers them.
#[derive(Clone, PartialEq)]
pub struct Asked {
    pub query: Query,
    pub channels: Option<Vec<String>>,
    /// Of what they are, in words.
    pub of: String,
}

/// The dialog of a view in which figures of other queries than the page's are explained.
#[derive(Clone, Copy)]
pub struct Whys {
    asked: RwSignal<Option<Asked>>,
    dialog: NodeRef<html::Dialog>,
}

impl Whys {
    pub fn new() -> Whys {
        Whys { asked: RwSignal::new(None), dialog: NodeRef::new() }
    }

    /// A button that asks.
    pub fn button(self, asked: Asked) -> AnyView {
        let label = format!("Why this number? {}", asked.of);
        let ask = move |_| {
            self.asked.set(Some(asked.clone()));
            if let Some(dialog) = self.dialog.get_untracked()
                && !dialog.open()
                && let Err(error) = dialog.show_modal()
            {
                leptos::logging::error!("the answer could not be shown: {error:?}");
            }
        };
        view! { <button class="link" aria-label=label on:click=ask>"Why?"</button> }.into_any()
    }

    /// Where the answer is shown.
    pub fn place(self) -> AnyView {
        let asked = self.asked;
        let answer = move || {
            asked.with(Option::is_some).then(|| {
                let studied = Studied::new(move |_| asked.get().map(|asked| (asked.query, Study::Report)));
                studied.show("Working it out …", move |found| match &*found {
                    Findings::Report(report) => {
                        let (scene, side) = (Scene::here(), Side::here());
                        let wanted = asked.get_untracked();
                        let all = || report.channels.iter().map(|of| of.channel.clone()).collect();
                        let settings = wanted.as_ref().map(|asked| asked.query.settings.clone()).unwrap_or_default();
                        let channels = wanted.and_then(|asked| asked.channels).unwrap_or_else(all);
                        let part = |channel: String| {
                            let steps = listed(report.why(&channel, &settings, scene.style()));
                            view! { <h4><bdi>{channel}</bdi></h4>{steps} }.into_any()
                        };
                        let scope = Basis::here().scope(side);
                        view! {
                            <p class="quiet">{scope}" · "{scene.origin}</p>
                            {channels.into_iter().map(part).collect_view()}
                        }
                        .into_any()
                    }
                    _ => ().into_any(),
                })
            })
        };
        let of = move || asked.get().map(|asked| asked.of);
        view! {
            <dialog node_ref=self.dialog aria-label="Why this number?" on:close=move |_| asked.set(None)>
                <h2 tabindex="-1" autofocus>"Why this number?"</h2>
                <h3><bdi>{of}</bdi></h3>
                {answer}
                <form method="dialog"><button>"Close"</button></form>
            </dialog>
        }
        .into_any()
    }
}
