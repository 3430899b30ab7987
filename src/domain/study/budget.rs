//! What conversions cost and spend returns, by the credit of a model. Costs and values are in currency units.

mod response;
mod shift;

use crate::{
    domain::{
        attribution::model::Model,
        finding::TIE,
        journey::Origin,
        report::{ChannelCredit, Report},
        uncertainty::Interval,
        words::{NumberStyle, list},
    },
    pack::Pack,
};

use super::written;

pub use response::{CURVE_STEPS, CurvePoint, Elasticity, ResponseCurve};
pub use shift::{ChannelShift, Refusal, Shift};

/// What a channel cost, and what a model credits it with.
#[derive(Clone, Debug, Default, PartialEq, Pack)]
pub struct ChannelBudget {
    pub channel: String,
    /// `None` where it is not known; so is taken what is below 0 or no finite number.
    pub cost: Option<f64>,
    /// In conversions.
    pub credit: Option<f64>,
    pub credit_interval: Option<Interval>,
    pub value_credit: Option<f64>,
    pub value_interval: Option<Interval>,
}

/// Where the interval of a sum over channels comes from.
#[derive(Clone, Copy, Debug)]
pub enum Spread<'a> {
    /// Lower ends are added up, and upper ends, as if all channels erred to one side. For figures that are about normal,
    /// whatever they have to do with each other, the sum's own interval is no wider.
    Intervals,
    /// Replicates of each channel's figure, equally many: the sum is taken replicate by replicate, and the interval is
    /// equal-tailed at this level.
    Replicates { level: f64, of: &'a [Vec<f64>] },
}

/// Costs and returns of every channel and of all whose cost is known.
#[derive(Clone, Debug, PartialEq, Pack)]
pub struct Economics {
    pub origin: Origin,
    /// In the order in which they were given.
    pub channels: Vec<ChannelEconomics>,
    /// Of the channels whose cost is known; its name is empty. `None` where no cost is.
    pub total: Option<ChannelEconomics>,
    /// Channels whose cost is not known.
    pub without_cost: Vec<String>,
}

/// One channel's cost, credit, and what follows of them.
#[derive(Clone, Debug, PartialEq, Pack)]
pub struct ChannelEconomics {
    pub channel: String,
    pub cost: Option<f64>,
    pub credit: Option<f64>,
    pub value_credit: Option<f64>,
    /// Cost over credit; `None` without cost, and where no conversion is credited.
    pub cost_per_conversion: Option<f64>,
    pub cost_interval: Option<CostInterval>,
    /// Value credit over cost; `None` where nothing was spent or no value is known.
    pub return_on_spend: Option<f64>,
    pub return_interval: Option<Interval>,
}

/// An interval of a cost per conversion, from that of the credit, whose ends change places.
#[derive(Clone, Copy, Debug, PartialEq, Pack)]
pub struct CostInterval {
    pub level: f64,
    pub lo: f64,
    /// `None`: the credit can be nothing, so that the cost has no upper limit.
    pub hi: Option<f64>,
}

impl ChannelBudget {
    /// The channels of a report with the costs that are known. The interval of a credit is that of the share times the
    /// observed total. `None` for participation, whose credits are parts of no sum.
    pub fn of_report(report: &Report, cost: impl Fn(&str) -> Option<f64>) -> Option<Vec<ChannelBudget>> {
        let channels = &report.channels;
        let total = total_of(channels.iter().map(|channel| (channel.credit, channel.share)));
        let value = total_of(channels.iter().map(|channel| (channel.value_credit, channel.value_share)));
        let channel = |of: &ChannelCredit| ChannelBudget {
            channel: of.channel.clone(),
            cost: cost(&of.channel),
            credit: of.credit,
            credit_interval: total.zip(of.interval).map(|(total, share)| times(share, total)),
            value_credit: of.value_credit,
            value_interval: value.zip(of.value_interval).map(|(value, share)| times(share, value)),
        };
        (report.model != Model::Participation).then(|| channels.iter().map(channel).collect())
    }

    /// The cost, where it is one.
    fn spend(&self) -> Option<f64> {
        self.cost.filter(|cost| cost.is_finite() && *cost >= 0.0)
    }
}

