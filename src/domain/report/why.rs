//! Why a channel has the credit that it has, step by step, with the report's own numbers.

use super::{ChannelCredit, Report};
use crate::domain::{
    attribution::{
        heuristic::PositionWeights,
        model::{Base, Model, Settings},
    },
    playbook::words::{percent, rounded},
    words::{NumberStyle, list},
};

impl Report {
    /// How the credit of a channel comes about by models with these settings; empty where the report does not know the channel.
    pub fn why(&self, channel: &str, settings: &Settings, style: NumberStyle) -> Vec<String> {
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
        }
        steps.extend(self.rule(settings, style).map(|rule| {
            format!(
                "{}: {rule}; what {channel} gets of all of them comes to {}.",
                self.model.title(),
                style.percent(share)
            )
        }));
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

    /// How the model divides a conversion; `None` of those that weigh whole journeys or a chain.
    fn rule(&self, settings: &Settings, style: NumberStyle) -> Option<String> {
        let words = match self.model {
            Model::FirstTouch => "each conversion goes to the first touch of its path",
            Model::LastTouch => "each conversion goes to the last touch of its path",
            Model::LastNonDirect => {
                let is_passed = |channel: &&str| settings.excluded.iter().any(|passed| passed == channel);
                let passed: Vec<&str> = self.channels.iter().map(|of| of.channel.as_str()).filter(is_passed).collect();
                return Some(match passed.is_empty() {
                    true => "each conversion goes to the last touch of its path, since no channel here is passed over"
                        .to_owned(),
                    false => format!(
                        "each conversion goes to the last touch of its path, {} passed over; where there is no other touch, to \
                         the last all the same",
                        list(&passed)
                    ),
                });
            }
            Model::Linear => "each conversion is split equally among the touches of its path",
            Model::LinearDistinct => "each conversion is split equally among the distinct channels of its path",
            Model::ShapleySum => {
                "each conversion is split equally among the distinct channels of its path, which is the Shapley value of this game"
            }
            Model::ShapleyOrdered => {
                "each conversion is split equally among the distinct channels of its path, and the part of each equally among its \
                 own touches, at their places in the path"
            }
            Model::TimeDecay => {
                let days = settings.half_life_days;
                return Some(format!(
                    "each conversion is split among the touches of its path by their age: for every {} {} before the conversion a \
                     touch's weight is halved",
                    rounded(days, style),
                    if days == 1.0 { "day" } else { "days" }
                ));
            }
            Model::UShaped => return Some(by_position(PositionWeights::U_SHAPED, style)),
            Model::WShaped => return Some(by_position(PositionWeights::W_SHAPED, style)),
            Model::JShaped => return Some(by_position(PositionWeights::J_SHAPED, style)),
            Model::InverseJ => return Some(by_position(PositionWeights::INVERSE_J, style)),
            Model::CustomPosition => return Some(by_position(settings.custom, style)),
            Model::Participation | Model::Markov | Model::Shapley | Model::Hybrid => return None,
        };
        Some(words.to_owned())
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

/// The weights of a path that has all of them, in percent of their sum.
fn by_position(of: PositionWeights, style: NumberStyle) -> String {
    let sum = of.first + of.middle + of.last + of.others;
    let part = |weight: f64| percent(weight / sum, style);
    let middle = match (of.middle > 0.0, of.middle_at) {
        (false, _) => String::new(),
        (true, 0) => format!(", the middle one {}", part(of.middle)),
        (true, at) => format!(", touch {at} {}", part(of.middle)),
    };
    format!(
        "of each conversion the first touch of its path gets {}{middle}, the last {}, and the others share {} equally; where a path \
         lacks some of these, the rest are scaled to 100 %",
        part(of.first),
        part(of.last),
        part(of.others)
    )
}
