//! How the figures of a report are written. The page writes them in the browser's locale, other callers plainly.

use crate::domain::words::NumberStyle;

/// Writes figures: what the report is handed over with, so that it shows them as the page does.
pub trait Numbers {
    /// The style of sentences and charts.
    fn style(&self) -> NumberStyle;

    /// A whole number.
    fn whole(&self, number: f64) -> String;

    /// Two decimals.
    fn decimals(&self, number: f64) -> String;

    /// An amount in whole units of the dataset's currency.
    fn money(&self, amount: f64) -> String;

    /// A fraction in percent points with one decimal, without a sign of percent.
    fn points(&self, fraction: f64) -> String {
        self.style().points(fraction)
    }

    /// The same with its sign.
    fn percent(&self, fraction: f64) -> String {
        self.points(fraction) + "\u{a0}%"
    }
}

/// Figures by a decimal sign and a sign between groups of three digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlainNumbers {
    pub style: NumberStyle,
    /// `None`: digits stand together.
    pub group: Option<char>,
    pub currency: Currency,
}

/// In what amounts of money are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Currency {
    Dollars,
    /// A sign or a code.
    Named(String),
    /// The file names none, and none is assumed.
    Unnamed,
}

impl Default for PlainNumbers {
    fn default() -> PlainNumbers {
        PlainNumbers { style: NumberStyle::default(), group: Some(','), currency: Currency::Dollars }
    }
}

impl Numbers for PlainNumbers {
    fn style(&self) -> NumberStyle {
        self.style
    }

    fn whole(&self, number: f64) -> String {
        self.grouped(&format!("{:.0}", number.round()))
    }

    fn decimals(&self, number: f64) -> String {
        let text = format!("{:.2}", (100.0 * number).round() / 100.0);
        match text.split_once('.') {
            Some((whole, decimals)) => format!("{}{}{decimals}", self.grouped(whole), self.style.decimal),
            None => text,
        }
    }

    fn money(&self, amount: f64) -> String {
        match &self.currency {
            Currency::Dollars => format!("${}", self.whole(amount)),
            Currency::Named(name) => format!("{}\u{a0}{name}", self.whole(amount)),
            Currency::Unnamed => self.whole(amount),
        }
    }
}

impl PlainNumbers {
    /// Digits, with a sign or without, in groups of three.
    fn grouped(&self, digits: &str) -> String {
        let Some(group) = self.group else { return digits.to_owned() };
        let mut grouped = String::new();
        for (at, digit) in digits.char_indices() {
            let left = digits.len() - at;
            if left.is_multiple_of(3) && grouped.ends_with(|before: char| before.is_ascii_digit()) {
                grouped.push(group);
            }
            grouped.push(digit);
        }
        grouped
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_stand_in_groups_of_three_from_the_right() {
        let numbers = PlainNumbers::default();
        assert_eq!(numbers.whole(0.0), "0");
        assert_eq!(numbers.whole(999.5), "1,000");
        assert_eq!(numbers.whole(1_234_567.0), "1,234,567");
        assert_eq!(numbers.whole(-123.0), "-123");
        assert_eq!(numbers.decimals(12_345.678), "12,345.68");
        assert_eq!(numbers.money(313_385.4), "$313,385");
        assert_eq!(numbers.percent(0.0488), "4.9\u{a0}%");
        let german = PlainNumbers {
            style: NumberStyle { decimal: ',' },
            group: None,
            currency: Currency::Named("€".to_owned()),
        };
        assert_eq!(german.decimals(12_345.678), "12345,68");
        assert_eq!(german.money(1_000.0), "1000\u{a0}€");
        assert_eq!(PlainNumbers { currency: Currency::Unnamed, ..german }.money(7.0), "7");
    }
}