impl Economics {
    /// Of channels whose credits sum to a total. `credit` and `value` say where the intervals of the totals come from.
    pub fn of(origin: Origin, channels: &[ChannelBudget], credit: Spread, value: Spread) -> Economics {
        let is_paid: Vec<f64> = channels.iter().map(|channel| f64::from(u8::from(channel.spend().is_some()))).collect();
        let paid = || channels.iter().filter(|channel| channel.spend().is_some());
        let intervals = |of: fn(&ChannelBudget) -> Option<Interval>| channels.iter().map(of).collect::<Vec<_>>();
        let total = ChannelBudget {
            channel: String::new(),
            cost: sum(paid().map(ChannelBudget::spend)),
            credit: sum(paid().map(|channel| channel.credit)),
            credit_interval: sum_interval(credit, &intervals(|channel| channel.credit_interval), &is_paid),
            value_credit: sum(paid().map(|channel| channel.value_credit)),
            value_interval: sum_interval(value, &intervals(|channel| channel.value_interval), &is_paid),
        };
        let without_cost = channels.iter().filter(|channel| channel.spend().is_none());
        Economics {
            origin,
            channels: channels.iter().map(ChannelEconomics::of).collect(),
            total: paid().next().map(|_| ChannelEconomics::of(&total)),
            without_cost: without_cost.map(|channel| channel.channel.clone()).collect(),
        }
    }

    /// What conversions cost, in plain words.
    pub fn sentence(&self, style: NumberStyle) -> String {
        let Some(total) = &self.total else {
            return "No channel's cost is known, so that nothing tells what a conversion cost.".to_owned();
        };
        let Some(cost) = total.cost_per_conversion else {
            return "The channels whose cost is known are credited with no conversion: there is no cost per conversion."
                .to_owned();
        };
        let made = if self.origin == Origin::Synthetic { ", of synthetic journeys" } else { "" };
        let interval = total.cost_interval.map_or(String::new(), |of| format!(" ({})", of.words(style)));
        format!(
            "A credited conversion cost {}{interval}{}{made}.{}{} Spend over credit does not tell what one more conversion \
             would cost.",
            written::amount(cost, style),
            self.extremes(style),
            told(&self.unpaid_names(), "Not counted, since the cost is not known:"),
            told(&self.uncredited_names(), "Paid for and credited with nothing:"),
        )
    }

    /// The cheapest and the dearest channel.
    fn extremes(&self, style: NumberStyle) -> String {
        let costs = self.channels.iter().filter_map(|channel| Some((channel, channel.cost_per_conversion?)));
        let least = costs.clone().reduce(|least, next| if next.1 < least.1 { next } else { least });
        let most = costs.reduce(|most, next| if next.1 > most.1 { next } else { most });
        let (Some((cheapest, least)), Some((dearest, most))) = (least, most) else { return String::new() };
        if most <= least {
            return String::new();
        }
        let settled = match (cheapest.cost_interval, dearest.cost_interval) {
            (Some(least), Some(most)) if least.hi.is_none_or(|hi| hi >= most.lo) => {
                "; their order is not settled".to_owned()
            }
            _ => self.unsettled(cheapest, dearest, style),
        };
        format!(
            ", least for {} ({}) and most for {} ({}){settled}",
            cheapest.channel,
            written::amount(least, style),
            dearest.channel,
            written::amount(most, style)
        )
    }

    /// How many intervals those of the cheapest and the dearest channel overlap.
    fn unsettled(&self, cheapest: &ChannelEconomics, dearest: &ChannelEconomics, style: NumberStyle) -> String {
        let overlaps =
            |a: CostInterval, b: CostInterval| b.hi.is_none_or(|hi| hi >= a.lo) && a.hi.is_none_or(|hi| hi >= b.lo);
        let told = |of: &ChannelEconomics, which: &str| {
            let others = self.channels.iter().filter(|other| other.channel != of.channel);
            let both = others.filter_map(|other| other.cost_interval.zip(of.cost_interval));
            let count = both.filter(|(one, other)| overlaps(*one, *other)).count() as u32;
            (count > 0).then(|| {
                format!("the interval of the {which} overlaps that of {}", style.count(count, "other", "others"))
            })
        };
        let told: Vec<String> = [told(cheapest, "least"), told(dearest, "most")].into_iter().flatten().collect();
        if told.is_empty() { String::new() } else { format!(", though {}", told.join(" and ")) }
    }

    fn unpaid_names(&self) -> Vec<&str> {
        self.without_cost.iter().map(String::as_str).collect()
    }

