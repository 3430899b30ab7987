//! One repetition: leads drawn anew, their journeys, every model fitted to some of them, and intervals.

use super::ask::LabAsk;
use crate::{
    domain::{
        attribution::{
            PathWeights,
            fit::{FitError, Fitter},
            model::{Base, Model},
        },
        channel::TooManyChannels,
        journey::{Journey, Journeys},
        lab::{
            marks::Repetition,
            own_shares::{BASES, MOST_IN_INTERVALS, attributed, of_model, places, spread},
        },
        path::{PathTable, Rewrite},
        uncertainty::{Interval, draw::mixed, replicates::Replicates, resample::Method},
    },
    engine::EngineError,
};

/// Steps of arithmetic that one call may cost: a few milliseconds.
const STEP_COST: usize = 500_000;

/// What the seed of a repetition is mixed with.
const LEADS: u64 = 1;
const JOURNEYS: u64 = 2;
const REPLICATES: u64 = 3;

/// A sample of journeys by its number.
#[derive(Debug)]
pub(super) struct Sample {
    seed: u64,
    pub(super) journeys: Journeys,
}

/// Models fitted to the first journeys of a sample.
#[derive(Debug)]
pub(super) struct Fit {
    table: PathTable,
    /// Of the table's channels among those of the truths.
    places: Vec<usize>,
    fitters: Vec<Fitter>,
    replicates: Replicates,
    pub(super) repetition: Repetition,
}

impl Sample {
    /// Draws leads and their journeys. Samples of other numbers have nothing in common.
    pub(super) fn draw(ask: &LabAsk, number: u64, leads: u32) -> Result<Sample, TooManyChannels> {
        let seed = mixed(mixed(ask.seed) ^ number);
        let leads = ask.population.leads(leads, mixed(seed ^ LEADS));
        Ok(Sample { seed, journeys: Journeys::synthesise(&leads, &ask.playbook, mixed(seed ^ JOURNEYS))? })
    }

    /// The paths of the first journeys, as many as these.
    pub(super) fn table(&self, journeys: u32) -> PathTable {
        let inside: Vec<&Journey> = self.journeys.rows.iter().take(journeys as usize).collect();
        PathTable::collapse(&self.journeys, &inside, &Rewrite::default(), true, |_| 1.0)
    }

    pub(super) fn replicates_seed(&self) -> u64 {
        mixed(self.seed ^ REPLICATES)
    }
}

impl Fit {
    /// Fits every model; one that cannot be fitted has no credit. The chain game has no intervals in worlds of more channels than
    /// `most`.
    pub(super) fn of(ask: &LabAsk, channels: &[String], table: PathTable, most: usize) -> Fit {
        let places = places(channels, &table);
        let weights = PathWeights::observed(&table);
        let mut fitters = Vec::new();
        let mut of_base = |base: Base| -> Result<Option<Vec<f64>>, FitError> {
            let fitter = Fitter::new(base, &table, &ask.settings, ask.seed)?;
            let share = fitter.fit(&table, &weights, 0)?.share;
            // By the channels of the world: all repetitions have the same intervals.
            if base != Base::ChainGame || channels.len() <= most {
                fitters.push(fitter);
            }
            Ok(share.map(|share| spread(&share, &places, channels.len())))
        };
        let of_bases: Vec<Option<Vec<f64>>> = BASES.iter().map(|base| of_base(*base).unwrap_or_default()).collect();
        let shares = Model::ALL.iter().map(|model| of_model(*model, &of_bases, ask.alpha)).collect();
        let repetition = Repetition {
            conversions: table.conversions(),
            attributed: attributed(&table),
            shares,
            intervals: vec![None; Model::ALL.len()],
        };
        Fit { replicates: Replicates::new(&table, Method::Bayesian), places, fitters, repetition, table }
    }

    /// Draws some replicates; true once there are as many as were asked for.
    pub(super) fn replicate(&mut self, ask: &LabAsk, seed: u64) -> Result<bool, EngineError> {
        let until = self.replicates.count().saturating_add(self.replicates_a_step()).min(ask.replicates);
        while self.replicates.count() < until {
            self.replicates.add(&self.fitters, seed)?;
        }
        Ok(until >= ask.replicates)
    }

    pub(super) fn replicated(&self) -> u32 {
        self.replicates.count()
    }

    /// The repetition with the intervals of the replicates drawn.
    pub(super) fn repetition(mut self, ask: &LabAsk, channels: usize) -> Repetition {
        let intervals = Model::ALL.iter().zip(&self.repetition.shares).map(|(model, shares)| {
            shares.as_ref()?;
            let mut intervals = vec![Interval { level: ask.level, lo: 0.0, hi: 0.0 }; channels];
            for (channel, place) in self.places.iter().enumerate() {
                let replicates = self.replicates.shares(*model, channel, ask.alpha);
                intervals[*place] = Interval::equal_tailed(ask.level, replicates)?;
            }
            Some(intervals)
        });
        self.repetition.intervals = intervals.collect();
        self.repetition
    }

    fn replicates_a_step(&self) -> u32 {
        let touches: usize = self.table.rows.iter().map(|row| row.channels.len()).sum();
        let groups: usize = self.table.rows.iter().map(|row| 1 + row.groups.len()).sum();
        let channels = self.table.channels.len();
        let states: usize = self.fitters.iter().filter_map(|fitter| fitter.states(&self.table)).sum();
        let cost = self.fitters.len() * touches + 20 * groups + channels.pow(3) + 1_000 * states;
        let has_game = self.fitters.iter().any(|fitter| fitter.base == Base::ChainGame);
        let cost = cost + if has_game { 8 << channels.min(MOST_IN_INTERVALS) } else { 0 };
        u32::try_from(STEP_COST / cost.max(1)).map_or(u32::MAX, |count| count.max(1))
    }
}
