//! Channels that count as one.

use touchline::{
    domain::{finding::Kind, scope::Scope},
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
