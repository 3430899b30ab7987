//! The analyst's program: has the record of the open dataset, and studies it for the further views, in turns of at most eight
//! milliseconds, so that a newer question is heard between them.

use std::{cell::RefCell, mem::discriminant, rc::Rc};

use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::spawn_local;
use web_sys::{Blob, MessageEvent, console};

use super::{
    clock,
    post::scope,
    schedule::Soon,
    wire::{self, bytes_of},
};
use crate::{
    domain::dataset::Dataset,
    engine::{
        Step,
        query::Query,
        study::{Study, Work},
    },
    protocol::study::{Ask, FromAnalyst, ToAnalyst},
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
    /// The record is being read.
    loading: bool,
    /// What was asked until then.
    waiting: Vec<(u32, Query, Study)>,
    /// At most one of each kind.
    under_way: Vec<Running>,
    soon: Option<Soon>,
    last_progress: f64,
}

struct Running {
    id: u32,
    study: Study,
    work: Work,
}

/// Starts to listen, and says so.
pub fn run() -> Result<(), JsValue> {
    let analyst = Analyst(Rc::default());
    let turning = analyst.clone();
    analyst.0.borrow_mut().soon = Some(Soon::new(move || turning.turn())?);
    let listener = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| analyst.hear(event.data()));
    scope().set_onmessage(Some(listener.as_ref().unchecked_ref()));
    listener.forget();
    post(&FromAnalyst::Ready);
    Ok(())
}

impl Analyst {
    fn hear(&self, message: JsValue) {
        match wire::unpack::<ToAnalyst>(message) {
            Ok((ToAnalyst { ask: Ask::Load, .. }, files)) => self.load(files.into_iter().next()),
            Ok((ToAnalyst { id, ask: Ask::Study(query, study) }, _)) => self.study(id, *query, study),
            Err(error) => console::error_2(&"a message could not be read".into(), &error.into()),
        }
    }

    fn load(&self, record: Option<Blob>) {
        let mut state = self.0.borrow_mut();
        state.dataset = None;
        state.under_way.clear();
        state.waiting.clear();
        state.loading = true;
        drop(state);
        let analyst = self.clone();
        spawn_local(async move {
            let dataset = match record {
                Some(record) => read(&record).await,
                None => Err(StoreError::Gone { name: "The dataset".to_owned() }),
            };
            let mut state = analyst.0.borrow_mut();
            state.loading = false;
            match dataset {
                Ok(dataset) => state.dataset = Some(Rc::new(dataset)),
                Err(error) => post(&FromAnalyst::Unloaded(error)),
            }
            let waiting = std::mem::take(&mut state.waiting);
            drop(state);
            waiting.into_iter().for_each(|(id, query, study)| analyst.study(id, query, study));
        });
    }

    fn study(&self, id: u32, query: Query, study: Study) {
        let mut state = self.0.borrow_mut();
        state.under_way.retain(|running| discriminant(&running.study) != discriminant(&study));
        if state.loading {
            return state.waiting.push((id, query, study));
        }
        let Some(dataset) = state.dataset.clone() else { return };
        match Work::start(&dataset, query, &study) {
            Ok(work) => state.under_way.push(Running { id, study, work }),
            Err(error) => return post(&FromAnalyst::Refused { id, refused: error.into() }),
        }
        if let Some(soon) = &state.soon {
            soon.request();
        }
    }

    /// Steps what is under way, the newest first, until it is done or the turn is over.
    fn turn(&self) {
        let start = clock::now();
        let mut state = self.0.borrow_mut();
        let Some(dataset) = state.dataset.clone() else { return };
        while clock::now() - start < TURN {
            let Some(mut running) = state.under_way.pop() else { return };
            let id = running.id;
            match running.work.step(&dataset) {
                Ok(Step::More(progress)) => {
                    let now = clock::now();
                    if let Some(fraction) = progress.fraction
                        && now - state.last_progress >= PROGRESS
                    {
                        state.last_progress = now;
                        post(&FromAnalyst::Progress { id, fraction });
                    }
                    state.under_way.push(running);
                }
                Ok(Step::Done(findings)) => post(&FromAnalyst::Found { id, findings: Box::new(findings) }),
                Err(error) => post(&FromAnalyst::Refused { id, refused: error.into() }),
            }
        }
        if let Some(soon) = &state.soon {
            soon.request();
        }
    }
}

async fn read(record: &Blob) -> Result<Dataset, StoreError> {
    record::decode("dataset", &bytes_of(record).await?)
}

fn post(message: &FromAnalyst) {
    let packed = wire::pack(message, &[]).map_err(JsValue::from);
    if let Err(error) = packed.and_then(|packed| scope().post_message(&packed)) {
        console::error_2(&"a message could not be sent".into(), &error);
    }
}
