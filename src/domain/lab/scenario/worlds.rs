//! The worlds that the scenarios are.

use crate::domain::playbook::{Chain, ChainStep, Chance, Closing, Course, Delay, Distribution, Next, Row, Since, Unit};

use super::{
    Scenario,
    parts::{Persona, alike, chance, effect, playbook, population, rule, synergy, touches},
};

pub(super) fn all() -> [Scenario; 8] {
    [
        no_effect(),
        one_strong_channel(),
        closing_call(),
        exposure_by_persona(),
        synergy_of_two(),
        saturation(),
        rare_strong_channel(),
        long_noisy_journeys(),
    ]
}

fn scenario(name: &'static str, title: &'static str, teaches: &'static str, personas: &[Persona]) -> Scenario {
    Scenario { name, title, teaches, playbook: playbook(name, personas), population: population(personas) }
}

fn no_effect() -> Scenario {
    let course = touches(&[("search", 0.5), ("social", 0.4), ("email", 0.6), ("display", 0.7), ("direct", 0.3)]);
    scenario(
        "no-effect",
        "No effect at all",
        "Nobody converts because of a touch: persona and SII decide. Every model still shares out all \
         conversions, most of them to the channels with the most touches. All of that credit is an artefact.",
        &alike(&course, &chance(0.12, &[]), None),
    )
}

fn one_strong_channel() -> Scenario {
    let course = touches(&[("search", 0.5), ("social", 0.5), ("email", 0.5), ("display", 0.5), ("direct", 0.5)]);
    scenario(
        "one-strong-channel",
        "One strong channel",
        "Five channels touch as many leads each, and only email changes anything. Models put it first, and still \
         give most of the credit to the other four, whose touches stand in the same journeys.",
        &alike(&course, &chance(0.08, &[("email", 1.2)]), None),
    )
}

fn closing_call() -> Scenario {
    let course = touches(&[("search", 0.5), ("email", 0.6), ("social", 0.4), ("display", 0.5)]);
    let closing = Closing { channel: "call".to_owned(), if_converts: 0.9, if_not: 0.03 };
    let effects = [("search", 0.5), ("email", 0.6), ("social", 0.2)];
    scenario(
        "closing-call",
        "A closing call that only follows intent",
        "Who is about to convert gets a call; the call changes nothing. It stands at the end of nine of ten \
         journeys that convert: last touch gives it nine tenths, and nearly every model that looks beyond \
         the first touch credits it most. Look at the view without it.",
        &alike(&course, &chance(0.1, &effects), Some(closing)),
    )
}

fn exposure_by_persona() -> Scenario {
    let course = |display: f64| {
        touches(&[("search", 0.5), ("email", 0.5), ("social", 0.4), ("display", display), ("direct", 0.3)])
    };
    let persona = |name, weight, base_rate, display| {
        let chance = chance(base_rate, &[("search", 0.5), ("email", 0.3)]);
        Persona { name, weight, rule: rule(&course(display), chance, None) }
    };
    scenario(
        "exposure-by-persona",
        "Exposure chosen by persona",
        "Display is shown to those who would convert anyway, and has no effect. It stands in most journeys that \
         convert, and so nearly every model credits it most. Only a comparison of like with like, or a holdout, shows \
         that it brings nothing.",
        &[persona("Family_Protector", 1.0, 0.28, 0.9), persona("Deal_Hunter", 1.0, 0.06, 0.15)],
    )
}

fn synergy_of_two() -> Scenario {
    let course = touches(&[("search", 0.5), ("display", 0.5), ("email", 0.4), ("social", 0.5), ("direct", 0.3)]);
    let alone = chance(0.1, &[("search", 0.1), ("display", 0.1), ("email", 0.3)]);
    let chance = Chance { synergies: vec![synergy("search", "display", 1.2)], ..alone };
    scenario(
        "synergy-of-two",
        "Synergy of two channels",
        "Search and display do little alone and much together. Without either of them the synergy is lost whole, \
         so the incremental effects sum to more than there is to share; fair shares halve it.",
        &alike(&course, &chance, None),
    )
}

