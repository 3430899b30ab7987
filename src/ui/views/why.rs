//! Why a channel has the credit that it has.

use leptos::prelude::*;

use super::Side;
use crate::{domain::isolated::isolated, ui::scene::Scene};

/// The answer, of the figures as they stand.
pub fn why(channel: String) -> AnyView {
    let (side, scene) = (Side::here(), Scene::here());
    let named = channel.clone();
    let steps = side.memo(move |shown| shown.report.as_ref().map(|report| report.why(&channel, scene.style())));
    let steps = move || {
        steps.get().unwrap_or_default().into_iter().map(|step| view! { <li>{isolated(&step)}</li> }).collect_view()
    };
    view! {
        <h3><bdi>{named}</bdi>" · "{scene.origin}</h3>
        <ol class="why">{steps}</ol>
    }
    .into_any()
}
