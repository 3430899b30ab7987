//! The 61 sample leads against figures computed by an independent program
//! (tests/data/a_tier_expected.json).

use serde_json::Value;
use touchline::{
    domain::{
        attribution::model::{Model, Settings},
        dataset::Dataset,
        import::read_leads,
        playbook::Playbook,
        report::Report,
        scope::Scope,
        zip::Zip,
    },
    engine::{self, query::Query},
};

pub fn sample() -> Dataset {
    let csv: &[u8] = include_bytes!("../../public/a_tier_leads.csv");
    let import = read_leads(csv).expect("the sample is a leads file");
    Dataset::synthesise("a_tier_leads.csv", import, Playbook::default()).expect("five channels")
}

fn expected() -> Value {
    serde_json::from_str(include_str!("../data/a_tier_expected.json")).expect("the expected figures are JSON")
}

fn report(scope: Scope, model: Model) -> Report {
    let query = Query { scope, model, replicates: 20, ..Query::default() };
    engine::attribute(&sample(), &query).expect("the scope names what the sample holds")
}

fn close(actual: f64, expected: &Value, what: &str) {
    let expected = expected.as_f64().unwrap_or_else(|| panic!("{what} is expected"));
    let tolerance = 1e-9 * expected.abs().max(1.0);
    assert!((actual - expected).abs() <= tolerance, "{what}: {actual} instead of {expected}");
}

/// Counts, order-1 Markov, chain Shapley and hybrid of one scope.
fn check(scope: &Scope, expect: &Value) {
    let hybrid = report(scope.clone(), Model::Hybrid);
    let counts = &hybrid.counts;
    assert_eq!(Value::from(counts.journeys), expect["journeys"]);
    assert_eq!(Value::from(counts.conversions), expect["conversions"]);
    close(counts.conversion_rate.expect("journeys"), &expect["conversion_rate"], "conversion rate");
    close(counts.value.expect("every lead has a value"), &expect["value"], "value");
    let names: Vec<&str> = hybrid.channels.iter().map(|channel| channel.channel.as_str()).collect();
    let participation = expect["heuristics"]["participation"].as_object().expect("an object by channel");
    assert_eq!(names, participation.keys().collect::<Vec<_>>());
    check_rule_based(scope, expect);
    if counts.conversions == 0 {
        assert!(hybrid.channels.iter().all(|channel| channel.share.is_none() && channel.credit == Some(0.0)));
        return;
    }
    let markov_expect = &expect["markov"]["order_1"];
    close(counts.conversion_probability.expect("journeys"), &markov_expect["conversion_probability"], "p");
    let markov = report(scope.clone(), Model::Markov);
    for (hybrid, markov) in hybrid.channels.iter().zip(&markov.channels) {
        let name = hybrid.channel.as_str();
        let of_markov = &markov_expect["channels"][name];
        close(f64::from(hybrid.conversions), &participation[name], name);
        close(markov.share.expect("credit"), &of_markov["share"], name);
        close(markov.credit.expect("credit"), &of_markov["conversions"], name);
        close(markov.value_credit.expect("value"), &of_markov["value"], name);
        close(markov.removal_effect.expect("credit"), &of_markov["removal_effect"], name);
        let shapley = hybrid.shapley_share.expect("credit");
        close(shapley, &expect["shapley_chain_share"][name], name);
        // No journey lacks touches here, so the values sum to p.
        let p = counts.conversion_probability.expect("journeys");
        close(shapley * p, &expect["shapley_chain_value"][name], name);
        close(hybrid.share.expect("credit"), &expect["hybrid_share_alpha_0.5"][name], name);
    }
}

fn check_rule_based(scope: &Scope, expect: &Value) {
    let models = [Model::FirstTouch, Model::LastTouch, Model::Linear, Model::UShaped, Model::Participation];
    for model in models {
        let report = report(scope.clone(), model);
        let of_model = expect["heuristics"][model.name()].as_object().expect("an object by channel");
        for channel in &report.channels {
            // The independent program leaves out channels that are never first.
            let credit = of_model.get(&channel.channel).cloned().unwrap_or(Value::from(0.0));
            close(channel.credit.expect("defined"), &credit, &format!("{} of {}", model.name(), channel.channel));
        }
    }
    for model in [Model::ShapleySum, Model::LinearDistinct, Model::ShapleyOrdered] {
        for channel in report(scope.clone(), model).channels {
            close(channel.share.unwrap_or_default(), &expect["shapley_sum_share"][&channel.channel], model.name());
        }
    }
}

