//! Amounts of money as they stand in cells. Whether 1.234 is a thousand or one and a bit is decided for
//! the column as a whole.

use super::currency::Currency;
use crate::{domain::decimal, pack::Pack};

/// Which sign parts whole from decimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Pack)]
pub enum DecimalSign {
    Point,
    Comma,
}

/// A cell's amount in hundredths, by either reading, and the currency that it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amount {
    hundredths: i64,
    form: Form,
    pub currency: Option<Currency>,
}

/// What the cell says of the decimal sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// Both readings are the same.
    Same,
    Point,
    Comma,
    /// One sign and three digits behind it: a thousand or so, unless this is the decimal sign.
    Either(DecimalSign),
}

impl Form {
    /// What a decimal sign says.
    fn of(sign: u8) -> Form {
        if sign == b'.' { Form::Point } else { Form::Comma }
    }
}

/// Largest amount in hundredths: sums of a million such stay exact.
const LARGEST: i64 = 1_000_000_000_000;

impl DecimalSign {
    pub fn words(self) -> &'static str {
        match self {
            DecimalSign::Point => "a decimal point",
            DecimalSign::Comma => "a decimal comma",
        }
    }
}

impl Amount {
    /// `None` where the cell is no amount.
    pub fn parse(cell: &[u8]) -> Option<Amount> {
        let text = str::from_utf8(cell).ok()?.trim();
        if let Some((hundredths, form)) = plain(text.as_bytes()) {
            return Some(Amount { hundredths, form, currency: None });
        }
        let first = text.find(|letter: char| letter.is_ascii_digit())?;
        // ".5" begins with its sign; the point of "Fr. 5" belongs to the currency.
        let start = match text[..first].strip_suffix(['.', ',']) {
            Some(before) if !before.ends_with(char::is_alphanumeric) => before.len(),
            _ => first,
        };
        let end = text.rfind(|letter: char| letter.is_ascii_digit())? + 1;
        let (body, after) = (&text[start..end], text[end..].trim());
        let (signs, before) = without_signs(text[..start].trim());
        let (behind, after) = without_signs(after);
        let negative = match (signs.as_str(), behind.as_str()) {
            ("" | "+", "") => false,
            ("-", "") | ("", "-") | ("(", ")") => true,
            _ => return None,
        };
        let currency = match (before, after) {
            ("", "") => None,
            ("", sign) | (sign, "") => Some(Currency::named(sign)?),
            _ => return None,
        };
        let signed = |hundredths: i64| if negative { -hundredths } else { hundredths };
        let by_point = hundredths(body, '.', ',').map(signed);
        let by_comma = hundredths(body, ',', '.').map(signed);
        let (hundredths, form) = match (by_point, by_comma) {
            (Some(point), Some(comma)) if point == comma => (point, Form::Same),
            (Some(point), Some(comma)) if point.abs() > comma.abs() => (point, Form::Either(DecimalSign::Comma)),
            (Some(_), Some(comma)) => (comma, Form::Either(DecimalSign::Point)),
            (Some(point), None) => (point, Form::Point),
            (None, Some(comma)) => (comma, Form::Comma),
            (None, None) => return None,
        };
        Some(Amount { hundredths, form, currency })
    }

    /// Which sign is the decimal one, where only one reading is possible.
    pub fn says(&self) -> Option<DecimalSign> {
        match self.form {
            Form::Point => Some(DecimalSign::Point),
            Form::Comma => Some(DecimalSign::Comma),
            Form::Same | Form::Either(_) => None,
        }
    }

    /// Whether two readings are possible and differ.
    pub fn is_unclear(&self) -> bool {
        matches!(self.form, Form::Either(_))
    }

    /// Hundredths by this sign, where the cell can be read so.
    pub fn by(&self, sign: DecimalSign) -> Option<i64> {
        match self.form {
            Form::Point if sign == DecimalSign::Comma => None,
            Form::Comma if sign == DecimalSign::Point => None,
            // The last three digits are thousandths.
            Form::Either(decimal) if decimal == sign => Some(rounded(self.hundredths / 100, 10)),
            _ => Some(self.hundredths),
        }
    }

    pub fn is_negative(&self) -> bool {
        self.hundredths < 0
    }

    pub fn is_zero(&self) -> bool {
        self.hundredths == 0
    }
}

/// What stands round a number: its signs, and the word beside them.
fn without_signs(text: &str) -> (String, &str) {
    let is_sign = |letter: char| matches!(letter, '+' | '-' | '−' | '(' | ')');
    let signs = text.chars().filter(|letter| is_sign(*letter)).map(|sign| if sign == '−' { '-' } else { sign });
    (signs.collect(), text.trim_matches(|letter: char| is_sign(letter) || letter.is_whitespace()))
}

