//! The figures of the open dataset, what limits them first.

use leptos::prelude::*;

use super::{
    credit::Credit, desk::Desk, figures::Figures, filters::Filters, findings::Findings, later::later,
    rejected::Rejected, table::ChannelTable,
};
use crate::session::{Failure, Remote};

#[component]
pub fn Overview() -> impl IntoView {
    let desk = Desk::here();
    let there = desk.memo(|session| session.report.last().is_some());
    let failure = desk.memo(|session| match &session.report {
        Remote::Failed(Failure::Refused(refused), _) => Some(refused.words.clone()),
        _ => None,
    });
    view! {
        <Filters />
        {move || failure.get().map(|words| view! { <section class="message error" role="alert"><p>{words}</p></section> })}
        <Show when=move || there.get() fallback=|| view! { <p class="quiet" role="status">"Attributing …"</p> }>
            <Figures />
            <Findings />
            <Credit />
            {later(Box::new(|| view! { <ChannelTable /> }.into_any()))}
        </Show>
        {later(Box::new(|| view! { <Rejected /> }.into_any()))}
    }
}
