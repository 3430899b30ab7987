//! Text that goes out piece by piece, so that a large file never stands in memory as a whole.

/// A piece is handed on once it has so many bytes.
const PIECE: usize = 64 << 10;

/// Takes text in, gives pieces out.
pub(super) struct Chunks<'a> {
    text: String,
    out: &'a mut dyn FnMut(&str),
}

impl<'a> Chunks<'a> {
    pub(super) fn into(out: &'a mut dyn FnMut(&str)) -> Chunks<'a> {
        Chunks { text: String::new(), out }
    }

    /// Appends what `write` writes, and hands a full piece on. Returns how many bytes it was.
    pub(super) fn push(&mut self, write: impl FnOnce(&mut String)) -> usize {
        let before = self.text.len();
        write(&mut self.text);
        let written = self.text.len() - before;
        if self.text.len() >= PIECE {
            self.flush();
        }
        written
    }

    /// Hands on what is left.
    pub(super) fn flush(&mut self) {
        if !self.text.is_empty() {
            (self.out)(&self.text);
            self.text.clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_bounded_and_together_all_that_was_written() {
        let mut pieces = Vec::new();
        let mut out = |piece: &str| pieces.push(piece.to_owned());
        let mut chunks = Chunks::into(&mut out);
        let row = "0123456789".repeat(100);
        (0..100).for_each(|_| assert_eq!(chunks.push(|text| text.push_str(&row)), 1_000));
        chunks.flush();
        chunks.flush();
        // 66 rows are the first to reach 65,536 bytes.
        assert_eq!(pieces.iter().map(String::len).collect::<Vec<_>>(), [66_000, 34_000]);
        assert_eq!(pieces.concat(), row.repeat(100));
    }
}
