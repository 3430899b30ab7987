//! The job that turns a dataset and a query into a report, or into a comparison of all models.

use super::{
    EngineError, Phase, Progress, Step, comparing,
    query::{Query, QueryError},
    reporting,
    selection::Selection,
};
use crate::domain::{
    attribution::{
        PathWeights,
        context::ContextWeights,
        fit::{Figures, Fitter},
        model::{Base, Model, Settings},
        shapley::EXACT_CHANNELS,
    },
    comparison::Comparison,
    dataset::Dataset,
    journey::Origin,
    path::PathTable,
    report::Report,
    scope::Scope,
    uncertainty::{replicates::Replicates, resample::Method},
};

/// Steps of arithmetic that one call of [`AttributeJob::step`] may cost: a few milliseconds.
const STEP_COST: usize = 2_000_000;

/// Most channels for which a sampled Shapley value is replicated: beyond, it has no interval.
const MOST_SAMPLED: usize = 100;

/// Most journeys that are drawn one by one in each replicate.
const MOST_DRAWN: u32 = 10_000_000;

/// What was computed for one scope, kept so that another alpha or model costs little or nothing.
#[derive(Debug)]
pub struct Fitted {
    pub(super) origin: Origin,
    scope: Scope,
    seed: u64,
    settings: Settings,
    context: ContextWeights,
    method: Method,
    pub(super) selection: Selection,
    /// Figures of the observed journeys, base model by base model.
    figures: Vec<(Base, Figures)>,
    pub(super) states: Option<u32>,
    /// The models that were wanted, whether they could be fitted or not.
    wanted: Vec<Base>,
    /// The models of the replicates.
    fitters: Vec<Fitter>,
    pub(super) replicates: Replicates,
}

/// What is wanted of the journeys in scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// The query's model.
    Report,
    /// Every model.
    Comparison,
}

/// An attribution under way.
#[derive(Debug)]
pub struct AttributeJob {
    query: Query,
    fitted: Fitted,
}

impl AttributeJob {
    /// Checks the query and computes the credit. `earlier` is what was fitted before, in whole
    /// or in part; it is used where it speaks of the same scope, settings and seed.
    pub fn start(
        dataset: &Dataset,
        query: Query,
        purpose: Purpose,
        earlier: Option<Fitted>,
    ) -> Result<AttributeJob, EngineError> {
        query.check(dataset)?;
        let fitted = match earlier.filter(|fitted| fitted.serves(&query, purpose)) {
            Some(fitted) => fitted,
            None => Fitted::new(
                dataset.journeys.origin,
                Selection::of(dataset, &query.scope, &query.context),
                &query,
                purpose,
            )?,
        };
        Ok(AttributeJob { query, fitted })
    }

    /// The same of a table of paths, which has no leads to filter by.
    pub fn of_paths(
        table: PathTable,
        origin: Origin,
        query: Query,
        purpose: Purpose,
    ) -> Result<AttributeJob, EngineError> {
        query.check_numbers()?;
        query.check_weighted("channel", &query.context.channels, |name| {
            table.channels.iter().any(|known| known == name)
        })?;
        let fitted = Fitted::new(origin, Selection::of_paths(table, &query.context), &query, purpose)?;
        Ok(AttributeJob { query, fitted })
    }

    /// Draws some replicates.
    pub fn step(&mut self) -> Result<Step<()>, EngineError> {
        let wanted = self.wanted();
        let until = self.fitted.replicates.count().saturating_add(self.replicates_a_step()).min(wanted);
        while self.fitted.replicates.count() < until {
            self.fitted.draw()?;
        }
        if until >= wanted {
            return Ok(Step::Done(()));
        }
        let fraction = Some(f64::from(until) / f64::from(wanted));
        Ok(Step::More(Progress { phase: Phase::Replicating, count: until, fraction }))
    }

    /// Replicates drawn so far.
    pub fn drawn(&self) -> u32 {
        self.fitted.replicates.count()
    }

    /// The report of what was drawn so far.
    pub fn reported(&self) -> Report {
        reporting::report(&self.fitted, &self.query)
    }

    /// The comparison of what was drawn so far.
    pub fn compared(&self) -> Comparison {
        comparing::comparison(&self.fitted, &self.query)
    }

    /// What was fitted so far, for a query that takes this one's place.
    pub fn into_fitted(self) -> Fitted {
        self.fitted
    }

