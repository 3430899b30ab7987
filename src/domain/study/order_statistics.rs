//! Order statistics and quantiles of whole numbers, without sorting them.

use crate::{domain::uncertainty::quantile, pack::Pack};

/// The least, the quartiles and the greatest of some figures. Quartiles are of type 7.
#[derive(Clone, Copy, Debug, PartialEq, Pack)]
pub struct FiveNumbers {
    pub min: u32,
    pub lower_quartile: f64,
    pub median: f64,
    pub upper_quartile: f64,
    pub max: u32,
}

impl FiveNumbers {
    /// `None` of no figure.
    pub fn of(figures: &[u32]) -> Option<FiveNumbers> {
        let order = Ordered::of(figures);
        let quantile = |probability: f64| of_type_7(figures.len() as u64, probability, |rank| order.at(rank));
        Some(FiveNumbers {
            min: figures.iter().copied().min()?,
            lower_quartile: quantile(0.25)?,
            median: quantile(0.5)?,
            upper_quartile: quantile(0.75)?,
            max: figures.iter().copied().max()?,
        })
    }
}

/// The quantile of type 7 of so many figures, of which `at` gives the one of a rank, from 0.
pub(super) fn of_type_7(count: u64, probability: f64, at: impl Fn(u64) -> u32) -> Option<f64> {
    let last = count.checked_sub(1)?;
    let place = probability * last as f64;
    let below = place.floor() as u64;
    let pair = [f64::from(at(below)), f64::from(at((below + 1).min(last)))];
    quantile::of_sorted(&pair, place - below as f64)
}

/// Figures, counted by their upper halves.
struct Ordered<'a> {
    figures: &'a [u32],
    upper: Vec<u32>,
}

impl Ordered<'_> {
    fn of(figures: &[u32]) -> Ordered<'_> {
        Ordered { figures, upper: counted(figures.iter().map(|figure| figure >> 16)) }
    }

    /// The figure of a rank below their number.
    fn at(&self, rank: u64) -> u32 {
        let (upper, rank) = bucket(&self.upper, rank);
        let inside = self.figures.iter().filter(|figure| *figure >> 16 == upper);
        let (lower, _) = bucket(&counted(inside.map(|figure| figure & 0xffff)), rank);
        upper << 16 | lower
    }
}

fn counted(halves: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut counts = vec![0; 1 << 16];
    halves.for_each(|half| counts[half as usize] += 1);
    counts
}

/// The bucket that holds a rank, and the rank inside it.
fn bucket(counts: &[u32], mut rank: u64) -> (u32, u64) {
    for (bucket, count) in (0..).zip(counts) {
        match rank.checked_sub(u64::from(*count)) {
            Some(left) => rank = left,
            None => return (bucket, rank),
        }
    }
    (0, 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_numbers_are_those_of_the_sorted_figures() {
        assert_eq!(FiveNumbers::of(&[]), None);
        // Sorted 1, 2, 4, 8, over both halves of the bits in the second.
        let five = FiveNumbers::of(&[8, 1, 4, 2]).expect("figures");
        assert_eq!((five.min, five.lower_quartile, five.median, five.upper_quartile, five.max), (1, 1.75, 3.0, 5.0, 8));
        let five = FiveNumbers::of(&[300_000, 5, 70_000]).expect("figures");
        assert_eq!((five.min, five.median, five.upper_quartile, five.max), (5, 70_000.0, 185_000.0, 300_000));
    }
}
