//! Yes and no, as exports write them.

const YES: [&str; 14] =
    ["1", "true", "yes", "y", "t", "x", "ja", "j", "oui", "si", "converted", "conversion", "purchase", "won"];
const NO: [&str; 11] = ["0", "false", "no", "n", "f", "nein", "non", "lost", "open", "null", "none"];

/// Whether a cell says yes or no; a blank says no. `None` where it says neither.
pub fn flag(cell: &[u8]) -> Option<bool> {
    let cell = cell.trim_ascii();
    match cell {
        b"" | b"0" => return Some(false),
        b"1" => return Some(true),
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
    let number: f64 = str::from_utf8(cell).ok()?.parse().ok()?;
    (number.is_finite() && number >= 0.0).then_some(number > 0.0)
}
