//! Differences of playbooks that were changed by hand.

use super::*;
use crate::{
    domain::playbook::{Chain, ChainStep, Course, Distribution, Next, PlannedTouch, Row, Since},
    pack::{packed, unpacked},
};

/// What differs from the default after a change, a line each: of, touch, field, was > is.
fn lines(change: impl FnOnce(&mut Playbook)) -> Vec<String> {
    let mut playbook = Playbook::default();
    change(&mut playbook);
    told(&difference(&Playbook::default(), &playbook, NumberStyle::default()))
}

fn told(changes: &[Change]) -> Vec<String> {
    let side = |of: &Option<String>| of.clone().unwrap_or_else(|| "-".to_owned());
    let line = |of: &Change| format!("{} | {} | {}: {} > {}", of.of, of.touch, of.field, side(&of.was), side(&of.is));
    changes.iter().map(line).collect()
}

fn touches(rule: &mut Rule) -> &mut Vec<PlannedTouch> {
    match &mut rule.course {
        Course::Touches(touches) => touches,
        Course::Chain(_) => panic!("the default has lists"),
    }
}

#[test]
fn equal_playbooks_differ_in_nothing() {
    assert_eq!(lines(|_| {}), [""; 0]);
    assert_eq!(lines(|of| of.rules.reverse()), [""; 0], "each persona has the rule that it had");
}

#[test]
fn a_field_has_what_it_was_and_what_it_is() {
    let changed = lines(|of| {
        of.name = "mine".to_owned();
        of.start_unix_seconds += 86_399;
        of.value = Value::ShareOfProperty(250);
        let touch = &mut touches(&mut of.rules[0].rule)[1];
        (touch.probability, touch.stop, touch.otherwise) = (0.5, 0.125, Some(3));
        touch.delay.length = Distribution::Uniform { from: 2.0, to: 6.0 };
        of.any_other.conversion.when = When::SiiAtLeast(95.0);
        of.any_other.conversion.delay.since = Since::Previous;
        of.any_other.conversion.closing = None;
    });
    assert_eq!(
        changed,
        [
            "the playbook |  | name: default > mine",
            "the playbook |  | start: 2024-06-15 10:00:00 UTC > 2024-06-16 09:59:59 UTC",
            "the playbook |  | value of a conversion: 3 % of the property's value > 2.5 % of the property's value",
            "Deal_Hunter | email | probability: 100 % > 50 %",
            "Deal_Hunter | email | delay: 2 h after the start > 2 to 6 h after the start",
            "Deal_Hunter | email | otherwise: - > door_knock",
            "Deal_Hunter | email | stops: 0 % > 12.5 %",
            "any other persona |  | converts from an SII of: 100 > 95",
            "any other persona |  | time of the conversion: 48 h after the start > 48 h after the last touch",
            "any other persona |  | closing touch: call > -",
        ]
    );
}

#[test]
fn touches_that_are_put_in_moved_or_taken_away_are_told_as_such() {
    // ga4, email, door_knock becomes door_knock, ga4, email: one has moved.
    assert_eq!(lines(|of| touches(&mut of.rules[0].rule).rotate_right(1)), ["Deal_Hunter | door_knock | place: 3 > 1"]);
    let put_in = |of: &mut Playbook| touches(&mut of.rules[0].rule).insert(1, PlannedTouch::fixed("sms", 1.0));
    assert_eq!(lines(put_in), ["Deal_Hunter | sms | touch: - > place 2, 100 %, 1 h after the start"]);
    let second = |of: &mut Playbook| touches(&mut of.rules[0].rule).push(PlannedTouch::fixed("email", 30.0));
    assert_eq!(lines(second), ["Deal_Hunter | email (2) | touch: - > place 4, 100 %, 30 h after the start"]);
    let taken = |of: &mut Playbook| drop(touches(&mut of.rules[0].rule).remove(1));
    assert_eq!(lines(taken), ["Deal_Hunter | email | touch: place 2, 100 %, 2 h after the start > -"]);
    // The alternative is the same touch, though its number is another.
    let mut was = Playbook::default();
    touches(&mut was.any_other)[0].otherwise = Some(2);
    let mut is = was.clone();
    touches(&mut is.any_other).insert(1, PlannedTouch::fixed("sms", 1.0));
    touches(&mut is.any_other)[0].otherwise = Some(3);
    assert_eq!(
        told(&difference(&was, &is, NumberStyle::default())),
        ["any other persona | sms | touch: - > place 2, 100 %, 1 h after the start"]
    );
}

