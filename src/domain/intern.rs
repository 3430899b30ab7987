//! Distinct byte strings, numbered in the order of their first appearance and kept in one piece.

use std::hash::BuildHasher;

use foldhash::fast::FixedState;
use hashbrown::HashTable;

use super::sorting;

/// The same on every machine.
const HASHER: FixedState = FixedState::with_seed(7);

/// Less than 4 GB of them, which is more than a browser gives.
#[derive(Clone, Debug, Default)]
pub struct Interner {
    bytes: Vec<u8>,
    ends: Vec<u32>,
    numbers: HashTable<u32>,
    last: Option<u32>,
}

impl Interner {
    pub const fn new() -> Interner {
        Interner { bytes: Vec::new(), ends: Vec::new(), numbers: HashTable::new(), last: None }
    }

    /// The number of a string, which is new if no other is the same.
    pub fn intern(&mut self, key: &[u8]) -> u32 {
        if let Some(last) = self.last.filter(|last| self.get(*last) == key) {
            return last;
        }
        let hash = HASHER.hash_one(key);
        let number = match self.hashed(hash, key) {
            Some(number) => number,
            None => {
                let number = self.ends.len() as u32;
                self.bytes.extend_from_slice(key);
                self.ends.push(self.bytes.len() as u32);
                let (bytes, ends) = (&self.bytes, &self.ends);
                self.numbers.insert_unique(hash, number, |number| HASHER.hash_one(get(bytes, ends, *number)));
                number
            }
        };
        self.last = Some(number);
        number
    }

    /// The number of a string, if it has one.
    pub fn find(&self, key: &[u8]) -> Option<u32> {
        self.hashed(HASHER.hash_one(key), key)
    }

    fn hashed(&self, hash: u64, key: &[u8]) -> Option<u32> {
        self.numbers.find(hash, |number| get(&self.bytes, &self.ends, *number) == key).copied()
    }

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
}
