//! A changed playbook beside the current one.

use proptest::prelude::*;
use touchline::{
    domain::{
        attribution::{context::ContextWeights, model::Model},
        dataset::{DEFAULT_SEED, Dataset},
        import::read_leads,
        path::PathFilter,
        playbook::{Chance, Course, Delay, Distribution, Effect, PlannedTouch, Playbook, Rule, Since, Unit, When},
        scope::Scope,
        study::what_if::{Change, ChannelChange, Figure, PlaybookDifference},
        uncertainty::{Interval, resample::Method},
        words::NumberStyle,
    },
    engine::{
        self, EngineError, Step,
        import::{Choices, ImportJob},
        query::Query,
        study::{Findings, Study, WhatIf, Work, study},
    },
    pack::{packed, unpacked},
};

use crate::expected::sample;

fn what_if(dataset: &Dataset, query: Query, playbook: Playbook, regenerations: u32) -> PlaybookDifference {
    let what_if = WhatIf { playbook, seed: DEFAULT_SEED, regenerations };
    found(dataset, query, what_if).expect("leads and a playbook")
}

fn found(dataset: &Dataset, query: Query, what_if: WhatIf) -> Result<PlaybookDifference, EngineError> {
    match study(dataset, query, &Study::WhatIf(Box::new(what_if)))? {
        Findings::WhatIf(difference) => Ok(*difference),
        other => panic!("{other:?}"),
    }
}

fn query(model: Model, replicates: u32) -> Query {
    Query { model, replicates, ..Query::default() }
}

/// The default playbook with another threshold for one persona.
fn with_threshold(persona: &str, sii_at_least: f64) -> Playbook {
    let mut playbook = Playbook::default();
    let of = playbook.rules.iter_mut().find(|of| of.persona == persona).expect("a rule");
    of.rule.conversion.when = When::SiiAtLeast(sii_at_least);
    playbook
}

/// ga4 always, email and sms by chance and some days later; who converts is drawn with these log-odds of email.
fn by_chance(email: f64, base_rate: f64, effect: f64) -> Playbook {
    let maybe = |channel: &str, probability: f64| PlannedTouch {
        probability,
        delay: Delay {
            since: Since::Previous,
            unit: Unit::Days,
            length: Distribution::Exponential { mean: 3.0 },
            evidence: None,
        },
        ..PlannedTouch::fixed(channel, 0.0)
    };
    let mut rule = Rule::fixed(&[("ga4", 0.0)], 0.0, 0.0);
    if let Course::Touches(touches) = &mut rule.course {
        touches.extend([maybe("email", email), maybe("sms", 0.5)]);
    }
    let effects = vec![Effect { channel: "email".to_owned(), log_odds: effect, saturation: 1.0 }];
    rule.conversion.when = When::Chance(Chance { effects, ..Chance::constant(base_rate) });
    rule.conversion.closing = None;
    Playbook { rules: Vec::new(), any_other: rule, ..Playbook::default() }
}

/// So many leads of two personas, in this order of rows.
fn leads(order: impl Iterator<Item = usize>, playbook: Playbook) -> Dataset {
    let row = |number: usize| format!("p-{number},{},{},80\n", ["A", "B"][number % 2], 70 + number % 40);
    let csv = "property_id,primary_persona,sii_score,risk_score\n".to_owned() + &order.map(row).collect::<String>();
    Dataset::synthesise("leads.csv", read_leads(csv.as_bytes()).expect("leads"), playbook).expect("few channels")
}

fn of<'a>(found: &'a PlaybookDifference, channel: &str) -> &'a ChannelChange {
    found.channels.iter().find(|of| of.channel == channel).expect("the channel occurs")
}

fn figures(change: &Change) -> [f64; 3] {
    [&change.current, &change.changed, &change.difference].map(|of| of.figure.expect("a figure"))
}

fn near(actual: f64, expected: f64, what: &str) {
    assert!((actual - expected).abs() < 1e-9 * expected.abs().max(1.0), "{what}: {actual} instead of {expected}");
}

