//! The bytes of a file as they come: counted, hashed, and unpacked where they are gzipped.

use std::{
    fmt,
    io::{self, BufReader, Chain, Cursor, Read},
};

use flate2::bufread::MultiGzDecoder;
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::Xxh3;

use super::SLICE;

const GZIP: [u8; 2] = [0x1f, 0x8b];

/// A fast 128-bit checksum (XXH3) of a file's bytes: recognises a file, proves nothing.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
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
    packing: Packing<R>,
    /// The first bytes, where they were looked at before they are read.
    ahead: Cursor<Vec<u8>>,
}

enum Packing<R> {
    Plain(Whole<R>),
    Gzip(Box<MultiGzDecoder<BufReader<Whole<R>>>>),
}

impl<R: Read> Raw<R> {
    pub(in crate::domain::import) fn open(source: R) -> io::Result<Raw<R>> {
        let mut witness = Witness { inner: source, hash: Box::new(Xxh3::new()), bytes: 0 };
        let mut head = vec![0; GZIP.len()];
        let taken = read_full(&mut witness, &mut head)?;
        head.truncate(taken);
        let packed = head == GZIP;
        let whole = Cursor::new(head).chain(witness);
        let packing = match packed {
            true => Packing::Gzip(Box::new(MultiGzDecoder::new(BufReader::with_capacity(SLICE, whole)))),
            false => Packing::Plain(whole),
        };
        Ok(Raw { packing, ahead: Cursor::new(Vec::new()) })
    }

    /// The first bytes, at most so many, which still come; to be called before any is read. Fewer are all.
    pub(in crate::domain::import) fn look(&mut self, most: usize) -> io::Result<&[u8]> {
        let mut head = vec![0; most];
        let taken = read_full(&mut self.packing, &mut head)?;
        head.truncate(taken);
        self.ahead = Cursor::new(head);
        Ok(self.ahead.get_ref())
    }

    pub(in crate::domain::import) fn is_gzip(&self) -> bool {
        matches!(self.packing, Packing::Gzip(_))
    }

    /// Bytes of the file taken in so far.
    pub(in crate::domain::import) fn bytes(&self) -> u64 {
        self.witness().bytes
    }

    /// Of the bytes taken in so far.
    pub(in crate::domain::import) fn checksum(&self) -> Checksum {
        Checksum(self.witness().hash.digest128())
    }

    fn witness(&self) -> &Witness<R> {
        match &self.packing {
            Packing::Plain(whole) => whole.get_ref().1,
            Packing::Gzip(decoder) => decoder.get_ref().get_ref().get_ref().1,
        }
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

impl<R: Read> Read for Packing<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Packing::Plain(whole) => whole.read(buffer),
            Packing::Gzip(decoder) => decoder.read(buffer),
        }
    }
}

impl<R: Read> Read for Raw<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self.ahead.read(buffer)? {
            0 => self.packing.read(buffer),
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
