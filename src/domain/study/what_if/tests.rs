//! Figures and sentences of two sides whose numbers are known.

use super::*;
use crate::domain::words::NumberStyle;

fn realised(share: &[f64], journeys: f64, conversions: f64) -> Realised {
    Realised { share: Some(share.to_vec()), journeys, conversions, shared: conversions, ..Realised::default() }
}

/// A playbook of email alone, and one that adds sms.
fn sides() -> [Side; 2] {
    let one = |conversions| realised(&[1.0], 100.0, conversions);
    let two = |email, sms, conversions| realised(&[email, sms], 100.0, conversions);
    [
        Side {
            channels: vec!["email".to_owned()],
            pooled: one(20.0),
            replicates: vec![one(18.0), one(20.0), one(22.0)],
            singles: vec![one(20.0)],
        },
        Side {
            channels: vec!["email".to_owned(), "sms".to_owned()],
            pooled: two(0.75, 0.25, 24.0),
            replicates: vec![two(0.75, 0.25, 20.0), two(0.75, 0.25, 24.0), two(0.5, 0.5, 24.0)],
            singles: vec![two(0.75, 0.25, 20.0), two(0.75, 0.25, 28.0)],
        },
    ]
}

fn difference(level: f64, same: bool) -> PlaybookDifference {
    let [current, changed] = sides();
    let put = Sides { sides: [&current, &changed], level, identical: same };
    PlaybookDifference {
        origin: Origin::Synthetic,
        playbooks: ["default".to_owned(), "more".to_owned()],
        same,
        seeds: [7, 7],
        certain: [true, false],
        regenerations: [1, 2],
        regenerations_asked: 2,
        model: Model::Linear,
        alpha: None,
        level,
        seed: 7,
        replicates: 3,
        replicates_asked: 3,
        leads: 100,
        journeys: put.journeys(),
        conversions: put.conversions(),
        rate: put.rate(),
        value: put.value(),
        without_value: [0.0; 2],
        channels: put.channels(),
    }
}

#[test]
fn differences_are_of_replicates_and_regenerations_of_one_number() {
    let found = difference(0.5, false);
    let [email, sms] = found.channels.as_slice() else { panic!("two channels") };
    assert_eq!((email.occurs, sms.occurs), ([true, true], [false, true]));
    // 0.75 x 24 less 20.
    assert_eq!(email.credit.difference.figure, Some(-2.0));
    // In the replicates 15 - 18, 18 - 20 and 12 - 22, whose quartiles are -6.5 and -2.5.
    assert_eq!(email.credit.difference.interval, Some(Interval { level: 0.5, lo: -6.5, hi: -2.5 }));
    // The only regeneration of the current one stands against both of the other: 15 - 20 and 21 - 20.
    let single = email.credit.difference.single.expect("two");
    assert_eq!((single.least, single.p50, single.most), (-5.0, -2.0, 1.0));
    assert_eq!(email.credit.current.single, None, "one");
    assert_eq!((sms.credit.current.figure, sms.credit.current.interval), (Some(0.0), None));
    assert_eq!(sms.credit.difference.figure, Some(6.0));
    assert_eq!(sms.share.difference.interval, Some(Interval { level: 0.5, lo: 0.25, hi: 0.375 }));
    assert_eq!(found.conversions.difference.figure, Some(4.0));
    assert_eq!(found.rate.difference.interval.map(|of| of.level), Some(0.5));
}

#[test]
fn the_greatest_change_that_is_told_is_named_first() {
    let style = NumberStyle::default();
    // sms 5, 6 and 12 more, email 3, 2 and 10 less.
    assert_eq!(
        difference(0.5, false).headline(style),
        "sms's credit rises by 6.0 conversions, from 0.0 to 6.0 (difference: 50 % interval 5.5 to 9.0); email's changes too."
    );
    assert_eq!(
        difference(0.5, false).conversions_sentence(style),
        "The number of conversions rises by 4.0, from 20.0 to 24.0 (difference: 50 % interval 2.0 to 3.0)."
    );
    assert_eq!(difference(0.5, true).headline(style), "The playbooks are the same: nothing changes.");
    let few = |figure| Figure { figure: Some(figure), ..Figure::default() };
    let thin = PlaybookDifference {
        conversions: Change { current: few(2.0), changed: few(9.5), difference: few(7.5) },
        ..difference(0.5, false)
    };
    assert_eq!(
        thin.headline(style),
        "Too few conversions to tell: 2.0 by the current playbook, 9.5 by the changed one."
    );
    let mut untold = difference(0.5, false);
    for channel in &mut untold.channels {
        channel.credit.difference.interval = Some(Interval { level: 0.5, lo: -1.0, hi: 1.0 });
    }
    assert_eq!(untold.headline(style), "No channel's credit changes by more than chance alone can make.");
}

