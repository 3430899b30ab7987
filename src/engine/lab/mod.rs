//! The truth lab's job: the truths of a playbook, then every model marked on journeys that are made anew in each repetition.

mod ask;
mod sample;

#[cfg(test)]
mod tests;

use super::{Phase, Progress, Step};
use crate::domain::{
    attribution::model::Model,
    lab::{
        Truth, TruthJob, Way,
        findings::{LabFindings, SizeMarks},
        marks::Repetition,
        own_shares::{MOST_IN_INTERVALS, MOST_IN_SMALLER, OwnShares},
        truths::{Simulated, Truths},
        verdict::Verdict,
    },
};
pub use ask::{LabAsk, LabError, MOST_JOURNEYS, MOST_REPETITIONS};
use sample::{Fit, Sample};

/// Leads to which models are fitted to tell the shares that they have in the population: so many times those of a
/// repetition, but not fewer nor more than these.
const OWN_TIMES: u32 = 50;
const FEWEST_OWN: u32 = 100_000;
const MOST_OWN: u32 = 500_000;

/// Leads of one batch of them.
const OWN_BATCH: u32 = 500;

/// Numbers of samples that are no repetition.
const OWN_SAMPLES: u64 = 1 << 32;

/// Parts of the work, as far as progress tells.
const OWN_BEGINS: f64 = 0.02;
const REPETITIONS_BEGIN: f64 = 0.1;

/// The lab at work.
#[derive(Debug)]
pub struct LabJob {
    ask: LabAsk,
    /// Sample sizes, the least first.
    sizes: Vec<u32>,
    stage: Stage,
    /// Of a lead.
    truth: Option<Truth>,
    /// By model of [`Model::ALL`].
    own: Vec<Option<Vec<f64>>>,
    /// By sample size.
    repetitions: Vec<Vec<Repetition>>,
}

#[derive(Debug)]
enum Stage {
    Truth(Box<TruthJob>),
    Own(Box<OwnShares>, u32),
    /// The sample of the repetition and the models fitted to as much of it as the size under way.
    Repeating(Option<(Sample, Option<Box<Fit>>)>),
}

impl LabJob {
    /// Checks what is asked and begins.
    pub fn start(ask: LabAsk) -> Result<LabJob, LabError> {
        ask.check()?;
        let mut sizes = ask.journeys.clone();
        crate::domain::sorting::sort_distinct(&mut sizes);
        Ok(LabJob {
            stage: Stage::Truth(Box::new(truth(&ask)?)),
            truth: None,
            own: vec![None; Model::ALL.len()],
            repetitions: vec![Vec::new(); sizes.len()],
            sizes,
            ask,
        })
    }

    /// Does a little of it: some milliseconds.
    pub fn step(&mut self) -> Result<Step<LabFindings>, LabError> {
        let over = self.done() >= self.ask.repetitions;
        match &mut self.stage {
            Stage::Truth(job) => {
                if let Some(truth) = job.step() {
                    self.stage = Stage::Own(Box::new(OwnShares::new(&truth.channels, &self.ask.settings)), 0);
                    self.truth = Some(truth);
                }
            }
            Stage::Own(own, batches) => {
                if *batches * OWN_BATCH < own_leads(&self.sizes) {
                    let sample = Sample::draw(&self.ask, OWN_SAMPLES + u64::from(*batches), OWN_BATCH)?;
                    own.add(&sample.table(OWN_BATCH))?;
                    *batches += 1;
                } else {
                    self.own = own.shares(self.ask.alpha)?;
                    self.stage = Stage::Repeating(None);
                }
            }
            Stage::Repeating(_) if over => {
                return Ok(self.found().map_or_else(|| Step::More(self.progress()), Step::Done));
            }
            Stage::Repeating(_) => self.repeat()?,
        }
        Ok(Step::More(self.progress()))
    }

    /// What is found so far: the repetitions that are done; `None` before the truths are known.
    pub fn found(&self) -> Option<LabFindings> {
        let truth = self.truth.as_ref()?;
        let of_size = |journeys: u32, all: &[Repetition]| {
            let truths = in_conversions(truth, journeys);
            let credited: Vec<Repetition> = all.iter().filter(|of| of.attributed > 0).cloned().collect();
            let marks = SizeMarks::of(&truths, &self.own, &credited, (all.len() - credited.len()) as u32);
            (truths, credited, marks)
        };
        let ((journeys, smaller_sizes), (all, of_smaller)) = (self.sizes.split_last()?, self.repetitions.split_last()?);
        let (truths, credited, largest) = of_size(*journeys, all);
        let smaller = smaller_sizes.iter().zip(of_smaller).map(|(journeys, all)| of_size(*journeys, all).2).collect();
        Some(LabFindings {
            playbook: self.ask.playbook.name.clone(),
            knobs: self.ask.knobs,
            verdict: Verdict::of(&truths, &credited),
            largest,
            smaller,
            seed: self.ask.seed,
            replicates: self.ask.replicates,
            level: self.ask.level,
            own_leads: own_leads(&self.sizes),
            alpha: self.ask.alpha,
            settings: self.ask.settings.clone(),
            truths,
        })
    }

