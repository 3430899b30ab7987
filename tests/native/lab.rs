//! Truths of random small playbooks against a slow way straight from the definition, and what must hold of every one of them.

use proptest::prelude::*;
use touchline::domain::{
    lab::{Population, PopulationGroup, Truth, Way},
    playbook::{
        Chain, ChainStep, Chance, Course, Delay, Effect, Next, PlannedTouch, Playbook, Row, Rule, RuleOf, Synergy, When,
    },
};

use crate::invariants::near;

const NAMES: [&str; 4] = ["a", "b", "c", "d"];

fn name() -> impl Strategy<Value = String> {
    prop::sample::select(NAMES.map(str::to_owned).to_vec())
}

fn log_odds() -> impl Strategy<Value = f64> {
    prop_oneof![1 => Just(0.0), 4 => -1.5..2.0]
}

fn touches() -> impl Strategy<Value = Course> {
    let probability = || prop::sample::select(vec![0.0, 0.3, 0.7, 1.0]);
    let stop = prop::sample::select(vec![0.0, 0.0, 0.4, 1.0]);
    let touch = (name(), probability(), stop, prop::option::of(1_u32..3));
    prop::collection::vec(touch, 0..6).prop_map(|list| {
        let last = list.len() as u32;
        let of = |(index, (channel, probability, stop, further)): (u32, (String, f64, f64, Option<u32>))| {
            let otherwise = further.map(|further| index + 1 + further).filter(|number| *number <= last);
            PlannedTouch { channel, probability, delay: Delay::hours(1.0), otherwise, stop }
        };
        Course::Touches((0..).zip(list).map(of).collect())
    })
}

fn chain() -> impl Strategy<Value = Course> {
    let row = || prop::collection::vec(0.0..0.24_f64, NAMES.len());
    (row(), prop::collection::vec(row(), NAMES.len()), 0_u32..4).prop_map(|(start, rows, most)| {
        let row = |parts: Vec<f64>| {
            let next = |(name, probability): (&str, f64)| Next { channel: name.to_owned(), probability };
            Row { to: NAMES.into_iter().zip(parts).map(next).collect(), evidence: None }
        };
        let step = |(name, parts): (&str, Vec<f64>)| ChainStep {
            channel: name.to_owned(),
            delay: Delay::hours(1.0),
            next: row(parts),
        };
        Course::Chain(Chain { start: row(start), steps: NAMES.into_iter().zip(rows).map(step).collect(), most })
    })
}

fn chance() -> impl Strategy<Value = Chance> {
    let saturation = prop::sample::select(vec![0.0, 0.5, 1.0]);
    let effect = (name(), log_odds(), saturation).prop_map(|(channel, log_odds, saturation)| Effect {
        channel,
        log_odds,
        saturation,
    });
    let synergy = (name(), name(), log_odds()).prop_map(|(a, b, log_odds)| Synergy { channels: [a, b], log_odds });
    let parts = (prop::collection::vec(effect, 0..5), prop::collection::vec(synergy, 0..3));
    (0.05..0.9, -0.1..0.1, parts).prop_map(|(base_rate, sii_slope, (effects, synergies))| Chance {
        sii_centre: 100.0,
        sii_slope,
        effects,
        synergies,
        ..Chance::constant(base_rate)
    })
}

fn rule() -> impl Strategy<Value = Rule> {
    let chance = chance().prop_map(When::Chance);
    let when = prop_oneof![8 => chance, 1 => (85.0..115.0).prop_map(When::SiiAtLeast)];
    (prop_oneof![3 => touches(), 1 => chain()], when).prop_map(|(course, when)| {
        let mut rule = Rule::fixed(&[], 0.0, 1.0);
        (rule.course, rule.conversion.when) = (course, when);
        rule
    })
}

/// A rule for one persona and one for all others.
fn playbook() -> impl Strategy<Value = Playbook> {
    (rule(), rule()).prop_map(|(named, any_other)| {
        let rules = vec![RuleOf { persona: "Named".to_owned(), play: None, rule: named }];
        Playbook { rules, any_other, ..Playbook::default() }
    })
}

fn population() -> impl Strategy<Value = Population> {
    let sii = || prop::collection::vec((80.0..120.0, 0.1..3.0), 1..4);
    (sii(), sii(), sii(), 0.0..2.0).prop_map(|(named, other, third, weight)| {
        let group =
            |persona: &str, weight, sii| PopulationGroup { persona: persona.to_owned(), play: None, weight, sii };
        Population { groups: vec![group("Named", weight, named), group("X", 1.0, other), group("Y", 0.5, third)] }
    })
}

