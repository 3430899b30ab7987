//! Both truths in conversions among so many journeys, against which credit is marked.

use crate::pack::Pack;

/// Below this, in conversions a journey, an exact truth is nothing but rounding.
const ROUNDING: f64 = 1e-12;

/// The two truths, in conversions expected among [`Truths::journeys`].
#[derive(Clone, Debug, PartialEq, Pack)]
pub struct Truths {
    /// Sorted by name.
    pub channels: Vec<String>,
    pub journeys: u32,
    /// With every channel acting.
    pub all: f64,
    /// With none: what would have happened anyway.
    pub none: f64,
    /// By channel: expected conversions with it less those without.
    pub incremental: Vec<f64>,
    /// By channel: the Shapley value of the conversions expected with only some channels acting; sums to `all` less `none`.
    pub fair: Vec<f64>,
    /// `None` where every course of events was enumerated.
    pub simulated: Option<Simulated>,
}

/// How truths were simulated, and the standard error of each, in conversions among [`Truths::journeys`].
#[derive(Clone, Debug, PartialEq, Pack)]
pub struct Simulated {
    pub leads: u32,
    pub all: f64,
    pub none: f64,
    pub incremental: Vec<f64>,
    pub fair: Vec<f64>,
}

/// Why the truths are no parts of a sum, so that shares cannot be held against them.
#[derive(Clone, Debug, PartialEq, Pack)]
pub enum NoShares {
    /// Every truth is 0.
    NoEffect,
    /// Fair shares below 0: these channels cost conversions.
    Negative(Vec<String>),
    /// Their sum is not above the error of the simulation.
    WithinError,
}

impl Truths {
    /// Standard error of a channel's incremental truth; 0 where it is exact.
    pub fn incremental_error(&self, channel: usize) -> f64 {
        self.simulated.as_ref().map_or(0.0, |of| of.incremental[channel])
    }

    /// The same of its fair share.
    pub fn fair_error(&self, channel: usize) -> f64 {
        self.simulated.as_ref().map_or(0.0, |of| of.fair[channel])
    }

    /// Whether a channel's fair share is 0: exactly, or within two standard errors of its simulation.
    pub fn is_none(&self, channel: usize) -> bool {
        self.fair[channel].abs() <= (ROUNDING * f64::from(self.journeys)).max(2.0 * self.fair_error(channel))
    }

    /// Standard error of all that channels cause together, `all` less `none`, as if the two were independent: an upper limit,
    /// since they are of the same leads.
    fn sum_error(&self) -> f64 {
        self.simulated.as_ref().map_or(0.0, |of| (of.all * of.all + of.none * of.none).sqrt())
    }

    /// An upper limit of what the simulation's error adds, as a standard error, to the difference of two share errors; 0 where
    /// the truths are exact. Such a difference moves by at most the sum over channels of what each fraction moves by. To first
    /// order a fraction f of the sum S moves by (d - f D) / S, where its fair share moves by d and the sum by D, and the standard
    /// deviation of a sum is at most the sum of the standard deviations: the fair shares' errors and that of S, over S. Only of
    /// truths that have shares.
    pub fn difference_error(&self) -> f64 {
        let Some(simulated) = &self.simulated else { return 0.0 };
        let errors: f64 = simulated.fair.iter().sum();
        let sum: f64 = self.fair.iter().map(|fair| fair.max(0.0)).sum();
        (errors + self.sum_error().min(errors)) / sum
    }

    /// Each fair share as a fraction of their sum.
    pub fn shares(&self) -> Result<Vec<f64>, NoShares> {
        let rounding = ROUNDING * f64::from(self.journeys);
        if self.incremental.iter().chain(&self.fair).all(|truth| truth.abs() <= rounding) {
            return Err(NoShares::NoEffect);
        }
        let negative = self.channels.iter().zip(&self.fair).filter(|(_, fair)| **fair < -rounding);
        let negative: Vec<String> = negative.map(|(channel, _)| channel.clone()).collect();
        if !negative.is_empty() {
            return Err(NoShares::Negative(negative));
        }
        let fair: Vec<f64> = self.fair.iter().map(|fair| fair.max(0.0)).collect();
        let sum: f64 = fair.iter().sum();
        match sum > self.sum_error().max(rounding) {
            true => Ok(fair.iter().map(|fair| fair / sum).collect()),
            false => Err(NoShares::WithinError),
        }
    }
}

