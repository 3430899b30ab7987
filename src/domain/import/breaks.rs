//! Line breaks, counted as text passes.

/// The line breaks (LF, CRLF or CR) of what has been passed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Breaks {
    passed: u64,
    /// Whether the last byte was a return, or any break.
    after_return: bool,
    after_break: bool,
}

impl Breaks {
    /// Of a text before which so many lines stand.
    pub(super) fn after(lines: u64) -> Breaks {
        Breaks { passed: lines, after_return: false, after_break: true }
    }

    /// The line, from 1, on which stands what comes next.
    pub(super) fn line(&self) -> u64 {
        self.passed + 1
    }

    /// The line of the last byte.
    pub(super) fn last_line(&self) -> u64 {
        self.passed + u64::from(!self.after_break)
    }

    /// Passes over the breaks at the beginning; how many bytes.
    #[inline]
    pub(super) fn skip(&mut self, bytes: &[u8]) -> usize {
        let length = bytes.iter().take_while(|byte| matches!(byte, b'\n' | b'\r')).count();
        self.pass(&bytes[..length]);
        length
    }

    /// Passes over text without a break.
    #[inline]
    pub(super) fn pass_letters(&mut self) {
        (self.after_return, self.after_break) = (false, false);
    }

    pub(super) fn pass(&mut self, bytes: &[u8]) {
        for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
            let after_return = if at == 0 { self.after_return } else { bytes[at - 1] == b'\r' };
            self.passed += u64::from(!(bytes[at] == b'\n' && after_return));
        }
        if let Some(last) = bytes.last() {
            self.after_return = *last == b'\r';
            self.after_break = self.after_return || *last == b'\n';
        }
    }
}