fn truth(playbook: &Playbook, population: &Population) -> Truth {
    let truth = Truth::of(playbook, population, 1).expect("there are leads");
    assert_eq!(truth.way, Way::Enumerated);
    truth
}

/// What follows the touches made so far, with its probability: every toss of a list of touches, one after the other.
fn toss(
    list: &[PlannedTouch],
    at: usize,
    called: &[usize],
    made: &[String],
    acts: &dyn Fn(&str) -> bool,
    found: &mut dyn FnMut(&[String], f64),
    probability: f64,
) {
    let Some(touch) = list.get(at) else { return found(made, probability) };
    let mut go = |called: &[usize], made: &[String], times: f64| {
        toss(list, at + 1, called, made, acts, found, probability * times);
    };
    if list.iter().any(|other| other.otherwise == Some(at as u32 + 1)) && !called.contains(&at) {
        return go(called, made, 1.0);
    }
    let other = touch.otherwise.map(|number| number as usize - 1);
    go(&[called, &other.into_iter().collect::<Vec<_>>()].concat(), made, 1.0 - touch.probability);
    if !acts(&touch.channel) {
        return go(called, made, touch.probability);
    }
    let made = [made, std::slice::from_ref(&touch.channel)].concat();
    go(called, &made, touch.probability * (1.0 - touch.stop));
    found(&made, probability * touch.probability * touch.stop);
}

/// Every course of a chain; who does not act is left out of it.
fn follow(
    chain: &Chain,
    row: &Row,
    made: &[String],
    length: u32,
    acts: &dyn Fn(&str) -> bool,
    found: &mut dyn FnMut(&[String], f64),
    probability: f64,
) {
    if length == chain.most {
        return found(made, probability);
    }
    let follows: f64 = row.to.iter().map(|next| next.probability).sum();
    found(made, probability * (1.0 - follows));
    for next in &row.to {
        let step = chain.steps.iter().find(|step| step.channel == next.channel).expect("a step");
        let mut made = made.to_vec();
        made.extend(acts(&next.channel).then(|| next.channel.clone()));
        follow(chain, &step.next, &made, length + 1, acts, found, probability * next.probability);
    }
}

/// Probability of conversion after these touches, by the formula of [`Chance`].
fn converts(when: &When, sii: f64, made: &[String]) -> f64 {
    let chance = match when {
        When::SiiAtLeast(least) => return if sii >= *least { 1.0 } else { 0.0 },
        When::Chance(chance) => chance,
    };
    let count = |channel: &str| made.iter().filter(|made| *made == channel).count() as i32;
    let mut log_odds =
        (chance.base_rate / (1.0 - chance.base_rate)).ln() + chance.sii_slope * (sii - chance.sii_centre);
    for effect in &chance.effects {
        log_odds +=
            (0..count(&effect.channel)).map(|before| effect.log_odds * effect.saturation.powi(before)).sum::<f64>();
    }
    for synergy in &chance.synergies {
        if synergy.channels.iter().all(|channel| count(channel) > 0) {
            log_odds += synergy.log_odds;
        }
    }
    1.0 / (1.0 + (-log_odds).exp())
}

/// v(S) by the definition.
fn slow_worth(playbook: &Playbook, population: &Population, acting: &[&str]) -> f64 {
    let whole: f64 = population.groups.iter().map(|group| group.weight).sum();
    let mut worth = 0.0;
    for group in &population.groups {
        let rule = playbook.rule(&group.persona, None).0;
        let points: f64 = group.sii.iter().map(|(_, weight)| weight).sum();
        let mut found = |made: &[String], probability: f64| {
            for (sii, weight) in &group.sii {
                let lead = group.weight / whole * weight / points;
                worth += lead * probability * converts(&rule.conversion.when, *sii, made);
            }
        };
        let acts = |channel: &str| acting.contains(&channel);
        match &rule.course {
            Course::Touches(list) => toss(list, 0, &[], &[], &acts, &mut found, 1.0),
            Course::Chain(chain) => follow(chain, &chain.start, &[], 0, &acts, &mut found, 1.0),
        }
    }
    worth
}