#[test]
fn rules_come_and_go() {
    let changed = lines(|of| {
        of.rules[3].persona = "Bargain".to_owned();
        of.rules[3].play = Some("Promo".to_owned());
    });
    let rule = "2 touches: ga4 and door_knock; converts from an SII of 100";
    let expect = [format!("Bargain, Promo |  | rule: - > {rule}"), format!("Status_Conscious |  | rule: {rule} > -")];
    assert_eq!(changed, expect);
}

#[test]
fn chances_are_compared_by_channel() {
    let chance = |effects: &[(&str, f64)], pair: [&str; 2]| {
        let effect = |(channel, log_odds): &(&str, f64)| Effect {
            channel: (*channel).to_owned(),
            log_odds: *log_odds,
            saturation: 1.0,
        };
        When::Chance(Chance {
            effects: effects.iter().map(effect).collect(),
            synergies: vec![Synergy { channels: pair.map(str::to_owned), log_odds: 0.25 }],
            ..Chance::constant(0.1)
        })
    };
    let mut was = Playbook::default();
    was.any_other.conversion.when = chance(&[("ga4", 0.5), ("sms", 1.0)], ["ga4", "sms"]);
    let mut is = Playbook::default();
    is.any_other.conversion.when = chance(&[("email", 0.5), ("ga4", 0.75)], ["sms", "ga4"]);
    assert_eq!(
        told(&difference(&was, &is, NumberStyle::default())),
        [
            "any other persona |  | effect of email: - > 0.5",
            "any other persona |  | saturation of email: - > 1",
            "any other persona |  | effect of ga4: 0.5 > 0.75",
            "any other persona |  | effect of sms: 1 > -",
            "any other persona |  | saturation of sms: 1 > -",
        ]
    );
    assert_eq!(
        told(&difference(&Playbook::default(), &is, NumberStyle::default())),
        ["any other persona |  | converts: from an SII of 100 > by chance, 10 % without any touch"]
    );
}

#[test]
fn chains_are_compared_by_channel() {
    let row = |to: &[(&str, f64)]| Row {
        to: to
            .iter()
            .map(|(channel, probability)| Next { channel: (*channel).to_owned(), probability: *probability })
            .collect(),
        evidence: None,
    };
    let step = |channel: &str, next| ChainStep { channel: channel.to_owned(), delay: Delay::hours(2.0), next };
    let chain = |start, steps| Course::Chain(Chain { start, steps, most: 20 });
    let mut was = Playbook::default();
    was.any_other.course = chain(row(&[("a", 0.5)]), vec![step("a", row(&[("b", 0.25)])), step("b", row(&[]))]);
    let mut is = Playbook::default();
    is.any_other.course =
        chain(row(&[("a", 0.5), ("c", 0.2)]), vec![step("c", row(&[])), step("a", row(&[("c", 0.25)]))]);
    assert_eq!(
        told(&difference(&was, &is, NumberStyle::default())),
        [
            "any other persona |  | first c: 0 % > 20 %",
            "any other persona | c | step: - > 2 h after the start",
            "any other persona | a | then c: 0 % > 25 %",
            "any other persona | a | then b: 25 % > 0 %",
            "any other persona | b | step: 2 h after the start > -",
        ]
    );
    assert_eq!(
        told(&difference(&Playbook::default(), &is, NumberStyle::default())),
        ["any other persona |  | course: 2 touches: ga4 and door_knock > a chain of c and a"]
    );
}

#[test]
fn what_differs_in_its_last_digits_is_told_to_the_last() {
    let changed = |of: &mut Playbook| touches(&mut of.any_other)[0].probability = 0.999_999;
    assert_eq!(lines(changed), ["any other persona | ga4 | probability: 1 > 0.999999"]);
    let changed = |of: &mut Playbook| of.any_other.conversion.when = When::SiiAtLeast(100.000_1);
    assert_eq!(lines(changed), ["any other persona |  | converts from an SII of: 100 > 100.0001"]);
    let mut playbook = Playbook::default();
    playbook.name.clear();
    let changes = difference(&Playbook::default(), &playbook, NumberStyle::default());
    assert_eq!(unpacked::<Vec<Change>>(&packed(&changes)), Ok(changes));
}
