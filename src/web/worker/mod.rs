//! The worker: one place for an import, one for an attribution, stepped in turns of at most
//! eight milliseconds, so that a cancel or a newer query is heard between them.

mod import;
mod practice;
mod records;

use std::{cell::RefCell, io, rc::Rc};

use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Blob, MessageEvent, console};

use self::{import::Opening, practice::Practice, records::SHOWN};
use super::{
    arrivals::Arrivals,
    audit,
    blob_reader::BlobReader,
    clock,
    post::{post, reply, scope},
    schedule::Soon,
    wire,
};
use crate::{
    domain::{dataset::Dataset, playbook::Playbook},
    engine::{
        Phase, Progress, Step,
        attribute::{AttributeJob, Fitted, Purpose},
        import::ImportJob,
        query::Query,
    },
    export,
    protocol::{Beside, FromWorker, Inventory, Opened, Reply, Request, ToWorker},
};

/// Longest turn, in milliseconds.
const TURN: f64 = 8.0;

/// Least time between two reports of progress, in milliseconds.
const PROGRESS: f64 = 100.0;

/// The worker's state; handles share it.
#[derive(Clone)]
struct Worker(Rc<RefCell<State>>);

#[derive(Default)]
struct State {
    dataset: Option<Rc<Dataset>>,
    fitted: Option<Fitted>,
    opening: Option<Opening>,
    import: Option<Running<ImportJob<BlobReader>>>,
    /// The bytes of the file that is read.
    arrivals: Option<Arrivals>,
    attribution: Option<Running<AttributeJob>>,
    /// What was read and is to be stored.
    unsaved: Option<Rc<Dataset>>,
    /// Whether nothing has been shown yet of a dataset that was read.
    unseen: bool,
    beside: Beside,
    /// Data of time zones, where the file under way needs them.
    zones: Option<Vec<u8>>,
    /// What is done while nothing is asked.
    practice: Option<Practice>,
    soon: Option<Soon>,
    last_progress: f64,
}

/// Replicates after which the first intervals are shown, while the rest is drawn.
const FIRST_LOOK: u32 = 100;

/// A job and the request it answers.
struct Running<J> {
    id: u32,
    job: J,
    /// Whether the first intervals have been sent.
    looked: bool,
}

/// Starts to listen, and says so.
pub fn run() -> Result<(), JsValue> {
    let worker = Worker(Rc::default());
    let turning = worker.clone();
    worker.0.borrow_mut().soon = Some(Soon::new(move || turning.turn())?);
    let listener = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| worker.hear(event.data()));
    scope().set_onmessage(Some(listener.as_ref().unchecked_ref()));
    listener.forget();
    post(&FromWorker::Ready);
    Ok(())
}

impl Worker {
    fn hear(&self, message: JsValue) {
        match wire::unpack::<ToWorker>(message) {
            Ok((message, files)) => self.handle(message.id, message.request, files),
            Err(error) => console::error_2(&"a message could not be read".into(), &error.into()),
        }
    }

    fn handle(&self, id: u32, request: Request, files: Vec<Blob>) {
        self.stop_practice();
        match request {
            Request::Open { name, choices, beside } => self.open(id, name, *choices, *beside, files),
            Request::Play(playbook, seed) => self.play(id, &playbook, seed),
            Request::Attribute(query) => self.attribute(id, *query),
            Request::RejectedCsv => {
                let dataset = self.0.borrow().dataset.clone();
                let csv = dataset.map(|dataset| export::rejected_rows(&dataset.source.rejected));
                reply(id, csv.map_or(Reply::NothingOpen, Reply::RejectedCsv));
            }
            Request::Load => self.load(id, files.into_iter().next()),
            Request::Inventory => {
                let inventory = Inventory { loaded: audit::loaded(), ..Inventory::default() };
                reply(id, Reply::Inventory(Box::new(inventory)));
            }
            Request::Practise => {
                self.0.borrow_mut().practice = Some(Practice::Start);
                self.request_turn();
            }
            Request::Ping => post(&FromWorker::Alive),
            // The client sends the others to the vault.
            _ => {}
        }
    }

    fn attribute(&self, id: u32, query: Query) {
        let mut state = self.0.borrow_mut();
        let Some(dataset) = state.dataset.clone() else { return reply(id, Reply::NothingOpen) };
        let replaced = state.attribution.take().map(|running| running.job.into_fitted());
        let earlier = replaced.or_else(|| state.fitted.take());
        match AttributeJob::start(&dataset, query, Purpose::Report, earlier) {
            Ok(job) => state.attribution = Some(Running { id, job, looked: false }),
            Err(error) => return reply(id, Reply::AttributeFailed(error.into())),
        }
        drop(state);
        self.request_turn();
    }

