//! Distinct byte strings, numbered in the order of their first appearance and kept in one piece.

use super::sorting;

/// Less than 4 GB of them, which is more than a browser gives.
///
/// The numbers stand in an open table, each at the first free place from where its hash points on. A library's table
/// took twice as long per string in WebAssembly, whose programs cannot compare a group of places at once.
#[derive(Clone, Debug, Default)]
pub struct Interner {
    bytes: Vec<u8>,
    ends: Vec<u32>,
    /// By place: the hash in the upper half, the number from 1 in the lower; 0 where the place is free. A power of two
    /// of places, of which a quarter at least is free.
    places: Vec<u64>,
}

/// Places of the smallest table: a few names seldom have to look for another place.
const FEWEST: usize = 256;

impl Interner {
    pub const fn new() -> Interner {
        Interner { bytes: Vec::new(), ends: Vec::new(), places: Vec::new() }
    }

    /// The number of a string, which is new if no other is the same.
    pub fn intern(&mut self, key: &[u8]) -> u32 {
        let hash = hash(key);
        match self.hashed(hash, key) {
            Some(number) => number,
            None => {
                if (self.ends.len() + 1) * 4 > self.places.len() * 3 {
                    self.grow();
                }
                self.bytes.extend_from_slice(key);
                self.ends.push(self.bytes.len() as u32);
                let number = self.ends.len() as u32;
                put(&mut self.places, u64::from(hash) << 32 | u64::from(number));
                number - 1
            }
        }
    }

    /// The number of a string, if it has one.
    pub fn find(&self, key: &[u8]) -> Option<u32> {
        self.hashed(hash(key), key)
    }

    // Put where it is called, in a program that is built for size: so is every one here that is called for each cell.
    #[inline(always)]
    fn hashed(&self, hash: u32, key: &[u8]) -> Option<u32> {
        let mask = self.places.len().wrapping_sub(1);
        let mut at = hash as usize & mask;
        loop {
            // A table without places has no string.
            let place = *self.places.get(at)?;
            if place == 0 {
                return None;
            }
            let number = (place as u32).wrapping_sub(1);
            if (place >> 32) as u32 == hash && is_same(self.get(number), key) {
                return Some(number);
            }
            at = (at + 1) & mask;
        }
    }

    fn grow(&mut self) {
        let mut places = vec![0; (2 * self.places.len()).max(FEWEST)];
        self.places.iter().filter(|place| **place != 0).for_each(|place| put(&mut places, *place));
        self.places = places;
    }

    #[inline(always)]
    pub fn get(&self, number: u32) -> &[u8] {
        get(&self.bytes, &self.ends, number)
    }

    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Bytes of all distinct strings.
    pub fn bytes(&self) -> usize {
        self.bytes.len()
    }

    /// Numbers in the order of their strings' bytes, whatever the order in which they came.
    pub fn sorted(&self) -> Vec<u32> {
        let shared = self.shared();
        // The eight bytes behind what all share mostly decide by themselves.
        let key = |number: u32| {
            let tail = &self.get(number)[shared..];
            let mut bytes = [0; 8];
            let length = tail.len().min(8);
            bytes[..length].copy_from_slice(&tail[..length]);
            u64::from_be_bytes(bytes)
        };
        sorting::order((0..self.ends.len() as u32).map(key), &|a, b| self.get(a).cmp(self.get(b)))
    }

    /// Length of the longest beginning that all strings share.
    fn shared(&self) -> usize {
        let Some(first) = (!self.ends.is_empty()).then(|| self.get(0)) else { return 0 };
        (1..self.ends.len() as u32).fold(first.len(), |shared, number| {
            let other = self.get(number);
            (0..shared.min(other.len())).find(|at| other[*at] != first[*at]).unwrap_or(shared.min(other.len()))
        })
    }
}

impl PartialEq for Interner {
    fn eq(&self, other: &Interner) -> bool {
        self.bytes == other.bytes && self.ends == other.ends
    }
}

/// Stands at the first free place from where the hash points on.
fn put(places: &mut [u64], place: u64) {
    let mask = places.len() - 1;
    let mut at = (place >> 32) as usize & mask;
    while places[at] != 0 {
        at = (at + 1) & mask;
    }
    places[at] = place;
}

