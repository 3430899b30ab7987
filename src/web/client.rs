//! The page's side of the workers: starts them from a blob, numbers requests, drops stale replies,
//! notices when one dies or hangs. The page hears of it as [`Event`]s.
//!
//! One worker has the open dataset. A file is read by another, which takes its place when it is done, so that an
//! import can be cancelled at once, by ending its worker, and the open dataset stays as it is. A spare one is loaded
//! beforehand.

mod line;
mod recoding;
mod spare;
mod state;
mod vault;
mod watch;

use std::{cell::RefCell, rc::Rc};

use wasm_bindgen::JsValue;
use web_sys::{Blob, console};

use self::{
    line::{Line, Role},
    state::State,
};
use super::{
    clock,
    file::NamedFile,
    program::{Program, address},
    schedule,
    wire::{self, WireError},
};
use crate::{
    engine::{Asks, Phase, Refused},
    protocol::{FromWorker, Reply, Request, ToWorker},
    session::{Event, Held},
};

/// The meta tag that tells where the worker's program is.
const NAME: &str = "touchline-worker";

/// The same for the vault's.
const VAULT: &str = "touchline-vault";

/// The meta tag that tells where the table of time zones is.
const ZONES: &str = "touchline-zones";

/// A handle on the workers; clones share it.
#[derive(Clone)]
pub struct Client(Rc<Inner>);

struct Inner {
    on_event: Box<dyn Fn(Event)>,
    state: RefCell<State>,
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

    /// Holds the handle of a backup that is to be taken in.
    pub fn offer_backup(&self, backup: Blob) {
        self.0.state.borrow_mut().backup = Some(backup);
    }

    /// Holds the handle of leads that are to be joined to touchpoints.
    pub fn offer_leads(&self, file: NamedFile) {
        self.0.state.borrow_mut().leads = Some(file);
    }

    /// Offers a file once more; its name, where its handle is still held, and is that of the dataset with this checksum.
    pub fn offer_again(&self, which: Held, checksum: &str) -> Option<String> {
        let state = self.0.state.borrow();
        let file = match which {
            Held::Open => state.open.clone().filter(|_| state.opened == checksum)?,
            // It is still on offer.
            Held::Refused => state.offered.as_ref()?.0.clone(),
        };
        drop(state);
        let name = file.name.clone();
        self.offer(file);
        Some(name)
    }

    /// The record of the open dataset, once it has been made.
    pub fn record(&self) -> Option<Blob> {
        self.0.state.borrow().record.clone()
    }

    /// Sends a request to the worker that it is for.
    pub fn send(&self, mut request: Request) {
        let role = match &mut request {
            Request::Open { beside, .. } => {
                match address(ZONES, "data-src") {
                    Ok(address) => beside.zones = Some(address),
                    Err(error) => console::error_2(&"no time zones".into(), &error),
                }
                let mut state = self.0.state.borrow_mut();
                state.ready_for_import();
                state.opening = Some(request.clone());
                Role::Import
            }
            Request::Restore { .. } if self.0.state.borrow_mut().is_first_visit() => {
                self.tell(Event::Replied(Reply::Restored(Box::default())));
                return self.keep_spare_soon();
            }
            Request::Inventory => {
                if self.0.state.borrow_mut().line(Role::Main).is_some() {
                    self.send_to(Role::Main, Request::Inventory);
                }
                Role::Vault
            }
            Request::Restore { .. }
            | Request::Store(_)
            | Request::Save(..)
            | Request::Shelve(_)
            | Request::Erase
            | Request::BackUp(_)
            | Request::TakeBackup => Role::Vault,
            _ => Role::Main,
        };
        self.send_to(role, request);
    }

    /// Ends the import under way; the open dataset stays.
    pub fn cancel_import(&self) {
        let mut state = self.0.state.borrow_mut();
        state.end(Role::Import);
        state.recoding = None;
        drop(state);
        self.keep_spare();
    }

    fn send_to(&self, role: Role, mut request: Request) {
        let mut state = self.0.state.borrow_mut();
        if state.line(role).is_none()
            && let Err(error) = self.start(&mut state, role)
        {
            drop(state);
            let message = Some(wire::describe(&error));
            return match role {
                // It was not asked yet, so that nothing can be asked again.
                Role::Vault => self.tell(Event::VaultLost { message }),
                _ => self.say_lost(role, message),
            };
        }
        state.last_id += 1;
        let id = state.last_id;
        let files = state.handles(&mut request);
        let message = ToWorker { id, request };
        match wire::pack(&message, &files) {
            Ok(packed) => {
                if let Some(line) = state.line(role) {
                    line.send(id, &message.request, packed);
                }
                if role == Role::Vault {
                    state.at_vault.begin(message, files);
                }
            }
            Err(error) => {
                drop(state);
                self.tell(Event::Unsent(error.to_string()));
            }
        }
    }

