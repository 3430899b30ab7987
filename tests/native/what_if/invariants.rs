//! What holds of any changed playbook, and of any way of asking.

use proptest::prelude::*;
use touchline::{
    domain::{
        attribution::model::Model,
        dataset::DEFAULT_SEED,
        study::what_if::{Change, PlaybookDifference},
    },
    engine::{
        Step,
        study::{Study, WhatIf, Work, study},
    },
    pack::{packed, unpacked},
};

use super::{by_chance, difference_of, figures, leads, query, what_if};

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_rows_changes_no_bit(
        order in Just((0..30).collect::<Vec<usize>>()).prop_shuffle(),
        model in prop::sample::select(Model::ALL.to_vec()),
        email in 0.0..=1.0_f64,
    ) {
        let changed = by_chance(email, 0.4, 1.0);
        let of = |order: Vec<usize>| {
            let dataset = leads(order.into_iter(), by_chance(0.3, 0.4, 0.5));
            packed(&what_if(&dataset, query(model, 10), changed.clone(), 5))
        };
        prop_assert_eq!(of((0..30).collect()), of(order));
    }

    #[test]
    fn credit_sums_to_the_conversions_and_differences_are_differences(
        email in 0.0..=1.0_f64,
        base_rate in 0.05..0.95_f64,
        model in prop::sample::select(vec![Model::Linear, Model::TimeDecay, Model::Markov, Model::Shapley, Model::Hybrid]),
    ) {
        let dataset = leads(0..25, by_chance(0.5, 0.5, 0.5));
        let found = what_if(&dataset, query(model, 5), by_chance(email, base_rate, 0.5), 6);
        for pick in [|change: &Change| change.current, |change: &Change| change.changed] {
            let credit: Option<f64> = found.channels.iter().map(|channel| pick(&channel.credit).figure).sum();
            let conversions = pick(&found.conversions).figure.expect("always");
            prop_assert!((credit.expect("a number") - conversions).abs() < 1e-9 * (1.0 + conversions));
        }
        for channel in &found.channels {
            let [current, changed, difference] = figures(&channel.credit);
            prop_assert_eq!(difference, changed - current);
        }
        let bytes = packed(&found);
        prop_assert_eq!(unpacked::<PlaybookDifference>(&bytes), Ok(found));
    }
}

#[test]
fn steps_come_to_what_the_whole_does_and_say_how_far_they_are() {
    let dataset = leads(0..50, by_chance(0.4, 0.3, 1.0));
    let asked = |email| {
        Study::WhatIf(Box::new(WhatIf { playbook: by_chance(email, 0.3, 1.0), seed: DEFAULT_SEED, regenerations: 5 }))
    };
    let query = query(Model::Hybrid, 300);
    let start = |email| Work::start(&dataset, query.clone(), &asked(email)).expect("leads");
    // Two jobs in turns disturb neither.
    let (mut work, mut beside) = (start(0.9), start(0.1));
    let mut last = 0.0;
    let stepped = loop {
        beside.step(&dataset).expect("steps");
        match work.step(&dataset).expect("steps") {
            Step::Done(findings) => break findings,
            Step::More(progress) => {
                let fraction = progress.fraction.expect("its end is known");
                assert!((last..=1.0).contains(&fraction), "{fraction} behind {last}");
                last = fraction;
            }
        }
    };
    assert!(last > 0.5);
    assert_eq!(
        packed(&difference_of(stepped)),
        packed(&difference_of(study(&dataset, query.clone(), &asked(0.9)).expect("leads")))
    );
}
