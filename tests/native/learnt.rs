//! Playbooks learnt from observed journeys: rows worked out by hand, a known playbook found again, and what must hold for any
//! file.

use proptest::prelude::*;
use touchline::{
    domain::{
        dataset::Dataset,
        journey::Journeys,
        lead::{Lead, Leads},
        path::Rewrite,
        playbook::{
            Chain, Chance, Conversion, Course, Distribution, Playbook, Row, Rule, When,
            check::{check, is_sound},
            fit::{FitOptions, Fitted, Whom, fit},
        },
        touchpoint::settings::{Flags, Settings},
        zip::Zip,
    },
    pack,
};

use crate::{expected, touchpoints::read};

pub const HEADER: &str = "customer,time,channel,conversion,value,persona,campaign\n";

/// Two journeys and one conversion are enough, of personas as of all.
pub fn of_few() -> FitOptions {
    FitOptions { enough_journeys: 2, enough_conversions: 1, ..FitOptions::default() }
}

pub fn settings() -> Settings {
    Settings { flags: Flags::Row, lookback_days: None, ..Settings::default() }
}

pub fn observed(rows: &str) -> Dataset {
    read([HEADER, rows].concat().as_bytes(), settings(), None).expect("a file of touchpoints")
}

pub fn learnt(dataset: &Dataset, options: FitOptions) -> Result<Fitted, String> {
    let inside: Vec<_> = dataset.journeys.rows.iter().collect();
    fit(dataset, &inside, &Rewrite::default(), options).map_err(|refused| refused.words)
}

fn chain(rule: &Rule) -> &Chain {
    let Course::Chain(chain) = &rule.course else { panic!("a chain") };
    chain
}

pub fn chance(rule: &Rule) -> &Chance {
    let When::Chance(chance) = &rule.conversion.when else { panic!("a chance") };
    chance
}

fn step<'a>(rule: &'a Rule, channel: &str) -> &'a Row {
    &chain(rule).steps.iter().find(|step| step.channel == channel).expect("a step").next
}

fn check_row(row: &Row, expect: &[(&str, f64)], evidence: u32) {
    let names: Vec<&str> = row.to.iter().map(|next| next.channel.as_str()).collect();
    assert_eq!(names, expect.iter().map(|(name, _)| *name).collect::<Vec<_>>());
    for (next, (name, probability)) in row.to.iter().zip(expect) {
        assert!((next.probability - probability).abs() < 1e-15, "{name}: {}", next.probability);
    }
    assert_eq!(row.evidence, Some(evidence));
}

/// A: x > y converts, x does not. B: y > x does not, y converts.
const FOUR: &str = "a1,2025-01-01 00:00,x,0,,A,\na1,2025-01-01 02:00,y,1,50,A,\na2,2025-01-03,x,0,,A,\n\
                    b1,2025-01-02 00:00,y,0,,B,\nb1,2025-01-02 03:00,x,0,,B,\nb2,2025-01-04,y,1,50,B,\n";

#[test]
fn rows_are_counts_drawn_towards_those_of_all_journeys() {
    let fitted = learnt(&observed(FOUR), of_few()).expect("enough");
    let playbook = &fitted.playbook;
    let (a, b, all) = (&playbook.rules[0].rule, &playbook.rules[1].rule, &playbook.any_other);
    check_row(&chain(all).start, &[("x", 0.5), ("y", 0.5)], 4);
    // Of all three x one is followed by y, of all three y one by x.
    check_row(step(all, "x"), &[("y", 1.0 / 3.0)], 3);
    check_row(step(all, "y"), &[("x", 1.0 / 3.0)], 3);
    // Of A: (2 + 5 / 2) / 7, (1 + 5 / 3) / 7, and of its one y, which ends, (5 / 3) / 6.
    check_row(&chain(a).start, &[("x", 4.5 / 7.0), ("y", 2.5 / 7.0)], 2);
    check_row(step(a, "x"), &[("y", 8.0 / 21.0)], 2);
    check_row(step(a, "y"), &[("x", 5.0 / 18.0)], 1);
    check_row(&chain(b).start, &[("x", 2.5 / 7.0), ("y", 4.5 / 7.0)], 2);
    check_row(step(b, "x"), &[("y", 5.0 / 18.0)], 1);
    check_row(step(b, "y"), &[("x", 8.0 / 21.0)], 2);
    assert_eq!(chain(a).most, 2);
    assert_eq!((playbook.start_unix_seconds, playbook.event_id.as_str()), (1_735_689_600, "touches.csv"));
    // One gap of two hours before y, one of three before x, of which there are too few for more than a mean.
    let lengths: Vec<_> = chain(a).steps.iter().map(|step| (step.delay.length, step.delay.evidence)).collect();
    let mean = |mean| (Distribution::Exponential { mean }, Some(1));
    assert_eq!(lengths, [mean(3.0), mean(2.0)]);
    assert_eq!(a.conversion.delay.length, Distribution::Fixed(0.0), "both conversions are at the last touch");
    assert_eq!(playbook.value, touchline::domain::playbook::Value::Amount(Distribution::Fixed(50.0)));
}

