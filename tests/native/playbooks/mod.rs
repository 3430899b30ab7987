//! Playbooks at random, all of them sound, and what they do with leads.

mod frequencies;
mod independent;
mod properties;
mod samplers;

use std::collections::BTreeMap;

use proptest::{option, prelude::*, sample::subsequence};
use touchline::domain::{
    import::read_leads,
    journey::Journeys,
    lead::{Cents, Leads},
    playbook::{
        Chain, ChainStep, Chance, Closing, Conversion, Course, Delay, Distribution, Effect, Next, PlannedTouch,
        Playbook, Row, Rule, RuleOf, SCHEMA, Since, Synergy, Unit, Value, When,
    },
};

/// Some of them look like JSON.
pub const CHANNELS: [&str; 5] = ["ant", "b\"ee", "co[w}", "dög", "elk, {\\"];

const FOR: [(&str, Option<&str>); 5] = [
    ("Deal_Hunter", None),
    ("Deal_Hunter", Some("Financing_Standard")),
    ("Proof_Seeker", None),
    ("Nobody", None),
    ("Family_Protector", Some("Safety_Standard")),
];

/// Any sound playbook of few rules.
pub fn playbooks() -> impl Strategy<Value = Playbook> {
    let rules = subsequence(FOR.to_vec(), 0..=FOR.len())
        .prop_flat_map(|of| (Just(of.clone()), prop::collection::vec(rules(), of.len())));
    let head = ("[a-z\"{}\\\\:,\\[ é]{0,9}", 0..2_000_000_000_i64);
    (head, rules, self::rules(), values()).prop_map(|((name, start), (of, rules), any_other, value)| Playbook {
        schema: SCHEMA,
        name: format!("n{name}."),
        event_id: "event".to_owned(),
        start_unix_seconds: start,
        rules: of
            .into_iter()
            .zip(rules)
            .map(|((persona, play), rule)| RuleOf { persona: persona.to_owned(), play: play.map(str::to_owned), rule })
            .collect(),
        any_other,
        value,
    })
}

/// Any sound rule.
pub fn rules() -> impl Strategy<Value = Rule> {
    let course = prop_oneof![3 => touches().prop_map(Course::Touches), 1 => chains().prop_map(Course::Chain)];
    (course, whens(), delays(), option::of(closings()))
        .prop_map(|(course, when, delay, closing)| Rule { course, conversion: Conversion { when, delay, closing } })
}

fn channel() -> impl Strategy<Value = String> {
    prop::sample::select(CHANNELS.to_vec()).prop_map(str::to_owned)
}

/// Sure things are as frequent as they are in playbooks.
fn probability() -> impl Strategy<Value = f64> {
    prop_oneof![Just(0.0), Just(1.0), 0.0..1.0]
}

fn touches() -> impl Strategy<Value = Vec<PlannedTouch>> {
    let touch = (channel(), probability(), delays(), probability(), option::weighted(0.3, 1..4_usize));
    prop::collection::vec(touch, 0..7).prop_map(|touches| {
        let count = touches.len();
        let touch = |(index, (channel, probability, delay, stop, down)): (usize, _)| {
            let otherwise = Option::<usize>::and_then(down, |down| (index + down < count).then_some(index + down + 1));
            PlannedTouch { channel, probability, delay, otherwise: otherwise.map(|number| number as u32), stop }
        };
        touches.into_iter().enumerate().map(touch).collect()
    })
}

fn chains() -> impl Strategy<Value = Chain> {
    subsequence(CHANNELS.to_vec(), 1..=CHANNELS.len()).prop_flat_map(|channels| {
        let step = (delays(), chain_rows(channels.clone()));
        (chain_rows(channels.clone()), prop::collection::vec(step, channels.len()), 1..9_u32).prop_map(
            move |(start, steps, most)| {
                let step = |(channel, (delay, next)): (&&str, (Delay, Row))| ChainStep {
                    channel: (*channel).to_owned(),
                    delay,
                    next,
                };
                Chain { start, steps: channels.iter().zip(steps).map(step).collect(), most }
            },
        )
    })
}

fn chain_rows(channels: Vec<&'static str>) -> impl Strategy<Value = Row> {
    let weights = prop::collection::vec(0.0..1.0, channels.len() + 1);
    (weights, option::of(0..1_000_u32)).prop_map(move |(weights, evidence)| {
        let sum = weights.iter().sum::<f64>().max(1e-3);
        let next =
            |(channel, weight): (&&str, &f64)| Next { channel: (*channel).to_owned(), probability: weight / sum };
        Row { to: channels.iter().zip(&weights).map(next).collect(), evidence }
    })
}

