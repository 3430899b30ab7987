//! Scopes of which the differences can be followed by hand.

use super::*;
use crate::domain::lead::Cents;

fn side<'a>(name: &'a str, conversions: u32, journeys: u32, channels: &[(&'a str, f64, &'a [f64])]) -> Side<'a> {
    let channel = |of: &(&'a str, f64, &'a [f64])| ChannelSide { channel: of.0, share: Some(of.1), replicates: of.2 };
    Side {
        name,
        origin: Origin::Observed,
        journeys: Proportion { conversions, journeys },
        values: Amounts::default(),
        channels: channels.iter().map(channel).collect(),
    }
}

const EMAIL_A: [f64; 5] = [0.5, 0.6, 0.55, 0.65, 0.6];
const EMAIL_B: [f64; 5] = [0.1, 0.2, 0.3, 0.25, 0.15];
const LEVEL: [f64; 5] = [0.3, 0.2, 0.4, 0.25, 0.35];

fn two() -> (Side<'static>, Side<'static>) {
    let a = side("north", 56, 70, &[("email", 0.58, &EMAIL_A), ("ga4", 0.3, &LEVEL), ("call", 0.12, &LEVEL)]);
    let b = side("south", 48, 80, &[("ga4", 0.31, &LEVEL), ("email", 0.2, &EMAIL_B), ("sms", 0.49, &LEVEL)]);
    (a, b)
}

fn of(common: u32) -> Difference {
    let (a, b) = two();
    Difference::of(&a, &b, common, 0.5)
}

fn near(figure: Option<f64>, expected: f64) -> bool {
    figure.is_some_and(|figure| (figure - expected).abs() < 1e-12)
}

#[test]
fn shares_differ_replicate_by_replicate() {
    let of = of(0);
    let email = &of.channels[1];
    assert_eq!((email.channel.as_str(), email.presence, email.word()), ("email", Presence::Both, None));
    assert!(near(email.share.difference, 0.38));
    // .5 - .15, .6 - .25, .55 - .3, .65 - .2 and .6 - .1: .25, .35, .35, .45, .5.
    let interval = email.share.interval.expect("replicates");
    assert!(near(Some(interval.lo), 0.35) && near(Some(interval.hi), 0.45), "{interval:?}");
}

#[test]
fn a_channel_of_one_scope_has_no_share_in_the_other() {
    let of = of(0);
    let (call, sms) = (&of.channels[0], &of.channels[3]);
    assert_eq!((call.share.second, call.share.difference, call.share.interval), (None, None, None));
    assert_eq!((call.presence, call.word()), (Presence::OnlyA, Some("not in B")));
    assert_eq!((sms.presence, sms.word(), sms.share.first), (Presence::OnlyB, Some("not in A"), None));
    let cautions = of.cautions(NumberStyle::default());
    assert_eq!(cautions[0], "call is in no journey of south: no share there, and no difference.");
    assert_eq!(cautions[1], "sms is in no journey of north: no share there, and no difference.");
    assert_eq!(
        cautions[2],
        "Of 2 channels compared, 1.0 would show a difference by chance alone on average, were there none."
    );
}

#[test]
fn rates_and_conversions_have_score_intervals() {
    let (a, b) = two();
    let of = Difference::of(&a, &b, 0, 0.95);
    let rate = of.rate.interval.expect("journeys");
    assert!((rate.lo - 0.0524).abs() < 5e-5 && (rate.hi - 0.3339).abs() < 5e-5);
    assert_eq!(of.conversions.difference, Some(8.0));
    // By an independent program.
    let interval = of.conversions.interval.expect("journeys");
    assert!((interval.lo + 3.037_184_4).abs() < 1e-6 && (interval.hi - 18.286_764_5).abs() < 1e-6, "{interval:?}");
}

#[test]
fn values_are_compared_per_conversion() {
    let (mut a, mut b) = two();
    let values = |of: &[i64]| {
        let mut values = Amounts::default();
        of.iter().for_each(|units| values.add(Cents(100 * units)));
        values
    };
    a.values = values(&[17, 0, 0, 25, 40, 0, 12, 0, 9, 33, 0, 20]);
    b.values = values(&[0, 0, 5, 0, 0, 11, 0, 0, 0, 8]);
    let of = Difference::of(&a, &b, 0, 0.95).value_per_conversion;
    assert_eq!((of.first, of.second), (Some(13.0), Some(2.4)));
    // By an independent program, as in amounts.rs.
    let interval = of.interval.expect("enough values");
    assert!((interval.lo - 1.3561).abs() < 1e-3 && (interval.hi - 19.8439).abs() < 1e-3, "{interval:?}");
    b.values = Amounts::default();
    assert_eq!(Difference::of(&a, &b, 0, 0.95).value_per_conversion.difference, None);
}

