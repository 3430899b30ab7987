//! Words of calendars and clocks in the languages of the exports that are met most.

/// Days of the week.
#[rustfmt::skip]
pub(super) const DAYS: &[&str] = &[
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    "montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag",
];

/// Names of each month.
const MONTHS: [&str; 12] = [
    "january januar jänner janvier enero",
    "february februar février fevrier febrero",
    "march märz maerz mrz mars marzo",
    "april avril abril",
    "may mai mayo",
    "june juni juin junio",
    "july juli juillet julio",
    "august août aout agosto",
    "september sept septembre septiembre",
    "october oktober octobre octubre",
    "november novembre noviembre",
    "december dezember décembre diciembre",
];

/// Zones by their letters, in minutes east of UTC.
#[rustfmt::skip]
const ZONES: [(&str, i32); 16] = [
    ("z", 0), ("ut", 0), ("utc", 0), ("gmt", 0), ("cet", 60), ("cest", 120), ("mez", 60), ("mesz", 120),
    ("est", -300), ("edt", -240), ("cst", -360), ("cdt", -300), ("mst", -420), ("mdt", -360), ("pst", -480), ("pdt", -420),
];

/// The month, from 1, whose name these letters are, whole or cut to three or more, where they are of no other.
pub(super) fn month(letters: &[u8]) -> Option<u32> {
    let is = |names: &str| names.split(' ').any(|name| begins(name, letters));
    let mut found = (1..).zip(&MONTHS).filter(|(_, names)| letters.len() >= 3 && is(names)).map(|(month, _)| month);
    // "Jui" can be June or July.
    found.next().filter(|_| found.next().is_none())
}

/// Minutes east of UTC of a zone named by its letters.
pub(super) fn zone(letters: &[u8]) -> Option<i32> {
    ZONES.iter().find(|(name, _)| name.as_bytes().eq_ignore_ascii_case(letters)).map(|(_, offset)| *offset)
}

pub(super) fn begins(word: &str, letters: &[u8]) -> bool {
    word.as_bytes().get(..letters.len()).is_some_and(|start| start.eq_ignore_ascii_case(letters))
}
