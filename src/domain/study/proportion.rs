//! Conversion rates and how two of them differ, by score intervals, which hold near 0 and 1 and in small groups.

use crate::{domain::uncertainty::Interval, pack::Pack};

/// Conversions among journeys.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Pack)]
pub struct Proportion {
    pub conversions: u32,
    /// Not fewer than the conversions.
    pub journeys: u32,
}

impl Proportion {
    /// `None` without journeys.
    pub fn rate(self) -> Option<f64> {
        (self.journeys > 0).then(|| f64::from(self.conversions) / f64::from(self.journeys))
    }

    pub fn nulls(self) -> u32 {
        self.journeys - self.conversions
    }

    /// The score interval of the rate (Wilson 1927, "Probable inference, the law of succession, and statistical inference",
    /// Journal of the American Statistical Association 22:158), within 0 and 1. `level` is above 0 and below 1. `None`
    /// without journeys.
    pub fn wilson(self, level: f64) -> Option<Interval> {
        let rate = self.rate()?;
        let (n, z) = (f64::from(self.journeys), normal_quantile(level));
        let squared = z * z;
        let centre = f64::from(self.conversions) + squared / 2.0;
        let half = z * (n * rate * (1.0 - rate) + squared / 4.0).sqrt();
        // At its ends the interval touches 0 and 1, but for rounding.
        let lo = if self.conversions == 0 { 0.0 } else { (centre - half) / (n + squared) };
        let hi = if self.nulls() == 0 { 1.0 } else { (centre + half) / (n + squared) };
        Some(Interval { level, lo: lo.max(0.0), hi: hi.min(1.0) })
    }
}

/// The interval of a's rate less b's, of journeys that are not the same: the hybrid score interval, number 10 of Newcombe
/// 1998, "Interval estimation for the difference between independent proportions: comparison of eleven methods", Statistics
/// in Medicine 17:873. `None` where one has no journeys.
pub fn newcombe(a: Proportion, b: Proportion, level: f64) -> Option<Interval> {
    Some(hybrid((a.rate()?, a.wilson(level)?), (b.rate()?, b.wilson(level)?)))
}

/// The interval of the difference of two independent figures from their own ones: their distances from the figures are
/// added as squares (Zou and Donner 2008, "Construction of confidence limits about effect measures: a general approach",
/// Statistics in Medicine 27:1693).
pub(super) fn hybrid(a: (f64, Interval), b: (f64, Interval)) -> Interval {
    let (difference, (a, of_a), (b, of_b)) = (a.0 - b.0, a, b);
    let apart = |one: f64, other: f64| (one * one + other * other).sqrt();
    Interval {
        level: of_a.level,
        lo: difference - apart(a - of_a.lo, of_b.hi - b),
        hi: difference + apart(of_a.hi - a, b - of_b.lo),
    }
}

/// The interval of a's rate over b's, from the same score intervals as [`newcombe`]'s, so that it holds 1 where that one
/// holds 0 (Donner and Zou 2012, "Closed-form confidence intervals for functions of the normal mean and standard
/// deviation", Statistical Methods in Medical Research 21:347). `None` where b's rate is 0 or one has no journeys.
pub fn ratio(a: Proportion, b: Proportion, level: f64) -> Option<Interval> {
    let (p, q) = (a.rate()?, b.rate().filter(|rate| *rate > 0.0)?);
    let (of_p, of_q) = (a.wilson(level)?, b.wilson(level)?);
    // The roots of R in (p - R q)² = squared distance, the lower one written so that nothing cancels.
    let product = p * q;
    let root = |p_end: f64, q_end: f64| {
        let (of_p, of_q) = (p_end * (2.0 * p - p_end), q_end * (2.0 * q - q_end));
        (of_p, of_q, (product * product - of_p * of_q).max(0.0).sqrt())
    };
    let (of_lo, _, apart) = root(of_p.lo, of_q.hi);
    let lo = if of_lo > 0.0 { of_lo / (product + apart) } else { 0.0 };
    let (_, of_hi, apart) = root(of_p.hi, of_q.lo);
    Some(Interval { level, lo, hi: (product + apart) / of_hi })
}

