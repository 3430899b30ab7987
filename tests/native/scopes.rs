//! Scopes, findings, and figures that do not exist.

use touchline::{
    domain::{
        attribution::model::Model,
        dataset::Dataset,
        finding::Kind,
        import::read_leads,
        path::{NamedPath, PathTable},
        playbook::Playbook,
        report::Report,
        scope::{OutsideScope, Scope, Tier},
        uncertainty::resample::Method,
        words::NumberStyle,
        zip::Zip,
    },
    engine::{
        self, EngineError,
        query::{Query, QueryError},
    },
    session::headline,
};

use crate::expected::sample;

fn dataset(csv: &str) -> Dataset {
    let import = read_leads(csv.as_bytes()).expect("a leads file");
    Dataset::synthesise("test.csv", import, Playbook::default()).expect("five channels")
}

fn report(dataset: &Dataset, scope: Scope) -> Report {
    engine::attribute(dataset, &Query { scope, ..Query::default() }).expect("a query that fits")
}

fn kinds(report: &Report) -> Vec<(Kind, Vec<&str>)> {
    let found = report.findings.iter();
    found.map(|finding| (finding.kind, finding.channels.iter().map(String::as_str).collect())).collect()
}

#[test]
fn the_sample_has_exactly_its_findings() {
    let report = report(&sample(), Scope::default());
    let expected = [
        (Kind::OutcomeLeakage, vec!["call"]),
        (Kind::Synthetic, vec![]),
        (Kind::NoContrast, vec!["door_knock", "ga4"]),
        (Kind::Indistinguishable, vec!["door_knock", "ga4"]),
        (Kind::FewConversions, vec![]),
        (Kind::Tie, vec!["call", "ga4"]),
        (Kind::ThinChannel, vec!["sms"]),
    ];
    assert_eq!(kinds(&report), expected);
}

#[test]
fn a_play_in_which_all_journeys_are_alike_says_why_all_are_equal() {
    let scope = Scope { plays: vec!["Financing_Aggressive".to_owned()], ..Scope::default() };
    let report = report(&sample(), scope);
    assert!(report.channels.iter().all(|channel| channel.share == Some(0.25)));
    let tie = report.findings.iter().find(|finding| finding.kind == Kind::Tie).expect("four equal channels");
    assert_eq!(
        tie.message,
        "Every converting journey holds call, door_knock, email and ga4 and no other channel is in all of them: \
         they get the same credit."
    );
    assert!(kinds(&report).contains(&(Kind::NoNulls, vec![])));
}

#[test]
fn without_conversions_there_is_no_share_and_only_three_findings() {
    let scope = Scope { plays: vec!["Impact_Report_Standard".to_owned()], ..Scope::default() };
    let report = report(&sample(), scope);
    assert_eq!(report.counts.conversion_rate, Some(0.0));
    assert_eq!(report.counts.value, Some(0.0));
    let expected = [(Kind::NoConversions, vec![]), (Kind::Synthetic, vec![]), (Kind::FewConversions, vec![])];
    assert_eq!(kinds(&report), expected);
    for channel in &report.channels {
        assert_eq!((channel.credit, channel.share, channel.removal_effect), (Some(0.0), None, None));
        assert_eq!(channel.interval, None);
    }
}

#[test]
fn an_empty_scope_has_no_rate() {
    let report = report(&sample(), Scope { zips: vec![Zip::Known(1)], ..Scope::default() });
    assert_eq!((report.counts.journeys, report.counts.outside.other_zip), (0, 61));
    assert_eq!((report.counts.conversion_rate, report.counts.conversion_probability), (None, None));
    assert_eq!(report.counts.conversion_rate_interval, None);
    assert!(report.channels.is_empty());
}

#[test]
fn journeys_emptied_by_removed_channels_count_and_their_conversions_are_unattributed() {
    let csv = "property_id,primary_persona,sii_score,estimated_value\n\
               a,Status_Conscious,100,1000\nb,Family_Protector,100,2000\nc,Status_Conscious,10,\n";
    let without = ["ga4", "door_knock", "call"].map(str::to_owned).to_vec();
    let report = report(&dataset(csv), Scope { without, ..Scope::default() });
    // b keeps its sms, a and c are left without touches.
    assert_eq!((report.counts.journeys, report.counts.events, report.counts.conversions), (3, 1, 2));
    assert_eq!((report.counts.unattributed_conversions, report.counts.unattributed_value), (1, Some(30.0)));
    let [sms] = report.channels.as_slice() else { panic!("only sms is left") };
    assert_eq!((sms.credit, sms.value_credit, sms.share), (Some(1.0), Some(60.0), Some(1.0)));
    assert_eq!(sms.removal_effect, Some(0.5), "half of the conversions need sms");
}