/// Conversions of a persona in the sample at a threshold, read from the file by itself.
fn counted(persona: &str, sii_at_least: f64) -> f64 {
    let mut reader = csv::Reader::from_reader(&include_bytes!("../../public/a_tier_leads.csv")[..]);
    let head = reader.headers().expect("a head").clone();
    let at = |name: &str| head.iter().position(|known| known == name).expect("the column");
    let (persona_at, sii_at) = (at("primary_persona"), at("sii_score"));
    let converts = |record: csv::StringRecord| {
        record[persona_at] == *persona && record[sii_at].parse::<f64>().expect("a number") >= sii_at_least
    };
    reader.records().filter(|record| converts(record.as_ref().expect("a row").clone())).count() as f64
}

#[test]
fn a_lower_threshold_adds_its_leads_and_their_credit() {
    let changed = with_threshold("Deal_Hunter", 70.0);
    let (hunters, more) = (counted("Deal_Hunter", 100.0), counted("Deal_Hunter", 70.0));
    let seekers = counted("Proof_Seeker", 90.0);
    let guards = counted("Family_Protector", 95.0);
    let status = counted("Status_Conscious", 100.0);
    assert_eq!((hunters, more, hunters + seekers + guards + status), (15.0, 27.0, 31.0));
    // Each playbook's touches, by hand: four of hunters, seekers and guards, three of the status-conscious.
    let linear = |hunters: f64| {
        [
            ("call", (hunters + seekers + guards) / 4.0 + status / 3.0),
            ("door_knock", (hunters + seekers + guards) / 4.0 + status / 3.0),
            ("email", (hunters + seekers) / 4.0),
            ("ga4", (hunters + seekers + guards) / 4.0 + status / 3.0),
            ("sms", guards / 4.0),
        ]
    };
    let found = what_if(&sample(), query(Model::Linear, 200), changed.clone(), 30);
    assert_eq!((found.certain, found.regenerations, found.leads), ([true; 2], [1; 2], 61));
    for ((name, current), (_, changed)) in linear(hunters).into_iter().zip(linear(more)) {
        let [was, is, difference] = figures(&of(&found, name).credit);
        near(was, current, name);
        near(is, changed, name);
        near(difference, changed - current, name);
        let [was, is, difference] = figures(&of(&found, name).share);
        near(was, current / 31.0, name);
        near(is, changed / 43.0, name);
        near(difference, changed / 43.0 - current / 31.0, name);
    }
    assert_eq!(figures(&found.conversions), [31.0, 43.0, 12.0]);
    assert_eq!(figures(&found.journeys), [61.0, 61.0, 0.0]);
    near(found.rate.difference.figure.expect("journeys"), 12.0 / 61.0, "rate");
    assert_eq!(found.conversions.difference.single, None, "nothing is drawn");
    // Every channel of a converting journey gets it whole.
    let found = what_if(&sample(), query(Model::Participation, 0), changed, 30);
    assert_eq!(figures(&of(&found, "email").credit), [hunters + seekers, more + seekers, 12.0]);
    assert_eq!(of(&found, "email").credit.difference.interval, None, "no replicate");
}

/// Conversions of the 61 leads are 61 Beta(31, 30), whose 5 and 95 % quantiles an independent program drew as 0.4017 and
/// 0.6144; those that the threshold adds are 61 Beta(12, 49), whose density was integrated for them.
#[test]
fn intervals_are_those_of_weights_of_leads() {
    let found = what_if(&sample(), query(Model::LastTouch, 10_000), with_threshold("Deal_Hunter", 70.0), 30);
    let check = |interval: Option<Interval>, lo: f64, hi: f64| {
        let of = interval.expect("replicates");
        assert!((of.lo - lo).abs() < 0.006 && (of.hi - hi).abs() < 0.006, "{of:?} instead of {lo} to {hi}");
    };
    check(found.rate.current.interval, 0.4017, 0.6144);
    let per_lead =
        found.conversions.difference.interval.map(|of| Interval { lo: of.lo / 61.0, hi: of.hi / 61.0, ..of });
    check(per_lead, BETA_12_49.0, BETA_12_49.1);
    check(found.rate.difference.interval, BETA_12_49.0, BETA_12_49.1);
}

/// 5 and 95 % quantiles of Beta(12, 49).
const BETA_12_49: (f64, f64) = (0.119_66, 0.285_17);

