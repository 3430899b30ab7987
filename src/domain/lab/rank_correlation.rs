//! Spearman's rank correlation with average ranks (Spearman 1904, "The proof and measurement of association between two
//! things", American Journal of Psychology 15:1): Pearson's correlation of the ranks, also where there are ties.

use crate::domain::{finding::TIE, sorting::sort_places};

/// The rank correlation, -1 to 1, of two figures of each channel; figures within [`TIE`] tie. `None` where either is
/// constant.
pub fn spearman(a: &[f64], b: &[f64]) -> Option<f64> {
    let (a, b) = (average_ranks(a), average_ranks(b));
    // Average ranks always have the mean of the ranks.
    let mean = (a.len() as f64 + 1.0) / 2.0;
    let product = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| (a - mean) * (b - mean)).sum::<f64>();
    let spread = product(&a, &a) * product(&b, &b);
    (spread > 0.0).then(|| product(&a, &b) / spread.sqrt())
}

/// Ranks from 1, the least first; what ties shares the mean of its ranks.
fn average_ranks(figures: &[f64]) -> Vec<f64> {
    let mut places: Vec<usize> = (0..figures.len()).collect();
    sort_places(&mut places, &|a, b| figures[a].total_cmp(&figures[b]));
    let mut ranks = vec![0.0; figures.len()];
    let mut begin = 0;
    for run in places.chunk_by(|a, b| figures[*b] - figures[*a] <= TIE) {
        let rank = begin as f64 + (run.len() as f64 + 1.0) / 2.0;
        run.iter().for_each(|place| ranks[*place] = rank);
        begin += run.len();
    }
    ranks
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(a: &[f64], b: &[f64], expect: f64) {
        let found = spearman(a, b).expect("neither is constant");
        assert!((found - expect).abs() < 1e-12, "{found} instead of {expect}");
    }

    #[test]
    fn ranks_that_tie_are_averaged() {
        assert_eq!(average_ranks(&[0.3, 0.1, 0.3, 0.3 + 1e-12, 0.0]), [4.0, 2.0, 4.0, 4.0, 1.0]);
    }

    #[test]
    fn correlations_worked_out_by_hand() {
        check(&[0.1, 0.2, 0.7], &[1.0, 20.0, 300.0], 1.0);
        check(&[0.7, 0.2, 0.1], &[1.0, 20.0, 300.0], -1.0);
        // 1 - 6 sum d^2 / (n (n^2 - 1)), d = 1, -1, 1, -1: 1 - 24 / 60.
        check(&[2.0, 1.0, 4.0, 3.0], &[1.0, 2.0, 3.0, 4.0], 0.6);
        // Ranks 1, 2.5, 2.5, 4 and 1, 2, 3, 4: 4.5 / sqrt(4.5 x 5).
        check(&[0.0, 0.4, 0.4, 0.9], &[1.0, 2.0, 3.0, 4.0], 4.5 / 22.5_f64.sqrt());
    }

    #[test]
    fn a_constant_has_no_ranks() {
        assert_eq!(spearman(&[0.5, 0.5], &[0.1, 0.9]), None);
        assert_eq!(spearman(&[0.1, 0.9], &[0.0, 0.0]), None);
        assert_eq!(spearman(&[], &[]), None);
        assert_eq!(spearman(&[1.0], &[1.0]), None);
    }
}
