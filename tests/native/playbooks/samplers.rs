//! The samplers against rand_distr's.

use rand::{SeedableRng, rngs::Xoshiro256PlusPlus};
use touchline::domain::playbook::{
    Distribution,
    draws::{Rule, Stream},
};

const DRAWS: usize = 100_000;

/// A two-sample Kolmogorov-Smirnov distance that equal distributions exceed once in 100,000 times:
/// sqrt(-ln(0.00001 / 2) / 2) sqrt(2 / draws).
const LARGEST_DISTANCE: f64 = 0.011_05;

/// Draws of as many leads, each from a stream of its own, sorted.
fn ours(of: Distribution) -> Vec<f64> {
    sorted((0..DRAWS as u64).map(|lead| of.draw(|| Stream::of(7, lead).draws(Rule::VALUE))))
}

fn theirs(of: impl rand_distr::Distribution<f64>) -> Vec<f64> {
    sorted(of.sample_iter(Xoshiro256PlusPlus::seed_from_u64(11)).take(DRAWS))
}

fn sorted(draws: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut draws: Vec<f64> = draws.collect();
    draws.sort_by(f64::total_cmp);
    draws
}

/// The greatest distance between the parts of both samples that are at most any number.
fn distance(ours: &[f64], theirs: &[f64]) -> f64 {
    let (mut a, mut b, mut greatest) = (0, 0, 0.0_f64);
    while a < ours.len() && b < theirs.len() {
        let at = ours[a].min(theirs[b]);
        while a < ours.len() && ours[a] <= at {
            a += 1;
        }
        while b < theirs.len() && theirs[b] <= at {
            b += 1;
        }
        greatest = greatest.max((a as f64 - b as f64).abs() / DRAWS as f64);
    }
    greatest
}

fn check(of: Distribution, other: impl rand_distr::Distribution<f64>) {
    let (ours, theirs) = (ours(of), theirs(other));
    let far = distance(&ours, &theirs);
    assert!(far < LARGEST_DISTANCE, "{of:?} is {far} from rand_distr's");
    // The mean within four and a half standard errors, by the sample's own spread.
    let mean = ours.iter().sum::<f64>() / DRAWS as f64;
    let variance = ours.iter().map(|draw| (draw - mean).powi(2)).sum::<f64>() / DRAWS as f64;
    let error = (variance / DRAWS as f64).sqrt();
    assert!((mean - of.mean()).abs() <= 4.5 * error, "{of:?}: mean {mean} instead of {}", of.mean());
    assert!(ours[0] >= 0.0);
}

#[test]
fn uniform() {
    check(Distribution::Uniform { from: 2.0, to: 6.0 }, rand_distr::Uniform::new(2.0, 6.0).expect("a range"));
}

#[test]
fn exponential() {
    check(Distribution::Exponential { mean: 3.0 }, rand_distr::Exp::new(1.0 / 3.0).expect("a rate"));
}

#[test]
fn log_normal() {
    for sigma in [0.1, 0.5, 1.2] {
        let other = rand_distr::LogNormal::new(2.0_f64.ln(), sigma).expect("a spread");
        check(Distribution::LogNormal { median: 2.0, sigma }, other);
    }
}

#[test]
fn gamma() {
    for shape in [0.3, 1.0, 2.5, 40.0] {
        check(Distribution::Gamma { mean: 5.0, shape }, rand_distr::Gamma::new(shape, 5.0 / shape).expect("a shape"));
    }
}

#[test]
fn weibull() {
    for shape in [0.7, 1.0, 3.0] {
        check(Distribution::Weibull { scale: 5.0, shape }, rand_distr::Weibull::new(5.0, shape).expect("a shape"));
    }
}

#[test]
fn another_distribution_is_told_apart() {
    let exponential = ours(Distribution::Exponential { mean: 3.0 });
    let gamma = theirs(rand_distr::Gamma::new(1.1, 3.0 / 1.1).expect("a shape"));
    assert!(distance(&exponential, &gamma) > LARGEST_DISTANCE);
}

#[test]
fn what_is_fixed_draws_nothing() {
    assert_eq!(Distribution::Fixed(2.5).draw(|| unreachable!("nothing is drawn")), 2.5);
}
