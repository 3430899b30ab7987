//! Marks of the truth lab, on figures at random.

use proptest::{collection::vec, prelude::*};
use touchline::domain::{
    attribution::model::Model,
    lab::{
        marks::{Marks, Repetition},
        rank_correlation::spearman,
        truths::{Truths, share_error},
        verdict::Verdict,
    },
};

/// Shares that sum to 1, of so many channels.
fn shares(channels: usize) -> impl Strategy<Value = Vec<f64>> {
    vec(0.01..1.0_f64, channels).prop_map(|parts| {
        let sum: f64 = parts.iter().sum();
        parts.iter().map(|part| part / sum).collect()
    })
}

/// Figures of which many tie.
fn figures() -> impl Strategy<Value = (Vec<f64>, Vec<f64>)> {
    let one = || vec((0..6_u8).prop_map(f64::from), 7);
    (one(), one())
}

/// Pearson's correlation of ranks that are counted, not sorted.
fn slow_spearman(a: &[f64], b: &[f64]) -> Option<f64> {
    let rank = |of: &[f64], at: usize| {
        let below = of.iter().filter(|other| **other < of[at]).count() as f64;
        let level = of.iter().filter(|other| **other == of[at]).count() as f64;
        below + (level + 1.0) / 2.0
    };
    let ranks = |of: &[f64]| (0..of.len()).map(|at| rank(of, at)).collect::<Vec<f64>>();
    let (a, b) = (ranks(a), ranks(b));
    let mean = |of: &[f64]| of.iter().sum::<f64>() / of.len() as f64;
    let (of_a, of_b) = (mean(&a), mean(&b));
    let sum = |of: &dyn Fn(usize) -> f64| (0..a.len()).map(of).sum::<f64>();
    let (aa, bb) = (sum(&|at| (a[at] - of_a).powi(2)), sum(&|at| (b[at] - of_b).powi(2)));
    (aa > 0.0 && bb > 0.0).then(|| sum(&|at| (a[at] - of_a) * (b[at] - of_b)) / (aa * bb).sqrt())
}

fn truths(fair: &[f64]) -> Truths {
    Truths {
        channels: (0..fair.len()).map(|at| format!("c{at}")).collect(),
        journeys: 100,
        all: fair.iter().sum(),
        none: 0.0,
        incremental: fair.to_vec(),
        fair: fair.to_vec(),
        simulated: None,
    }
}

fn repetition(shares: &[f64]) -> Repetition {
    let models = Model::ALL.len();
    Repetition {
        conversions: 50,
        attributed: 50,
        shares: vec![Some(shares.to_vec()); models],
        intervals: vec![None; models],
    }
}

proptest! {
    #[test]
    fn rank_correlations_agree_with_a_slow_way((a, b) in figures()) {
        match (spearman(&a, &b), slow_spearman(&a, &b)) {
            (Some(fast), Some(slow)) => {
                prop_assert!((fast - slow).abs() < 1e-12);
                prop_assert!(fast.abs() <= 1.0 + 1e-12);
            }
            (fast, slow) => prop_assert_eq!(fast, slow),
        }
        // Only the order matters.
        let stretched: Vec<f64> = a.iter().map(|figure| figure.powi(3) + 2.0).collect();
        prop_assert_eq!(spearman(&a, &b), spearman(&stretched, &b));
    }

    #[test]
    fn a_share_error_is_a_distance(a in shares(4), b in shares(4), c in shares(4)) {
        let error = share_error(&a, &b);
        prop_assert!((0.0..=1.0).contains(&error));
        prop_assert_eq!(error, share_error(&b, &a));
        prop_assert!(error <= share_error(&a, &c) + share_error(&c, &b) + 1e-12);
        prop_assert_eq!(share_error(&a, &a), 0.0);
    }

    #[test]
    fn a_model_that_is_right_has_neither_bias_nor_error(fair in shares(3)) {
        let fair: Vec<f64> = fair.iter().map(|share| 50.0 * share).collect();
        let truths = truths(&fair);
        let right: Vec<f64> = fair.iter().map(|fair| fair / truths.all).collect();
        let marks = Marks::of(0, &truths, None, &[repetition(&right), repetition(&right)]);
        prop_assert!(marks.share_error.is_some_and(|error| error.mean < 1e-12));
        for channel in &marks.channels {
            prop_assert!(channel.against_fair.is_some_and(|bias| bias.mean.abs() < 1e-9));
        }
    }

    #[test]
    fn the_order_of_channels_and_of_repetitions_changes_nothing(
        fair in shares(3),
        of in vec(shares(3), 2..6),
        other in vec(shares(3), 2..6),
    ) {
        let turned = |figures: &[f64]| figures.iter().rev().copied().collect::<Vec<f64>>();
        let with_last = |(shares, last): (&Vec<f64>, &Vec<f64>)| {
            let mut repetition = repetition(shares);
            repetition.shares[1] = Some(last.clone());
            repetition
        };
        let repetitions: Vec<Repetition> = of.iter().zip(&other).map(with_last).collect();
        let mut backwards: Vec<Repetition> = repetitions.clone();
        backwards.reverse();
        for shares in backwards.iter_mut().flat_map(|of| &mut of.shares).flatten() {
            *shares = turned(shares);
        }
        let (one, two) = (Verdict::of(&truths(&fair), &repetitions), Verdict::of(&truths(&turned(&fair)), &backwards));
        match (&one, &two) {
            (Verdict::Trust(a), Verdict::Trust(b)) | (Verdict::Undecided(a), Verdict::Undecided(b)) => {
                prop_assert_eq!(&a.first, &b.first);
                prop_assert!((a.margin.mean - b.margin.mean).abs() < 1e-12);
            }
            _ => prop_assert_eq!(std::mem::discriminant(&one), std::mem::discriminant(&two)),
        }
    }
}
