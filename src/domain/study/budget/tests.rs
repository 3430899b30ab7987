//! Budgets of which the figures can be followed by hand.

use super::*;
use crate::domain::words::{Affix, Group};

fn interval(lo: f64, hi: f64) -> Interval {
    Interval { level: 0.9, lo, hi }
}

fn channel(name: &str, cost: Option<f64>, credit: f64, of: Interval) -> ChannelBudget {
    let (value, of_value) = (20.0 * credit, interval(15.0 * of.lo, 30.0 * of.hi));
    ChannelBudget {
        channel: name.to_owned(),
        cost,
        credit: Some(credit),
        credit_interval: Some(of),
        value_credit: Some(value),
        value_interval: Some(of_value),
    }
}

/// Three channels, of which the last has no known cost.
fn three() -> Vec<ChannelBudget> {
    vec![
        channel("email", Some(120.0), 30.0, interval(20.0, 40.0)),
        channel("ga4", Some(70.0), 10.0, interval(4.0, 15.0)),
        channel("call", None, 5.0, interval(1.0, 9.0)),
    ]
}

fn economics(channels: &[ChannelBudget]) -> Economics {
    Economics::of(Origin::Observed, channels, Spread::Intervals, Spread::Intervals)
}

fn shift(channels: &[ChannelBudget], spends: &[Option<f64>]) -> Shift {
    Shift::of(Origin::Observed, channels, spends, Elasticity::default(), Spread::Intervals)
}

fn near(figure: f64, expected: f64) -> bool {
    (figure - expected).abs() < 1e-12 * expected.abs().max(1.0)
}

#[track_caller]
fn check(of: Option<Interval>, lo: f64, hi: f64) {
    let of = of.expect("an interval");
    assert!(near(of.lo, lo) && near(of.hi, hi), "{of:?}");
}

#[test]
fn ends_of_a_cost_are_the_other_ends_of_the_credit() {
    let of = economics(&three());
    let email = &of.channels[0];
    assert_eq!(email.cost_per_conversion, Some(4.0));
    assert_eq!(email.cost_interval, Some(CostInterval { level: 0.9, lo: 3.0, hi: Some(6.0) }));
    // Value 600, 300 to 1,200.
    assert_eq!(email.return_on_spend, Some(5.0));
    check(email.return_interval, 2.5, 10.0);
}

#[test]
fn totals_are_of_the_channels_whose_cost_is_known() {
    let of = economics(&three());
    let total = of.total.expect("costs");
    assert_eq!((total.cost, total.credit, total.cost_per_conversion), (Some(190.0), Some(40.0), Some(4.75)));
    // 190 over 55 and over 24.
    let cost = total.cost_interval.expect("an interval");
    assert!(near(cost.lo, 190.0 / 55.0) && cost.hi.is_some_and(|hi| near(hi, 190.0 / 24.0)), "{cost:?}");
    assert_eq!(of.without_cost, ["call"]);
    assert_eq!(of.channels[2].cost_per_conversion, None);
}

#[test]
fn totals_by_replicates_are_summed_replicate_by_replicate() {
    let replicates = [vec![20.0, 30.0, 40.0], vec![12.0, 10.0, 8.0], vec![1e9; 3]];
    let spread = Spread::Replicates { level: 0.5, of: &replicates };
    let total = Economics::of(Origin::Observed, &three(), spread, Spread::Intervals).total.expect("costs");
    // Sums 32, 40, 48; their quartiles 36 and 44.
    let cost = total.cost_interval.expect("replicates");
    assert!(near(cost.lo, 190.0 / 44.0) && cost.hi.is_some_and(|hi| near(hi, 190.0 / 36.0)), "{cost:?}");
}

#[test]
fn a_credit_that_can_be_nothing_leaves_the_cost_without_upper_limit() {
    let of = economics(&[channel("sms", Some(30.0), 1.0, interval(0.0, 2.0))]);
    let cost = of.channels[0].cost_interval.expect("an interval");
    assert_eq!((cost.lo, cost.hi), (15.0, None));
    assert_eq!(cost.words(NumberStyle::default()), "90 % interval from 15.00, without upper limit");
}

