//! How cells are parted and quoted, told from a sample: the dialect whose rows are of one width and
//! whose cells look like values (after van den Burg, Nazábal and Sutton 2019, "Wrangling messy CSV
//! files by detecting row and type patterns", Data Mining and Knowledge Discovery 33).

use crate::pack::Pack;

use super::{
    kind::Kind,
    splitter::{Split, Splitter},
};
use crate::domain::import::record::Record;

/// Bytes of the sample in which dialects are tried.
const SAMPLE: usize = 48 << 10;

/// Rows of it.
const ROWS: usize = 300;

/// What a table of one column is worth, so that any other that fits is preferred.
const SINGLE: f64 = 1e-3;

const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// How cells are parted and quoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Pack)]
pub struct Dialect {
    pub delimiter: u8,
    /// `None`: no cell is quoted.
    pub quote: Option<u8>,
    pub escape: Escape,
}

/// How a quote stands inside a quoted cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Pack)]
pub enum Escape {
    Doubled,
    Backslash,
}

/// A dialect and what speaks for it.
#[derive(Clone, Copy, Debug, PartialEq, Pack)]
pub struct FoundDialect {
    pub dialect: Dialect,
    /// Part of the sample's rows that have the commonest width, and that width.
    pub even_rows: f64,
    pub width: usize,
    /// Part of the sample's cells that look like values.
    pub typed_cells: f64,
    /// How many times better than the next best delimiter it fits; `None` where no other fits at all.
    pub lead: Option<f64>,
}

impl Default for Dialect {
    fn default() -> Dialect {
        Dialect { delimiter: b',', quote: Some(b'"'), escape: Escape::Doubled }
    }
}

impl Dialect {
    /// The state machine of its rows.
    pub(super) fn reader(&self) -> csv_core::Reader {
        let mut builder = csv_core::ReaderBuilder::new();
        builder.delimiter(self.delimiter);
        match self.quote {
            Some(quote) => builder.quote(quote),
            None => builder.quoting(false),
        };
        if self.escape == Escape::Backslash {
            builder.escape(Some(b'\\'));
        }
        builder.build()
    }

    /// The rows of a text, as far as they are wanted.
    pub(super) fn rows(&self, text: &[u8], most: usize) -> Vec<Record> {
        let mut splitter = Splitter::new(text, self, 0, text.len().clamp(1, SAMPLE));
        let mut rows = Vec::new();
        while rows.len() < most && matches!(splitter.advance(), Ok(Split::Row | Split::Endless)) {
            rows.push(splitter.record());
        }
        rows
    }
}

/// What of a dialect is asked for; the rest is told from the sample.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Pack)]
pub struct DialectHints {
    pub delimiter: Option<u8>,
    /// `Some(None)`: no cell is quoted.
    pub quote: Option<Option<u8>>,
    pub escape: Option<Escape>,
}

/// The dialect that fits the sample best. Where two fit alike the commoner one is taken.
pub fn sniff(text: &[u8], hints: &DialectHints) -> FoundDialect {
    let text = whole_lines(text);
    let mut best: Option<(f64, FoundDialect)> = None;
    let mut by_delimiter: Vec<(u8, f64)> = Vec::new();
    for dialect in candidates(text, hints) {
        let (score, found) = judge(text, dialect);
        match by_delimiter.iter_mut().find(|(known, _)| *known == dialect.delimiter) {
            Some((_, most)) => *most = most.max(score),
            None => by_delimiter.push((dialect.delimiter, score)),
        }
        if best.is_none_or(|(most, _)| score > most * (1.0 + 1e-9)) {
            best = Some((score, found));
        }
    }
    let (score, found) = best.unwrap_or_else(|| judge(text, Dialect::default()));
    let others = by_delimiter.iter().filter(|(known, _)| *known != found.dialect.delimiter);
    let next = others.map(|(_, score)| *score).fold(0.0, f64::max);
    FoundDialect { lead: (next > 0.0).then(|| score / next), ..found }
}

