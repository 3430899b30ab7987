//! The list of a journey's touches, one after the other.

use std::ops::Range;

use super::scan::Nest;

/// The touches of a list that has been read: the text of each, and its line.
#[derive(Debug)]
pub(super) struct Touches {
    text: String,
    at: usize,
    line: u64,
}

impl Touches {
    /// Of a list that begins on this line.
    pub(super) fn new(text: &str, line: u64) -> Touches {
        Touches { text: text.to_owned(), at: 1, line }
    }

    /// The next one, and the line on which it begins.
    pub(super) fn next(&mut self) -> Option<(Range<usize>, u64)> {
        let between = |byte: &&u8| byte.is_ascii_whitespace() || **byte == b',';
        let rest = &self.text.as_bytes()[self.at..];
        let skipped = rest.iter().take_while(between).count();
        let first = *rest.get(skipped).filter(|first| **first != b']')?;
        self.line += breaks(&rest[..skipped]);
        let rest = &rest[skipped..];
        let length = Nest::begin(first).pass(rest).unwrap_or(rest.len());
        let (start, line) = (self.at + skipped, self.line);
        self.line += breaks(&rest[..length]);
        self.at = start + length;
        Some((start..self.at, line))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.text[self.at..].trim_ascii_start().starts_with(']')
    }

    pub(super) fn text(&self, touch: Range<usize>) -> &str {
        &self.text[touch]
    }
}

/// Line breaks: LF, CRLF or CR.
pub(super) fn breaks(bytes: &[u8]) -> u64 {
    let is_break = |at: &usize| bytes[*at] == b'\n' || bytes.get(at + 1) != Some(&b'\n');
    memchr::memchr2_iter(b'\n', b'\r', bytes).filter(is_break).count() as u64
}
