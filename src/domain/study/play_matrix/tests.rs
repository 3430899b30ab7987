//! Matrices of few groups, cell by cell.

use super::*;
use crate::domain::{
    report::Counts,
    scope::OutsideScope,
    uncertainty::{rank::RankStability, resample::Method},
};

/// A channel's name, touches, journeys, conversions, share, and part of the replicates in which it is the first.
type Channel<'a> = (&'a str, u32, u32, u32, f64, f64);

fn report(journeys: u32, conversions: u32, channels: &[Channel]) -> Report {
    let channel = |of: &Channel| ChannelCredit {
        channel: of.0.to_owned(),
        touches: of.1,
        journeys: of.2,
        conversions: of.3,
        credit: Some(of.4 * f64::from(conversions)),
        value_credit: None,
        share: Some(of.4),
        interval: Some(Interval { level: 0.9, lo: of.4 / 2.0, hi: of.4 * 1.5 }),
        quantiles: None,
        rank: Some(RankStability { first: of.5, in_top_two: 1.0 }),
        above_next: None,
        value_share: None,
        value_interval: None,
        markov_share: None,
        shapley_share: None,
        removal_effect: None,
        removal_effect_value: None,
        positions: None,
    };
    Report {
        origin: Origin::Observed,
        counts: Counts {
            outside: OutsideScope::default(),
            journeys,
            events: channels.iter().map(|channel| channel.1).sum(),
            distinct_paths: 1,
            personas: 0,
            conversions,
            conversion_rate: Some(f64::from(conversions) / f64::from(journeys)),
            conversion_rate_interval: None,
            conversion_probability: None,
            value: None,
            conversions_without_value: conversions,
            unattributed_conversions: 0,
            unattributed_value: None,
        },
        model: Model::Markov,
        alpha: None,
        order: 1,
        states: None,
        method: Method::Bayesian,
        seed: 1,
        replicates: 1_000,
        level: 0.9,
        excluded_replicates: 0,
        sampled: None,
        channels: channels.iter().map(channel).collect(),
        findings: Vec::new(),
    }
}

fn matrix(groups: &[(&str, Report)]) -> PlayMatrix {
    let groups: Vec<(String, Report)> = groups.iter().map(|(name, of)| ((*name).to_owned(), of.clone())).collect();
    PlayMatrix::of(GroupNoun { one: "play".to_owned(), many: "plays".to_owned() }, &groups)
}

fn three() -> PlayMatrix {
    let large = [("email", 30, 20, 6, 0.7, 0.97), ("ga4", 50, 40, 4, 0.2, 0.02), ("sms", 20, 9, 2, 0.1, 0.01)];
    matrix(&[
        ("promo", report(40, 8, &large)),
        ("rare", report(9, 6, &[("call", 12, 9, 6, 1.0, 1.0)])),
        ("cold", report(200, 4, &[("email", 150, 100, 4, 0.6, 1.0), ("ga4", 50, 50, 2, 0.4, 0.0)])),
    ])
}

#[test]
fn a_group_with_enough_journeys_shows_its_credit() {
    let matrix = three();
    assert_eq!(matrix.channels, ["call", "email", "ga4", "sms"]);
    let row = &matrix.rows[0];
    assert_eq!((row.touches, row.journeys, row.conversions, row.is_too_few), (100, 40, 8, false));
    assert_eq!(row.leader, Some(1));
    let email = &row.cells[1];
    assert_eq!((email.standing, email.share, email.word()), (Standing::Shown, Some(0.7), None));
    assert!(email.credit.is_some_and(|credit| (credit - 5.6).abs() < 1e-12));
    assert_eq!(email.interval.map(|of| of.lo), Some(0.35));
    assert_eq!(email.touch_share, Some(0.3));
}

#[test]
fn a_cell_of_too_few_journeys_says_so_and_keeps_its_counts() {
    let sms = &three().rows[0].cells[3];
    assert_eq!((sms.standing, sms.word()), (Standing::TooFew, Some("too few journeys")));
    assert_eq!((sms.credit, sms.share, sms.interval), (None, None, None));
    assert_eq!((sms.touches, sms.journeys, sms.conversions, sms.touch_share), (20, 9, 2, Some(0.2)));
    let call = &three().rows[0].cells[0];
    assert_eq!((call.standing, call.word(), call.touch_share), (Standing::Absent, Some("in no journey"), Some(0.0)));
}

