//! Means over repetitions, with their standard errors.

use crate::pack::Pack;

/// A mean over repetitions, in the unit of what was averaged.
#[derive(Clone, Copy, Debug, PartialEq, Pack)]
pub struct Estimate {
    pub mean: f64,
    /// Standard error of the mean; `None` of a single repetition.
    pub error: Option<f64>,
}

impl Estimate {
    /// The mean, and the standard deviation (of n - 1) over the root of n; `None` of no figures.
    pub fn of(figures: &[f64]) -> Option<Estimate> {
        let count = figures.len() as f64;
        let mean = (count > 0.0).then(|| figures.iter().sum::<f64>() / count)?;
        let squares: f64 = figures.iter().map(|figure| (figure - mean) * (figure - mean)).sum();
        Some(Estimate { mean, error: (count > 1.0).then(|| (squares / (count - 1.0) / count).sqrt()) })
    }

    /// The fraction that is true, with its binomial standard error, sqrt(p (1 - p) / n); `None` of none.
    pub fn of_hits(hits: &[bool]) -> Option<Estimate> {
        let count = hits.len() as f64;
        let mean = (count > 0.0).then(|| hits.iter().filter(|hit| **hit).count() as f64 / count)?;
        Some(Estimate { mean, error: Some((mean * (1.0 - mean) / count).sqrt()) })
    }

    /// What it exceeds a figure by that has a standard error of its own.
    pub fn less(self, figure: f64, error: f64) -> Estimate {
        let both = |own: f64| (own * own + error * error).sqrt();
        Estimate { mean: self.mean - figure, error: self.error.map(both) }
    }

    /// Whether it is above 0 by more than so many standard errors.
    pub fn exceeds(&self, errors: f64) -> bool {
        self.error.is_some_and(|error| self.mean > errors * error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mean_has_the_standard_error_of_its_figures() {
        // Deviations -3, -1, 1, 3: squares 20, variance 20 / 3, of the mean 5 / 3.
        let of = Estimate::of(&[1.0, 3.0, 5.0, 7.0]).expect("figures");
        assert_eq!((of.mean, of.error), (4.0, Some((5.0_f64 / 3.0).sqrt())));
        assert_eq!(Estimate::of(&[2.5]), Some(Estimate { mean: 2.5, error: None }));
        assert_eq!(Estimate::of(&[]), None);
    }

    #[test]
    fn hits_have_a_binomial_error() {
        // sqrt(.8 x .2 / 5) = sqrt(.032).
        let of = Estimate::of_hits(&[true, true, false, true, true]).expect("hits");
        assert_eq!(of.mean, 0.8);
        assert!((of.error.expect("hits") - 0.032_f64.sqrt()).abs() < 1e-12);
        assert_eq!(Estimate::of_hits(&[]), None);
    }

    #[test]
    fn a_difference_has_both_errors() {
        let of = Estimate { mean: 10.0, error: Some(3.0) }.less(4.0, 4.0);
        assert_eq!(of, Estimate { mean: 6.0, error: Some(5.0) });
        assert_eq!(Estimate { mean: 10.0, error: None }.less(4.0, 4.0).error, None);
    }

    #[test]
    fn only_what_has_an_error_exceeds_it() {
        assert!(Estimate { mean: 0.21, error: Some(0.1) }.exceeds(2.0));
        assert!(!Estimate { mean: 0.19, error: Some(0.1) }.exceeds(2.0));
        assert!(!Estimate { mean: 0.21, error: None }.exceeds(2.0));
        assert!(!Estimate { mean: 0.0, error: Some(0.0) }.exceeds(2.0));
    }
}
