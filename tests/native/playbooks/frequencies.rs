//! How often things happen, against what the rules say, within four and a half standard errors.

use touchline::domain::{
    channel::{ChannelId, Channels},
    playbook::{
        Chain, ChainStep, Chance, Closing, Conversion, Course, Delay, Distribution, Effect, Next, PlannedTouch, Row,
        Rule, Since, Synergy, Unit, When,
        draws::Stream,
        plan::{At, Drawn, Plan},
    },
};

const LEADS: u64 = 100_000;
const NAMES: [&str; 3] = ["a", "b", "c"];
const SII: f64 = 80.0;

/// A lead's touches before the closing one, whether it converts, when, and whether the closing touch is made.
struct Lead {
    touches: Vec<At>,
    converts: bool,
    at: i64,
    closes: bool,
}

impl Lead {
    fn count(&self, name: &str) -> usize {
        let channel = ChannelId(NAMES.iter().position(|known| *known == name).expect("a channel") as u16);
        self.touches.iter().filter(|(of, _)| *of == channel).count()
    }

    fn has(&self, name: &str) -> bool {
        self.count(name) > 0
    }
}

fn run(rule: &Rule) -> Vec<Lead> {
    let channels = Channels::new(NAMES).expect("three channels");
    let plan = Plan::of(rule, &channels);
    let mut drawn = Drawn::default();
    let lead = |lead| {
        let (stream, mut touches) = (Stream::of(7, lead), Vec::new());
        plan.draw(stream, &mut drawn);
        drawn.touches(|_| true, &mut touches);
        let converts = plan.converts(SII, &touches, stream);
        let mut all = touches.clone();
        let at = plan.close(converts, stream, &mut all);
        Lead { closes: all.len() > touches.len(), touches, converts, at }
    };
    (0..LEADS).map(lead).collect()
}

/// That so many of them are as often so as is expected.
fn check(what: &str, times: usize, of: usize, expected: f64) {
    let part = times as f64 / of as f64;
    let error = (expected * (1.0 - expected) / of as f64).sqrt();
    assert!((part - expected).abs() <= 4.5 * error, "{what}: {part} of {of} instead of {expected}");
}

fn check_all(what: &str, leads: &[Lead], is: impl Fn(&Lead) -> bool, expected: f64) {
    check(what, leads.iter().filter(|lead| is(lead)).count(), leads.len(), expected);
}

fn touch(channel: &str, probability: f64) -> PlannedTouch {
    PlannedTouch { probability, ..PlannedTouch::fixed(channel, 1.0) }
}

fn rule(touches: Vec<PlannedTouch>, when: When) -> Rule {
    let closing = Closing { channel: "c".to_owned(), if_converts: 0.9, if_not: 0.1 };
    Rule {
        course: Course::Touches(touches),
        conversion: Conversion { when, delay: Delay::hours(48.0), closing: Some(closing) },
    }
}

#[test]
fn touches_are_made_replaced_and_stopped_as_often_as_they_should() {
    // In the place of a comes c, which is made in 7 of 10 cases; a ends the course in a quarter.
    let first = PlannedTouch { otherwise: Some(3), stop: 0.25, ..touch("a", 0.6) };
    let leads = run(&rule(vec![first, touch("b", 0.5), touch("c", 0.7)], When::SiiAtLeast(90.0)));
    check_all("a", &leads, |lead| lead.has("a"), 0.6);
    check_all("c, in the place of a", &leads, |lead| lead.has("c"), 0.4 * 0.7);
    check_all("both", &leads, |lead| lead.has("a") && lead.has("c"), 0.0);
    check_all("b, unless a stopped it", &leads, |lead| lead.has("b"), 0.5 * (1.0 - 0.6 * 0.25));
    check_all("a and b", &leads, |lead| lead.has("a") && lead.has("b"), 0.6 * 0.75 * 0.5);
    check_all("b and c", &leads, |lead| lead.has("b") && lead.has("c"), 0.4 * 0.5 * 0.7);
    check_all("none", &leads, |lead| lead.touches.is_empty(), 0.4 * 0.5 * 0.3);
    check_all("conversions below the threshold", &leads, |lead| lead.converts, 0.0);
    check_all("closing touches without one", &leads, |lead| lead.closes, 0.1);
}

#[test]
fn conversions_are_as_frequent_as_their_log_odds_say() {
    let chance = Chance {
        sii_centre: 70.0,
        sii_slope: 0.05,
        effects: vec![
            Effect { channel: "a".to_owned(), log_odds: 0.8, saturation: 1.0 },
            Effect { channel: "b".to_owned(), log_odds: 0.5, saturation: 0.4 },
        ],
        synergies: vec![Synergy { channels: ["a", "b"].map(str::to_owned), log_odds: 0.3 }],
        ..Chance::constant(0.2)
    };
    let leads = run(&rule(vec![touch("a", 0.6), touch("b", 0.5), touch("b", 0.5)], When::Chance(chance)));
    // ln(0.2 / 0.8) + 0.05 (80 - 70), and of a second b 0.4 times 0.5.
    let base: f64 = -1.386_294_361_119_890_6 + 0.5;
    for (a, b, log_odds) in
        [(0, 0, 0.0), (1, 0, 0.8), (0, 1, 0.5), (0, 2, 0.7), (1, 1, 0.8 + 0.5 + 0.3), (1, 2, 0.8 + 0.7 + 0.3)]
    {
        let group: Vec<&Lead> = leads.iter().filter(|lead| (lead.count("a"), lead.count("b")) == (a, b)).collect();
        let expected = 1.0 / (1.0 + (-(base + log_odds)).exp());
        let converting = group.iter().filter(|lead| lead.converts).count();
        check(&format!("conversions with {a} a and {b} b"), converting, group.len(), expected);
    }
    let (converting, others): (Vec<&Lead>, Vec<&Lead>) = leads.iter().partition(|lead| lead.converts);
    check("closing", converting.iter().filter(|lead| lead.closes).count(), converting.len(), 0.9);
    check("closing", others.iter().filter(|lead| lead.closes).count(), others.len(), 0.1);
}