#[test]
fn the_tier_filter_is_off_where_nothing_tells_the_risk() {
    let with_risk = "property_id,primary_persona,sii_score,risk_score\na,X,80,70\nb,X,60,90\nc,X,90,\n";
    let counts = report(&dataset(with_risk), Scope::default()).counts;
    let outside = OutsideScope { below_tier: 2, risk_unknown: 1, ..OutsideScope::default() };
    assert_eq!((counts.journeys, counts.outside), (1, outside));
    let without_risk = "property_id,primary_persona,sii_score\na,X,80\nb,X,60\n";
    let dataset = dataset(without_risk);
    assert_eq!(Scope::default().effective_tier(&dataset), None);
    assert_eq!(report(&dataset, Scope::default()).counts.journeys, 2);
}

#[test]
fn thresholds_are_inclusive_and_adjustable() {
    let csv = "property_id,primary_persona,sii_score,risk_score\na,X,70,60\nb,X,69.9,60\nc,X,70,59.9\n";
    assert_eq!(report(&dataset(csv), Scope::default()).counts.journeys, 1);
    let tier = Some(Tier { sii_at_least: 69.9, risk_at_least: 59.9 });
    assert_eq!(report(&dataset(csv), Scope { tier, ..Scope::default() }).counts.journeys, 3);
}

#[test]
fn an_unknown_persona_follows_any_other_and_is_reported() {
    let csv = "property_id,primary_persona,sii_score\na,Window_Shopper,100\nb,Deal_Hunter,10\n";
    let report = report(&dataset(csv), Scope::default());
    let finding = report.findings.iter().find(|finding| finding.kind == Kind::UnknownPersona).expect("one is unknown");
    assert!(finding.message.starts_with("1 journey in scope: the playbook has no rule for Window_Shopper (1);"));
    assert_eq!(report.counts.events, 6, "ga4, door_knock, call and ga4, email, door_knock");
}

#[test]
fn conversions_without_a_value_make_the_value_unknown_not_zero() {
    let csv = "property_id,primary_persona,sii_score\na,Deal_Hunter,100\n";
    let report = report(&dataset(csv), Scope::default());
    assert_eq!((report.counts.value, report.counts.conversions_without_value), (None, 1));
    assert!(report.channels.iter().all(|channel| channel.value_credit.is_none()));
}

#[test]
fn a_query_that_cannot_be_answered_is_refused_with_the_reason() {
    let refuse = |query: Query| match engine::attribute(&sample(), &query) {
        Err(EngineError::Query(error)) => error,
        other => panic!("{other:?}"),
    };
    let scope = Scope { without: vec!["fax".to_owned()], ..Scope::default() };
    let error = refuse(Query { scope, ..Query::default() });
    assert_eq!(error.to_string(), "no channel is named \"fax\"; the channels are call, door_knock, email, ga4, sms");
    assert_eq!(refuse(Query { alpha: 1.5, ..Query::default() }), QueryError::Alpha(1.5));
    assert_eq!(refuse(Query { seed: 1 << 53, ..Query::default() }), QueryError::Seed(1 << 53));
    assert!(matches!(refuse(Query { alpha: f64::NAN, ..Query::default() }), QueryError::Alpha(_)));
}

#[test]
fn intervals_hold_their_figure_and_narrow_with_more_leads() {
    let width = |copies: u32| {
        let rows = (0..copies)
            .map(|copy| format!("a{copy},Deal_Hunter,110\nb{copy},Deal_Hunter,90\nc{copy},Family_Protector,99\n"));
        let csv = "property_id,primary_persona,sii_score\n".to_owned() + &rows.collect::<String>();
        let report = report(&dataset(&csv), Scope::default());
        let sms = report.channels.iter().find(|channel| channel.channel == "sms").expect("family protectors");
        let (interval, share) = (sms.interval.expect("conversions"), sms.share.expect("conversions"));
        assert!((interval.lo..=interval.hi).contains(&share));
        interval.hi - interval.lo
    };
    // Sampling error falls with the square root: 16 times the leads, a quarter of the width.
    let ratio = width(10) / width(160);
    assert!((3.0..=5.0).contains(&ratio), "{ratio}");
}

#[test]
fn time_decay_of_paths_without_times_is_not_defined() {
    let named = [NamedPath { channels: &["a", "b"], conversions: 3, nulls: 1, value: None }];
    let table = PathTable::from_named(named).expect("two channels");
    let query = Query { model: Model::TimeDecay, replicates: 10, ..Query::default() };
    let report = engine::attribute_paths(table, &query).expect("a query that fits");
    for channel in &report.channels {
        assert_eq!((channel.credit, channel.share, channel.interval), (None, None, None));
        assert!(channel.markov_share.is_some(), "the chain needs no times");
    }
}

#[test]
fn a_model_without_rows_has_no_intervals_by_dirichlet_rows() {
    let query = Query { model: Model::Linear, method: Method::Dirichlet { prior: 0.0 }, ..Query::default() };
    let report = engine::attribute(&sample(), &query).expect("figures need no rows");
    assert!(report.channels.iter().all(|channel| channel.share.is_some() && channel.interval.is_none()));
    assert_eq!(report.replicates, 0);
}

