//! What the lab found: the truths, the marks of every model, and the verdict.

use crate::{
    domain::{
        attribution::model::Model,
        words::{NumberStyle, count},
    },
    pack::Pack,
};

use super::{
    estimate::Estimate,
    marks::{Marks, Repetition, rank_correlation},
    truths::Truths,
    verdict::{CREDIT_IS_NOT_EFFECT, Verdict, anyway},
};

/// The lab's findings. All journeys are synthetic.
#[derive(Clone, Debug, PartialEq, Pack)]
pub struct LabFindings {
    /// The playbook's name.
    pub playbook: String,
    /// Among as many journeys as a repetition has.
    pub truths: Truths,
    /// In the order of [`Model::ALL`].
    pub marks: Vec<Marks>,
    /// By sample size, the least first. Smaller samples are the first journeys of the largest.
    pub sizes: Vec<SizeErrors>,
    pub verdict: Verdict,
    /// Repetitions that were marked, and those without a conversion to give credit for, which were left out.
    pub marked: u32,
    pub left_out: u32,
    pub seed: u64,
    /// Replicates of each interval, and its level.
    pub replicates: u32,
    pub level: f64,
    /// Leads to which the models were fitted to tell the shares that they have in the population.
    pub own_leads: u32,
    /// Weight of Markov in the hybrid.
    pub alpha: f64,
}

/// Share errors and rank correlations at one sample size.
#[derive(Clone, Debug, PartialEq, Pack)]
pub struct SizeErrors {
    pub journeys: u32,
    /// In the order of [`Model::ALL`]; `None` as in [`Marks::share_error`]. Times the conversions with a touch it is half the
    /// sum of the differences of a model's credit from the same conversions shared fairly.
    pub errors: Vec<Option<Estimate>>,
    /// Likewise; `None` as in [`Marks::rank_correlation`].
    pub rank_correlations: Vec<Option<Estimate>>,
    /// Repetitions without a conversion to give credit for.
    pub left_out: u32,
}

impl SizeErrors {
    /// Of the repetitions of this size, as many as were made; those without conversions are among them.
    pub fn of(journeys: u32, truths: &Truths, repetitions: &[Repetition]) -> SizeErrors {
        let fair = truths.shares();
        let of_model = |model: usize| {
            let fair = fair.as_ref().ok()?;
            let errors: Vec<f64> = repetitions.iter().filter_map(|of| of.share_error(model, fair)).collect();
            Estimate::of(&errors)
        };
        SizeErrors {
            journeys,
            errors: (0..Model::ALL.len()).map(of_model).collect(),
            rank_correlations: (0..Model::ALL.len())
                .map(|model| rank_correlation(model, truths, repetitions))
                .collect(),
            left_out: repetitions.iter().filter(|of| of.attributed == 0).count() as u32,
        }
    }
}

impl LabFindings {
    /// The verdict, what happens anyway, what was left out, and what credit is not.
    pub fn sentences(&self, style: NumberStyle) -> Vec<String> {
        let left_out = format!(
            "{} without a conversion to give credit for {} left out.",
            count(self.left_out, "repetition", "repetitions"),
            if self.left_out == 1 { "was" } else { "were" }
        );
        let mut sentences = vec![self.verdict.sentence(style), anyway(&self.truths, style)];
        sentences.extend((self.left_out > 0).then_some(left_out));
        sentences.push(CREDIT_IS_NOT_EFFECT.to_owned());
        sentences
    }

    /// How the truths are known.
    pub fn way(&self) -> String {
        match &self.truths.simulated {
            None => "The truths are exact: all that can happen was enumerated.".to_owned(),
            Some(of) => format!(
                "The truths were simulated with {} leads; the largest standard error of a channel's is {:.3} conversions.",
                of.leads,
                of.incremental.iter().chain(&of.fair).copied().fold(0.0, f64::max)
            ),
        }
    }
}
