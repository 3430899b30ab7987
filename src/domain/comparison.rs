//! Every model side by side over one scope, and how much the answer hangs on the choice.

use crate::pack::Pack;

use super::{
    attribution::{
        chain::Chain,
        model::{Model, mixed},
        order_choice::OrderChoice,
    },
    finding::TIE,
    journey::Origin,
    report::Counts,
    uncertainty::{Interval, rank::RankStability},
};

/// Steps of the alpha sweep, from 0 to 1.
pub const ALPHA_STEPS: usize = 21;

/// The shares of every model.
#[derive(Clone, Debug, PartialEq, Pack)]
pub struct Comparison {
    pub origin: Origin,
    /// Of the scope.
    pub counts: Counts,
    /// Sorted by name.
    pub channels: Vec<String>,
    pub models: Vec<ModelShares>,
    /// Per channel, greatest less smallest share over the models; participation, whose shares are
    /// parts of no sum, is left out.
    pub ranges: Vec<Option<f64>>,
    /// Part of the conversions whose path has one channel only: there the rule-based models and
    /// the sum game cannot differ.
    pub single_channel_part: Option<f64>,
    pub alpha_sweep: Option<Sweep>,
    /// The hybrid over the strength of the context weights; `None` where all are 1.
    pub lambda_sweep: Option<Sweep>,
    /// `None` with too few journeys.
    pub order_choice: Option<OrderChoice>,
    /// Of the chain of the first order; `None` with too many channels for it.
    pub transitions: Option<Transitions>,
}

/// Transition probabilities by name. START is among the first, the two ends among the second; a
/// channel of such a name is another state.
#[derive(Clone, Debug, PartialEq, Pack)]
pub struct Transitions {
    pub from: Vec<String>,
    pub to: Vec<String>,
    /// By row of `from`, then by column of `to`; rows sum to 1.
    pub probabilities: Vec<Vec<f64>>,
}

/// One model's shares; `None` where it is not defined or there is no credit.
#[derive(Clone, Debug, PartialEq, Pack)]
pub struct ModelShares {
    pub model: Model,
    pub shares: Option<Vec<f64>>,
    pub intervals: Vec<Option<Interval>>,
    pub ranks: Vec<RankStability>,
    /// Channels by share, each with P(above the next); the last has none.
    pub above_next: Vec<(usize, Option<f64>)>,
}

/// The hybrid's shares as a setting goes over its range. Over alpha, from 0 (Shapley) to 1 (Markov),
/// it speaks of alpha only: at order 1 both models use one chain, so that their agreement is no corroboration.
#[derive(Clone, Debug, PartialEq, Pack)]
pub struct Sweep {
    pub steps: Vec<f64>,
    /// By step, then by channel.
    pub shares: Vec<Vec<f64>>,
    pub channels: Vec<Sensitivity>,
}

/// How a channel's share moves over a sweep.
#[derive(Clone, Debug, PartialEq, Pack)]
pub struct Sensitivity {
    pub min: f64,
    pub max: f64,
    pub mean: f64,
    /// (max - min) / mean; `None` where the mean is 0.
    pub relative_range: Option<f64>,
    /// How often it takes each rank, the first rank first; channels that tie share theirs.
    pub ranks: Vec<f64>,
}

/// A relative range in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Under 5 %.
    Robust,
    /// To 10 %.
    Moderate,
    Sensitive,
}

impl Transitions {
    pub fn of(chain: &Chain, channels: &[String]) -> Transitions {
        let end = |name: &str| name.to_owned();
        let row = |state: usize| {
            let (row, conversion) = (chain.row(state), chain.conversion()[state]);
            let null = (1.0 - conversion - row.iter().sum::<f64>()).max(0.0);
            row.iter().copied().chain([conversion, null]).collect()
        };
        Transitions {
            from: std::iter::once(end("START")).chain(channels.iter().cloned()).collect(),
            to: channels.iter().cloned().chain([end("CONVERSION"), end("NULL")]).collect(),
            probabilities: std::iter::once(chain.start()).chain(0..channels.len()).map(row).collect(),
        }
    }
}

impl Sweep {
    /// Over alpha in 21 steps.
    pub fn over_alpha(markov: &[f64], shapley: &[f64]) -> Option<Sweep> {
        let steps: Vec<f64> = (0..ALPHA_STEPS).map(|step| step as f64 / (ALPHA_STEPS - 1) as f64).collect();
        let at = |alpha: &f64| markov.iter().zip(shapley).map(|(m, s)| mixed(*alpha, *m, *s)).collect();
        let shares = steps.iter().map(at).collect();
        Sweep::of(steps, shares)
    }

