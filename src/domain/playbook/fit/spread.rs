//! Lengths and amounts as they are counted, and the distribution that is fitted to them. All sums are of whole numbers, so
//! that the order in which they come changes no bit.

use crate::domain::playbook::{Delay, Distribution, Since, Unit, distribution::CENTURY_SECONDS};

/// Logarithms are summed in units of 2^-32.
const UNITS: f64 = 4_294_967_296.0;

/// A log-normal distribution whose mean is so many times the greatest number seen describes something else.
const BEYOND_THE_GREATEST: f64 = 10.0;

/// A mean that is so near to what is allowed can be beyond it by rounding.
const ROUNDED: f64 = 1.0 - 1e-9;

/// Whole numbers, none below 0: seconds or cents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Spread {
    pub count: u32,
    zeros: u32,
    sum: i128,
    least: i64,
    greatest: i64,
    /// Of the logarithms of those above 0, and of their squares.
    logs: i128,
    squares: i128,
}

impl Spread {
    pub fn add(&mut self, number: i64) {
        let number = number.max(0);
        self.least = if self.count == 0 { number } else { self.least.min(number) };
        self.greatest = self.greatest.max(number);
        self.count += 1;
        self.sum += i128::from(number);
        if number == 0 {
            self.zeros += 1;
        } else {
            let log = (libm::log(number as f64) * UNITS).round() as i128;
            self.logs += log;
            self.squares += log * log;
        }
    }

    pub fn add_all(&mut self, other: &Spread) {
        if other.count == 0 {
            return;
        }
        self.least = if self.count == 0 { other.least } else { self.least.min(other.least) };
        self.greatest = self.greatest.max(other.greatest);
        self.count += other.count;
        self.zeros += other.zeros;
        self.sum += other.sum;
        self.logs += other.logs;
        self.squares += other.squares;
    }

    /// `None` of none.
    pub fn mean(&self) -> Option<f64> {
        (self.count > 0).then(|| self.sum as f64 / f64::from(self.count))
    }

    /// Whether they are at least so many, and all the same.
    pub fn is_constant(&self, enough: u32) -> bool {
        self.count > 0 && self.least == self.greatest && (self.count >= enough || self.greatest == 0)
    }

    /// By the moments of the logarithms: the median is the exponential of their mean, sigma their standard deviation by n - 1.
    /// `None` where some are 0, where they are fewer than `enough` or than two, and where the fitted mean is far beyond
    /// what was seen, or above `most`.
    pub fn log_normal(&self, enough: u32, most: f64) -> Option<Distribution> {
        if self.zeros > 0 || self.count < enough.max(2) {
            return None;
        }
        let n = i128::from(self.count);
        let mean = self.logs as f64 / f64::from(self.count) / UNITS;
        let squared = self.squares * n - self.logs * self.logs;
        let variance = squared as f64 / (n * (n - 1)) as f64 / (UNITS * UNITS);
        let (median, sigma) = (libm::exp(mean), variance.max(0.0).sqrt());
        let fitted = median * libm::exp(variance / 2.0);
        let fits = fitted <= (BEYOND_THE_GREATEST * self.greatest as f64).min(ROUNDED * most);
        fits.then_some(Distribution::LogNormal { median, sigma })
    }

    /// A delay of these seconds since the touch before: fixed where all are 0, or all are the same and at least `enough`;
    /// log-normal where it can be ([`Spread::log_normal`]); else exponential of the same mean. A century at most, and `None` of none.
    pub fn delay(&self, enough: u32) -> Option<Delay> {
        let mean = self.mean()?.min(CENTURY_SECONDS);
        let seconds = match self.is_constant(enough) {
            true => Distribution::Fixed(mean),
            false => self.log_normal(enough, CENTURY_SECONDS).unwrap_or(Distribution::Exponential { mean }),
        };
        let typical = match seconds {
            Distribution::LogNormal { median, .. } => median,
            _ => mean,
        };
        let unit = match typical {
            short if short < Unit::Hours.seconds() => Unit::Minutes,
            some if some < Unit::Days.seconds() => Unit::Hours,
            _ => Unit::Days,
        };
        let one = unit.seconds();
        let length = match seconds {
            Distribution::LogNormal { median, sigma } => Distribution::LogNormal { median: median / one, sigma },
            Distribution::Fixed(seconds) => Distribution::Fixed(seconds / one),
            _ => Distribution::Exponential { mean: mean / one },
        };
        Some(Delay { since: Since::Previous, unit, length, evidence: Some(self.count) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(numbers: &[i64]) -> Spread {
        let mut spread = Spread::default();
        numbers.iter().for_each(|number| spread.add(*number));
        spread
    }

    /// The logarithms of 7,200 e^-1, 7,200 and 7,200 e have the mean ln 7,200 and the standard deviation 1.
    #[test]
    fn enough_lengths_above_0_are_log_normal() {
        let e = std::f64::consts::E;
        let delay = of(&[(7_200.0 / e).round() as i64, 7_200, (7_200.0 * e).round() as i64]).delay(3).expect("lengths");
        let Distribution::LogNormal { median, sigma } = delay.length else { panic!("{delay:?}") };
        // They are whole seconds: a part in 5,000 of the least.
        assert!((median - 2.0).abs() < 2e-4 && (sigma - 1.0).abs() < 2e-4, "{median} {sigma}");
        assert_eq!((delay.unit, delay.since, delay.evidence), (Unit::Hours, Since::Previous, Some(3)));
    }

    #[test]
    fn few_lengths_or_some_of_0_are_exponential() {
        let few = of(&[60, 120]).delay(3).expect("lengths");
        assert_eq!((few.unit, few.length), (Unit::Minutes, Distribution::Exponential { mean: 1.5 }));
        let some = of(&[0, 172_800, 345_600]).delay(3).expect("lengths");
        assert_eq!((some.unit, some.length), (Unit::Days, Distribution::Exponential { mean: 2.0 }));
    }

    #[test]
    fn lengths_that_are_all_the_same_are_fixed() {
        assert_eq!(of(&[0]).delay(30).expect("a length").length, Distribution::Fixed(0.0));
        assert_eq!(of(&[7_200; 3]).delay(3).expect("lengths").length, Distribution::Fixed(2.0));
        assert_eq!(of(&[7_200; 2]).delay(3).expect("lengths").length, Distribution::Exponential { mean: 2.0 });
        assert_eq!(of(&[]).delay(1), None);
    }

    /// Logarithms 0 and 20.7: the fitted mean would be 31,623 e^(14.65^2 / 2), far beyond the billion that was seen.
    #[test]
    fn a_fit_far_beyond_what_was_seen_is_none() {
        assert_eq!(of(&[1, 1_000_000_000]).log_normal(2, f64::INFINITY), None);
    }

    #[test]
    fn parts_come_to_the_whole() {
        let mut whole = of(&[5, 9]);
        whole.add_all(&of(&[]));
        whole.add_all(&of(&[0, 3, 1_000]));
        assert_eq!(whole, of(&[1_000, 9, 0, 5, 3]));
    }
}
