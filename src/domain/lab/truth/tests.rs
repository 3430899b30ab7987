//! Truths worked out by hand, and simulated ones against enumerated ones. Log-odds of ln 3 make odds of 1 into 3: 1/2 becomes 3/4,
//! and twice that 9/10.

use super::*;
use crate::domain::{
    lab::{Knobs, PopulationGroup, Scenario},
    playbook::{
        Chain, ChainStep, Chance, Closing, Course, Delay, Effect, Next, PlannedTouch, Row, Rule, Synergy, When,
    },
};

const LN_3: f64 = 1.098_612_288_668_109_8;

fn touch(channel: &str, probability: f64) -> PlannedTouch {
    PlannedTouch { probability, ..PlannedTouch::fixed(channel, 1.0) }
}

/// Even odds without a touch.
fn even(effects: &[(&str, f64)]) -> Chance {
    let effect = |(channel, log_odds): &(&str, f64)| Effect {
        channel: (*channel).to_owned(),
        log_odds: *log_odds,
        saturation: 1.0,
    };
    Chance { effects: effects.iter().map(effect).collect(), ..Chance::constant(0.5) }
}

fn playbook_of(course: Course, chance: Chance) -> Playbook {
    let mut rule = Rule::fixed(&[], 0.0, 1.0);
    (rule.course, rule.conversion.when, rule.conversion.closing) = (course, When::Chance(chance), None);
    Playbook { rules: Vec::new(), any_other: rule, ..Playbook::default() }
}

fn list(touches: Vec<PlannedTouch>, chance: Chance) -> Playbook {
    playbook_of(Course::Touches(touches), chance)
}

fn leads_of(sii: &[(f64, f64)]) -> Population {
    let group = PopulationGroup { persona: "Any".to_owned(), play: None, weight: 3.0, sii: sii.to_vec() };
    Population { groups: vec![group] }
}

/// A truth as v(all), v(none), and each channel's incremental effect and fair share.
fn check(playbook: &Playbook, population: &Population, all: f64, none: f64, channels: &[(&str, f64, f64)]) {
    let truth = Truth::of(playbook, population, 1).expect("there are leads");
    assert_eq!(truth.way, Way::Enumerated);
    let near = |found: f64, expected: f64| assert!((found - expected).abs() < 1e-12, "{found} in {truth:?}");
    near(truth.all, all);
    near(truth.none, none);
    assert_eq!(truth.channels, channels.iter().map(|of| of.0).collect::<Vec<_>>());
    for (at, (_, incremental, fair)) in channels.iter().enumerate() {
        near(truth.incremental[at], *incremental);
        near(truth.fair[at], *fair);
    }
}

#[test]
fn one_channel_brings_what_its_log_odds_say() {
    // Odds of 1 to 4 doubled are 1 to 2: half the leads convert at 1/3 instead of 1/5.
    let mut chance = even(&[("email", std::f64::consts::LN_2)]);
    chance.base_rate = 0.2;
    let playbook = list(vec![touch("email", 0.5)], chance);
    check(&playbook, &leads_of(&[(7.0, 1.0)]), 4.0 / 15.0, 0.2, &[("email", 1.0 / 15.0, 1.0 / 15.0)]);
}

#[test]
fn a_synergy_is_lost_whole_and_shared_by_halves() {
    let synergy = Synergy { channels: ["b".to_owned(), "a".to_owned()], log_odds: LN_3 };
    let chance = Chance { synergies: vec![synergy], ..even(&[]) };
    let playbook = list(vec![touch("a", 1.0), touch("b", 1.0), touch("c", 0.5)], chance);
    let channels = [("a", 0.25, 0.125), ("b", 0.25, 0.125), ("c", 0.0, 0.0)];
    check(&playbook, &leads_of(&[(0.0, 1.0)]), 0.75, 0.5, &channels);
}

#[test]
fn further_touches_add_less() {
    // 1 + 1/2 + 1/2 of ln 3 where all three are made: with saturation 1/2 the second adds half of the first, the third a quarter.
    let mut chance = even(&[("email", LN_3 * 4.0 / 7.0)]);
    chance.effects[0].saturation = 0.5;
    let playbook = list(vec![touch("email", 1.0); 3], chance.clone());
    check(&playbook, &leads_of(&[(0.0, 1.0)]), 0.75, 0.5, &[("email", 0.25, 0.25)]);
    // Where only the first counts, three tosses at 1/2 fail together once in eight times.
    chance.effects[0] = Effect { channel: "email".to_owned(), log_odds: LN_3, saturation: 0.0 };
    let playbook = list(vec![touch("email", 0.5); 3], chance);
    let lift = 7.0 / 8.0 / 4.0;
    check(&playbook, &leads_of(&[(0.0, 1.0)]), 0.5 + lift, 0.5, &[("email", lift, lift)]);
}

