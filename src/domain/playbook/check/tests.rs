//! Each thing that can be wrong, with its place.

use super::*;
use crate::{
    domain::playbook::{
        Chain, ChainStep, Chance, Course, Delay, Effect, Next, PlannedTouch, Row, RuleOf, Since, Synergy, Unit, When,
    },
    pack::{packed, unpacked},
};

/// The paths of what is wrong after a change to the default, warnings behind a question mark.
fn places(change: impl FnOnce(&mut Playbook)) -> Vec<String> {
    let mut playbook = Playbook::default();
    change(&mut playbook);
    let mark = |fault: &Fault| if fault.severity == Severity::Warns { "?" } else { "" };
    check(&playbook).iter().map(|fault| format!("{}{}", mark(fault), fault.at)).collect()
}

/// What is wrong where a touch of the first rule is changed: its place within that touch.
fn of_touch(change: impl FnOnce(&mut PlannedTouch)) -> Vec<String> {
    let found = places(|playbook| change(&mut touches(&mut playbook.rules[0].rule)[1]));
    found.into_iter().map(|place| place.replacen("rules[0].rule.course.touches[1].", "", 1)).collect()
}

fn of_length(length: Distribution) -> Vec<String> {
    of_touch(|touch| touch.delay.length = length)
}

fn touches(rule: &mut Rule) -> &mut Vec<PlannedTouch> {
    match &mut rule.course {
        Course::Touches(touches) => touches,
        Course::Chain(_) => panic!("the default has lists"),
    }
}

/// What is wrong with alternatives of four touches, in words.
fn alternatives(otherwise: [u32; 4]) -> Vec<String> {
    let mut playbook = Playbook::default();
    let touch = |number: u32| PlannedTouch {
        probability: 0.5,
        otherwise: (number < 90).then_some(number),
        ..PlannedTouch::fixed("ga4", 0.0)
    };
    *touches(&mut playbook.any_other) = otherwise.map(touch).to_vec();
    check(&playbook).iter().map(|fault| fault.to_string().replacen("any_other.course.touches", "", 1)).collect()
}

/// What is wrong with a chance in the rule of any other persona: its places within it.
fn of_chance(change: impl FnOnce(&mut Chance)) -> Vec<String> {
    let found = places(|playbook| {
        let mut chance = Chance::constant(0.2);
        change(&mut chance);
        playbook.any_other.conversion.when = When::Chance(chance);
    });
    found.into_iter().map(|place| place.replacen("any_other.conversion.when.chance.", "", 1)).collect()
}

fn effect(channel: &str, log_odds: f64, saturation: f64) -> Effect {
    Effect { channel: channel.to_owned(), log_odds, saturation }
}

fn synergy(one: &str, other: &str) -> Synergy {
    Synergy { channels: [one.to_owned(), other.to_owned()], log_odds: 1.0 }
}

fn row(to: &[(&str, f64)]) -> Row {
    let next =
        |(channel, probability): &(&str, f64)| Next { channel: (*channel).to_owned(), probability: *probability };
    Row { to: to.iter().map(next).collect(), evidence: None }
}

fn chain() -> Chain {
    let step = |channel: &str, next: &[(&str, f64)]| ChainStep {
        channel: channel.to_owned(),
        delay: Delay { since: Since::Previous, ..Delay::hours(2.0) },
        next: row(next),
    };
    Chain {
        start: row(&[("a", 1.0)]),
        steps: vec![step("a", &[("b", 0.5)]), step("b", &[("a", 0.25), ("b", 0.75)])],
        most: 20,
    }
}

fn of_chain(change: impl FnOnce(&mut Chain)) -> Vec<String> {
    let found = places(|playbook| {
        let mut chain = chain();
        change(&mut chain);
        playbook.any_other.course = Course::Chain(chain);
    });
    found.into_iter().map(|place| place.replacen("any_other.course.chain.", "", 1)).collect()
}

#[test]
fn the_default_has_no_fault() {
    assert_eq!(check(&Playbook::default()), []);
    assert!(of_chain(|_| {}).is_empty() && of_chance(|_| {}).is_empty() && of_touch(|_| {}).is_empty());
}