#[test]
fn what_does_not_exist_is_none() {
    let of = economics(&[
        channel("free", Some(0.0), 2.0, interval(1.0, 3.0)),
        channel("idle", Some(50.0), 0.0, interval(0.0, 0.0)),
        channel("odd", Some(-1.0), 2.0, interval(1.0, 3.0)),
        channel("none", Some(f64::NAN), 2.0, interval(1.0, 3.0)),
    ]);
    assert_eq!((of.channels[0].cost_per_conversion, of.channels[0].return_on_spend), (Some(0.0), None));
    assert_eq!((of.channels[1].cost_per_conversion, of.channels[1].cost_interval), (None, None));
    assert_eq!(of.channels[1].return_on_spend, Some(0.0));
    assert_eq!(of.without_cost, ["odd", "none"]);
    assert_eq!(economics(&[]).total, None);
    assert_eq!(
        economics(&[]).sentence(NumberStyle::default()),
        "No channel's cost is known, so that nothing tells what a conversion cost."
    );
}

#[test]
fn the_sentence_names_the_cheapest_and_what_is_left_out() {
    assert_eq!(
        economics(&three()).sentence(NumberStyle::default()),
        "A credited conversion cost 4.75 (90 % interval 3.45 to 7.92), least for email (4.00) and most for ga4 (7.00); their \
         order is not settled. Not counted, since the cost is not known: call. Spend over credit does not tell what one more \
         conversion would cost."
    );
    let mut apart = three();
    apart[1].cost = Some(700.0);
    apart[2] = channel("sms", Some(9.0), 0.0, interval(0.0, 0.0));
    let sentence = economics(&apart).sentence(NumberStyle { decimal: ',', ..NumberStyle::PLAIN });
    assert!(
        sentence.contains("least for email (4,00) and most for ga4 (70,00). Paid for and credited with nothing: sms.")
    );
}

#[test]
fn an_extreme_that_others_reach_is_said_to_be_none() {
    // Costs of 1.00 (0.80 to 1.25), 3.00 (2.00 to 4.00) and 3.50 (2.50 to 4.00).
    let mut channels = vec![
        channel("a", Some(10.0), 10.0, interval(8.0, 12.5)),
        channel("b", Some(30.0), 10.0, interval(7.5, 15.0)),
        channel("c", Some(35.0), 10.0, interval(8.75, 14.0)),
    ];
    let sentence = |of: &[ChannelBudget]| economics(of).sentence(NumberStyle::default());
    let one = sentence(&channels);
    assert!(
        one.contains(
            "least for a (1.00) and most for c (3.50), though the interval of the most overlaps that of 1 other."
        ),
        "{one}"
    );
    // And 1.20 (1.00 to 1.50), which is beside the least.
    channels.push(channel("d", Some(12.0), 10.0, interval(8.0, 12.0)));
    let both = sentence(&channels);
    let words = "though the interval of the least overlaps that of 1 other and the interval of the most overlaps that of 1 other.";
    assert!(both.contains(words), "{both}");
}

#[test]
fn a_sentence_has_the_readers_groups_and_the_currency() {
    let mut dear = three();
    // 1,000 times the 7.00 and the 4.00 of a conversion.
    (dear[0].cost, dear[1].cost) = (dear[0].cost.map(|cost| 1_000.0 * cost), dear[1].cost.map(|cost| 1_000.0 * cost));
    let group = Some(Group::of_three('.'));
    let german = NumberStyle { decimal: ',', group, money: Affix::round("1\u{a0}€") };
    let sentence = economics(&dear).sentence(german);
    assert!(sentence.starts_with("A credited conversion cost 4.750,00\u{a0}€ (90 % interval 3.45"), "{sentence}");
    assert!(sentence.contains("least for email (4.000,00\u{a0}€) and most for ga4 (7.000,00\u{a0}€)"), "{sentence}");
}

#[test]
fn a_shift_adds_up_what_each_channel_gains_and_loses() {
    // 1.21 and 0.64 times the spend are 1.1 and 0.8 times the credit.
    let of = shift(&three(), &[Some(145.2), Some(44.8)]);
    let (email, ga4) = (&of.channels[0], &of.channels[1]);
    assert!(near(email.after.expect("credit"), 33.0) && near(ga4.after.expect("credit"), 8.0));
    check(email.interval, 2.0, 4.0);
    check(ga4.interval, -3.0, -0.8);
    assert_eq!((of.before, of.channels[2].after), (Some(45.0), Some(5.0)));
    assert!(near(of.after.expect("credit"), 46.0) && near(of.difference.expect("credit"), 1.0));
    check(of.interval, -1.0, 3.2);
    assert!(near(of.spend_after, of.spend_before));
    assert_eq!(
        of.sentence(NumberStyle::default()),
        "With the same spend of 190.00 in all, the model would credit 46.0 conversions instead of 45.0: 1.0 more, which \
         chance alone can make (90 % interval -1.0 to 3.2). It takes credit to grow with spend to the power of 0.50, an \
         assumption that the data cannot tell; this is what the model would say, not what would happen."
    );
}

