//! Sample quantiles of type 7 (Hyndman and Fan 1996, "Sample quantiles in statistical
//! packages", The American Statistician 50:4): linear between the order statistics.

/// The quantile at `probability` of values in ascending order; `None` of none.
pub fn of_sorted(sorted: &[f64], probability: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let at = probability.clamp(0.0, 1.0) * last as f64;
    let below = at.floor() as usize;
    let above = (below + 1).min(last);
    Some(sorted[below] + (at - below as f64) * (sorted[above] - sorted[below]))
}

#[cfg(test)]
mod tests {
    use super::of_sorted;

    #[test]
    fn quantiles_are_linear_between_order_statistics() {
        assert_eq!(of_sorted(&[], 0.5), None);
        assert_eq!(of_sorted(&[3.0], 0.05), Some(3.0));
        assert_eq!(of_sorted(&[1.0, 2.0, 4.0, 8.0], 0.5), Some(3.0));
        assert_eq!(of_sorted(&[1.0, 2.0, 4.0, 8.0], 0.25), Some(1.75));
        assert_eq!(of_sorted(&[1.0, 2.0, 4.0, 8.0], 1.0), Some(8.0));
    }
}