#[test]
fn what_is_of_no_rule() {
    assert_eq!(places(|of| of.schema = 2), ["schema"]);
    assert_eq!(places(|of| of.schema = 0), ["schema"]);
    assert_eq!(places(|of| (of.name, of.event_id) = (" ".to_owned(), "a\nb".to_owned())), ["name", "event_id"]);
    assert_eq!(places(|of| of.start_unix_seconds = -1), ["start_unix_seconds"]);
    assert_eq!(places(|of| of.start_unix_seconds = 253_402_300_800), ["start_unix_seconds"]);
    assert_eq!(places(|of| of.start_unix_seconds = 253_402_300_799), [""; 0]);
    assert_eq!(places(|of| of.value = Value::ShareOfProperty(10_001)), ["value.share_of_property"]);
    assert_eq!(places(|of| of.value = Value::ShareOfProperty(10_000)), [""; 0]);
    let amount = |mean| places(|of| of.value = Value::Amount(Distribution::Exponential { mean }));
    assert_eq!([-5.0, 1.1e10].map(amount), [["value.amount.exponential.mean"]; 2]);
    assert_eq!(amount(1e10), [""; 0]);
    let long = |length| places(|of| of.name = "n".repeat(length));
    assert_eq!((long(1_001), long(1_000)), (vec!["name".to_owned()], Vec::new()));
    let rules = |count: usize| {
        places(|of| {
            let rule = of.rules[0].clone();
            let named = |number| RuleOf { persona: format!("p{number}"), ..rule.clone() };
            of.rules = (0..count).map(named).collect();
        })
    };
    assert_eq!(rules(201), ["rules"]);
    assert_eq!(rules(200), [""; 0]);
}

#[test]
fn for_whom_a_rule_is() {
    assert_eq!(places(|of| of.rules[1].persona.clear()), ["rules[1].persona"]);
    assert_eq!(places(|of| of.rules[1].play = Some(String::new())), ["rules[1].play"]);
    assert_eq!(places(|of| of.rules[3].persona = "Deal_Hunter".to_owned()), ["rules[3].persona"]);
    assert_eq!(places(|of| of.rules[3].persona = "Deal_Hunter ".to_owned()), ["?rules[3].persona"]);
    let another_play = |of: &mut Playbook| {
        of.rules[3].persona = "Deal_Hunter".to_owned();
        of.rules[3].play = Some("Promo".to_owned());
    };
    assert_eq!(places(another_play), [""; 0]);
}

#[test]
fn a_touch() {
    assert_eq!(of_touch(|touch| touch.channel = "\t".to_owned()), ["channel"]);
    for wrong in [1.2, -0.1, f64::NAN, f64::INFINITY] {
        assert_eq!(of_touch(|touch| touch.probability = wrong), ["probability"]);
        assert_eq!(of_touch(|touch| touch.stop = wrong), ["stop"]);
    }
    let many = |count| places(|of| *touches(&mut of.any_other) = vec![PlannedTouch::fixed("ga4", 0.0); count]);
    assert_eq!(many(65), ["any_other.course.touches"]);
    assert_eq!(many(64), [""; 0]);
}

#[test]
fn a_delay() {
    assert_eq!(of_length(Distribution::Fixed(-1.0)), ["delay.length.fixed"]);
    assert_eq!(of_length(Distribution::Fixed(f64::NAN)), ["delay.length.fixed"]);
    // A century has 876,600 hours.
    assert_eq!(of_length(Distribution::Fixed(876_601.0)), ["delay.length.fixed"]);
    assert_eq!(of_length(Distribution::Fixed(876_600.0)), [""; 0]);
    assert_eq!(of_length(Distribution::Uniform { from: -1.0, to: 2.0 }), ["delay.length.uniform.from"]);
    assert_eq!(of_length(Distribution::Uniform { from: 3.0, to: 2.0 }), ["delay.length.uniform.to"]);
    assert_eq!(of_length(Distribution::Uniform { from: 0.0, to: 1e6 }), ["delay.length.uniform.to"]);
    assert_eq!(of_length(Distribution::Uniform { from: 2.0, to: 2.0 }), [""; 0]);
    assert_eq!(of_length(Distribution::Exponential { mean: 0.0 }), ["delay.length.exponential.mean"]);
    assert_eq!(of_length(Distribution::LogNormal { median: 1.0, sigma: 0.0 }), [""; 0]);
    let both = ["delay.length.log_normal.sigma", "delay.length.log_normal.median"];
    assert_eq!(of_length(Distribution::LogNormal { median: 0.0, sigma: -1.0 }), both);
    // Its mean is e^(36 / 2) = 66 million hours.
    assert_eq!(of_length(Distribution::LogNormal { median: 1.0, sigma: 6.0 }), ["delay.length.log_normal.median"]);
    assert_eq!(of_length(Distribution::Gamma { mean: 1.0, shape: 0.0 }), ["delay.length.gamma.shape"]);
    assert_eq!(of_length(Distribution::Gamma { mean: f64::INFINITY, shape: 1.0 }), ["delay.length.gamma.mean"]);
    assert_eq!(of_length(Distribution::Weibull { scale: 0.0, shape: 1.0 }), ["delay.length.weibull.scale"]);
    assert_eq!(of_length(Distribution::Weibull { scale: 1.0, shape: -1.0 }), ["delay.length.weibull.shape"]);
    // Its mean is 10! = 3.6 million hours.
    assert_eq!(of_length(Distribution::Weibull { scale: 1.0, shape: 0.1 }), ["delay.length.weibull.scale"]);
    let days = Delay { unit: Unit::Days, ..Delay::hours(36_526.0) };
    assert_eq!(places(|of| of.any_other.conversion.delay = days), ["any_other.conversion.delay.length.fixed"]);
}

