//! The response of a channel's credit to its spend, as far as one number assumes it.

use crate::{domain::finding::TIE, domain::uncertainty::Interval, pack::Pack};

use super::{ChannelBudget, CostInterval, times};

/// Steps of a curve from no spend to twice the present one, which is the middle step.
pub const CURVE_STEPS: usize = 40;

/// The relative change of credit over that of spend, above 0 and at most 1, the same at every spend: credit(s) =
/// credit(s0) (s / s0)^elasticity. An assumption of whoever looks: what is attributed does not tell it.
#[derive(Clone, Copy, Debug, PartialEq, Pack)]
pub struct Elasticity(f64);

/// Credit over spend, and what the next conversion costs at the present spend.
#[derive(Clone, Debug, PartialEq, Pack)]
pub struct ResponseCurve {
    pub channel: String,
    pub elasticity: Elasticity,
    /// The reciprocal of the slope at the present spend: s0 / (elasticity credit(s0)), in currency units; `None` where no
    /// conversion is credited.
    pub marginal_cost: Option<f64>,
    pub marginal_interval: Option<CostInterval>,
    /// [`CURVE_STEPS`] + 1, by rising spend.
    pub points: Vec<CurvePoint>,
}

/// The credit, in conversions, at a spend in currency units.
#[derive(Clone, Copy, Debug, PartialEq, Pack)]
pub struct CurvePoint {
    pub spend: f64,
    pub credit: f64,
    /// The sampling error of the present credit alone; how wrong the elasticity is, it does not tell.
    pub interval: Option<Interval>,
}

impl Default for Elasticity {
    fn default() -> Elasticity {
        Elasticity(0.5)
    }
}

impl Elasticity {
    /// `None` of what is not above 0 and at most 1.
    pub fn new(elasticity: f64) -> Option<Elasticity> {
        (elasticity > 0.0 && elasticity <= 1.0).then_some(Elasticity(elasticity))
    }

    pub fn get(self) -> f64 {
        self.0
    }

    /// Credit at so many times the spend, over the present credit.
    pub(super) fn response(self, times_spend: f64) -> f64 {
        libm::pow(times_spend, self.0)
    }
}

impl ResponseCurve {
    /// `None` where the channel's cost is not known or 0, or it has no credit to begin with.
    pub fn of(channel: &ChannelBudget, elasticity: Elasticity) -> Option<ResponseCurve> {
        let spend = channel.spend().filter(|spend| *spend > 0.0)?;
        let credit = channel.credit?;
        let point = |step: usize| {
            let times_spend = 2.0 * step as f64 / CURVE_STEPS as f64;
            let response = elasticity.response(times_spend);
            CurvePoint {
                spend: spend * times_spend,
                credit: credit * response,
                interval: channel.credit_interval.map(|of| times(of, response)),
            }
        };
        let marginal = (credit > TIE).then(|| spend / (elasticity.0 * credit));
        let interval = channel.credit_interval.and_then(|of| CostInterval::of(spend / elasticity.0, of));
        Some(ResponseCurve {
            channel: channel.channel.clone(),
            elasticity,
            marginal_cost: marginal,
            marginal_interval: interval.filter(|_| marginal.is_some()),
            points: (0..=CURVE_STEPS).map(point).collect(),
        })
    }
}