#[test]
fn a_persona_of_few_journeys_follows_the_pooled_rule_and_is_named() {
    let dataset = observed(&[FOUR, "c1,2025-01-05,x,0,,C,\n"].concat());
    let fitted = learnt(&dataset, of_few()).expect("enough");
    let names: Vec<&str> = fitted.playbook.rules.iter().map(|of| of.persona.as_str()).collect();
    assert_eq!(names, ["A", "B"]);
    check_row(&chain(&fitted.playbook.any_other).start, &[("x", 0.6), ("y", 0.4)], 5);
    assert!(fitted.notes.iter().any(|note| note.starts_with("C follows the pooled rule")), "{:?}", fitted.notes);
    let whom: Vec<Whom> = fitted.fidelity.groups.iter().map(|group| group.whom.clone()).collect();
    let persona = |name: &str| Whom::Persona(name.to_owned());
    assert_eq!(whom, [Whom::All, persona("A"), persona("B"), Whom::Pooled]);
    let journeys: Vec<(u32, u32)> = fitted.fidelity.groups.iter().map(|group| (group.journeys, group.made)).collect();
    assert_eq!(journeys, [(5, 100), (2, 40), (2, 40), (1, 20)]);
}

#[test]
fn journeys_without_a_persona_form_the_rule_of_any_other() {
    let rows = [FOUR, "n1,2025-01-05,x,1,50,,\nn2,2025-01-05,x,0,,,\nc1,2025-01-05,y,0,,C,\n"].concat();
    let playbook = learnt(&observed(&rows), of_few()).expect("enough").playbook;
    let names: Vec<&str> = playbook.rules.iter().map(|of| of.persona.as_str()).collect();
    assert_eq!(names, ["A", "B", "C"], "C has the pooled rule by name, since any other persona has not");
    // Of all seven, four begin with x; of the two without a persona both: (2 + 5 x 4 / 7) / 7.
    check_row(&chain(&playbook.rules[2].rule).start, &[("x", 4.0 / 7.0), ("y", 3.0 / 7.0)], 7);
    check_row(&chain(&playbook.any_other).start, &[("x", 34.0 / 49.0), ("y", 15.0 / 49.0)], 2);
}

#[test]
fn without_personas_all_journeys_form_one_rule() {
    let rows = "a,2025-01-01,x,1,,,\nb,2025-01-01,x,0,,,\n";
    let fitted = learnt(&observed(rows), of_few()).expect("enough");
    assert!(fitted.playbook.rules.is_empty());
    assert!(fitted.notes.iter().any(|note| note.starts_with("No column names personas")), "{:?}", fitted.notes);
    assert!(fitted.notes.iter().any(|note| note.starts_with("No value of a conversion is known")));
    assert_eq!(fitted.fidelity.groups.len(), 1);
    assert!(
        (chance(&fitted.playbook.any_other).base_rate - 0.5).abs() < 1e-9,
        "x is in all: the base rate tells it all"
    );
}

#[test]
fn too_little_is_refused_with_the_reason() {
    let refused = |rows: &str, options| learnt(&observed(rows), options).expect_err("too little");
    assert_eq!(
        refused(FOUR, FitOptions::default()),
        "Too little to learn from: 4 journeys with 2 conversions; at least 30 and 10 are needed."
    );
    let nulls = "a,2025-01-01,x,0,,A,\nb,2025-01-01,x,0,,A,\n";
    assert_eq!(refused(nulls, of_few()), "No conversion in 2 journeys: nothing tells what makes journeys convert.");
    let all = "a,2025-01-01,x,1,,A,\nb,2025-01-01,x,1,,A,\n";
    assert_eq!(refused(all, of_few()), "All of 2 journeys convert: nothing tells what makes journeys convert.");
    let many: String = (0..65).map(|at| format!("a,2025-01-01,channel {at},0,,A,\n")).collect();
    assert_eq!(refused(&many, of_few()), "65 channels are more than the 64 that a playbook is fitted to. Merge some.");
    let four = observed(FOUR);
    let none = fit(&four, &[], &Rewrite::default(), of_few()).expect_err("no journey");
    assert_eq!(none.words, "No journey in scope holds a touch to learn from.");
    assert_eq!(
        learnt(&expected::sample(), of_few()).expect_err("leads"),
        "These journeys were made by a playbook: they teach nothing but its rules."
    );
}

