//! Bytes to UTF-8 text. The encoding is told by a byte order mark, by zeros between letters, or by the
//! first bytes that are not ASCII, wherever they stand; until then nothing is decided.

use std::io::{self, Read};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Decoder, Encoding, UTF_8, UTF_16BE, UTF_16LE};
use serde::{Deserialize, Serialize};

use super::raw::{Raw, read_full};

/// Bytes in which zeros are looked for.
const SNIFFED: usize = 8 << 10;

/// An encoding, and why it was chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundEncoding {
    /// Its name in the WHATWG's standard.
    pub name: String,
    pub evidence: EncodingEvidence,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum EncodingEvidence {
    /// It was asked for.
    Given,
    ByteOrderMark,
    /// Every other byte is zero, without a mark.
    Zeros,
    /// No byte so far is other than ASCII.
    Ascii,
    /// The first bytes beyond ASCII are well-formed UTF-8.
    WellFormed,
    /// The first bytes beyond ASCII are no UTF-8; a guess from their frequencies.
    Frequencies,
}

/// UTF-8 text of a source.
pub(super) struct Text<R> {
    raw: Raw<R>,
    state: State,
    evidence: EncodingEvidence,
    /// Text that has been decoded and not yet been handed out.
    ready: Vec<u8>,
    handed: usize,
    block: Vec<u8>,
}

enum State {
    Start(Option<&'static Encoding>),
    /// ASCII so far.
    Undecided,
    Utf8,
    Other(Box<Decoder>),
    Ended(&'static Encoding),
}

impl<R: Read> Text<R> {
    pub(super) fn new(raw: Raw<R>, given: Option<&'static Encoding>) -> Text<R> {
        let evidence = if given.is_some() { EncodingEvidence::Given } else { EncodingEvidence::Ascii };
        Text { raw, state: State::Start(given), evidence, ready: Vec::new(), handed: 0, block: Vec::new() }
    }

    pub(super) fn raw(&self) -> &Raw<R> {
        &self.raw
    }

    /// What is known of the encoding so far.
    pub(super) fn encoding(&self) -> FoundEncoding {
        let name = match &self.state {
            State::Start(given) => given.unwrap_or(UTF_8),
            State::Undecided | State::Utf8 => UTF_8,
            State::Other(decoder) => decoder.encoding(),
            State::Ended(encoding) => encoding,
        };
        FoundEncoding { name: name.name().to_owned(), evidence: self.evidence }
    }

    /// Looks at the first block, of which a mark is passed over.
    fn begin(&mut self, given: Option<&'static Encoding>, buffer: &mut [u8]) -> io::Result<usize> {
        let taken = read_full(&mut self.raw, buffer)?;
        let block = &buffer[..taken];
        let marked = Encoding::for_bom(block).filter(|(encoding, _)| given.is_none_or(|given| given == *encoding));
        let (encoding, skipped) = match (marked, given) {
            (Some((encoding, length)), None) => {
                self.evidence = EncodingEvidence::ByteOrderMark;
                (Some(encoding), length)
            }
            (Some((encoding, length)), Some(_)) => (Some(encoding), length),
            (None, Some(given)) => (Some(given), 0),
            (None, None) => {
                let zeros = utf16_by_zeros(&block[..block.len().min(SNIFFED)]);
                if zeros.is_some() {
                    self.evidence = EncodingEvidence::Zeros;
                }
                (zeros, 0)
            }
        };
        match encoding {
            Some(encoding) if encoding == UTF_8 => self.state = State::Utf8,
            Some(encoding) => {
                self.decode_from(encoding, &buffer[skipped..taken], taken < buffer.len());
                return self.hand_out(buffer);
            }
            None => self.state = State::Undecided,
        }
        buffer.copy_within(skipped..taken, 0);
        self.decide(buffer, taken - skipped)
    }

    /// Decides at the first byte beyond ASCII; how much of the buffer is text now.
    fn decide(&mut self, buffer: &mut [u8], length: usize) -> io::Result<usize> {
        let ascii = Encoding::ascii_valid_up_to(&buffer[..length]);
        if !matches!(self.state, State::Undecided) || ascii == length {
            return Ok(length);
        }
        let last = length < buffer.len();
        if is_mostly_utf8(&buffer[ascii..length], last) {
            (self.state, self.evidence) = (State::Utf8, EncodingEvidence::WellFormed);
            return Ok(length);
        }
        let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
        detector.feed(&buffer[..length], last);
        let encoding = detector.guess(None, Utf8Detection::Deny);
        self.evidence = EncodingEvidence::Frequencies;
        self.decode_from(encoding, &buffer[ascii..length], last);
        if ascii > 0 { Ok(ascii) } else { self.hand_out(buffer) }
    }

    fn decode_from(&mut self, encoding: &'static Encoding, bytes: &[u8], last: bool) {
        let mut decoder = Box::new(encoding.new_decoder_without_bom_handling());
        self.ready = decoded(&mut decoder, bytes, last);
        self.handed = 0;
        self.state = if last { State::Ended(encoding) } else { State::Other(decoder) };
    }

    fn hand_out(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let taken = (&self.ready[self.handed..]).read(buffer)?;
        self.handed += taken;
        Ok(taken)
    }
}

impl<R: Read> Read for Text<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            if self.handed < self.ready.len() || buffer.is_empty() {
                return self.hand_out(buffer);
            }
            match &mut self.state {
                State::Start(given) => {
                    let given = *given;
                    return self.begin(given, buffer);
                }
                State::Undecided | State::Utf8 => {
                    // Whole blocks, so that a guess does not depend on how the source parts its bytes.
                    let taken = read_full(&mut self.raw, buffer)?;
                    return self.decide(buffer, taken);
                }
                State::Other(decoder) => {
                    self.block.resize(buffer.len(), 0);
                    let taken = read_full(&mut self.raw, &mut self.block)?;
                    let last = taken < self.block.len();
                    self.ready = decoded(decoder, &self.block[..taken], last);
                    self.handed = 0;
                    if last {
                        self.state = State::Ended(decoder.encoding());
                    }
                }
                State::Ended(_) => return Ok(0),
            }
        }
    }
}

