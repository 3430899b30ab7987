//! Draws against the moments of their distributions, and what stays.

use super::*;
use crate::domain::playbook::{ChainStep, Effect, Next, RuleOf, Since, Unit, Value};

const SEEDS: u64 = 20_000;

fn row(to: &[(&str, f64)], evidence: Option<u32>) -> Row {
    let next =
        |(channel, probability): &(&str, f64)| Next { channel: (*channel).to_owned(), probability: *probability };
    Row { to: to.iter().map(next).collect(), evidence }
}

fn delay(length: Distribution, evidence: Option<u32>) -> Delay {
    Delay { since: Since::Previous, unit: Unit::Hours, length, evidence }
}

fn step(channel: &str, delay: Delay, next: Row) -> ChainStep {
    ChainStep { channel: channel.to_owned(), delay, next }
}

fn playbook() -> Playbook {
    let steps = vec![
        step(
            "ads",
            delay(Distribution::LogNormal { median: 5.0, sigma: 1.2 }, Some(16)),
            row(&[("ads", 0.4), ("email", 0.6)], Some(10)),
        ),
        step("email", delay(Distribution::Exponential { mean: 3.0 }, Some(9)), row(&[("ads", 0.5)], None)),
    ];
    let chance = Chance { evidence: Some(24), ..Chance::constant(0.3) };
    let rule = Rule {
        course: Course::Chain(Chain { start: row(&[("ads", 0.5), ("email", 0.3)], Some(39)), steps, most: 9 }),
        conversion: Conversion {
            when: When::Chance(chance),
            delay: delay(Distribution::Gamma { mean: 2.0, shape: 0.5 }, Some(8)),
            closing: None,
        },
    };
    let of = RuleOf { persona: "Saver".to_owned(), play: None, rule: rule.clone() };
    let value = Value::Amount(Distribution::Fixed(1.0));
    Playbook { rules: vec![of], any_other: rule, value, ..Playbook::default() }
}

fn chain(rule: &Rule) -> &Chain {
    let Course::Chain(chain) = &rule.course else { panic!("a chain") };
    chain
}

fn base_rate(rule: &Rule) -> f64 {
    let When::Chance(chance) = &rule.conversion.when else { panic!("a chance") };
    chance.base_rate
}

/// Mean and variance over seeds, within 4.5 standard errors: that of a variance is the root of (fourth moment - variance
/// squared) / n, taken from the sample.
fn check(what: &str, mean: f64, variance: f64, of: impl Fn(&Playbook) -> f64) {
    let playbook = playbook();
    let sample: Vec<f64> = (0..SEEDS).map(|seed| of(&playbook.redrawn(seed))).collect();
    let n = sample.len() as f64;
    let moment = |power: i32| sample.iter().map(|x| (x - mean).powi(power)).sum::<f64>() / n;
    let off = sample.iter().sum::<f64>() / n - mean;
    assert!(off.abs() < 4.5 * (variance / n).sqrt(), "mean of {what} is off by {off}");
    let off = moment(2) - variance;
    assert!(off.abs() < 4.5 * ((moment(4) - moment(2).powi(2)) / n).sqrt(), "variance of {what} is off by {off}");
}

/// Of Dirichlet(n p) the variances are p (1 - p) / (n + 1); Beta is the case of two outcomes.
#[test]
fn rows_and_base_rates_have_the_moments_of_their_distributions() {
    check("start to ads", 0.5, 0.25 / 40.0, |of| chain(&of.rules[0].rule).start.to[0].probability);
    check("start to email", 0.3, 0.21 / 40.0, |of| chain(&of.rules[0].rule).start.to[1].probability);
    check("start to the end", 0.2, 0.16 / 40.0, |of| {
        1.0 - chain(&of.rules[0].rule).start.to.iter().map(|next| next.probability).sum::<f64>()
    });
    check("base rate", 0.3, 0.21 / 25.0, |of| base_rate(&of.rules[0].rule));
}