/// The journeys of leads by a playbook as a file of touchpoints: a conversion is a row of its own.
pub fn as_touchpoints(playbook: &Playbook, personas: &[(&str, u32)]) -> String {
    let mut leads = Leads::default();
    for (persona, count) in personas {
        let persona = leads.personas.intern(persona);
        for _ in 0..*count {
            let line = leads.len() as u32 + 2;
            let lead = Lead {
                line,
                persona,
                play: None,
                zip: Zip::Unknown,
                sii: 70.0,
                risk: None,
                estimated_value: None,
                words: [0; 2],
            };
            leads.push(&format!("lead {line}"), lead);
        }
    }
    let made = Journeys::synthesise(&leads, playbook, 11).expect("few channels");
    let mut rows = String::new();
    for (at, journey) in made.rows.iter().enumerate() {
        let persona = leads.personas.name(leads.rows()[at].persona);
        let mut last = journey.start;
        for touch in made.touches(journey) {
            last = touch.at;
            rows += &format!("c{at},{last},{},0,,{persona},\n", made.channels.name(touch.channel));
        }
        if let Some(conversion) = journey.outcome.conversion() {
            let age = made.ages(journey.path, journey.times).last().expect("a touch");
            let value = conversion.value.expect("an amount").units();
            rows += &format!("c{at},{},,1,{value:.2},{persona},\n", last + age);
        }
    }
    rows
}

fn rows() -> impl Strategy<Value = Vec<(u8, u32, u8, bool)>> {
    prop::collection::vec((0_u8..12, 0_u32..4_000_000, 0_u8..4, prop::bool::weighted(0.3)), 1..80)
}

fn check_rule(rule: &Rule) {
    let Conversion { delay, .. } = &rule.conversion;
    let steps = &chain(rule).steps;
    for row in steps.iter().map(|step| &step.next).chain([&chain(rule).start]) {
        let sum: f64 = row.to.iter().map(|next| next.probability).sum();
        assert!(row.to.iter().all(|next| next.probability > 0.0) && sum <= 1.0 + 1e-12, "{row:?}");
    }
    for length in steps.iter().map(|step| step.delay.length).chain([delay.length]) {
        let (Distribution::Fixed(size)
        | Distribution::Exponential { mean: size }
        | Distribution::LogNormal { median: size, .. }) = length
        else {
            panic!("{length:?}")
        };
        assert!(size.is_finite() && size >= 0.0, "{length:?}");
    }
    let chance = chance(rule);
    assert!(chance.base_rate > 0.0 && chance.base_rate < 1.0);
    assert!(chance.effects.iter().all(|effect| effect.log_odds.is_finite()));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_rows_changes_no_bit_and_every_fit_is_a_playbook(rows in rows(), by in 1_usize..97) {
        // Times are distinct, so that their order tells nothing; a customer's persona is that of its number.
        let lines: Vec<String> = rows.iter().enumerate().map(|(at, (customer, time, channel, converts))| {
            let time = 1_700_000_000 + u64::from(*time) * 100 + at as u64;
            let persona = ["B", "A", "", "C"][usize::from(*customer) % 4];
            format!("c{customer},{time},channel {channel},{},9.50,{persona},\n", u8::from(*converts))
        }).collect();
        let mut shuffled = lines.clone();
        for at in 0..shuffled.len() {
            shuffled.swap(at, (at * by + by) % lines.len());
        }
        let (one, other) = (observed(&lines.concat()), observed(&shuffled.concat()));
        let fitted = learnt(&one, of_few());
        prop_assert_eq!(&fitted, &learnt(&other, of_few()));
        if let Ok(fitted) = fitted {
            prop_assert!(is_sound(&check(&fitted.playbook)), "{:?}", check(&fitted.playbook));
            fitted.playbook.every_rule().for_each(check_rule);
            fitted.playbook.redrawn(by as u64).every_rule().for_each(check_rule);
            let bytes = pack::packed(&fitted);
            prop_assert_eq!(&pack::packed(&learnt(&other, of_few()).expect("as before")), &bytes);
            prop_assert_eq!(pack::unpacked::<Fitted>(&bytes).expect("own bytes"), fitted.clone());
            let groups = &fitted.fidelity.groups;
            prop_assert_eq!(groups[0].journeys as usize, one.journeys.rows.len());
            let parts: u32 = groups[1..].iter().map(|group| group.journeys).sum();
            prop_assert!(groups.len() == 1 || parts == groups[0].journeys);
        }
    }
}
