//! Where the table begins in the text, whether its first row is a header, and which rows behind it are
//! none.

use crate::{
    domain::import::record::{Fields, Record},
    pack::Pack,
};

use super::{
    dialect::{Dialect, commonest, widths},
    kind::Kind,
};

/// Rows of the sample that are looked at.
const ROWS: usize = 200;

/// Narrow rows before the first wide one that are taken for titles.
const NARROW: usize = 6;

/// Words with which the last rows of an export begin that are no rows.
const TOTALS: [&str; 10] =
    ["total", "totals", "sum", "grand total", "subtotal", "gesamt", "summe", "gesamtsumme", "totale", "somme"];

/// Where the table begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Layout {
    /// First byte of the first row.
    pub(super) start: usize,
    /// Lines before it.
    pub(super) preamble: u64,
    pub(super) header: HeaderEvidence,
    /// Cells of the header, or of the commonest row.
    pub(super) width: usize,
}

/// Whether the first row names the columns, and why it is believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Pack)]
pub enum HeaderEvidence {
    Given(bool),
    /// Names that are known.
    KnownNames,
    /// Words above columns of numbers or times.
    WordsAboveValues,
    /// All words, and none of them stands again below.
    Distinct,
    /// The first row holds numbers or times, or what stands in its columns again.
    Values,
}

impl HeaderEvidence {
    pub fn is_header(self) -> bool {
        !matches!(self, HeaderEvidence::Values | HeaderEvidence::Given(false))
    }
}

impl Layout {
    /// Looks at the head of a text. `known` tells names of columns.
    pub(super) fn of(text: &[u8], dialect: &Dialect, header: Option<bool>, known: impl Fn(&str) -> bool) -> Layout {
        let rows = dialect.rows(text, ROWS);
        let (width, _) = commonest(&widths(&rows));
        let first = first_row(&rows, width);
        let start = rows.get(first).map_or(text.len(), |row| row.start() as usize);
        let body = &rows[(first + 1).min(rows.len())..];
        let evidence = match (header, rows.get(first)) {
            (Some(given), _) => HeaderEvidence::Given(given),
            (None, Some(row)) => header_evidence(row, body, known),
            (None, None) => HeaderEvidence::Values,
        };
        let width = rows.get(first).filter(|_| evidence.is_header()).map_or(width, Record::len);
        Layout { start, preamble: lines_in(&text[..start]), header: evidence, width }
    }
}

/// The first row that can belong to the table: as wide as most, and not mostly blank.
fn first_row(rows: &[Record], width: usize) -> usize {
    let fits = |at: usize| {
        let row = &rows[at];
        let filled = row.iter().filter(|cell| !cell.trim_ascii().is_empty()).count();
        !is_remark(rows, at, width) && row.len() * 2 > width && (filled * 2 > row.len() || row.len() >= width && at > 0)
    };
    let first = (0..rows.len()).find(|at| fits(*at)).unwrap_or(0);
    // A title with commas in it is not as wide as what follows at once; a header is, but for a last blank cell.
    let wide = |at: &usize| rows[*at].len() + 1 >= width && fits(*at);
    (first..rows.len().min(first + NARROW)).find(wide).unwrap_or(first)
}

/// A line that speaks of the file: "# exported ...", "sep=;".
fn is_remark(rows: &[Record], at: usize, width: usize) -> bool {
    let row = &rows[at];
    let first = row.get(0).unwrap_or_default();
    let lower = first.to_ascii_lowercase();
    let separator = lower.starts_with(b"sep=") && row.iter().skip(1).all(<[u8]>::is_empty);
    let comment = first.starts_with(b"#") || first.starts_with(b"//");
    // "#id,time" above rows of values is a header.
    let next_is_data = rows
        .get(at + 1)
        .is_some_and(|next| next.len() == row.len() && next.iter().any(|cell| is_value(Kind::of(cell))));
    separator || (comment && !(row.len() == width && width > 1 && next_is_data))
}

fn is_value(kind: Kind) -> bool {
    matches!(kind, Kind::Number | Kind::Time)
}