#[test]
fn the_headline_names_the_greatest_difference_that_is_told() {
    assert_eq!(
        of(0).headline(NumberStyle { decimal: ',', ..NumberStyle::PLAIN }),
        "email's share is 38,0 points higher in north than in south (50 % interval 35,0 to 45,0); no other channel's differs \
         by more than chance alone can make."
    );
    let (a, b) = two();
    assert!(
        Difference::of(&b, &a, 0, 0.5)
            .headline(NumberStyle::default())
            .starts_with("email's share is 38.0 points lower in south than in north (50 % interval -45.0 to -35.0)")
    );
}

#[test]
fn nothing_told_and_too_little_are_answers() {
    let (a, mut b) = two();
    let level = |side: &Side<'static>| Side { channels: side.channels[1..2].to_vec(), ..side.clone() };
    let ga4 = Side { channels: b.channels[..1].to_vec(), ..b.clone() };
    assert_eq!(
        Difference::of(&level(&a), &ga4, 0, 0.9).headline(NumberStyle::default()),
        "No channel's share differs between north and south by more than chance alone can make."
    );
    b.journeys.conversions = 9;
    assert_eq!(
        Difference::of(&a, &b, 0, 0.9).headline(NumberStyle::default()),
        "Too few journeys to tell: 56 conversions in north, 9 conversions in south."
    );
    b.journeys.conversions = 10;
    assert!(!Difference::of(&a, &b, 0, 0.9).is_too_few());
}

#[test]
fn others_that_differ_are_named() {
    let names = ["e", "d", "c", "b", "a"];
    let of = |share: f64| -> Vec<(&str, f64, &[f64])> {
        let replicates: &[f64] = if share > 0.15 { &EMAIL_A } else { &EMAIL_B };
        names.iter().map(|name| (*name, share, replicates)).collect()
    };
    let headline = |channels: usize| {
        let (a, b) = (side("A", 50, 90, &of(0.2)[..channels]), side("B", 50, 90, &of(0.1)[..channels]));
        Difference::of(&a, &b, 0, 0.9).headline(NumberStyle::default())
    };
    // Of .25, .35, .35, .45 and .5 the quantile at 5 % is .25 + .2 x .1, that at 95 % .45 + .8 x .05.
    assert!(headline(1).ends_with("(90 % interval 27.0 to 49.0)."), "{}", headline(1));
    assert!(headline(2).ends_with("; e's differs too."), "{}", headline(2));
    assert!(headline(5).ends_with("; those of b, c, d and 1 more differ too."), "{}", headline(5));
}

#[test]
fn scopes_with_journeys_in_common_say_that_intervals_are_too_wide() {
    assert!(!of(0).overlaps());
    let of = of(12);
    assert!(of.overlaps());
    assert_eq!(
        of.overlap(NumberStyle::default()).expect("journeys in common"),
        "12 journeys are in both north and south: the intervals are made as if none were, and overstate how far the \
         difference can be off."
    );
}

#[test]
fn synthetic_journeys_are_said_to_be() {
    let (mut a, b) = two();
    a.origin = Origin::Synthetic;
    assert!(
        Difference::of(&a, &b, 0, 0.9).cautions(NumberStyle::default())[0].starts_with("Journeys here are synthetic: ")
    );
}

#[test]
fn a_scope_without_credit_has_nothing_to_compare() {
    let (mut a, b) = two();
    a.channels.iter_mut().for_each(|channel| (channel.share, channel.replicates) = (None, &[]));
    let of = Difference::of(&a, &b, 0, 0.9);
    let email = &of.channels[1];
    assert_eq!((email.share.second, email.share.difference, email.share.interval), (Some(0.2), None, None));
    assert_eq!(email.word(), Some("no credit to compare"));
    assert_eq!(
        of.headline(NumberStyle::default()),
        "No channel's share is known with an interval in both north and south."
    );
}

#[test]
fn the_result_is_read_back_from_its_bytes() {
    assert_eq!(crate::pack::unpacked::<Difference>(&crate::pack::packed(&of(3))), Ok(of(3)));
}
