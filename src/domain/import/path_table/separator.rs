//! By what the channels of a path are parted.

use std::fmt;

use crate::pack::Pack;

/// Signs that part channels, those of more letters first. The blanks round them do not count. One that points stands in no
/// channel's name; the others can.
const POINTING: [&str; 6] = ["-->", "->", "=>", ">", "→", "»"];
const OTHERS: [&str; 4] = ["|", ";", "/", ","];

/// A sign between the channels of a path, and why it is believed.
#[derive(Clone, Debug, PartialEq, Eq, Pack)]
pub struct Separator {
    pub sign: String,
    pub given: bool,
    /// Paths among the first rows that hold it.
    pub paths: u32,
    pub of: u32,
}

impl Separator {
    pub fn given(sign: &str) -> Separator {
        let sign = if sign.trim().is_empty() { sign } else { sign.trim() };
        Separator { sign: sign.to_owned(), given: true, paths: 0, of: 0 }
    }

    /// The sign that the most paths hold: one that points where any does; of several the first of the list.
    pub(super) fn of<'a>(paths: impl Iterator<Item = &'a str>) -> Separator {
        let paths: Vec<&str> = paths.collect();
        let holding = |sign: &str| paths.iter().filter(|path| path.contains(sign)).count() as u32;
        let commonest = |signs: &[&'static str]| {
            let counts = || signs.iter().map(|sign| (*sign, holding(sign)));
            let most = counts().map(|(_, count)| count).max().unwrap_or_default();
            counts().find(|(_, count)| *count == most && most > 0)
        };
        let (sign, count) = commonest(&POINTING).or_else(|| commonest(&OTHERS)).unwrap_or((">", 0));
        Separator { sign: sign.to_owned(), given: false, paths: count, of: paths.len() as u32 }
    }
}

impl fmt::Display for Separator {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.given, self.paths) {
            (true, _) => out.write_str("as asked for"),
            (false, 0) => out.write_str("none of the first paths has more than one channel"),
            (false, paths) => write!(out, "it stands in {paths} of the first {} paths", self.of),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sign_that_most_paths_hold_parts_them() {
        let sign = |paths: &[&str]| Separator::of(paths.iter().copied()).sign;
        assert_eq!(sign(&["a > b", "a", "b > a > b"]), ">");
        assert_eq!(sign(&["a -> b", "a->c"]), "->");
        assert_eq!(sign(&["Paid Search | E-Mail", "Paid, owned"]), "|");
        assert_eq!(sign(&["a,b", "b"]), ",");
        assert_eq!(sign(&["google / cpc", "google / cpc > (direct) / (none)", "google / organic"]), ">");
        assert_eq!(sign(&["a", "b"]), ">");
        assert_eq!(Separator::of(["a>b", "b"].into_iter()).to_string(), "it stands in 1 of the first 2 paths");
        assert_eq!(Separator::given(" ").sign, " ");
    }
}
