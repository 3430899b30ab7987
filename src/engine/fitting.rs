//! The models of a query, fitted one step at a time.

use std::collections::VecDeque;

use super::{EngineError, query::Query};
use crate::domain::{
    attribution::{
        fit::{Figures, FitError, Fitter},
        model::{Base, Settings},
        shapley::{EXACT_CHANNELS, Sampler},
    },
    path::PathTable,
    uncertainty::replicates::Replicates,
};

/// Work of one step of sampling: some milliseconds.
const SAMPLING_WORK: f64 = 5e6;

/// Most channels for which a sampled Shapley value is replicated: beyond, it has no interval.
const MOST_SAMPLED: usize = 60;

/// Figures of the observed journeys, base model by base model, as far as they are fitted.
#[derive(Debug)]
pub(super) struct Fitting {
    /// The models that get replicates, whether they could be fitted or not.
    wanted: Vec<Base>,
    /// Whether a wanted model that cannot be fitted is an error, or is left out.
    strict: bool,
    settings: Settings,
    seed: u64,
    pending: VecDeque<Base>,
    sampling: Option<(Fitter, Sampler)>,
    figures: Vec<(Base, Figures)>,
    /// The models of the replicates.
    pub(super) fitters: Vec<Fitter>,
    pub(super) states: Option<u32>,
}

impl Fitting {
    /// Fits `asked`, of which `wanted` get replicates, and what stands beside them. Where `strict`, a
    /// wanted model that cannot be fitted is an error.
    pub(super) fn new(asked: &[Base], wanted: Vec<Base>, strict: bool, table: &PathTable, query: &Query) -> Fitting {
        Fitting {
            pending: bases(asked, table.channels.len()).into(),
            wanted,
            strict,
            settings: query.settings.clone(),
            seed: query.seed,
            sampling: None,
            figures: Vec::new(),
            fitters: Vec::new(),
            states: None,
        }
    }

    /// Fits one model, or samples a little; false where there was nothing left to do.
    pub(super) fn step(&mut self, table: &PathTable, replicates: &Replicates) -> Result<bool, EngineError> {
        if let Some((fitter, mut sampler)) = self.sampling.take() {
            match sampler.step(SAMPLING_WORK) {
                true => self.keep(fitter, Figures::of_sampled(&sampler), table),
                false => self.sampling = Some((fitter, sampler)),
            }
            return Ok(true);
        }
        let Some(base) = self.pending.pop_front() else { return Ok(false) };
        match self.fit(base, table, replicates) {
            Ok(()) => Ok(true),
            // What only stands beside the model asked for, or beside others, is left out.
            Err(_) if !self.strict || !self.wanted.contains(&base) => Ok(true),
            Err(error) => Err(error.into()),
        }
    }

    pub(super) fn is_done(&self) -> bool {
        self.pending.is_empty() && self.sampling.is_none()
    }

    pub(super) fn figures(&self, base: Base) -> Option<&Figures> {
        self.figures.iter().find(|(known, _)| *known == base).map(|(_, figures)| figures)
    }

    /// Whether these models are fitted, and those that are wanted have replicates.
    pub(super) fn covers(&self, asked: &[Base], wanted: &[Base]) -> bool {
        asked.iter().all(|base| self.figures(*base).is_some()) && wanted.iter().all(|base| self.wanted.contains(base))
    }

    /// `replicates` of this table have counted already what models of the chain ask for.
    fn fit(&mut self, base: Base, table: &PathTable, replicates: &Replicates) -> Result<(), FitError> {
        let observed = replicates.observed();
        let fitter = Fitter::new(base, table, &self.settings, self.seed)?;
        match fitter.sampler(table, observed)? {
            Some(sampler) => self.sampling = Some((fitter, sampler)),
            None => {
                let counter = fitter.asks_for_chain().then(|| replicates.counter()).transpose()?;
                let chain = counter.map(|counter| counter.chain(observed));
                let figures = fitter.fit_with(observed, chain.as_ref(), 0)?;
                self.keep(fitter, figures, table);
            }
        }
        Ok(())
    }

    fn keep(&mut self, fitter: Fitter, figures: Figures, table: &PathTable) {
        self.figures.push((fitter.base, figures));
        self.states = self.states.or(fitter.states(table).map(|states| states as u32));
        let too_slow = fitter.base == Base::ChainGame && table.channels.len() > MOST_SAMPLED;
        if self.wanted.contains(&fitter.base) && !too_slow {
            self.fitters.push(fitter.for_replicates());
        }
    }
}

/// The models to fit: those wanted, and three that stand beside them in table and findings. A
/// Shapley value that must be sampled is computed only when it is wanted.
fn bases(wanted: &[Base], channels: usize) -> Vec<Base> {
    let beside = [Base::Markov, Base::LinearDistinct, Base::ChainGame];
    let beside = if channels <= EXACT_CHANNELS { &beside[..] } else { &beside[..2] };
    distinct(wanted.iter().chain(beside).copied())
}

pub(super) fn distinct(bases: impl Iterator<Item = Base>) -> Vec<Base> {
    let mut distinct = Vec::new();
    for base in bases {
        if !distinct.contains(&base) {
            distinct.push(base);
        }
    }
    distinct
}
