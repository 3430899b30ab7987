//! Amounts of money: their mean, and how two means differ. Sums are exact, so that no order of rows changes a bit.

use super::proportion::normal_quantile;
use crate::domain::{lead::Cents, uncertainty::Interval};

/// Fewer amounts than this give their mean no interval.
pub const FEWEST: u32 = 10;

/// How many amounts, their sum and the sum of their squares, in cents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Amounts {
    count: u32,
    sum: i128,
    squares: i128,
}

impl Amounts {
    pub fn add(&mut self, amount: Cents) {
        self.add_many(amount, 1);
    }

    /// The same amount so many times.
    pub fn add_many(&mut self, amount: Cents, count: u32) {
        let (cents, times) = (i128::from(amount.0), i128::from(count));
        self.count += count;
        self.sum += cents * times;
        self.squares = self.squares.saturating_add((cents * cents).saturating_mul(times));
    }

    pub fn count(&self) -> u32 {
        self.count
    }

    /// In currency units; `None` of no amounts.
    pub fn mean(&self) -> Option<f64> {
        (self.count > 0).then(|| self.sum as f64 / f64::from(self.count) / 100.0)
    }

    /// Of the sample, by n - 1, in squared currency units. `None` of fewer than two amounts, and of such as are too great
    /// for it: a million of ten billion units each.
    pub fn variance(&self) -> Option<f64> {
        let count = i128::from(self.count);
        let squares = self.squares.checked_mul(count)?.checked_sub(self.sum.checked_mul(self.sum)?)?;
        (count > 1).then(|| squares as f64 / (count * (count - 1)) as f64 / 10_000.0)
    }
}

/// The interval of a's mean less b's, of amounts that are not the same, in currency units: the t interval of unequal
/// variances (Welch 1947, "The generalization of Student's problem when several different population variances are
/// involved", Biometrika 34:28). `None` of fewer than [`FEWEST`] amounts on a side, and where all amounts of either side
/// are equal, so that nothing tells their spread.
pub fn welch(a: &Amounts, b: &Amounts, level: f64) -> Option<Interval> {
    let (mean_a, mean_b) = (a.mean()?, b.mean()?);
    let part = |of: &Amounts| of.variance().map(|variance| variance / f64::from(of.count));
    let (of_a, of_b) = (part(a)?, part(b)?);
    if a.count.min(b.count) < FEWEST || of_a + of_b <= 0.0 {
        return None;
    }
    let below = of_a * of_a / f64::from(a.count - 1) + of_b * of_b / f64::from(b.count - 1);
    let freedom = (of_a + of_b) * (of_a + of_b) / below;
    let half = t_quantile(level, freedom) * (of_a + of_b).sqrt();
    let difference = mean_a - mean_b;
    Some(Interval { level, lo: difference - half, hi: difference + half })
}

/// The same as [`normal_quantile`] of Student's t, by an expansion in the reciprocal of the degrees of freedom (Abramowitz
/// and Stegun 1964, "Handbook of Mathematical Functions", 26.7.5): from 9 of them on within a thousandth, to a level of 99 %.
fn t_quantile(level: f64, freedom: f64) -> f64 {
    let z = normal_quantile(level);
    let s = z * z;
    let terms = [
        z * (s + 1.0) / 4.0,
        z * ((5.0 * s + 16.0) * s + 3.0) / 96.0,
        z * (((3.0 * s + 19.0) * s + 17.0) * s - 15.0) / 384.0,
        z * ((((79.0 * s + 776.0) * s + 1_482.0) * s - 1_920.0) * s - 945.0) / 92_160.0,
    ];
    z + terms.iter().rev().fold(0.0, |sum, term| (sum + term) / freedom)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(amounts: &[i64]) -> Amounts {
        let mut of = Amounts::default();
        amounts.iter().for_each(|units| of.add(Cents(100 * units)));
        of
    }

    /// Quantiles as tables print them.
    #[test]
    fn students_quantiles_are_those_of_the_tables() {
        for (level, freedom, quantile) in
            [(0.95, 9.0, 2.2622), (0.9, 9.0, 1.8331), (0.99, 10.0, 3.1693), (0.95, 30.0, 2.0423), (0.95, 1e9, 1.96)]
        {
            let t = t_quantile(level, freedom);
            assert!((t - quantile).abs() < 1e-3 * quantile, "{level} {freedom}: {t}");
        }
    }

    #[test]
    fn mean_and_variance_are_those_of_the_sample() {
        let of = of(&[2, 4, 4, 4, 5, 5, 7, 9]);
        assert_eq!(of.mean(), Some(5.0));
        // Squared distances sum to 32, over 7.
        assert!((of.variance().expect("two amounts") - 32.0 / 7.0).abs() < 1e-15);
        assert_eq!(Amounts::default().mean(), None);
        assert_eq!(super::tests::of(&[3]).variance(), None);
    }

    /// By an independent program, which integrates the density of t at 13.182 degrees of freedom.
    #[test]
    fn two_means_differ_by_what_an_independent_program_says() {
        let (a, b) = (of(&[17, 0, 0, 25, 40, 0, 12, 0, 9, 33, 0, 20]), of(&[0, 0, 5, 0, 0, 11, 0, 0, 0, 8]));
        let interval = welch(&a, &b, 0.95).expect("enough amounts");
        assert!((interval.lo - 1.356_134_7).abs() < 1e-3 && (interval.hi - 19.843_865_3).abs() < 1e-3, "{interval:?}");
        let back = welch(&b, &a, 0.95).expect("enough amounts");
        assert_eq!((back.lo, back.hi), (-interval.hi, -interval.lo));
    }

    #[test]
    fn too_few_or_equal_amounts_have_no_interval() {
        assert_eq!(welch(&of(&[1, 2, 3, 4, 5, 6, 7, 8, 9]), &of(&[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]), 0.9), None);
        assert_eq!(welch(&of(&[3; 10]), &of(&[4; 12]), 0.9), None);
        assert!(welch(&of(&[3; 10]), &of(&[4, 4, 4, 4, 4, 4, 4, 4, 4, 5]), 0.9).is_some());
    }

    #[test]
    fn amounts_that_are_too_great_have_no_variance() {
        let mut of = Amounts::default();
        of.add_many(Cents(i64::MAX), 3);
        assert_eq!(of.variance(), None);
        assert!(of.mean().is_some());
    }
}
