//! Distinct byte strings, numbered in the order of their first appearance and kept in one piece.

use std::hash::BuildHasher;

use foldhash::fast::FixedState;
use hashbrown::HashTable;

/// The same on every machine.
const HASHER: FixedState = FixedState::with_seed(7);

#[derive(Clone, Debug, Default)]
pub struct Interner {
    bytes: Vec<u8>,
    ends: Vec<u32>,
    numbers: HashTable<u32>,
    last: Option<u32>,
}

impl Interner {
    /// The number of a string, which is new if no other is the same.
    pub fn intern(&mut self, key: &[u8]) -> u32 {
        if let Some(last) = self.last.filter(|last| self.get(*last) == key) {
            return last;
        }
        let hash = HASHER.hash_one(key);
        let found = self.numbers.find(hash, |number| get(&self.bytes, &self.ends, *number) == key);
        let number = match found {
            Some(number) => *number,
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

    pub fn get(&self, number: u32) -> &[u8] {
        get(&self.bytes, &self.ends, number)
    }

    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Numbers in the order of their strings' bytes, whatever the order in which they came.
    pub fn sorted(&self) -> Vec<u32> {
        let mut numbers: Vec<u32> = (0..self.ends.len() as u32).collect();
        numbers.sort_unstable_by(|a, b| self.get(*a).cmp(self.get(*b)));
        numbers
    }
}

fn get<'a>(bytes: &'a [u8], ends: &[u32], number: u32) -> &'a [u8] {
    let at = number as usize;
    let start = at.checked_sub(1).map_or(0, |before| ends[before]);
    &bytes[start as usize..ends[at] as usize]
}
