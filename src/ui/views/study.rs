//! A study of the open dataset that follows its scope, and what became of it.

use std::sync::Arc;

use leptos::prelude::*;

use super::Side;
use crate::{
    engine::{
        query::Query,
        study::{Findings, Study},
    },
    web::asking::Word,
};

/// The last findings stay while new ones are made.
#[derive(Clone, Copy)]
pub struct Studied {
    found: RwSignal<Option<Arc<Findings>>>,
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
            if let Some((query, study)) = asked {
                side.asking.with_value(|asking| asking.study(query, study, move |word| studied.take(word)));
            }
            dataset
        });
        studied
    }

    fn take(self, word: Word) {
        // The view may be gone.
        if self.busy.try_get_untracked().is_none() {
            return;
        }
        match word {
            Word::Progress(fraction) => return self.progress.set(Some(fraction)),
            Word::Found(findings) => {
                self.failure.set(None);
                self.found.set(Some(Arc::from(findings)));
            }
            Word::Written(_) => {}
            Word::Failed(words) => self.failure.set(Some(words)),
        }
        self.busy.set(false);
    }

    /// The last findings.
    pub fn found(self) -> Option<Arc<Findings>> {
        self.found.get()
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
            (None, Some(found)) => {
                view! { <div class="compared" aria-busy=move || busy.get().to_string()>{view(found)}</div> }.into_any()
            }
            (None, None) => view! { <p class="quiet" role="status" aria-busy="true">{words}</p> }.into_any(),
        })
        .into_any()
    }
}
