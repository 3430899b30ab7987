//! The further views' side of the analyst: starts it when something is asked, has it load the open dataset, and asks once more
//! where it dies.

use std::{cell::RefCell, rc::Rc};

use wasm_bindgen::JsValue;
use web_sys::{Blob, console};

use super::{
    clock,
    program::Program,
    wire::{self, WireError},
};
use crate::{
    engine::{
        query::Query,
        study::{Findings, Study},
    },
    protocol::study::{Ask, Exchanged, FromAnalyst, LabWish, ToAnalyst},
};

/// The meta tag that tells where the analyst's program is.
const NAME: &str = "touchline-analyst";

/// Deaths without an answer in between after which it is not started again by itself.
const PATIENCE: u32 = 2;

/// What becomes of a study.
pub enum Word {
    Progress(f64),
    Found(Box<Findings>),
    /// A file that was asked for.
    Written(Blob),
    /// In words.
    Failed(String),
}

type Then = Rc<dyn Fn(Word)>;

/// A handle; clones share it.
#[derive(Clone, Default)]
pub struct Asking(Rc<RefCell<State>>);

#[derive(Default)]
struct State {
    program: Option<Program>,
    ready: bool,
    /// From before it was ready.
    unsent: Vec<JsValue>,
    record: Option<Blob>,
    last_id: u32,
    /// At most one of each kind.
    asked: Vec<Asked>,
    losses: u32,
}

struct Asked {
    id: u32,
    ask: Ask,
    then: Then,
}

impl Asking {
    /// Everything that is asked from now on is asked of this dataset; what was asked before is given up.
    pub fn of(&self, record: Option<Blob>) {
        let mut state = self.0.borrow_mut();
        // The lab has its world for itself.
        state.asked.retain(|asked| matches!(asked.ask, Ask::Lab(_)));
        state.losses = 0;
        state.record = record;
        if state.program.is_some() {
            state.load();
        }
    }

    /// Asks for a study; an earlier one of its kind is given up.
    pub fn study(&self, query: Query, study: Study, then: impl Fn(Word) + 'static) {
        self.ask(Ask::Study(Box::new(query), study), then);
    }

    /// Asks for a run of the truth lab; an earlier one is given up.
    pub fn lab(&self, wish: LabWish, then: impl Fn(Word) + 'static) {
        self.ask(Ask::Lab(Some(Box::new(wish))), then);
    }

    /// Gives the run of the truth lab up that is under way.
    pub fn cancel_lab(&self) {
        let mut state = self.0.borrow_mut();
        state.asked.retain(|asked| !matches!(asked.ask, Ask::Lab(_)));
        state.last_id += 1;
        let id = state.last_id;
        state.send(&ToAnalyst { id, ask: Ask::Lab(None) }, &[]);
    }

    /// Asks for tables of exchange, as a file.
    pub fn exchange(&self, query: Query, what: Exchanged, then: impl Fn(Word) + 'static) {
        self.ask(Ask::Exchange(Box::new(query), what, (clock::wall() / 1_000) as i64), then);
    }

    /// Asks for the rejected rows, as a file.
    pub fn rejected(&self, as_json: bool, then: impl Fn(Word) + 'static) {
        self.ask(Ask::Rejected { as_json }, then);
    }

    fn ask(&self, ask: Ask, then: impl Fn(Word) + 'static) {
        let mut state = self.0.borrow_mut();
        if state.program.is_none()
            && let Err(error) = self.start(&mut state)
        {
            drop(state);
            return then(Word::Failed(wire::describe(&error)));
        }
        state.last_id += 1;
        let id = state.last_id;
        state.asked.retain(|asked| !ask.takes_the_place_of(&asked.ask));
        state.send(&ToAnalyst { id, ask: ask.clone() }, &[]);
        state.asked.push(Asked { id, ask, then: Rc::new(then) });
    }

    fn start(&self, state: &mut State) -> Result<(), JsValue> {
        let (hearing, losing) = (self.clone(), self.clone());
        state.ready = false;
        state.unsent.clear();
        state.program =
            Some(Program::start(NAME, move |message| hearing.hear(message), move |message| losing.lose(message))?);
        state.load();
        Ok(())
    }

    fn hear(&self, message: JsValue) {
        match wire::unpack::<FromAnalyst>(message) {
            Ok((message, files)) => self.take(message, files.into_iter().next()),
            Err(WireError::OtherBuild) => {
                self.fail_all("the program that studies is of another version: load the page again");
            }
            Err(error) => console::error_2(&"a reply could not be read".into(), &error.into()),
        }
    }

    fn take(&self, message: FromAnalyst, file: Option<Blob>) {
        let (id, word, is_last) = match message {
            FromAnalyst::Ready => return self.0.borrow_mut().begin(),
            FromAnalyst::Progress { id, fraction } => (id, Word::Progress(fraction), false),
            FromAnalyst::Found { id, findings } => (id, Word::Found(findings), true),
            FromAnalyst::Written { id } => match file {
                Some(file) => (id, Word::Written(file), true),
                None => (id, Word::Failed("the file did not come".to_owned()), true),
            },
            FromAnalyst::Refused { id, refused } => (id, Word::Failed(refused.words), true),
        };
        let mut state = self.0.borrow_mut();
        // Not waited for: a newer question has taken its place.
        let Some(at) = state.asked.iter().position(|asked| asked.id == id) else { return };
        let then = state.asked[at].then.clone();
        if is_last {
            state.losses = 0;
            state.asked.remove(at);
        }
        drop(state);
        then(word);
    }

    /// A new one is asked what the lost one did not answer; where that is lost over it as well, it is told.
    fn lose(&self, message: Option<String>) {
        let mut state = self.0.borrow_mut();
        state.program = None;
        state.losses += 1;
        let gives_up = state.losses >= PATIENCE;
        if state.asked.is_empty() {
            return;
        }
        if gives_up || self.start(&mut state).is_err() {
            state.losses = 0;
            drop(state);
            return self.fail_all(&message.unwrap_or_else(|| "the program that studies stopped".to_owned()));
        }
        let again: Vec<ToAnalyst> =
            state.asked.iter().map(|asked| ToAnalyst { id: asked.id, ask: asked.ask.clone() }).collect();
        again.iter().for_each(|message| state.send(message, &[]));
    }

    fn fail_all(&self, words: &str) {
        let asked = std::mem::take(&mut self.0.borrow_mut().asked);
        asked.into_iter().for_each(|asked| (asked.then)(Word::Failed(words.to_owned())));
    }
}

impl State {
    fn load(&mut self) {
        let record: Vec<Blob> = self.record.iter().cloned().collect();
        self.last_id += 1;
        self.send(&ToAnalyst { id: self.last_id, ask: Ask::Load }, &record);
    }

    fn send(&mut self, message: &ToAnalyst, files: &[Blob]) {
        match (wire::pack(message, files), &self.program) {
            (Ok(packed), Some(program)) if self.ready => program.post(&packed),
            (Ok(packed), _) => self.unsent.push(packed),
            (Err(error), _) => console::error_2(&"a question could not be sent".into(), &error.into()),
        }
    }

    fn begin(&mut self) {
        self.ready = true;
        let unsent = std::mem::take(&mut self.unsent);
        if let Some(program) = &self.program {
            unsent.iter().for_each(|message| program.post(message));
        }
    }
}
