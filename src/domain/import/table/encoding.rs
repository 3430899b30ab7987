//! Encodings: those of Unicode, which are told and read here, and the older ones, whose tables are large and are
//! therefore left to a [`Codec`], as is unpacking.

use std::io;

use crate::pack::Pack;

use super::raw::Checksum;

/// An encoding, and why it was chosen.
#[derive(Clone, Debug, PartialEq, Eq, Pack)]
pub struct FoundEncoding {
    /// Its name in the WHATWG's standard.
    pub name: String,
    pub evidence: EncodingEvidence,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Pack)]
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

/// Knows encodings older than Unicode, and gzip.
pub trait Codec: Sync {
    /// By a label of the WHATWG's standard.
    fn labelled(&self, label: &str) -> Option<Box<dyn Decode>>;

    /// For what is gzipped.
    fn unpacker(&self) -> Box<dyn Unpack>;

    /// By the frequencies of a block of bytes; `last` where no others come behind it.
    fn guessed(&self, block: &[u8], last: bool) -> Box<dyn Decode>;
}

/// Packed bytes to what they hold, piece by piece.
pub trait Unpack {
    /// Takes in some packed bytes and adds what they hold.
    fn unpack(&mut self, packed: &[u8], into: &mut Vec<u8>) -> io::Result<()>;

    /// No more bytes come; an error where they end too early.
    fn end(&mut self, into: &mut Vec<u8>) -> io::Result<()>;
}

/// Bytes of one encoding to text, block by block.
pub trait Decode {
    /// The encoding's name in the WHATWG's standard.
    fn name(&self) -> &'static str;

    /// What cannot be read becomes U+FFFD. `last` where no bytes come behind these.
    fn decode(&mut self, bytes: &[u8], last: bool) -> Vec<u8>;
}

/// What is done with a file that is packed or in no encoding of Unicode.
#[derive(Clone)]
pub enum Foreign {
    /// It is unpacked and decoded by this code and these tables.
    Decode(&'static dyn Codec),
    /// It is refused: another program has the tables.
    Refuse,
    /// That program has made UTF-8 of it, and this is what it was.
    Transcoded(Transcoded),
}

/// What a file was before it was transcoded.
#[derive(Clone, Debug, PartialEq, Eq, Pack)]
pub struct Transcoded {
    pub encoding: FoundEncoding,
    pub gzip: bool,
    pub checksum: Checksum,
    /// Bytes of the file.
    pub bytes: u64,
    /// Bytes of the text that it became.
    pub text: u64,
}

/// Encodings of Unicode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::domain::import) enum Unicode {
    Utf8,
    Utf16(Order),
}

/// Which byte of two comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::domain::import) enum Order {
    LittleEnd,
    BigEnd,
}

const UTF_8: [&str; 6] = ["unicode-1-1-utf-8", "unicode11utf8", "unicode20utf8", "utf-8", "utf8", "x-unicode20utf8"];
const UTF_16LE: [&str; 7] = ["csunicode", "iso-10646-ucs-2", "ucs-2", "unicode", "unicodefeff", "utf-16", "utf-16le"];
const UTF_16BE: [&str; 2] = ["unicodefffe", "utf-16be"];

impl Unicode {
    pub(in crate::domain::import) fn name(self) -> &'static str {
        match self {
            Unicode::Utf8 => "UTF-8",
            Unicode::Utf16(Order::LittleEnd) => "UTF-16LE",
            Unicode::Utf16(Order::BigEnd) => "UTF-16BE",
        }
    }

    pub(in crate::domain::import) fn labelled(label: &str) -> Option<Unicode> {
        let label = label.trim_matches(['\t', '\n', '\x0c', '\r', ' ']).to_ascii_lowercase();
        let among = |labels: &[&str]| labels.contains(&label.as_str());
        match () {
            () if among(&UTF_8) => Some(Unicode::Utf8),
            () if among(&UTF_16LE) => Some(Unicode::Utf16(Order::LittleEnd)),
            () if among(&UTF_16BE) => Some(Unicode::Utf16(Order::BigEnd)),
            () => None,
        }
    }

    /// The one whose byte order mark stands first, and how long the mark is.
    pub(super) fn marked(block: &[u8]) -> Option<(Unicode, usize)> {
        match block {
            [0xef, 0xbb, 0xbf, ..] => Some((Unicode::Utf8, 3)),
            [0xff, 0xfe, ..] => Some((Unicode::Utf16(Order::LittleEnd), 2)),
            [0xfe, 0xff, ..] => Some((Unicode::Utf16(Order::BigEnd), 2)),
            _ => None,
        }
    }

    /// Latin text in UTF-16 has a zero in every other byte.
    pub(super) fn by_zeros(head: &[u8]) -> Option<Unicode> {
        let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
        let (even, odd) = (zeros(0), zeros(1));
        let pairs = head.len() / 2;
        match pairs {
            0..4 => None,
            _ if odd * 10 > pairs * 6 && even * 10 < pairs => Some(Unicode::Utf16(Order::LittleEnd)),
            _ if even * 10 > pairs * 6 && odd * 10 < pairs => Some(Unicode::Utf16(Order::BigEnd)),
            _ => None,
        }
    }
}

/// What bytes beyond ASCII say of themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Utf8,
    Other,
    /// A sequence that the end of the block cut off, and nothing else.
    CutOff,
}

/// Whether well-formed sequences beyond ASCII outnumber the others by far; a sequence may be cut off where more
/// bytes come.
pub(super) fn is_utf8(bytes: &[u8], last: bool) -> Verdict {
    let (mut good, mut bad, mut cut) = (0_usize, 0_usize, false);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|letter| !letter.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
        cut = cut_off(chunk.invalid());
    }
    let cut = cut && !last;
    let bad = bad - usize::from(cut);
    match (good, bad) {
        (0, 0) if cut => Verdict::CutOff,
        (1.., _) if good >= 10 * bad => Verdict::Utf8,
        _ => Verdict::Other,
    }
}

/// Whether these last bytes begin a sequence that is longer.
fn cut_off(tail: &[u8]) -> bool {
    let length = match tail.first() {
        Some(0xc2..=0xdf) => 2,
        Some(0xe0..=0xef) => 3,
        Some(0xf0..=0xf4) => 4,
        _ => 0,
    };
    tail.len() < length
}

/// How many bytes stand before the first that is not ASCII.
pub(super) fn ascii_length(bytes: &[u8]) -> usize {
    // So many at a time, by words of eight bytes.
    const STRIDE: usize = 64;
    const BEYOND: u64 = 0x8080_8080_8080_8080;
    let any = |chunk: &[u8]| chunk.as_chunks::<8>().0.iter().fold(0, |any, word| any | u64::from_ne_bytes(*word));
    let is_ascii = |chunk: &&[u8]| any(chunk) & BEYOND == 0;
    let passed = STRIDE * bytes.chunks_exact(STRIDE).take_while(is_ascii).count();
    passed + bytes[passed..].iter().take_while(|byte| byte.is_ascii()).count()
}
