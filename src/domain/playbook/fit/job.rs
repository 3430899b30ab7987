//! A fit in small steps: journeys are counted, the regression is fitted, and journeys are made by what was learnt.

use super::{
    FitOptions, FitRefused, Fitted, MOST_CHANNELS, MOST_NAMED, Whom, course,
    limits::{self, Limits},
    notes,
    outcome::{self, Outcomes, OutcomesJob},
    shown::Shown,
    simulation::Simulation,
    tally::{Class, Counting, Tally},
};
use crate::domain::{
    dataset::Dataset,
    journey::Journey,
    path::Rewrite,
    playbook::{Conversion, Course, Playbook, Rule, RuleOf, SCHEMA, When},
    words::count,
};

/// Parts of the work, as far as progress tells.
const FITTING_BEGINS: f64 = 0.4;
const MAKING_BEGINS: f64 = 0.5;

/// A fit under way.
#[derive(Debug)]
pub struct FitJob {
    inside: Vec<Journey>,
    shown: Shown,
    options: FitOptions,
    stage: Stage,
}

#[derive(Debug)]
enum Stage {
    Counting(Box<Counting>),
    Fitting(Box<(Tally, Class, OutcomesJob)>),
    /// The playbook is there, and journeys are made by it.
    Making(Box<Learnt>),
    /// Between two stages, or refused.
    Turning,
}

#[derive(Debug)]
struct Learnt {
    tally: Tally,
    playbook: Playbook,
    notes: Vec<String>,
    simulation: Simulation,
}

/// Fits at once.
pub fn fit(
    dataset: &Dataset,
    inside: &[&Journey],
    rewrite: &Rewrite,
    options: FitOptions,
) -> Result<Fitted, FitRefused> {
    let mut job = FitJob::start(dataset, inside, rewrite, options)?;
    loop {
        if let Some(fitted) = job.step(dataset)? {
            return Ok(fitted);
        }
    }
}

impl FitJob {
    /// Looks which channels the journeys hold, as they are shown: with some taken out, and some merged. Takes a few passes over
    /// the journeys, in one piece.
    pub fn start(
        dataset: &Dataset,
        inside: &[&Journey],
        rewrite: &Rewrite,
        options: FitOptions,
    ) -> Result<FitJob, FitRefused> {
        if dataset.touchpoints().is_none() {
            return match dataset.leads() {
                Some(_) => refused("These journeys were made by a playbook: they teach nothing but its rules."),
                None => {
                    refused("A table of paths knows no single journeys, neither personas nor times, to learn from.")
                }
            };
        }
        let inside: Vec<Journey> = inside.iter().copied().copied().collect();
        let shown = Shown::of(dataset, &inside, rewrite);
        if shown.names.is_empty() {
            return refused("No journey in scope holds a touch to learn from.");
        }
        if shown.names.len() > MOST_CHANNELS {
            let words = format!(
                "{} channels are more than the {MOST_CHANNELS} that a playbook is fitted to. Merge some.",
                shown.names.len()
            );
            return Err(FitRefused { words });
        }
        let counting = Counting::of(dataset, &inside, &shown, &options, Limits::WIDEST);
        Ok(FitJob { inside, shown, options, stage: Stage::Counting(Box::new(counting)) })
    }

    /// Does a little of it, some milliseconds; what is learnt once it is done. The dataset is the same in every call.
    pub fn step(&mut self, dataset: &Dataset) -> Result<Option<Fitted>, FitRefused> {
        self.stage = match std::mem::replace(&mut self.stage, Stage::Turning) {
            Stage::Counting(mut counting) => match counting.step(dataset, &self.inside, &self.shown) {
                false => Stage::Counting(counting),
                true => {
                    let tally = counting.tally();
                    let all = tally.all();
                    too_little(&all, &self.options)?;
                    let outcomes = OutcomesJob::of(&tally, &self.options);
                    Stage::Fitting(Box::new((tally, all, outcomes)))
                }
            },
            Stage::Fitting(mut fitting) => {
                let (tally, all, job) = &mut *fitting;
                match job.step(tally, all) {
                    None => Stage::Fitting(fitting),
                    Some(outcomes) => self.learn(dataset, *fitting, &outcomes)?,
                }
            }
            Stage::Making(mut learnt) => {
                if learnt.simulation.step() {
                    let Learnt { tally, playbook, notes, simulation } = *learnt;
                    let fidelity = simulation.fidelity(&tally);
                    return Ok(Some(Fitted { playbook, notes, fidelity }));
                }
                Stage::Making(learnt)
            }
            Stage::Turning => Stage::Turning,
        };
        Ok(None)
    }

    /// Writes the playbook; where it would hold more than one may, all is counted anew with fewer rules.
    fn learn(
        &self,
        dataset: &Dataset,
        (tally, all, _): (Tally, Class, OutcomesJob),
        outcomes: &Outcomes,
    ) -> Result<Stage, FitRefused> {
        let options = &self.options;
        let playbook = playbook(dataset, &tally, &all, outcomes, options);
        if let Some(narrower) = tally.limits.narrower(&tally, &playbook)? {
            let counting = Counting::of(dataset, &self.inside, &self.shown, options, narrower);
            return Ok(Stage::Counting(Box::new(counting)));
        }
        let made = all.outcomes.journeys.saturating_mul(options.made_for_each).min(options.most_made);
        let Ok(simulation) = Simulation::of(&tally, &playbook, outcomes.sii_centre, (made, options.seed)) else {
            return refused("There are too many channels to tell apart.");
        };
        let notes = self.shown.notes.iter().cloned().chain(notes::notes(&tally, &all, outcomes, options)).collect();
        Ok(Stage::Making(Box::new(Learnt { tally, playbook, notes, simulation })))
    }

    /// The playbook, once it is written: journeys are made by it from then on.
    pub fn playbook(&self) -> Option<&Playbook> {
        match &self.stage {
            Stage::Making(learnt) => Some(&learnt.playbook),
            _ => None,
        }
    }

    /// How much is done, 0 to 1.
    pub fn fraction(&self) -> f64 {
        match &self.stage {
            Stage::Counting(counting) => FITTING_BEGINS * counting.fraction(&self.inside),
            Stage::Fitting(_) | Stage::Turning => FITTING_BEGINS,
            Stage::Making(learnt) => MAKING_BEGINS + (1.0 - MAKING_BEGINS) * learnt.simulation.fraction(),
        }
    }
}

fn refused<T>(words: &str) -> Result<T, FitRefused> {
    Err(FitRefused { words: words.to_owned() })
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
    let pooled = rule(all, outcomes.pooled.clone());
    let (mut rules, mut any_other) = (Vec::new(), None);
    for (at, class) in tally.classes.iter().enumerate() {
        match &class.whom {
            Whom::Persona(name) => rules.push(of(name, rule(class, outcomes.of_classes[at].clone()))),
            Whom::WithoutPersona => any_other = Some(rule(class, outcomes.of_classes[at].clone())),
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
