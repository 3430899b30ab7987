//! Windows of touches, numbered in the order of their first appearance.

use crate::domain::intern::Interner;

#[derive(Clone, Debug, Default)]
pub(super) struct WindowNumbers {
    known: Interner,
    bytes: Vec<u8>,
}

impl WindowNumbers {
    /// The number of a window, which is new if no other is the same.
    pub(super) fn intern(&mut self, window: &[u16]) -> u32 {
        self.bytes.clear();
        self.bytes.extend(window.iter().flat_map(|channel| channel.to_le_bytes()));
        self.known.intern(&self.bytes)
    }

    /// The number of a window, if it has one.
    pub(super) fn find(&self, window: &[u16]) -> Option<u32> {
        let bytes: Vec<u8> = window.iter().flat_map(|channel| channel.to_le_bytes()).collect();
        self.known.find(&bytes)
    }
}