fn header_evidence(row: &Record, body: &[Record], known: impl Fn(&str) -> bool) -> HeaderEvidence {
    let names: Vec<String> = row.iter().map(plain).collect();
    let kinds: Vec<Kind> = row.iter().map(Kind::of).collect();
    let known = names.iter().filter(|name| known(name)).count();
    let column =
        |at: usize| body.iter().filter_map(move |row| row.get(at)).map(Kind::of).filter(|kind| *kind != Kind::Blank);
    let mostly = |at: usize, fits: &dyn Fn(Kind) -> bool| {
        let (mut all, mut fitting) = (0, 0);
        for kind in column(at) {
            all += 1;
            fitting += usize::from(fits(kind));
        }
        all > 0 && fitting * 5 >= all * 4
    };
    // A number above numbers or a time above times is one of them, unless it is a year or a month of a series.
    let series = is_series(&names);
    let is_cell = |at: &usize| is_value(kinds[*at]) && mostly(*at, &|kind| kind == kinds[*at]);
    if (0..names.len()).any(|at| is_cell(&at)) && !series {
        return HeaderEvidence::Values;
    }
    if known >= 2 || (known == 1 && names.len() <= 2) {
        return HeaderEvidence::KnownNames;
    }
    if kinds.iter().any(|kind| is_value(*kind)) && !series {
        return HeaderEvidence::Values;
    }
    if known > 0 {
        return HeaderEvidence::KnownNames;
    }
    if (0..names.len()).filter(|at| kinds[*at] == Kind::Words).any(|at| mostly(at, &is_value)) {
        return HeaderEvidence::WordsAboveValues;
    }
    match (0..names.len()).any(|at| comes_again(&names, at, body)) {
        true => HeaderEvidence::Values,
        false => HeaderEvidence::Distinct,
    }
}

fn plain(cell: &[u8]) -> String {
    String::from_utf8_lossy(cell).trim().chars().flat_map(char::to_lowercase).collect()
}

/// Whether the first words of a column are among its cells: once in a few rows, or more than once. A header that
/// stands again as a whole, as where files were joined, does not count.
fn comes_again(names: &[String], at: usize, body: &[Record]) -> bool {
    let others =
        body.iter().filter(|row| !(row.len() == names.len() && row.iter().map(plain).eq(names.iter().cloned())));
    let times = others.filter_map(|row| row.get(at)).filter(|cell| plain(cell) == names[at]).count();
    !names[at].is_empty() && (times > 1 || times == 1 && body.len() < ROWS / 4)
}

/// Whether these name years or months that follow each other, as columns of a report do.
fn is_series(names: &[String]) -> bool {
    let year = |name: &String| name.parse::<u32>().ok().filter(|year| (1_900..=2_100).contains(year));
    let month = |name: &String| {
        let (year, month) = name.split_once(['-', '/'])?;
        let (year, month) = if year.len() == 4 { (year, month) } else { (month, year) };
        let (year, month): (u32, u32) = (year.parse().ok()?, month.parse().ok()?);
        (year >= 1_900 && (1..=12).contains(&month)).then_some(12 * year + month)
    };
    let follow = |of: &dyn Fn(&String) -> Option<u32>| {
        let numbers: Vec<u32> = names.iter().filter_map(of).collect();
        numbers.len() >= 2 && numbers.windows(2).all(|pair| pair[1] == pair[0] + 1)
    };
    follow(&year) || follow(&month)
}

/// A quick look before [`is_footer`]'s thorough one.
pub(super) fn may_be_footer(row: Fields, width: usize) -> bool {
    let is_blank = |at: usize| at < width && row.cell(at).is_empty();
    row.len() != width
        || is_blank(0) && (is_blank(1) || is_blank(2))
        || is_blank(1) && is_blank(2)
        || row.cell(0).first().is_some_and(|letter| matches!(letter | 0x20, b't' | b's' | b'g') || *letter == b' ')
}

/// Whether a row behind which only such rows come is no row of the table: a single remark, or a total.
pub(super) fn is_footer(row: Fields, width: usize) -> bool {
    let filled = || row.iter().filter(|cell| !cell.trim_ascii().is_empty());
    let alone = match filled().count() {
        // A row of an id and blanks is a row; a remark has blanks in it, or stands in a narrower row.
        1 => row.len() < width || filled().any(|cell| cell.trim_ascii().contains(&b' ')),
        _ => false,
    };
    let first = row.get(0).map(plain).unwrap_or_default();
    let word = first.trim_end_matches(|letter: char| !letter.is_alphanumeric());
    let begins = TOTALS.iter().any(|total| {
        word.strip_prefix(total).is_some_and(|rest| rest.chars().next().is_none_or(|next| !next.is_alphanumeric()))
    });
    // "Total Energies" may be a customer; behind a total there is a gap.
    let gap = row.get(1).is_none_or(|cell| cell.trim_ascii().is_empty());
    let total = (TOTALS.contains(&word) || begins && gap) && filled().count() < width;
    width >= 3 && alone || width >= 2 && total
}

fn lines_in(text: &[u8]) -> u64 {
    let returns =
        text.iter().zip(text.iter().skip(1).chain([&0])).filter(|(byte, next)| **byte == b'\r' && **next != b'\n');
    (memchr::memchr_iter(b'\n', text).count() + returns.count()) as u64
}

#[cfg(test)]
mod tests;
