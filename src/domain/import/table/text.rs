//! Bytes to UTF-8 text. The encoding is told by a byte order mark, by zeros between letters, or by the
//! first bytes that are not ASCII, wherever they stand; until then nothing is decided.

use std::io::{self, Read};

use super::{
    SLICE,
    encoding::{Codec, Decode, EncodingEvidence, FoundEncoding, Unicode, Verdict, ascii_length, is_utf8},
    head::refuse_binary,
    raw::{Raw, read_full},
    utf16::Utf16,
};
use crate::domain::import::fault::FileFault;

/// Bytes from the first beyond ASCII on, from which an encoding is guessed.
const GUESSED: usize = 8 * SLICE;

/// Bytes in which zeros are looked for.
const SNIFFED: usize = 8 << 10;

/// UTF-8 text of a source.
pub(super) struct Text<R> {
    raw: Raw<R>,
    codec: Option<&'static dyn Codec>,
    state: State,
    name: &'static str,
    evidence: EncodingEvidence,
    /// Text that has been decoded and not yet been handed out.
    ready: Vec<u8>,
    handed: usize,
    block: Vec<u8>,
    /// Bytes from the first beyond ASCII on, too few to tell by.
    held: Vec<u8>,
}

enum State {
    Start(Option<Known>),
    /// ASCII so far.
    Undecided,
    Utf8,
    Decoding(Box<dyn Decode>),
    Ended,
}

/// An encoding that is known.
enum Known {
    Unicode(Unicode),
    Foreign(Box<dyn Decode>),
}

impl<R: Read> Text<R> {
    /// Text in the encoding with the label that is `given`, or in one that is told from it; without a codec it must be
    /// one of Unicode.
    pub(super) fn new(
        raw: Raw<R>,
        given: Option<&str>,
        codec: Option<&'static dyn Codec>,
    ) -> Result<Text<R>, FileFault> {
        let known = match given {
            Some(label) => Some(Known::labelled(label, codec)?),
            None => None,
        };
        let evidence = if known.is_some() { EncodingEvidence::Given } else { EncodingEvidence::Ascii };
        let name = known.as_ref().map_or(Unicode::Utf8.name(), Known::name);
        Ok(Text::of(raw, codec, State::Start(known), name, evidence))
    }

    /// Text that is UTF-8 beyond doubt.
    pub(super) fn utf8(raw: Raw<R>) -> Text<R> {
        Text::of(raw, None, State::Utf8, Unicode::Utf8.name(), EncodingEvidence::Given)
    }

    fn of(
        raw: Raw<R>,
        codec: Option<&'static dyn Codec>,
        state: State,
        name: &'static str,
        evidence: EncodingEvidence,
    ) -> Text<R> {
        Text { raw, codec, state, name, evidence, ready: Vec::new(), handed: 0, block: Vec::new(), held: Vec::new() }
    }

    pub(super) fn raw(&self) -> &Raw<R> {
        &self.raw
    }

    /// What is known of the encoding so far.
    pub(super) fn encoding(&self) -> FoundEncoding {
        FoundEncoding { name: self.name.to_owned(), evidence: self.evidence }
    }

    /// Looks at the first block, of which a mark is passed over; how much of the buffer is text now.
    fn begin(&mut self, given: Option<Known>, buffer: &mut [u8]) -> io::Result<usize> {
        let taken = read_full(&mut self.raw, buffer)?;
        let (block, last) = (&buffer[..taken], taken < buffer.len());
        let is_given = |unicode: Unicode| given.as_ref().is_none_or(|given| given.name() == unicode.name());
        let mark = Unicode::marked(block).filter(|(unicode, _)| is_given(*unicode));
        let skipped = mark.map_or(0, |(_, length)| length);
        let known = given.or_else(|| {
            let zeros = || Unicode::by_zeros(&block[..block.len().min(SNIFFED)]);
            let (unicode, evidence) = match mark {
                Some((unicode, _)) => (unicode, EncodingEvidence::ByteOrderMark),
                None => (zeros()?, EncodingEvidence::Zeros),
            };
            self.evidence = evidence;
            Some(Known::Unicode(unicode))
        });
        if !matches!(known, Some(Known::Unicode(Unicode::Utf16(_)))) {
            refuse_binary(block).map_err(io::Error::other)?;
        }
        match known {
            Some(Known::Unicode(Unicode::Utf16(order))) => {
                self.decode_from(Box::new(Utf16::new(order)), &block[skipped..], last);
                refuse_binary(&self.ready).map_err(io::Error::other)?;
                Ok(0)
            }
            Some(Known::Foreign(decoder)) => {
                self.decode_from(decoder, &block[skipped..], last);
                Ok(0)
            }
            Some(Known::Unicode(Unicode::Utf8)) => {
                self.state = State::Utf8;
                buffer.copy_within(skipped..taken, 0);
                Ok(taken - skipped)
            }
            None => {
                self.state = State::Undecided;
                self.decide(block, last)
            }
        }
    }