    fn wanted(&self) -> u32 {
        if self.query.method == Method::None { 0 } else { self.query.replicates }
    }

    fn replicates_a_step(&self) -> u32 {
        let table = &self.fitted.selection.table;
        let touches: usize = table.rows.iter().map(|row| row.channels.len() + 20 * (1 + row.groups.len())).sum();
        let channels = table.channels.len();
        let states = self.fitted.states.unwrap_or_default() as usize;
        let cost = touches + channels.pow(3) + (8 << channels.min(EXACT_CHANNELS)) + 1_000 * states;
        u32::try_from(STEP_COST / cost.max(1)).map_or(u32::MAX, |count| count.max(1))
    }
}

impl Fitted {
    fn new(origin: Origin, selection: Selection, query: &Query, purpose: Purpose) -> Result<Fitted, EngineError> {
        let table = &selection.table;
        if query.method == Method::Bootstrap && table.journeys() > MOST_DRAWN {
            return Err(QueryError::TooManyToDraw(table.journeys()).into());
        }
        let observed = PathWeights::observed(table);
        let wanted = wanted(query, purpose);
        let mut figures = Vec::new();
        let mut fitters = Vec::new();
        let mut states = None;
        for base in fitted_bases(&wanted, table.channels.len()) {
            let fitted = Fitter::new(base, table, &query.settings, query.seed)
                .and_then(|fitter| Ok((fitter.fit(table, &observed, 0)?, fitter)));
            let (of_base, fitter) = match fitted {
                Ok(fitted) => fitted,
                // What only stands beside the model asked for, or beside others, is left out.
                Err(_) if purpose == Purpose::Comparison || !wanted.contains(&base) => continue,
                Err(error) => return Err(error.into()),
            };
            figures.push((base, of_base));
            states = states.or(fitter.states(table).map(|states| states as u32));
            let too_slow = base == Base::ChainGame && table.channels.len() > MOST_SAMPLED;
            if wanted.contains(&base) && !too_slow {
                fitters.push(fitter.for_replicates());
            }
        }
        Ok(Fitted {
            origin,
            scope: query.scope.clone(),
            seed: query.seed,
            settings: query.settings.clone(),
            context: query.context.clone(),
            method: query.method,
            replicates: Replicates::new(table, query.method, &fitters),
            selection,
            figures,
            states,
            wanted,
            fitters,
        })
    }

    pub(super) fn figures(&self, base: Base) -> Option<&Figures> {
        self.figures.iter().find(|(known, _)| *known == base).map(|(_, figures)| figures)
    }

    fn draw(&mut self) -> Result<(), EngineError> {
        Ok(self.replicates.add(&self.selection.table, &self.fitters, self.seed)?)
    }

    fn serves(&self, query: &Query, purpose: Purpose) -> bool {
        let drawn = |base: &Base| self.figures(*base).is_some() && self.wanted.contains(base);
        self.scope == query.scope
            && self.seed == query.seed
            && self.settings == query.settings
            && self.context == query.context
            && self.method == query.method
            && self.replicates.count() <= query.replicates
            && wanted(query, purpose).iter().all(drawn)
    }
}

/// The models whose replicates are wanted.
fn wanted(query: &Query, purpose: Purpose) -> Vec<Base> {
    let of_chain = |model: &Model| query.method.draws_rows() && !model.is_of_chain();
    match purpose {
        Purpose::Report => query.model.bases().to_vec(),
        Purpose::Comparison => {
            distinct(Model::ALL.iter().filter(|model| !of_chain(model)).flat_map(|model| model.bases()).copied())
        }
    }
}

/// The models to fit: those wanted, and three that stand beside them in table and findings. A
/// Shapley value that must be sampled is computed only when it is wanted.
fn fitted_bases(wanted: &[Base], channels: usize) -> Vec<Base> {
    let beside = [Base::Markov, Base::LinearDistinct, Base::ChainGame];
    let beside = if channels <= EXACT_CHANNELS { &beside[..] } else { &beside[..2] };
    distinct(wanted.iter().chain(beside).copied())
}

fn distinct(bases: impl Iterator<Item = Base>) -> Vec<Base> {
    let mut distinct = Vec::new();
    for base in bases {
        if !distinct.contains(&base) {
            distinct.push(base);
        }
    }
    distinct
}