#[test]
fn alternatives_lead_down_to_a_touch_that_is_there() {
    assert_eq!(alternatives([2, 4, 4, 99]), [""; 0]);
    assert_eq!(
        alternatives([99, 5, 99, 0]),
        [
            "[1].otherwise: There is no touch 5: name one from 3 to 4.",
            "[3].otherwise: There is no touch 0: take it out."
        ]
    );
    assert_eq!(
        alternatives([99, 2, 99, 99]),
        ["[1].otherwise: Touch 2 is its own alternative: name another one, or none."]
    );
    assert_eq!(
        alternatives([99, 4, 99, 1]),
        ["[3].otherwise: Touch 1 stands above touch 4: an alternative stands further down. Move it."]
    );
    // Touch 1 leads into the circle and is no part of it.
    assert_eq!(
        alternatives([2, 4, 2, 3]),
        ["[1].otherwise: The alternatives go round, 2 > 4 > 3 > 2: take one of them out."]
    );
    assert_eq!(of_touch(|touch| touch.otherwise = Some(3)), ["?otherwise"]);
}

#[test]
fn a_chain() {
    assert_eq!(of_chain(|of| of.start.to[0].channel = "c".to_owned()), ["start.to[0].channel"]);
    assert_eq!(of_chain(|of| of.start.to[0].probability = 1.2), ["start.to[0].probability", "start.to"]);
    assert_eq!(of_chain(|of| of.start.to[0].probability = 1.0 + 1e-10), ["start.to[0].probability"]);
    assert_eq!(of_chain(|of| of.steps[1].next.to[0].probability = 0.3), ["steps[1].next.to"]);
    assert_eq!(of_chain(|of| of.steps[1].next.to[1].channel = "a".to_owned()), ["steps[1].next.to[1].channel"]);
    assert_eq!(of_chain(|of| of.steps[0].delay = Delay::hours(-1.0)), ["steps[0].delay.length.fixed"]);
    assert_eq!(of_chain(|of| of.most = 0), ["most"]);
    assert_eq!(of_chain(|of| of.most = 1_001), ["most"]);
    let twice = ["steps[0].next.to[0].channel", "steps[1].channel", "steps[1].next.to[1].channel"];
    assert_eq!(of_chain(|of| of.steps[1].channel = "a".to_owned()), twice);
    let many = |of: &mut Chain| {
        let step = of.steps[0].clone();
        of.steps.extend((0..255).map(|number| ChainStep { channel: format!("c{number}"), ..step.clone() }));
    };
    assert_eq!(of_chain(many), ["steps"]);
    // 200 chains of a step and 99 entries are 20,000 parts, and the touches of any other persona two more.
    let entries =
        Row { to: (0..98).map(|_| Next { channel: "a".to_owned(), probability: 0.0 }).collect(), evidence: None };
    let wide = Chain {
        start: row(&[("a", 1.0)]),
        steps: vec![ChainStep { next: entries, ..chain().steps[0].clone() }],
        most: 9,
    };
    let parts = |of: &mut Playbook| {
        let rule = Rule { course: Course::Chain(wide), ..of.any_other.clone() };
        let named = |number| RuleOf { persona: format!("p{number}"), play: None, rule: rule.clone() };
        of.rules = (0..200).map(named).collect();
    };
    assert_eq!(places(parts)[0], "rules");
}