#[test]
fn a_channel_that_stops_the_course_takes_from_what_follows() {
    // v(email) 3/4, v(both) half of it stopped: 5/8, v(sms) = v(none) = 1/2.
    let stopping = PlannedTouch { stop: 0.5, ..touch("sms", 1.0) };
    let playbook = list(vec![stopping, touch("email", 1.0)], even(&[("email", LN_3)]));
    let channels = [("email", 0.125, 0.1875), ("sms", -0.125, -0.0625)];
    check(&playbook, &leads_of(&[(0.0, 1.0)]), 0.625, 0.5, &channels);
}

#[test]
fn no_alternative_steps_in_for_a_channel_that_does_not_act() {
    // One touch for everybody, in four of ten cases an email. Without email they have none, without sms the other six.
    let email = PlannedTouch { otherwise: Some(2), ..touch("email", 0.4) };
    let playbook = list(vec![email, touch("sms", 1.0)], even(&[("email", LN_3), ("sms", LN_3)]));
    let channels = [("email", 0.1, 0.1), ("sms", 0.15, 0.15)];
    check(&playbook, &leads_of(&[(0.0, 1.0)]), 0.75, 0.5, &channels);
}

#[test]
fn a_chain_is_enumerated_place_by_place() {
    // Half the journeys are a > b, half are empty: v(both) (1/2 + 9/10) / 2, v(one) (1/2 + 3/4) / 2.
    let row = |to: &[(&str, f64)]| Row {
        to: to
            .iter()
            .map(|(channel, probability)| Next { channel: (*channel).to_owned(), probability: *probability })
            .collect(),
        evidence: None,
    };
    let step = |channel: &str, next: Row| ChainStep { channel: channel.to_owned(), delay: Delay::hours(1.0), next };
    let chain = |most: u32| Chain {
        start: row(&[("a", 0.5)]),
        steps: vec![step("b", row(&[])), step("a", row(&[("b", 1.0)]))],
        most,
    };
    let effects = even(&[("a", LN_3), ("b", LN_3)]);
    let channels = [("a", 0.075, 0.1), ("b", 0.075, 0.1)];
    check(&playbook_of(Course::Chain(chain(9)), effects.clone()), &leads_of(&[(0.0, 1.0)]), 0.7, 0.5, &channels);
    let cut = [("a", 0.125, 0.125), ("b", 0.0, 0.0)];
    check(&playbook_of(Course::Chain(chain(1)), effects), &leads_of(&[(0.0, 1.0)]), 0.625, 0.5, &cut);
}

#[test]
fn leads_differ_by_sii() {
    // ln 3 below the centre and above it: 1/4 and 3/4 without the touch, 1/2 and 9/10 with it.
    let chance = Chance { sii_centre: 100.0, sii_slope: LN_3 / 10.0, ..even(&[("email", LN_3)]) };
    let playbook = list(vec![touch("email", 1.0)], chance);
    check(&playbook, &leads_of(&[(110.0, 2.0), (90.0, 2.0)]), 0.7, 0.5, &[("email", 0.2, 0.2)]);
    check(&playbook, &leads_of(&[(110.0, 1.0), (90.0, 3.0)]), 0.6, 0.375, &[("email", 0.225, 0.225)]);
}

#[test]
fn a_threshold_leaves_nothing_to_the_channels() {
    let group = |persona: &str, sii: f64| PopulationGroup {
        persona: persona.to_owned(),
        play: None,
        weight: 1.0,
        sii: vec![(sii, 1.0), (sii + 10.0, 3.0)],
    };
    // Three of four reach 90, nobody 95.
    let population = Population { groups: vec![group("Proof_Seeker", 80.0), group("Family_Protector", 70.0)] };
    let none = ["call", "door_knock", "email", "ga4", "sms"].map(|channel| (channel, 0.0, 0.0));
    check(&Playbook::default(), &population, 0.375, 0.375, &none);
}