    fn uncredited_names(&self) -> Vec<&str> {
        let uncredited = |channel: &&ChannelEconomics| {
            channel.cost.is_some_and(|cost| cost > 0.0) && channel.credit.is_some_and(|credit| credit <= TIE)
        };
        self.channels.iter().filter(uncredited).map(|channel| channel.channel.as_str()).collect()
    }
}

impl ChannelEconomics {
    fn of(of: &ChannelBudget) -> ChannelEconomics {
        let cost = of.spend();
        let spent = cost.filter(|cost| *cost > 0.0);
        let credited = of.credit.filter(|credit| *credit > TIE);
        let per_conversion = cost.zip(credited).map(|(cost, credit)| cost / credit);
        let interval = cost.zip(of.credit_interval).and_then(|(cost, credit)| CostInterval::of(cost, credit));
        let returned = spent.zip(of.value_credit).map(|(cost, value)| value / cost);
        ChannelEconomics {
            channel: of.channel.clone(),
            cost,
            credit: of.credit,
            value_credit: of.value_credit,
            cost_per_conversion: per_conversion,
            cost_interval: interval.filter(|_| per_conversion.is_some()),
            return_on_spend: returned,
            return_interval: spent.zip(of.value_interval).map(|(cost, value)| times(value, 1.0 / cost)),
        }
    }
}

impl CostInterval {
    /// Cost over the ends of the credit; `None` where even the upper one is nothing.
    fn of(cost: f64, credit: Interval) -> Option<CostInterval> {
        let over = |credit: f64| (credit > TIE).then(|| cost / credit);
        Some(CostInterval { level: credit.level, lo: over(credit.hi)?, hi: over(credit.lo) })
    }

    /// "90 % interval 8.00 to 12.50".
    pub fn words(self, style: NumberStyle) -> String {
        match self.hi {
            Some(hi) => {
                let of = Interval { level: self.level, lo: self.lo, hi };
                written::interval(of, |end| written::amount(end, style))
            }
            None => {
                let lo = written::amount(self.lo, style);
                format!("{:.0} % interval from {lo}, without upper limit", 100.0 * self.level)
            }
        }
    }
}

/// An interval times a factor, whose ends change places below 0.
fn times(of: Interval, factor: f64) -> Interval {
    let (a, b) = (of.lo * factor, of.hi * factor);
    Interval { level: of.level, lo: a.min(b), hi: a.max(b) }
}

/// `None` where a part is.
fn sum(mut parts: impl Iterator<Item = Option<f64>>) -> Option<f64> {
    // From a positive zero: an empty sum of floats is -0.
    parts.try_fold(0.0, |sum, part| Some(sum + part?))
}

/// The interval of the sum of the channels' figures, each times its factor; channels of factor 0 take no part. `None` where
/// none takes part, or one has no interval or no replicates.
fn sum_interval(spread: Spread, intervals: &[Option<Interval>], factors: &[f64]) -> Option<Interval> {
    match spread {
        Spread::Intervals => {
            let parts = intervals.iter().zip(factors).filter(|(_, factor)| **factor != 0.0);
            let mut parts = parts.map(|(of, factor)| of.map(|of| times(of, *factor)));
            let first = parts.next()??;
            parts.try_fold(first, |sum, part| {
                part.map(|part| Interval { level: sum.level, lo: sum.lo + part.lo, hi: sum.hi + part.hi })
            })
        }
        Spread::Replicates { level, of } => {
            let parts = || factors.iter().enumerate().filter(|(_, factor)| **factor != 0.0);
            let count = of.get(parts().next()?.0)?.len();
            let at = |replicate: usize| {
                sum(parts().map(|(channel, factor)| Some(factor * of.get(channel)?.get(replicate)?)))
            };
            let sums: Option<Vec<f64>> = (0..count).map(at).collect();
            Interval::equal_tailed(level, sums?)
        }
    }
}

/// What all credit is, from one channel's and its share.
fn total_of(mut credits: impl Iterator<Item = (Option<f64>, Option<f64>)>) -> Option<f64> {
    credits.find_map(|(credit, share)| {
        credit.zip(share.filter(|share| *share > TIE)).map(|(credit, share)| credit / share)
    })
}

fn told(names: &[&str], what: &str) -> String {
    if names.is_empty() { String::new() } else { format!(" {what} {}.", list(names)) }
}

#[cfg(test)]
mod tests;
