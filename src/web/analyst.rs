//! The analyst's program: has the record of the open dataset, and studies it for the further views, in turns of at most eight
//! milliseconds, so that a newer question is heard between them.

use std::{cell::RefCell, rc::Rc};

use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::spawn_local;
use web_sys::{Blob, MessageEvent, console};

use super::{
    clock,
    post::{scope, send},
    schedule::Soon,
    wire::{self, bytes_of},
};
use crate::{
    domain::{
        dataset::Dataset,
        playbook::{Playbook, fit::FitJob},
    },
    engine::{
        Refused, Step,
        lab::{LabError, LabJob},
        query::Query,
        study::{Findings, Work},
    },
    export::{
        Dialect, rejected_rows, rejected_table,
        stormops::{Attribution, Exchange, ExchangeJob, event_id},
    },
    protocol::study::{Ask, Exchanged, FromAnalyst, LabWish, ToAnalyst},
    store::{StoreError, record},
};

/// Longest turn, in milliseconds.
const TURN: f64 = 8.0;

/// Least time between two reports of progress, in milliseconds.
const PROGRESS: f64 = 100.0;

#[derive(Clone)]
struct Analyst(Rc<RefCell<State>>);

#[derive(Default)]
struct State {
    dataset: Option<Rc<Dataset>>,
    /// Why there is none.
    fault: Option<StoreError>,
    /// The id of the last [`Ask::Load`], while its record is being read.
    loading: Option<u32>,
    /// What was asked until then.
    waiting: Vec<(u32, Ask)>,
    /// At most one of each kind.
    under_way: Vec<Running>,
    soon: Option<Soon>,
    last_progress: f64,
}

struct Running {
    id: u32,
    ask: Ask,
    /// None is needed in a world that is known.
    dataset: Option<Rc<Dataset>>,
    work: Doing,
}

/// What is done for a question.
enum Doing {
    Study(Box<Work>),
    Exchange(Box<ExchangeJob>, Box<Query>, Exchanged),
    /// A playbook is learnt for the lab.
    Learning(Box<FitJob>, Box<LabWish>),
    /// As CSV, or as JSON.
    Rejected {
        as_json: bool,
    },
    Lab(Box<LabJob>),
}

/// What a step of it came to.
enum Came {
    More(Option<f64>),
    Found(Findings),
    Written(Blob),
}

/// Starts to listen, and says so.
pub fn run() -> Result<(), JsValue> {
    let analyst = Analyst(Rc::default());
    let turning = analyst.clone();
    analyst.0.borrow_mut().soon = Some(Soon::new(move || turning.turn())?);
    let listener = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| analyst.hear(event.data()));
    scope().set_onmessage(Some(listener.as_ref().unchecked_ref()));
    listener.forget();
    send(&FromAnalyst::Ready, &[]);
    Ok(())
}

impl Analyst {
    fn hear(&self, message: JsValue) {
        match wire::unpack::<ToAnalyst>(message) {
            Ok((ToAnalyst { id, ask: Ask::Load }, files)) => self.load(id, files.into_iter().next()),
            Ok((ToAnalyst { id, ask }, _)) => self.begin(id, ask),
            Err(error) => console::error_2(&"a message could not be read".into(), &error.into()),
        }
    }

    fn load(&self, id: u32, record: Option<Blob>) {
        let mut state = self.0.borrow_mut();
        state.dataset = None;
        state.under_way.retain(|running| matches!(running.work, Doing::Lab(_) | Doing::Learning(..)));
        state.waiting.retain(|(_, ask)| matches!(ask, Ask::Lab(_)));
        state.loading = Some(id);
        drop(state);
        let analyst = self.clone();
        spawn_local(async move {
            let dataset = match record {
                Some(record) => read(&record).await,
                None => Err(StoreError::Gone { name: "The dataset".to_owned() }),
            };
            let mut state = analyst.0.borrow_mut();
            // Another record was handed over meanwhile.
            if state.loading != Some(id) {
                return;
            }
            state.loading = None;
            (state.dataset, state.fault) = match dataset {
                Ok(dataset) => (Some(Rc::new(dataset)), None),
                Err(error) => (None, Some(error)),
            };
            let waiting = std::mem::take(&mut state.waiting);
            drop(state);
            waiting.into_iter().for_each(|(id, ask)| analyst.begin(id, ask));
        });
    }

    fn begin(&self, id: u32, ask: Ask) {
        let mut state = self.0.borrow_mut();
        state.under_way.retain(|running| !ask.takes_the_place_of(&running.ask));
        state.waiting.retain(|(_, waiting)| !ask.takes_the_place_of(waiting));
        if state.loading.is_some() {
            return state.waiting.push((id, ask));
        }
        let dataset = state.dataset.clone();
        if dataset.is_none() && !matches!(ask, Ask::Lab(_)) {
            let words = state.fault.as_ref().map_or_else(|| "nothing is open".to_owned(), StoreError::to_string);
            return send(&FromAnalyst::Refused { id, refused: Refused { words, asks: None } }, &[]);
        }
        match Doing::start(dataset.as_deref(), &ask) {
            Ok(Some(work)) => state.under_way.push(Running { id, ask, dataset, work }),
            Ok(None) => {}
            Err(refused) => return send(&FromAnalyst::Refused { id, refused }, &[]),
        }
        if let Some(soon) = &state.soon {
            soon.request();
        }
    }