/// Digits alone or with one or two behind a decimal sign: by far the commonest forms.
fn plain(text: &[u8]) -> Option<(i64, Form)> {
    let (whole, form, fraction) = match text {
        [whole @ .., sign @ (b'.' | b','), tenths] => (whole, Form::of(*sign), [*tenths, b'0']),
        [whole @ .., sign @ (b'.' | b','), tenths, hundredths] => (whole, Form::of(*sign), [*tenths, *hundredths]),
        whole => (whole, Form::Same, *b"00"),
    };
    let digits = || whole.iter().chain(&fraction);
    let fits = (1..=9).contains(&whole.len()) && digits().all(u8::is_ascii_digit);
    fits.then(|| (digits().fold(0, |sum, digit| sum * 10 + i64::from(digit - b'0')), form))
}

/// Digits with a decimal sign and groups of three parted by `group`, a blank or an apostrophe; or with an exponent.
fn hundredths(digits: &str, decimal: char, group: char) -> Option<i64> {
    let (whole, fraction) = digits.split_once(decimal).unwrap_or((digits, ""));
    if digits.contains(['e', 'E']) {
        let number = decimal::parse(&digits.replace(decimal, "."))?;
        let hundredths = (number * 100.0).round();
        return (!digits.contains(group) && hundredths.abs() <= LARGEST as f64).then_some(hundredths as i64);
    }
    let is_group = |letter: char| letter == group || matches!(letter, ' ' | '\'' | '’' | '\u{a0}' | '\u{202f}');
    let mut groups = whole.split(is_group);
    let first = groups.next().unwrap_or_default();
    let mut number: i64 = 0;
    let mut take = |digits: &str| {
        for digit in digits.bytes() {
            if !digit.is_ascii_digit() || number > LARGEST {
                return false;
            }
            number = number * 10 + i64::from(digit - b'0');
        }
        true
    };
    let mut grouped = true;
    let mut several = false;
    if !take(first) {
        return None;
    }
    for group in groups {
        several = true;
        grouped &= group.len() == 3 && take(group);
    }
    // A group of thousands does not begin with 0: "0.125" is an eighth.
    let thousands = (1..=3).contains(&first.len()) && !first.starts_with('0');
    let fits = grouped && (!several || thousands) && !(first.is_empty() && fraction.is_empty());
    if !fits || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    // Three digits round as well as all: what stands behind them can only break a tie upwards.
    let part = fraction.bytes().chain(*b"000").take(3).fold(0, |sum, digit| sum * 10 + i64::from(digit - b'0'));
    let hundredths = number * 100 + rounded(part, 10);
    (hundredths <= LARGEST).then_some(hundredths)
}

/// A quotient, halves away from 0.
fn rounded(number: i64, by: i64) -> i64 {
    (number.abs() + by / 2) / by * number.signum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(cell: &str, by_point: Option<i64>, by_comma: Option<i64>, currency: Option<&str>) {
        let amount = Amount::parse(cell.as_bytes()).expect(cell);
        assert_eq!((amount.by(DecimalSign::Point), amount.by(DecimalSign::Comma)), (by_point, by_comma), "{cell}");
        assert_eq!(amount.currency.map(Currency::name), currency, "{cell}");
    }

    #[test]
    fn amounts_are_read_both_ways_where_both_are_possible() {
        check("12", Some(1_200), Some(1_200), None);
        check("12.5", Some(1_250), None, None);
        check("12,50", None, Some(1_250), None);
        check("1.234", Some(123), Some(123_400), None);
        check("1.235", Some(124), Some(123_500), None);
        check("1,234", Some(123_400), Some(123), None);
        check("-1,234", Some(-123_400), Some(-123), None);
        check("0.125", Some(13), None, None);
        check("0,125", None, Some(13), None);
        check("1,234,567.89", Some(123_456_789), None, None);
        check("1.234.567,89 €", None, Some(123_456_789), Some("EUR"));
        check("$1,200.00", Some(120_000), None, Some("$"));
        check("-$1,200.00", Some(-120_000), None, Some("$"));
        check("usd 7", Some(700), Some(700), Some("USD"));
        check("Fr. 5", Some(500), Some(500), Some("CHF"));
        check("5 Fr.", Some(500), Some(500), Some("CHF"));
        check("-3.5", Some(-350), None, None);
        check("3,50-", None, Some(-350), None);
        check("€ (3.50)", Some(-350), None, Some("EUR"));
        check("$-5", Some(-500), Some(-500), Some("$"));
        check("(3.50)", Some(-350), None, None);
        check(".5", Some(50), None, None);
        check("$.5", Some(50), None, Some("$"));
        check("1 234,5", None, Some(123_450), None);
        check("1'234.50", Some(123_450), None, None);
        check("0.5", Some(50), None, None);
        check("007,25", None, Some(725), None);
        check("123456789.05", Some(12_345_678_905), None, None);
        check("1234567890.5", Some(123_456_789_050), None, None);
        check("1.5e3", Some(150_000), None, None);
        check("1e3", Some(100_000), Some(100_000), None);
        for none in ["", "abc", "1.2.3.4", "12 apples", "12 pcs", "1e400", "--5", "NaN", "99999999999999"] {
            assert_eq!(Amount::parse(none.as_bytes()), None, "{none}");
        }
    }
}
