//! Values as bytes: between the page and its programs, and in records.
//!
//! Numbers stand in their own width, lowest byte first; lengths in four bytes; an `Option` and an enum behind the number
//! of its variant in one. Fields follow each other without names. What cannot be read is noted and read on as zeros, so
//! that the code for a type is a straight line: page and worker are 36 KB smaller, gzipped, than with postcard,
//! whose code stops at each field.

mod values;

use std::{fmt, marker::PhantomData};

pub use touchline_derive::Pack;
pub use values::pack_text;

/// A value that is written as bytes and read back.
pub trait Pack: Sized {
    /// Appends the value's bytes.
    fn pack(&self, out: &mut Vec<u8>);

    /// Reads what [`Pack::pack`] wrote. Where that is not there, the result is of no use and `from` says so.
    fn unpack(from: &mut Unpacker<'_>) -> Self;
}

/// The bytes are not those of a value of the type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotPacked;

impl fmt::Display for NotPacked {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("its bytes have not the form that was expected")
    }
}

impl std::error::Error for NotPacked {}

/// A value's bytes.
pub fn packed(value: &impl Pack) -> Vec<u8> {
    let mut out = Vec::new();
    value.pack(&mut out);
    out
}

/// The value whose bytes these are, all of them.
pub fn unpacked<T: Pack>(bytes: &[u8]) -> Result<T, NotPacked> {
    let mut from = Unpacker::over(bytes);
    let value = T::unpack(&mut from);
    if from.failed || !from.rest.is_empty() { Err(NotPacked) } else { Ok(value) }
}

/// A value that is passed on as its bytes: whoever only hands it over needs no code for it.
pub struct Packed<T>(Vec<u8>, PhantomData<fn() -> T>);

impl<T: Pack> Packed<T> {
    pub fn of(value: &T) -> Packed<T> {
        Packed(packed(value), PhantomData)
    }

    pub fn open(&self) -> Result<T, NotPacked> {
        unpacked(&self.0)
    }
}

impl<T> Clone for Packed<T> {
    fn clone(&self) -> Packed<T> {
        Packed(self.0.clone(), PhantomData)
    }
}

impl<T> PartialEq for Packed<T> {
    fn eq(&self, other: &Packed<T>) -> bool {
        self.0 == other.0
    }
}

impl<T> fmt::Debug for Packed<T> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} bytes", self.0.len())
    }
}

impl<T> Pack for Packed<T> {
    fn pack(&self, out: &mut Vec<u8>) {
        self.0.pack(out);
    }

    fn unpack(from: &mut Unpacker<'_>) -> Packed<T> {
        Packed(Vec::unpack(from), PhantomData)
    }
}

/// Bytes being read.
#[derive(Debug)]
pub struct Unpacker<'a> {
    rest: &'a [u8],
    failed: bool,
}

impl<'a> Unpacker<'a> {
    pub fn over(bytes: &'a [u8]) -> Unpacker<'a> {
        Unpacker { rest: bytes, failed: false }
    }

    /// The next bytes as they stand.
    pub fn slice(&mut self, length: usize) -> Option<&'a [u8]> {
        let (slice, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some(slice)
    }

    pub fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// Notes that the bytes are not what was expected. All that is read from now on is zeros.
    pub fn fail(&mut self) {
        self.failed = true;
        self.rest = &[];
    }

    /// Whether what was read so far is of no use.
    pub fn has_failed(&self) -> bool {
        self.failed
    }

    /// The number of a variant of an enum whose last one has the number `last`.
    pub fn variant(&mut self, last: u8) -> u8 {
        let variant = u8::unpack(self);
        if variant > last {
            self.fail();
            return 0;
        }
        variant
    }

    /// A number of items, of which each takes up a byte at least.
    fn length(&mut self) -> usize {
        let length = u32::unpack(self) as usize;
        if length > self.rest.len() {
            self.fail();
            return 0;
        }
        length
    }

    #[inline(never)]
    fn take<const N: usize>(&mut self) -> [u8; N] {
        match self.rest.split_first_chunk() {
            Some((taken, rest)) => {
                self.rest = rest;
                *taken
            }
            None => {
                self.fail();
                [0; N]
            }
        }
    }

    fn take_slice(&mut self) -> &[u8] {
        let length = self.length();
        let (taken, rest) = self.rest.split_at(length);
        self.rest = rest;
        taken
    }
}

#[inline(never)]
fn put(out: &mut Vec<u8>, bytes: &[u8]) {
    out.extend_from_slice(bytes);
}

#[cfg(test)]
mod tests;
