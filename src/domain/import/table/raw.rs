//! The bytes of a file as they come: counted, hashed, and unpacked by a codec where they are gzipped.

use std::{
    fmt,
    io::{self, Chain, Cursor, Read},
};

use xxhash_rust::xxh3::Xxh3;

use super::encoding::{Foreign, FoundEncoding, Transcoded, Unpack};
use crate::{domain::import::fault::FileFault, pack::Pack};

/// Packed bytes taken in at a time.
const PACKED: usize = 256 << 10;

const GZIP: [u8; 2] = [0x1f, 0x8b];

/// A fast 128-bit checksum (XXH3) of a file's bytes: recognises a file, proves nothing.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Pack)]
pub struct Checksum(u128);

/// A source whose bytes are counted and hashed on their way.
struct Witness<R> {
    inner: R,
    hash: Box<Xxh3>,
    bytes: u64,
}

type Whole<R> = Chain<Cursor<Vec<u8>>, Witness<R>>;

/// The bytes behind any compression.
pub(in crate::domain::import) struct Raw<R> {
    whole: Whole<R>,
    unpacking: Option<Unpacking>,
    /// What the file was, where these are the bytes of the text that it became.
    was: Option<Transcoded>,
    /// The first bytes, where they were looked at before they are read.
    ahead: Cursor<Vec<u8>>,
}

struct Unpacking {
    unpack: Box<dyn Unpack>,
    packed: Vec<u8>,
    ready: Vec<u8>,
    handed: usize,
    ended: bool,
}

impl<R: Read> Raw<R> {
    /// Looks whether a file is packed; `foreign` says what becomes of it then.
    pub(in crate::domain::import) fn open(source: R, foreign: &Foreign) -> Result<Raw<R>, FileFault> {
        let mut witness = Witness { inner: source, hash: Box::new(Xxh3::new()), bytes: 0 };
        let mut head = vec![0; GZIP.len()];
        let taken = read_full(&mut witness, &mut head)?;
        head.truncate(taken);
        let (unpacking, was) = match foreign {
            Foreign::Transcoded(was) => (None, Some(was.clone())),
            _ if head != GZIP => (None, None),
            Foreign::Refuse => return Err(FileFault::NeedsCodec { label: None }),
            Foreign::Decode(codec) => (Some(Unpacking::by(codec.unpacker())), None),
        };
        let whole = Cursor::new(head).chain(witness);
        Ok(Raw { whole, unpacking, was, ahead: Cursor::new(Vec::new()) })
    }

    /// The first bytes, at most so many, which still come; to be called before any is read. Fewer are all.
    pub(in crate::domain::import) fn look(&mut self, most: usize) -> io::Result<&[u8]> {
        let mut head = vec![0; most];
        let taken = read_full(self, &mut head)?;
        head.truncate(taken);
        self.ahead = Cursor::new(head);
        Ok(self.ahead.get_ref())
    }

    pub(in crate::domain::import) fn is_gzip(&self) -> bool {
        self.was.as_ref().map_or(self.unpacking.is_some(), |was| was.gzip)
    }

    /// The encoding of the file, where it was transcoded.
    pub(in crate::domain::import) fn was_encoded(&self) -> Option<FoundEncoding> {
        self.was.as_ref().map(|was| was.encoding.clone())
    }

    /// Bytes of the file taken in so far: of one that was transcoded as far as its text has been read.
    pub(in crate::domain::import) fn bytes(&self) -> u64 {
        let bytes = self.whole.get_ref().1.bytes;
        match &self.was {
            Some(was) => (u128::from(bytes) * u128::from(was.bytes) / u128::from(was.text.max(1))) as u64,
            None => bytes,
        }
    }

    /// Of the bytes taken in so far; of the whole file where it was transcoded.
    pub(in crate::domain::import) fn checksum(&self) -> Checksum {
        self.was.as_ref().map_or_else(|| Checksum(self.whole.get_ref().1.hash.digest128()), |was| was.checksum)
    }
}

impl Unpacking {
    fn by(unpack: Box<dyn Unpack>) -> Unpacking {
        Unpacking { unpack, packed: vec![0; PACKED], ready: Vec::new(), handed: 0, ended: false }
    }

    fn read(&mut self, source: &mut impl Read, buffer: &mut [u8]) -> io::Result<usize> {
        while self.handed == self.ready.len() && !self.ended {
            self.ready.clear();
            self.handed = 0;
            match source.read(&mut self.packed)? {
                0 => {
                    self.ended = true;
                    self.unpack.end(&mut self.ready)?;
                }
                taken => self.unpack.unpack(&self.packed[..taken], &mut self.ready)?,
            }
        }
        let taken = (&self.ready[self.handed..]).read(buffer)?;
        self.handed += taken;
        Ok(taken)
    }
}

impl<R: Read> Read for Witness<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let taken = self.inner.read(buffer)?;
        self.hash.update(&buffer[..taken]);
        self.bytes += taken as u64;
        Ok(taken)
    }
}

impl<R: Read> Read for Raw<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self.ahead.read(buffer)? {
            0 => match &mut self.unpacking {
                Some(unpacking) => unpacking.read(&mut self.whole, buffer),
                None => self.whole.read(buffer),
            },
            taken => Ok(taken),
        }
    }
}

/// Fills the buffer as far as there is anything to fill it with.
pub(super) fn read_full(source: &mut impl Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while filled < buffer.len() {
        match source.read(&mut buffer[filled..]) {
            Ok(0) => break,
            Ok(taken) => filled += taken,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}

impl fmt::Display for Checksum {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:032x}", self.0)
    }
}

impl fmt::Debug for Checksum {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}