#[test]
fn the_current_figures_are_those_of_the_page() {
    let by_age = Query { context: ContextWeights::default(), ..query(Model::TimeDecay, 0) };
    let chance = leads(0..80, by_chance(0.4, 0.3, 1.0));
    let weighted = ContextWeights {
        personas: vec![("Deal_Hunter".to_owned(), 3.0)],
        channels: vec![("email".to_owned(), 0.5)],
        lambda: 1.5,
        ..ContextWeights::default()
    };
    let without = Scope { without: vec!["ga4".to_owned()], ..Scope::default() };
    let together = Scope { groups: vec![vec!["email".to_owned(), "sms".to_owned()]], ..Scope::default() };
    let of_sample = sample();
    for model in Model::ALL {
        let cases = [
            (&of_sample, query(model, 0)),
            (&of_sample, Query { context: weighted.clone(), ..query(model, 0) }),
            (&chance, Query { scope: without.clone(), ..query(model, 0) }),
            (&chance, Query { scope: together.clone(), ..query(model, 0) }),
            (&chance, Query { settings: by_age.settings.clone(), alpha: 0.3, ..query(model, 0) }),
        ];
        for (dataset, query) in cases {
            let report = engine::attribute(dataset, &query).expect("a query");
            let found = what_if(dataset, query, by_chance(0.9, 0.5, 0.0), 1);
            for channel in &report.channels {
                let ours = of(&found, &channel.channel);
                let what = format!("{} by {}", channel.channel, model.name());
                near(ours.credit.current.figure.expect("credit"), channel.credit.expect("credit"), &what);
                near(ours.share.current.figure.expect("a share"), channel.share.expect("a share"), &what);
            }
            assert_eq!(found.conversions.current.figure, Some(f64::from(report.counts.conversions)));
            assert_eq!(found.rate.current.figure, report.counts.conversion_rate);
        }
    }
}

#[test]
fn the_same_playbook_changes_nothing() {
    let playbook = by_chance(0.4, 0.3, 1.0);
    let chance = leads(0..60, playbook.clone());
    let renamed = |playbook: Playbook| Playbook { name: "a copy".to_owned(), ..playbook };
    for model in Model::ALL {
        for (dataset, playbook) in [(&chance, playbook.clone()), (&sample(), Playbook::default())] {
            let found = what_if(dataset, query(model, 20), renamed(playbook), 4);
            assert!(found.same);
            let changes = found.channels.iter().flat_map(|channel| [&channel.credit, &channel.share]);
            for change in changes.chain([&found.journeys, &found.conversions, &found.rate]) {
                assert_eq!(change.difference.figure, Some(0.0), "{}", model.name());
                let interval = change.difference.interval.expect("replicates");
                assert_eq!((interval.lo, interval.hi), (0.0, 0.0), "{}", model.name());
            }
            assert_eq!(found.headline(NumberStyle::default()), "The playbooks are the same: nothing changes.");
        }
    }
}

/// 400 leads, 200 regenerations: email is in 0.4 (then 0.8) of the journeys, and 0.3 convert whatever touches them. The
/// number of converting journeys with email is binomial; so is, over the same draws, the number of those that it gains.
#[test]
fn pooled_credit_tends_to_what_is_expected() {
    let dataset = leads(0..400, by_chance(0.4, 0.3, 0.0));
    let found = what_if(&dataset, query(Model::Participation, 0), by_chance(0.8, 0.3, 0.0), 200);
    assert_eq!((found.regenerations, found.certain), ([200; 2], [false; 2]));
    let [was, is, difference] = figures(&of(&found, "email").credit);
    for (actual, probability) in [(was, 0.4 * 0.3_f64), (is, 0.8 * 0.3), (difference, 0.4 * 0.3)] {
        let error = (400.0 * probability * (1.0 - probability) / 200.0).sqrt();
        assert!((actual - 400.0 * probability).abs() < 4.5 * error, "{actual} instead of {}", 400.0 * probability);
    }
    // Who converts is drawn alike in both.
    assert_eq!(found.conversions.difference.figure, Some(0.0));
    // One regeneration's number is binomial: nine in ten lie within 1.645 standard deviations.
    let single = of(&found, "email").credit.current.single.expect("drawn");
    let deviation = (400.0_f64 * 0.12 * 0.88).sqrt();
    for (actual, expected) in [(single.p05, 48.0 - 1.645 * deviation), (single.p95, 48.0 + 1.645 * deviation)] {
        assert!((actual - expected).abs() < 3.0, "{actual} instead of {expected}");
    }
    assert!(single.least <= single.p05 && single.p50 <= single.p95 && single.p95 <= single.most);
}

