//! What holds of every sound playbook.

use proptest::{prelude::*, sample::subsequence};
use touchline::{
    domain::{
        playbook::{
            Chance, Course, PlannedTouch, Playbook, RuleOf, When,
            check::{check, is_sound},
            difference::difference,
            draws::Stream,
            json,
            plan::{Drawn, Plan},
        },
        words::NumberStyle,
    },
    pack::{packed, unpacked},
};

use super::{leads, playbooks, rules, told};

const ROWS: usize = 61;

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, ..ProptestConfig::default() })]

    #[test]
    fn it_is_sound_and_survives_json_and_bytes(playbook in playbooks()) {
        prop_assert!(is_sound(&check(&playbook)), "{:?}", check(&playbook));
        let text = json::write(&playbook);
        prop_assert_eq!(json::read(text.as_bytes()), Ok(playbook.clone()));
        prop_assert_eq!(&text, &json::write(&playbook.clone()));
        prop_assert_eq!(unpacked::<Playbook>(&packed(&playbook)), Ok(playbook));
    }

    #[test]
    fn a_journey_is_its_leads_whatever_else_is_in_the_file(
        playbook in playbooks(),
        seed in 0..1_000_u64,
        order in Just((0..ROWS).collect::<Vec<usize>>()).prop_shuffle(),
        some in subsequence((0..ROWS).collect::<Vec<usize>>(), 1..20),
    ) {
        let all: Vec<usize> = (0..ROWS).collect();
        let journeys = told(&leads(&all), &playbook, seed);
        prop_assert_eq!(journeys.len(), ROWS);
        prop_assert_eq!(&told(&leads(&order), &playbook, seed), &journeys);
        for (id, journey) in told(&leads(&some), &playbook, seed) {
            prop_assert_eq!(Some(&journey), journeys.get(&id));
        }
    }

    #[test]
    fn touches_rise_in_time_and_a_conversion_follows_them(playbook in playbooks(), seed in 0..1_000_u64) {
        for (touches, conversion) in told(&leads(&(0..ROWS).collect::<Vec<_>>()), &playbook, seed).into_values() {
            prop_assert!(touches.is_sorted_by_key(|(_, at)| *at));
            prop_assert!(touches.iter().all(|(_, at)| *at >= playbook.start_unix_seconds));
            prop_assert!(conversion.iter().flat_map(|(_, ages)| ages).all(|age| *age >= 0));
        }
    }

    #[test]
    fn a_channel_that_does_not_act_takes_its_own_touches_away_alone(
        rule in rules(),
        lead in any::<u64>(),
        removed in 0..5_usize,
    ) {
        let playbook = Playbook { any_other: rule.clone(), rules: Vec::new(), ..Playbook::default() };
        let channels = playbook.channels().expect("few channels");
        let plan = Plan::of(&rule, &channels);
        let removed = channels.find(super::CHANNELS[removed]);
        let (mut drawn, mut all, mut without) = (Drawn::default(), Vec::new(), Vec::new());
        plan.draw(Stream::of(7, lead), &mut drawn);
        drawn.touches(|_| true, &mut all);
        drawn.touches(|channel| Some(channel) != removed, &mut without);
        let others: Vec<_> = all.iter().copied().filter(|(channel, _)| Some(*channel) != removed).collect();
        // What its stop kept away comes behind them.
        prop_assert_eq!(without.get(..others.len()), Some(&others[..]));
        let stops = drawn.slots.iter().any(|slot| Some(slot.channel) == removed && slot.made && slot.stops);
        prop_assert!(stops || without.len() == others.len());
        drawn.touches(|_| false, &mut without);
        prop_assert!(without.is_empty());
    }

    #[test]
    fn what_differs_from_itself_is_nothing_and_from_another_something(one in playbooks(), other in playbooks()) {
        let style = NumberStyle::default();
        prop_assert_eq!(difference(&one, &one, style), []);
        let (there, back) = (difference(&one, &other, style), difference(&other, &one, style));
        prop_assert_eq!(there.is_empty(), one == other);
        // From there to here is the same with its sides exchanged, but for touches of which one or the other can be said to
        // have moved.
        let mut lines: Vec<_> = there.into_iter().map(|of| (of.of, of.touch, of.field, of.was, of.is)).collect();
        let mut mirrored: Vec<_> = back.into_iter().map(|of| (of.of, of.touch, of.field, of.is, of.was)).collect();
        lines.sort();
        mirrored.sort();
        lines.retain(|line| line.2 != "place");
        mirrored.retain(|line| line.2 != "place");
        prop_assert_eq!(lines, mirrored);
    }
}

#[test]
fn another_seed_gives_other_journeys() {
    let mut playbook = Playbook::default();
    playbook.rules.clear();
    playbook.any_other.conversion.when = When::Chance(Chance::constant(0.5));
    let leads = leads(&(0..ROWS).collect::<Vec<_>>());
    assert_ne!(told(&leads, &playbook, 1), told(&leads, &playbook, 2));
}

#[test]
fn the_largest_playbook_is_read_again() {
    let mut playbook = Playbook::default();
    let touch = PlannedTouch {
        probability: 1.0 / 3.0,
        stop: 1.0 / 7.0,
        ..PlannedTouch::fixed("a_channel_with_a_name", 1.0 / 3.0)
    };
    let mut rule = playbook.rules[0].clone();
    rule.rule.course = Course::Touches(vec![touch; 64]);
    let named = |number| RuleOf { persona: format!("persona {number}"), ..rule.clone() };
    playbook.rules = (0..200).map(named).collect();
    assert_eq!(json::read(json::write(&playbook).as_bytes()), Ok(playbook));
}
