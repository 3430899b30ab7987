//! One figure of two groups of journeys, side by side.

use crate::{domain::uncertainty::Interval, pack::Pack};

use super::{
    amounts::{Amounts, welch},
    proportion::{Proportion, hybrid, newcombe},
};

/// A figure of both and how they differ, in the figure's unit. Intervals take the groups as having no journey in common.
#[derive(Clone, Copy, Debug, Default, PartialEq, Pack)]
pub struct Compared {
    /// `None` where the group has no such figure.
    pub first: Option<f64>,
    pub second: Option<f64>,
    /// The first less the second.
    pub difference: Option<f64>,
    pub interval: Option<Interval>,
}

impl Compared {
    pub(super) fn of(first: Option<f64>, second: Option<f64>, interval: Option<Interval>) -> Compared {
        let difference = first.zip(second).map(|(first, second)| first - second);
        Compared { first, second, difference, interval: interval.filter(|_| difference.is_some()) }
    }

    /// Conversion rates, by [`newcombe`]'s interval.
    pub fn rates(first: Proportion, second: Proportion, level: f64) -> Compared {
        Compared::of(first.rate(), second.rate(), newcombe(first, second, level))
    }

    /// Numbers of conversions. The interval takes both numbers of journeys as given: it is made of the score intervals of
    /// the rates, each times its journeys, as [`newcombe`]'s is of the rates alone.
    pub fn conversions(first: Proportion, second: Proportion, level: f64) -> Compared {
        let own = |of: Proportion| {
            let (rate, journeys) = (of.wilson(level)?, f64::from(of.journeys));
            Some((f64::from(of.conversions), Interval { level, lo: journeys * rate.lo, hi: journeys * rate.hi }))
        };
        let interval = own(first).zip(own(second)).map(|(first, second)| hybrid(first, second));
        Compared::of(Some(f64::from(first.conversions)), Some(f64::from(second.conversions)), interval)
    }

    /// Means of amounts, in currency units, by [`welch`]'s interval.
    pub fn means(first: &Amounts, second: &Amounts, level: f64) -> Compared {
        Compared::of(first.mean(), second.mean(), welch(first, second, level))
    }

    /// Whether the interval of the difference leaves out 0; `None` without one.
    pub fn is_told(&self) -> Option<bool> {
        self.interval.map(is_off_zero)
    }
}

/// Whether an interval is on one side of 0.
pub(super) fn is_off_zero(interval: Interval) -> bool {
    interval.lo > 0.0 || interval.hi < 0.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conversions_differ_by_rates_times_journeys() {
        let of = |conversions, journeys| Proportion { conversions, journeys };
        let compared = Compared::conversions(of(9, 10), of(3, 10), 0.95);
        assert_eq!((compared.first, compared.second, compared.difference), (Some(9.0), Some(3.0), Some(6.0)));
        // Newcombe's example (b), of which both groups have ten journeys: 0.1705 to 0.8090.
        let interval = compared.interval.expect("journeys");
        assert!((interval.lo - 1.705).abs() < 5e-4 && (interval.hi - 8.090).abs() < 5e-4, "{interval:?}");
        assert_eq!(compared.is_told(), Some(true));
    }

    #[test]
    fn without_journeys_there_is_no_rate_and_no_difference() {
        let of = Compared::rates(Proportion::default(), Proportion { conversions: 1, journeys: 2 }, 0.9);
        assert_eq!(of, Compared { second: Some(0.5), ..Compared::default() });
        assert_eq!(of.is_told(), None);
    }
}