#[test]
fn a_filter_by_channel_applies_to_each_journey_as_it_was_made() {
    let dataset = leads(0..400, by_chance(0.4, 0.3, 0.0));
    let paths = PathFilter { holding: vec!["email".to_owned()], ..PathFilter::default() };
    let query = Query { scope: Scope { paths, ..Scope::default() }, ..query(Model::Linear, 50) };
    let found = what_if(&dataset, query, by_chance(0.8, 0.3, 0.0), 100);
    assert_eq!(found.leads, 400);
    for (actual, probability) in figures(&found.journeys).into_iter().zip([0.4, 0.8, 0.4]) {
        let error = (400.0_f64 * probability * (1.0 - probability) / 100.0).sqrt();
        assert!((actual - 400.0 * probability).abs() < 4.5 * error, "{actual} journeys");
    }
    assert!((found.rate.current.figure.expect("journeys") - 0.3).abs() < 0.03);
}

#[test]
fn pairs_are_sharper_than_two_that_know_nothing_of_each_other() {
    let dataset = leads(0..200, by_chance(0.4, 0.3, 1.0));
    let changed = by_chance(0.5, 0.3, 1.0);
    let width = |of: &Figure| {
        let interval = of.interval.expect("replicates");
        interval.hi - interval.lo
    };
    let paired = what_if(&dataset, query(Model::Markov, 400), changed.clone(), 30);
    let other = WhatIf { playbook: changed, seed: DEFAULT_SEED + 1, regenerations: 30 };
    let unpaired = found(&dataset, query(Model::Markov, 400), other).expect("leads");
    for channel in ["email", "ga4", "sms"] {
        let credit = &of(&paired, channel).credit;
        let apart = width(&credit.current).hypot(width(&credit.changed));
        assert!(width(&credit.difference) < apart, "{channel}: {} of {apart}", width(&credit.difference));
    }
    let single = |found: &PlaybookDifference| {
        let spread = found.conversions.difference.single.expect("drawn");
        spread.p95 - spread.p05
    };
    assert!(single(&paired) < 0.7 * single(&unpaired), "{} of {}", single(&paired), single(&unpaired));
    assert!(paired.is_paired() && !unpaired.is_paired());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_rows_changes_no_bit(
        order in Just((0..30).collect::<Vec<usize>>()).prop_shuffle(),
        model in prop::sample::select(Model::ALL.to_vec()),
        email in 0.0..=1.0_f64,
    ) {
        let changed = by_chance(email, 0.4, 1.0);
        let of = |order: Vec<usize>| {
            let dataset = leads(order.into_iter(), by_chance(0.3, 0.4, 0.5));
            packed(&what_if(&dataset, query(model, 10), changed.clone(), 5))
        };
        prop_assert_eq!(of((0..30).collect()), of(order));
    }

    #[test]
    fn credit_sums_to_the_conversions_and_differences_are_differences(
        email in 0.0..=1.0_f64,
        base_rate in 0.05..0.95_f64,
        model in prop::sample::select(vec![Model::Linear, Model::TimeDecay, Model::Markov, Model::Shapley, Model::Hybrid]),
    ) {
        let dataset = leads(0..25, by_chance(0.5, 0.5, 0.5));
        let found = what_if(&dataset, query(model, 5), by_chance(email, base_rate, 0.5), 6);
        for pick in [|change: &Change| change.current, |change: &Change| change.changed] {
            let credit: Option<f64> = found.channels.iter().map(|channel| pick(&channel.credit).figure).sum();
            let conversions = pick(&found.conversions).figure.expect("always");
            prop_assert!((credit.expect("a number") - conversions).abs() < 1e-9 * (1.0 + conversions));
        }
        for channel in &found.channels {
            let [current, changed, difference] = figures(&channel.credit);
            prop_assert_eq!(difference, changed - current);
        }
        let bytes = packed(&found);
        prop_assert_eq!(unpacked::<PlaybookDifference>(&bytes), Ok(found));
    }
}

