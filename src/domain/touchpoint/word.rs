//! Yes, no and nothing, as exports write them.

use crate::domain::{decimal, import::table::says_nothing};

const YES: [&str; 14] =
    ["1", "true", "yes", "y", "t", "x", "ja", "j", "oui", "si", "converted", "conversion", "purchase", "won"];
const NO: [&str; 9] = ["0", "false", "no", "n", "f", "nein", "non", "lost", "open"];

/// Whether a trimmed cell holds nothing.
pub fn is_blank(cell: &[u8]) -> bool {
    cell == b"-" || says_nothing(cell)
}

/// Whether a cell says yes or no; a blank says no. `None` where it says neither.
pub fn flag(cell: &[u8]) -> Option<bool> {
    let cell = cell.trim_ascii();
    match cell {
        b"0" | b"" => return Some(false),
        b"1" => return Some(true),
        blank if is_blank(blank) => return Some(false),
        _ => {}
    }
    let is = |words: &[&str]| words.iter().any(|word| word.as_bytes().eq_ignore_ascii_case(cell));
    if is(&YES) {
        return Some(true);
    }
    if is(&NO) {
        return Some(false);
    }
    // Counts of conversions: "2", "0.0".
    let number = decimal::parse(str::from_utf8(cell).ok()?)?;
    (number >= 0.0).then_some(number > 0.0)
}
