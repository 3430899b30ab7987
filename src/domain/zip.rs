//! ZIP codes, with "unknown" as a value of its own.

use std::{fmt, str::FromStr};

use crate::pack::Pack;
use serde::Serialize;

/// A ZIP code, or the fact that there is none.
///
/// ```
/// use touchline::domain::zip::Zip;
/// assert_eq!(Zip::read("75207.0").to_string(), "75207");
/// assert_eq!(Zip::read("NULL"), Zip::Unknown);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Pack)]
pub enum Zip {
    /// Five digits, leading zeros included.
    Known(u32),
    #[default]
    Unknown,
}

/// What is not a ZIP code of five digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotAZip(pub String);

impl Zip {
    /// Reads a cell: five digits, perhaps written as a float; all else is unknown.
    pub fn read(cell: &str) -> Zip {
        cell.parse().unwrap_or(Zip::Unknown)
    }
}

impl FromStr for Zip {
    type Err = NotAZip;

    fn from_str(text: &str) -> Result<Zip, NotAZip> {
        let text = text.trim();
        let digits = match text.split_once('.') {
            Some((whole, zeros)) if zeros.bytes().all(|byte| byte == b'0') => whole,
            _ => text,
        };
        let well_formed = digits.len() == 5 && digits.bytes().all(|byte| byte.is_ascii_digit());
        match digits.parse() {
            Ok(code) if well_formed => Ok(Zip::Known(code)),
            _ => Err(NotAZip(text.to_owned())),
        }
    }
}

impl fmt::Display for Zip {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Zip::Known(code) => write!(out, "{code:05}"),
            Zip::Unknown => out.write_str("unknown"),
        }
    }
}

impl fmt::Display for NotAZip {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "\"{}\" is not a ZIP code of five digits", self.0)
    }
}

impl std::error::Error for NotAZip {}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(cell: &str, expect: &str) {
        assert_eq!(Zip::read(cell).to_string(), expect, "{cell:?}");
    }

    #[test]
    fn five_digits_are_a_zip_however_exported() {
        check("75207", "75207");
        check(" 75207 ", "75207");
        check("75207.0", "75207");
        check("75207.00", "75207");
        check("02134", "02134");
    }

    #[test]
    fn everything_else_is_unknown_not_a_guess() {
        for cell in ["", " ", "NULL", "null", "nan", "7520", "752071", "75207.5", "7520a", "-5207", "+5207", "٧٥٢٠٧"]
        {
            check(cell, "unknown");
        }
    }
}
