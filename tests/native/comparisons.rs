//! What must hold for any two groups of journeys, and for any costs.

use proptest::prelude::*;
use touchline::domain::{
    journey::{Conversion, Origin, Outcome},
    lead::Cents,
    study::{
        amounts::{Amounts, welch},
        balance::Covariate,
        budget::{ChannelBudget, Economics, Elasticity, Shift, Spread},
        difference::{ChannelSide, Difference, Side},
        proportion::{Proportion, newcombe, ratio},
        uplift::{Arm, Case, Uplift},
    },
    uncertainty::Interval,
};

use crate::invariants::near;

fn proportion() -> impl Strategy<Value = Proportion> {
    (1_u32..400).prop_flat_map(|journeys| (0..=journeys).prop_map(move |of| Proportion { conversions: of, journeys }))
}

fn level() -> impl Strategy<Value = f64> {
    prop::sample::select(vec![0.5, 0.8, 0.9, 0.95, 0.99])
}

/// Arm, outcome and a figure that is known before.
fn journeys() -> impl Strategy<Value = Vec<(Case, Option<f64>, u32)>> {
    let arm = prop::sample::select(vec![Some(Arm::Treatment), Some(Arm::Control), None]);
    let value = prop::option::of(prop::option::of(0_i64..100_000));
    let outcome = value.prop_map(|of| Outcome::of(of.map(|value| Conversion { value: value.map(Cents) })));
    let journey = (arm, outcome).prop_map(|(arm, outcome)| Case { arm, outcome });
    prop::collection::vec((journey, prop::option::of(-1e3..1e3), 0_u32..4), 0..120)
}

fn uplift(journeys: &[(Case, Option<f64>, u32)]) -> Uplift {
    let cases: Vec<Case> = journeys.iter().map(|of| of.0).collect();
    let figures: Vec<Option<f64>> = journeys.iter().map(|of| of.1).collect();
    let numbers: Vec<u32> = journeys.iter().map(|of| of.2).collect();
    let words = ["a", "b", "c"].map(str::to_owned);
    let covariates = [
        Covariate::Numeric { name: "figure", figures: &figures },
        Covariate::Categorical { name: "word", words: &words, numbers: &numbers },
    ];
    Uplift::of(Origin::Observed, &cases, &covariates, 0.9)
}

/// A channel's cost, credit and the two parts of it by which its interval is longer.
fn budgets() -> impl Strategy<Value = Vec<ChannelBudget>> {
    let channel =
        (1.0..1e4, 0.1..500.0, 0.0..1.0, 0.0..1.0).prop_map(|(cost, credit, below, above): (f64, f64, f64, f64)| {
            let interval = Interval { level: 0.9, lo: credit * (1.0 - below), hi: credit * (1.0 + above) };
            ChannelBudget {
                cost: Some(cost),
                credit: Some(credit),
                credit_interval: Some(interval),
                ..Default::default()
            }
        });
    prop::collection::vec(channel, 1..7)
}