/// Jointly normal in log-odds; [0.25, 0.1; 0.1, 0.5] for an effect and the base rate, and a slope that stays.
#[test]
fn estimates_of_a_chance_are_drawn_together() {
    let mut playbook = playbook();
    let effect = Effect { channel: "ads".to_owned(), log_odds: 0.4, saturation: 0.0 };
    let chance = Chance {
        effects: vec![effect],
        covariance: Some(vec![0.25, 0.0, 0.0, 0.1, 0.0, 0.5]),
        ..Chance::constant(0.3)
    };
    playbook.rules[0].rule.conversion.when = When::Chance(chance.clone());
    playbook.any_other.conversion.when = When::Chance(Chance { base_rate: 0.5, ..chance });
    let of = |rule: &Rule| {
        let When::Chance(chance) = &rule.conversion.when else { panic!("a chance") };
        assert_eq!(chance.sii_slope, 0.0);
        (chance.effects[0].log_odds, logit(chance.base_rate))
    };
    let mut sums = [0.0; 5];
    for seed in 0..SEEDS {
        let drawn = playbook.redrawn(seed);
        let ((effect, base), (other_effect, other_base)) = (of(&drawn.rules[0].rule), of(&drawn.any_other));
        assert_eq!(effect, other_effect, "what rules have in common stays so");
        let (effect, base, other) = (effect - 0.4, base - logit(0.3), other_base);
        for (sum, add) in sums.iter_mut().zip([effect, effect * effect, base * base, effect * base, base * other]) {
            *sum += add;
        }
    }
    // Variances of products: 2 v^2 of squares, v w + c^2 of others. Base rates have the effect in common: 0.1^2 / 0.25.
    let expected: [(f64, f64); 5] = [(0.0, 0.25), (0.25, 0.125), (0.5, 0.5), (0.1, 0.135), (0.04, 0.251_6)];
    for (at, (sum, (mean, variance))) in sums.into_iter().zip(expected).enumerate() {
        let off = sum / SEEDS as f64 - mean;
        assert!(off.abs() < 4.5 * (variance / SEEDS as f64).sqrt(), "moment {at} is off by {off}");
    }
}

#[test]
fn a_base_rate_beside_effects_stays_where_nothing_tells_their_covariance() {
    let mut playbook = playbook();
    if let When::Chance(chance) = &mut playbook.rules[0].rule.conversion.when {
        chance.effects.push(Effect { channel: "ads".to_owned(), log_odds: 0.4, saturation: 0.0 });
    }
    let drawn = playbook.redrawn(3);
    assert_eq!(drawn.rules[0].rule.conversion.when, playbook.rules[0].rule.conversion.when);
    assert_ne!(drawn.any_other.conversion.when, playbook.any_other.conversion.when);
}

/// The mean of n exponential draws has the variance mean^2 / n; of gamma draws, mean^2 / (n shape).
#[test]
fn delays_have_the_spread_of_their_estimates() {
    check("log of the median", 5.0_f64.ln(), 1.44 / 16.0, |of| match chain(&of.rules[0].rule).steps[0].delay.length {
        Distribution::LogNormal { median, .. } => median.ln(),
        _ => f64::NAN,
    });
    check("exponential mean", 3.0, 1.0, |of| match chain(&of.rules[0].rule).steps[1].delay.length {
        Distribution::Exponential { mean } => mean,
        _ => f64::NAN,
    });
    check("gamma mean", 2.0, 1.0, |of| match of.rules[0].rule.conversion.delay.length {
        Distribution::Gamma { mean, .. } => mean,
        _ => f64::NAN,
    });
}

#[test]
fn what_has_no_evidence_stays_and_a_row_without_an_end_has_none() {
    let playbook = playbook();
    for seed in 0..200 {
        let drawn = playbook.redrawn(seed);
        let (before, after) = (chain(&playbook.any_other), chain(&drawn.any_other));
        assert_eq!(after.steps[1].next, before.steps[1].next);
        assert_eq!(drawn.value, playbook.value);
        let sum: f64 = after.steps[0].next.to.iter().map(|next| next.probability).sum();
        assert!((sum - 1.0).abs() < 1e-12, "{sum}");
        assert_ne!(after.start, before.start);
    }
    assert_eq!(Playbook::default().redrawn(3), Playbook::default());
}

#[test]
fn a_parameter_is_drawn_by_its_name_alone() {
    let whole = playbook();
    let drawn = whole.redrawn(5);
    assert_eq!(drawn, whole.redrawn(5));
    assert_ne!(drawn, whole.redrawn(6));
    assert_ne!(drawn.rules[0].rule, drawn.any_other, "rules have draws of their own");
    let mut other = whole.clone();
    other.rules[0].persona = "Spender".to_owned();
    other.rules.insert(0, whole.rules[0].clone());
    let other = other.redrawn(5);
    assert_eq!(other.rules[0], drawn.rules[0]);
    assert_eq!(other.any_other, drawn.any_other);
    assert_ne!(other.rules[1].rule, drawn.rules[0].rule);
}
