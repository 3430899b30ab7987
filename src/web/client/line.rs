//! One worker and what is owed by it.

use std::collections::HashMap;

use wasm_bindgen::JsValue;

use super::super::{clock, program::Program};
use crate::protocol::Request;

/// Seconds without a sign of life after which a worker that owes a reply is given up.
const PATIENCE: u32 = 6;

/// The same while its program is still being loaded.
const LOADING_PATIENCE: u32 = 60;

/// What a worker is there for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Has the open dataset and answers for it.
    Main,
    /// Reads a file. When it is done it takes the place of the main one.
    Import,
    /// Loaded, and waits for a file.
    Spare,
    /// Is at the stores.
    Vault,
}

pub(super) struct Line {
    pub(super) serial: u32,
    pub(super) role: Role,
    program: Program,
    ready: bool,
    /// Messages from before the worker was ready, which it would not have heard.
    waiting: Vec<JsValue>,
    pending: HashMap<u32, Pending>,
    silent_seconds: u32,
    /// It is at a step that takes its time, and will say when it is done.
    is_busy: bool,
}

struct Pending {
    sent: f64,
    kind: std::mem::Discriminant<Request>,
}

/// What a watch of a worker came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Watch {
    Well,
    /// It should be asked whether it is there.
    Ask,
    Dead,
}

impl Line {
    pub(super) fn new(serial: u32, role: Role, program: Program) -> Line {
        Line {
            serial,
            role,
            program,
            ready: false,
            waiting: Vec::new(),
            pending: HashMap::new(),
            silent_seconds: 0,
            is_busy: false,
        }
    }

    /// Sends a request, once the worker is ready. An earlier one of the same kind whose reply would be out of date is
    /// no longer waited for.
    pub(super) fn send(&mut self, id: u32, request: &Request, message: JsValue) {
        let kind = std::mem::discriminant(request);
        if matches!(request, Request::Attribute(_) | Request::Open { .. } | Request::Play(..)) {
            self.pending.retain(|_, pending| pending.kind != kind);
        }
        // A ping owes no reply of its own: any word from the worker is one.
        if !matches!(request, Request::Ping | Request::Practise) {
            self.pending.insert(id, Pending { sent: clock::now(), kind });
        }
        match self.ready {
            true => self.program.post(&message),
            false => self.waiting.push(message),
        }
    }

    /// The worker is ready.
    pub(super) fn begin(&mut self) {
        self.ready = true;
        std::mem::take(&mut self.waiting).iter().for_each(|message| self.program.post(message));
    }

    pub(super) fn heard(&mut self) {
        self.silent_seconds = 0;
        self.is_busy = false;
    }

    /// What the worker does now is done in one step: it is not given up for being silent, but can be cancelled.
    pub(super) fn is_at_long_step(&mut self) {
        self.is_busy = true;
    }

    pub(super) fn is_waited_for(&self, id: u32) -> bool {
        self.pending.contains_key(&id)
    }

    /// When a request was sent whose reply has come; `None` where it is not waited for.
    pub(super) fn settle(&mut self, id: u32) -> Option<f64> {
        self.pending.remove(&id).map(|pending| pending.sent)
    }

    /// Nothing that was asked is waited for any more.
    pub(super) fn forget(&mut self) {
        self.pending.clear();
    }

    /// Counts seconds in which the worker owes a reply and says nothing, not even to a ping. They
    /// are counted in ticks of a timer, so that a machine asleep does not count as a worker dead.
    pub(super) fn watch(&mut self) -> Watch {
        let waits = !self.pending.is_empty() && !self.is_busy;
        self.silent_seconds = if waits { self.silent_seconds + 1 } else { 0 };
        let patience = if self.ready { PATIENCE } else { LOADING_PATIENCE };
        match self.silent_seconds {
            silent if silent >= patience => Watch::Dead,
            silent if self.ready && silent == PATIENCE / 2 => Watch::Ask,
            _ => Watch::Well,
        }
    }
}
