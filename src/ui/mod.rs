//! The page's components, one a file. They wire: no arithmetic of the domain stands here.

mod chart;
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
mod heading;
mod import;
mod keys;
mod later;
mod menu;
mod method;
mod nav;
mod notice;
mod overview;
mod reading;
mod rejected;
mod scene;
mod side;
mod start;
mod table;
mod trouble;
pub mod views;
mod why;

use leptos::{html, prelude::*};

use crate::session::Stage;
use desk::Desk;

/// The whole page.
#[component]
pub fn App() -> impl IntoView {
    let desk = Desk::new();
    provide_context(desk);
    provide_context(later::Folds::default());
    provide_context(desk.scene());
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
    // The further views have one place.
    let screen = Memo::new(move |_| if stage.get().is_further() { Stage::Storage } else { stage.get() });
    view! {
        <main tabindex="-1" node_ref=main>
            <div class="announcements">
                <notice::NoticeBar />
                <import::ImportState />
            </div>
            {move || match screen.get() {
                Stage::Starting => view! { <p class="quiet">"Looking for your last session …"</p> }.into_any(),
                Stage::Start => view! { <start::Start /> }.into_any(),
                Stage::Overview => view! { <overview::Overview /> }.into_any(),
                _ => view! { <side::Side /> }.into_any(),
            }}
        </main>
    }
}
