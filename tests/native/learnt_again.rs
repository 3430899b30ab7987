//! A known playbook makes journeys, and is found again in them, within four and a half standard errors.

use touchline::domain::{
    path::Rewrite,
    playbook::{
        Chain, ChainStep, Chance, Conversion, Course, Delay, Distribution, Effect, Next, Playbook, Row, Rule, RuleOf,
        Since, Unit, Value, When,
        fit::{FitOptions, Fitted, fit},
    },
};

use crate::learnt::{as_touchpoints, observed};

const ERRORS: f64 = 4.5;
const CHANNELS: [&str; 3] = ["ads", "email", "visit"];
const EFFECTS: [f64; 3] = [0.8, -0.4, 1.2];

fn row(probabilities: [f64; 3]) -> Row {
    let next = |(channel, probability): (&str, f64)| Next { channel: channel.to_owned(), probability };
    Row { to: CHANNELS.into_iter().zip(probabilities).map(next).collect(), evidence: None }
}

fn delay(unit: Unit, median: f64, sigma: f64) -> Delay {
    Delay { since: Since::Previous, unit, length: Distribution::LogNormal { median, sigma }, evidence: None }
}

fn rule(start: [f64; 3], rows: [[f64; 3]; 3], base_rate: f64) -> Rule {
    let delays = [delay(Unit::Hours, 5.0, 0.8), delay(Unit::Days, 2.0, 0.5), delay(Unit::Minutes, 30.0, 1.0)];
    let steps = CHANNELS.into_iter().zip(delays).zip(rows);
    let steps = steps.map(|((channel, delay), next)| ChainStep { channel: channel.to_owned(), delay, next: row(next) });
    let effects = CHANNELS.into_iter().zip(EFFECTS);
    let effects = effects.map(|(channel, log_odds)| Effect { channel: channel.to_owned(), log_odds, saturation: 0.0 });
    Rule {
        course: Course::Chain(Chain { start: row(start), steps: steps.collect(), most: 60 }),
        conversion: Conversion {
            when: When::Chance(Chance { effects: effects.collect(), ..Chance::constant(base_rate) }),
            delay: delay(Unit::Hours, 8.0, 0.6),
            closing: None,
        },
    }
}

fn truth() -> Playbook {
    let of = |persona: &str, rule: Rule| RuleOf { persona: persona.to_owned(), play: None, rule };
    let saver = rule([0.5, 0.3, 0.2], [[0.2, 0.3, 0.1], [0.1, 0.1, 0.4], [0.15, 0.2, 0.05]], 0.15);
    let spender = rule([0.2, 0.2, 0.6], [[0.1, 0.1, 0.5], [0.3, 0.2, 0.1], [0.2, 0.3, 0.1]], 0.4);
    Playbook {
        rules: vec![of("Saver", saver.clone()), of("Spender", spender)],
        any_other: saver,
        value: Value::Amount(Distribution::LogNormal { median: 120.0, sigma: 0.5 }),
        ..Playbook::default()
    }
}

/// Journeys of Savers and of Spenders.
const JOURNEYS: [u32; 2] = [4_000, 3_000];

fn fitted() -> (Fitted, Vec<(usize, [bool; 3])>) {
    let rows = as_touchpoints(&truth(), &[("Saver", JOURNEYS[0]), ("Spender", JOURNEYS[1])]);
    let dataset = observed(&rows);
    assert_eq!(dataset.source.rejected, []);
    let inside: Vec<_> = dataset.journeys.rows.iter().collect();
    assert_eq!(inside.len() as u32, JOURNEYS.iter().sum::<u32>());
    let cases = inside.iter().map(|journey| {
        let persona = dataset.subject(journey).persona.map(|id| dataset.personas().name(id));
        let holds = CHANNELS.map(|channel| {
            dataset.journeys.touches(journey).any(|touch| dataset.journeys.channels.name(touch.channel) == channel)
        });
        (usize::from(persona == Some("Spender")), holds)
    });
    let cases = cases.collect();
    (fit(&dataset, &inside, &Rewrite::default(), FitOptions::default()).expect("enough"), cases)
}

fn chain(rule: &Rule) -> &Chain {
    let Course::Chain(chain) = &rule.course else { panic!("a chain") };
    chain
}

fn chance(rule: &Rule) -> &Chance {
    let When::Chance(chance) = &rule.conversion.when else { panic!("a chance") };
    chance
}

fn check(what: &str, found: f64, truth: f64, error: f64, bias: f64) {
    assert!((found - truth).abs() < ERRORS * error + bias, "{what}: {found} instead of {truth}, error {error}");
}

/// The bias is that of the five transitions with which a row begins.
fn check_row(what: &str, found: &Row, truth: &Row) {
    let evidence = f64::from(found.evidence.expect("counted"));
    assert!(evidence > 500.0, "{what}: {evidence}");
    for (found, truth) in found.to.iter().zip(&truth.to) {
        assert_eq!(found.channel, truth.channel);
        let (found, p) = (found.probability, truth.probability);
        check(&format!("{what} to {}", truth.channel), found, p, (p * (1.0 - p) / evidence).sqrt(), 5.0 / evidence);
    }
}

/// Of n draws, the log of the median has the standard error sigma / sqrt(n), sigma has sigma / sqrt(2 n).
fn check_log_normal(what: &str, found: &Distribution, truth: &Distribution, n: f64) {
    let (Distribution::LogNormal { median, sigma }, Distribution::LogNormal { median: m, sigma: s }) = (found, truth)
    else {
        panic!("{what}: {found:?}")
    };
    check(&format!("median of {what}"), median.ln(), m.ln(), s / n.sqrt(), 1e-4);
    check(&format!("sigma of {what}"), *sigma, *s, s / (2.0 * n).sqrt(), 1e-4);
}

