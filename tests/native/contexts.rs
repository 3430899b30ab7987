//! Context weights, held against data in which what they say has happened.

use touchline::{
    domain::{dataset::Dataset, import::read_leads, playbook::Playbook, report::Report},
    engine::{self, query::Query},
};

fn dataset(rows: &str) -> Dataset {
    let csv = format!("property_id,primary_persona,sii_score,recommended_play\n{rows}");
    let import = read_leads(csv.as_bytes()).expect("a leads file");
    Dataset::synthesise("test.csv", import, Playbook::default()).expect("five channels")
}

fn shares(report: &Report) -> Vec<f64> {
    report.channels.iter().map(|channel| channel.share.expect("conversions")).collect()
}

fn close(a: &[f64], b: &[f64]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| (a - b).abs() < 1e-12)
}

const ROWS: &str = "a,Deal_Hunter,110,X\nb,Deal_Hunter,50,Y\nc,Family_Protector,99,X\nd,Family_Protector,10,Y\n";

#[test]
fn a_weight_of_two_is_a_second_lead() {
    let twice = "a2,Deal_Hunter,110,X\nb2,Deal_Hunter,50,Y\n";
    let doubled = engine::attribute(&dataset(&format!("{ROWS}{twice}")), &Query::default()).expect("fits");
    let mut query = Query::default();
    query.context.personas = vec![("Deal_Hunter".to_owned(), 2.0)];
    let weighted = engine::attribute(&dataset(ROWS), &query).expect("fits");
    assert!(close(&shares(&weighted), &shares(&doubled)));
    assert_eq!(weighted.counts.journeys, 4, "counts stay what they are");
    // The square root of four, at half the strength, is two as well.
    query.context.personas = vec![("Deal_Hunter".to_owned(), 4.0)];
    query.context.lambda = 0.5;
    assert!(close(&shares(&engine::attribute(&dataset(ROWS), &query).expect("fits")), &shares(&doubled)));
}

#[test]
fn at_strength_0_no_weight_counts() {
    let plain = engine::attribute(&dataset(ROWS), &Query::default()).expect("fits");
    let mut query = Query::default();
    query.context.plays = vec![("X".to_owned(), 9.0)];
    query.context.channels = vec![("sms".to_owned(), 7.0)];
    query.context.lambda = 0.0;
    assert!(close(&shares(&engine::attribute(&dataset(ROWS), &query).expect("fits")), &shares(&plain)));
    query.context.lambda = 1.0;
    let weighted = engine::attribute(&dataset(ROWS), &query).expect("fits");
    let p = weighted.counts.conversion_probability.expect("journeys");
    assert!((p - 0.5).abs() > 0.01, "with weights p is no longer the rate: {p}");
    let comparison = engine::compare(&dataset(ROWS), &query).expect("fits");
    let sweep = comparison.lambda_sweep.expect("weights are set");
    assert!(close(&sweep.shares[0], &shares(&plain)) && close(&sweep.shares[4], &shares(&weighted)));
}

#[test]
fn a_weight_into_a_channel_multiplies_its_transitions() {
    // From START all go to ga4; behind ga4 one journey of two goes to email, one to door_knock.
    let mut query = Query { model: touchline::domain::attribution::model::Model::Markov, ..Query::default() };
    query.context.channels = vec![("email".to_owned(), 3.0)];
    let rows = "a,Deal_Hunter,110,\nb,Status_Conscious,10,\n";
    let report = engine::attribute(&dataset(rows), &query).expect("fits");
    // P(email behind ga4) = 3/4. a: email > door_knock > call, b: door_knock > null; behind
    // door_knock call and null are alike, so p = 1/2 and removing email loses 3/4 of it.
    let email = report.channels.iter().find(|channel| channel.channel == "email").expect("a has it");
    assert!((report.counts.conversion_probability.expect("journeys") - 0.5).abs() < 1e-12);
    assert!((email.removal_effect.expect("credit") - 0.75).abs() < 1e-12);
}

#[test]
fn weights_that_are_none_are_refused() {
    for weight in [0.0, -1.0, f64::NAN] {
        let mut query = Query::default();
        query.context.personas = vec![("Deal_Hunter".to_owned(), weight)];
        let error = engine::attribute(&dataset(ROWS), &query).expect_err("no weight");
        assert!(error.to_string().starts_with("the weight of Deal_Hunter is "), "{error}");
    }
}
