//! Populations: of datasets as they stand, and the leads that are drawn from them.

use std::collections::{BTreeMap, BTreeSet};

use touchline::{
    domain::{
        dataset::{Content, Dataset},
        journey::Journeys,
        lab::{Population, PopulationGroup},
        lead::Leads,
        playbook::Playbook,
        touchpoint::settings::Settings,
    },
    pack::{packed, unpacked},
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
    let population = Population::of_dataset(&dataset).expect("leads have personas");
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
    let population = Population::of_dataset(&dataset_of(leads)).expect("a persona");
    let parts = (0..20).map(|part| (f64::from(5 * part + 3), 5.0)).collect();
    assert_eq!(population.groups, [group("A", None, 100.0, parts)]);
}

#[test]
fn observed_journeys_tell_personas_where_they_have_them_and_no_sii() {
    let csv = "customer,time,channel,persona,converted\nc1,1735689600,search,A,0\nc2,1735689700,email,B,1\n\
               c3,1735689800,email,,0\nc4,1735689900,search,A,1\n";
    let population = Population::of_dataset(&read(csv.as_bytes(), Settings::default(), None).expect("touchpoints"));
    let groups = vec![group("A", None, 2.0, vec![(0.0, 2.0)]), group("B", None, 1.0, vec![(0.0, 1.0)])];
    assert_eq!(population, Some(Population { groups }));
    let without = "customer,time,channel,converted\nc1,1735689600,search,0\nc2,1735689700,email,1\n";
    let dataset = read(without.as_bytes(), Settings::default(), None).expect("touchpoints");
    assert_eq!(Population::of_dataset(&dataset), None);
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