#[test]
fn steps_come_to_what_the_whole_does_and_say_how_far_they_are() {
    let dataset = leads(0..50, by_chance(0.4, 0.3, 1.0));
    let asked = |email| {
        Study::WhatIf(Box::new(WhatIf { playbook: by_chance(email, 0.3, 1.0), seed: DEFAULT_SEED, regenerations: 5 }))
    };
    let query = query(Model::Hybrid, 300);
    let start = |email| Work::start(&dataset, query.clone(), &asked(email)).expect("leads");
    // Two jobs in turns disturb neither.
    let (mut work, mut beside) = (start(0.9), start(0.1));
    let mut last = 0.0;
    let stepped = loop {
        beside.step(&dataset).expect("steps");
        match work.step(&dataset).expect("steps") {
            Step::Done(findings) => break findings,
            Step::More(progress) => {
                let fraction = progress.fraction.expect("its end is known");
                assert!((last..=1.0).contains(&fraction), "{fraction} behind {last}");
                last = fraction;
            }
        }
    };
    assert!(last > 0.5);
    assert_eq!(
        packed(&stepped_of(stepped)),
        packed(&stepped_of(study(&dataset, query.clone(), &asked(0.9)).expect("leads")))
    );
}

fn stepped_of(findings: Findings) -> PlaybookDifference {
    match findings {
        Findings::WhatIf(difference) => *difference,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_channel_of_one_playbook_alone_has_no_credit_by_the_other() {
    let mut changed = Playbook::default();
    for of in &mut changed.rules {
        if let Course::Touches(touches) = &mut of.rule.course {
            touches.push(PlannedTouch::fixed("postcard", 30.0));
            touches.retain(|touch| touch.channel != "sms");
        }
    }
    let found = what_if(&sample(), query(Model::LinearDistinct, 50), changed, 30);
    assert_eq!((of(&found, "postcard").occurs, of(&found, "sms").occurs), ([false, true], [true, false]));
    // Family_Protectors at 95 and more are six, of four touches each.
    assert_eq!(figures(&of(&found, "sms").credit), [1.5, 0.0, -1.5]);
    // Fifteen hunters and nine seekers of five distinct channels, six guards of four, one status-conscious of four.
    near(figures(&of(&found, "postcard").credit)[1], 24.0 / 5.0 + 7.0 / 4.0, "postcard");
    assert_eq!(of(&found, "postcard").credit.current.interval, None, "zeros tell nothing");
    assert!(of(&found, "postcard").credit.difference.interval.expect("replicates").lo > 0.0);
    let cautions = found.cautions(NumberStyle::default()).join(" ");
    assert!(cautions.contains("In journeys by the changed playbook alone: postcard."), "{cautions}");
    assert!(cautions.contains("nothing is drawn, and each has one regeneration"), "{cautions}");
}

#[test]
fn what_cannot_be_asked_is_refused_in_words() {
    let asked = |regenerations| WhatIf { playbook: Playbook::default(), seed: 7, regenerations };
    let refused = |dataset: &Dataset, what_if| found(dataset, query(Model::Linear, 0), what_if).expect_err("refused");
    for regenerations in [0, 1_001] {
        assert_eq!(refused(&sample(), asked(regenerations)).to_string(), "The regenerations must be from 1 to 1000.");
    }
    let text = "path,total_conversions,total_conversion_value,total_null\nads > email,3,45.5,2\n";
    let size = Some(text.len() as u64);
    let mut job = ImportJob::start("paths.csv", size, text.as_bytes(), &Choices::default(), &[]).expect("a file");
    while let Step::More(_) = job.step().expect("rows") {}
    let paths = job.finish(Default::default(), None).expect("a dataset");
    assert!(refused(&paths, asked(30)).to_string().starts_with("These journeys were observed"));
}

#[test]
fn nothing_can_be_told_from_nothing() {
    let nobody = with_threshold("Deal_Hunter", 500.0);
    let scope = Scope { personas: vec!["Deal_Hunter".to_owned()], ..Scope::default() };
    let dataset = sample().replayed(nobody.clone(), DEFAULT_SEED).expect("leads").expect("few channels");
    let found =
        what_if(&dataset, Query { scope, ..query(Model::Hybrid, 20) }, with_threshold("Deal_Hunter", 400.0), 30);
    assert!(found.headline(NumberStyle::default()).contains("nothing can be told from nothing"));
    assert_eq!(figures(&found.conversions), [0.0; 3]);
    for channel in &found.channels {
        assert_eq!(figures(&channel.credit), [0.0; 3]);
        assert_eq!((channel.share.current.figure, channel.share.difference.figure), (None, None));
        assert_eq!(channel.credit.difference.interval, None);
    }
    let none = Query { method: Method::None, ..query(Model::Hybrid, 20) };
    assert_eq!(what_if(&sample(), none, Playbook::default(), 30).replicates, 0);
}