fn shifted(channels: &[ChannelBudget], times: f64, elasticity: f64) -> Shift {
    let spends: Vec<Option<f64>> = channels.iter().map(|channel| channel.cost.map(|cost| cost * times)).collect();
    let elasticity = Elasticity::new(elasticity).expect("above 0 and at most 1");
    Shift::of(Origin::Observed, channels, &spends, elasticity, Spread::Intervals)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn a_difference_of_rates_is_within_its_interval_and_turns_with_its_sides(
        a in proportion(), b in proportion(), level in level()
    ) {
        let (there, back) = (newcombe(a, b, level).expect("journeys"), newcombe(b, a, level).expect("journeys"));
        let difference = a.rate().expect("journeys") - b.rate().expect("journeys");
        prop_assert!(there.lo <= difference && difference <= there.hi);
        prop_assert!(there.lo >= -1.0 - 1e-12 && there.hi <= 1.0 + 1e-12);
        prop_assert_eq!((there.lo, there.hi), (-back.hi, -back.lo));
        let wider = newcombe(a, b, 0.999).expect("journeys");
        prop_assert!(wider.lo <= there.lo && there.hi <= wider.hi);
    }

    #[test]
    fn the_ratio_leaves_out_1_where_the_difference_leaves_out_0(a in proportion(), b in proportion(), level in level()) {
        let Some(ratio) = ratio(a, b, level) else {
            prop_assert_eq!(b.conversions, 0);
            return Ok(());
        };
        let difference = newcombe(a, b, level).expect("journeys");
        let of = a.rate().expect("journeys") / b.rate().expect("journeys");
        prop_assert!(0.0 <= ratio.lo && ratio.lo <= of + 1e-12 && of <= ratio.hi + 1e-12, "{:?}", ratio);
        // Ends that touch 0 may fall to either side by rounding.
        prop_assert!(difference.lo.abs() < 1e-12 || (ratio.lo > 1.0) == (difference.lo > 0.0));
        prop_assert!(difference.hi.abs() < 1e-12 || (ratio.hi < 1.0) == (difference.hi < 0.0));
    }

    #[test]
    fn an_uplift_counts_every_journey_and_does_not_see_their_order(journeys in journeys(), turn in 0_usize..120) {
        let of = uplift(&journeys);
        prop_assert_eq!(of.treatment.journeys + of.control.journeys + of.neither, journeys.len() as u32);
        let mut turned = journeys.clone();
        turned.rotate_left(turn.min(journeys.len()));
        turned.reverse();
        prop_assert_eq!(&uplift(&turned), &of);
    }

    #[test]
    fn arms_that_change_places_change_the_signs(journeys in journeys()) {
        let other = |arm| match arm {
            Some(Arm::Treatment) => Some(Arm::Control),
            Some(Arm::Control) => Some(Arm::Treatment),
            None => None,
        };
        let swapped: Vec<_> =
            journeys.iter().map(|of| (Case { arm: other(of.0.arm), ..of.0 }, of.1, of.2)).collect();
        let (there, back) = (uplift(&journeys), uplift(&swapped));
        prop_assert_eq!(there.rate.difference, back.rate.difference.map(|of| -of));
        prop_assert_eq!(there.value.difference, back.value.difference.map(|of| -of));
        prop_assert_eq!(there.is_too_few(), back.is_too_few());
        for (one, other) in there.balance.iter().zip(&back.balance) {
            prop_assert_eq!(one.verdict, other.verdict);
            prop_assert_eq!(one.standardised_difference, other.standardised_difference.map(|of| 0.0 - of));
        }
    }

    #[test]
    fn an_arm_compared_with_itself_is_balanced(journeys in journeys()) {
        let both: Vec<_> = journeys
            .iter()
            .flat_map(|of| [Arm::Treatment, Arm::Control].map(|arm| (Case { arm: Some(arm), ..of.0 }, of.1, of.2)))
            .collect();
        let of = uplift(&both);
        prop_assert_eq!(of.imbalanced().count(), 0);
        prop_assert!(of.rate.difference.is_none_or(|difference| difference == 0.0));
        prop_assert_ne!(of.rate.is_told(), Some(true));
    }

    #[test]
    fn words_and_what_is_unknown_are_all_of_an_arm(journeys in journeys()) {
        let of = uplift(&journeys);
        let words = of.balance.iter().filter(|row| row.covariate == "word");
        let parts: Vec<f64> = words.filter_map(|row| row.treatment).collect();
        prop_assert!(parts.is_empty() || near(parts.iter().sum(), 1.0));
    }

    #[test]
    fn means_do_not_see_the_order_or_the_unit(cents in prop::collection::vec(0_i64..10_000_000, 10..60), split in 10_usize..50) {
        prop_assume!(split + 10 <= cents.len());
        let of = |amounts: &[i64], times: i64| {
            let mut of = Amounts::default();
            amounts.iter().for_each(|cents| of.add(Cents(cents * times)));
            of
        };
        let (a, b) = cents.split_at(split);
        let reversed: Vec<i64> = a.iter().rev().copied().collect();
        prop_assert_eq!(of(a, 1), of(&reversed, 1));
        if let Some(interval) = welch(&of(a, 1), &of(b, 1), 0.9) {
            let hundredfold = welch(&of(a, 100), &of(b, 100), 0.9).expect("the same amounts");
            prop_assert!(near(100.0 * interval.lo, hundredfold.lo) && near(100.0 * interval.hi, hundredfold.hi));
        }
    }

    #[test]
    fn costs_are_within_their_intervals_and_the_total_between_the_channels(channels in budgets()) {
        let of = Economics::of(Origin::Observed, &channels, Spread::Intervals, Spread::Intervals);
        let total = of.total.expect("costs");
        for channel in of.channels.iter().chain([&total]) {
            let (cost, interval) = (channel.cost_per_conversion.expect("credit"), channel.cost_interval.expect("credit"));
            prop_assert!(interval.lo <= cost * (1.0 + 1e-12));
            prop_assert!(interval.hi.is_none_or(|hi| cost <= hi * (1.0 + 1e-12)));
        }
        let costs = || of.channels.iter().filter_map(|channel| channel.cost_per_conversion);
        let cost = total.cost_per_conversion.expect("credit");
        prop_assert!(costs().fold(f64::MAX, f64::min) <= cost * (1.0 + 1e-9));
        prop_assert!(cost <= costs().fold(0.0, f64::max) * (1.0 + 1e-9));
    }

    #[test]
    fn all_spends_times_a_factor_are_all_credits_times_its_power(
        channels in budgets(), times in 0.0..3.0, elasticity in 0.05..1.0
    ) {
        let of = shifted(&channels, times, elasticity);
        let (before, after) = (of.before.expect("credit"), of.after.expect("credit"));
        prop_assert!(near(after, before * times.powf(elasticity)));
        prop_assert!(near(of.difference.expect("credit"), after - before));
        let interval = of.interval.expect("a change");
        prop_assert!(interval.lo <= after - before + 1e-9 && after - before - 1e-9 <= interval.hi);
        // The last unit brings less than the first, but for an elasticity of 1.
        let twice = shifted(&channels, 2.0, elasticity).difference.expect("credit");
        prop_assert!(twice < before * (1.0 + 1e-9));
    }

    #[test]
    fn the_interval_of_added_ends_holds_that_of_replicates(channels in budgets(), series in prop::collection::vec(0.0..1.0, 40)) {
        // Every channel's replicates lie within its interval, so that any sum of theirs lies within the sum of the ends.
        let replicates: Vec<Vec<f64>> = channels
            .iter()
            .enumerate()
            .map(|(at, channel)| {
                let of = channel.credit_interval.expect("an interval");
                series.iter().cycle().skip(at).take(40).map(|part| of.lo + part * (of.hi - of.lo)).collect()
            })
            .collect();
        let spends: Vec<Option<f64>> =
            channels.iter().zip(&series).map(|(channel, part)| channel.cost.map(|cost| cost * (0.5 + part))).collect();
        let of = |spread| Shift::of(Origin::Observed, &channels, &spends, Elasticity::default(), spread).interval;
        let outer = of(Spread::Intervals).expect("a change");
        let inner = of(Spread::Replicates { level: 0.9, of: &replicates }).expect("a change");
        prop_assert!(outer.lo <= inner.lo + 1e-9 && inner.hi <= outer.hi + 1e-9, "{:?} {:?}", outer, inner);
    }

    #[test]
    fn scopes_that_change_places_change_the_signs(
        a in proportion(), b in proportion(), replicates in prop::collection::vec((0.0..1.0, 0.0..1.0), 1..50)
    ) {
        let (of_a, of_b): (Vec<f64>, Vec<f64>) = replicates.into_iter().unzip();
        let side = |name, journeys, replicates| Side {
            name,
            origin: Origin::Observed,
            journeys,
            values: Amounts::default(),
            channels: vec![ChannelSide { channel: "email", share: Some(0.5), replicates }],
        };
        let (a, b) = (side("A", a, &of_a), side("B", b, &of_b));
        let (there, back) = (Difference::of(&a, &b, 0, 0.9), Difference::of(&b, &a, 0, 0.9));
        prop_assert_eq!(there.is_too_few(), back.is_too_few());
        for (one, other) in [
            (there.rate, back.rate),
            (there.conversions, back.conversions),
            (there.channels[0].share, back.channels[0].share),
        ] {
            let (one, other) = (one.interval.expect("known"), other.interval.expect("known"));
            prop_assert!(near(one.lo, -other.hi) && near(one.hi, -other.lo));
        }
    }
}
