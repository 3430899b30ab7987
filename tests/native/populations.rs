//! Populations: of datasets as they stand, and the leads that are drawn from them.

use std::collections::{BTreeMap, BTreeSet};

use touchline::{
    domain::{
        dataset::{Content, Dataset, Subject},
        journey::Journeys,
        lab::{Knobs, NO_PERSONA, Population, PopulationGroup, Truth},
        lead::Leads,
        playbook::{
            Chance, Playbook, Rule, RuleOf, When,
            check::{check, is_sound},
        },
        touchpoint::settings::Settings,
    },
    engine::query::Query,
    pack::{packed, unpacked},
    protocol::study::{LabWish, World},
};

use crate::{expected::sample, touchpoints::read};

/// The sample's file with other leads.
fn dataset_of(leads: Leads) -> Dataset {
    let mut source = sample().source;
    let Content::Leads(of) = &mut source.content else { panic!("a file of leads") };
    of.leads = leads;
    let journeys = Journeys::synthesise(&of.leads, &Playbook::default(), 1).expect("five channels");
    Dataset { source, journeys }
}

fn group(persona: &str, play: Option<&str>, weight: f64, sii: Vec<(f64, f64)>) -> PopulationGroup {
    PopulationGroup { persona: persona.to_owned(), play: play.map(str::to_owned), weight, sii }
}

fn mean(group: &PopulationGroup) -> f64 {
    let weight: f64 = group.sii.iter().map(|(_, weight)| weight).sum();
    assert!((weight - group.weight).abs() < 1e-9, "{group:?}");
    group.sii.iter().map(|(sii, weight)| sii * weight).sum::<f64>() / weight
}

#[test]
fn the_sample_is_a_population_of_its_personas_and_plays() {
    let dataset = sample();
    let population = Population::of_dataset(&dataset, &Playbook::default()).expect("leads have personas");
    let mut by_persona: BTreeMap<&str, f64> = BTreeMap::new();
    for group in &population.groups {
        *by_persona.entry(&group.persona).or_default() += group.weight;
        let leads = dataset.leads().expect("leads");
        let same = leads.leads.rows().iter().filter(|lead| {
            let play = lead.play.map(|play| leads.leads.plays.name(play));
            leads.leads.personas.name(lead.persona) == group.persona && play == group.play.as_deref()
        });
        let sii: Vec<f64> = same.map(|lead| lead.sii).collect();
        assert_eq!(group.weight, sii.len() as f64);
        assert!((mean(group) - sii.iter().sum::<f64>() / sii.len() as f64).abs() < 1e-9, "{group:?}");
    }
    let expected =
        [("Deal_Hunter", 27.0), ("Family_Protector", 11.0), ("Proof_Seeker", 17.0), ("Status_Conscious", 6.0)];
    assert_eq!(by_persona.into_iter().collect::<Vec<_>>(), expected);
    assert!(population.groups.is_sorted_by(|a, b| (&a.persona, &a.play) < (&b.persona, &b.play)));
    assert_eq!(unpacked(&packed(&population)), Ok(population));
}

#[test]
fn many_values_of_sii_become_twenty_parts_of_as_many_journeys() {
    // A hundred values, 1 to 100: twenty parts of five, at 3, 8, 13 and so on.
    let mut leads = Leads::default();
    let all = (1..=100).map(|sii| f64::from(sii) * 37.0 % 101.0);
    for (number, sii) in all.enumerate() {
        let one = Population { groups: vec![group("A", None, 1.0, vec![(sii, 1.0)])] }.leads(1, 1);
        leads.personas.intern("A");
        leads.push(&format!("lead {number}"), one.rows()[0].clone());
    }
    let population = Population::of_dataset(&dataset_of(leads), &Playbook::default()).expect("a persona");
    let parts = (0..20).map(|part| (f64::from(5 * part + 3), 5.0)).collect();
    assert_eq!(population.groups, [group("A", None, 100.0, parts)]);
}

