//! Repetitions: simulate, replicate, look whether the interval holds the truth.

use std::{error::Error, thread};

use touchline::domain::{
    attribution::{
        fit::Fitter,
        model::{Base, Model, Settings},
    },
    path::PathTable,
    uncertainty::{Interval, draw::Draws, replicates::Replicates, resample::Method},
};

use crate::{
    truth::Truth,
    world::{CHANNELS, World},
};

pub const ALPHA: f64 = 0.5;
pub const LEVEL: f64 = 0.9;

/// Models with the order of their Markov chain.
pub const MODELS: [(Model, usize); 15] = [
    (Model::FirstTouch, 1),
    (Model::LastTouch, 1),
    (Model::LastNonDirect, 1),
    (Model::Linear, 1),
    (Model::LinearDistinct, 1),
    (Model::TimeDecay, 1),
    (Model::UShaped, 1),
    (Model::WShaped, 1),
    (Model::JShaped, 1),
    (Model::InverseJ, 1),
    (Model::Participation, 1),
    (Model::Markov, 1),
    (Model::Markov, 2),
    (Model::Shapley, 1),
    (Model::Hybrid, 1),
];

pub const METHODS: [Method; 3] = [Method::Bayesian, Method::Bootstrap, Method::Dirichlet { prior: 0.0 }];

pub struct Study {
    pub repetitions: u32,
    pub replicates: u32,
    pub truth_journeys: u64,
    pub seed: u64,
}

/// Whether each interval held the truth: by method, model and channel; one entry a repetition.
pub type Hits = Vec<Vec<Vec<Vec<bool>>>>;

pub fn settings() -> Settings {
    Settings { excluded: vec![CHANNELS[0].to_owned()], ..Settings::default() }
}

impl Study {
    /// Runs the repetitions of one world and size on two threads.
    pub fn run(&self, world: &World, journeys: u64, truth: &Truth) -> Result<Hits, Box<dyn Error>> {
        let half = self.repetitions / 2;
        let of_range = |from: u32, to: u32| -> Result<Hits, String> {
            let mut hits = vec![vec![vec![Vec::new(); CHANNELS.len()]; MODELS.len()]; METHODS.len()];
            for repetition in from..to {
                self.repeat(world, journeys, truth, repetition, &mut hits).map_err(|error| error.to_string())?;
            }
            Ok(hits)
        };
        let (first, second) = thread::scope(|scope| {
            let other = scope.spawn(|| of_range(half, self.repetitions));
            (of_range(0, half), other.join())
        });
        let mut hits = first?;
        let other = second.map_err(|_| "a thread panicked")??;
        for (method, other) in hits.iter_mut().zip(other) {
            for (model, other) in method.iter_mut().zip(other) {
                for (channel, other) in model.iter_mut().zip(other) {
                    channel.extend(other);
                }
            }
        }
        Ok(hits)
    }

    fn repeat(
        &self,
        world: &World,
        journeys: u64,
        truth: &Truth,
        repetition: u32,
        hits: &mut Hits,
    ) -> Result<(), Box<dyn Error>> {
        // Repetitions of another size are other journeys.
        let mut draws = Draws::of_replicate(self.seed + journeys, repetition);
        let table = world.simulate(journeys, &mut draws);
        for (method, hits) in METHODS.iter().zip(hits) {
            for order in [1, 2] {
                let fitters = self.fitters(&table, *method, order)?;
                let mut replicates = Replicates::new(&table, *method);
                for _ in 0..self.replicates {
                    // Far from the seeds of the journeys.
                    replicates.add(&fitters, self.seed + 1_000_000 + u64::from(repetition))?;
                }
                for (index, (model, _)) in MODELS.iter().enumerate().filter(|(_, (_, of_order))| *of_order == order) {
                    if *method == (Method::Dirichlet { prior: 0.0 }) && !model.is_of_chain() {
                        continue;
                    }
                    for (channel, name) in CHANNELS.iter().enumerate() {
                        let at = table.channels.iter().position(|known| known == name);
                        let shares = at.map(|at| replicates.shares(*model, at, ALPHA)).unwrap_or_default();
                        let interval = Interval::equal_tailed(LEVEL, shares);
                        let share = truth.shares[index][channel];
                        let holds = |interval: Interval| (interval.lo..=interval.hi).contains(&share);
                        hits[index][channel].push(interval.is_some_and(holds));
                    }
                }
            }
        }
        Ok(())
    }

    fn fitters(&self, table: &PathTable, method: Method, order: usize) -> Result<Vec<Fitter>, Box<dyn Error>> {
        let mut bases: Vec<Base> = Vec::new();
        for (model, _) in MODELS.iter().filter(|(_, of_order)| *of_order == order) {
            if method == (Method::Dirichlet { prior: 0.0 }) && !model.is_of_chain() {
                continue;
            }
            bases.extend(model.bases().iter().filter(|base| !bases.contains(base)).copied().collect::<Vec<_>>());
        }
        let settings = Settings { order, ..settings() };
        let fitters = bases.iter().map(|base| Fitter::new(*base, table, &settings, self.seed));
        Ok(fitters.collect::<Result<_, _>>()?)
    }
}