/// Every order in which they can be put.
fn orders(players: &[usize]) -> Vec<Vec<usize>> {
    if players.is_empty() {
        return vec![Vec::new()];
    }
    let first = |at: usize| {
        let rest = [&players[..at], &players[at + 1..]].concat();
        orders(&rest).into_iter().map(move |order| [vec![players[at]], order].concat())
    };
    (0..players.len()).flat_map(first).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, ..ProptestConfig::default() })]

    #[test]
    fn truths_are_what_the_definition_says_toss_by_toss(playbook in playbook(), population in population()) {
        let truth = truth(&playbook, &population);
        let names: Vec<&str> = truth.channels.iter().map(String::as_str).collect();
        let acting = |coalition: usize| (0..names.len()).filter(move |at| coalition >> at & 1 == 1);
        let worth = |coalition: usize| {
            slow_worth(&playbook, &population, &acting(coalition).map(|at| names[at]).collect::<Vec<_>>())
        };
        let worths: Vec<f64> = (0..1 << names.len()).map(worth).collect();
        let all = worths.len() - 1;
        prop_assert!(near(truth.all, worths[all]) && near(truth.none, worths[0]));
        let orders = orders(&(0..names.len()).collect::<Vec<_>>());
        for at in 0..names.len() {
            prop_assert!(near(truth.incremental[at], worths[all] - worths[all & !(1 << at)]), "{}", names[at]);
            let gain = |order: &Vec<usize>| {
                let before: usize = order.iter().take_while(|other| **other != at).map(|other| 1 << other).sum();
                worths[before | 1 << at] - worths[before]
            };
            let fair = orders.iter().map(gain).sum::<f64>() / orders.len() as f64;
            prop_assert!(near(truth.fair[at], fair), "{}", names[at]);
        }
    }

    #[test]
    fn fair_shares_sum_to_what_the_channels_bring_together(playbook in playbook(), population in population()) {
        let truth = truth(&playbook, &population);
        prop_assert!(near(truth.fair.iter().sum(), truth.all - truth.none));
        prop_assert!((0.0..=1.0 + 1e-12).contains(&truth.none) && truth.all <= 1.0 + 1e-12);
    }

    #[test]
    fn a_channel_without_effect_gets_exactly_nothing(
        playbook in playbook(), population in population(), dummy in name(),
    ) {
        let mut playbook = playbook;
        let rules = playbook.rules.iter_mut().map(|of| &mut of.rule).chain([&mut playbook.any_other]);
        for rule in rules {
            if let When::Chance(chance) = &mut rule.conversion.when {
                chance.effects.retain(|effect| effect.channel != dummy);
                chance.synergies.retain(|synergy| !synergy.channels.contains(&dummy));
            }
            if let Course::Touches(touches) = &mut rule.course {
                touches.iter_mut().filter(|touch| touch.channel == dummy).for_each(|touch| touch.stop = 0.0);
            }
        }
        let truth = truth(&playbook, &population);
        if let Some(at) = truth.channels.iter().position(|channel| *channel == dummy) {
            prop_assert_eq!((truth.incremental[at], truth.fair[at]), (0.0, 0.0));
        }
    }

    #[test]
    fn channels_that_change_places_change_their_truths(playbook in playbook(), population in population()) {
        let before = truth(&playbook, &population);
        // "d" becomes "A", before all others; places in lists, effects and synergies go with it.
        let json = serde_json::to_string(&playbook).expect("plain data").replace("\"d\"", "\"A\"");
        let after = truth(&serde_json::from_str(&json).expect("own output"), &population);
        prop_assert!(near(before.all, after.all) && near(before.none, after.none));
        for (at, name) in before.channels.iter().enumerate() {
            let renamed = if name == "d" { "A" } else { name };
            let now = after.channels.iter().position(|other| other == renamed).expect("renamed");
            prop_assert!(near(before.incremental[at], after.incremental[now]) && near(before.fair[at], after.fair[now]));
        }
    }

    #[test]
    fn channels_that_do_the_same_bring_the_same(
        probability in 0.0..1.0_f64, log_odds in log_odds(), other in log_odds(), base_rate in 0.05..0.9,
    ) {
        let effect = |channel: &str, log_odds| Effect { channel: channel.to_owned(), log_odds, saturation: 0.5 };
        let effects = vec![effect("a", log_odds), effect("b", other), effect("c", log_odds)];
        let touch = |channel: &str| PlannedTouch { probability, ..PlannedTouch::fixed(channel, 1.0) };
        let mut rule = Rule::fixed(&[], 0.0, 1.0);
        rule.course = Course::Touches(["a", "b", "c", "a", "c"].map(touch).into());
        rule.conversion.when = When::Chance(Chance { effects, ..Chance::constant(base_rate) });
        let playbook = Playbook { rules: Vec::new(), any_other: rule, ..Playbook::default() };
        let group = PopulationGroup { persona: "X".to_owned(), play: None, weight: 1.0, sii: vec![(0.0, 1.0)] };
        let truth = truth(&playbook, &Population { groups: vec![group] });
        let at = |name: &str| truth.channels.iter().position(|channel| channel == name).expect("a channel");
        prop_assert!(near(truth.fair[at("a")], truth.fair[at("c")]));
        prop_assert!(near(truth.incremental[at("a")], truth.incremental[at("c")]));
    }
}
