//! A changed playbook beside the current one: both are played on the same leads, regeneration by regeneration, pooled and
//! fitted, and replicated together.

mod fits;
mod side;

use super::super::{EngineError, Phase, Progress, Step, query::Query};
use crate::{
    domain::{
        attribution::context::{at_strength, weight_of},
        dataset::{Dataset, LeadSource},
        journey::{Journey, Origin},
        measure::Measure,
        path::PathFilter,
        playbook::Playbook,
        scope::Scope,
        sorting,
        study::what_if::{
            PlaybookDifference, Sides,
            pool::{Pool, Weighed},
        },
        uncertainty::{draw::Draws, resample::Method},
    },
    pack::Pack,
};
use side::{Played, Pooled};

/// Regenerations where nothing else is asked for.
pub const REGENERATIONS: u32 = 30;

/// Most regenerations that may be asked for.
pub const MOST_REGENERATIONS: u32 = 1_000;

/// Most journeys by one playbook that are pooled: of more leads fewer regenerations are. At 24 bytes a distinct path of a
/// lead in the ledger and as much again in the pool, both playbooks take up at most 300 MB, and mostly a tenth of it.
pub const MOST_JOURNEYS: u32 = 3_000_000;

/// Most replicates.
pub const MOST_REPLICATES: u32 = 10_000;

/// Replicates that are drawn however long they take.
pub const FEWEST_REPLICATES: u32 = 50;

/// Leads that are played in one call of [`WhatIfJob::step`].
const LEADS_A_STEP: usize = 10_000;

/// Steps of arithmetic of all replicates: some seconds in a browser.
const MOST_COST: usize = 1_000_000_000;

/// Those of one call of [`WhatIfJob::step`]: some milliseconds.
const STEP_COST: usize = 2_000_000;

/// What the current playbook and seed are held against.
#[derive(Clone, Debug, PartialEq, Pack)]
pub struct WhatIf {
    pub playbook: Playbook,
    /// Of its draws. With the current seed the differences are paired.
    pub seed: u64,
    /// 1 to [`MOST_REGENERATIONS`].
    pub regenerations: u32,
}

/// The comparison under way.
#[derive(Debug)]
pub struct WhatIfJob {
    query: Query,
    asked: u32,
    /// The rows of the leads in scope, by what is known of them before any touch, in the order of their keys.
    rows: Vec<u32>,
    /// Context weight of each lead in scope.
    strengths: Vec<f64>,
    stage: Stage,
}

#[derive(Debug)]
enum Stage {
    /// Leads up to a place are played in the regeneration of this number, by one playbook after the other.
    Playing {
        sides: Box<[Played; 2]>,
        regeneration: u32,
        side: usize,
        place: usize,
    },
    Fitting {
        sides: Box<[Pooled; 2]>,
        pool: Pool,
        observed: [Weighed; 2],
        side: usize,
    },
    Replicating {
        sides: Box<[Pooled; 2]>,
        pool: Pool,
        wanted: u32,
    },
    /// Between two stages.
    Turning,
}

impl WhatIfJob {
    pub(super) fn start(dataset: &Dataset, query: Query, what_if: &WhatIf) -> Result<WhatIfJob, EngineError> {
        let Some(of) = dataset.leads() else {
            return Err(EngineError::Study(
                "These journeys were observed: no playbook made them, and none can be changed.".to_owned(),
            ));
        };
        if !(1..=MOST_REGENERATIONS).contains(&what_if.regenerations) {
            return Err(EngineError::Study("The regenerations must be from 1 to 1000.".to_owned()));
        }
        query.check(dataset)?;
        let (rows, strengths) = chosen(dataset, of, &query);
        let leads = rows.len() as u32;
        let regenerations = what_if.regenerations.min((MOST_JOURNEYS / leads.max(1)).max(1));
        let played =
            |playbook: &Playbook, seed| Played::new(playbook.clone(), seed, regenerations, strengths.clone(), &query);
        let sides = Box::new([played(&of.playbook, of.seed)?, played(&what_if.playbook, what_if.seed)?]);
        let stage = Stage::Playing { sides, regeneration: 0, side: 0, place: 0 };
        Ok(WhatIfJob { query, asked: what_if.regenerations, rows, strengths, stage })
    }

