//! A changed playbook beside the current one.

mod at_length;
mod drawn;
mod invariants;
mod shown;

use touchline::{
    domain::{
        attribution::{context::ContextWeights, model::Model},
        dataset::{DEFAULT_SEED, Dataset},
        import::read_leads,
        path::PathFilter,
        playbook::{Chance, Course, Delay, Distribution, Effect, PlannedTouch, Playbook, Rule, Since, Unit, When},
        scope::Scope,
        study::what_if::{Change, ChannelChange, PlaybookDifference},
        uncertainty::{Interval, resample::Method},
        words::NumberStyle,
    },
    engine::{
        self, EngineError, Step,
        import::{Choices, ImportJob},
        query::Query,
        study::{Findings, Study, WhatIf, study},
    },
};

use crate::expected::sample;

fn what_if(dataset: &Dataset, query: Query, playbook: Playbook, regenerations: u32) -> PlaybookDifference {
    let what_if = WhatIf { playbook, seed: DEFAULT_SEED, regenerations };
    found(dataset, query, what_if).expect("leads and a playbook")
}

fn found(dataset: &Dataset, query: Query, what_if: WhatIf) -> Result<PlaybookDifference, EngineError> {
    study(dataset, query, &Study::WhatIf(Box::new(what_if))).map(difference_of)
}

fn difference_of(findings: Findings) -> PlaybookDifference {
    match findings {
        Findings::WhatIf(difference) => *difference,
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
    let paths = PathFilter { holding: vec!["email".to_owned()], ..PathFilter::default() };
    let filtered = Scope { paths, tier: None, personas: vec!["A".to_owned()], ..Scope::default() };
    let of_sample = sample();
    for model in Model::ALL {
        let cases = [
            (&of_sample, query(model, 0)),
            (&of_sample, Query { context: weighted.clone(), ..query(model, 0) }),
            (&chance, Query { scope: without.clone(), ..query(model, 0) }),
            (&chance, Query { scope: together.clone(), ..query(model, 0) }),
            (&chance, Query { scope: filtered.clone(), ..query(model, 0) }),
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
                match (ours.value.current.figure, channel.value_credit) {
                    (Some(ours), Some(value)) => near(ours, value, &format!("value of {what}")),
                    (ours, value) => assert_eq!(ours, value, "value of {what}"),
                }
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