#[test]
fn every_model_and_method_has_intervals_round_its_figures() {
    for model in Model::ALL {
        for method in [Method::Bayesian, Method::Bootstrap, Method::Dirichlet { prior: 0.0 }] {
            let query = Query { model, method, replicates: 200, ..Query::default() };
            if method == (Method::Dirichlet { prior: 0.0 }) && !model.is_of_chain() {
                continue;
            }
            let report = engine::attribute(&sample(), &query).expect("a query that fits");
            for channel in report.channels {
                let (share, interval) = (channel.share.expect("credit"), channel.interval.expect("replicates"));
                let holds = interval.lo - 1e-9 <= share && share <= interval.hi + 1e-9;
                assert!(holds, "{} by {method}: {share} outside {interval:?} of {}", model.name(), channel.channel);
                let quantiles = channel.quantiles.expect("replicates");
                let near = |a: f64, b: f64| (a - b).abs() < 1e-12;
                assert!(near(quantiles.p05, interval.lo) && near(quantiles.p95, interval.hi));
                assert!(channel.value_interval.is_some());
            }
        }
    }
}

#[test]
fn without_uncertainty_there_are_no_intervals() {
    let report = engine::attribute(&sample(), &Query { method: Method::None, ..Query::default() }).expect("fits");
    assert!(report.channels.iter().all(|channel| channel.interval.is_none() && channel.rank.is_none()));
    assert_eq!(report.counts.conversion_rate_interval, None);
}

#[test]
fn every_model_credits_what_has_a_touch_left_and_participation_counts_journeys() {
    let csv = "property_id,primary_persona,sii_score,estimated_value\n\
               a,Status_Conscious,100,1000\nb,Family_Protector,100,2000\nc,Status_Conscious,10,\nd,Family_Protector,90,500\n";
    let without = ["ga4", "door_knock"].map(str::to_owned).to_vec();
    let dataset = dataset(csv);
    for model in Model::ALL {
        let scope = Scope { without: without.clone(), tier: None, ..Scope::default() };
        let query = Query { model, scope, method: Method::None, ..Query::default() };
        let report = engine::attribute(&dataset, &query).expect("a query that fits");
        let attributed = f64::from(report.counts.attributed_conversions());
        if model == Model::Participation {
            for channel in &report.channels {
                assert_eq!(channel.credit, Some(f64::from(channel.conversions)), "{}", channel.channel);
            }
        } else if let Some(credit) = report.total_credit() {
            assert!((credit - attributed).abs() < 1e-9, "{}: {credit}", model.name());
            let value = report.total_value_credit().expect("values are known");
            let all = report.counts.value.unwrap_or_default() - report.counts.unattributed_value.unwrap_or_default();
            assert!((value - all).abs() < 1e-9, "{}: {value}", model.name());
        }
    }
}

#[test]
fn a_tie_of_a_model_beside_which_markov_cannot_stand_is_told_without_it() {
    let names: Vec<String> = (0..1_001).map(|channel| format!("c{channel:04}")).collect();
    let paths: Vec<[&str; 1]> = names.iter().map(|name| [name.as_str()]).collect();
    let paths = paths.iter().map(|channels| NamedPath { channels, conversions: 1, nulls: 1, value: None });
    let table = PathTable::from_named(paths).expect("1,001 channels");
    let query = Query { model: Model::Linear, replicates: 2, ..Query::default() };
    let report = engine::attribute_paths(table, &query).expect("linear needs no chain");
    assert!(report.channels.iter().all(|channel| channel.removal_effect.is_none()));
    let tie = report.findings.iter().find(|finding| finding.kind == Kind::Tie).expect("all have one conversion");
    assert!(tie.message.ends_with("get the same credit from this model."), "{}", tie.message);
}

#[test]
fn channels_without_credit_do_not_tie() {
    let query = Query { model: Model::LastTouch, method: Method::None, ..Query::default() };
    let report = engine::attribute(&sample(), &query).expect("the sample");
    assert!(report.findings.iter().all(|finding| finding.kind != Kind::Tie));
}

#[test]
fn a_channel_that_is_never_the_first_does_not_lead_though_each_is_close_to_the_next() {
    // One channel a path: 40, 33, 27 and 22 of 122 conversions, each within the error of its neighbour.
    let paths = [(["a"], 40), (["b"], 33), (["c"], 27), (["d"], 22)];
    let named = paths.iter().map(|(channels, conversions)| NamedPath {
        channels,
        conversions: *conversions,
        nulls: 100,
        value: None,
    });
    let table = PathTable::from_named(named).expect("four channels");
    let query = Query { model: Model::Linear, ..Query::default() };
    let report = engine::attribute_paths(table, &query).expect("a query that fits");
    let tied = report.findings.iter().find(|finding| finding.kind == Kind::Tie).expect("neighbours change places");
    assert_eq!(tied.channels, ["a", "b", "c", "d"]);
    let said = headline(&report, NumberStyle::default());
    assert!(said.starts_with("a and b lead, and their order is not settled"), "{said}");
}
