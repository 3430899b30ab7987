//! Playbooks learnt from observed journeys: a chain of touches, delays, and conversions by log-odds, for each persona that has
//! enough journeys.
//!
//! **Associations are taken as if they were effects.** Journeys that hold a channel may convert more often because of it, or
//! because it follows intent, or because of whom it reaches; observed journeys cannot tell which, and the fitted effects are
//! right for the first case alone. What would tell is a holdout.

mod course;
pub mod fidelity;
mod limits;
mod logistic;
mod notes;
mod outcome;
mod simulation;
mod spread;
mod sums;
mod tally;
#[cfg(test)]
mod tests;

use super::{Conversion, Course, Playbook, Rule, RuleOf, SCHEMA, When};
use crate::{
    domain::{
        dataset::{DEFAULT_SEED, Dataset},
        journey::Journey,
        study::proportion::Proportion,
        words::count,
    },
    pack::Pack,
};
pub use fidelity::Fidelity;
use limits::Limits;
use outcome::Outcomes;
use simulation::Simulation;
use tally::{Class, Tally};

/// Channels at most: more make no playbook that anybody reads.
pub const MOST_CHANNELS: usize = 64;
/// Personas with a rule of their own at most, those with the most journeys. Of many channels they are fewer, so that the
/// playbook is sound.
pub const MOST_PERSONAS: usize = 50;
/// A fitted chain makes at most so many touches.
pub const MOST_TOUCHES: u32 = 100;
/// Personas that are named to follow the pooled rule at most, where any other persona does not.
const MOST_NAMED: usize = 100;

/// What is stated beside every fit.
#[derive(Clone, Copy, Debug, PartialEq, Pack)]
pub struct FitOptions {
    /// A persona has a rule of its own with at least so many journeys and conversions, and a null journey. The same
    /// numbers are asked of all journeys.
    pub enough_journeys: u32,
    pub enough_conversions: u32,
    /// Transitions as in the pooled row that a persona's row begins with.
    pub smoothing: f64,
    /// Standard deviation, in log-odds, of the prior of effects; above 0.
    pub effect_prior: f64,
    /// Delays and values of which there are fewer are pooled, and no log-normal distribution is fitted to them.
    pub enough_gaps: u32,
    /// Journeys made for each observed one to see how well the playbook makes them; and of all, at most.
    pub made_for_each: u32,
    pub most_made: u32,
    pub seed: u64,
}

/// A playbook, what was assumed for it, and how well it makes what it was fitted to.
#[derive(Clone, Debug, PartialEq, Pack)]
pub struct Fitted {
    pub playbook: Playbook,
    /// Plain sentences: what was smoothed, pooled and assumed.
    pub notes: Vec<String>,
    pub fidelity: Fidelity,
}

/// Why no playbook is fitted.
#[derive(Clone, Debug, PartialEq, Eq, Pack)]
pub struct FitRefused {
    pub words: String,
}

/// Journeys that a rule was fitted to.
#[derive(Clone, Debug, PartialEq, Eq, Pack)]
pub enum Whom {
    All,
    /// A persona with a rule of its own.
    Persona(String),
    WithoutPersona,
    /// Those that follow the pooled rule.
    Pooled,
}

/// A fit under way: the playbook is there, and journeys are made by it.
#[derive(Debug)]
pub struct FitJob {
    tally: Tally,
    playbook: Playbook,
    notes: Vec<String>,
    simulation: Simulation,
}

/// Fits at once. Channels that a scope takes out or puts together are there as they were observed.
pub fn fit(dataset: &Dataset, inside: &[&Journey], options: FitOptions) -> Result<Fitted, FitRefused> {
    let mut job = FitJob::start(dataset, inside, options)?;
    while !job.step() {}
    Ok(job.found())
}

impl Default for FitOptions {
    fn default() -> FitOptions {
        FitOptions {
            enough_journeys: 30,
            enough_conversions: 10,
            smoothing: 5.0,
            effect_prior: 1.0,
            enough_gaps: 30,
            made_for_each: 20,
            most_made: 200_000,
            seed: DEFAULT_SEED,
        }
    }
}

impl FitOptions {
    fn is_enough(&self, of: Proportion) -> bool {
        of.journeys >= self.enough_journeys && of.conversions >= self.enough_conversions.max(1) && of.nulls() > 0
    }
}

impl std::fmt::Display for FitRefused {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&self.words)
    }
}

impl std::error::Error for FitRefused {}

impl Whom {
    /// As it stands in a sentence.
    pub fn words(&self) -> String {
        match self {
            Whom::All => "all journeys".to_owned(),
            Whom::Persona(name) => format!("journeys of {name}"),
            Whom::WithoutPersona => "journeys without a persona".to_owned(),
            Whom::Pooled => "journeys by the pooled rule".to_owned(),
        }
    }
}

