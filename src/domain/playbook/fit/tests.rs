//! The regression against tables worked out by hand, and against a slow optimiser that knows nothing of it.

use super::{
    intercept::{CommonIntercept, Covariance},
    logistic::{Case, Logistic, LogisticJob},
};
use crate::domain::study::Outcomes;

fn fitted(cases: &[Case], classes: usize, channels: usize, prior: f64) -> Logistic {
    let mut job = LogisticJob::of(cases, classes, channels, prior);
    std::iter::repeat_with(|| job.step(cases)).flatten().next().expect("it ends")
}

fn covariance(cases: &[Case], fitted: &Logistic, intercept: f64) -> Vec<f64> {
    let mut job = Covariance::of(intercept, fitted.effects.len());
    std::iter::repeat_with(|| job.step(cases, fitted)).flatten().next().expect("it ends")
}

fn common_intercept(cases: &[Case], fitted: &Logistic) -> Option<f64> {
    let mut job = CommonIntercept::of(cases)?;
    std::iter::repeat_with(|| job.step(cases, fitted)).flatten().next()
}

fn case(class: usize, channels: u64, sii: f64, (conversions, journeys): (u32, u32)) -> Case {
    Case { class, channels, sii, outcomes: Outcomes { journeys, conversions } }
}

fn assert_near(what: &str, figure: f64, expected: f64, within: f64) {
    assert!((figure - expected).abs() < within, "{what}: {figure} instead of {expected}");
}

/// Without the channel 10 of 50 convert, with it 12 of 30: odds of 1 to 4 and of 2 to 3.
#[test]
fn without_a_prior_the_effect_is_the_odds_ratio_of_the_table() {
    let found = fitted(&[case(0, 0, 0.0, (10, 50)), case(0, 1, 0.0, (12, 30))], 1, 1, 1e6);
    assert_near("intercept", found.intercepts[0].expect("both outcomes"), 0.25_f64.ln(), 1e-9);
    assert_near("effect", found.effects[0], (2.0_f64 / 3.0 / 0.25).ln(), 1e-9);
    assert_eq!(found.slope, 0.0);
}

/// Two tables of one odds ratio, 3: 10 of 40 and 20 of 40; 20 of 40 and 30 of 40.
#[test]
fn classes_have_base_rates_of_their_own_and_effects_in_common() {
    let cases =
        [case(0, 0, 0.0, (10, 40)), case(0, 1, 0.0, (20, 40)), case(1, 0, 0.0, (20, 40)), case(1, 1, 0.0, (30, 40))];
    let found = fitted(&cases, 2, 1, 1e6);
    assert_near("first", found.intercepts[0].expect("both outcomes"), (1.0_f64 / 3.0).ln(), 1e-9);
    assert_near("second", found.intercepts[1].expect("both outcomes"), 0.0, 1e-9);
    assert_near("effect", found.effects[0], 3.0_f64.ln(), 1e-9);
}

/// The penalised optimum is where the gradient is 0: with 20 of 40 and 40 of 40 the intercept is a, the effect b, and
/// 60 = 40 p(a) + 40 p(a + b), b = 40 - 40 p(a + b).
#[test]
fn a_channel_that_is_in_converting_journeys_alone_is_held_by_the_prior() {
    let found = fitted(&[case(0, 0, 0.0, (20, 40)), case(0, 1, 0.0, (40, 40))], 1, 1, 1.0);
    let (a, b) = (found.intercepts[0].expect("both outcomes"), found.effects[0]);
    let p = |x: f64| 1.0 / (1.0 + (-x).exp());
    assert_near("conversions", 40.0 * p(a) + 40.0 * p(a + b), 60.0, 1e-8);
    assert_near("effect", b, 40.0 - 40.0 * p(a + b), 1e-8);
    assert!(b > 2.0, "{b}");
}

fn assert_all_near(what: &str, found: &[f64], expected: &[f64], within: f64) {
    assert_eq!(found.len(), expected.len(), "{what}");
    for (at, (found, expected)) in found.iter().zip(expected).enumerate() {
        assert_near(&format!("{what}, {at}"), *found, *expected, within);
    }
}

/// Of a table the variance of a log odds ratio is the sum of 1 / count over its four counts, that of log-odds over two. The
/// slope, of which nothing is told, has the variance of its prior, 10^6.
#[test]
fn the_covariance_is_that_of_log_odds_of_the_table() {
    let cases = [case(0, 0, 0.0, (10, 50)), case(0, 1, 0.0, (12, 30))];
    let found = fitted(&cases, 1, 1, 1e3);
    let (without, with) = (1.0 / 10.0 + 1.0 / 40.0, 1.0 / 12.0 + 1.0 / 18.0);
    let found = covariance(&cases, &found, found.intercepts[0].expect("both outcomes"));
    assert_all_near("covariance", &found, &[without + with, 0.0, 1e6, -without, 0.0, without], 1e-6);
}