/// That the mean is as expected, by the spread that the numbers should have.
fn check_mean(what: &str, numbers: &[f64], mean: f64, deviation: f64) {
    let found = numbers.iter().sum::<f64>() / numbers.len() as f64;
    // Seconds are whole: half a second is nothing beside delays of hours.
    let error = 4.5 * deviation / (numbers.len() as f64).sqrt() + 1e-3;
    assert!((found - mean).abs() <= error, "{what}: {found} instead of {mean}");
}

#[test]
fn delays_have_their_means_and_count_from_where_they_should() {
    let delayed = |channel: &str, since, unit, length| PlannedTouch {
        delay: Delay { since, unit, length, evidence: None },
        ..touch(channel, 1.0)
    };
    let a = delayed("a", Since::Start, Unit::Hours, Distribution::Exponential { mean: 3.0 });
    // Counted from b, though that is never made.
    let b = PlannedTouch {
        probability: 0.0,
        ..delayed("b", Since::Previous, Unit::Hours, Distribution::Uniform { from: 1.0, to: 5.0 })
    };
    let c = delayed("c", Since::Previous, Unit::Minutes, Distribution::Gamma { mean: 120.0, shape: 4.0 });
    let mut rule = rule(vec![a, b, c], When::SiiAtLeast(80.0));
    rule.conversion.delay.since = Since::Previous;
    rule.conversion.delay.length = Distribution::Weibull { scale: 10.0, shape: 1.0 };
    let leads = run(&rule);
    let hours = |of: &dyn Fn(&Lead) -> i64| leads.iter().map(|lead| of(lead) as f64 / 3_600.0).collect::<Vec<f64>>();
    check_mean("a", &hours(&|lead| lead.touches[0].1), 3.0, 3.0);
    // 3 of b's mean and 2 of c's; variances 16 / 12 and 4 / 4.
    let later = hours(&|lead| lead.touches[1].1 - lead.touches[0].1);
    check_mean("c behind a", &later, 5.0, (16.0_f64 / 12.0 + 1.0).sqrt());
    check_mean("conversion behind c", &hours(&|lead| lead.at - lead.touches[1].1), 10.0, 10.0);
    check_all("conversions at the threshold", &leads, |lead| lead.converts, 1.0);
}

#[test]
fn a_chain_goes_on_as_often_as_its_rows_say() {
    let row = |to: &[(&str, f64)]| Row {
        to: to
            .iter()
            .map(|(channel, probability)| Next { channel: (*channel).to_owned(), probability: *probability })
            .collect(),
        evidence: None,
    };
    let step = |channel: &str, mean, next| ChainStep {
        channel: channel.to_owned(),
        delay: Delay { length: Distribution::Exponential { mean }, ..Delay::hours(0.0) },
        next,
    };
    let steps = vec![step("a", 2.0, row(&[("a", 0.25), ("b", 0.25)])), step("b", 5.0, row(&[("a", 0.6)]))];
    let course = Course::Chain(Chain { start: row(&[("a", 0.5), ("b", 0.3)]), steps, most: 3 });
    let leads = run(&Rule { course, ..rule(Vec::new(), When::SiiAtLeast(0.0)) });
    check_all("nothing", &leads, |lead| lead.touches.is_empty(), 0.2);
    let (a, b) = (ChannelId(0), ChannelId(1));
    let path = |lead: &Lead| lead.touches.iter().map(|(channel, _)| *channel).collect::<Vec<_>>();
    for (expect, probability) in [
        (vec![a], 0.5 * 0.5),
        (vec![b], 0.3 * 0.4),
        (vec![a, a], 0.5 * 0.25 * 0.5),
        (vec![a, b], 0.5 * 0.25 * 0.4),
        (vec![b, a], 0.3 * 0.6 * 0.5),
        // Three are the most.
        (vec![a, b, a], 0.5 * 0.25 * 0.6),
        (vec![b, a, b], 0.3 * 0.6 * 0.25),
        (vec![a, a, a], 0.5 * 0.25 * 0.25),
    ] {
        check_all(&format!("{expect:?}"), &leads, |lead| path(lead) == expect, probability);
    }
    let behind = |first, second| {
        let pairs = leads.iter().filter(|lead| path(lead).starts_with(&[first, second]));
        pairs.map(|lead| (lead.touches[1].1 - lead.touches[0].1) as f64 / 3_600.0).collect::<Vec<f64>>()
    };
    check_mean("a behind b", &behind(b, a), 2.0, 2.0);
    check_mean("b behind a", &behind(a, b), 5.0, 5.0);
    assert!(leads.iter().filter_map(|lead| lead.touches.first()).all(|(_, at)| *at == 0));
}
