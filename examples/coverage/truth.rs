//! Every model's own value on infinitely many journeys of a world: exact for the models of the
//! chain, by many simulated journeys for the others.

use std::error::Error;

use touchline::domain::{
    attribution::{
        PathWeights,
        chain::Chain,
        fit::Fitter,
        markov::removal_effects,
        model::{Base, Model, Settings, mixed},
        shapley::{Sampling, chain_game},
        shares,
    },
    uncertainty::draw::Draws,
};

use crate::{
    study::{ALPHA, MODELS, Study, settings},
    world::{CHANNELS, World},
};

/// Batches of the simulation, for its error.
const BATCHES: u32 = 10;

pub struct Truth {
    /// By model of [`MODELS`], then by channel.
    pub shares: Vec<Vec<f64>>,
    /// Largest standard error of those that were simulated.
    pub standard_error: f64,
    /// Expected part of all journeys that convert, and that convert and hold each channel.
    pub converting: f64,
    pub converting_with: Vec<f64>,
}

pub fn of(world: &World, study: &Study) -> Result<Truth, Box<dyn Error>> {
    let chain = Chain::of_rows(&world.rows.map(|row| row.to_vec()))?;
    let effects = removal_effects(&chain);
    let markov = shares(&effects.conversions).ok_or("a world without conversions")?;
    let game = chain_game(&chain, &Sampling::seeded(0));
    let shapley = shares(&game.conversions).ok_or("a world without conversions")?;
    let hybrid = markov.iter().zip(&shapley).map(|(markov, shapley)| mixed(ALPHA, *markov, *shapley)).collect();
    let (simulated, standard_error) = simulated(world, study)?;
    // In a chain of the first order an order of 2 has the same limit.
    let of_model = |index: usize, model: Model| match model {
        Model::Markov => markov.clone(),
        Model::Shapley => shapley.clone(),
        Model::Hybrid => Vec::clone(&hybrid),
        _ => simulated[index].clone(),
    };
    Ok(Truth {
        shares: MODELS.iter().enumerate().map(|(index, (model, _))| of_model(index, *model)).collect(),
        standard_error,
        converting: effects.conversion_probability,
        converting_with: effects.conversions.iter().map(|effect| effect * effects.conversion_probability).collect(),
    })
}

/// Shares by model and channel, and their largest standard error.
type Simulated = (Vec<Vec<f64>>, f64);

/// Shares of the path-wise models over many journeys, and the largest standard error.
fn simulated(world: &World, study: &Study) -> Result<Simulated, Box<dyn Error>> {
    let mut batches: Vec<Vec<Vec<f64>>> = Vec::new();
    for batch in 0..BATCHES {
        let mut draws = Draws::of_replicate(study.seed, u32::MAX - 100 - batch);
        let table = world.simulate(study.truth_journeys / u64::from(BATCHES), &mut draws);
        let weights = PathWeights::observed(&table);
        let mut of_batch = Vec::new();
        for (model, order) in MODELS {
            of_batch.push(match model.bases() {
                [Base::Markov] | [Base::ChainGame] | [_, _] => vec![0.0; CHANNELS.len()],
                bases => {
                    let fitter = Fitter::new(bases[0], &table, &Settings { order, ..settings() }, study.seed)?;
                    fitter.fit(&table, &weights, 0)?.share.ok_or("a world without conversions")?
                }
            });
        }
        batches.push(of_batch);
    }
    let count = f64::from(BATCHES);
    let (mut means, mut largest) = (Vec::new(), 0.0_f64);
    for model in 0..MODELS.len() {
        let mut of_model = Vec::new();
        for channel in 0..CHANNELS.len() {
            let figures: Vec<f64> = batches.iter().map(|batch| batch[model][channel]).collect();
            let mean = figures.iter().sum::<f64>() / count;
            let squares: f64 = figures.iter().map(|figure| (figure - mean).powi(2)).sum();
            largest = largest.max((squares / (count - 1.0) / count).sqrt());
            of_model.push(mean);
        }
        means.push(of_model);
    }
    Ok((means, largest))
}
