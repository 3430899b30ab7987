//! A study of the open dataset that follows its scope, and what became of it.

use std::sync::Arc;

use leptos::prelude::*;

use super::Side;
use crate::{
    domain::journey::Origin,
    engine::{
        query::Query,
        study::{Findings, Study},
    },
    export::{describe, table::Notes},
    protocol::views::Shown,
    sheet::RestsOn,
    web::asking::Word,
};

/// Findings, and the query that they answer.
pub type Found = (Arc<Query>, Arc<Findings>);

/// What the figures of a part of a view rest on; found in the context.
#[derive(Clone, Debug, PartialEq)]
pub struct Basis {
    pub query: Arc<Query>,
    /// What is compared beside the scope; may be empty.
    pub compared: String,
    /// Of the journeys, where it is not that of the open dataset.
    pub origin: Option<Origin>,
}

impl Basis {
    /// That of the part of the view; where there is none, what the last report answers. What has provided one finds it again when
    /// it runs anew: a part that follows the report is given [`Basis::reported`].
    pub fn here() -> Basis {
        use_context::<Basis>().unwrap_or_else(|| Side::here().shown.with_untracked(Basis::of_report))
    }

    /// What the last report answers, report by report.
    pub fn reported(side: Side) -> Memo<Basis> {
        side.memo(Basis::of_report)
    }

    fn of_report(shown: &Shown) -> Basis {
        Basis { query: Arc::new(shown.reported.clone()), compared: String::new(), origin: None }
    }

    /// The scope in words, with what is compared in it.
    pub fn scope(&self, side: Side) -> String {
        let scope = describe::in_words(&self.query.scope, side.has_risk());
        if self.compared.is_empty() { scope } else { format!("{scope}; {}", self.compared) }
    }

    /// What the figures of a sheet rest on.
    pub fn notes(&self, side: Side, rests_on: RestsOn) -> Notes {
        let opened = || side.shown.with_untracked(|shown| shown.opened.as_ref().map(|opened| opened.origin));
        let origin = self.origin.or_else(opened);
        let (model, level) = (describe::model(&self.query), self.query.level);
        rests_on.notes(self.scope(side), model, level, origin.unwrap_or(Origin::Synthetic))
    }
}

/// The last findings stay while new ones are made.
#[derive(Clone, Copy)]
pub struct Studied {
    found: RwSignal<Option<Found>>,
    failure: RwSignal<Option<String>>,
    busy: RwSignal<bool>,
    progress: RwSignal<Option<f64>>,
}

impl Studied {
    /// Asks for what `ask` wants, now and whenever that changes, for as long as the view is there.
    pub fn new(ask: impl Fn(Query) -> Option<(Query, Study)> + Send + Sync + 'static) -> Studied {
        let side = Side::here();
        let studied = Studied {
            found: RwSignal::new(None),
            failure: RwSignal::new(None),
            busy: RwSignal::new(true),
            progress: RwSignal::new(None),
        };
        let wanted = side.memo(|shown| shown.recorded.then(|| shown.query.clone()));
        let asked = Memo::new(move |_| (side.dataset.get(), wanted.get().and_then(&ask)));
        Effect::new(move |before: Option<u32>| {
            let (dataset, asked) = asked.get();
            if before.is_some_and(|before| before != dataset) {
                studied.found.set(None);
            }
            studied.progress.set(None);
            studied.busy.set(true);
            studied.failure.set(None);
            if let Some((query, study)) = asked {
                let of = Arc::new(query.clone());
                side.asking.with_value(|asking| asking.study(query, study, move |word| studied.take(&of, word)));
            }
            dataset
        });
        studied
    }

    fn take(self, query: &Arc<Query>, word: Word) {
        // The view may be gone.
        if self.busy.try_get_untracked().is_none() {
            return;
        }
        match word {
            Word::Progress(fraction) => return self.progress.set(Some(fraction)),
            Word::Found(findings) => {
                self.failure.set(None);
                self.found.set(Some((query.clone(), Arc::from(findings))));
            }
            Word::Written(_) => {}
            Word::Failed(words) => self.failure.set(Some(words)),
        }
        self.busy.set(false);
    }

    /// The last findings, with their query; none while newer ones are made.
    pub fn settled(self) -> Option<Found> {
        if self.busy.get() { None } else { self.found.get() }
    }

    /// Why there are none.
    pub fn failure(self) -> Option<String> {
        self.failure.get()
    }

    /// Shows the findings once they are there, and what became of them until then.
    pub fn show(self, waiting: &'static str, view: impl Fn(Arc<Findings>) -> AnyView + Send + 'static) -> AnyView {
        let words = move || match self.progress.get() {
            Some(part) => format!("{waiting} {}", Side::here().write(|formats| formats.percent(part))),
            None => waiting.to_owned(),
        };
        let busy = self.busy;
        (move || match (self.failure.get(), self.found.get()) {
            (Some(words), _) => {
                view! { <section class="message error" role="alert"><p>{words}</p></section> }.into_any()
            }
            (None, Some((query, found))) => {
                provide_context(Basis { query, compared: String::new(), origin: None });
                view! { <div class="compared" aria-busy=move || busy.get().to_string()>{view(found)}</div> }.into_any()
            }
            (None, None) => view! { <p class="quiet" role="status" aria-busy="true">{words}</p> }.into_any(),
        })
        .into_any()
    }
}
