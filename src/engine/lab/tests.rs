//! Runs of the lab.

use std::collections::BTreeSet;

use super::*;
use crate::{
    domain::{
        attribution::model::Model,
        lab::{Knobs, Scenario, estimate::Estimate, findings::LabFindings, marks::Marks},
        playbook::{Course, PlannedTouch, Playbook},
        words::NumberStyle,
    },
    pack::{packed, unpacked},
};

/// A few repetitions of a scenario, with few replicates.
fn ask(name: &str, effect: f64) -> LabAsk {
    let scenario = Scenario::named(name, Knobs { effect, noise: 1.0 }).expect("a scenario");
    LabAsk {
        journeys: vec![100, 400],
        repetitions: 12,
        replicates: 20,
        ..LabAsk::new(scenario.playbook, scenario.population)
    }
}

fn marks(of: &LabFindings, model: Model) -> &Marks {
    of.largest.marks.iter().find(|marks| marks.model == model).expect("every model")
}

fn place(model: Model) -> usize {
    Model::ALL.iter().position(|known| *known == model).expect("every model")
}

fn channel(of: &LabFindings, name: &str) -> usize {
    of.truths.channels.iter().position(|known| known == name).expect("a channel")
}

/// Whether a figure is above a bound by four standard errors.
fn is_above(figure: Option<Estimate>, bound: f64) -> bool {
    let figure = figure.expect("a figure");
    figure.mean - 4.0 * figure.error.expect("repetitions") > bound
}

#[test]
fn last_touch_credits_a_call_that_changes_nothing() {
    let of = lab(ask("closing-call", 1.0)).expect("a scenario");
    let call = channel(&of, "call");
    assert_eq!((of.truths.incremental[call], of.truths.fair[call]), (0.0, 0.0));
    // Nine of ten conversions end with the call, and the last touch gets all of each: about .9, and .7 by four standard errors.
    let credit = marks(&of, Model::LastTouch).channels[call].credit;
    assert!(is_above(credit, 0.7 * of.truths.all), "{credit:?} of {}", of.truths.all);
    for model in [Model::Markov, Model::Shapley, Model::Linear, Model::TimeDecay] {
        assert!(is_above(marks(&of, model).channels[call].against_fair, 0.0), "{}", model.name());
    }
    // First touch never sees it but in journeys without any other touch.
    let first = marks(&of, Model::FirstTouch).channels[call].credit.expect("credit").mean;
    assert!(first < 0.2 * of.truths.all, "{first}");
}

#[test]
fn without_effects_all_credit_is_an_artefact() {
    for name in ["closing-call", "one-strong-channel"] {
        let of = lab(ask(name, 0.0)).expect("a scenario");
        assert!(
            of.verdict
                .sentence(&of.truths, &of.settings, NumberStyle::default())
                .starts_with("All credit is an artefact"),
            "{:?}",
            of.verdict
        );
        assert!(of.largest.marks.iter().all(|marks| marks.share_error.is_none() && marks.rank_correlation.is_none()));
        let credited = |marks: &Marks| marks.channels.iter().any(|channel| is_above(channel.credit, 0.0));
        assert!(of.largest.marks.iter().all(credited), "credit there is all the same");
    }
}

#[test]
fn credit_of_models_that_sum_is_every_conversion_that_was_touched() {
    let of = lab(ask("one-strong-channel", 1.0)).expect("a scenario");
    let sum = |model: Model| -> f64 {
        marks(&of, model).channels.iter().filter_map(|channel| channel.credit).map(|credit| credit.mean).sum()
    };
    let all = sum(Model::Linear);
    for model in Model::ALL.into_iter().filter(|model| *model != Model::Participation) {
        assert!((sum(model) - all).abs() < 1e-9 * all, "{}", model.name());
    }
}

