//! How near a model's credit comes to the truth, over repetitions whose leads are drawn anew.

use crate::{
    domain::{attribution::model::Model, finding::TIE, uncertainty::Interval},
    pack::Pack,
};

use super::{
    estimate::Estimate,
    rank_correlation::spearman,
    truths::{Truths, share_error},
};

/// What the models made of the journeys of one repetition.
#[derive(Clone, Debug, PartialEq)]
pub struct Repetition {
    /// All conversions, of which participation's shares are parts.
    pub conversions: u32,
    /// Conversions that channels can be credited with: those of journeys with a touch.
    pub attributed: u32,
    /// By model of [`Model::ALL`], then by channel of the truths. `None` where the model has no credit.
    pub shares: Vec<Option<Vec<f64>>>,
    /// Intervals of the shares, likewise; `None` where there are none, as of the chain game and the hybrid in wide
    /// worlds, [`MOST_IN_INTERVALS`](super::own_shares::MOST_IN_INTERVALS).
    pub intervals: Vec<Option<Vec<Interval>>>,
}

/// One model's marks, over the repetitions in which it has credit.
#[derive(Clone, Debug, PartialEq, Pack)]
pub struct Marks {
    pub model: Model,
    pub repetitions: u32,
    /// In the order of the truths' channels.
    pub channels: Vec<ChannelMarks>,
    /// The part of the credit that stands at the wrong channels. `None` where the truths have no shares, and of
    /// participation, whose shares are parts of no sum.
    pub share_error: Option<Estimate>,
    /// Spearman's rank correlation of shares and fair truths, where neither is constant.
    pub rank_correlation: Option<Estimate>,
    /// How often intervals hold the share that the model itself has in the population: the mean over channels. Its standard
    /// error is over repetitions, since channels of one repetition hit and miss together.
    pub coverage: Option<Estimate>,
}

/// One channel's marks.
#[derive(Clone, Debug, PartialEq, Pack)]
pub struct ChannelMarks {
    /// Mean credit, in conversions; `None` where the model never has any.
    pub credit: Option<Estimate>,
    /// Credit less incremental truth; the standard error holds the truth's own.
    pub against_incremental: Option<Estimate>,
    /// Credit less fair share, likewise.
    pub against_fair: Option<Estimate>,
    /// The share that the model itself has on the population's paths.
    pub own_share: Option<f64>,
    /// How often the interval holds it, with the binomial standard error. `None` where the interval has no width in half of
    /// the repetitions or more: the share next to never varies, and there is nothing to cover.
    pub coverage: Option<Estimate>,
}

impl Repetition {
    /// Conversions that a model's shares are parts of.
    fn shared(&self, model: usize) -> f64 {
        f64::from(if Model::ALL[model] == Model::Participation { self.conversions } else { self.attributed })
    }

    /// Share error of a model; `None` where it has no credit, and of participation.
    pub fn share_error(&self, model: usize, fair_shares: &[f64]) -> Option<f64> {
        let shares = self.shares[model].as_ref().filter(|_| Model::ALL[model] != Model::Participation)?;
        Some(share_error(shares, fair_shares))
    }
}