impl FitJob {
    /// Counts and fits, in one step: 0.2 s for 100,000 journeys of 54,500 paths and 12 channels, natively. A step of
    /// [`FitJob::step`] then takes some 4 ms.
    pub fn start(dataset: &Dataset, inside: &[&Journey], options: FitOptions) -> Result<FitJob, FitRefused> {
        let refused = |words: &str| Err(FitRefused { words: words.to_owned() });
        if dataset.touchpoints().is_none() {
            return match dataset.leads() {
                Some(_) => refused("These journeys were made by a playbook: they teach nothing but its rules."),
                None => {
                    refused("A table of paths knows no single journeys, neither personas nor times, to learn from.")
                }
            };
        }
        let held = tally::held(dataset, inside);
        if held.is_empty() {
            return refused("No journey in scope holds a touch to learn from.");
        }
        if held.len() > MOST_CHANNELS {
            let words = format!(
                "{} channels are more than the {MOST_CHANNELS} that a playbook is fitted to. Merge some.",
                held.len()
            );
            return Err(FitRefused { words });
        }
        let mut limits = Limits::WIDEST;
        let (tally, all, outcomes, playbook) = loop {
            let tally = Tally::of(dataset, inside, &held, (&options, limits));
            let all = tally.all();
            too_little(&all, &options)?;
            let outcomes = Outcomes::fitted(&tally, &all, &options);
            let playbook = playbook(dataset, &tally, &all, &outcomes, &options);
            match limits.narrower(&tally, &playbook)? {
                None => break (tally, all, outcomes, playbook),
                Some(narrower) => limits = narrower,
            }
        };
        let made = all.outcomes.journeys.saturating_mul(options.made_for_each).min(options.most_made);
        let Ok(simulation) = Simulation::of(&tally, &playbook, outcomes.sii_centre, (made, options.seed)) else {
            return refused("There are too many channels to tell apart.");
        };
        let notes = notes::notes(&tally, &all, &outcomes, &options);
        Ok(FitJob { tally, playbook, notes, simulation })
    }

    /// Makes a few thousand journeys; whether all are made.
    pub fn step(&mut self) -> bool {
        self.simulation.step()
    }

    /// The playbook, which is there from the first.
    pub fn playbook(&self) -> &Playbook {
        &self.playbook
    }

    /// Of the journeys to be made, 0 to 1.
    pub fn fraction(&self) -> f64 {
        self.simulation.fraction()
    }

    /// What was found, once all are made.
    pub fn found(&self) -> Fitted {
        let fidelity = self.simulation.fidelity(&self.tally);
        Fitted { playbook: self.playbook.clone(), notes: self.notes.clone(), fidelity }
    }
}

fn too_little(all: &Class, options: &FitOptions) -> Result<(), FitRefused> {
    let of = all.outcomes;
    let journeys = count(of.journeys, "journey", "journeys");
    let words = match (of.conversions, all.nulls()) {
        (0, _) => format!("No conversion in {journeys}: nothing tells what makes journeys convert."),
        (_, 0) => format!("All of {journeys} convert: nothing tells what makes journeys convert."),
        _ if of.journeys < options.enough_journeys || of.conversions < options.enough_conversions => format!(
            "Too little to learn from: {journeys} with {}; at least {} and {} are needed.",
            count(of.conversions, "conversion", "conversions"),
            options.enough_journeys,
            options.enough_conversions
        ),
        _ => return Ok(()),
    };
    Err(FitRefused { words })
}

fn playbook(dataset: &Dataset, tally: &Tally, all: &Class, outcomes: &Outcomes, options: &FitOptions) -> Playbook {
    let rule = |class: &Class, chance| Rule {
        course: Course::Chain(course::chain(tally, class, all, options)),
        conversion: Conversion {
            when: When::Chance(chance),
            delay: course::to_conversion(class, all, options),
            closing: None,
        },
    };
    let of = |persona: &str, rule: Rule| RuleOf { persona: persona.to_owned(), play: None, rule };
    let pooled = rule(all, outcomes.pooled(tally, all));
    let (mut rules, mut any_other) = (Vec::new(), None);
    for (at, class) in tally.classes.iter().enumerate() {
        match &class.whom {
            Whom::Persona(name) => rules.push(of(name, rule(class, outcomes.of_class(tally, at)))),
            Whom::WithoutPersona => any_other = Some(rule(class, outcomes.of_class(tally, at))),
            Whom::All | Whom::Pooled => {}
        }
    }
    if any_other.is_some() {
        rules.extend(tally.pooled.iter().take(MOST_NAMED).map(|persona| of(persona, pooled.clone())));
    }
    Playbook {
        schema: SCHEMA,
        name: limits::name(&format!("Learnt from {}", dataset.source.name)),
        event_id: limits::name(&dataset.source.name),
        start_unix_seconds: limits::instant(tally.start),
        rules,
        any_other: any_other.unwrap_or(pooled),
        value: outcome::value(tally, options),
    }
}