#[test]
fn a_chance() {
    for wrong in [0.0, 1.0, -0.5, f64::NAN] {
        assert_eq!(of_chance(|of| of.base_rate = wrong), ["base_rate"]);
    }
    assert_eq!(of_chance(|of| of.sii_centre = f64::INFINITY), ["sii_centre"]);
    // Of no effect: the slope's variance, its covariance with the base rate, and the base rate's variance.
    assert_eq!(of_chance(|of| of.covariance = Some(vec![1.0, 0.5, 1.0])), [""; 0]);
    for wrong in [vec![1.0, 0.5], vec![1.0, 2.0, 1.0], vec![-1.0, 0.0, 1.0], vec![1.0, f64::NAN, 1.0]] {
        assert_eq!(of_chance(|of| of.covariance = Some(wrong.clone())), ["covariance"]);
    }
    assert_eq!(of_chance(|of| of.sii_slope = -50.1), ["sii_slope"]);
    assert_eq!(of_chance(|of| of.effects = vec![effect("ga4", 50.0, 0.0), effect("door_knock", -50.0, 1.0)]), [""; 0]);
    let wrong = ["effects[0].log_odds", "effects[0].saturation"];
    assert_eq!(of_chance(|of| of.effects = vec![effect("ga4", 51.0, 1.1)]), wrong);
    assert_eq!(of_chance(|of| of.effects = vec![effect("ga4", 1.0, 1.0); 2]), ["effects[1].channel"]);
    assert_eq!(of_chance(|of| of.effects = vec![effect("sms", 1.0, 1.0)]), ["?effects[0].channel"]);
    assert_eq!(of_chance(|of| of.effects = vec![effect("call", 1.0, 1.0)]), ["?effects[0].channel"]);
    assert_eq!(of_chance(|of| of.effects = vec![effect("", 1.0, 1.0)]), ["effects[0].channel"]);
    assert_eq!(of_chance(|of| of.synergies = vec![synergy("ga4", "ga4")]), ["synergies[0].channels"]);
    assert_eq!(of_chance(|of| of.synergies = vec![synergy("ga4", "sms")]), ["?synergies[0].channels"]);
    let twice = vec![synergy("ga4", "door_knock"), synergy("door_knock", "ga4")];
    assert_eq!(of_chance(|of| of.synergies = twice), ["synergies[1].channels"]);
    let infinite = |of: &mut Chance| {
        of.synergies = vec![Synergy { log_odds: f64::INFINITY, ..synergy("ga4", "door_knock") }];
    };
    assert_eq!(of_chance(infinite), ["synergies[0].log_odds"]);
}

#[test]
fn the_end_of_a_rule() {
    let sii = |of: &mut Playbook| of.rules[2].rule.conversion.when = When::SiiAtLeast(f64::NAN);
    assert_eq!(places(sii), ["rules[2].rule.conversion.when.sii_at_least"]);
    let closing = |of: &mut Playbook| {
        let closing = of.any_other.conversion.closing.as_mut().expect("the default closes with a call");
        (closing.channel, closing.if_converts, closing.if_not) = (String::new(), 1.5, -1.0);
    };
    let closing_faults =
        ["channel", "if_converts", "if_not"].map(|field| format!("any_other.conversion.closing.{field}"));
    assert_eq!(places(closing), closing_faults);
}

#[test]
fn words_say_what_to_do_and_cross_between_programs() {
    let mut playbook = Playbook::default();
    touches(&mut playbook.rules[2].rule)[0].probability = 1.2;
    touches(&mut playbook.rules[0].rule)[0].channel = "ga4 ".to_owned();
    let faults = check(&playbook);
    let words: Vec<String> = faults.iter().map(Fault::to_string).collect();
    assert_eq!(
        words,
        [
            "rules[0].rule.course.touches[0].channel: The channel begins or ends with a blank, which makes it another \
            name: take it out.",
            "rules[2].rule.course.touches[0].probability: The probability is 1.2: it has to be from 0 to 1."
        ]
    );
    assert!(!is_sound(&faults) && is_sound(&faults[..1]));
    assert_eq!(unpacked::<Vec<Fault>>(&packed(&faults)), Ok(faults));
}