/// Markov of order 2 and 3, in conversions and in value.
fn check_orders(scope: &Scope, expect: &Value) {
    for order in [2, 3] {
        let of_order = &expect["markov"][format!("order_{order}")];
        let settings = Settings { order, ..Settings::default() };
        let query = Query { scope: scope.clone(), model: Model::Markov, settings, replicates: 5, ..Query::default() };
        let report = engine::attribute(&sample(), &query).expect("few states");
        assert_eq!(Value::from(report.states), of_order["states"]);
        close(report.counts.conversion_probability.expect("journeys"), &of_order["conversion_probability"], "p");
        for channel in &report.channels {
            let of_channel = &of_order["channels"][&channel.channel];
            close(channel.share.expect("credit"), &of_channel["share"], &channel.channel);
            close(channel.credit.expect("credit"), &of_channel["conversions"], &channel.channel);
            close(channel.value_credit.expect("value"), &of_channel["value"], &channel.channel);
            close(channel.removal_effect.expect("credit"), &of_channel["removal_effect"], &channel.channel);
            close(channel.removal_effect_value.expect("value"), &of_channel["removal_effect_value"], &channel.channel);
        }
    }
}

#[test]
fn orders_two_and_three() {
    check_orders(&Scope::default(), &expected()["all"]);
    check_orders(&Scope { without: vec!["call".to_owned()], ..Scope::default() }, &expected()["without_call"]);
    check_orders(&Scope { zips: vec![Zip::Known(75209)], ..Scope::default() }, &expected()["zip_75209"]);
}

#[test]
fn all_leads() {
    let expect = expected();
    let report = report(Scope::default(), Model::Hybrid);
    assert_eq!(Value::from(report.counts.events), expect["events"]);
    assert_eq!(Value::from(sample().source.read), expect["leads"]);
    for channel in &report.channels {
        assert_eq!(Value::from(channel.touches), expect["touches"][&channel.channel], "{}", channel.channel);
    }
    check(&Scope::default(), &expect["all"]);
}

#[test]
fn without_call() {
    let scope = Scope { without: vec!["call".to_owned()], ..Scope::default() };
    check(&scope, &expected()["without_call"]);
}

#[test]
fn by_zip_with_and_without_the_unknown_one() {
    let alone = Scope { zips: vec![Zip::Known(75209)], ..Scope::default() };
    check(&alone, &expected()["zip_75209"]);
    let both = Scope { zips: vec![Zip::Known(75209), Zip::Unknown], ..Scope::default() };
    check(&both, &expected()["zip_75209_and_unknown"]);
}

#[test]
fn by_play() {
    let expect = expected();
    let plays = expect["plays"].as_object().expect("an object by play");
    assert_eq!(plays.len(), 8);
    for (play, expect) in plays {
        check(&Scope { plays: vec![play.clone()], ..Scope::default() }, expect);
    }
}

#[test]
fn conversions_by_persona() {
    let sample = sample();
    let expect = expected();
    for (persona, conversions) in expect["conversions_by_persona"].as_object().expect("an object by persona") {
        let of_persona = sample.journeys.rows.iter().filter(|journey| {
            sample.subject(journey).persona.map(|id| sample.personas().name(id)) == Some(persona)
                && journey.outcome.conversion().is_some()
        });
        assert_eq!(Value::from(of_persona.count()), *conversions, "{persona}");
    }
}

/// 5 and 95 % quantiles of the hybrid's shares over 4,000 replicates of a Bayesian bootstrap by an
/// independent program: every lead weighted by itself, the chain followed step by step, Shapley
/// over all coalitions. Both sides have Monte Carlo error: .0025 is five of its standard errors.
#[test]
fn intervals_are_those_of_an_independent_bootstrap() {
    let expect = [(0.2719, 0.2870), (0.2102, 0.2436), (0.1398, 0.1883), (0.2719, 0.2870), (0.0229, 0.0797)];
    let query = Query { replicates: 10_000, ..Query::default() };
    let report = engine::attribute(&sample(), &query).expect("the default query fits");
    for (channel, (lo, hi)) in report.channels.iter().zip(expect) {
        let interval = channel.interval.expect("conversions");
        let near = (interval.lo - lo).abs() < 0.0025 && (interval.hi - hi).abs() < 0.0025;
        assert!(near, "{}: {interval:?} instead of {lo} to {hi}", channel.channel);
    }
    let rate = report.counts.conversion_rate_interval.expect("journeys");
    assert!((rate.lo - 0.4017).abs() < 0.006 && (rate.hi - 0.6144).abs() < 0.006, "{rate:?}");
}

#[test]
fn touches_are_at_the_playbooks_hours_in_utc() {
    let sample = sample();
    let first = &sample.journeys.rows[0];
    let touches = sample.journeys.touches(first);
    let named: Vec<(&str, i64)> =
        touches.map(|touch| (sample.journeys.channels.name(touch.channel), touch.at)).collect();
    // A Deal_Hunter: 2024-06-15 10:00, 12:00, the next day 10:00, and the call the day after that, UTC.
    let expect =
        [("ga4", 1_718_445_600), ("email", 1_718_452_800), ("door_knock", 1_718_532_000), ("call", 1_718_618_400)];
    assert_eq!(named, expect);
}
