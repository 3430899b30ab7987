//! The answer to one question: counts, credit per channel with its uncertainty, findings.

mod why;

use crate::pack::Pack;

use super::{
    attribution::{model::Model, shapley::Sampled},
    finding::Finding,
    journey::Origin,
    scope::OutsideScope,
    uncertainty::{Interval, Quantiles, rank::RankStability, resample::Method},
    words::{NumberStyle, count},
};

/// Fewer conversions than this rank nothing.
pub const TOO_FEW: u32 = 10;

/// Everything that is shown of one scope by one model.
#[derive(Clone, Debug, PartialEq, Pack)]
pub struct Report {
    pub origin: Origin,
    pub counts: Counts,
    pub model: Model,
    /// The weight of Markov in the shares, 0 to 1; `None` for a model without it.
    pub alpha: Option<f64>,
    /// Order of the Markov chain, and its transient states, START among them.
    pub order: usize,
    pub states: Option<u32>,
    pub method: Method,
    pub seed: u64,
    /// Replicates drawn so far.
    pub replicates: u32,
    /// Level of every interval.
    pub level: f64,
    /// Replicates without credit, on which no interval rests.
    pub excluded_replicates: u32,
    /// How sure a sampled Shapley value is; `None` where it is exact.
    pub sampled: Option<Sampled>,
    /// Sorted by name.
    pub channels: Vec<ChannelCredit>,
    /// The gravest first.
    pub findings: Vec<Finding>,
}

/// What is in scope.
#[derive(Clone, Debug, PartialEq, Pack)]
pub struct Counts {
    pub outside: OutsideScope,
    pub journeys: u32,
    /// Touches left in the journeys in scope.
    pub events: u32,
    pub distinct_paths: u32,
    pub personas: u32,
    pub conversions: u32,
    /// `None` without journeys.
    pub conversion_rate: Option<f64>,
    pub conversion_rate_interval: Option<Interval>,
    /// Conversion probability of the chain; equals the conversion rate.
    pub conversion_probability: Option<f64>,
    /// In currency units; `None` where conversions have no known value.
    pub value: Option<f64>,
    pub conversions_without_value: u32,
    /// Conversions of journeys left without any touch: no channel gets them.
    pub unattributed_conversions: u32,
    /// `None` where no value of them is known.
    pub unattributed_value: Option<f64>,
}

/// One channel's credit.
#[derive(Clone, Debug, PartialEq, Pack)]
pub struct ChannelCredit {
    pub channel: String,
    pub touches: u32,
    /// Journeys that hold it.
    pub journeys: u32,
    /// Converting journeys that hold it.
    pub conversions: u32,
    /// In conversions; `None` where the model is not defined for these journeys.
    pub credit: Option<f64>,
    /// In currency units; `None` where the value is not known.
    pub value_credit: Option<f64>,
    /// Fraction of all credit; like every share `None` where there is no credit.
    pub share: Option<f64>,
    pub interval: Option<Interval>,
    pub quantiles: Option<Quantiles>,
    pub rank: Option<RankStability>,
    /// P(this channel's share is above that of the next in rank); `None` where presence cannot tell the two apart.
    pub above_next: Option<f64>,
    pub value_share: Option<f64>,
    pub value_interval: Option<Interval>,
    pub markov_share: Option<f64>,
    pub shapley_share: Option<f64>,
    /// Fraction of conversions lost when entries into the channel lead to NULL.
    pub removal_effect: Option<f64>,
    pub removal_effect_value: Option<f64>,
    /// Credit by position in the path, from the first touch on; for the ordered Shapley value alone.
    pub positions: Option<Vec<f64>>,
}

impl Counts {
    /// Conversions that channels are credited with.
    pub fn attributed_conversions(&self) -> u32 {
        self.conversions - self.unattributed_conversions
    }

    /// Why no channels can be ranked; `None` where there is enough for it.
    pub fn too_few(&self, style: NumberStyle) -> Option<String> {
        Some(match (self.journeys, self.conversions) {
            (0, _) => "No journey is in scope.".to_owned(),
            (of, 0) => {
                format!("No conversion in {}: no credit to share.", style.count(of, "journey", "journeys"))
            }
            _ if self.attributed_conversions() == 0 => {
                "No channel can be credited: no converting journey has a touch left.".to_owned()
            }
            (_, conversions) if conversions < TOO_FEW => {
                format!("Too few journeys to tell: {} in scope.", count(conversions, "conversion", "conversions"))
            }
            _ => return None,
        })
    }

    /// Journeys in the file, in scope or not.
    pub fn journeys_in_file(&self) -> u32 {
        self.journeys + self.outside.total()
    }

    /// Mean value of the conversions whose value is known.
    pub fn mean_value(&self) -> Option<f64> {
        let valued = self.conversions - self.conversions_without_value;
        self.value.filter(|_| valued > 0).map(|value| value / f64::from(valued))
    }
}

impl Report {
    /// Credit of all channels, in conversions; `None` where it is not defined, and for
    /// participation, whose credits are parts of no sum.
    pub fn total_credit(&self) -> Option<f64> {
        self.total(|channel| channel.credit)
    }

    /// The same of value.
    pub fn total_value_credit(&self) -> Option<f64> {
        self.total(|channel| channel.value_credit)
    }

    /// Whether the shares sum to 1.
    pub fn shares_sum(&self) -> bool {
        self.model != Model::Participation && self.has_credit()
    }

    fn total(&self, part: impl Fn(&ChannelCredit) -> Option<f64>) -> Option<f64> {
        // From a positive zero: an empty sum of floats is -0.
        let sum = self.channels.iter().try_fold(0.0, |sum, channel| Some(sum + part(channel)?));
        sum.filter(|_| self.model != Model::Participation)
    }

    /// Whether there is credit to share.
    pub fn has_credit(&self) -> bool {
        self.channels.iter().any(|channel| channel.share.is_some())
    }

    /// Channels by share, the greatest first; equal shares by name.
    pub fn ranked(&self) -> Vec<&ChannelCredit> {
        let shares: Vec<f64> = self.channels.iter().map(|channel| channel.share.unwrap_or_default()).collect();
        super::finding::ranked(&shares).into_iter().map(|index| &self.channels[index]).collect()
    }
}