    /// Plays some leads, fits a model or draws some replicates.
    pub(super) fn step(&mut self, dataset: &Dataset) -> Result<Step<PlaybookDifference>, EngineError> {
        self.stage = match std::mem::replace(&mut self.stage, Stage::Turning) {
            Stage::Playing { mut sides, regeneration, side, place } => {
                let played = &mut sides[side];
                let is_due =
                    regeneration < played.regenerations && begins_in_scope(dataset, &played.playbook, &self.query);
                let until = (place + LEADS_A_STEP).min(self.rows.len());
                if let Some(of) = dataset.leads().filter(|_| regeneration < played.regenerations) {
                    let rows = if is_due { &self.rows[place..until] } else { &[] };
                    played.play(regeneration, &of.leads, rows, place, &self.query)?;
                }
                match until < self.rows.len() && is_due {
                    true => Stage::Playing { sides, regeneration, side, place: until },
                    false => {
                        played.end(&self.query)?;
                        self.turn(sides, regeneration, side)?
                    }
                }
            }
            Stage::Fitting { mut sides, pool, observed, side } => {
                let side = side + usize::from(sides[side].fit(&observed[side], self.query.model)?);
                match side {
                    2.. => {
                        let wanted = self.wanted(&sides, &pool);
                        Stage::Replicating { sides, pool, wanted }
                    }
                    _ => Stage::Fitting { sides, pool, observed, side },
                }
            }
            Stage::Replicating { mut sides, pool, wanted } => {
                let drawn = sides[0].side.replicates.len() as u32;
                if drawn >= wanted {
                    return Ok(Step::Done(self.found(&sides, pool.leads(), drawn)));
                }
                let at_once = (STEP_COST / cost(&sides, &pool)).clamp(1, wanted as usize) as u32;
                for replicate in drawn..wanted.min(drawn + at_once) {
                    let mut draws = Draws::of_replicate(self.query.seed, replicate);
                    let weighed = pool.replicate([sides[0].slots(), sides[1].slots()], &mut draws);
                    for (side, weighed) in sides.iter_mut().zip(&weighed) {
                        side.replicate(weighed, self.query.model)?;
                    }
                }
                Stage::Replicating { sides, pool, wanted }
            }
            Stage::Turning => Stage::Turning,
        };
        Ok(Step::More(self.progress()))
    }

    /// The next playbook or regeneration; once there is none, both are put together.
    fn turn(&self, sides: Box<[Played; 2]>, regeneration: u32, side: usize) -> Result<Stage, EngineError> {
        let (regeneration, side) = if side == 0 { (regeneration, 1) } else { (regeneration + 1, 0) };
        if sides.iter().any(|played| regeneration < played.regenerations) {
            return Ok(Stage::Playing { sides, regeneration, side, place: 0 });
        }
        let [current, changed] = *sides;
        let mut sides = Box::new([current.close(&self.query)?, changed.close(&self.query)?]);
        let pool = Pool::of([&sides[0].closed, &sides[1].closed], &self.strengths);
        sides.iter_mut().for_each(|side| side.closed.leads = Vec::new());
        let observed = pool.observed([sides[0].slots(), sides[1].slots()]);
        Ok(Stage::Fitting { sides, pool, observed, side: 0 })
    }

    /// Replicates that are drawn: as many as are asked for, unless they would take too long.
    fn wanted(&self, sides: &[Pooled; 2], pool: &Pool) -> u32 {
        let asked = self.asked_replicates();
        let affordable = u32::try_from(MOST_COST / cost(sides, pool)).unwrap_or(u32::MAX);
        asked.min(affordable.clamp(FEWEST_REPLICATES, MOST_REPLICATES))
    }

    fn asked_replicates(&self) -> u32 {
        if self.query.method == Method::None || self.strengths.is_empty() { 0 } else { self.query.replicates }
    }

