//! The covariance of estimates, and joint draws by it.

/// A variance may fall short of 0 by such a part of its diagonal: by rounding.
const ROUNDING: f64 = 1e-9;

/// The lower factor L of a covariance L L', by Cholesky's decomposition; rows by rows, each with its diagonal.
#[derive(Debug)]
pub(super) struct Factor(Vec<Vec<f64>>);

impl Factor {
    /// Of a lower triangle for so many estimates. `None` where it has another length, a number that is not finite, or is not
    /// positive semidefinite. What follows from the estimates before it has a diagonal of 0.
    pub fn of(covariance: &[f64], estimates: usize) -> Option<Factor> {
        let is_finite = covariance.iter().all(|number| number.is_finite());
        if covariance.len() != triangle(estimates) || !is_finite {
            return None;
        }
        let mut rows: Vec<Vec<f64>> = Vec::with_capacity(estimates);
        for row in 0..estimates {
            let given = &covariance[triangle(row)..triangle(row + 1)];
            let mut own: Vec<f64> = Vec::with_capacity(row + 1);
            for (column, done) in rows.iter().enumerate() {
                let left = given[column] - dot(&own, done);
                let pivot = done[column];
                // What has no variance beside the others before it has no covariance beside theirs.
                let slack = ROUNDING.sqrt() * (given[row] * covariance[triangle(column + 1) - 1]).abs().sqrt();
                if pivot == 0.0 && left.abs() > slack {
                    return None;
                }
                own.push(if pivot > 0.0 { left / pivot } else { 0.0 });
            }
            let left = given[row] - dot(&own, &own);
            if left < -ROUNDING * given[row].abs() {
                return None;
            }
            own.push(if left > ROUNDING * given[row] { left.sqrt() } else { 0.0 });
            rows.push(own);
        }
        Some(Factor(rows))
    }

    /// What standard normal draws come to, one of each estimate: L z.
    pub fn times(&self, normal: &[f64]) -> Vec<f64> {
        self.0.iter().map(|row| dot(row, normal)).collect()
    }
}

/// Numbers of a lower triangle of so many rows.
pub(super) fn triangle(rows: usize) -> usize {
    rows * (rows + 1) / 2
}

fn dot(one: &[f64], other: &[f64]) -> f64 {
    one.iter().zip(other).map(|(a, b)| a * b).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// [4, 2; 2, 5] is [2, 0; 1, 2] times its transpose; of 1, 2 and 3 the third is the first two together.
    #[test]
    fn the_factor_is_that_of_tables_worked_out_by_hand() {
        let factor = Factor::of(&[4.0, 2.0, 5.0], 2).expect("positive definite");
        assert_eq!(factor.0, [vec![2.0], vec![1.0, 2.0]]);
        assert_eq!(factor.times(&[1.0, -1.0]), [2.0, -1.0]);
        let sum = Factor::of(&[1.0, 0.0, 4.0, 1.0, 4.0, 5.0], 3).expect("semidefinite");
        assert_eq!(sum.0[2], [1.0, 2.0, 0.0]);
        assert_eq!(Factor::of(&[0.0, 0.0, 9.0], 2).expect("one is fixed").times(&[1.0, 1.0]), [0.0, 3.0]);
    }

    #[test]
    fn what_is_no_covariance_has_none() {
        for (wrong, estimates) in [
            (vec![1.0, 0.0], 2),
            (vec![-1.0], 1),
            (vec![1.0, 2.0, 1.0], 2),
            (vec![0.0, 1.0, 5.0], 2),
            (vec![f64::NAN], 1),
            (vec![f64::INFINITY], 1),
        ] {
            assert!(Factor::of(&wrong, estimates).is_none(), "{wrong:?}");
        }
    }
}
