//! What can be done about rows that were left out, and how many there are of a kind.

use super::reject::{Reason, Rejection};
use crate::{domain::sorting, pack::Pack};

/// Lines that a summary names at most.
const LINES: usize = 5;

/// Rows that were left out for one reason, in words.
#[derive(Clone, Debug, PartialEq, Pack)]
pub struct RejectedKind {
    /// The column at fault; `None` where it is the row as a whole.
    pub column: Option<String>,
    /// The reason of the first of them.
    pub reason: String,
    /// What the user can do.
    pub suggestion: String,
    pub rows: u32,
    /// Lines of the first few.
    pub lines: Vec<u32>,
}

/// A row that was left out, in words.
#[derive(Clone, Debug, PartialEq, Pack)]
pub struct RejectedRow {
    pub line: u32,
    /// The column at fault; `None` where it is the row as a whole.
    pub column: Option<String>,
    pub value: Option<String>,
    pub reason: String,
}

impl Rejection {
    /// In words.
    pub fn told(&self) -> RejectedRow {
        let (column, value) = (self.column.clone(), self.value.clone());
        RejectedRow { line: self.line, column, value, reason: self.reason.to_string() }
    }
}

impl Reason {
    /// What the user can do, where anything is likely to help.
    pub fn suggestion(&self) -> Option<&'static str> {
        Some(match self {
            Reason::Blank => "Fill the cell in, or choose another column for this field.",
            Reason::NotANumber | Reason::NotWhole | Reason::OutOfRange { .. } => "Correct the number in the file.",
            Reason::NotUtf8 => "Choose the encoding in which the file was written.",
            Reason::Duplicate { .. } => "Give every lead an id of its own, or remove the second row.",
            Reason::NotATime => "Write the time as 2025-12-31 22:15, or choose another column for it.",
            Reason::OtherDateOrder { .. } => "Write all dates of the column alike, or choose the order that fits.",
            Reason::NotAFlag => "Write yes or no, or choose another column for the conversion.",
            Reason::NotAnAmount => "Write the amount in digits, or choose another column for it.",
            Reason::OtherDecimalSign { .. } => "Write all amounts alike, or choose the decimal sign that fits.",
            Reason::OtherCurrency { .. } => "Convert the amount, or choose the currency that is to be read.",
            Reason::Negative => "Take refunds out of the file: a touchpoint has no value below 0.",
            Reason::Ragged { .. } => "Check the row for a delimiter in a cell that is not quoted.",
            Reason::Endless { .. } => "Close the quote that opens in this row, or choose that no cell is quoted.",
            Reason::ControlCharacter | Reason::TooLong { .. } => "Check whether this is the right column.",
            _ => return None,
        })
    }
}

/// The rows by column and reason, the most first.
pub fn by_kind(rejected: &[Rejection]) -> Vec<RejectedKind> {
    let mut kinds: Vec<(&Rejection, u32, Vec<u32>)> = Vec::new();
    for row in rejected {
        let same = |(first, ..): &&mut (&Rejection, u32, Vec<u32>)| {
            first.column == row.column && std::mem::discriminant(&first.reason) == std::mem::discriminant(&row.reason)
        };
        match kinds.iter_mut().find(same) {
            Some((_, rows, lines)) => {
                *rows += 1;
                if lines.len() < LINES {
                    lines.push(row.line);
                }
            }
            None => kinds.push((row, 1, vec![row.line])),
        }
    }
    sorting::sort_by(&mut kinds, |a, b| b.1.cmp(&a.1));
    let told = |(first, rows, lines): (&Rejection, u32, Vec<u32>)| RejectedKind {
        column: first.column.clone(),
        reason: first.reason.to_string(),
        suggestion: first.reason.suggestion().unwrap_or_default().to_owned(),
        rows,
        lines,
    };
    kinds.into_iter().map(told).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_counted_by_column_and_reason() {
        let blank = |line| Rejection::named("time", b"", Reason::Blank).at(line, line);
        let mut rejected: Vec<Rejection> = (2..9).map(blank).collect();
        rejected.insert(0, Rejection::ragged(3, 5).at(1, 1));
        rejected.push(Rejection::ragged(4, 5).at(9, 9));
        rejected.push(Rejection::named("channel", b"", Reason::Blank).at(10, 10));
        let kinds = by_kind(&rejected);
        let found: Vec<(Option<&str>, u32, &[u32])> =
            kinds.iter().map(|kind| (kind.column.as_deref(), kind.rows, kind.lines.as_slice())).collect();
        let expect: [(Option<&str>, u32, &[u32]); 3] =
            [(Some("time"), 7, &[2, 3, 4, 5, 6]), (None, 2, &[1, 9]), (Some("channel"), 1, &[10])];
        assert_eq!(found, expect);
    }
}