    /// Draws a sample, or fits the models to as much of it as the next size, or draws replicates of that.
    fn repeat(&mut self) -> Result<(), LabError> {
        let channels = self.truth.as_ref().map_or(&[][..], |truth| &truth.channels);
        let number = self.done();
        let last = self.sizes.len() - 1;
        let size = self.repetitions.iter().position(|of| of.len() == number as usize).unwrap_or(last);
        let Stage::Repeating(running) = &mut self.stage else { return Ok(()) };
        *running = match running.take() {
            None => {
                let all = self.sizes.last().copied().unwrap_or_default();
                Some((Sample::draw(&self.ask, u64::from(number), all)?, None))
            }
            Some((sample, None)) => {
                let most = if size < last { MOST_IN_SMALLER } else { MOST_IN_INTERVALS };
                let fit = Fit::of(&self.ask, channels, sample.table(self.sizes[size]), most);
                Some((sample, Some(Box::new(fit))))
            }
            Some((sample, Some(mut fit))) => match fit.replicate(&self.ask, sample.replicates_seed())? {
                true => {
                    self.repetitions[size].push(fit.repetition(&self.ask, channels.len()));
                    (size < last).then_some((sample, None))
                }
                false => Some((sample, Some(fit))),
            },
        };
        Ok(())
    }

    /// Repetitions that are done.
    fn done(&self) -> u32 {
        self.repetitions.last().map_or(0, Vec::len) as u32
    }

    fn progress(&self) -> Progress {
        let part = |of: u32, all: u32| f64::from(of) / f64::from(all.max(1));
        let between = |from: f64, to: f64, part: f64| from + (to - from) * part.min(1.0);
        let (phase, fraction) = match &self.stage {
            Stage::Truth(job) => (Phase::Fitting, between(0.0, OWN_BEGINS, job.fraction())),
            Stage::Own(_, batches) => {
                let done = part(*batches * OWN_BATCH, own_leads(&self.sizes));
                (Phase::Fitting, between(OWN_BEGINS, REPETITIONS_BEGIN, done))
            }
            Stage::Repeating(running) => {
                let fit = running.as_ref().and_then(|(_, fit)| fit.as_ref());
                let within = fit.map_or(0.0, |fit| part(fit.replicated(), self.ask.replicates));
                let made: usize = self.repetitions.iter().map(Vec::len).sum();
                let all = self.sizes.len() as f64 * f64::from(self.ask.repetitions);
                let done = (made as f64 + within) / all;
                (Phase::Replicating, between(REPETITIONS_BEGIN, 1.0, done))
            }
        };
        Progress { phase, count: self.done(), fraction: Some(fraction) }
    }
}

/// The whole job at once.
pub fn lab(ask: LabAsk) -> Result<LabFindings, LabError> {
    let mut job = LabJob::start(ask)?;
    loop {
        if let Step::Done(findings) = job.step()? {
            return Ok(findings);
        }
    }
}

fn own_leads(sizes: &[u32]) -> u32 {
    let all = sizes.last().copied().unwrap_or_default();
    all.saturating_mul(OWN_TIMES).clamp(FEWEST_OWN, MOST_OWN)
}

fn truth(ask: &LabAsk) -> Result<TruthJob, LabError> {
    TruthJob::start(&ask.playbook, &ask.population, ask.seed).map_err(LabError::Truth)
}

/// A lead's truth among so many.
fn in_conversions(truth: &Truth, journeys: u32) -> Truths {
    let times = |figure: f64| figure * f64::from(journeys);
    let each = |figures: &[f64]| figures.iter().map(|figure| times(*figure)).collect();
    Truths {
        channels: truth.channels.clone(),
        journeys,
        all: times(truth.all),
        none: times(truth.none),
        incremental: each(&truth.incremental),
        fair: each(&truth.fair),
        simulated: match &truth.way {
            Way::Enumerated => None,
            Way::Simulated { leads, error } => Some(Simulated {
                leads: *leads,
                all: times(error.all),
                none: times(error.none),
                incremental: each(&error.incremental),
                fair: each(&error.fair),
            }),
        },
    }
}
