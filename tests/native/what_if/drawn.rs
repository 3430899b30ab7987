//! Playbooks that leave something to chance: what pooled figures tend to, and what pairs are worth.

use touchline::{
    domain::{
        attribution::model::Model,
        dataset::DEFAULT_SEED,
        path::PathFilter,
        scope::Scope,
        study::what_if::{Figure, PlaybookDifference},
    },
    engine::{query::Query, study::WhatIf},
};

use super::{by_chance, figures, found, leads, of, query, what_if};

/// 400 leads, 200 regenerations: email is in 0.4 (then 0.8) of the journeys, and 0.3 convert whatever touches them. The
/// number of converting journeys with email is binomial; so is, over the same draws, the number of those that it gains.
#[test]
fn pooled_credit_tends_to_what_is_expected() {
    let dataset = leads(0..400, by_chance(0.4, 0.3, 0.0));
    let found = what_if(&dataset, query(Model::Participation, 0), by_chance(0.8, 0.3, 0.0), 200);
    assert_eq!((found.regenerations, found.certain), ([200; 2], [false; 2]));
    let [was, is, difference] = figures(&of(&found, "email").credit);
    for (actual, probability) in [(was, 0.4 * 0.3_f64), (is, 0.8 * 0.3), (difference, 0.4 * 0.3)] {
        let error = (400.0 * probability * (1.0 - probability) / 200.0).sqrt();
        assert!((actual - 400.0 * probability).abs() < 4.5 * error, "{actual} instead of {}", 400.0 * probability);
    }
    // Who converts is drawn alike in both.
    assert_eq!(found.conversions.difference.figure, Some(0.0));
    // One regeneration's number is binomial: nine in ten lie within 1.645 standard deviations.
    let single = of(&found, "email").credit.current.single.expect("drawn");
    let deviation = (400.0_f64 * 0.12 * 0.88).sqrt();
    for (actual, expected) in [(single.p05, 48.0 - 1.645 * deviation), (single.p95, 48.0 + 1.645 * deviation)] {
        assert!((actual - expected).abs() < 3.0, "{actual} instead of {expected}");
    }
    assert!(single.least <= single.p05 && single.p50 <= single.p95 && single.p95 <= single.most);
}

#[test]
fn a_filter_by_channel_applies_to_each_journey_as_it_was_made() {
    let dataset = leads(0..400, by_chance(0.4, 0.3, 0.0));
    let paths = PathFilter { holding: vec!["email".to_owned()], ..PathFilter::default() };
    let query = Query { scope: Scope { paths, ..Scope::default() }, ..query(Model::Linear, 50) };
    let found = what_if(&dataset, query, by_chance(0.8, 0.3, 0.0), 100);
    assert_eq!(found.leads, 400);
    for (actual, probability) in figures(&found.journeys).into_iter().zip([0.4, 0.8, 0.4]) {
        let error = (400.0_f64 * probability * (1.0 - probability) / 100.0).sqrt();
        assert!((actual - 400.0 * probability).abs() < 4.5 * error, "{actual} journeys");
    }
    assert!((found.rate.current.figure.expect("journeys") - 0.3).abs() < 0.03);
}

#[test]
fn pairs_are_sharper_than_two_that_know_nothing_of_each_other() {
    let dataset = leads(0..200, by_chance(0.4, 0.3, 1.0));
    let changed = by_chance(0.5, 0.3, 1.0);
    let width = |of: &Figure| {
        let interval = of.interval.expect("replicates");
        interval.hi - interval.lo
    };
    let paired = what_if(&dataset, query(Model::Markov, 400), changed.clone(), 30);
    let other = WhatIf { playbook: changed, seed: DEFAULT_SEED + 1, regenerations: 30 };
    let unpaired = found(&dataset, query(Model::Markov, 400), other).expect("leads");
    for channel in ["email", "ga4", "sms"] {
        let credit = &of(&paired, channel).credit;
        let apart = width(&credit.current).hypot(width(&credit.changed));
        assert!(width(&credit.difference) < apart, "{channel}: {} of {apart}", width(&credit.difference));
    }
    let single = |found: &PlaybookDifference| {
        let spread = found.conversions.difference.single.expect("drawn");
        spread.p95 - spread.p05
    };
    assert!(single(&paired) < 0.7 * single(&unpaired), "{} of {}", single(&paired), single(&unpaired));
    assert!(paired.is_paired() && !unpaired.is_paired());
}