    /// `None` of no steps.
    pub fn of(steps: Vec<f64>, shares: Vec<Vec<f64>>) -> Option<Sweep> {
        let channels = shares.first()?.len();
        let channels = (0..channels).map(|channel| Sensitivity::of(channel, &shares)).collect();
        Some(Sweep { steps, shares, channels })
    }
}

impl Sensitivity {
    fn of(channel: usize, shares: &[Vec<f64>]) -> Sensitivity {
        let steps = shares.len() as f64;
        let figures = shares.iter().map(|shares| shares[channel]);
        let (min, max) = (figures.clone().fold(f64::MAX, f64::min), figures.clone().fold(f64::MIN, f64::max));
        let mean = figures.sum::<f64>() / steps;
        let takes = |rank: usize| shares.iter().map(|shares| part_of_rank(shares, channel, rank)).sum::<f64>() / steps;
        Sensitivity {
            min,
            max,
            mean,
            relative_range: (mean > 0.0).then(|| (max - min) / mean),
            ranks: (0..shares[0].len()).map(takes).collect(),
        }
    }

    pub fn verdict(&self) -> Option<Verdict> {
        self.relative_range.map(|range| match range {
            range if range < 0.05 => Verdict::Robust,
            range if range <= 0.10 => Verdict::Moderate,
            _ => Verdict::Sensitive,
        })
    }
}

/// A channel's part of a rank, counted from 0: all of it, none, or one of the parts of a tie.
fn part_of_rank(shares: &[f64], channel: usize, rank: usize) -> f64 {
    let above = shares.iter().filter(|share| **share - shares[channel] > TIE).count();
    let level = shares.iter().filter(|share| (**share - shares[channel]).abs() <= TIE).count();
    if (above..above + level).contains(&rank) { 1.0 / level as f64 } else { 0.0 }
}

/// Per channel, greatest less smallest share over the models.
pub fn ranges(channels: usize, models: &[ModelShares]) -> Vec<Option<f64>> {
    let of_channel = |channel: usize| {
        let summing = models.iter().filter(|model| model.model != Model::Participation);
        let shares = summing.filter_map(|model| model.shares.as_ref().map(|shares| shares[channel]));
        let (min, max) = shares.fold((f64::MAX, f64::MIN), |(min, max), share| (min.min(share), max.max(share)));
        (max >= min).then_some(max - min)
    };
    (0..channels).map(of_channel).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sweep_says_how_far_shares_move_and_which_ranks_they_take() {
        let sweep = Sweep::over_alpha(&[0.6, 0.4], &[0.5, 0.5]).expect("steps");
        assert_eq!(sweep.shares.len(), 21);
        let first = &sweep.channels[0];
        assert!(
            (first.min - 0.5).abs() < 1e-12 && (first.max - 0.6).abs() < 1e-12 && (first.mean - 0.55).abs() < 1e-12
        );
        // .1 of .55 is 18 %; of .45, 22 %.
        assert_eq!(first.verdict(), Some(Verdict::Sensitive));
        // At alpha 0, one step of 21, the two tie and share both ranks.
        let near = |ranks: &[f64], expect: [f64; 2]| ranks.iter().zip(expect).all(|(a, b)| (a - b).abs() < 1e-12);
        assert!(
            near(&first.ranks, [20.5 / 21.0, 0.5 / 21.0]) && near(&sweep.channels[1].ranks, [0.5 / 21.0, 20.5 / 21.0])
        );
        let still = Sweep::over_alpha(&[1.0, 0.0], &[1.0, 0.0]).expect("steps");
        assert_eq!((still.channels[0].verdict(), still.channels[1].verdict()), (Some(Verdict::Robust), None));
    }

    #[test]
    fn ranges_leave_participation_out() {
        let model = |model, shares: &[f64]| ModelShares {
            model,
            shares: Some(shares.to_vec()),
            intervals: Vec::new(),
            ranks: Vec::new(),
            above_next: Vec::new(),
        };
        let models = [model(Model::Linear, &[0.2]), model(Model::Markov, &[0.5]), model(Model::Participation, &[1.0])];
        assert_eq!(ranges(1, &models), [Some(0.3)]);
        assert_eq!(ranges(1, &[]), [None]);
    }
}