impl Marks {
    /// The marks of a model, by its place in [`Model::ALL`]; `own` are the shares that it has in the population.
    pub fn of(model: usize, truths: &Truths, own: Option<&[f64]>, repetitions: &[Repetition]) -> Marks {
        let with_shares: Vec<(&Repetition, &Vec<f64>)> =
            repetitions.iter().filter_map(|of| Some((of, of.shares[model].as_ref()?))).collect();
        let hits = own.map(|own| hits(model, own, repetitions)).unwrap_or_default();
        let varies: Vec<bool> = (0..truths.channels.len()).map(|channel| varies(model, channel, repetitions)).collect();
        let channel = |channel: usize| {
            let credits = with_shares.iter().map(|(of, shares)| shares[channel] * of.shared(model));
            let credit = Estimate::of(&credits.collect::<Vec<f64>>());
            let against = |truth: f64, error: f64| credit.map(|credit| credit.less(truth, error));
            let of_channel = hits.iter().filter(|_| varies[channel]).map(|hits| hits[channel]);
            ChannelMarks {
                credit,
                against_incremental: against(truths.incremental[channel], truths.incremental_error(channel)),
                against_fair: against(truths.fair[channel], truths.fair_error(channel)),
                own_share: own.map(|own| own[channel]),
                coverage: Estimate::of_hits(&of_channel.collect::<Vec<bool>>()),
            }
        };
        let fair_shares = truths.shares();
        let errors = fair_shares.iter().flat_map(|fair| repetitions.iter().map(|of| of.share_error(model, fair)));
        let correlations = with_shares.iter().filter_map(|(_, shares)| spearman(shares, &truths.fair));
        let part = |hits: &Vec<bool>| {
            let of_varying = hits.iter().zip(&varies).filter(|(_, varies)| **varies).map(|(hit, _)| *hit);
            Some(Estimate::of_hits(&of_varying.collect::<Vec<bool>>())?.mean)
        };
        Marks {
            model: Model::ALL[model],
            repetitions: with_shares.len() as u32,
            channels: (0..truths.channels.len()).map(channel).collect(),
            share_error: Estimate::of(&errors.flatten().collect::<Vec<f64>>()),
            rank_correlation: Estimate::of(&correlations.collect::<Vec<f64>>()),
            coverage: Estimate::of(&hits.iter().filter_map(part).collect::<Vec<f64>>()),
        }
    }
}

/// Repetition by repetition, whether each channel's interval holds the model's own share.
fn hits(model: usize, own: &[f64], repetitions: &[Repetition]) -> Vec<Vec<bool>> {
    let holds = |(interval, share): (&Interval, &f64)| interval.lo - TIE <= *share && *share <= interval.hi + TIE;
    let intervals = repetitions.iter().filter_map(|of| of.intervals[model].as_ref());
    intervals.map(|intervals| intervals.iter().zip(own).map(holds).collect()).collect()
}