    fn progress(&self) -> Progress {
        let (phase, count, fraction) = match &self.stage {
            Stage::Playing { sides, regeneration, side, .. } => {
                let all = sides.iter().map(|played| played.regenerations).max().unwrap_or(1);
                let part = (2.0 * f64::from(*regeneration) + *side as f64) / (2.0 * f64::from(all));
                (Phase::Joining, *regeneration, 0.5 * part.min(1.0))
            }
            Stage::Fitting { .. } | Stage::Turning => (Phase::Fitting, 0, 0.5),
            Stage::Replicating { sides, wanted, .. } => {
                let drawn = sides[0].side.replicates.len() as u32;
                (Phase::Replicating, drawn, 0.5 + 0.5 * f64::from(drawn) / f64::from((*wanted).max(1)))
            }
        };
        Progress { phase, count, fraction: Some(fraction) }
    }

    fn found(&self, sides: &[Pooled; 2], leads: u32, replicates: u32) -> PlaybookDifference {
        let [current, changed] = sides;
        let same = Playbook { name: current.playbook.name.clone(), ..changed.playbook.clone() } == current.playbook;
        let identical = same && (current.seed == changed.seed || current.is_certain);
        let put = Sides { sides: [&current.side, &changed.side], level: self.query.level, identical };
        PlaybookDifference {
            origin: Origin::Synthetic,
            playbooks: [current.playbook.name.clone(), changed.playbook.name.clone()],
            same,
            seeds: [current.seed, changed.seed],
            certain: [current.is_certain, changed.is_certain],
            regenerations: [current.regenerations, changed.regenerations],
            regenerations_asked: self.asked,
            model: self.query.model,
            alpha: self.query.model.alpha(self.query.alpha),
            level: self.query.level,
            seed: self.query.seed,
            replicates,
            replicates_asked: self.asked_replicates(),
            leads,
            journeys: put.journeys(),
            conversions: put.conversions(),
            rate: put.rate(),
            value: put.value(),
            without_value: [current, changed].map(Pooled::without_value),
            channels: put.channels(),
        }
    }
}

/// What one replicate costs, in steps of arithmetic.
fn cost(sides: &[Pooled; 2], pool: &Pool) -> usize {
    (pool.terms() + sides.iter().map(Pooled::cost).sum::<usize>()).max(1)
}

/// The rows of the leads in scope by what is known of them before any touch, in the order of their keys, and their context
/// weights. Filters by channel or
/// path, and by a start that the playbook sets, choose among the journeys of these leads.
fn chosen(dataset: &Dataset, of: &LeadSource, query: &Query) -> (Vec<u32>, Vec<f64>) {
    let mut scope = Scope { paths: PathFilter::default(), ..query.scope.clone() };
    scope.ranges.retain(|range| range.of != Measure::Start);
    let (inside, _) = scope.select(dataset);
    let (personas, plays) = (dataset.personas(), dataset.plays());
    let strength = |journey: &&Journey| {
        let subject = dataset.subject(journey);
        let persona = subject.persona.map_or(1.0, |id| weight_of(&query.context.personas, personas.name(id)));
        let play = subject.play.map_or(1.0, |id| weight_of(&query.context.plays, plays.name(id)));
        at_strength(persona * play, query.context.lambda)
    };
    // Sums run in the order of the leads' keys, which that of the rows does not change.
    let key = |journey: &&Journey| of.leads.key(journey.subject as usize);
    let id = |place: u32| of.leads.id(inside[place as usize].subject as usize);
    let order = sorting::order(inside.iter().map(key), &|a, b| id(a).cmp(id(b)));
    let ordered = || order.iter().map(|place| &inside[*place as usize]);
    (ordered().map(|journey| journey.subject).collect(), ordered().map(strength).collect())
}

/// Whether journeys that begin when this playbook says are in scope.
fn begins_in_scope(dataset: &Dataset, playbook: &Playbook, query: &Query) -> bool {
    let ranges = query.scope.ranges.iter().filter(|range| range.of == Measure::Start);
    let Some(journey) = dataset.journeys.rows.first() else { return true };
    let begun = Journey { start: playbook.start_unix_seconds, ..*journey };
    ranges.into_iter().all(|range| range.holds(dataset, &begun))
}
