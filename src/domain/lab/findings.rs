//! What the lab found: the truths, the marks of every model, and the verdict.

use crate::{
    domain::{
        attribution::model::{Model, Settings},
        words::{NumberStyle, list},
    },
    pack::Pack,
};

use super::{
    Knobs,
    marks::{Marks, Repetition},
    own_shares::{MOST_IN_INTERVALS, MOST_IN_SMALLER},
    truths::Truths,
    verdict::{CREDIT_IS_NOT_EFFECT, Verdict, anyway},
};

/// The lab's findings. All journeys are synthetic.
#[derive(Clone, Debug, PartialEq, Pack)]
pub struct LabFindings {
    /// The playbook's name.
    pub playbook: String,
    /// How it was turned before it was played.
    pub knobs: Knobs,
    /// Among as many journeys as a repetition has.
    pub truths: Truths,
    /// The marks of the largest sample size.
    pub largest: SizeMarks,
    /// Those of smaller ones, the least first: the first journeys of the largest.
    pub smaller: Vec<SizeMarks>,
    /// Of the largest sample size.
    pub verdict: Verdict,
    pub seed: u64,
    /// Replicates of each interval, and its level.
    pub replicates: u32,
    pub level: f64,
    /// Leads to which the models were fitted to tell the shares that they have in the population.
    pub own_leads: u32,
    /// Weight of Markov in the hybrid.
    pub alpha: f64,
    /// Order, half-life and the rest of what the models were fitted with.
    pub settings: Settings,
}

/// The marks at one sample size.
#[derive(Clone, Debug, PartialEq, Pack)]
pub struct SizeMarks {
    pub journeys: u32,
    /// In the order of [`Model::ALL`]; bias is in conversions among [`SizeMarks::journeys`].
    pub marks: Vec<Marks>,
    /// Repetitions that were marked, and those without a conversion to give credit for, which were left out.
    pub marked: u32,
    pub left_out: u32,
}

impl SizeMarks {
    /// Over the repetitions with credit; the truths are among the journeys of one of them, and `own` are the shares of each
    /// model of [`Model::ALL`] in the population.
    pub fn of(truths: &Truths, own: &[Option<Vec<f64>>], credited: &[Repetition], left_out: u32) -> SizeMarks {
        let of_model = |(model, own): (usize, &Option<Vec<f64>>)| Marks::of(model, truths, own.as_deref(), credited);
        SizeMarks {
            journeys: truths.journeys,
            marks: own.iter().enumerate().map(of_model).collect(),
            marked: credited.len() as u32,
            left_out,
        }
    }
}

impl LabFindings {
    /// By sample size, the least first.
    pub fn sizes(&self) -> impl Iterator<Item = &SizeMarks> {
        self.smaller.iter().chain([&self.largest])
    }

    /// The verdict, what happens anyway, and the limits.
    pub fn sentences(&self, style: NumberStyle) -> Vec<String> {
        let mut sentences =
            vec![self.verdict.sentence(&self.truths, &self.settings, style), anyway(&self.truths, style)];
        sentences.extend(self.limits(style));
        sentences
    }

    /// What credit is not, what was left out, and which models have no intervals.
    pub fn limits(&self, style: NumberStyle) -> Vec<String> {
        let left_out = format!(
            "{} without a conversion to give credit for {} left out.",
            style.count(self.largest.left_out, "repetition", "repetitions"),
            if self.largest.left_out == 1 { "was" } else { "were" }
        );
        let mut limits = vec![CREDIT_IS_NOT_EFFECT.to_owned()];
        limits.extend((self.largest.left_out > 0).then_some(left_out));
        limits.extend(self.without_intervals(style));
        limits
    }