    /// Steps jobs until they are done or the turn is over.
    fn turn(&self) {
        let start = clock::now();
        while clock::now() - start < TURN {
            if !self.step_attribution() && !self.step_import() && !self.step_practice() {
                return;
            }
        }
        self.request_turn();
    }

    /// A file to be read in turns, of which the next comes when enough of it has arrived.
    fn reader(&self, blob: Blob) -> io::Result<BlobReader> {
        let worker = self.clone();
        let arrivals = Arrivals::of(&blob, move || worker.request_turn());
        self.0.borrow_mut().arrivals.clone_from(&arrivals);
        BlobReader::in_turns(blob, arrivals)
    }

    /// False where there was nothing to do.
    fn step_attribution(&self) -> bool {
        let mut state = self.0.borrow_mut();
        let Some(mut running) = state.attribution.take() else { return false };
        let looks = match running.job.step() {
            Ok(Step::More(progress)) => {
                state.say_progress(running.id, progress);
                let looks = !running.looked && running.job.drawn() >= FIRST_LOOK;
                // A dataset that was opened just now is shown without intervals first: the page draws them into what is there.
                if looks || state.unseen && running.job.awaits_intervals() {
                    state.unseen = false;
                    running.looked = looks;
                    let report = Box::new(running.job.reported());
                    post(&FromWorker::FirstLook { id: running.id, report });
                }
                state.attribution = Some(running);
                looks
            }
            Ok(Step::Done(())) => {
                state.unseen = false;
                reply(running.id, Reply::Report(Box::new(running.job.reported())));
                state.fitted = Some(running.job.into_fitted());
                true
            }
            Err(error) => {
                reply(running.id, Reply::AttributeFailed(error.into()));
                true
            }
        };
        drop(state);
        if looks {
            self.save_unsaved_after(SHOWN);
        }
        true
    }

    fn step_import(&self) -> bool {
        let mut state = self.0.borrow_mut();
        if state.waits() {
            return false;
        }
        if let Some(opening) = state.opening.take() {
            drop(state);
            self.start_import(opening);
            return true;
        }
        let Some(mut running) = state.import.take() else { return false };
        match running.job.step() {
            Ok(Step::More(progress)) => {
                state.say_progress(running.id, progress);
                state.import = Some(running);
            }
            Ok(Step::Done(())) => {
                state.arrivals = None;
                drop(state);
                let progress = Progress { phase: Phase::Joining, count: running.job.rows(), fraction: None };
                post(&FromWorker::Progress { id: running.id, progress });
                let zones = self.0.borrow_mut().zones.take();
                match running.job.finish(Playbook::default(), zones.as_deref()) {
                    Ok(dataset) => self.take_dataset(running.id, dataset),
                    Err(error) => reply(running.id, Reply::OpenFailed(error.into())),
                }
            }
            Err(error) => {
                state.arrivals = None;
                reply(running.id, Reply::OpenFailed(error.into()));
            }
        }
        true
    }

    fn stop_practice(&self) {
        let mut state = self.0.borrow_mut();
        if state.practice.take().is_some() {
            state.arrivals = None;
        }
    }

    fn step_practice(&self) -> bool {
        if self.0.borrow().waits() {
            return false;
        }
        let Some(practice) = self.0.borrow_mut().practice.take() else { return false };
        let next = practice.step(|blob| self.reader(blob));
        let mut state = self.0.borrow_mut();
        if next.is_none() {
            state.arrivals = None;
        }
        state.practice = next;
        true
    }

    fn take_dataset(&self, id: u32, dataset: Dataset) {
        let state = self.0.borrow();
        let how = dataset.touchpoints().map(|touchpoints| touchpoints.how.settings.clone());
        if state.beside.open == Some((dataset.source.checksum.to_string(), how)) {
            return reply(id, Reply::SameFile { name: dataset.source.name });
        }
        clock::mark_memory();
        let dataset = Rc::new(dataset);
        reply(id, Reply::Opened(Box::new(Opened::of(&dataset))));
        drop(state);
        self.0.borrow_mut().unseen = true;
        self.keep(dataset);
    }

    fn request_turn(&self) {
        if let Some(soon) = &self.0.borrow().soon {
            soon.request();
        }
    }
}

impl State {
    /// Whether the next bytes of a file are due; then there is a turn when they have come.
    fn waits(&self) -> bool {
        self.arrivals.as_ref().is_some_and(Arrivals::wait)
    }

    fn say_progress(&mut self, id: u32, progress: Progress) {
        let now = clock::now();
        if now - self.last_progress >= PROGRESS {
            self.last_progress = now;
            post(&FromWorker::Progress { id, progress });
        }
    }
}