/// The z for which a standard normal figure is between -z and z with this probability, above 0 and below 1; by bisection.
pub(super) fn normal_quantile(level: f64) -> f64 {
    let (mut lo, mut hi) = (0.0, 40.0);
    for _ in 0..64 {
        let middle = 0.5 * (lo + hi);
        match libm::erfc(middle * std::f64::consts::FRAC_1_SQRT_2) > 1.0 - level {
            true => lo = middle,
            false => hi = middle,
        }
    }
    0.5 * (lo + hi)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(conversions: u32, journeys: u32) -> Proportion {
        Proportion { conversions, journeys }
    }

    /// To the four decimals that are printed.
    fn check(of: Option<Interval>, lo: f64, hi: f64) {
        let of = of.expect("journeys");
        assert!((of.lo - lo).abs() < 5.1e-5 && (of.hi - hi).abs() < 5.1e-5, "{of:?}");
    }

    #[test]
    fn the_normal_quantile_is_that_of_the_tables() {
        assert!((normal_quantile(0.95) - 1.959_963_984_540_054).abs() < 1e-14);
        assert!((normal_quantile(0.9) - 1.644_853_626_951_472_7).abs() < 1e-14);
        assert!((normal_quantile(0.5) - 0.674_489_750_196_081_7).abs() < 1e-14);
    }

    /// Newcombe 1998, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17:857, table I.
    #[test]
    fn score_intervals_are_those_of_the_published_examples() {
        check(of(81, 263).wilson(0.95), 0.2553, 0.3662);
        check(of(15, 148).wilson(0.95), 0.0624, 0.1605);
        check(of(0, 20).wilson(0.95), 0.0, 0.1611);
        check(of(1, 29).wilson(0.95), 0.0061, 0.1718);
    }

    /// Newcombe 1998, table II, method 10, examples (a) to (h).
    #[test]
    fn differences_are_those_of_the_published_examples() {
        check(newcombe(of(56, 70), of(48, 80), 0.95), 0.0524, 0.3339);
        check(newcombe(of(9, 10), of(3, 10), 0.95), 0.1705, 0.8090);
        check(newcombe(of(6, 7), of(2, 7), 0.95), 0.0582, 0.8062);
        check(newcombe(of(5, 56), of(0, 29), 0.95), -0.0381, 0.1926);
        check(newcombe(of(0, 10), of(0, 20), 0.95), -0.1611, 0.2775);
        check(newcombe(of(0, 10), of(0, 10), 0.95), -0.2775, 0.2775);
        check(newcombe(of(10, 10), of(0, 20), 0.95), 0.6791, 1.0);
        check(newcombe(of(10, 10), of(0, 10), 0.95), 0.6075, 1.0);
    }

    /// By an independent program, which looks for the R at which a limit of p - R q is 0.
    #[test]
    fn ratios_are_those_of_an_independent_program() {
        check(ratio(of(56, 70), of(48, 80), 0.95), 1.07829, 1.66292);
        check(ratio(of(7, 34), of(1, 34), 0.95), 1.15367, 41.97626);
        check(ratio(of(0, 40), of(10, 40), 0.95), 0.0, 0.38873);
        check(ratio(of(30, 30), of(20, 30), 0.95), 1.19518, 2.05002);
        check(ratio(of(1, 30), of(3, 200), 0.95), 0.30584, 16.03089);
    }

    #[test]
    fn what_does_not_exist_is_none() {
        assert_eq!((of(0, 0).rate(), of(0, 0).wilson(0.9)), (None, None));
        assert_eq!(newcombe(of(1, 2), of(0, 0), 0.9), None);
        assert_eq!(ratio(of(1, 2), of(0, 9), 0.9), None);
    }
}