/// The same on every machine: eight bytes at a time, the last eight of which can overlap others, each folded into all bits
/// by a multiplication (the finaliser of MurmurHash3 mixes the last).
#[inline(always)]
fn hash(key: &[u8]) -> u32 {
    const FOLD: u64 = 0x9e37_79b9_7f4a_7c15;
    let fold = |hash: u64, word: u64| {
        let folded = (hash ^ word).wrapping_mul(FOLD);
        folded ^ folded >> 32
    };
    let hash = fold(key.len() as u64, first_word(key));
    let hash = inner_words(key).iter().fold(hash, |hash, word| fold(hash, u64::from_le_bytes(*word)));
    let hash = fold(hash, last_word(key)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    (hash ^ hash >> 33) as u32
}

/// Compares eight bytes at a time, the last eight of which can be compared twice: WebAssembly has no instruction for it, and its library compares them one by one.
#[inline(always)]
fn is_same(one: &[u8], other: &[u8]) -> bool {
    let is_same_word = |(one, other): (&[u8; 8], &[u8; 8])| u64::from_le_bytes(*one) == u64::from_le_bytes(*other);
    one.len() == other.len()
        && first_word(one) ^ first_word(other) | last_word(one) ^ last_word(other) == 0
        && inner_words(one).iter().zip(inner_words(other)).all(is_same_word)
}

/// The first eight bytes; none where there are fewer.
#[inline(always)]
fn first_word(key: &[u8]) -> u64 {
    key.first_chunk().map_or(0, |first| u64::from_le_bytes(*first))
}

/// Those behind the first and before the last: none of up to sixteen bytes, as most names have.
#[inline(always)]
fn inner_words(key: &[u8]) -> &[[u8; 8]] {
    if key.len() <= 16 { &[] } else { key[8..].as_chunks().0 }
}

/// The last eight bytes, or all where there are fewer: shorter strings of one length and the same word are the same.
#[inline(always)]
fn last_word(key: &[u8]) -> u64 {
    let four = |four: &[u8; 4]| u64::from(u32::from_le_bytes(*four));
    match (key.last_chunk(), key.first_chunk(), key.last_chunk(), key) {
        (Some(last), ..) => u64::from_le_bytes(*last),
        (_, Some(first), Some(last), _) => four(first) | four(last) << 32,
        (.., [first, .., last]) => u64::from(*first) | u64::from(key[key.len() / 2]) << 8 | u64::from(*last) << 16,
        (.., [only]) => u64::from(*only),
        (.., []) => 0,
    }
}

#[inline(always)]
fn get<'a>(bytes: &'a [u8], ends: &[u32], number: u32) -> &'a [u8] {
    let at = number as usize;
    let start = at.checked_sub(1).map_or(0, |before| ends[before]);
    &bytes[start as usize..ends[at] as usize]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_numbered_as_they_come_and_sorted_by_their_bytes() {
        let mut interner = Interner::default();
        let words = ["c10000000012", "c1000000001", "c", "c10000000011", "c", "", "b", "c1000000001\0"];
        let numbers: Vec<u32> = words.iter().map(|word| interner.intern(word.as_bytes())).collect();
        assert_eq!(numbers, [0, 1, 2, 3, 2, 4, 5, 6]);
        let sorted: Vec<&[u8]> = interner.sorted().into_iter().map(|number| interner.get(number)).collect();
        let mut expect: Vec<&[u8]> = words.iter().map(|word| word.as_bytes()).collect();
        expect.sort_unstable();
        expect.dedup();
        assert_eq!(sorted, expect);
        assert_eq!((interner.find(b"b"), interner.find(b"d")), (Some(5), None));
        let mut alike = Interner::default();
        ["user-00000000b", "user-00000000a"].iter().for_each(|word| {
            alike.intern(word.as_bytes());
        });
        assert_eq!(alike.sorted(), [1, 0]);
    }

    #[test]
    fn strings_that_differ_in_any_one_byte_are_others() {
        for length in 0..=26 {
            let mut interner = Interner::default();
            let base: Vec<u8> = (0..length).map(|at| b'a' + at).collect();
            assert_eq!(interner.intern(&base), 0);
            for at in 0..base.len() {
                let mut other = base.clone();
                other[at] ^= 0x80;
                assert_eq!(interner.find(&other), None, "byte {at} of {length}");
                assert!(!is_same(&base, &other), "byte {at} of {length}");
                assert_eq!(interner.intern(&other) as usize, at + 1);
            }
        }
    }

    #[test]
    fn many_strings_have_the_numbers_that_a_library_gives_them() {
        let mut interner = Interner::default();
        let mut known: std::collections::HashMap<Vec<u8>, u32> = std::collections::HashMap::new();
        // Strings of 0 to 23 bytes, most of them more than once, many of which differ in one byte.
        let string = |at: u64| {
            let mixed = (at % 30_000).wrapping_mul(0x9e37_79b9_7f4a_7c15);
            mixed.to_le_bytes().repeat(3)[..(at % 24) as usize].to_vec()
        };
        for at in 0..100_000 {
            let string = string(at);
            assert_eq!(interner.find(&string), known.get(&string).copied());
            let next = known.len() as u32;
            let expect = *known.entry(string.clone()).or_insert(next);
            assert_eq!(interner.intern(&string), expect);
        }
        assert_eq!(interner.len(), known.len());
        assert!(known.iter().all(|(string, number)| interner.get(*number) == string));
    }
}
