//! One playbook: its regenerations are played and booked one by one, then fitted together.

use super::{
    super::super::{EngineError, query::Query, selection::Selection},
    fits::{Fits, Fitting},
};
use crate::domain::{
    attribution::{
        PathWeights,
        model::{Base, Model, Settings},
    },
    dataset::{Content, Dataset},
    journey::Journeys,
    path::Rewrite,
    playbook::Playbook,
    study::what_if::{
        Realised, Side,
        ledger::{Closed, Ledger},
        pool::Weighed,
        regeneration::{is_certain, played, seed_of},
    },
};

const SECONDS_PER_DAY: f64 = 86_400.0;

/// Streams of sampled orders of single regenerations begin here, behind those of replicates.
const SINGLE_STREAM: u32 = 1 << 29;

/// One playbook being played.
#[derive(Debug)]
pub(super) struct Played {
    pub(super) playbook: Playbook,
    pub(super) seed: u64,
    pub(super) is_certain: bool,
    pub(super) regenerations: u32,
    ledger: Ledger,
    /// The model's settings, with the groups of channels that are passed over.
    settings: Settings,
    /// Weights of transitions into channels, where they are not 1.
    into: Vec<(String, f64)>,
    singles: Vec<(Vec<String>, Realised)>,
}

/// A playbook whose journeys are all booked.
#[derive(Debug)]
pub(super) struct Pooled {
    pub(super) playbook: Playbook,
    pub(super) seed: u64,
    pub(super) is_certain: bool,
    pub(super) regenerations: u32,
    pub(super) closed: Closed,
    fits: Fits,
    replicated: Fits,
    fitting: Fitting,
    pub(super) side: Side,
}

impl Played {
    /// `regenerations` of a playbook that leaves something to chance, for so many leads.
    pub(super) fn new(
        playbook: Playbook,
        seed: u64,
        regenerations: u32,
        leads: u32,
        query: &Query,
    ) -> Result<Played, EngineError> {
        let is_certain = is_certain(&playbook)?;
        Ok(Played {
            playbook,
            seed,
            is_certain,
            regenerations: if is_certain { 1 } else { regenerations },
            ledger: Ledger::new(leads, half_life(query)),
            settings: query.settings.clone(),
            into: Vec::new(),
            singles: Vec::new(),
        })
    }

    /// Makes the journeys of a regeneration in the place of those that are there.
    pub(super) fn play(&self, regeneration: u32, scratch: &mut Dataset) -> Result<(), EngineError> {
        let seed = seed_of(self.seed, regeneration);
        let playbook = played(&self.playbook, seed);
        if let Content::Leads(of) = &mut scratch.source.content {
            scratch.journeys = Journeys::synthesise(&of.leads, &playbook, seed)?;
            (of.playbook, of.seed) = (playbook, seed);
        }
        Ok(())
    }

    /// Books the journeys that are there, and fits them by themselves: what the page would show of them.
    pub(super) fn book(&mut self, scratch: &Dataset, query: &Query, places: &[u32]) -> Result<(), EngineError> {
        let by_age = query.model.bases().contains(&Base::TimeDecay);
        let selection = Selection::of(scratch, &query.scope, &query.context, by_age)?;
        let table = &selection.table;
        let (inside, _) = query.scope.select(scratch);
        let rewrite = Rewrite::named(&scratch.journeys.channels, &query.scope.without, &query.scope.groups);
        let totals = self.ledger.add(&scratch.journeys, &inside, &rewrite, places);
        self.settings = selection.settings(&query.settings);
        for (name, weight) in table.channels.iter().zip(&table.into).filter(|(_, weight)| **weight != 1.0) {
            if !self.into.iter().any(|(known, _)| known == name) {
                self.into.push((name.clone(), *weight));
            }
        }
        let stream = SINGLE_STREAM + self.singles.len() as u32;
        let fits = Fits::new(table, query, &self.settings, false)?.for_replicates();
        let single = Realised {
            share: fits.shares(&PathWeights::observed(table), stream)?,
            journeys: totals.journeys as f64,
            conversions: totals.conversions as f64,
            shared: shared(query.model, totals.conversions as f64, totals.attributed as f64),
        };
        self.singles.push((table.channels.clone(), single));
        Ok(())
    }

    /// Puts the regenerations together.
    pub(super) fn close(self, query: &Query) -> Result<Pooled, EngineError> {
        let mut closed = self.ledger.close()?;
        let into = |name: &String| self.into.iter().find(|(known, _)| known == name).map_or(1.0, |(_, weight)| *weight);
        let table = &mut closed.table;
        table.into = table.channels.iter().map(into).collect();
        table.lambda = query.context.lambda;
        let fits = || Fits::new(&closed.table, query, &self.settings, half_life(query).is_some());
        let (fits, replicated) = (fits()?, fits()?.for_replicates());
        let channels = closed.table.channels.clone();
        let singles = self.singles.into_iter().map(|(names, single)| in_order(&channels, &names, single)).collect();
        let (runs, totals) = (f64::from(self.regenerations), closed.totals);
        let [journeys, conversions, attributed] =
            [totals.journeys, totals.conversions, totals.attributed].map(|sum| sum as f64 / runs);
        let pooled =
            Realised { share: None, journeys, conversions, shared: shared(query.model, conversions, attributed) };
        Ok(Pooled {
            playbook: self.playbook,
            seed: self.seed,
            is_certain: self.is_certain,
            regenerations: self.regenerations,
            fitting: fits.begin(),
            fits,
            replicated,
            closed,
            side: Side { channels, pooled, replicates: Vec::new(), singles },
        })
    }
}

impl Pooled {
    /// Fits a little of all regenerations together; true once that is done.
    pub(super) fn fit(&mut self, observed: &Weighed) -> Result<bool, EngineError> {
        let weights = observed.path_weights();
        let share = self.fits.step(&mut self.fitting, &self.closed.table, &weights)?;
        let is_done = share.is_some();
        if let Some(share) = share {
            self.side.pooled.share = share;
        }
        Ok(is_done)
    }

    /// Keeps a replicate.
    pub(super) fn replicate(&mut self, weighed: &Weighed, model: Model) -> Result<(), EngineError> {
        let stream = self.side.replicates.len() as u32 + 1;
        let totals = weighed.totals(&self.closed.table).map(|sum| sum / f64::from(self.regenerations));
        let [journeys, conversions, attributed] = totals;
        self.side.replicates.push(Realised {
            share: self.replicated.shares(&weighed.path_weights(), stream)?,
            journeys,
            conversions,
            shared: shared(model, conversions, attributed),
        });
        Ok(())
    }

    /// What the fit of one replicate costs, in steps of arithmetic.
    pub(super) fn cost(&self) -> usize {
        self.replicated.cost(&self.closed.table)
    }

    pub(super) fn slots(&self) -> usize {
        2 * self.closed.table.rows.len()
    }
}

/// In seconds, where credit goes by age.
fn half_life(query: &Query) -> Option<f64> {
    (query.model == Model::TimeDecay).then_some(query.settings.half_life_days * SECONDS_PER_DAY)
}

/// Participation's shares are parts of all conversions, those of journeys without a touch included.
fn shared(model: Model, conversions: f64, attributed: f64) -> f64 {
    if model == Model::Participation { conversions } else { attributed }
}

/// A regeneration's shares, in the order of the channels of all regenerations.
fn in_order(channels: &[String], names: &[String], single: Realised) -> Realised {
    let share = single.share.map(|share| {
        let of = |name: &String| names.iter().position(|known| known == name).map_or(0.0, |at| share[at]);
        channels.iter().map(of).collect()
    });
    Realised { share, ..single }
}
