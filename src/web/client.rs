//! The page's side of the worker: starts it from a blob, numbers requests, drops stale replies,
//! notices when it dies or hangs. The page hears of it as [`Event`]s.

mod running;

use std::{cell::RefCell, collections::HashMap, rc::Rc};

use wasm_bindgen::JsValue;
use web_sys::console;

use self::running::Running;
use super::{clock, file::NamedFile, schedule, wire};
use crate::{
    BUILD,
    protocol::{FromWorker, Reply, Request, ToWorker},
    session::Event,
};

/// Seconds without a sign of life after which a worker that owes a reply is given up.
const PATIENCE: u32 = 6;

/// The same while its program is still being loaded.
const LOADING_PATIENCE: u32 = 60;

/// A handle on the worker; clones share it.
#[derive(Clone)]
pub struct Client(Rc<Inner>);

struct Inner {
    on_event: Box<dyn Fn(Event)>,
    state: RefCell<State>,
}

#[derive(Default)]
struct State {
    worker: Option<Running>,
    ready: bool,
    /// Messages from before the worker was ready, which it would not have heard.
    waiting: Vec<JsValue>,
    pending: HashMap<u32, Pending>,
    last_id: u32,
    silent_seconds: u32,
    file: Option<NamedFile>,
    /// When the last file was handed over, until its chart has been drawn.
    handed_over: Option<f64>,
}

struct Pending {
    sent: f64,
    kind: std::mem::Discriminant<Request>,
}

impl Client {
    /// A client that reports to `on_event` and watches its worker every second.
    pub fn new(on_event: impl Fn(Event) + 'static) -> Client {
        let client = Client(Rc::new(Inner { on_event: Box::new(on_event), state: RefCell::default() }));
        let watching = client.clone();
        if let Some(window) = web_sys::window()
            && let Err(error) = schedule::every_second(&window, move || watching.watch())
        {
            console::error_2(&"no watch is kept on the worker".into(), &error);
        }
        client
    }

    /// Holds the handle of the file that the next [`Request::Open`] is about.
    pub fn hold(&self, file: NamedFile) {
        let mut state = self.0.state.borrow_mut();
        state.file = Some(file);
        state.handed_over = Some(clock::now());
    }

    /// The name of the file that is held, for reading it again.
    pub fn held(&self) -> Option<String> {
        self.0.state.borrow().file.as_ref().map(|file| file.name.clone())
    }

    /// Sends a request. An earlier one of the same kind is no longer waited for.
    pub fn send(&self, request: Request) {
        let mut state = self.0.state.borrow_mut();
        if state.worker.is_none() {
            match Running::start(self) {
                Ok(worker) => state.worker = Some(worker),
                Err(error) => {
                    drop(state);
                    return self.lose(Some(wire::describe(&error)));
                }
            }
        }
        state.last_id += 1;
        let id = state.last_id;
        let kind = std::mem::discriminant(&request);
        if matches!(request, Request::Attribute(_) | Request::Open { .. }) {
            state.pending.retain(|_, pending| pending.kind != kind);
        }
        let file = matches!(request, Request::Open { .. }).then(|| state.file.clone()).flatten();
        state.pending.insert(id, Pending { sent: clock::now(), kind });
        let packed = wire::pack(&ToWorker { id, request }, file.as_ref().map(|file| &file.blob));
        match packed {
            Ok(message) => state.deliver(message),
            Err(error) => console::error_2(&"a request could not be sent".into(), &error.into()),
        }
    }

    fn hear(&self, message: JsValue) {
        self.0.state.borrow_mut().silent_seconds = 0;
        match wire::unpack::<FromWorker>(message) {
            Ok((message, _)) => self.take(message),
            Err(error) => console::error_2(&"a reply could not be read".into(), &error.into()),
        }
    }

    fn take(&self, message: FromWorker) {
        match message {
            FromWorker::Ready { build } if build == BUILD => self.0.state.borrow_mut().begin(),
            FromWorker::Ready { .. } => self.tell(Event::OtherBuild),
            FromWorker::Progress { id, progress } => {
                if self.0.state.borrow().pending.contains_key(&id) {
                    self.tell(Event::Progressed(progress));
                }
            }
            FromWorker::Reply { id, reply } => self.take_reply(id, reply),
            FromWorker::DatasetStored(result) => self.tell(Event::DatasetStored(result)),
            FromWorker::Panicked { message } => self.lose(Some(message)),
        }
    }

    fn take_reply(&self, id: u32, reply: Reply) {
        // Not waited for: a newer request has taken its place.
        let Some(pending) = self.0.state.borrow_mut().pending.remove(&id) else { return };
        let mut drawn = None;
        match &reply {
            Reply::Opened(_) => clock::measure("touchline:import", pending.sent),
            Reply::Report(_) => {
                clock::measure("touchline:attribute", pending.sent);
                drawn = self.0.state.borrow_mut().handed_over.take();
            }
            Reply::Cancelled => self.0.state.borrow_mut().forget_import(),
            // What was under way was dropped with the rest.
            Reply::Erased(_) => self.0.state.borrow_mut().pending.clear(),
            _ => {}
        }
        self.tell(Event::Replied(reply));
        if let Some(handed_over) = drawn {
            schedule::after_paint(move || clock::measure("touchline:ready", handed_over));
        }
    }

    /// Counts seconds in which the worker owes a reply and says nothing. They are counted in
    /// ticks of this timer, so that a machine asleep does not count as a worker dead.
    fn watch(&self) {
        let mut state = self.0.state.borrow_mut();
        state.silent_seconds = if state.pending.is_empty() { 0 } else { state.silent_seconds + 1 };
        let patience = if state.ready { PATIENCE } else { LOADING_PATIENCE };
        let lost = state.silent_seconds >= patience;
        drop(state);
        if lost {
            self.lose(None);
        }
    }

    /// Ends the worker; the next request starts a new one.
    fn lose(&self, message: Option<String>) {
        let mut state = self.0.state.borrow_mut();
        let kept = State { file: state.file.take(), last_id: state.last_id, ..State::default() };
        let lost = std::mem::replace(&mut *state, kept);
        drop(state);
        drop(lost);
        self.tell(Event::WorkerLost { message });
    }

    fn tell(&self, event: Event) {
        (self.0.on_event)(event);
    }
}

impl State {
    fn begin(&mut self) {
        self.ready = true;
        for message in std::mem::take(&mut self.waiting) {
            self.deliver(message);
        }
    }

    fn deliver(&mut self, message: JsValue) {
        match &self.worker {
            Some(worker) if self.ready => worker.post(&message),
            _ => self.waiting.push(message),
        }
    }

    fn forget_import(&mut self) {
        let open = std::mem::discriminant(&Request::Open { name: String::new() });
        self.pending.retain(|_, pending| pending.kind != open);
        self.handed_over = None;
    }
}
