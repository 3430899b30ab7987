//! Figures as the sentences of studies write them.

use crate::domain::{uncertainty::Interval, words::NumberStyle};

/// An amount with two decimals.
pub(super) fn amount(figure: f64, style: NumberStyle) -> String {
    style.money(figure, 2)
}

/// Conversions, with one decimal.
pub(super) fn credit(figure: f64, style: NumberStyle) -> String {
    style.decimals(figure, 1)
}

/// A fraction in percent points, without their sign.
pub(super) fn points(fraction: f64, style: NumberStyle) -> String {
    style.decimals(100.0 * fraction, 1)
}

/// "90 % interval 5.2 to 33.4", its ends written alike.
pub(super) fn interval(of: Interval, written: impl Fn(f64) -> String) -> String {
    format!("{:.0} % interval {} to {}", 100.0 * of.level, written(of.lo), written(of.hi))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_rounded_to_nothing_has_no_sign() {
        let style = NumberStyle::default();
        assert_eq!(points(-0.000_4, style), "0.0");
        assert_eq!(points(-0.000_6, style), "-0.1");
        assert_eq!(amount(1_234.5, NumberStyle { decimal: ',', ..NumberStyle::PLAIN }), "1234,50");
        assert_eq!(credit(2.25, style), "2.3");
    }

    #[test]
    fn an_interval_says_its_level() {
        let of = Interval { level: 0.9, lo: 0.052_4, hi: 0.333_9 };
        assert_eq!(interval(of, |end| points(end, NumberStyle::default())), "90 % interval 5.2 to 33.4");
    }
}
