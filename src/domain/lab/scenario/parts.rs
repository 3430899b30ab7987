//! What the scenarios are put together from.

use crate::domain::{
    lab::{Population, PopulationGroup},
    playbook::{
        Chance, Closing, Conversion, Course, Delay, Distribution, Effect, PlannedTouch, Playbook, Rule, RuleOf, SCHEMA,
        Since, Synergy, Unit, Value, When,
    },
};

/// The SII at which base rates hold.
const CENTRE: f64 = 100.0;
/// Log-odds a point of SII: 0.6 from the centre to either end.
const SLOPE: f64 = 0.02;
/// Values of SII with their weights.
const SII: [(f64, f64); 5] = [(70.0, 1.0), (85.0, 2.0), (100.0, 4.0), (115.0, 2.0), (130.0, 1.0)];

/// A persona with its part of the leads and the rule that it follows.
pub(super) struct Persona {
    pub name: &'static str,
    pub weight: f64,
    pub rule: Rule,
}

/// A touch at any time within so many hours.
pub(super) fn touch(channel: &str, probability: f64, within_hours: f64) -> PlannedTouch {
    let delay = Delay {
        since: Since::Start,
        unit: Unit::Hours,
        length: Distribution::Uniform { from: 0.0, to: within_hours },
        evidence: None,
    };
    PlannedTouch { channel: channel.to_owned(), probability, delay, otherwise: None, stop: 0.0 }
}

/// Any touches of a list, each with its probability, within a week.
pub(super) fn touches(list: &[(&str, f64)]) -> Course {
    Course::Touches(list.iter().map(|(channel, probability)| touch(channel, *probability, 168.0)).collect())
}

/// Log-odds of channels, each touch as much as the one before.
pub(super) fn chance(base_rate: f64, effects: &[(&str, f64)]) -> Chance {
    let effect = |(channel, log_odds): &(&str, f64)| effect(channel, *log_odds, 1.0);
    Chance {
        sii_centre: CENTRE,
        sii_slope: SLOPE,
        effects: effects.iter().map(effect).collect(),
        ..Chance::constant(base_rate)
    }
}

pub(super) fn effect(channel: &str, log_odds: f64, saturation: f64) -> Effect {
    Effect { channel: channel.to_owned(), log_odds, saturation }
}

pub(super) fn synergy(one: &str, other: &str, log_odds: f64) -> Synergy {
    Synergy { channels: [one.to_owned(), other.to_owned()], log_odds }
}

/// Whoever converts does so about a day after the last touch.
pub(super) fn rule(course: &Course, chance: Chance, closing: Option<Closing>) -> Rule {
    let delay = Delay {
        since: Since::Previous,
        unit: Unit::Hours,
        length: Distribution::Exponential { mean: 24.0 },
        evidence: None,
    };
    Rule { course: course.clone(), conversion: Conversion { when: When::Chance(chance), delay, closing } }
}

/// Two personas that are treated alike, of which one converts more readily.
pub(super) fn alike(course: &Course, chance: &Chance, closing: Option<Closing>) -> Vec<Persona> {
    let of = |name, weight, times: f64| {
        let chance = Chance { base_rate: times * chance.base_rate, ..chance.clone() };
        Persona { name, weight, rule: rule(course, chance, closing.clone()) }
    };
    vec![of("Deal_Hunter", 3.0, 1.0), of("Proof_Seeker", 2.0, 1.5)]
}

/// Any other persona follows the first one's rule.
pub(super) fn playbook(name: &str, personas: &[Persona]) -> Playbook {
    let of = |persona: &Persona| RuleOf { persona: persona.name.to_owned(), play: None, rule: persona.rule.clone() };
    Playbook {
        schema: SCHEMA,
        name: name.to_owned(),
        event_id: "TRUTH_LAB".to_owned(),
        start_unix_seconds: 1_718_445_600, // 2024-06-15 10:00:00 UTC
        rules: personas.iter().map(of).collect(),
        any_other: personas[0].rule.clone(),
        value: Value::Amount(Distribution::LogNormal { median: 9_000.0, sigma: 0.4 }),
    }
}

pub(super) fn population(personas: &[Persona]) -> Population {
    let of = |persona: &Persona| PopulationGroup {
        persona: persona.name.to_owned(),
        play: None,
        weight: persona.weight,
        sii: SII.into(),
    };
    Population { groups: personas.iter().map(of).collect() }
}