#[test]
fn what_was_not_drawn_is_said() {
    let found = PlaybookDifference { replicates_asked: 1_000, seeds: [7, 8], ..difference(0.5, false) };
    let cautions = found.cautions(NumberStyle::default());
    let expected = [
        "Journeys here are synthetic: what changes restates the rules that were changed.",
        "The current playbook leaves nothing to chance: nothing is drawn of it. Of the changed one 2 regenerations are \
         pooled, each weighing 1/2.",
        "3 replicates were drawn of the 1000 asked for, to keep the time short.",
        "Of single regenerations nine in ten show 0.4 to 7.6 conversions more by the changed playbook.",
        "In journeys by the changed playbook alone: sms.",
    ];
    assert_eq!(cautions, expected);
    let drawn = PlaybookDifference { certain: [false; 2], seeds: [7, 8], ..difference(0.5, false) };
    assert!(!drawn.is_paired());
    assert!(
        drawn
            .cautions(NumberStyle::default())
            .iter()
            .any(|caution| caution.starts_with("The seeds of the playbooks differ"))
    );
}

/// By both one channel with all credit; values are known of the changed one alone, then of both.
#[test]
fn value_is_compared_where_it_is_known_of_both() {
    let worth = |conversions: f64, value: Option<f64>| Realised {
        value_share: value.map(|_| vec![1.0]),
        value,
        shared_value: value,
        ..realised(&[1.0], 100.0, conversions)
    };
    let side = |pooled: Option<f64>, replicates: [f64; 3]| Side {
        channels: vec!["email".to_owned()],
        pooled: worth(20.0, pooled),
        replicates: replicates.map(|value| worth(20.0, pooled.map(|_| value))).into(),
        singles: vec![worth(20.0, pooled)],
    };
    let changed = side(Some(640.0), [600.0, 640.0, 700.0]);
    let of = |current: Side| {
        let put = Sides { sides: [&current, &changed], level: 0.5, identical: false };
        let found = PlaybookDifference { value: put.value(), channels: put.channels(), ..difference(0.5, false) };
        (found.channels[0].value, found.value_sentence(NumberStyle::default()).expect("one is known"))
    };
    let (email, sentence) = of(side(None, [0.0; 3]));
    assert_eq!((email.current.figure, email.changed.figure, email.difference.figure), (None, Some(640.0), None));
    assert_eq!((email.current.interval, email.difference.interval), (None, None));
    assert_eq!(
        sentence,
        "The value of conversions is 640.00 by the changed playbook, not known by the current one, which knows no value of a \
         conversion."
    );
    // Of replicates of one number 100, 90 and 100 more, whose quartiles are 95 and 100.
    let (email, sentence) = of(side(Some(500.0), [500.0, 550.0, 600.0]));
    assert_eq!(email.difference.figure, Some(140.0));
    assert_eq!(email.difference.interval, Some(Interval { level: 0.5, lo: 95.0, hi: 100.0 }));
    assert_eq!(
        sentence,
        "The value of conversions rises by 140.00, from 500.00 to 640.00 (difference: 50 % interval 95.00 to 100.00)."
    );
    assert_eq!(difference(0.5, false).value_sentence(NumberStyle::default()), None);
}

#[test]
fn what_rounds_to_nothing_is_said_in_words() {
    let style = NumberStyle::default();
    let spread = |p05, p95| Spread { least: p05, p05, p50: p05, p95, most: p95 };
    let with = |p05, p95| {
        let mut found = difference(0.5, false);
        found.conversions.difference.single = Some(spread(p05, p95));
        found.cautions(style)[2].clone()
    };
    let begin = "Of single regenerations nine in ten show ";
    for (p05, p95, words) in [
        (0.0, 0.04, "as many conversions by both playbooks."),
        (-0.04, 2.0, "0.0 to 2.0 conversions more by the changed playbook."),
        (3.0, 3.0, "3.0 conversions more by the changed playbook."),
        (-5.0, -2.0, "2.0 to 5.0 conversions fewer by the changed playbook."),
        (-1.5, 2.5, "between 1.5 conversions fewer and 2.5 more by the changed playbook."),
    ] {
        assert_eq!(with(p05, p95), [begin, words].concat());
    }
    let of = |figure| Figure { figure: Some(figure), ..Figure::default() };
    let within = Some(Interval { level: 0.9, lo: -0.01, hi: 0.04 });
    let conversions = Change {
        current: of(20.0),
        changed: of(20.02),
        difference: Figure { figure: Some(0.02), interval: within, single: None },
    };
    assert_eq!(
        PlaybookDifference { conversions, ..difference(0.5, false) }.conversions_sentence(style),
        "The number of conversions rises by less than 0.1, about 20.0 by both (difference: the same in 90 % of replicates)."
    );
}