fn check_delay(what: &str, found: &Delay, truth: &Delay) {
    assert_eq!((found.unit, found.since), (truth.unit, Since::Previous), "{what}");
    let n = f64::from(found.evidence.expect("counted"));
    assert!(n > 500.0, "{what}: {n}");
    check_log_normal(what, &found.length, &truth.length, n);
}

/// Standard errors of two intercepts and three effects at the truth: roots of the diagonal of the inverse information, by
/// Gauss and Jordan, with the prior's information of 1 for each effect.
fn errors(cases: &[(usize, [bool; 3])], truth: &[f64; 5]) -> [f64; 5] {
    let mut rows = [[0.0; 10]; 5];
    for at in 0..5 {
        rows[at][5 + at] = 1.0;
        rows[at][at] += if at < 2 { 0.0 } else { 1.0 };
    }
    for (class, holds) in cases {
        let mut x = [0.0; 5];
        x[*class] = 1.0;
        (0..3).for_each(|at| x[2 + at] = f64::from(u8::from(holds[at])));
        let log_odds: f64 = x.iter().zip(truth).map(|(x, of)| x * of).sum();
        let p = 1.0 / (1.0 + (-log_odds).exp());
        for row in 0..5 {
            (0..5).for_each(|column| rows[row][column] += p * (1.0 - p) * x[row] * x[column]);
        }
    }
    for at in 0..5 {
        let pivot = rows[at][at];
        rows[at].iter_mut().for_each(|cell| *cell /= pivot);
        let own = rows[at];
        for (_, row) in rows.iter_mut().enumerate().filter(|(other, _)| *other != at) {
            let by = row[at];
            row.iter_mut().zip(own).for_each(|(cell, own)| *cell -= by * own);
        }
    }
    std::array::from_fn(|at| rows[at][5 + at].sqrt())
}

#[test]
fn a_playbook_is_found_again_in_the_journeys_that_it_makes() {
    let (fitted, cases) = fitted();
    let truth = truth();
    for (found, truth) in fitted.playbook.rules.iter().zip(&truth.rules) {
        assert_eq!(found.persona, truth.persona);
        let (of, rule, known) = (&truth.persona, &found.rule, &truth.rule);
        check_row(&format!("{of}, start"), &chain(rule).start, &chain(known).start);
        for (found, truth) in chain(rule).steps.iter().zip(&chain(known).steps) {
            check_row(&format!("{of}, {}", truth.channel), &found.next, &truth.next);
            check_delay(&format!("{of}, {}", truth.channel), &found.delay, &truth.delay);
        }
        check_delay(&format!("{of}, conversion"), &rule.conversion.delay, &known.conversion.delay);
    }
    let logit = |of: usize| {
        let rate = |playbook: &Playbook| chance(&playbook.rules[of].rule).base_rate;
        [&truth, &fitted.playbook].map(|playbook| (rate(playbook) / (1.0 - rate(playbook))).ln())
    };
    let ([saver, found_saver], [spender, found_spender]) = (logit(0), logit(1));
    let errors = errors(&cases, &[saver, spender, EFFECTS[0], EFFECTS[1], EFFECTS[2]]);
    // A prior of standard deviation 1 draws an effect towards 0 by about its part of error squared, and moves the others less.
    let bias = EFFECTS.iter().zip(&errors[2..]).map(|(effect, error)| effect.abs() * error * error).sum::<f64>();
    check("base rate of Saver", found_saver, saver, errors[0], bias);
    check("base rate of Spender", found_spender, spender, errors[1], bias);
    for (at, effect) in chance(&fitted.playbook.any_other).effects.iter().enumerate() {
        check(&format!("effect of {}", effect.channel), effect.log_odds, EFFECTS[at], errors[2 + at], bias);
    }
    let conversions =
        fitted.fidelity.groups[0].rate.observed.expect("journeys") * f64::from(fitted.fidelity.groups[0].journeys);
    let (Value::Amount(found), Value::Amount(known)) = (&fitted.playbook.value, &truth.value) else {
        panic!("amounts")
    };
    check_log_normal("value", found, known, conversions);
}

/// The chain and the conversion are of the kind that is fitted, so that the fit makes what it was fitted to.
#[test]
fn the_fit_makes_what_it_was_fitted_to() {
    let (fitted, _) = fitted();
    let fidelity = &fitted.fidelity;
    assert_eq!((fidelity.made, fidelity.groups.len()), (140_000, 3));
    for group in &fidelity.groups {
        // Beside Monte Carlo error, the sampling error of what was observed.
        let sampling = |p: f64| (p * (1.0 - p) / f64::from(group.journeys)).sqrt();
        let parts = [&group.rate].into_iter().chain(group.channels.iter().map(|of| &of.holding)).chain(&group.lengths);
        for part in parts {
            let (observed, made) = (part.observed.expect("observed"), part.made.expect("made"));
            let error = part.error.expect("made");
            assert!(
                (made - observed).abs() <= ERRORS * (error + sampling(made.max(observed))),
                "{:?} {part:?}",
                group.whom
            );
        }
        let error = group.rate.error.expect("made");
        let difference = group.rate.difference().expect("both");
        assert!(difference.abs() < ERRORS * error + 0.005, "a base rate fits its own journeys: {difference}");
        assert!(group.lengths_apart.expect("both") < 0.03, "{:?}", group.lengths_apart);
    }
}
