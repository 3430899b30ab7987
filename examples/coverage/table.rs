//! The results as Markdown.

use crate::{
    study::{Hits, METHODS, MODELS, Study},
    truth::Truth,
    world::{CHANNELS, World},
};

/// A channel counts as common with so many converting journeys, where so many conversions are expected.
const COMMON: f64 = 20.0;
const CONVERSIONS: f64 = 200.0;

pub fn print_head(study: &Study) {
    println!("{} repetitions, {} replicates each, seed {}.", study.repetitions, study.replicates, study.seed);
}

pub fn print(world: &World, journeys: u64, truth: &Truth, hits: &Hits) {
    let expected = |part: f64| part * journeys as f64;
    let common: Vec<usize> =
        (0..CHANNELS.len()).filter(|channel| expected(truth.converting_with[*channel]) >= COMMON).collect();
    let rare: Vec<usize> = (0..CHANNELS.len()).filter(|channel| !common.contains(channel)).collect();
    let conversions = expected(truth.converting);
    println!("\n### {}, {journeys} journeys\n", world.name);
    let few = if conversions < CONVERSIONS { ", fewer than the 200 for which 88 to 92 % is asked" } else { "" };
    println!(
        "{conversions:.0} conversions expected{few}; truth of the simulated models to {:.5}.\n",
        truth.standard_error
    );
    let rare_heads = rare.iter().map(|channel| {
        format!(
            " {} (in {:.1} conversions, interval too short) |",
            CHANNELS[*channel],
            expected(truth.converting_with[*channel])
        )
    });
    println!("| model | method | mean over common channels | lowest |{}", rare_heads.collect::<String>());
    println!("|---|---|---|---|{}", "---|".repeat(rare.len()));
    for (index, (model, order)) in MODELS.iter().enumerate() {
        for (method, hits) in METHODS.iter().zip(hits) {
            let of_model = &hits[index];
            if of_model[0].is_empty() {
                continue;
            }
            let order = if *order > 1 { format!(", order {order}") } else { String::new() };
            let (mean, error) = mean_coverage(of_model, &common);
            let lowest = common.iter().map(|channel| coverage(&of_model[*channel])).fold(1.0, f64::min);
            let rare = rare.iter().map(|channel| format!(" {:.1} % |", 100.0 * coverage(&of_model[*channel])));
            println!(
                "| {}{order} | {} | {:.1} ± {:.1} % | {:.1} % |{}",
                model.name(),
                method.name(),
                100.0 * mean,
                100.0 * error,
                100.0 * lowest,
                rare.collect::<String>()
            );
        }
    }
}

fn coverage(hits: &[bool]) -> f64 {
    hits.iter().filter(|hit| **hit).count() as f64 / hits.len() as f64
}

/// The mean over channels, and its Monte Carlo error over repetitions.
fn mean_coverage(hits: &[Vec<bool>], channels: &[usize]) -> (f64, f64) {
    let repetitions = hits[0].len();
    let of_repetition = |repetition: usize| {
        let held = channels.iter().filter(|channel| hits[**channel][repetition]).count();
        held as f64 / channels.len() as f64
    };
    let means: Vec<f64> = (0..repetitions).map(of_repetition).collect();
    let count = repetitions as f64;
    let mean = means.iter().sum::<f64>() / count;
    let squares: f64 = means.iter().map(|of_one| (of_one - mean).powi(2)).sum();
    (mean, (squares / (count - 1.0) / count).sqrt())
}
