//! The job that turns a dataset and a query into a report, or into a comparison of all models.

use super::{
    EngineError, Phase, Progress, Step, comparing,
    fitting::{Fitting, distinct},
    query::{Query, QueryError},
    reporting,
    selection::Selection,
};
use crate::domain::{
    attribution::{
        context::ContextWeights,
        fit::Figures,
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

/// Steps of replicates that are drawn before anyone asks where they are.
const QUICK: u32 = 20;

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
    pub(super) fitting: Fitting,
    pub(super) replicates: Replicates,
    /// What it takes to go through all paths, in touches.
    touches: usize,
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
                Selection::of(
                    dataset,
                    &query.scope,
                    &query.context,
                    asked(&query, purpose).contains(&Base::TimeDecay),
                )?,
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

    /// Fits a model, or draws some replicates.
    pub fn step(&mut self) -> Result<Step<()>, EngineError> {
        let Fitted { fitting, selection, replicates, .. } = &mut self.fitted;
        if fitting.step(&selection.table, replicates)? {
            return Ok(Step::More(Progress { phase: Phase::Fitting, count: 0, fraction: None }));
        }
        let wanted = self.wanted();
        let until = self.drawn().saturating_add(self.replicates_a_step()).min(wanted);
        self.fitted.draw_until(until)?;
        if until >= wanted {
            return Ok(Step::Done(()));
        }
        let fraction = Some(f64::from(until) / f64::from(wanted));
        Ok(Step::More(Progress { phase: Phase::Replicating, count: until, fraction }))
    }

    /// Whether the figures are there, and their intervals are still some steps away.
    pub fn awaits_intervals(&self) -> bool {
        let steps = self.wanted() / self.replicates_a_step();
        self.drawn() == 0 && self.fitted.fitting.is_done() && steps > QUICK
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

    /// What each channel's share was in the replicates drawn so far, in the order of the report's channels.
    pub fn share_replicates(&self) -> Vec<Vec<f64>> {
        let channels = 0..self.fitted.selection.table.channels.len();
        channels.map(|channel| self.fitted.replicates.shares(self.query.model, channel, self.query.alpha)).collect()
    }

    /// What was fitted so far, for a query that takes this one's place.
    pub fn into_fitted(self) -> Fitted {
        self.fitted
    }

    fn wanted(&self) -> u32 {
        // A model without rows has nothing to draw.
        if self.query.method == Method::None || self.fitted.fitting.fitters.is_empty() {
            0
        } else {
            self.query.replicates
        }
    }

    fn replicates_a_step(&self) -> u32 {
        let Fitted { selection, fitting, touches, .. } = &self.fitted;
        let channels = selection.table.channels.len();
        let states = fitting.states.unwrap_or_default() as usize;
        let drawn = if self.query.method == Method::Bootstrap { selection.table.journeys() as usize } else { 0 };
        let cost = drawn + touches + channels.pow(3) + (8 << channels.min(EXACT_CHANNELS)) + 1_000 * states;
        u32::try_from(STEP_COST / cost.max(1)).map_or(u32::MAX, |count| count.max(1))
    }
}

impl Fitted {
    fn new(origin: Origin, selection: Selection, query: &Query, purpose: Purpose) -> Result<Fitted, EngineError> {
        let table = &selection.table;
        if query.method == Method::Bootstrap && table.journeys() > MOST_DRAWN {
            return Err(QueryError::TooManyToDraw(table.journeys()).into());
        }
        Ok(Fitted {
            origin,
            scope: query.scope.clone(),
            seed: query.seed,
            settings: query.settings.clone(),
            context: query.context.clone(),
            method: query.method,
            fitting: Fitting::new(
                &asked(query, purpose),
                wanted(query, purpose),
                purpose == Purpose::Report,
                table,
                &Query { settings: selection.settings(&query.settings), ..query.clone() },
            ),
            replicates: Replicates::new(table, query.method),
            touches: table.rows.iter().map(|row| row.channels.len() + 20 * (1 + row.groups.len())).sum(),
            selection,
        })
    }

    pub(super) fn figures(&self, base: Base) -> Option<&Figures> {
        self.fitting.figures(base)
    }

    fn draw_until(&mut self, count: u32) -> Result<(), EngineError> {
        while self.replicates.count() < count {
            self.replicates.add(&self.fitting.fitters, self.seed)?;
        }
        Ok(())
    }

    fn serves(&self, query: &Query, purpose: Purpose) -> bool {
        self.scope == query.scope
            && self.seed == query.seed
            && self.settings == query.settings
            && self.context == query.context
            && self.method == query.method
            && self.replicates.count() <= query.replicates
            && self.fitting.covers(&asked(query, purpose), &wanted(query, purpose))
    }
}

/// The models that are asked for.
fn asked(query: &Query, purpose: Purpose) -> Vec<Base> {
    match purpose {
        Purpose::Report => query.model.bases().to_vec(),
        Purpose::Comparison => distinct(Model::ALL.iter().flat_map(|model| model.bases()).copied()),
    }
}

/// Those of them that have replicates: rows of the chain are drawn for models of the chain only.
fn wanted(query: &Query, purpose: Purpose) -> Vec<Base> {
    let drawn = |base: &Base| !query.method.draws_rows() || matches!(base, Base::Markov | Base::ChainGame);
    asked(query, purpose).into_iter().filter(drawn).collect()
}
