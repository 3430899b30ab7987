//! What a cell looks like, by itself: a number, a time, words. For guessing, never for reading.

/// What a cell looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Blank,
    Number,
    Time,
    Words,
    /// Holds signs that part cells or quote them: likely cut at the wrong places.
    Odd,
}

/// Signs that part cells or quote them.
const SIGNS: [char; 5] = [';', '\t', '|', '"', ','];

impl Kind {
    pub fn of(cell: &[u8]) -> Kind {
        let text = String::from_utf8_lossy(&cell[..cell.len().min(200)]);
        let text = text.trim_matches(|letter: char| letter.is_whitespace() && letter != '\t');
        if says_nothing(text.as_bytes()) {
            Kind::Blank
        } else if is_number(text) {
            Kind::Number
        } else if is_time(text) {
            Kind::Time
        } else if is_cut(text) {
            Kind::Odd
        } else {
            Kind::Words
        }
    }
}

/// Whether a trimmed cell is empty, or a word of exports for nothing.
pub fn says_nothing(cell: &[u8]) -> bool {
    const WORDS: [&[u8]; 5] = [b"null", b"n/a", b"na", b"nan", b"none"];
    cell.is_empty() || WORDS.iter().any(|word| word.eq_ignore_ascii_case(cell))
}

/// Whether separators or quotes stand where words do not have them. A comma before a space is prose.
fn is_cut(text: &str) -> bool {
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let prose = letter == ',' && letters.peek() == Some(&' ');
        if SIGNS.contains(&letter) && !prose {
            return true;
        }
    }
    false
}

/// Digits with a sign, separators of thousands and decimals, an exponent, a currency or per cent.
pub fn is_number(text: &str) -> bool {
    let body = text.trim_start_matches(['+', '-', '(']).trim_end_matches([')', '%']).trim();
    let body = without_currency(body).trim().trim_start_matches(['+', '-']);
    let digits = body.chars().filter(char::is_ascii_digit).count();
    if digits == 0 {
        return false;
    }
    let (mantissa, exponent) = match body.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (body, None),
    };
    let whole = |text: &str| !text.is_empty() && text.chars().all(|letter| letter.is_ascii_digit());
    let exponent_fits = exponent.is_none_or(|exponent| whole(exponent.trim_start_matches(['+', '-'])));
    let parts = |letter: char| matches!(letter, '.' | ',' | '\'' | '’' | ' ' | '\u{a0}' | '\u{202f}');
    let mantissa_fits = mantissa.chars().all(|letter| letter.is_ascii_digit() || parts(letter))
        && !mantissa.ends_with(' ')
        && grouped(mantissa, parts);
    exponent_fits && mantissa_fits
}

/// At most one separator, or groups of three digits between the first and the last one.
fn grouped(mantissa: &str, parts: impl Fn(char) -> bool) -> bool {
    let groups: Vec<&str> = mantissa.split(&parts).collect();
    match groups.as_slice() {
        [_] | [_, _] => true,
        [first, middle @ .., last] => {
            let signs: Vec<char> = mantissa.chars().filter(|letter| parts(*letter)).collect();
            let (inner, outer) = signs.split_at(signs.len() - 1);
            let same = inner.iter().all(|sign| *sign == inner[0]);
            let decimal = outer[0] != inner[0];
            (1..=3).contains(&first.len())
                && middle.iter().all(|group| group.len() == 3)
                && same
                && (decimal || last.len() == 3)
        }
        [] => false,
    }
}

fn without_currency(text: &str) -> &str {
    const SIGNS: [&str; 12] = ["€", "$", "£", "¥", "₹", "USD", "EUR", "GBP", "CHF", "JPY", "US$", "kr"];
    for sign in SIGNS {
        if let Some(rest) = text.strip_prefix(sign).or_else(|| text.strip_suffix(sign)) {
            return rest;
        }
    }
    text
}

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// A date, a time, or both: digits between their separators, a month's name, AM, PM or a zone.
pub fn is_time(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let digits = lower.chars().filter(char::is_ascii_digit).count();
    let signs = lower.chars().filter(|letter| matches!(letter, '-' | '/' | '.' | ':')).count();
    let words: Vec<&str> =
        lower.split(|letter: char| !letter.is_ascii_alphabetic()).filter(|w| !w.is_empty()).collect();
    let known = |word: &&str| {
        matches!(*word, "t" | "z" | "am" | "pm" | "utc" | "gmt") || MONTHS.iter().any(|month| word.starts_with(month))
    };
    let month = words.iter().any(|word| MONTHS.iter().any(|month| word.starts_with(month)));
    let allowed = |letter: char| letter.is_ascii_alphanumeric() || "-/.:+, ".contains(letter);
    (3..=26).contains(&digits)
        && lower.len() <= 40
        && lower.chars().all(allowed)
        && words.iter().all(known)
        && (signs >= 2 || (month && digits >= 3))
        && lower.chars().next().is_some_and(|first| first.is_ascii_digit() || month)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(kind: Kind, cells: &[&str]) {
        for cell in cells {
            assert_eq!(Kind::of(cell.as_bytes()), kind, "{cell}");
        }
    }

    #[test]
    fn cells_are_told_by_their_looks() {
        check(Kind::Blank, &["", "  ", "NULL", "n/a"]);
        check(
            Kind::Number,
            &["1", "-2.5", "1e400", "1.234,50", "1 234", "€12.50", "12,50 €", "1,234,567.89", "5%", "007"],
        );
        check(
            Kind::Time,
            &["2025-12-31", "31.12.2025", "1/2/25 3:04 PM", "2025-01-01T00:00:00Z", "31 Dec 2025", "10:15:00"],
        );
        check(Kind::Words, &["email", "Paid Search", "c-001", "Dallas, TX", "=1+1", "a1", "1.2.3.4a"]);
        check(Kind::Odd, &["a;b", "a,b", "\"x\"", "a|b"]);
    }
}