    /// Which models have no intervals here, or only at the largest size, where intervals were asked for.
    fn without_intervals(&self, style: NumberStyle) -> Option<String> {
        let channels = self.truths.channels.len();
        let (place, most) = match channels {
            _ if self.replicates == 0 => return None,
            many if many > MOST_IN_INTERVALS => ("here", MOST_IN_INTERVALS),
            many if many > MOST_IN_SMALLER && !self.smaller.is_empty() => {
                ("at the smaller sample sizes", MOST_IN_SMALLER)
            }
            _ => return None,
        };
        Some(format!(
            "{} and {} have no intervals {place}, and no coverage: of {} they would take too long, {most} are \
             the most.",
            Model::Shapley.title(),
            Model::Hybrid.title(),
            style.count(channels as u32, "channel", "channels")
        ))
    }

    /// What was run, in a sentence: the world by what it is called, its knobs where they are not 1, and how it was
    /// marked.
    pub fn run_words(&self, world: &str, style: NumberStyle) -> String {
        let number = |figure: f64| style.localised(&figure.to_string());
        let knobs = [("effects", self.knobs.effect), ("the slope in SII", self.knobs.noise)];
        let turned = knobs.into_iter().filter(|(_, times)| *times != 1.0);
        let turned: Vec<String> = turned.map(|(what, times)| format!("{what} × {}", number(times))).collect();
        let with = if turned.is_empty() { String::new() } else { format!(" with {}", list(&turned)) };
        let intervals = match self.replicates {
            0 => "no intervals".to_owned(),
            replicates => format!(
                "intervals at {} from {} (Bayesian bootstrap)",
                style.percent(self.level),
                style.count(replicates, "replicate", "replicates")
            ),
        };
        format!(
            "{world}{with}: {} of {}, seed {}, alpha {}, Markov order {}, half-life {}, {intervals}.",
            style.count(self.largest.marked + self.largest.left_out, "repetition", "repetitions"),
            style.count(self.truths.journeys, "synthetic journey", "synthetic journeys"),
            self.seed,
            number(self.alpha),
            self.settings.order,
            match self.settings.half_life_days {
                1.0 => "1 day".to_owned(),
                days => format!("{} days", number(days)),
            },
        )
    }

    /// How the truths are known.
    pub fn way(&self, style: NumberStyle) -> String {
        match &self.truths.simulated {
            None => "The truths are exact: all that can happen was enumerated.".to_owned(),
            Some(of) => format!(
                "The truths were simulated with {}; the largest standard error of a channel's is {} conversions.",
                style.count(of.leads, "lead", "leads"),
                style.decimals(of.incremental.iter().chain(&of.fair).copied().fold(0.0, f64::max), 3)
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn findings() -> LabFindings {
        LabFindings {
            playbook: "by hand".to_owned(),
            knobs: Knobs::default(),
            truths: Truths {
                channels: vec!["a".to_owned()],
                journeys: 1_000,
                all: 2.0,
                none: 1.0,
                incremental: vec![1.0],
                fair: vec![1.0],
                simulated: None,
            },
            largest: SizeMarks { journeys: 1_000, marks: Vec::new(), marked: 99, left_out: 1 },
            smaller: Vec::new(),
            verdict: Verdict::NoCredit,
            seed: 7,
            replicates: 200,
            level: 0.9,
            own_leads: 100_000,
            alpha: 0.5,
            settings: Settings::default(),
        }
    }

    #[test]
    fn a_run_is_told_with_all_that_was_set() {
        let plain = findings();
        assert_eq!(
            plain.run_words("Saturation", NumberStyle::default()),
            "Saturation: 100 repetitions of 1000 synthetic journeys, seed 7, alpha 0.5, Markov order 1, half-life 7 days, \
             intervals at 90.0 % from 200 replicates (Bayesian bootstrap)."
        );
        let settings = Settings { order: 2, half_life_days: 1.0, ..Settings::default() };
        let turned =
            LabFindings { knobs: Knobs { effect: 1.5, noise: 0.0 }, settings, replicates: 0, alpha: 0.25, ..plain };
        assert_eq!(
            turned.run_words("Saturation", NumberStyle { decimal: ',', ..NumberStyle::PLAIN }),
            "Saturation with effects × 1,5 and the slope in SII × 0: 100 repetitions of 1000 synthetic journeys, seed 7, \
             alpha 0,25, Markov order 2, half-life 1 day, no intervals."
        );
    }
}