fn delays() -> impl Strategy<Value = Delay> {
    let since = prop_oneof![Just(Since::Start), Just(Since::Previous)];
    let unit = prop_oneof![Just(Unit::Minutes), Just(Unit::Hours), Just(Unit::Days)];
    (since, unit, distributions(), option::of(0..99_u32)).prop_map(|(since, unit, length, evidence)| Delay {
        since,
        unit,
        length,
        evidence,
    })
}

fn distributions() -> impl Strategy<Value = Distribution> {
    let above_0 = || 0.01..100.0;
    prop_oneof![
        (0.0..100.0).prop_map(Distribution::Fixed),
        (0.0..50.0, 0.0..50.0).prop_map(|(from, more)| Distribution::Uniform { from, to: from + more }),
        above_0().prop_map(|mean| Distribution::Exponential { mean }),
        (above_0(), 0.0..2.0).prop_map(|(median, sigma)| Distribution::LogNormal { median, sigma }),
        (above_0(), 0.05..50.0).prop_map(|(mean, shape)| Distribution::Gamma { mean, shape }),
        (above_0(), 0.3..20.0).prop_map(|(scale, shape)| Distribution::Weibull { scale, shape }),
    ]
}

fn whens() -> impl Strategy<Value = When> {
    let effect = (-3.0..3.0, 0.0..=1.0);
    let effects = subsequence(CHANNELS.to_vec(), 0..4)
        .prop_flat_map(move |of| (Just(of.clone()), prop::collection::vec(effect.clone(), of.len())));
    let synergy = option::of(-2.0..2.0);
    let chance =
        (0.01..0.99, 0.0..120.0, -0.1..0.1, effects, synergy).prop_map(|(base, centre, slope, effects, synergy)| {
            let effect = |(channel, (log_odds, saturation)): (&str, (f64, f64))| Effect {
                channel: channel.to_owned(),
                log_odds,
                saturation,
            };
            let pair = [CHANNELS[0], CHANNELS[1]].map(str::to_owned);
            When::Chance(Chance {
                sii_centre: centre,
                sii_slope: slope,
                effects: effects.0.into_iter().zip(effects.1).map(effect).collect(),
                synergies: synergy.into_iter().map(|log_odds| Synergy { channels: pair.clone(), log_odds }).collect(),
                ..Chance::constant(base)
            })
        });
    prop_oneof![(50.0..120.0).prop_map(When::SiiAtLeast), chance]
}

fn closings() -> impl Strategy<Value = Closing> {
    (channel(), probability(), probability()).prop_map(|(channel, if_converts, if_not)| Closing {
        channel,
        if_converts,
        if_not,
    })
}

fn values() -> impl Strategy<Value = Value> {
    prop_oneof![(0..10_001_u32).prop_map(Value::ShareOfProperty), distributions().prop_map(Value::Amount)]
}

/// A journey: the names and instants of its touches, then its value and the ages of its touches where it converts.
pub type Told = (Vec<(String, i64)>, Option<(Option<Cents>, Vec<i64>)>);

/// The sample's rows of these numbers, in this order.
pub fn leads(rows: &[usize]) -> Leads {
    let sample = include_str!("../../../public/a_tier_leads.csv");
    let lines: Vec<&str> = sample.lines().collect();
    let chosen = rows.iter().map(|row| lines[row + 1]);
    let csv: Vec<&str> = std::iter::once(lines[0]).chain(chosen).collect();
    read_leads(csv.join("\n").as_bytes()).expect("rows of the sample").leads
}

/// Each lead's journey by its id.
pub fn told(leads: &Leads, playbook: &Playbook, seed: u64) -> BTreeMap<String, Told> {
    let journeys = Journeys::synthesise(leads, playbook, seed).expect("few channels");
    let journey = |journey: &touchline::domain::journey::Journey| {
        let touches =
            journeys.touches(journey).map(|touch| (journeys.channels.name(touch.channel).to_owned(), touch.at));
        let conversion = journey.outcome.conversion();
        let ages = || journeys.ages(journey.path, journey.times).collect();
        (leads.id(journey.subject as usize).to_owned(), (touches.collect(), conversion.map(|of| (of.value, ages()))))
    };
    journeys.rows.iter().map(journey).collect()
}
