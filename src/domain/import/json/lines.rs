//! On which line an element begins.

use std::collections::VecDeque;

/// Line breaks (LF, CRLF or CR) of the bytes that have been seen and not yet been passed.
#[derive(Debug, Default)]
pub(super) struct Lines {
    /// First byte of each break and the byte behind it.
    breaks: VecDeque<(u64, u64)>,
    passed: u64,
    seen: u64,
    ends_at_break: bool,
    ends_in_return: bool,
}

impl Lines {
    /// Takes in the bytes from `offset` on.
    pub(super) fn witness(&mut self, offset: u64, chunk: &[u8]) {
        for at in memchr::memchr2_iter(b'\n', b'\r', chunk) {
            let position = offset + at as u64;
            let after_return = if at == 0 { self.ends_in_return } else { chunk[at - 1] == b'\r' };
            match self.breaks.back_mut() {
                // The feed of a CRLF, whose return may have been passed already.
                Some(last) if chunk[at] == b'\n' && after_return => last.1 = position + 1,
                None if chunk[at] == b'\n' && after_return => {}
                _ => {
                    self.breaks.push_back((position, position + 1));
                    self.seen += 1;
                }
            }
        }
        if let Some(last) = chunk.last() {
            self.ends_in_return = *last == b'\r';
            self.ends_at_break = *last == b'\n' || *last == b'\r';
        }
    }

    /// The line, from 1, of what begins at `offset`: the line breaks that stand
    /// right there, or into which the offset falls, are before it.
    pub(super) fn line_of_row(&mut self, mut offset: u64) -> u64 {
        while let Some((start, end)) = self.breaks.front().copied()
            && start <= offset
        {
            offset = offset.max(end);
            self.breaks.pop_front();
            self.passed += 1;
        }
        self.passed + 1
    }

    /// The last line of what has been seen.
    pub(super) fn last(&self) -> u64 {
        self.seen + u64::from(!self.ends_at_break)
    }
}
