//! Channels that count as one.

use touchline::{
    domain::{
        attribution::{context::ContextWeights, model::Model},
        finding::Kind,
        report::Report,
        scope::Scope,
        uncertainty::resample::Method,
    },
    engine::{self, query::Query},
};

use crate::expected::sample;

#[test]
fn a_group_is_merged_before_modelling_and_its_removal_is_joint() {
    let groups = vec![vec!["ga4".to_owned(), "door_knock".to_owned()]];
    let query = Query { scope: Scope { groups, ..Scope::default() }, replicates: 50, ..Query::default() };
    let report = engine::attribute(&sample(), &query).expect("the sample has both");
    let names: Vec<&str> = report.channels.iter().map(|channel| channel.channel.as_str()).collect();
    assert_eq!(names, ["call", "door_knock + ga4", "email", "sms"]);
    let group = &report.channels[1];
    // 61 touches of each, in all 61 journeys; no journey is left without the two.
    assert_eq!((group.touches, group.journeys, group.removal_effect), (122, 61, Some(1.0)));
    assert!(report.findings.iter().all(|finding| finding.kind != Kind::Indistinguishable));
    let credit: f64 = report.channels.iter().filter_map(|channel| channel.credit).sum();
    assert!((credit - 31.0).abs() < 1e-9);
}

#[test]
fn a_group_is_passed_over_and_weighed_as_its_members_are() {
    let groups = vec![vec!["ga4".to_owned(), "door_knock".to_owned()]];
    let scope = Scope { groups, ..Scope::default() };
    let mut query = Query { scope, model: Model::LastNonDirect, method: Method::None, ..Query::default() };
    let last_touch = |excluded: &[&str], query: &mut Query| {
        query.settings.excluded = excluded.iter().map(|name| (*name).to_owned()).collect();
        let report = engine::attribute(&sample(), query).expect("a query that fits the sample");
        let credit = |name: &str| report.channels.iter().find(|channel| channel.channel == name)?.credit;
        (credit("call"), credit("door_knock + ga4"))
    };
    // Every converting journey of the sample ends with a call, before it door_knock or ga4.
    let (call, group) = last_touch(&["call", "email", "sms"], &mut query);
    assert_eq!((call, group), (Some(0.0), Some(31.0)));
    let (_, half) = last_touch(&["call", "email", "sms", "ga4"], &mut query);
    assert_eq!(half, Some(31.0), "one member outside keeps the group in");
    let (call, group) = last_touch(&["call", "email", "sms", "ga4", "door_knock"], &mut query);
    assert_eq!((call, group), (Some(31.0), Some(0.0)), "where all are passed over the last touch counts");

    let weigh = |weights: &[(&str, f64)]| {
        let channels = weights.iter().map(|(name, weight)| ((*name).to_owned(), *weight)).collect();
        let context = ContextWeights { channels, ..ContextWeights::default() };
        engine::attribute(&sample(), &Query { context, model: Model::Markov, ..query.clone() })
    };
    let refused = weigh(&[("ga4", 2.0)]).expect_err("members of one group with two weights");
    assert!(refused.to_string().contains("ga4 and door_knock"), "{refused}");
    let share = |report: Report| report.channels[1].share;
    let plain = share(weigh(&[]).expect("no weights"));
    let weighed = share(weigh(&[("ga4", 5.0), ("door_knock", 5.0)]).expect("one weight"));
    assert!(plain.is_some() && plain != weighed, "{plain:?} {weighed:?}");
}