#[test]
fn a_group_of_too_few_journeys_or_conversions_has_no_shares() {
    for row in &three().rows[1..] {
        assert!(row.is_too_few && row.leader.is_none());
        assert!(row.cells.iter().all(|cell| (cell.credit, cell.share, cell.interval) == (None, None, None)));
    }
    let is_too_few = |journeys, conversions| {
        matrix(&[("x", report(journeys, conversions, &[("a", 9, 9, 1, 1.0, 1.0)]))]).rows[0].is_too_few
    };
    assert_eq!([is_too_few(10, 5), is_too_few(9, 5), is_too_few(10, 4)], [false, true, true]);
}

#[test]
fn top_groups_and_channel_mix_are_of_touches() {
    let matrix = three();
    let names: Vec<&str> = matrix.top_by_touches().iter().map(|row| row.group.as_str()).collect();
    assert_eq!(names, ["cold", "promo", "rare"]);
    let mix = matrix.channel_mix(&matrix.rows[2]);
    let expected = [("call", 0.0), ("email", 0.75), ("ga4", 0.25), ("sms", 0.0)];
    assert_eq!(mix, expected.map(|(name, part)| (name.to_owned(), Some(part))));
}

#[test]
fn a_group_without_touches_has_no_mix() {
    let matrix = matrix(&[("bare", report(20, 6, &[])), ("other", report(20, 6, &[("a", 20, 20, 6, 1.0, 1.0)]))]);
    assert_eq!(matrix.rows[0].cells[0].touch_share, None);
    assert_eq!(matrix.rows[1].leader, Some(0));
}

#[test]
fn only_a_settled_first_place_leads() {
    let leader = |channels: &[Channel], model: Model| {
        let of = Report { model, ..report(50, 20, channels) };
        matrix(&[("x", of)]).rows[0].leader
    };
    let of = |first: f64, share: f64| [("a", 50, 50, 20, share, first), ("b", 50, 50, 20, 1.0 - share, 1.0 - first)];
    assert_eq!(leader(&of(0.95, 0.6), Model::Markov), Some(0));
    assert_eq!(leader(&of(0.94, 0.6), Model::Markov), None);
    assert_eq!(leader(&of(1.0, 0.5), Model::Markov), None);
    assert_eq!(leader(&of(0.0, 0.4), Model::Markov), Some(1));
    assert_eq!(leader(&of(1.0, 0.6), Model::Participation), None);
    // The first by share is in too few journeys to lead.
    assert_eq!(leader(&[("a", 9, 9, 9, 0.9, 1.0), ("b", 50, 50, 20, 0.1, 0.0)], Model::Markov), None);
}

#[test]
fn the_sentence_counts_leaders_and_what_is_too_few() {
    assert_eq!(
        three().sentence(NumberStyle::default()),
        "email leads in 1 of 1 play with enough journeys; 2 plays have too few journeys (under 10 journeys or 5 conversions). \
         cold has the most touches: 64.1 % of all."
    );
    let of = |name, first| report(50, 20, &[(name, 50, 50, 20, 0.9, first), ("b", 50, 50, 20, 0.1, 1.0 - first)]);
    let groups = [("1", of("a", 1.0)), ("2", of("c", 1.0)), ("3", of("a", 1.0)), ("4", of("a", 0.5))];
    assert_eq!(matrix(&groups).sentence(NumberStyle::default()), "a leads in 2 and c in 1 of 4 plays.");
    assert_eq!(matrix(&groups[3..]).sentence(NumberStyle::default()), "No channel leads for sure in 1 play.");
    assert_eq!(matrix(&[]).sentence(NumberStyle::default()), "There are no plays in scope.");
    let synthetic = Report { origin: Origin::Synthetic, ..report(9, 6, &[("call", 12, 9, 6, 1.0, 1.0)]) };
    assert_eq!(
        matrix(&[("rare", synthetic)]).sentence(NumberStyle::default()),
        "Too few journeys to tell: 1 play with under 10 journeys or 5 conversions. The journeys are synthetic."
    );
}

#[test]
fn groups_with_equally_many_touches_are_named_together() {
    let of = || report(50, 20, &[("a", 50, 50, 20, 1.0, 1.0)]);
    let sentence = matrix(&[("y", of()), ("x", of())]).sentence(NumberStyle::default());
    assert_eq!(sentence, "a leads in 2 of 2 plays. x and y have the most touches, equally many.");
}

#[test]
fn the_result_is_read_back_from_its_bytes() {
    assert_eq!(crate::pack::unpacked::<PlayMatrix>(&crate::pack::packed(&three())), Ok(three()));
}
