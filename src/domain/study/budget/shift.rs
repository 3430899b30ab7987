//! What another budget would mean if credit answered to spend with one elasticity.

use std::fmt;

use crate::{
    domain::{
        journey::Origin,
        uncertainty::Interval,
        words::{NumberStyle, list},
    },
    pack::Pack,
};

use super::{
    super::{compared::is_off_zero, written},
    ChannelBudget, Elasticity, Spread, sum, sum_interval, times,
};

/// A budget and the present one, side by side.
#[derive(Clone, Debug, PartialEq, Pack)]
pub struct Shift {
    pub origin: Origin,
    pub elasticity: Elasticity,
    /// Currency units, over the channels whose cost is known.
    pub spend_before: f64,
    pub spend_after: f64,
    /// Conversions credited to all channels.
    pub before: Option<f64>,
    /// `None` where a change that was asked for cannot be followed.
    pub after: Option<f64>,
    pub difference: Option<f64>,
    /// Of the difference: sampling error of the credits alone. `None` where nothing changes.
    pub interval: Option<Interval>,
    pub channels: Vec<ChannelShift>,
}

/// One channel's part of it.
#[derive(Clone, Debug, PartialEq, Pack)]
pub struct ChannelShift {
    pub channel: String,
    /// Currency units.
    pub spend_before: Option<f64>,
    /// As it was asked for, if that is an amount.
    pub spend_after: Option<f64>,
    /// Conversions credited.
    pub before: Option<f64>,
    pub after: Option<f64>,
    pub difference: Option<f64>,
    pub interval: Option<Interval>,
    pub refusal: Option<Refusal>,
}

/// Why a change of a channel's spend cannot be followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Pack)]
pub enum Refusal {
    NoCost,
    NothingSpent,
    NoCredit,
    /// The new spend is below 0 or no number.
    NoAmount,
}

impl Shift {
    /// `spends` is each channel's new spend in currency units; `None`, or none at the list's end, leaves it as it is. The
    /// interval of the whole is by `spread`, whose replicates are of credits; those of channels are their credits' own.
    pub fn of(
        origin: Origin,
        channels: &[ChannelBudget],
        spends: &[Option<f64>],
        elasticity: Elasticity,
        spread: Spread,
    ) -> Shift {
        let asked = |at: usize| spends.get(at).copied().flatten();
        // What each credit is multiplied by.
        let responses: Vec<Result<f64, Refusal>> = channels
            .iter()
            .enumerate()
            .map(|(at, channel)| asked(at).map_or(Ok(1.0), |spend| response(channel, spend, elasticity)))
            .collect();
        let shifted: Vec<ChannelShift> = channels
            .iter()
            .zip(&responses)
            .enumerate()
            .map(|(at, (channel, response))| ChannelShift::of(channel, asked(at), *response))
            .collect();
        let (before, after) = (sum(shifted.iter().map(|of| of.before)), sum(shifted.iter().map(|of| of.after)));
        let changes: Vec<f64> =
            responses.iter().map(|response| response.map_or(0.0, |response| response - 1.0)).collect();
        let intervals: Vec<Option<Interval>> = channels.iter().map(|channel| channel.credit_interval).collect();
        let paid = shifted.iter().filter(|of| of.spend_before.is_some());
        let difference = after.and(sum(shifted.iter().map(|of| of.difference)));
        Shift {
            origin,
            elasticity,
            spend_before: channels.iter().filter_map(ChannelBudget::spend).fold(0.0, |sum, spend| sum + spend),
            spend_after: paid.filter_map(|of| of.spend_after).fold(0.0, |sum, spend| sum + spend),
            before,
            after,
            difference,
            interval: difference.and(sum_interval(spread, &intervals, &changes)),
            channels: shifted,
        }
    }

    /// What the model would say of it, in plain words.
    pub fn sentence(&self, style: NumberStyle) -> String {
        let refused: Vec<String> = self.channels.iter().filter_map(ChannelShift::refused).collect();
        if !refused.is_empty() {
            return format!("The shift cannot be followed: {}.", list(&refused));
        }
        let (Some(before), Some(after), Some(difference)) = (self.before, self.after, self.difference) else {
            return "There is no credit, so that nothing tells what another budget would mean.".to_owned();
        };
        if self.channels.iter().all(|of| of.spend_after == of.spend_before) {
            return "No spend is changed.".to_owned();
        }
        let credit = |figure: f64| written::credit(figure, style);
        let interval = self.interval.map_or(String::new(), |of| format!(" ({})", written::interval(of, credit)));
        let side = if difference < 0.0 { "fewer" } else { "more" };
        let chance = match self.interval.map(is_off_zero) {
            Some(false) => ", which chance alone can make",
            _ => "",
        };
        let made = if self.origin == Origin::Synthetic { "synthetic " } else { "" };
        format!(
            "With {}, the model would credit {} {made}conversions instead of {}: {} {side}{chance}{interval}. It takes credit to grow \
             with spend to the power of {}, an assumption that the data cannot tell; this is what the model would say, not \
             what would happen.",
            self.spend_words(style),
            credit(after),
            credit(before),
            credit(difference.abs()),
            style.decimals(self.elasticity.get(), 2),
        )
    }

    fn spend_words(&self, style: NumberStyle) -> String {
        let amount = |figure: f64| written::amount(figure, style);
        let cents = (100.0 * (self.spend_after - self.spend_before)).round();
        match cents {
            0.0 => format!("the same spend of {} in all", amount(self.spend_before)),
            more if more > 0.0 => format!("{} more spent", amount(more / 100.0)),
            less => format!("{} less spent", amount(-less / 100.0)),
        }
    }
}

impl ChannelShift {
    fn of(of: &ChannelBudget, asked: Option<f64>, response: Result<f64, Refusal>) -> ChannelShift {
        let (known, refusal) = match response {
            Ok(response) => (Some(response), None),
            Err(refusal) => (None, Some(refusal)),
        };
        let change = known.map(|response| response - 1.0);
        ChannelShift {
            channel: of.channel.clone(),
            spend_before: of.spend(),
            spend_after: if refusal == Some(Refusal::NoAmount) { None } else { asked.or(of.spend()) },
            before: of.credit,
            after: of.credit.zip(known).map(|(credit, response)| credit * response),
            difference: of.credit.zip(change).map(|(credit, change)| credit * change),
            interval: of.credit_interval.zip(change).map(|(interval, change)| times(interval, change)),
            refusal,
        }
    }

    /// "call has no known cost to start from".
    fn refused(&self) -> Option<String> {
        self.refusal.map(|refusal| format!("{} {refusal}", self.channel))
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Refusal::NoCost => "has no known cost to start from",
            Refusal::NothingSpent => "has no spend now, and the curve does not tell what a first one would bring",
            Refusal::NoCredit => "has no credit to start from",
            Refusal::NoAmount => "was given a spend that is not an amount",
        })
    }
}

fn response(of: &ChannelBudget, spend: f64, elasticity: Elasticity) -> Result<f64, Refusal> {
    if !(spend.is_finite() && spend >= 0.0) {
        return Err(Refusal::NoAmount);
    }
    let before = of.spend().ok_or(Refusal::NoCost)?;
    if spend == before {
        return Ok(1.0);
    }
    if before <= 0.0 {
        return Err(Refusal::NothingSpent);
    }
    of.credit.ok_or(Refusal::NoCredit)?;
    Ok(elasticity.response(spend / before))
}