#[test]
fn participation_is_the_conversions_that_a_channel_has_a_touch_in() {
    let asked = ask("one-strong-channel", 1.0);
    let of = lab(asked.clone()).expect("a scenario");
    let samples: Vec<Sample> = (0..12).map(|number| Sample::draw(&asked, number, 400).expect("few channels")).collect();
    let (mut touched, mut untouched) = (vec![0.0; of.truths.channels.len()], 0);
    for sample in &samples {
        for journey in sample.journeys.rows.iter().filter(|journey| journey.outcome.conversion().is_some()) {
            let path = sample.journeys.paths.get(journey.path);
            let met: BTreeSet<&str> = path.iter().map(|at| sample.journeys.channels.name(*at)).collect();
            untouched += u32::from(met.is_empty());
            met.iter().for_each(|name| touched[channel(&of, name)] += 1.0 / 12.0);
        }
    }
    assert!(untouched > 0, "some convert untouched, and are conversions all the same");
    for (channel, touched) in marks(&of, Model::Participation).channels.iter().zip(touched) {
        let credit = channel.credit.expect("credit").mean;
        assert!((credit - touched).abs() < 1e-9, "{credit} instead of {touched}");
    }
}

#[test]
fn one_seed_gives_one_result_however_it_is_stepped() {
    let whole = lab(ask("rare-strong-channel", 1.0)).expect("a scenario");
    let mut cancelled = LabJob::start(ask("rare-strong-channel", 1.0)).expect("a scenario");
    let mut last = 0.0;
    for _ in 0..210 {
        let Step::More(progress) = cancelled.step().expect("a step") else { panic!("not done so soon") };
        let fraction = progress.fraction.expect("the end is known");
        assert!((last..=1.0).contains(&fraction), "{last} {fraction}");
        last = fraction;
    }
    drop(cancelled);
    let mut job = LabJob::start(ask("rare-strong-channel", 1.0)).expect("a scenario");
    let stepped = loop {
        // What was found so far can be looked at without changing anything.
        let so_far = job.found().map(|found| found.largest.marked + found.largest.left_out);
        match job.step().expect("a step") {
            Step::More(progress) => assert!(so_far.unwrap_or_default() <= progress.count),
            Step::Done(found) => break found,
        }
    };
    assert_eq!(packed(&stepped), packed(&whole));
    assert_eq!((whole.largest.marked, whole.largest.left_out), (12, 0));
    let other = lab(LabAsk { seed: 8, ..ask("rare-strong-channel", 1.0) }).expect("a scenario");
    assert_ne!(other.largest, whole.largest);
}

#[test]
fn smaller_samples_err_more() {
    let of = lab(ask("one-strong-channel", 1.0)).expect("a scenario");
    assert_eq!(of.sizes().map(|size| size.journeys).collect::<Vec<u32>>(), [100, 400]);
    let sizes = [&of.smaller[0], &of.largest].map(|size| &size.marks[place(Model::Markov)]);
    let [few, many] = sizes.map(|marks| marks.share_error.expect("credit").mean);
    assert!(few > many, "{few} {many}");
    let [few, many] = sizes.map(|marks| marks.rank_correlation.expect("credit").mean);
    assert!(few < many, "{few} {many}");
}

#[test]
fn a_smaller_size_is_marked_as_if_it_had_been_asked_for_alone() {
    // A lead's draws are keyed by its number: the first journeys of many are those of few.
    let both = lab(ask("long-noisy-journeys", 1.0)).expect("a scenario");
    let alone = lab(LabAsk { journeys: vec![100], ..ask("long-noisy-journeys", 1.0) }).expect("a scenario");
    assert_eq!(both.smaller, [alone.largest]);
    let [few, many] = [&both.smaller[0], &both.largest].map(|size| size.marks[place(Model::Linear)].channels[0].credit);
    // A quarter of the journeys has a quarter of the conversions, within four standard errors.
    let [few, many] = [few, many].map(|credit| credit.expect("credit"));
    let error = few.error.expect("repetitions") + many.error.expect("repetitions") / 4.0;
    assert!((few.mean - many.mean / 4.0).abs() < 4.0 * error, "{few:?} {many:?}");
}

#[test]
fn repetitions_without_conversions_are_left_out_and_told() {
    // Two journeys a repetition, of which next to none converts.
    let of = lab(LabAsk { journeys: vec![2], replicates: 0, ..ask("no-effect", 1.0) }).expect("a scenario");
    assert!(of.largest.left_out > 0, "{} marked", of.largest.marked);
    assert_eq!(of.largest.marked + of.largest.left_out, 12);
    assert!(of.sentences(NumberStyle::default()).iter().any(|sentence| sentence.contains("left out")));
    assert!(of.largest.marks.iter().all(|marks| marks.coverage.is_none()), "no replicates, no intervals");
}