/// Whoever is A converts by a probability with its centre at 60, any other with its centre at 70.
fn centred() -> Playbook {
    let rule = |sii_centre: f64| {
        let mut rule = Rule::fixed(&[("search", 1.0)], 2.0, 1.0);
        rule.conversion.when = When::Chance(Chance { sii_centre, sii_slope: 0.1, ..Chance::constant(0.2) });
        rule
    };
    let rules = vec![RuleOf { persona: "A".to_owned(), play: None, rule: rule(60.0) }];
    Playbook { rules, any_other: rule(70.0), ..Playbook::default() }
}

fn observed(csv: &str) -> Dataset {
    read(csv.as_bytes(), Settings::default(), None).expect("touchpoints")
}

#[test]
fn where_sii_is_not_known_it_is_the_centre_of_the_rule() {
    let dataset = observed(
        "customer,time,channel,persona,converted\nc1,1735689600,search,A,0\nc2,1735689700,email,B,1\n\
         c3,1735689800,email,,0\nc4,1735689900,search,A,1\nc5,1735689950,search,,1\nc6,1735689950,search,,1\n",
    );
    let of = |sii: [f64; 3]| {
        let [none, a, b] = sii;
        let groups = vec![
            group(NO_PERSONA, None, 3.0, vec![(none, 3.0)]),
            group("A", None, 2.0, vec![(a, 2.0)]),
            group("B", None, 1.0, vec![(b, 1.0)]),
        ];
        Some(Population { groups })
    };
    assert_eq!(Population::of_dataset(&dataset, &centred()), of([70.0, 60.0, 70.0]));
    // A threshold has no centre.
    assert_eq!(Population::of_dataset(&dataset, &Playbook::default()), of([0.0; 3]));
    // At the centre the base rate holds: the slope does nothing.
    let population = Population::of_dataset(&dataset, &centred()).expect("journeys");
    let truth = Truth::of(&centred(), &population, 1).expect("leads");
    assert!((truth.all - 0.2).abs() < 1e-12, "{truth:?}");
}

#[test]
fn without_any_persona_all_follow_the_rule_of_any_other() {
    let dataset = observed("customer,time,channel,converted\nc1,1735689600,search,0\nc2,1735689700,email,1\n");
    let population = Population::of_dataset(&dataset, &centred());
    assert_eq!(population, Some(Population { groups: vec![group(NO_PERSONA, None, 2.0, vec![(70.0, 2.0)])] }));
    let mut named_so = centred();
    named_so.rules[0].persona = NO_PERSONA.to_owned();
    assert!(!is_sound(&check(&named_so)), "no rule can take them for its own");
}

#[test]
fn only_some_known_sii_are_left_as_they_are() {
    let mut dataset = observed(
        "customer,time,channel,persona,converted\nc1,1735689600,search,A,0\nc2,1735689700,email,A,1\n\
         c3,1735689800,email,A,0\n",
    );
    let Content::Touchpoints(of) = &mut dataset.source.content else { panic!("touchpoints") };
    let first = dataset.journeys.rows[0].subject as usize;
    of.subjects.push(Subject { sii: Some(90.0), ..of.subjects[first] });
    dataset.journeys.rows[0].subject = of.subjects.len() as u32 - 1;
    let found = |playbook: &Playbook| Population::of_dataset(&dataset, playbook).expect("a persona").groups;
    assert_eq!(found(&centred()), [group("A", None, 3.0, vec![(90.0, 1.0), (60.0, 2.0)])]);
    assert_eq!(found(&Playbook::default()), [group("A", None, 3.0, vec![(90.0, 1.0), (90.0, 2.0)])]);
}

