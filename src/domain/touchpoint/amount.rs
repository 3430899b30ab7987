//! Amounts of money as they stand in cells. Whether 1.234 is a thousand or one and a bit is decided for
//! the column as a whole.

use serde::{Deserialize, Serialize};

/// Which sign parts whole from decimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DecimalSign {
    Point,
    Comma,
}

/// A cell's amount by either reading, in hundredths; `None` where it cannot be read so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amount {
    pub by_point: Option<i64>,
    pub by_comma: Option<i64>,
    /// The currency's sign or code, where the cell has one.
    pub currency: Option<String>,
}

/// Largest amount in hundredths: sums of a million such stay exact.
const LARGEST: f64 = 1e12;

impl Amount {
    /// `None` where the cell is no amount.
    pub fn parse(cell: &[u8]) -> Option<Amount> {
        let text = str::from_utf8(cell).ok()?.trim();
        let is_part = |letter: char| letter.is_ascii_digit() || matches!(letter, '+' | '-' | '.' | ',' | '(');
        let start = text.find(is_part)?;
        let (before, rest) = text.split_at(start);
        let end = rest.rfind(|letter: char| letter.is_ascii_digit() || letter == ')')? + 1;
        // The last byte of a digit or a bracket is the whole letter.
        let (body, after) = rest.split_at(end);
        let currency = match (before.trim(), after.trim()) {
            ("", "") => None,
            ("" | "-", sign) | (sign, "") if is_currency(sign) => Some(sign.to_owned()),
            ("-", "") => None,
            _ => return None,
        };
        let negative = before.trim() == "-" || body.starts_with('(') && body.ends_with(')');
        let body = body.trim_matches(['(', ')']);
        let signed = |hundredths: i64| if negative { -hundredths } else { hundredths };
        let by_point = hundredths(body, '.', ',').map(signed);
        let by_comma = hundredths(body, ',', '.').map(signed);
        (by_point.is_some() || by_comma.is_some()).then_some(Amount { by_point, by_comma, currency })
    }

    /// Which sign is the decimal one, where only one reading is possible or both are the same.
    pub fn says(&self) -> Option<DecimalSign> {
        match (self.by_point, self.by_comma) {
            (Some(_), None) => Some(DecimalSign::Point),
            (None, Some(_)) => Some(DecimalSign::Comma),
            _ => None,
        }
    }

    /// Whether both readings give the same.
    pub fn is_the_same(&self) -> bool {
        self.by_point == self.by_comma
    }

    pub fn by(&self, sign: DecimalSign) -> Option<i64> {
        match sign {
            DecimalSign::Point => self.by_point,
            DecimalSign::Comma => self.by_comma,
        }
    }
}

fn is_currency(sign: &str) -> bool {
    let code = sign.len() == 3 && sign.bytes().all(|byte| byte.is_ascii_alphabetic());
    code || matches!(sign, "€" | "$" | "£" | "¥" | "₹" | "kr" | "zł" | "US$" | "R$" | "₽" | "Fr.")
}

/// Digits with a decimal sign and groups of three parted by `group`, a blank or an apostrophe.
fn hundredths(body: &str, decimal: char, group: char) -> Option<i64> {
    let (sign, digits) = match body.strip_prefix('-') {
        Some(rest) => (-1.0, rest),
        None => (1.0, body.strip_prefix('+').unwrap_or(body)),
    };
    let (whole, fraction) = match digits.split_once(decimal) {
        Some((whole, fraction)) => (whole, fraction),
        None => (digits, ""),
    };
    let exponent = |text: &str| text.contains(['e', 'E']);
    let is_group = |letter: char| letter == group || matches!(letter, ' ' | '\'' | '’' | '\u{a0}' | '\u{202f}');
    let groups: Vec<&str> = whole.split(is_group).collect();
    let grouped =
        groups.len() == 1 || (1..=3).contains(&groups[0].len()) && groups[1..].iter().all(|group| group.len() == 3);
    let plain: String = groups.concat();
    if !grouped
        || !(exponent(&plain) || plain.bytes().all(|byte| byte.is_ascii_digit()))
        || plain.is_empty() && fraction.is_empty()
    {
        return None;
    }
    if !exponent(fraction) && !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number: f64 = format!("{plain}.{fraction}").trim_end_matches('.').parse().ok()?;
    let hundredths = sign * (number * 100.0).round();
    (hundredths.is_finite() && hundredths.abs() <= LARGEST).then_some(hundredths as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(cell: &str, by_point: Option<i64>, by_comma: Option<i64>, currency: Option<&str>) {
        let currency = currency.map(str::to_owned);
        assert_eq!(Amount::parse(cell.as_bytes()), Some(Amount { by_point, by_comma, currency }), "{cell}");
    }

    #[test]
    fn amounts_are_read_both_ways_where_both_are_possible() {
        check("12", Some(1_200), Some(1_200), None);
        check("12.5", Some(1_250), None, None);
        check("12,50", None, Some(1_250), None);
        check("1.234", Some(123), Some(123_400), None);
        check("1,234", Some(123_400), Some(123), None);
        check("1,234,567.89", Some(123_456_789), None, None);
        check("1.234.567,89 €", None, Some(123_456_789), Some("€"));
        check("$1,200.00", Some(120_000), None, Some("$"));
        check("USD 7", Some(700), Some(700), Some("USD"));
        check("-3.5", Some(-350), None, None);
        check("(3.50)", Some(-350), None, None);
        check("1 234,5", None, Some(123_450), None);
        check("1'234.50", Some(123_450), None, None);
        for none in ["", "abc", "1.2.3.4", "12 apples", "1e400", "--5", "NaN"] {
            assert_eq!(Amount::parse(none.as_bytes()), None, "{none}");
        }
    }
}
