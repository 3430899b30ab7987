//! Rows against those of the csv crate, whatever the blocks in which a text comes.

use proptest::prelude::*;

use super::*;
use crate::domain::import::table::Escape;

/// Cells, first byte and line of every row, and whether the last is endless.
type Rows = (Vec<(Vec<Vec<u8>>, u64, u64)>, bool);

fn split(text: &[u8], dialect: &Dialect, block: usize) -> Rows {
    let mut splitter = Splitter::new(text, dialect, 0, block);
    let mut rows = Vec::new();
    loop {
        let split = splitter.advance().expect("text in memory");
        if split == Split::End {
            return (rows, false);
        }
        let cells = splitter.fields().iter().map(<[u8]>::to_vec).collect();
        rows.push((cells, splitter.record().start(), splitter.line()));
        if split == Split::Endless {
            return (rows, true);
        }
    }
}

/// By the csv crate. Whether a quote is open at the end is told by a mark behind it, which is a row of its own if not.
fn by_library(text: &[u8], dialect: &Dialect) -> Rows {
    const MARK: &[u8] = b"\nmark";
    let mut builder = csv::ReaderBuilder::new();
    builder.has_headers(false).flexible(true).delimiter(dialect.delimiter);
    match dialect.quote {
        Some(quote) => builder.quote(quote),
        None => builder.quoting(false),
    };
    if dialect.escape == Escape::Backslash {
        builder.escape(Some(b'\\'));
    }
    let rows = |text: &[u8]| -> Vec<csv::ByteRecord> {
        builder.from_reader(text).into_byte_records().collect::<Result<_, _>>().expect("text in memory")
    };
    let is_endless = rows(&[text, MARK].concat()).last().is_none_or(|last| last.len() != 1 || &last[0] != b"mark");
    let row = |record: csv::ByteRecord| {
        let at = record.position().expect("a row of a file").byte() as usize;
        let breaks = text[at..].iter().take_while(|byte| matches!(byte, b'\n' | b'\r')).count();
        let before = String::from_utf8_lossy(&text[..at + breaks]).replace("\r\n", "\n").replace('\r', "\n");
        let line = before.matches('\n').count() as u64 + 1;
        (record.iter().map(<[u8]>::to_vec).collect(), (at + breaks) as u64, line)
    };
    (rows(text).into_iter().map(row).collect(), is_endless)
}

fn dialects() -> impl Strategy<Value = Dialect> {
    let quotes = [Some(b'"'), Some(b'\''), None];
    let escapes = [Escape::Doubled, Escape::Backslash];
    (
        prop::sample::select(b",;\t|".to_vec()),
        prop::sample::select(quotes.to_vec()),
        prop::sample::select(escapes.to_vec()),
    )
        .prop_map(|(delimiter, quote, escape)| Dialect { delimiter, quote, escape })
}

fn texts() -> impl Strategy<Value = Vec<u8>> {
    // Signs often, beside letters, a zero, and bytes that differ from signs in one bit.
    let bytes = b",,,;\t|\"\"''\n\n\n\r\r\\aaaaaaaaaaaaaaaab \0\x80\x0b\x8a\x8d\xac-#".to_vec();
    prop::collection::vec(prop::sample::select(bytes), 0..120)
}

proptest! {
    #[test]
    fn rows_are_those_of_a_library_whatever_the_blocks(text in texts(), dialect in dialects(), block in 1_usize..40) {
        prop_assert_eq!(split(&text, &dialect, block), by_library(&text, &dialect));
    }
}

#[test]
fn a_mark_is_passed_over_at_the_beginning_alone() {
    let text = b"\xef\xbb\xbfa,b\n\xef\xbb\xbf\"c\",d\n";
    let cells = |rows: Rows| rows.0.into_iter().map(|(cells, ..)| cells.join(&b'|')).collect::<Vec<_>>();
    let found = cells(split(text, &Dialect::default(), 64));
    assert_eq!(found, [&b"a|b"[..], b"\xef\xbb\xbf\"c\"|d"]);
    assert_eq!(cells(by_library(text, &Dialect::default())), found);
}

#[test]
fn a_row_that_is_longer_than_a_block_is_one_row() {
    let text = [b"a,".as_slice(), &[b'b'; 500], b"\nc\n"].concat();
    let (rows, is_endless) = split(&text, &Dialect::default(), 16);
    let lengths: Vec<Vec<usize>> = rows.iter().map(|(cells, ..)| cells.iter().map(Vec::len).collect()).collect();
    assert_eq!((lengths, is_endless), (vec![vec![1, 500], vec![1]], false));
}
