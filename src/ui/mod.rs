//! The page's components, one a file. They wire: no arithmetic of the domain stands here.

mod chart;
mod context;
mod credit;
mod desk;
mod dialog;
mod drop;
mod explain;
mod figures;
mod filters;
mod findings;
mod footer;
mod header;
mod import;
mod later;
mod menu;
mod method;
mod models;
mod nav;
mod notice;
mod overview;
mod reading;
mod rejected;
mod robustness;
mod side;
mod start;
mod table;
mod trouble;
pub mod views;

use leptos::{html, prelude::*};

use crate::session::Stage;
use desk::Desk;

/// The whole page.
#[component]
pub fn App() -> impl IntoView {
    let desk = Desk::new();
    provide_context(desk);
    provide_context(later::Folds::default());
    drop::listen(desk);
    desk.start();
    let stage = desk.memo(|session| session.stage);
    let troubled = desk.memo(|session| session.trouble.is_some());
    view! {
        <div class="shell">
            <header::Header />
            <nav::Nav />
            <Show when=move || troubled.get() fallback=move || view! { <Screen stage /> }>
                <trouble::Trouble />
            </Show>
            <footer::Footer />
        </div>
    }
}

#[component]
fn Screen(stage: Memo<Stage>) -> impl IntoView {
    let main = NodeRef::<html::Main>::new();
    // What had the focus may be gone with the former screen.
    Effect::new(move |before: Option<Stage>| {
        let now = stage.get();
        if before.is_some_and(|before| before != now && before != Stage::Starting) {
            dialog::focus(main.get_untracked().as_deref());
        }
        now
    });
    view! {
        <main tabindex="-1" node_ref=main>
            <div class="announcements">
                <notice::NoticeBar />
                <import::ImportState />
            </div>
            {move || match stage.get() {
                Stage::Starting => view! { <p class="quiet">"Looking for your last session …"</p> }.into_any(),
                Stage::Start => view! { <start::Start /> }.into_any(),
                Stage::Overview => view! { <overview::Overview /> }.into_any(),
                Stage::Storage => view! { <side::Side /> }.into_any(),
                Stage::Models => view! { <filters::Filters /><findings::Findings /><models::Models /> }.into_any(),
                Stage::Robustness => view! { <filters::Filters /><findings::Findings /><robustness::Robustness /> }.into_any(),
            }}
        </main>
    }
}
