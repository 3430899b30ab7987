//! Shares of every channel in every replicate, base model by base model: any hybrid is a mixture
//! of two, so that a change of alpha needs no new replicate.

use super::{
    draw::Draws,
    resample::{self, Method, Urn},
};
use crate::domain::{
    attribution::{
        PathWeights, Slots,
        chain::TooManyStates,
        counter::Counter,
        fit::{Figures, FitError, Fitter},
        model::{Base, Model, mixed},
    },
    path::PathTable,
};

/// Streams of the rate's draws begin here, behind those of the replicates.
const RATE_STREAM: u32 = 1 << 31;

/// The replicates of one table so far.
#[derive(Clone, Debug)]
pub struct Replicates {
    channels: usize,
    /// Of the whole table.
    conversions: u32,
    nulls: u32,
    method: Method,
    urn: Option<Urn>,
    observed: PathWeights,
    /// Of the replicate that was drawn last.
    redrawn: PathWeights,
    slots: Slots,
    /// An error of more channels than a chain is made of.
    counter: Result<Counter, TooManyStates>,
    series: Vec<Series>,
    conversion_rate: Vec<f64>,
    count: u32,
}

/// One base model's replicates.
#[derive(Clone, Debug)]
struct Series {
    base: Base,
    /// Channel after channel; a replicate without credit is not among them.
    shares: Vec<f64>,
    value_shares: Vec<f64>,
    excluded: u32,
}

impl Replicates {
    pub fn new(table: &PathTable, method: Method) -> Replicates {
        let slots = Slots::of(table);
        let mut observed = PathWeights::default();
        slots.weigh(f64::from, &mut observed);
        Replicates {
            channels: table.channels.len(),
            conversions: table.conversions(),
            nulls: table.nulls(),
            method,
            urn: (method == Method::Bootstrap).then(|| Urn::of(&slots)),
            observed,
            redrawn: PathWeights::default(),
            slots,
            counter: Counter::of(table),
            series: Vec::new(),
            conversion_rate: Vec::new(),
            count: 0,
        }
    }

    /// Draws, refits and keeps one replicate of the same models as before. Its draws depend on
    /// `seed` and its number alone.
    pub fn add(&mut self, fitters: &[Fitter], seed: u64) -> Result<(), FitError> {
        if self.series.is_empty() {
            self.series = fitters.iter().map(Series::of).collect();
        }
        let mut draws = Draws::of_replicate(seed, self.count);
        match (self.method, &self.urn) {
            (Method::Bayesian, _) => resample::bayesian(&self.slots, &mut draws, &mut self.redrawn),
            (Method::Bootstrap, Some(urn)) => urn.draw(&self.slots, &mut draws, &mut self.redrawn),
            _ => {}
        }
        let weights = (!self.method.draws_rows() && self.method != Method::None).then_some(&self.redrawn);
        // The models of the chain share it.
        let chain = match (weights, &self.counter) {
            (Some(weights), Ok(counter)) if fitters.iter().any(Fitter::asks_for_chain) => Some(counter.chain(weights)),
            _ => None,
        };
        for (index, (fitter, series)) in fitters.iter().zip(&mut self.series).enumerate() {
            let figures = match (weights, self.method) {
                (Some(weights), _) => fitter.fit_with(weights, chain.as_ref(), self.count + 1)?,
                (None, Method::Dirichlet { prior }) => {
                    // The models of one replicate are of one chain.
                    let mut draws = Draws::of_replicate(seed, self.count);
                    let counter = self.counter.as_ref().map_err(|error| *error);
                    fitter.fit_rows(counter, &self.observed, &mut draws, prior, self.count + 1)?
                }
                (None, _) => return Ok(()),
            };
            if index == 0 && self.conversions + self.nulls > 0 {
                self.conversion_rate.push(match self.method {
                    Method::Bayesian => rate(self.conversions, self.nulls, seed, self.count),
                    _ => figures.conversion_probability,
                });
            }
            series.add(figures);
        }
        self.count += 1;
        Ok(())
    }

    /// The weights of the paths as they were observed.
    pub fn observed(&self) -> &PathWeights {
        &self.observed
    }

    /// What counts the chain; an error of more channels than one is made of.
    pub fn counter(&self) -> Result<&Counter, TooManyStates> {
        self.counter.as_ref().map_err(|error| *error)
    }

    /// The replicates of a channel's share in a model, whose hybrid has this weight of Markov.
    pub fn shares(&self, model: Model, channel: usize, alpha: f64) -> Vec<f64> {
        self.of_model(model, channel, alpha, |series| &series.shares)
    }

    /// The same of its share of value.
    pub fn value_shares(&self, model: Model, channel: usize, alpha: f64) -> Vec<f64> {
        self.of_model(model, channel, alpha, |series| &series.value_shares)
    }

    pub fn conversion_rate(&self) -> &[f64] {
        &self.conversion_rate
    }

    /// Replicates in which a model had no credit to share.
    pub fn excluded(&self, model: Model) -> u32 {
        let series = model.bases().iter().filter_map(|base| self.series(*base));
        series.map(|series| series.excluded).max().unwrap_or_default()
    }

    /// Replicates drawn, excluded ones among them.
    pub fn count(&self) -> u32 {
        self.count
    }

    fn of_model(&self, model: Model, channel: usize, alpha: f64, part: fn(&Series) -> &Vec<f64>) -> Vec<f64> {
        let of_base = |base: &Base| -> Vec<f64> {
            let shares = self.series(*base).map(part).map_or([].as_slice(), Vec::as_slice);
            shares.iter().skip(channel).step_by(self.channels).copied().collect()
        };
        match model.bases() {
            [only] => of_base(only),
            [markov, shapley, ..] => {
                let pairs = of_base(markov).into_iter().zip(of_base(shapley));
                pairs.map(|(markov, shapley)| mixed(alpha, markov, shapley)).collect()
            }
            [] => Vec::new(),
        }
    }

    fn series(&self, base: Base) -> Option<&Series> {
        self.series.iter().find(|series| series.base == base)
    }
}

/// The conversion rate by draws of its own, which do not depend on how journeys fall into paths.
fn rate(conversions: u32, nulls: u32, seed: u64, replicate: u32) -> f64 {
    let mut draws = Draws::of_replicate(seed, RATE_STREAM + replicate);
    let (conversions, nulls) = (draws.weight_of(conversions), draws.weight_of(nulls));
    conversions / (conversions + nulls)
}

impl Series {
    fn of(fitter: &Fitter) -> Series {
        Series { base: fitter.base, shares: Vec::new(), value_shares: Vec::new(), excluded: 0 }
    }

    fn add(&mut self, figures: Figures) {
        match figures.share {
            Some(share) => self.shares.extend(share),
            None => self.excluded += 1,
        }
        self.value_shares.extend(figures.value_share.into_iter().flatten());
    }
}