fn decoded(decoder: &mut Decoder, bytes: &[u8], last: bool) -> Vec<u8> {
    let longest = decoder.max_utf8_buffer_length(bytes.len()).unwrap_or(3 * bytes.len() + 16);
    let mut text = vec![0; longest];
    let (_, _, written, _) = decoder.decode_to_utf8(bytes, &mut text, last);
    text.truncate(written);
    text
}

/// Latin text in UTF-16 has a zero in every other byte.
fn utf16_by_zeros(head: &[u8]) -> Option<&'static Encoding> {
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let pairs = head.len() / 2;
    match pairs {
        0..4 => None,
        _ if odd * 10 > pairs * 6 && even * 10 < pairs => Some(UTF_16LE),
        _ if even * 10 > pairs * 6 && odd * 10 < pairs => Some(UTF_16BE),
        _ => None,
    }
}

/// Whether well-formed sequences beyond ASCII outnumber the others by far; a sequence may be cut off where more
/// bytes come.
fn is_mostly_utf8(bytes: &[u8], last: bool) -> bool {
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|letter| !letter.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    let cut = !last
        && bytes.utf8_chunks().last().is_some_and(|chunk| !chunk.invalid().is_empty() && cut_off(chunk.invalid()));
    let bad = bad - usize::from(cut);
    good + usize::from(cut) > 0 && good >= 10 * bad
}

/// Whether these last bytes begin a sequence that is longer.
fn cut_off(tail: &[u8]) -> bool {
    let length = match tail[0] {
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => 0,
    };
    tail.len() < length
}