    /// Steps what is under way, the newest first, until it is done or the turn is over.
    fn turn(&self) {
        let start = clock::now();
        let mut state = self.0.borrow_mut();
        while clock::now() - start < TURN {
            let Some(mut running) = state.under_way.pop() else { return };
            let id = running.id;
            match running.work.step(running.dataset.as_deref()) {
                Ok(Came::More(fraction)) => {
                    let now = clock::now();
                    if let Some(fraction) = fraction
                        && now - state.last_progress >= PROGRESS
                    {
                        state.last_progress = now;
                        send(&FromAnalyst::Progress { id, fraction }, &[]);
                    }
                    state.under_way.push(running);
                }
                Ok(Came::Found(findings)) => send(&FromAnalyst::Found { id, findings: Box::new(findings) }, &[]),
                Ok(Came::Written(file)) => send(&FromAnalyst::Written { id }, &[file]),
                Err(refused) => send(&FromAnalyst::Refused { id, refused }, &[]),
            }
        }
        if let Some(soon) = &state.soon {
            soon.request();
        }
    }
}

impl Doing {
    fn start(dataset: Option<&Dataset>, ask: &Ask) -> Result<Option<Doing>, Refused> {
        Ok(match (ask, dataset) {
            (Ask::Load | Ask::Lab(None), _) => None,
            (Ask::Lab(Some(wish)), dataset) => {
                let learning = wish.learning(dataset).map_err(|error| error.refused())?;
                Some(match learning {
                    Some(job) => Doing::Learning(Box::new(job), wish.clone()),
                    None => Doing::lab(wish, dataset, None)?,
                })
            }
            (_, None) => None,
            (Ask::Study(query, study), Some(dataset)) => {
                Some(Doing::Study(Box::new(Work::start(dataset, Query::clone(query), study)?)))
            }
            (Ask::Rejected { as_json }, Some(_)) => Some(Doing::Rejected { as_json: *as_json }),
            (Ask::Exchange(query, what, at), Some(dataset)) => {
                Some(Doing::Exchange(Box::new(ExchangeJob::start(dataset, query, *at)?), query.clone(), *what))
            }
        })
    }

    fn lab(wish: &LabWish, dataset: Option<&Dataset>, learnt: Option<&Playbook>) -> Result<Doing, Refused> {
        let job = wish.asked(dataset, learnt).and_then(LabJob::start).map_err(|error| error.refused())?;
        Ok(Doing::Lab(Box::new(job)))
    }

    fn step(&mut self, dataset: Option<&Dataset>) -> Result<Came, Refused> {
        match (&mut *self, dataset) {
            (Doing::Lab(job), _) => Ok(match job.step().map_err(|error| error.refused())? {
                Step::More(progress) => Came::More(progress.fraction),
                Step::Done(findings) => Came::Found(Findings::Lab(Box::new(findings))),
            }),
            // Only the lab does without one.
            (_, None) => Ok(Came::More(None)),
            (Doing::Learning(job, wish), Some(dataset)) => {
                job.step(dataset).map_err(|refused| LabError::from(refused).refused())?;
                if let Some(learnt) = job.playbook() {
                    *self = Doing::lab(wish, Some(dataset), Some(learnt))?;
                }
                Ok(Came::More(None))
            }
            (Doing::Study(work), Some(dataset)) => Ok(match work.step(dataset)? {
                Step::More(progress) => Came::More(progress.fraction),
                Step::Done(findings) => Came::Found(findings),
            }),
            (Doing::Exchange(job, query, what), Some(dataset)) => match job.step(dataset)? {
                Step::More(progress) => Ok(Came::More(progress.fraction)),
                Step::Done(attribution) => exchanged(dataset, query, *what, &attribution).map(Came::Written),
            },
            (Doing::Rejected { as_json }, Some(dataset)) => file(|out| match as_json {
                true => rejected_table(dataset).json(out),
                false => out(&rejected_rows(&dataset.source.rejected)),
            })
            .map(Came::Written),
        }
    }
}

/// The tables of exchange as a file.
fn exchanged(dataset: &Dataset, query: &Query, what: Exchanged, attribution: &Attribution) -> Result<Blob, Refused> {
    let (inside, _) = query.scope.select(dataset);
    let exchange = Exchange {
        dataset,
        inside: &inside,
        event_id: event_id(dataset),
        attributions: std::slice::from_ref(attribution),
    };
    file(|out| match what {
        Exchanged::Csv(table) => exchange.csv(table, out),
        Exchanged::Sqlite => exchange.sql(Dialect::Sqlite, out),
        Exchanged::Postgres => exchange.sql(Dialect::Postgres, out),
    })
}

/// What is written as a file. The text is put into blobs piece by piece, which the browser keeps out of this program's memory.
fn file(write: impl FnOnce(&mut dyn FnMut(&str))) -> Result<Blob, Refused> {
    let parts = Array::new();
    let mut fault = None;
    write(&mut |text: &str| match Blob::new_with_str_sequence(&Array::of1(&text.into())) {
        Ok(part) => {
            parts.push(&part);
        }
        Err(error) => fault = Some(error),
    });
    let refuse = |error: JsValue| Refused { words: wire::describe(&error), asks: None };
    fault.map_or_else(|| Blob::new_with_blob_sequence(&parts), Err).map_err(refuse)
}

async fn read(record: &Blob) -> Result<Dataset, StoreError> {
    record::decode("dataset", &bytes_of(record).await?)
}