#[test]
fn intervals_cover_the_models_own_share() {
    let of = lab(LabAsk { repetitions: 60, replicates: 60, ..ask("one-strong-channel", 1.0) }).expect("a scenario");
    for model in [Model::Linear, Model::Markov, Model::Shapley, Model::FirstTouch] {
        let coverage = marks(&of, model).coverage.expect("intervals");
        // 90 %, less what 60 replicates, few conversions and four standard errors take.
        assert!((0.78..=0.97).contains(&coverage.mean), "{}: {coverage:?}", model.name());
        let few = of.smaller[0].marks[place(model)].coverage;
        // A hundred journeys have some twenty conversions over the channels: intervals are too short there.
        assert!((0.6..=0.97).contains(&few.expect("intervals").mean), "{}: {few:?}", model.name());
        let own: f64 = marks(&of, model).channels.iter().filter_map(|channel| channel.own_share).sum();
        assert!((own - 1.0).abs() < 1e-9, "{own}");
    }
}

#[test]
fn wide_worlds_have_no_intervals_of_the_chain_game() {
    let of = |(channels, journeys): (u32, &[u32])| {
        let names: Vec<String> = (0..channels).map(|number| format!("c{number:02}")).collect();
        let asked = ask("one-strong-channel", 1.0);
        let mut rule = asked.playbook.any_other.clone();
        let Course::Touches(touches) = &mut rule.course else { panic!("a list of touches") };
        *touches =
            names.iter().map(|channel| PlannedTouch { channel: channel.clone(), ..touches[0].clone() }).collect();
        let playbook = Playbook { rules: Vec::new(), any_other: rule, ..asked.playbook };
        lab(LabAsk { playbook, journeys: journeys.into(), repetitions: 2, replicates: 4, ..asked }).expect("leads")
    };
    let [most, wide] = [(14, &[60][..]), (15, &[60])].map(of);
    let told = |of: &LabFindings, place: &str| {
        let words = format!("have no intervals {place}, and no coverage");
        of.sentences(NumberStyle::default()).iter().any(|sentence| sentence.contains(&words))
    };
    assert_eq!((most.truths.channels.len(), told(&most, "here")), (14, false));
    assert_eq!((wide.truths.channels.len(), told(&wide, "here")), (15, true));
    for (channels, has) in [(11, true), (12, false)] {
        let of = of((channels, &[40, 60]));
        assert_eq!(told(&of, "at the smaller sample sizes"), !has);
        let coverage = [&of.smaller[0], &of.largest].map(|size| size.marks[place(Model::Hybrid)].coverage.is_some());
        assert_eq!(coverage, [has, true], "{channels} channels");
    }
    for model in Model::ALL {
        let is_wide = matches!(model, Model::Shapley | Model::Hybrid);
        assert!(marks(&most, model).coverage.is_some(), "{}", model.name());
        assert_eq!(marks(&wide, model).coverage.is_none(), is_wide, "{}", model.name());
    }
}

#[test]
fn what_cannot_be_asked_is_refused() {
    let refused = |ask: LabAsk| LabJob::start(ask).err().map(|error| error.to_string());
    let of = || ask("no-effect", 1.0);
    assert!(refused(LabAsk { journeys: Vec::new(), ..of() }).is_some());
    assert!(refused(LabAsk { journeys: vec![0], ..of() }).is_some());
    assert!(refused(LabAsk { repetitions: 0, ..of() }).is_some());
    assert!(refused(LabAsk { level: 1.0, ..of() }).is_some());
    assert!(refused(LabAsk { alpha: f64::NAN, ..of() }).is_some());
    let mut nobody = of();
    nobody.population.groups.clear();
    assert_eq!(refused(nobody), Some("the population has no leads to draw".to_owned()));
    assert_eq!(refused(of()), None);
}

#[test]
fn findings_survive_their_bytes() {
    let of = lab(LabAsk { repetitions: 2, replicates: 4, ..ask("long-noisy-journeys", 1.0) }).expect("a scenario");
    assert!(of.truths.simulated.is_some());
    let back: LabFindings = unpacked(&packed(&of)).expect("own bytes");
    assert_eq!(back, of);
}
