//! The query's model on one table of paths, for any weights of them.

use std::collections::VecDeque;

use super::super::super::{EngineError, query::Query};
use crate::domain::{
    attribution::{
        PathWeights,
        counter::Counter,
        fit::{Figures, FitError, Fitter},
        model::{Base, Model, Settings, mixed},
        shapley::{EXACT_CHANNELS, Sampler},
    },
    path::PathTable,
};

/// Work of one step of sampling: some milliseconds.
const SAMPLING_WORK: f64 = 5e6;

/// Most work of a sampled Shapley value in a replicate.
const SAMPLED_COST: usize = 20_000_000;

/// The base models of a query's model.
#[derive(Debug)]
pub(super) struct Fits {
    model: Model,
    alpha: f64,
    fitters: Vec<Fitter>,
    /// `None` of more channels than a chain is made of.
    counter: Option<Counter>,
}

/// Shares of all journeys, fitted one step at a time.
#[derive(Debug)]
pub(super) struct Fitting {
    pending: VecDeque<Fitter>,
    sampling: Option<Sampler>,
    shares: Vec<Shares>,
}

/// Parts of all credit, channel by channel; `None` where there is no credit.
#[derive(Clone, Debug, Default)]
pub(super) struct Shares {
    pub(super) conversions: Option<Vec<f64>>,
    pub(super) value: Option<Vec<f64>>,
}

impl Fits {
    /// Credit by age is booked on channels as journeys are made: any rule that splits a path of one touch does.
    pub(super) fn new(table: &PathTable, query: &Query, settings: &Settings) -> Result<Fits, FitError> {
        let base = |base: &Base| if *base == Base::TimeDecay { Base::LinearDistinct } else { *base };
        let fitter = |of: &Base| Fitter::new(base(of), table, settings, query.seed);
        let fitters = query.model.bases().iter().map(fitter).collect::<Result<Vec<Fitter>, FitError>>()?;
        Ok(Fits { model: query.model, alpha: query.alpha, fitters, counter: Counter::of(table).ok() })
    }

    /// The same for replicates, in which a sampled Shapley value takes less work.
    pub(super) fn for_replicates(self) -> Fits {
        Fits { fitters: self.fitters.into_iter().map(Fitter::for_replicates).collect(), ..self }
    }

    /// The fitting of all journeys, to be stepped.
    pub(super) fn begin(&self) -> Fitting {
        Fitting { pending: self.fitters.clone().into(), sampling: None, shares: Vec::new() }
    }

    /// Fits a model, or samples a little; the shares once all is done.
    pub(super) fn step(
        &self,
        fitting: &mut Fitting,
        table: &PathTable,
        weights: &PathWeights,
    ) -> Result<Option<Shares>, EngineError> {
        if let Some(mut sampler) = fitting.sampling.take() {
            match sampler.step(SAMPLING_WORK) {
                true => fitting.shares.push(Figures::of_sampled(&sampler).into()),
                false => fitting.sampling = Some(sampler),
            }
        } else if let Some(fitter) = fitting.pending.pop_front() {
            match fitter.sampler(table, weights)? {
                Some(sampler) => fitting.sampling = Some(sampler),
                None => fitting.shares.push(fitter.fit(table, weights, 0)?.into()),
            }
        } else {
            return Ok(Some(self.mixed(std::mem::take(&mut fitting.shares))));
        }
        Ok(None)
    }

    /// Shares at these weights, at once. A Shapley value that is sampled takes its orders from this stream.
    pub(super) fn shares(&self, weights: &PathWeights, stream: u32) -> Result<Shares, FitError> {
        let asks = self.fitters.iter().any(Fitter::asks_for_chain);
        let chain = self.counter.as_ref().filter(|_| asks).map(|counter| counter.chain(weights));
        let shares = self.fitters.iter().map(|fitter| Ok(fitter.fit_with(weights, chain.as_ref(), stream)?.into()));
        Ok(self.mixed(shares.collect::<Result<Vec<Shares>, FitError>>()?))
    }

    /// What one fit costs, in steps of arithmetic.
    pub(super) fn cost(&self, table: &PathTable) -> usize {
        let touches: usize = table.rows.iter().map(|row| row.channels.len() + 4).sum();
        let channels = table.channels.len();
        let of_fitter = |fitter: &Fitter| match fitter.base {
            Base::Markov => channels.pow(3) + 1_000 * fitter.states(table).unwrap_or_default(),
            Base::ChainGame if channels > EXACT_CHANNELS => SAMPLED_COST.max(8 * channels.pow(3)),
            Base::ChainGame => 8 << channels,
            _ => 0,
        };
        touches + self.fitters.iter().map(of_fitter).sum::<usize>()
    }

    fn mixed(&self, shares: Vec<Shares>) -> Shares {
        let (conversions, value) = shares.into_iter().map(|of| (of.conversions, of.value)).unzip();
        Shares { conversions: self.mixed_of(conversions), value: self.mixed_of(value) }
    }

    fn mixed_of(&self, shares: Vec<Option<Vec<f64>>>) -> Option<Vec<f64>> {
        let mut shares = shares.into_iter();
        let first = shares.next()??;
        if self.model != Model::Hybrid {
            return Some(first);
        }
        let pairs = first.into_iter().zip(shares.next()??);
        Some(pairs.map(|(markov, shapley)| mixed(self.alpha, markov, shapley)).collect())
    }
}

impl From<Figures> for Shares {
    fn from(figures: Figures) -> Shares {
        Shares { conversions: figures.share, value: figures.value_share }
    }
}