#[test]
fn a_closing_touch_brings_nothing_unless_its_channel_has_others() {
    let mut playbook = list(vec![touch("email", 1.0)], even(&[("email", LN_3), ("call", LN_3)]));
    playbook.any_other.conversion.closing = Some(Closing { channel: "call".to_owned(), if_converts: 1.0, if_not: 0.1 });
    let population = leads_of(&[(0.0, 1.0)]);
    check(&playbook, &population, 0.75, 0.5, &[("call", 0.0, 0.0), ("email", 0.25, 0.25)]);
    let Course::Touches(touches) = &mut playbook.any_other.course else { panic!("a list") };
    touches.push(touch("call", 1.0));
    check(&playbook, &population, 0.9, 0.5, &[("call", 0.15, 0.2), ("email", 0.15, 0.2)]);
}

#[test]
fn a_population_without_leads_has_no_truth() {
    for groups in [Vec::new(), leads_of(&[]).groups, leads_of(&[(1.0, 0.0)]).groups] {
        assert_eq!(Truth::of(&Playbook::default(), &Population { groups }, 1), Err(TruthFault::NoLeads));
    }
}

/// The truth over drawn leads, whether or not it can be enumerated.
fn simulated(playbook: &Playbook, population: &Population, seed: u64, leads: u32) -> Truth {
    let mut job = TruthJob::start(playbook, population, seed).expect("there are leads");
    job.large = (0..job.games.len()).collect();
    job.done = job.games.len();
    let mut simulation = Simulation::of(seed, &job.large, &job.games, job.figures.len());
    (simulation.good_enough, simulation.most) = (0.0, leads);
    job.simulation = Some(simulation);
    loop {
        if let Some(truth) = job.step() {
            return truth;
        }
    }
}

/// Every figure within four and a half of its standard errors of the enumerated one.
fn check_agreement(playbook: &Playbook, population: &Population, leads: u32) {
    let exact = Truth::of(playbook, population, 1).expect("there are leads");
    let drawn = simulated(playbook, population, 5, leads);
    let Way::Simulated { error, .. } = &drawn.way else { panic!("simulated") };
    let all = |truth: &Truth| [vec![truth.all, truth.none], truth.incremental.clone(), truth.fair.clone()].concat();
    let errors = [vec![error.all, error.none], error.incremental.clone(), error.fair.clone()].concat();
    for ((exact, drawn), error) in all(&exact).into_iter().zip(all(&drawn)).zip(errors) {
        assert!((exact - drawn).abs() <= 4.5 * error + 1e-12, "{drawn} instead of {exact}, {error}, {}", playbook.name);
    }
    let shared: f64 = drawn.fair.iter().sum();
    assert!((shared - (drawn.all - drawn.none)).abs() < 1e-12, "{shared}");
}

#[test]
fn enumerated_and_simulated_truths_agree_within_their_error() {
    for scenario in Scenario::all(Knobs::default()) {
        let truth = Truth::of(&scenario.playbook, &scenario.population, 1).expect("there are leads");
        if truth.way == Way::Enumerated {
            check_agreement(&scenario.playbook, &scenario.population, 40_000);
        }
    }
}

#[test]
fn orders_of_many_players_agree_with_their_coalitions() {
    let names = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l"];
    let effects: Vec<(&str, f64)> =
        names.iter().zip(0..).map(|(name, at)| (*name, 0.1 * f64::from(at) - 0.2)).collect();
    let both = |one: &str, other: &str| Synergy { channels: [one.to_owned(), other.to_owned()], log_odds: 0.8 };
    let chance = Chance { base_rate: 0.1, synergies: vec![both("a", "b"), both("c", "l")], ..even(&effects) };
    let mut touches: Vec<PlannedTouch> = names.iter().map(|name| touch(name, 0.95)).collect();
    touches[5].stop = 0.3;
    check_agreement(&list(touches, chance), &leads_of(&[(0.0, 1.0)]), 20_000);
}

#[test]
fn a_truth_that_is_known_stays_as_it_is() {
    for scenario in Scenario::all(Knobs::default()) {
        let mut job = TruthJob::start(&scenario.playbook, &scenario.population, 1).expect("there are leads");
        let truth = loop {
            assert!((0.0..=1.0).contains(&job.fraction()));
            if let Some(truth) = job.step() {
                break truth;
            }
        };
        assert_eq!(job.step(), Some(truth.clone()));
        assert_eq!(Truth::of(&scenario.playbook, &scenario.population, 1), Ok(truth));
    }
}
