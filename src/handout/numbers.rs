//! How the figures of a report are written. The page writes them in the browser's locale, other callers plainly.

use crate::domain::words::{Affix, Group, NumberStyle};

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

/// Figures by a style alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlainNumbers(pub NumberStyle);

impl Default for PlainNumbers {
    /// As in the United States, in dollars.
    fn default() -> PlainNumbers {
        let group = Some(Group::of_three(','));
        PlainNumbers(NumberStyle { group, money: [Affix::new("$"), Affix::default()], ..NumberStyle::PLAIN })
    }
}

impl Numbers for PlainNumbers {
    fn style(&self) -> NumberStyle {
        self.0
    }

    fn whole(&self, number: f64) -> String {
        self.0.whole(number)
    }

    fn decimals(&self, number: f64) -> String {
        self.0.decimals(number, 2)
    }

    fn money(&self, amount: f64) -> String {
        self.0.money(amount, 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_written_plainly() {
        let numbers = PlainNumbers::default();
        assert_eq!(numbers.whole(999.5), "1,000");
        assert_eq!(numbers.decimals(12_345.678), "12,345.68");
        assert_eq!(numbers.money(313_385.4), "$313,385");
        assert_eq!(numbers.percent(0.0488), "4.9\u{a0}%");
        let german = NumberStyle { decimal: ',', money: Affix::round("1\u{a0}€"), ..NumberStyle::PLAIN };
        assert_eq!(PlainNumbers(german).decimals(12_345.678), "12345,68");
        assert_eq!(PlainNumbers(german).money(1_000.0), "1000\u{a0}€");
    }
}
