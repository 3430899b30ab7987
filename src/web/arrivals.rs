//! The bytes of a file on their way to a worker: the browser fetches them in another process while those before them are
//! read here.

use std::{
    cell::{Cell, RefCell},
    collections::VecDeque,
    rc::Rc,
};

use js_sys::{ArrayBuffer, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, ReadableStreamByobReader, ReadableStreamReadResult};

/// Bytes of a buffer.
pub const BUFFER: u32 = 1 << 20;

/// Buffers, which are filled again and again: new memory for every byte of a file costs as much as reading it.
pub const BUFFERS: usize = 3;

/// Full buffers with which it is worth to go on, the one that is partly read among them: tables take in slices of which a
/// buffer holds a whole number.
const WORTH: usize = 1;

/// A file's bytes from its first to its last; handles share them.
#[derive(Clone)]
pub struct Arrivals(Rc<Stream>);

struct Stream {
    reader: ReadableStreamByobReader,
    state: RefCell<State>,
    /// Called when there is enough to go on, once after each time that somebody was told to wait.
    heard: Box<dyn Fn()>,
    waited_for: Cell<bool>,
}

struct State {
    free: Vec<ArrayBuffer>,
    /// What has arrived, and where in the file each begins.
    full: VecDeque<(f64, Uint8Array)>,
    /// Bytes of the file that have arrived.
    end: f64,
    /// Whether a buffer is being filled.
    filling: bool,
    ended: bool,
}

impl Arrivals {
    /// Sets a file's bytes on their way; `None` where the browser cannot fill buffers that it is given.
    pub fn of(blob: &Blob, heard: impl Fn() + 'static) -> Option<Arrivals> {
        let reader = ReadableStreamByobReader::new(&blob.stream()).ok()?;
        let free = (0..BUFFERS).map(|_| ArrayBuffer::new(BUFFER)).collect();
        let state = State { free, full: VecDeque::new(), end: 0.0, filling: false, ended: false };
        let heard = Box::new(heard);
        let stream = Stream { reader, state: RefCell::new(state), heard, waited_for: Cell::new(false) };
        let arrivals = Arrivals(Rc::new(stream));
        arrivals.fill();
        Some(arrivals)
    }

    /// Whether it is better to wait; then `heard` is called once more has arrived.
    pub fn wait(&self) -> bool {
        let due = self.0.state.borrow().are_due();
        self.0.waited_for.set(due);
        due
    }

    /// Moves what has arrived from an offset of the file on into the buffer; how many bytes.
    pub(super) fn take(&self, mut offset: f64, buffer: &mut [u8]) -> usize {
        let mut state = self.0.state.borrow_mut();
        let mut taken = 0;
        while taken < buffer.len() {
            let Some((from, bytes)) = state.full.front().filter(|(from, _)| *from <= offset) else { break };
            // What was asked for before it arrived is passed over.
            let passed = (offset - from).min(bytes.length().into()) as u32;
            let end = bytes.length().min(passed + (buffer.len() - taken) as u32);
            let part = (end - passed) as usize;
            bytes.subarray(passed, end).copy_to(&mut buffer[taken..taken + part]);
            (taken, offset) = (taken + part, offset + part as f64);
            if end == bytes.length()
                && let Some((_, bytes)) = state.full.pop_front()
            {
                state.free.push(bytes.buffer());
            }
        }
        let stopped = !state.filling && !state.ended && !state.free.is_empty();
        drop(state);
        if stopped {
            self.fill();
        }
        taken
    }

    /// Fills buffer after buffer while there are empty ones.
    fn fill(&self) {
        let arrivals = self.clone();
        self.0.state.borrow_mut().filling = true;
        spawn_local(async move {
            loop {
                let Some(buffer) = arrivals.0.state.borrow_mut().free.pop() else { break };
                // What cannot be read is asked for again, and its error told then.
                let full = arrivals.0.filled(buffer).await.unwrap_or_else(|_| Uint8Array::new_with_length(0));
                arrivals.0.state.borrow_mut().add(full);
                if arrivals.0.waited_for.get() && !arrivals.wait() {
                    (arrivals.0.heard)();
                }
                if arrivals.0.state.borrow().ended {
                    break;
                }
            }
            arrivals.0.state.borrow_mut().filling = false;
        });
    }
}

impl Stream {
    /// The buffer with as much in it as fits or is left.
    async fn filled(&self, mut buffer: ArrayBuffer) -> Result<Uint8Array, JsValue> {
        let mut length = 0;
        while length < BUFFER {
            let rest = Uint8Array::new_with_byte_offset(&buffer, length);
            let read = JsFuture::from(self.reader.read_with_array_buffer_view(&rest)).await?;
            let read: ReadableStreamReadResult = read.unchecked_into();
            let part: Uint8Array = read.get_value().dyn_into()?;
            buffer = part.buffer();
            length += part.length();
            if read.get_done() == Some(true) {
                break;
            }
        }
        Ok(Uint8Array::new_with_byte_offset_and_length(&buffer, 0, length))
    }
}

impl State {
    fn are_due(&self) -> bool {
        self.filling && !self.ended && self.full.len() < WORTH
    }

    /// Takes in a buffer; one that is not full is the last.
    fn add(&mut self, buffer: Uint8Array) {
        let length = buffer.length();
        self.ended = length < BUFFER;
        if length > 0 {
            self.full.push_back((self.end, buffer));
            self.end += f64::from(length);
        }
    }
}