/// Whether a channel's interval has a width in more than half of the repetitions.
fn varies(model: usize, channel: usize, repetitions: &[Repetition]) -> bool {
    let intervals = || repetitions.iter().filter_map(|of| Some(of.intervals[model].as_ref()?[channel]));
    2 * intervals().filter(|interval| interval.hi - interval.lo > TIE).count() > intervals().count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::lab::truths::Simulated;

    const LAST: usize = 1;
    const PARTICIPATION: usize = 11;

    fn truths(incremental: [f64; 2], fair: [f64; 2]) -> Truths {
        Truths {
            channels: ["a", "b"].map(str::to_owned).into(),
            journeys: 40,
            all: 15.0,
            none: 5.0,
            incremental: incremental.into(),
            fair: fair.into(),
            simulated: None,
        }
    }

    fn repetition(attributed: u32, shares: [f64; 2], intervals: [(f64, f64); 2]) -> Repetition {
        let interval = |(lo, hi)| Interval { level: 0.9, lo, hi };
        let all = vec![Some(shares.to_vec()); Model::ALL.len()];
        let intervals = Some(intervals.map(interval).to_vec());
        Repetition {
            conversions: 2 * attributed,
            attributed,
            shares: all,
            intervals: vec![intervals; Model::ALL.len()],
        }
    }

    /// 10 conversions shared 60 to 40, 20 shared 70 to 30; one repetition whose model has no credit.
    fn repetitions() -> [Repetition; 3] {
        let none = Repetition {
            conversions: 3,
            attributed: 0,
            shares: vec![None; Model::ALL.len()],
            intervals: vec![None; Model::ALL.len()],
        };
        [
            repetition(10, [0.6, 0.4], [(0.5, 0.7), (0.3, 0.5)]),
            none,
            repetition(20, [0.7, 0.3], [(0.65, 0.8), (0.2, 0.35)]),
        ]
    }

    fn check(estimate: Option<Estimate>, mean: f64, error: f64) {
        let of = estimate.expect("a figure");
        let near = (of.mean - mean).abs() < 1e-12 && (of.error.expect("an error") - error).abs() < 1e-12;
        assert!(near, "{of:?} instead of {mean} ± {error}");
    }

    #[test]
    fn bias_is_mean_credit_less_truth() {
        let marks = Marks::of(LAST, &truths([8.0, 1.0], [7.0, 3.0]), None, &repetitions());
        assert_eq!(marks.repetitions, 2);
        // Credits of a: 6 and 14, mean 10, error sqrt(32 / 2) = 4; of b: 4 and 6, mean 5, error 1.
        check(marks.channels[0].credit, 10.0, 4.0);
        check(marks.channels[0].against_incremental, 2.0, 4.0);
        check(marks.channels[0].against_fair, 3.0, 4.0);
        check(marks.channels[1].against_fair, 2.0, 1.0);
    }

    #[test]
    fn bias_has_the_error_of_a_simulated_truth() {
        let mut truths = truths([8.0, 1.0], [7.0, 3.0]);
        let (incremental, fair) = (vec![0.0; 2], vec![3.0, 0.0]);
        truths.simulated = Some(Simulated { leads: 9, all: 0.1, none: 0.1, incremental, fair });
        let marks = Marks::of(LAST, &truths, None, &repetitions());
        check(marks.channels[0].against_fair, 3.0, 5.0);
        check(marks.channels[0].against_incremental, 2.0, 4.0);
    }

    #[test]
    fn share_errors_are_averaged_over_repetitions() {
        let marks = Marks::of(LAST, &truths([8.0, 1.0], [8.0, 2.0]), None, &repetitions());
        // .2 and .1 from .8 to .2: mean .15, error .05.
        check(marks.share_error, 0.15, 0.05);
        check(marks.rank_correlation, 1.0, 0.0);
        let negative = Marks::of(LAST, &truths([8.0, 1.0], [8.0, -2.0]), None, &repetitions());
        assert_eq!(negative.share_error, None);
        check(negative.rank_correlation, 1.0, 0.0);
    }

    #[test]
    fn participation_has_no_share_error() {
        let marks = Marks::of(PARTICIPATION, &truths([8.0, 1.0], [8.0, 2.0]), None, &repetitions());
        assert_eq!(marks.model, Model::Participation);
        assert_eq!(marks.share_error, None);
        assert!(marks.rank_correlation.is_some());
        // Of all conversions, twice those with a touch: .6 of 20 and .7 of 40, mean 20, error 8.
        check(marks.channels[0].credit, 20.0, 8.0);
        check(marks.channels[0].against_fair, 12.0, 8.0);
    }

    #[test]
    fn coverage_is_of_the_models_own_share() {
        let truths = truths([8.0, 1.0], [8.0, 2.0]);
        // a: .6 is held by the first alone, b: .33 by both. One half and all of the channels: mean .75, error .25.
        let marks = Marks::of(LAST, &truths, Some(&[0.6, 0.33]), &repetitions());
        check(marks.channels[0].coverage, 0.5, 0.125_f64.sqrt());
        check(marks.channels[1].coverage, 1.0, 0.0);
        check(marks.coverage, 0.75, 0.25);
        assert_eq!(marks.channels[0].own_share, Some(0.6));
        let unknown = Marks::of(LAST, &truths, None, &repetitions());
        assert_eq!((unknown.coverage, unknown.channels[0].coverage), (None, None));
    }

    #[test]
    fn a_share_that_never_varies_has_no_coverage() {
        let fixed = [repetition(10, [0.6, 0.4], [(0.6, 0.6), (0.3, 0.5)]), repetition(20, [0.6, 0.4], [(0.5, 0.7); 2])];
        let marks = Marks::of(LAST, &truths([8.0, 1.0], [8.0, 2.0]), Some(&[0.6, 0.4]), &fixed);
        assert_eq!(marks.channels[0].coverage, None, "no width in one of two repetitions");
        // b: held by the first alone.
        check(marks.channels[1].coverage, 0.5, 0.125_f64.sqrt());
        check(marks.coverage, 0.5, 0.5);
    }

    #[test]
    fn without_repetitions_there_are_no_marks() {
        let marks = Marks::of(LAST, &truths([8.0, 1.0], [8.0, 2.0]), Some(&[0.5, 0.5]), &[]);
        assert_eq!((marks.repetitions, marks.channels[0].credit, marks.coverage), (0, None, None));
    }
}
