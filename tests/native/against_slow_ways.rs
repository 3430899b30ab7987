//! The fast ways against slow ones on larger cases: all coalitions of twelve channels, sampled
//! orders, and journeys simulated one by one.

use touchline::domain::{
    attribution::{
        chain::Chain,
        markov::removal_effects,
        shapley::{Sampling, chain_game},
    },
    uncertainty::draw::Draws,
};

use crate::oracle::{shapley_of, worths};

/// A chain over so many channels with rows that sum to 1 with NULL, always the same.
fn chain(channels: usize) -> Chain {
    let mut draws = Draws::of_replicate(3, channels as u32);
    let rows: Vec<Vec<f64>> = (0..=channels)
        .map(|from| {
            let mut row: Vec<f64> = (0..channels).map(|to| if to == from { 0.0 } else { draws.uniform() }).collect();
            row.push(if from == channels { 0.0 } else { 2.0 * draws.uniform() });
            let total: f64 = row.iter().sum::<f64>() + 2.0 * draws.uniform();
            row.iter().map(|weight| weight / total).collect()
        })
        .collect();
    Chain::of_rows(&rows).expect("few channels")
}

#[test]
fn twelve_channels_by_all_coalitions() {
    let chain = chain(12);
    let worths = worths(&chain, chain.conversion());
    let game = chain_game(&chain, &Sampling::seeded(7));
    for channel in 0..12 {
        let slow = shapley_of(&worths, 12, channel);
        assert!((game.conversions[channel] - slow).abs() < 1e-12, "{channel}: {slow}");
    }
}

#[test]
fn sampled_values_of_many_channels_sum_to_the_whole_and_keep_their_bound() {
    let chain = chain(30);
    let sampling = Sampling { bound: 2e-3, ..Sampling::seeded(7) };
    let game = chain_game(&chain, &sampling);
    let p = removal_effects(&chain).conversion_probability;
    assert!((game.conversions.iter().sum::<f64>() - p).abs() < 1e-12);
    let error = game.sampled.expect("more than twenty channels");
    assert!(error.standard_errors.iter().all(|error| *error <= 2e-3 * p));
    // Other orders, another estimate: the difference of two is within four of their errors.
    let other = chain_game(&chain, &Sampling { seed: 8, ..sampling });
    let other_error = other.sampled.expect("more than twenty channels");
    for channel in 0..30 {
        let error = error.standard_errors[channel].hypot(other_error.standard_errors[channel]);
        let off = (game.conversions[channel] - other.conversions[channel]).abs();
        assert!(off <= 4.0 * error + 1e-12, "{channel}: {off} at an error of {error}");
    }
}

#[test]
fn removal_effects_are_those_of_simulated_journeys() {
    const JOURNEYS: u32 = 400_000;
    let chain = chain(4);
    let mut draws = Draws::of_replicate(5, 0);
    let (mut converted, mut holding) = (0_u32, [0_u32; 4]);
    for _ in 0..JOURNEYS {
        let mut held = [false; 4];
        if walk(&chain, &mut held, &mut draws) {
            converted += 1;
            held.iter().zip(&mut holding).for_each(|(held, count)| *count += u32::from(*held));
        }
    }
    let effects = removal_effects(&chain);
    let p = f64::from(converted) / f64::from(JOURNEYS);
    // Four standard errors.
    let near =
        |estimate: f64, exact: f64, count: u32| (estimate - exact).abs() < 4.0 * (0.25 / f64::from(count)).sqrt();
    assert!(near(p, effects.conversion_probability, JOURNEYS), "{p}");
    for (channel, count) in holding.iter().enumerate() {
        let part = f64::from(*count) / f64::from(converted);
        assert!(near(part, effects.conversions[channel], converted), "{channel}: {part}");
    }
}

/// One journey; whether it converted, and the channels it held.
fn walk(chain: &Chain, held: &mut [bool], draws: &mut Draws) -> bool {
    let mut state = chain.start();
    loop {
        let mut left = draws.uniform();
        let next = chain.row(state).iter().position(|probability| {
            left -= probability;
            left < 0.0
        });
        match next {
            Some(channel) => {
                held[channel] = true;
                state = channel;
            }
            None => return left < chain.conversion()[state],
        }
    }
}