fn saturation() -> Scenario {
    let course = touches(&[
        ("email", 0.9),
        ("email", 0.8),
        ("email", 0.7),
        ("email", 0.6),
        ("search", 0.4),
        ("sms", 0.3),
        ("social", 0.5),
    ]);
    let effects = vec![effect("email", 0.5, 0.1), effect("search", 0.6, 1.0), effect("sms", 0.6, 1.0)];
    scenario(
        "saturation",
        "Saturation",
        "Email is sent up to four times, and little but the first one counts. Models that credit touches pay for \
         every one of them; those that ask whether a channel is there at all come closer.",
        &alike(&course, &Chance { effects, ..chance(0.09, &[]) }, None),
    )
}

fn rare_strong_channel() -> Scenario {
    let course = touches(&[
        ("search", 0.6),
        ("social", 0.5),
        ("email", 0.7),
        ("display", 0.6),
        ("ga4", 0.9),
        ("door_knock", 0.03),
    ]);
    let effects = [("search", 0.15), ("email", 0.1), ("social", 0.1), ("door_knock", 2.2)];
    scenario(
        "rare-strong-channel",
        "A rare strong channel",
        "A knock at the door brings a third of all that the channels bring, and only three leads in a hundred get \
         one. Models credit what is in many journeys, and give it a few hundredths. No interval tells of that: it \
         shows what another sample would give, not what is true.",
        &alike(&course, &chance(0.09, &effects), None),
    )
}

/// How often each channel of a long journey comes next.
const LONG: [(&str, f64); 8] = [
    ("direct", 0.12),
    ("display", 0.2),
    ("door_knock", 0.03),
    ("email", 0.18),
    ("ga4", 0.15),
    ("search", 0.14),
    ("sms", 0.06),
    ("social", 0.12),
];

fn long_noisy_journeys() -> Scenario {
    let effects = [("search", 0.3), ("email", 0.2), ("door_knock", 0.6), ("sms", 0.2), ("social", 0.08)];
    let effects = effects.map(|(channel, log_odds)| effect(channel, log_odds, 0.6)).into();
    // Twice the slope of the others: most of who converts is the lead's own.
    let noisy = Chance { sii_slope: 0.04, effects, ..chance(0.08, &[]) };
    scenario(
        "long-noisy-journeys",
        "Long noisy journeys",
        "A dozen touches over eight channels, small effects, and leads that differ much among themselves. Most \
         journeys hold most channels, so that models credit how often a channel touches: display, which brings \
         nothing, gets more than search, which brings most.",
        &alike(&Course::Chain(long()), &noisy, None),
    )
}

/// A dozen touches on average: a journey ends after each one with a probability of about 0.08. A channel seldom follows itself.
fn long() -> Chain {
    let row = |stays: f64, from: Option<&str>| {
        let often = |(channel, part): (&str, f64)| if from == Some(channel) { 0.3 * part } else { part };
        let whole: f64 = LONG.map(often).iter().sum();
        let next = |of: (&str, f64)| {
            let thousandths = (1_000.0 * stays * often(of) / whole).round();
            Next { channel: of.0.to_owned(), probability: thousandths / 1_000.0 }
        };
        Row { to: LONG.map(next).into(), evidence: None }
    };
    let delay = Delay {
        since: Since::Previous,
        unit: Unit::Hours,
        length: Distribution::Exponential { mean: 30.0 },
        evidence: None,
    };
    let step = |(channel, _): (&str, f64)| ChainStep {
        channel: channel.to_owned(),
        delay: delay.clone(),
        next: row(0.92, Some(channel)),
    };
    Chain { start: row(0.99, None), steps: LONG.map(step).into(), most: 24 }
}
