//! Simulations and measurements, run by hand: `cargo test --release --test native what_if -- --ignored --nocapture`.

use touchline::{
    domain::{
        attribution::model::Model,
        dataset::{DEFAULT_SEED, Dataset},
        import::read_leads,
        playbook::RuleOf,
        uncertainty::draw::mixed,
    },
    engine::{
        Step,
        study::{Study, WhatIf, Work, what_if::FEWEST_REPLICATES},
    },
};

use super::{by_chance, difference_of, leads, of, query, what_if};

/// Leads of persona A or B by lot; the changed playbook sends A more email. What email gains is then 0.5 x 0.4 x 0.3
/// conversions a lead, and 90 % intervals of differences should hold that in nine datasets of ten: the standard error of
/// the part over 300 datasets is 0.017.
#[test]
#[ignore = "a simulation of some seconds"]
fn intervals_of_differences_cover_what_is_expected() {
    const LEADS: usize = 80;
    let of_a = |email: f64| {
        let mut playbook = by_chance(0.4, 0.3, 0.0);
        let rule = by_chance(email, 0.3, 0.0).any_other;
        playbook.rules.push(RuleOf { persona: "A".to_owned(), play: None, rule });
        playbook
    };
    let covers = |dataset: usize| {
        let row = |lead: usize| {
            let lot = mixed((dataset * LEADS + lead) as u64) as usize & 1;
            format!("p-{dataset}-{lead},{},{},80\n", ["A", "B"][lot], 75)
        };
        let rows = (0..LEADS).map(row).collect::<String>();
        let csv = "property_id,primary_persona,sii_score,risk_score\n".to_owned() + &rows;
        let leads = read_leads(csv.as_bytes()).expect("leads");
        let dataset = Dataset::synthesise("leads.csv", leads, of_a(0.4)).expect("few channels");
        let found = what_if(&dataset, query(Model::Participation, 500), of_a(0.8), 30);
        let interval = of(&found, "email").credit.difference.interval.expect("replicates");
        let truth = LEADS as f64 * 0.5 * 0.4 * 0.3;
        interval.lo <= truth && truth <= interval.hi
    };
    let part = (0..300).filter(|dataset| covers(*dataset)).count() as f64 / 300.0;
    println!("{part} of 300 intervals at 90 % hold the truth");
    assert!((0.85..=0.95).contains(&part), "{part}");
}

/// 100,000 leads and 30 regenerations: how long the stages take natively.
#[test]
#[ignore = "a measurement"]
fn a_hundred_thousand_leads() {
    let dataset = leads(0..100_000, by_chance(0.4, 0.3, 1.0));
    for model in [Model::Hybrid, Model::TimeDecay] {
        let asked = WhatIf { playbook: by_chance(0.6, 0.3, 1.0), seed: DEFAULT_SEED, regenerations: 30 };
        let start = std::time::Instant::now();
        let mut work = Work::start(&dataset, query(model, 1_000), &Study::WhatIf(Box::new(asked))).expect("leads");
        let (mut longest, mut played) = (std::time::Duration::ZERO, None);
        let found = loop {
            let before = start.elapsed();
            let step = work.step(&dataset).expect("steps");
            longest = longest.max(start.elapsed() - before);
            match step {
                Step::Done(findings) => break difference_of(findings),
                Step::More(progress) if progress.fraction > Some(0.5) => {
                    played.get_or_insert(before);
                }
                Step::More(_) => {}
            }
        };
        println!(
            "{}: played {played:?}, all {:?}, longest step {longest:?}, {} replicates, {:?} regenerations",
            model.name(),
            start.elapsed(),
            found.replicates,
            found.regenerations
        );
        assert_eq!(found.regenerations, [30; 2]);
        assert!(found.replicates >= FEWEST_REPLICATES);
    }
}