    fn start(&self, state: &mut State, role: Role) -> Result<(), JsValue> {
        state.last_serial += 1;
        let serial = state.last_serial;
        let (hearing, losing) = (self.clone(), self.clone());
        let program = Program::start(
            if role == Role::Vault { VAULT } else { NAME },
            move |message| hearing.hear(serial, message),
            move |message| losing.lose(serial, message),
        )?;
        state.lines.push(Line::new(serial, role, program));
        Ok(())
    }

    fn hear(&self, serial: u32, message: JsValue) {
        match self.0.state.borrow_mut().of_serial(serial) {
            Some(line) => line.heard(),
            None => return,
        }
        match wire::unpack::<FromWorker>(message) {
            Ok((message, files)) => self.take(serial, message, files.into_iter().next()),
            Err(WireError::OtherBuild) => self.end_of_other_build(serial),
            Err(error) => console::error_2(&"a reply could not be read".into(), &error.into()),
        }
    }

    fn take(&self, serial: u32, message: FromWorker, file: Option<Blob>) {
        let role = match self.0.state.borrow_mut().of_serial(serial) {
            Some(line) => line.role,
            None => return,
        };
        match message {
            FromWorker::Ready => {
                if self.0.state.borrow_mut().begin(serial) {
                    self.send_to(Role::Spare, Request::Practise);
                }
            }
            FromWorker::Alive => {}
            FromWorker::Progress { id, progress } => {
                if self.is_waited_for(serial, id) {
                    if progress.phase == Phase::Joining
                        && let Some(line) = self.0.state.borrow_mut().of_serial(serial)
                    {
                        line.is_at_long_step();
                    }
                    self.tell(Event::Progressed(progress));
                }
            }
            FromWorker::Estimated { id, estimate, room } => {
                if self.is_waited_for(serial, id) {
                    self.tell(Event::Estimated(estimate, room));
                }
            }
            FromWorker::FirstLook { id, report } => {
                if self.is_waited_for(serial, id) {
                    let has_intervals = report.replicates > 0;
                    let handed_over = self.0.state.borrow_mut().unlooked.take_if(|_| has_intervals);
                    self.tell(Event::FirstLook(report));
                    if let Some(handed_over) = handed_over {
                        schedule::after_paint(move || clock::measure("touchline:first-intervals", handed_over));
                    }
                }
            }
            FromWorker::Reply { id, reply } if role == Role::Vault => self.take_of_vault(serial, id, reply, file),
            FromWorker::Reply { id, reply } => self.take_reply(serial, id, reply),
            FromWorker::Record(item) => {
                if role == Role::Main {
                    self.0.state.borrow_mut().record = file;
                    self.tell(Event::Recorded(item));
                }
            }
            FromWorker::Mute { message } => self.lose(serial, Some(message)),
        }
    }

    fn take_reply(&self, serial: u32, id: u32, reply: Reply) {
        let mut state = self.0.state.borrow_mut();
        // Not waited for: a newer request has taken its place.
        let Some(sent) = state.of_serial(serial).and_then(|line| line.settle(id)) else { return };
        let drawn = state.note(&reply, sent);
        match reply {
            Reply::Opened(_) => state.promote(serial),
            // What it has read would only take up memory.
            Reply::OpenFailed(_) | Reply::SameFile { .. } => state.end(Role::Import),
            _ => {}
        }
        drop(state);
        if let Reply::OpenFailed(Refused { asks: Some(Asks::Codec { label }), .. }) = reply {
            return self.recode(label);
        }
        if let Reply::Report(_) = reply {
            let came = clock::now();
            schedule::after_paint(move || clock::measure("touchline:redraw", came));
        }
        let idle = matches!(reply, Reply::Report(_) | Reply::OpenFailed(_) | Reply::SameFile { .. });
        match reply {
            Reply::Loaded(loaded) => self.finish_restoring(loaded),
            reply => self.tell(Event::Replied(reply)),
        }
        if let Some(handed_over) = drawn {
            schedule::after_paint(move || clock::measure("touchline:ready", handed_over));
        }
        if idle {
            self.keep_spare_soon();
        }
    }

    fn is_waited_for(&self, serial: u32, id: u32) -> bool {
        self.0.state.borrow_mut().of_serial(serial).is_some_and(|line| line.is_waited_for(id))
    }

    fn tell(&self, event: Event) {
        (self.0.on_event)(event);
    }
}
