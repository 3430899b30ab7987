//! What the columns of a file hold, by its first rows: for the eye of whoever maps them.

use super::{field::labels, word::is_blank};
use crate::{
    domain::{
        import::{Personal, Record, table::Kind},
        intern::Interner,
    },
    pack::Pack,
};

/// Examples of a column.
const EXAMPLES: usize = 3;

/// Characters of an example.
const LENGTH: usize = 40;

/// One column of the first rows.
#[derive(Clone, Debug, PartialEq, Pack)]
pub struct Profile {
    pub label: String,
    /// Rows that were looked at.
    pub rows: u32,
    pub blanks: u32,
    pub distinct: u32,
    /// Cells that are not blank by what they look like.
    pub numbers: u32,
    pub times: u32,
    /// What of a person it looks like: then it is not stored, unless it is given a meaning.
    pub personal: Option<Personal>,
    /// The first few different cells.
    pub examples: Vec<String>,
}

impl Profile {
    /// In a word: what most of the cells look like.
    pub fn kind(&self) -> &'static str {
        let filled = self.rows - self.blanks;
        match filled {
            0 => "blank",
            _ if self.times * 10 >= filled * 9 => "times",
            _ if self.numbers * 10 >= filled * 9 => "numbers",
            _ if self.times + self.numbers == 0 => "words",
            _ => "mixed",
        }
    }
}

/// Every column.
pub fn profiles(names: &[String], rows: &[Record]) -> Vec<Profile> {
    labels(names).into_iter().enumerate().map(|(at, label)| profile(label, at, rows)).collect()
}

fn profile(label: String, at: usize, rows: &[Record]) -> Profile {
    let mut distinct = Interner::new();
    let mut profile = Profile {
        label,
        rows: rows.len() as u32,
        blanks: 0,
        distinct: 0,
        numbers: 0,
        times: 0,
        personal: None,
        examples: Vec::new(),
    };
    for row in rows {
        let cell = row.get(at).unwrap_or_default().trim_ascii();
        if is_blank(cell) {
            profile.blanks += 1;
            continue;
        }
        match Kind::of(cell) {
            Kind::Number => profile.numbers += 1,
            Kind::Time => profile.times += 1,
            _ => {}
        }
        distinct.intern(cell);
        if profile.examples.len() < EXAMPLES {
            let example = shortened(cell);
            if !profile.examples.contains(&example) {
                profile.examples.push(example);
            }
        }
    }
    profile.distinct = distinct.len() as u32;
    let texts = distinct.sorted().into_iter().filter_map(|cell| str::from_utf8(distinct.get(cell)).ok());
    profile.personal = Personal::of_column(&profile.label, texts);
    profile
}

fn shortened(cell: &[u8]) -> String {
    let text = String::from_utf8_lossy(&cell[..cell.len().min(4 * (LENGTH + 1))]);
    match text.char_indices().nth(LENGTH) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_is_described_by_its_cells() {
        let rows = [["c1", "2025-01-01", "5"], ["c2", "", "7,5"], ["c1", "2025-01-02", "n/a"]].map(Record::from_iter);
        let names = ["who", "when", ""].map(str::to_owned);
        let found = profiles(&names, &rows);
        let figures: Vec<_> = found.iter().map(|of| (of.label.as_str(), of.kind(), of.blanks, of.distinct)).collect();
        assert_eq!(figures, [("who", "words", 0, 2), ("when", "times", 1, 2), ("column_3", "numbers", 1, 2)]);
        assert_eq!(found[0].examples, ["c1", "c2"]);
    }
}