    /// Decides at the first byte beyond ASCII; how much of the block is text as it stands. What is beyond that is ready,
    /// or held where it cannot be told yet.
    fn decide(&mut self, block: &[u8], last: bool) -> io::Result<usize> {
        let ascii = ascii_length(block);
        if ascii == block.len() {
            return Ok(ascii);
        }
        match is_utf8(&block[ascii..], last) {
            Verdict::Utf8 => {
                (self.state, self.evidence) = (State::Utf8, EncodingEvidence::WellFormed);
                Ok(block.len())
            }
            Verdict::CutOff => {
                self.held = block[ascii..].to_vec();
                Ok(ascii)
            }
            // Of little nothing is guessed while more comes.
            Verdict::Other if !last && block.len() - ascii < GUESSED => {
                self.held = block[ascii..].to_vec();
                Ok(ascii)
            }
            Verdict::Other => {
                let codec = self.codec.ok_or_else(|| io::Error::other(FileFault::NeedsCodec { label: None }))?;
                self.evidence = EncodingEvidence::Frequencies;
                self.decode_from(codec.guessed(block, last), &block[ascii..], last);
                Ok(ascii)
            }
        }
    }

    /// Decides about what is held, together with the bytes behind it.
    fn decide_held(&mut self) -> io::Result<()> {
        let mut block = std::mem::take(&mut self.held);
        let held = block.len();
        block.resize(GUESSED, 0);
        let taken = held + read_full(&mut self.raw, &mut block[held..])?;
        let last = taken < block.len();
        block.truncate(taken);
        if self.decide(&block, last)? > 0 {
            (self.ready, self.handed) = (block, 0);
        }
        Ok(())
    }

    fn decode_from(&mut self, mut decoder: Box<dyn Decode>, bytes: &[u8], last: bool) {
        self.name = decoder.name();
        (self.ready, self.handed) = (decoder.decode(bytes, last), 0);
        self.state = if last { State::Ended } else { State::Decoding(decoder) };
    }
}

impl<R: Read> Read for Text<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            if self.handed < self.ready.len() || buffer.is_empty() {
                let taken = (&self.ready[self.handed..]).read(buffer)?;
                self.handed += taken;
                return Ok(taken);
            }
            match &mut self.state {
                State::Start(given) => {
                    let given = given.take();
                    let taken = self.begin(given, buffer)?;
                    if taken > 0 {
                        return Ok(taken);
                    }
                }
                State::Undecided if !self.held.is_empty() => self.decide_held()?,
                // Whole blocks, so that a guess does not depend on how the source parts its bytes.
                State::Undecided => {
                    let taken = read_full(&mut self.raw, buffer)?;
                    let text = self.decide(&buffer[..taken], taken < buffer.len())?;
                    if text > 0 || taken == 0 {
                        return Ok(text);
                    }
                }
                State::Utf8 => return read_full(&mut self.raw, buffer),
                State::Decoding(decoder) => {
                    self.block.resize(buffer.len(), 0);
                    let taken = read_full(&mut self.raw, &mut self.block)?;
                    let last = taken < self.block.len();
                    (self.ready, self.handed) = (decoder.decode(&self.block[..taken], last), 0);
                    if last {
                        self.state = State::Ended;
                    }
                }
                State::Ended => return Ok(0),
            }
        }
    }
}

impl Known {
    fn labelled(label: &str, codec: Option<&dyn Codec>) -> Result<Known, FileFault> {
        if let Some(unicode) = Unicode::labelled(label) {
            return Ok(Known::Unicode(unicode));
        }
        let codec = codec.ok_or_else(|| FileFault::NeedsCodec { label: Some(label.to_owned()) })?;
        let decoder = codec.labelled(label).ok_or_else(|| FileFault::UnknownEncoding { label: label.to_owned() })?;
        Ok(Known::Foreign(decoder))
    }

    fn name(&self) -> &'static str {
        match self {
            Known::Unicode(unicode) => unicode.name(),
            Known::Foreign(decoder) => decoder.name(),
        }
    }
}
