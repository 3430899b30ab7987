//! The page's side of the codec: a file that is packed or in an older encoding goes out, its text in UTF-8 comes back.

use std::{cell::OnceCell, rc::Rc};

use wasm_bindgen::JsValue;
use web_sys::{Blob, console};

use super::{
    program::Program,
    wire::{self, WireError},
};
use crate::{
    domain::import::{codec_failed, table::Transcoded},
    engine::Refused,
    protocol::{FromCodec, ToCodec},
};

/// The meta tag that tells where the program is.
const NAME: &str = "touchline-codec";

/// What is heard of a file under way. Behind `Done` and `OtherBuild` nothing more comes.
pub enum Word {
    /// From 0 to 1, of the file's bytes.
    Progress(f64),
    Done(Result<Recoded, Refused>),
    /// The program comes from another build than the page.
    OtherBuild,
}

/// A file and the text that was made of it.
#[derive(Clone)]
pub struct Recoded {
    file: Blob,
    given: Option<String>,
    pub text: Blob,
    pub was: Transcoded,
}

impl Recoded {
    pub fn is_made_of(&self, file: &Blob) -> bool {
        self.file == *file
    }

    /// Whether it is of this file, read by this label or by none.
    pub fn is_of(&self, file: &Blob, given: Option<&str>) -> bool {
        self.is_made_of(file) && self.given.as_deref() == given
    }
}

/// A file under way; dropped, it ends.
pub struct Recoding(#[expect(dead_code, reason = "it is held so that the program runs")] Rc<Inner>);

struct Inner {
    program: OnceCell<Program>,
    file: Blob,
    given: Option<String>,
    tell: Box<dyn Fn(Word)>,
}

impl Recoding {
    /// Starts the program and hands it the file, with the label of an encoding where one is given. `tell` may drop this.
    pub fn start(file: Blob, given: Option<String>, tell: impl Fn(Word) + 'static) -> Result<Recoding, Refused> {
        let inner = Rc::new(Inner { program: OnceCell::new(), file, given, tell: Box::new(tell) });
        // The program's listeners must not keep it alive.
        let (hearing, losing) = (Rc::downgrade(&inner), Rc::downgrade(&inner));
        let on_message = move |message| {
            if let Some(inner) = hearing.upgrade() {
                inner.hear(message);
            }
        };
        let on_error = move |message: Option<String>| {
            if let Some(inner) = losing.upgrade() {
                inner.fail(message.unwrap_or_else(|| "the program could not be loaded".to_owned()));
            }
        };
        let program = Program::start(NAME, on_message, on_error).map_err(|error| failed(&wire::describe(&error)))?;
        inner.program.get_or_init(|| program);
        Ok(Recoding(inner))
    }
}

impl Inner {
    fn hear(&self, message: JsValue) {
        let (message, text) = match wire::unpack::<FromCodec>(message) {
            Ok(unpacked) => unpacked,
            Err(WireError::OtherBuild) => return (self.tell)(Word::OtherBuild),
            Err(error) => return console::error_2(&"a reply could not be read".into(), &error.into()),
        };
        match message {
            FromCodec::Ready => self.ask(),
            FromCodec::Progress { fraction } => (self.tell)(Word::Progress(fraction)),
            FromCodec::Done(Ok(was)) => match text.into_iter().next() {
                Some(text) => {
                    let (file, given) = (self.file.clone(), self.given.clone());
                    (self.tell)(Word::Done(Ok(Recoded { file, given, text, was })));
                }
                None => self.fail("no text came with the answer".to_owned()),
            },
            FromCodec::Done(Err(fault)) => (self.tell)(Word::Done(Err(fault))),
        }
    }

    fn ask(&self) {
        let packed = wire::pack(&ToCodec { given: self.given.clone() }, std::slice::from_ref(&self.file));
        match (packed, self.program.get()) {
            (Ok(packed), Some(program)) => program.post(&packed),
            (Ok(_), None) => {}
            (Err(error), _) => self.fail(error.to_string()),
        }
    }

    fn fail(&self, cause: String) {
        (self.tell)(Word::Done(Err(failed(&cause))));
    }
}

fn failed(cause: &str) -> Refused {
    Refused { words: codec_failed(cause), asks: None }
}
