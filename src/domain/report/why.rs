//! Why a channel has the credit that it has, step by step, with the report's own numbers.

use super::{ChannelCredit, Report};
use crate::domain::{
    attribution::model::{Base, Model},
    words::NumberStyle,
};

impl Report {
    /// How the credit of a channel comes about; empty where the report does not know the channel.
    pub fn why(&self, channel: &str, style: NumberStyle) -> Vec<String> {
        let Some(of) = self.channels.iter().find(|of| of.channel == channel) else { return Vec::new() };
        let mut steps = vec![self.counted(of, style)];
        let Some(share) = of.share else {
            steps.push("There is no credit to share here, so that it has none.".to_owned());
            return steps;
        };
        let percent = |share: f64| style.percent(share);
        let bases = self.model.bases();
        if bases.contains(&Base::Markov) {
            steps.extend(self.by_markov(of, style));
        }
        if bases.contains(&Base::ChainGame) {
            steps.extend(of.shapley_share.map(|share| {
                format!(
                    "Shapley: over all orders in which channels can join, what {channel} adds comes to {} of all that the channels add.",
                    percent(share)
                )
            }));
        }
        if let (Model::Hybrid, Some(alpha), Some(markov), Some(shapley)) =
            (self.model, self.alpha, of.markov_share, of.shapley_share)
        {
            steps.push(format!(
                "Hybrid: {} × {} by Markov and {} × {} by Shapley make {}.",
                style.decimals(alpha, 2),
                percent(markov),
                style.decimals(1.0 - alpha, 2),
                percent(shapley),
                percent(share)
            ));
        }
        if self.model == Model::Participation {
            steps.push(format!(
                "Participation: every channel of a converting journey gets all of it, and so does {channel}."
            ));
        } else if !bases.iter().any(|base| matches!(base, Base::Markov | Base::ChainGame)) {
            steps.push(format!(
                "{}: each conversion is split among the touches of its path by a rule; what {channel} gets of all of them comes to {}.",
                self.model.name(),
                percent(share)
            ));
        }
        steps.extend(self.summed(of, share, style));
        steps.extend(of.interval.map(|of| {
            format!(
                "Over {} replicates of the sample the share lies between {} and {} in {:.0} % of them: sampling error, not proof of an \
                 effect.",
                style.whole(f64::from(self.replicates)),
                percent(of.lo),
                percent(of.hi),
                100.0 * of.level
            )
        }));
        steps
    }

    fn counted(&self, of: &ChannelCredit, style: NumberStyle) -> String {
        format!(
            "{} is in {} in scope, {} of which convert; there are {} in all.",
            of.channel,
            style.count(of.journeys, "journey", "journeys"),
            style.whole(f64::from(of.conversions)),
            style.count(self.counts.conversions, "conversion", "conversions")
        )
    }

    fn by_markov(&self, of: &ChannelCredit, style: NumberStyle) -> Option<String> {
        let effects = self.channels.iter().map(|channel| channel.removal_effect);
        let sum: f64 = effects.sum::<Option<f64>>()?;
        let (effect, share) = (of.removal_effect?, of.markov_share?);
        Some(format!(
            "Markov: if every entry into {} led to no conversion, {} of the conversions would be lost: its removal effect. The removal \
             effects of all channels sum to {}; its part of them is {}.",
            of.channel,
            style.percent(effect),
            style.percent(sum),
            style.percent(share)
        ))
    }

    fn summed(&self, of: &ChannelCredit, share: f64, style: NumberStyle) -> Option<String> {
        let credit = style.decimals(of.credit?, 2);
        Some(match self.shares_sum() {
            true => format!(
                "{} of {} that channels are credited with are {credit} conversions.",
                style.percent(share),
                style.count(self.counts.attributed_conversions(), "conversion", "conversions")
            ),
            false => format!("That is a credit of {credit}, a part of no sum."),
        })
    }
}