/// Both tables tell the effect with the variance 1/10 + 1/30 + 1/20 + 1/20 = 7/30, and so together with 7/60. The first one's
/// journeys weigh 40 x 3/16 = 7.5 without the channel and 10 with it.
#[test]
fn classes_share_the_covariance_of_effects() {
    let cases =
        [case(0, 0, 0.0, (10, 40)), case(0, 1, 0.0, (20, 40)), case(1, 0, 0.0, (20, 40)), case(1, 1, 0.0, (30, 40))];
    let found = fitted(&cases, 2, 1, 1e3);
    let of_class = |class: usize| {
        let own: Vec<Case> = cases.iter().filter(|case| case.class == class).copied().collect();
        covariance(&own, &found, found.intercepts[class].expect("both outcomes"))
    };
    let variance = 7.0 / 60.0;
    for (class, part) in [10.0 / 17.5, 7.5 / 17.5].into_iter().enumerate() {
        let expected = [variance, 0.0, 1e6, -part * variance, 0.0, 1.0 / 17.5 + part * part * variance];
        assert_all_near("covariance", &of_class(class), &expected, 1e-6);
    }
}

#[test]
fn a_class_that_never_converts_tells_nothing() {
    let two = [case(0, 0, 0.0, (10, 50)), case(0, 1, 0.0, (12, 30))];
    let with = [two[0], two[1], case(1, 1, 0.0, (0, 500))];
    let found = fitted(&with, 2, 1, 1.0);
    assert_eq!(found.intercepts[1], None);
    assert_eq!(found.effects, fitted(&two, 1, 1, 1.0).effects);
}

#[test]
fn a_common_intercept_converts_as_many_as_did() {
    let cases = [case(0, 0, 0.0, (10, 40)), case(0, 1, 0.0, (20, 40)), case(1, 1, 0.0, (0, 30))];
    let found = fitted(&cases, 2, 1, 1.0);
    let common = common_intercept(&cases, &found).expect("both outcomes");
    let p = |x: f64| 1.0 / (1.0 + (-x).exp());
    assert_near("conversions", 40.0 * p(common) + 70.0 * p(common + found.effects[0]), 30.0, 1e-8);
    assert_eq!(common_intercept(&cases[2..], &found), None);
}

/// Penalised log-likelihood as its definition has it: intercepts, effects, slope.
fn height(cases: &[Case], classes: usize, at: &[f64], prior: f64) -> f64 {
    let mut sum = 0.0;
    for case in cases {
        let mut log_odds = at[case.class] + at[at.len() - 1] * case.sii;
        for channel in 0..at.len() - classes - 1 {
            if case.channels & (1 << channel) != 0 {
                log_odds += at[classes + channel];
            }
        }
        let p = 1.0 / (1.0 + (-log_odds).exp());
        sum += f64::from(case.outcomes.conversions) * p.ln() + f64::from(case.outcomes.nulls()) * (1.0 - p).ln();
    }
    sum - at[classes..].iter().map(|effect| effect.powi(2) / (2.0 * prior * prior)).sum::<f64>()
}

/// Tries each coefficient up and down, with ever smaller steps.
fn slowly(cases: &[Case], classes: usize, channels: usize, prior: f64) -> Vec<f64> {
    let mut at = vec![0.0; classes + channels + 1];
    let mut step = 1.0;
    while step > 1e-8 {
        let mut moved = false;
        for place in 0..at.len() {
            for by in [step, -step] {
                let mut other = at.clone();
                other[place] += by;
                if height(cases, classes, &other, prior) > height(cases, classes, &at, prior) {
                    (at, moved) = (other, true);
                }
            }
        }
        step = if moved { step } else { step / 2.0 };
    }
    at
}

#[test]
fn newton_finds_what_a_slow_climb_finds() {
    let mut cases = Vec::new();
    for number in 0_u32..24 {
        let (class, channels) = ((number % 2) as usize, u64::from(number / 2 % 8));
        let journeys = 7 + number * 5 % 11;
        let conversions = (number * 7 + 3) % (journeys + 1);
        cases.push(case(class, channels, f64::from(number % 5) - 2.0, (conversions, journeys)));
    }
    for prior in [0.3, 1.0, 10.0] {
        let fit = fitted(&cases, 2, 3, prior);
        let slow = slowly(&cases, 2, 3, prior);
        let intercepts = fit.intercepts.iter().map(|intercept| intercept.expect("both outcomes"));
        let found: Vec<f64> = intercepts.chain(fit.effects.iter().copied()).chain([fit.slope]).collect();
        for (place, (found, slow)) in found.iter().zip(&slow).enumerate() {
            assert_near(&format!("coefficient {place}, prior {prior}"), *found, *slow, 1e-5);
        }
    }
}
