//! Figures as the sentences of studies write them.

use crate::domain::{uncertainty::Interval, words::NumberStyle};

/// A figure with so many decimals, halves away from zero: "12.50".
pub(super) fn decimals(figure: f64, places: u8, style: NumberStyle) -> String {
    let unit = (0..places).fold(1.0, |unit, _| unit * 10.0);
    // What is rounded to nothing has no sign.
    let rounded = (figure * unit).round() / unit + 0.0;
    format!("{rounded:.places$}", places = usize::from(places)).replace('.', style.decimal.encode_utf8(&mut [0; 4]))
}

/// Currency units, with two decimals.
pub(super) fn amount(figure: f64, style: NumberStyle) -> String {
    decimals(figure, 2, style)
}

/// Conversions, with one decimal.
pub(super) fn credit(figure: f64, style: NumberStyle) -> String {
    decimals(figure, 1, style)
}

/// A fraction in percent points, without their sign.
pub(super) fn points(fraction: f64, style: NumberStyle) -> String {
    decimals(100.0 * fraction, 1, style)
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
        assert_eq!(amount(1_234.5, NumberStyle { decimal: ',' }), "1234,50");
        assert_eq!(credit(2.25, style), "2.3");
    }

    #[test]
    fn an_interval_says_its_level() {
        let of = Interval { level: 0.9, lo: 0.052_4, hi: 0.333_9 };
        assert_eq!(interval(of, |end| points(end, NumberStyle::default())), "90 % interval 5.2 to 33.4");
    }
}