#[test]
fn the_lab_plays_what_can_be_followed_to_whoever_is_known() {
    let wish = |playbook: Playbook| LabWish {
        world: World::Playbook(Box::new(playbook)),
        knobs: Knobs::default(),
        journeys: 100,
        repetitions: 2,
        seed: 7,
        query: Query::default(),
    };
    // Half of forty journeys convert, all of them by email.
    let mut csv = "customer,time,channel,converted\n".to_owned();
    for number in 0..20 {
        csv += &format!("a{number},1735689600,search,0\nb{number},1735689700,email,1\n");
    }
    let dataset = observed(&csv);
    let refused =
        |wish: &LabWish, dataset: Option<&Dataset>| wish.asked(dataset, None).err().map(|error| error.to_string());
    assert_eq!(refused(&wish(centred()), Some(&dataset)), None);
    let mut above_one = centred();
    above_one.any_other.conversion.when = When::Chance(Chance::constant(1.2));
    let words = refused(&wish(above_one), Some(&dataset)).expect("a base rate of 120 %");
    let begin = "the playbook cannot be followed: any_other.conversion.when.chance.base_rate: ";
    assert!(words.starts_with(begin), "{words}");
    let nobody = "the open dataset is not read yet, or it is a path table, whose journeys befell nobody that is known";
    assert_eq!(refused(&wish(centred()), None).as_deref(), Some(nobody));
    let learnt = LabWish { world: World::Learnt, ..wish(centred()) };
    let mut job = learnt.learning(Some(&dataset)).expect("enough journeys").expect("a fit comes first");
    while job.playbook().is_none() {
        assert_eq!(job.step(&dataset), Ok(None));
    }
    let asked = learnt.asked(Some(&dataset), job.playbook()).expect("enough journeys");
    assert_eq!(asked.population.groups[0].persona, NO_PERSONA);
}

#[test]
fn leads_are_drawn_as_often_as_their_weights_say() {
    const LEADS: u32 = 40_000;
    let population = Population {
        groups: vec![
            group("A", None, 3.0, vec![(70.0, 1.0), (100.0, 4.0)]),
            group("Nobody", None, 0.0, vec![(1.0, 1.0)]),
            group("A", Some("Promo"), 1.0, vec![(90.0, 0.0), (95.0, 0.1)]),
            group("B", Some("Promo"), 6.0, vec![(80.0, 2.0), (85.0, 2.0)]),
            group("No SII", None, 5.0, Vec::new()),
        ],
    };
    let leads = population.leads(LEADS, 3);
    let mut found: BTreeMap<(&str, Option<&str>, u64), u32> = BTreeMap::new();
    for lead in leads.rows() {
        let play = lead.play.map(|play| leads.plays.name(play));
        *found.entry((leads.personas.name(lead.persona), play, lead.sii.to_bits())).or_default() += 1;
    }
    let expected = [
        (("A", None, 70.0), 0.06),
        (("A", None, 100.0), 0.24),
        (("A", Some("Promo"), 95.0), 0.1),
        (("B", Some("Promo"), 80.0), 0.3),
        (("B", Some("Promo"), 85.0), 0.3),
    ];
    assert_eq!(found.len(), expected.len(), "{found:?}");
    for ((persona, play, sii), part) in expected {
        let count = f64::from(found[&(persona, play, f64::to_bits(sii))]);
        let error = (f64::from(LEADS) * part * (1.0 - part)).sqrt();
        assert!((count - f64::from(LEADS) * part).abs() < 4.5 * error, "{persona} {play:?} {sii}: {count}");
    }
}

#[test]
fn each_seed_has_leads_of_its_own() {
    let population =
        Population { groups: vec![group("A", None, 1.0, (0..50).map(|sii| (f64::from(sii), 1.0)).collect())] };
    let [one, again, longer, other] =
        [(50, 1), (50, 1), (80, 1), (50, 2)].map(|(count, seed)| population.leads(count, seed));
    assert_eq!(one, again);
    assert_eq!(one.rows(), &longer.rows()[..50]);
    assert_ne!(one.rows(), other.rows());
    let keys: BTreeSet<u64> = (0..50).flat_map(|at| [one.key(at), other.key(at)]).collect();
    assert_eq!(keys.len(), 100);
    // Ids reach nobody: they stay as they are where personal ones are taken out.
    let mut stored = one.clone();
    stored.forget_personal_ids();
    assert_eq!(stored, one);
    assert!(Population { groups: Vec::new() }.leads(10, 1).is_empty());
}
