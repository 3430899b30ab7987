//! The page's side of the worker: starts it from a blob, numbers requests, drops stale replies,
//! notices when it dies or hangs. The page hears of it as [`Event`]s.

mod running;

use std::{cell::RefCell, collections::HashMap, rc::Rc};

use wasm_bindgen::JsValue;
use web_sys::console;

use self::running::Running;
use super::{
    clock,
    file::NamedFile,
    schedule,
    wire::{self, WireError},
};
use crate::{
    protocol::{FromWorker, Reply, Request, ToWorker},
    session::{Event, Held},
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
    /// The file that was handed over last, and when.
    offered: Option<(NamedFile, f64)>,
    /// The file that is open, for reading it again.
    open: Option<NamedFile>,
    /// When the open file was handed over, until its first intervals have been drawn.
    unlooked: Option<f64>,
    /// The same until its last figures have.
    undrawn: Option<f64>,
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
    pub fn offer(&self, file: NamedFile) {
        self.0.state.borrow_mut().offered = Some((file, clock::now()));
    }

    /// Offers a file once more; its name, where its handle is still held.
    pub fn offer_again(&self, which: Held) -> Option<String> {
        let state = self.0.state.borrow();
        let file = match which {
            Held::Open => state.open.clone()?,
            // It is still on offer.
            Held::Refused => state.offered.as_ref()?.0.clone(),
        };
        drop(state);
        let name = file.name.clone();
        self.offer(file);
        Some(name)
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
        let file = match request {
            Request::Open { .. } => state.offered.as_ref().map(|(file, _)| file.blob.clone()),
            _ => None,
        };
        let packed = match wire::pack(&ToWorker { id, request: request.clone() }, file.as_ref()) {
            Ok(packed) => packed,
            Err(error) => {
                drop(state);
                return self.tell(Event::Unsent(error.to_string()));
            }
        };
        if matches!(request, Request::Attribute(_) | Request::Compare(_) | Request::Open { .. }) {
            state.pending.retain(|_, pending| pending.kind != kind);
        }
        // A ping owes no reply of its own: any word from the worker is one.
        if request != Request::Ping {
            state.pending.insert(id, Pending { sent: clock::now(), kind });
        }
        state.deliver(packed);
    }

    fn hear(&self, message: JsValue) {
        self.0.state.borrow_mut().silent_seconds = 0;
        match wire::unpack::<FromWorker>(message) {
            Ok((message, _)) => self.take(message),
            Err(WireError::OtherBuild) => {
                self.0.state.borrow_mut().end();
                self.tell(Event::OtherBuild);
            }
            Err(error) => console::error_2(&"a reply could not be read".into(), &error.into()),
        }
    }

    fn take(&self, message: FromWorker) {
        match message {
            FromWorker::Ready => self.0.state.borrow_mut().begin(),
            FromWorker::Alive => {}
            FromWorker::Progress { id, progress } => {
                if self.0.state.borrow().pending.contains_key(&id) {
                    self.tell(Event::Progressed(progress));
                }
            }
            FromWorker::FirstLook { id, report } => {
                if self.0.state.borrow().pending.contains_key(&id) {
                    let handed_over = self.0.state.borrow_mut().unlooked.take();
                    self.tell(Event::FirstLook(report));
                    if let Some(handed_over) = handed_over {
                        schedule::after_paint(move || clock::measure("touchline:first-intervals", handed_over));
                    }
                }
            }
            FromWorker::Reply { id, reply } => self.take_reply(id, reply),
            FromWorker::DatasetStored { checksum, result } => self.tell(Event::DatasetStored { checksum, result }),
            FromWorker::Panicked { message } => self.lose(Some(message)),
        }
    }

    fn take_reply(&self, id: u32, reply: Reply) {
        let pending = self.0.state.borrow_mut().pending.remove(&id);
        // Not waited for: a newer request has taken its place. But a dataset that the worker
        // has opened is open, whatever was asked for since.
        if pending.is_none() && !matches!(reply, Reply::Opened(_)) {
            return;
        }
        let sent = pending.map(|pending| pending.sent);
        let drawn = self.0.state.borrow_mut().note(&reply, sent);
        self.tell(Event::Replied(reply));
        if let Some(handed_over) = drawn {
            schedule::after_paint(move || clock::measure("touchline:ready", handed_over));
        }
    }

    /// Counts seconds in which the worker owes a reply and says nothing, not even to a ping. They
    /// are counted in ticks of this timer, so that a machine asleep does not count as a worker dead.
    fn watch(&self) {
        let mut state = self.0.state.borrow_mut();
        state.silent_seconds = if state.pending.is_empty() { 0 } else { state.silent_seconds + 1 };
        let silent = state.silent_seconds;
        let patience = if state.ready { PATIENCE } else { LOADING_PATIENCE };
        let asks = state.ready && silent == PATIENCE / 2;
        drop(state);
        if silent >= patience {
            self.lose(None);
        } else if asks {
            self.send(Request::Ping);
        }
    }

    /// Ends the worker; the next request starts a new one.
    fn lose(&self, message: Option<String>) {
        self.0.state.borrow_mut().end();
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

    /// What a reply means for handles and measures; when the file was handed over whose chart it brings.
    fn note(&mut self, reply: &Reply, sent: Option<f64>) -> Option<f64> {
        match (reply, sent) {
            (Reply::Opened(_), _) => {
                if let Some(sent) = sent {
                    clock::measure("touchline:import", sent);
                }
                let (file, handed_over) = self.offered.take().unzip();
                self.open = file;
                self.unlooked = handed_over;
                self.undrawn = handed_over;
            }
            (Reply::Report(_), Some(sent)) => {
                clock::measure("touchline:attribute", sent);
                return self.undrawn.take();
            }
            (Reply::Comparison(_), Some(sent)) => clock::measure("touchline:compare", sent),
            (Reply::Cancelled, _) => self.forget_import(),
            // What was under way was dropped with the rest.
            (Reply::Erased(_), _) => {
                self.pending.clear();
                self.offered = None;
                self.open = None;
            }
            _ => {}
        }
        None
    }

    fn forget_import(&mut self) {
        let open = std::mem::discriminant(&Request::Open { name: String::new(), choices: Box::default() });
        self.pending.retain(|_, pending| pending.kind != open);
    }

    /// Ends the worker and all that was asked of it; handles and numbers stay.
    fn end(&mut self) {
        self.worker = None;
        self.ready = false;
        self.waiting.clear();
        self.pending.clear();
        self.silent_seconds = 0;
    }
}