/// Dialects worth trying, the commoner first.
fn candidates(text: &[u8], hints: &DialectHints) -> Vec<Dialect> {
    let holds = |byte: u8| memchr::memchr(byte, text).is_some();
    let delimiters: Vec<u8> = match hints.delimiter {
        Some(given) => vec![given],
        None => DELIMITERS.into_iter().filter(|delimiter| *delimiter == b',' || holds(*delimiter)).collect(),
    };
    let mut quotes = Vec::new();
    match hints.quote {
        Some(given) => quotes.push(given),
        None => {
            quotes.push(Some(b'"'));
            quotes.extend((holds(b'\'')).then_some(Some(b'\'')));
        }
    }
    let backslash = memchr::memmem::find(text, b"\\\"").is_some() || memchr::memmem::find(text, b"\\'").is_some();
    let escapes: &[Escape] = match hints.escape {
        Some(Escape::Doubled) => &[Escape::Doubled],
        Some(Escape::Backslash) => &[Escape::Backslash],
        None if backslash => &[Escape::Doubled, Escape::Backslash],
        None => &[Escape::Doubled],
    };
    let mut all = Vec::new();
    for delimiter in delimiters {
        for quote in &quotes {
            let escapes = if quote.is_some() { escapes } else { &escapes[..1] };
            all.extend(escapes.iter().map(|escape| Dialect { delimiter, quote: *quote, escape: *escape }));
        }
    }
    all
}

/// Row patterns times cell types.
fn judge(text: &[u8], dialect: Dialect) -> (f64, FoundDialect) {
    let rows = dialect.rows(text, ROWS);
    let widths = widths(&rows);
    let worth = |width: usize| if width < 2 { SINGLE } else { (width - 1) as f64 / width as f64 };
    let pattern: f64 =
        widths.iter().map(|(width, count)| *count as f64 * worth(*width)).sum::<f64>() / widths.len().max(1) as f64;
    let cells: usize = rows.iter().map(Record::len).sum();
    let typed = |cell: &&[u8]| Kind::of(cell) != Kind::Odd && !is_torn(cell, dialect.quote);
    let typed = rows.iter().flat_map(Record::iter).filter(|cell| typed(cell)).count();
    let typed_cells = typed as f64 / cells.max(1) as f64;
    let (width, even) = commonest(&widths);
    let even_rows = even as f64 / rows.len().max(1) as f64;
    let found = FoundDialect { dialect, even_rows, width, typed_cells, lead: None };
    (pattern * typed_cells.max(1e-6), found)
}

/// The widths of rows, and how many rows have each.
pub(super) fn widths(rows: &[Record]) -> Vec<(usize, usize)> {
    let mut widths: Vec<(usize, usize)> = Vec::new();
    for row in rows {
        match widths.iter_mut().find(|(width, _)| *width == row.len()) {
            Some((_, count)) => *count += 1,
            None => widths.push((row.len(), 1)),
        }
    }
    widths
}

/// The width that most rows have, and how many; of two the wider, since titles are narrow.
pub(super) fn commonest(widths: &[(usize, usize)]) -> (usize, usize) {
    widths.iter().copied().max_by_key(|(width, count)| (*count, *width)).unwrap_or((0, 0))
}

/// Whether a cell begins or ends with the sign that would have quoted it, or holds a line break without being
/// quoted by anything sensible.
fn is_torn(cell: &[u8], quote: Option<u8>) -> bool {
    let edge = |sign: u8| cell.len() > 1 && (cell[0] == sign || cell[cell.len() - 1] == sign);
    match quote {
        Some(b'\'') => cell.len() > 400,
        Some(_) | None => edge(b'\''),
    }
}

/// The head of a text, cut behind a line break where there is one.
fn whole_lines(text: &[u8]) -> &[u8] {
    if text.len() <= SAMPLE {
        return text;
    }
    let head = &text[..SAMPLE];
    match memchr::memrchr2(b'\n', b'\r', head) {
        Some(end) => &head[..=end],
        None => head,
    }
}
