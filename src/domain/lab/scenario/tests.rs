//! What the scenarios promise.

use super::*;
use crate::domain::{
    journey::Journeys,
    lab::{Truth, Way},
};

const CHANNELS: [&str; 9] = ["call", "direct", "display", "door_knock", "email", "ga4", "search", "sms", "social"];

fn truth(scenario: &Scenario) -> Truth {
    Truth::of(&scenario.playbook, &scenario.population, 3).expect("there are leads")
}

fn of(name: &str) -> (Scenario, Truth) {
    let scenario = Scenario::named(name, Knobs::default()).expect("a scenario");
    let truth = truth(&scenario);
    (scenario, truth)
}

/// A channel's incremental effect and fair share.
fn figures(truth: &Truth, channel: &str) -> (f64, f64) {
    let at = truth.channels.iter().position(|known| known == channel).expect("a channel");
    (truth.incremental[at], truth.fair[at])
}

#[test]
fn scenarios_are_of_a_size_that_can_be_looked_at() {
    let all = Scenario::all(Knobs::default());
    let names: Vec<&str> = all.iter().map(|scenario| scenario.name).collect();
    let expected = [
        "no-effect",
        "one-strong-channel",
        "closing-call",
        "exposure-by-persona",
        "synergy-of-two",
        "saturation",
        "rare-strong-channel",
        "long-noisy-journeys",
    ];
    assert_eq!(names, expected);
    for scenario in all {
        let truth = truth(&scenario);
        assert!((4..=8).contains(&truth.channels.len()), "{}", scenario.name);
        assert!(truth.channels.iter().all(|channel| CHANNELS.contains(&channel.as_str())), "{:?}", truth.channels);
        assert!(0.05 < truth.none && truth.none <= truth.all && truth.all < 0.3, "{}: {truth:?}", scenario.name);
        let simulated = scenario.name == "long-noisy-journeys";
        assert_eq!(matches!(truth.way, Way::Simulated { .. }), simulated, "{}", scenario.name);
        let json = serde_json::to_string(&scenario.playbook).expect("plain data");
        assert_eq!(serde_json::from_str::<Playbook>(&json).expect("own output"), scenario.playbook);
    }
}

#[test]
fn without_effects_every_truth_is_exactly_zero() {
    for scenario in Scenario::all(Knobs { effect: 0.0, noise: 1.0 }) {
        let truth = truth(&scenario);
        assert_eq!(truth.all, truth.none, "{}", scenario.name);
        assert!(truth.incremental.iter().chain(&truth.fair).all(|figure| *figure == 0.0), "{truth:?}");
    }
}

#[test]
fn the_only_cause_is_the_whole_difference() {
    let (_, truth) = of("one-strong-channel");
    let whole = truth.all - truth.none;
    assert!(whole > 0.05, "{truth:?}");
    let (incremental, fair) = figures(&truth, "email");
    assert!((incremental - whole).abs() < 1e-12 && (fair - whole).abs() < 1e-12, "{truth:?}");
    for other in ["search", "social", "display", "direct"] {
        assert_eq!(figures(&truth, other), (0.0, 0.0));
    }
}

#[test]
fn what_only_follows_or_is_chosen_has_no_effect() {
    assert_eq!(figures(&of("closing-call").1, "call"), (0.0, 0.0));
    assert_eq!(figures(&of("exposure-by-persona").1, "display"), (0.0, 0.0));
    let (_, truth) = of("no-effect");
    assert!(truth.channels.iter().all(|channel| figures(&truth, channel) == (0.0, 0.0)));
}

#[test]
fn a_synergy_counts_twice_in_incremental_effects_alone() {
    let (_, truth) = of("synergy-of-two");
    let whole = truth.all - truth.none;
    assert!(truth.incremental.iter().sum::<f64>() > 1.2 * whole, "{truth:?}");
    assert!((truth.fair.iter().sum::<f64>() - whole).abs() < 1e-12, "{truth:?}");
}

#[test]
fn a_rare_channel_brings_much_for_each_lead_that_it_meets() {
    let (_, truth) = of("rare-strong-channel");
    // It meets three leads in a hundred, email seventy.
    let (knock, email) = (figures(&truth, "door_knock").0 / 0.03, figures(&truth, "email").0 / 0.7);
    assert!(knock > 20.0 * email, "{truth:?}");
}

#[test]
fn knobs_multiply_effects_and_slopes() {
    let [plain, turned] = [Knobs::default(), Knobs { effect: 2.0, noise: 0.5 }]
        .map(|knobs| Scenario::named("synergy-of-two", knobs).expect("a scenario").playbook);
    for (plain, turned) in plain.every_rule().zip(turned.every_rule()) {
        let (When::Chance(plain), When::Chance(turned)) = (&plain.conversion.when, &turned.conversion.when) else {
            panic!("probabilities")
        };
        assert_eq!((plain.sii_slope, turned.sii_slope), (0.02, 0.01));
        assert_eq!((plain.effects[2].log_odds, turned.effects[2].log_odds), (0.3, 0.6));
        assert_eq!((plain.synergies[0].log_odds, turned.synergies[0].log_odds), (1.2, 2.4));
        assert_eq!(plain.base_rate, turned.base_rate);
    }
    let default = Playbook::default();
    assert_eq!(Knobs { effect: 0.0, noise: 0.0 }.applied(&default), default);
}

#[test]
fn journeys_convert_as_often_as_the_truth_says() {
    const LEADS: u32 = 60_000;
    for scenario in Scenario::all(Knobs::default()) {
        let truth = truth(&scenario);
        let leads = scenario.population.leads(LEADS, 11);
        let journeys = Journeys::synthesise(&leads, &scenario.playbook, 12).expect("few channels");
        let converting = journeys.rows.iter().filter(|journey| journey.outcome.conversion().is_some()).count();
        let rate = converting as f64 / f64::from(LEADS);
        let error = (truth.all * (1.0 - truth.all) / f64::from(LEADS)).sqrt() + 0.002 * truth.all;
        assert!((rate - truth.all).abs() < 4.5 * error, "{}: {rate} instead of {}", scenario.name, truth.all);
    }
}