#[test]
fn a_shift_by_replicates_keeps_what_channels_have_to_do_with_each_other() {
    let replicates = [vec![20.0, 30.0, 40.0], vec![4.0, 10.0, 15.0], vec![1.0, 2.0, 3.0]];
    let spread = Spread::Replicates { level: 0.5, of: &replicates };
    let of = Shift::of(Origin::Synthetic, &three(), &[Some(145.2), Some(44.8)], Elasticity::default(), spread);
    // 2 - 0.8, 3 - 2 and 4 - 3.
    check(of.interval, 1.0, 1.1);
    let sentence = of.sentence(NumberStyle::default());
    assert!(
        sentence.contains("46.0 synthetic conversions instead of 45.0: 1.0 more (50 % interval 1.0 to 1.1)"),
        "{sentence}"
    );
}

#[test]
fn more_and_less_spend_is_said() {
    let sentence = |spend| shift(&three(), &[Some(spend)]).sentence(NumberStyle::default());
    assert!(sentence(145.2).starts_with("With 25.20 more spent, the model would credit 48.0 "));
    assert!(sentence(76.8).starts_with("With 43.20 less spent, the model would credit 39.0 "));
    assert_eq!(sentence(120.0), "No spend is changed.");
}

#[test]
fn what_has_no_cost_cannot_be_shifted() {
    let of = shift(&three(), &[Some(100.0), None, Some(20.0)]);
    assert_eq!((of.after, of.difference, of.interval), (None, None, None));
    assert_eq!((of.channels[2].refusal, of.channels[2].after), (Some(Refusal::NoCost), None));
    assert_eq!(
        of.sentence(NumberStyle::default()),
        "The shift cannot be followed: call has no known cost to start from."
    );
    assert_eq!((of.spend_before, of.spend_after), (190.0, 170.0));
}

#[test]
fn other_refusals() {
    let free = [channel("free", Some(0.0), 2.0, interval(1.0, 3.0)), ChannelBudget::default()];
    assert_eq!(shift(&free, &[Some(1.0)]).channels[0].refusal, Some(Refusal::NothingSpent));
    assert_eq!(shift(&free, &[Some(0.0)]).channels[0].refusal, None);
    for spend in [-1.0, f64::NAN, f64::INFINITY] {
        let of = &shift(&three(), &[Some(spend)]).channels[0];
        assert_eq!((of.refusal, of.spend_after), (Some(Refusal::NoAmount), None));
    }
    let uncredited = [ChannelBudget { credit: None, ..channel("x", Some(1.0), 1.0, interval(0.0, 1.0)) }];
    assert_eq!(shift(&uncredited, &[Some(2.0)]).channels[0].refusal, Some(Refusal::NoCredit));
}

#[test]
fn a_curve_passes_through_the_present() {
    let curve = ResponseCurve::of(&three()[0], Elasticity::default()).expect("cost and credit");
    assert_eq!(curve.points.len(), CURVE_STEPS + 1);
    let at = |step: usize| (curve.points[step].spend, curve.points[step].credit);
    assert_eq!((at(0), at(20)), ((0.0, 0.0), (120.0, 30.0)));
    assert_eq!(curve.points[20].interval, Some(interval(20.0, 40.0)));
    assert!(near(at(40).0, 240.0) && near(at(40).1, 30.0 * 2.0_f64.sqrt()));
    // A quarter of the present spend, half of its credit.
    assert!(near(at(5).0, 30.0) && near(at(5).1, 15.0));
    // 120 / (0.5 x 30), of 20 to 40 conversions.
    assert_eq!(curve.marginal_cost, Some(8.0));
    assert_eq!(curve.marginal_interval, Some(CostInterval { level: 0.9, lo: 6.0, hi: Some(12.0) }));
}

#[test]
fn an_elasticity_is_above_0_and_at_most_1() {
    assert_eq!([0.0, -0.5, 1.01, f64::NAN].map(Elasticity::new), [None; 4]);
    assert_eq!(Elasticity::new(1.0).map(Elasticity::get), Some(1.0));
    assert_eq!(ResponseCurve::of(&three()[2], Elasticity::default()), None);
}

#[test]
fn the_results_are_read_back_from_their_bytes() {
    let (costs, shift) = (economics(&three()), shift(&three(), &[None, Some(90.0)]));
    let back = crate::pack::unpacked::<(Economics, Shift)>(&crate::pack::packed(&(costs.clone(), shift.clone())));
    assert_eq!(back, Ok((costs, shift)));
}