/// Half the sum of the differences: the part of the credit that stands at the wrong channels. Both sum to 1.
pub fn share_error(shares: &[f64], fair: &[f64]) -> f64 {
    0.5 * shares.iter().zip(fair).map(|(share, fair)| (share - fair).abs()).sum::<f64>()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn truths(fair: &[f64]) -> Truths {
        Truths {
            channels: ["a", "b", "c"].map(str::to_owned).into(),
            journeys: 100,
            all: fair.iter().sum::<f64>() + 5.0,
            none: 5.0,
            incremental: fair.to_vec(),
            fair: fair.to_vec(),
            simulated: None,
        }
    }

    #[test]
    fn shares_are_parts_of_what_channels_cause() {
        assert_eq!(truths(&[6.0, 2.0, 0.0]).shares(), Ok(vec![0.75, 0.25, 0.0]));
        // What rounding makes of 0 is 0.
        assert_eq!(truths(&[6.0, 2.0, -1e-14]).shares(), Ok(vec![0.75, 0.25, 0.0]));
    }

    #[test]
    fn a_channel_has_no_effect_within_two_standard_errors() {
        let none = |truths: Truths| [0, 1, 2].map(|channel| truths.is_none(channel));
        assert_eq!(none(truths(&[6.0, 0.0, -1e-14])), [false, true, true]);
        let of = Simulated { leads: 10, all: 0.8, none: 0.6, incremental: vec![0.0; 3], fair: vec![0.1; 3] };
        assert_eq!(none(Truths { simulated: Some(of), ..truths(&[6.0, 0.19, -0.21]) }), [false, true, false]);
    }

    #[test]
    fn truths_below_0_or_within_their_error_have_no_shares() {
        assert_eq!(truths(&[6.0, -2.0, 0.0]).shares(), Err(NoShares::Negative(vec!["b".to_owned()])));
        assert_eq!(truths(&[0.0; 3]).shares(), Err(NoShares::NoEffect));
        // The error of the sum is the root of .08^2 + .06^2 = .1^2, here times 2.6 and 2.4; the sum is .25.
        let simulated = |times: f64| {
            let of = |error: f64| vec![error; 3];
            let simulated =
                Simulated { leads: 10, all: 0.08 * times, none: 0.06 * times, incremental: of(0.01), fair: of(0.02) };
            Truths { simulated: Some(simulated), ..truths(&[0.2, 0.05, 0.0]) }
        };
        assert_eq!(simulated(2.6).shares(), Err(NoShares::WithinError));
        assert!(simulated(2.4).shares().is_ok());
        assert_eq!((simulated(1.0).incremental_error(1), simulated(1.0).fair_error(1)), (0.01, 0.02));
        let hidden = Truths { incremental: vec![1.0, 0.0, 0.0], ..truths(&[0.0; 3]) };
        assert_eq!(hidden.shares(), Err(NoShares::WithinError), "a channel has an effect all the same");
    }

    #[test]
    fn a_difference_has_at_most_the_errors_of_all_shares_and_of_their_sum() {
        assert_eq!(truths(&[6.0, 2.0, 0.0]).difference_error(), 0.0);
        let simulated = |fair: f64| {
            let of = Simulated { leads: 10, all: 0.8, none: 0.6, incremental: vec![0.1; 3], fair: vec![fair; 3] };
            Truths { simulated: Some(of), ..truths(&[6.0, 2.0, 0.0]) }.difference_error()
        };
        // 1.5 of the shares and 1 of the sum, over 8; then .3 and .3, since a sum errs by no more than its parts do.
        assert!((simulated(0.5) - 2.5 / 8.0).abs() < 1e-12 && (simulated(0.1) - 0.6 / 8.0).abs() < 1e-12);
    }

    #[test]
    fn a_share_error_is_what_would_have_to_be_moved() {
        // .25 has to go from the first to the second.
        assert_eq!(share_error(&[0.75, 0.25, 0.0], &[0.5, 0.5, 0.0]), 0.25);
        assert_eq!(share_error(&[1.0, 0.0], &[0.0, 1.0]), 1.0);
        assert_eq!(share_error(&[0.5, 0.5], &[0.5, 0.5]), 0.0);
    }
}
