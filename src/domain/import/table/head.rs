//! The first text of a file: enough to tell its dialect, and whether it is text at all.

use std::io::{self, Read};

use super::{super::fault::FileFault, SLICE};

/// The first text of a file, from which dialect and layout are told: a slice at least, or all of it.
pub(super) fn read_head(text: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    loop {
        let mut slice = vec![0; SLICE];
        let taken = text.read(&mut slice)?;
        slice.truncate(taken);
        match head.is_empty() {
            true => head = slice,
            false => head.extend_from_slice(&slice),
        }
        if taken == 0 || head.len() >= SLICE {
            return Ok(head);
        }
    }
}

/// Refuses what is no text. A zero here and there is let through: its cell can be told.
pub(super) fn refuse_binary(head: &[u8]) -> Result<(), FileFault> {
    const MAGIC: [(&[u8], &str); 6] = [
        (b"PK\x03\x04", "a spreadsheet or another ZIP archive"),
        (b"%PDF-", "a PDF document"),
        (b"PAR1", "a Parquet file"),
        (b"SQLite format 3\0", "an SQLite database"),
        (b"\x89PNG", "a picture"),
        (b"\xd0\xcf\x11\xe0", "a spreadsheet or another document of an old office program"),
    ];
    if let Some((_, kind)) = MAGIC.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Err(FileFault::OtherKind { kind: (*kind).to_owned() });
    }
    let head = &head[..head.len().min(8 << 10)];
    let zeros = memchr::memchr_iter(0, head).count();
    match memchr::memchr(0, head) {
        Some(offset) if zeros * 20 > head.len() => Err(FileFault::Binary { offset }),
        _ => Ok(()),
    }
}
