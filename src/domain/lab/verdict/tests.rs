//! Which model is named, by hand.

use super::*;
use crate::domain::{
    attribution::model::Model::{FirstTouch, LastNonDirect, LastTouch, Linear, Participation},
    lab::truths::Simulated,
};

fn truths(fair: [f64; 2]) -> Truths {
    Truths {
        channels: ["a", "b"].map(str::to_owned).into(),
        journeys: 100,
        all: 20.0,
        none: 15.0,
        incremental: fair.into(),
        fair: fair.into(),
        simulated: None,
    }
}

/// Repetitions in which models have these shares of channel a; the models that are not named have `others`.
fn repetitions(others: f64, named: &[(Model, &[f64])]) -> Vec<Repetition> {
    let count = named.first().map_or(4, |(_, shares)| shares.len());
    let of = |at: usize| {
        let share = |model: Model| named.iter().find(|(known, _)| *known == model).map_or(others, |(_, of)| of[at]);
        let shares = Model::ALL.map(|model| Some(vec![share(model), 1.0 - share(model)]));
        Repetition { conversions: 10, attributed: 10, shares: shares.into(), intervals: vec![None; Model::ALL.len()] }
    };
    (0..count).map(of).collect()
}

fn near(found: Estimate, mean: f64, error: f64) {
    let close = (found.mean - mean).abs() < 1e-12 && (found.error.expect("an error") - error).abs() < 1e-12;
    assert!(close, "{found:?} instead of {mean} ± {error}");
}

/// Of models that pass over no channel there is.
fn said(verdict: &Verdict) -> String {
    verdict.sentence(&truths([2.0, 2.0]), &Settings::default(), NumberStyle::default())
}

#[test]
fn a_model_that_knows_a_channel_by_its_name_is_named_with_that() {
    let settings = Settings { excluded: vec!["b".to_owned(), "direct".to_owned()], ..Settings::default() };
    let of = |fair: [f64; 2], named: &[(Model, &[f64])]| {
        let truths = truths(fair);
        Verdict::of(&truths, &repetitions(0.5, named)).sentence(&truths, &settings, NumberStyle::default())
    };
    let all: &[f64] = &[1.0; 3];
    let begins = |sentence: String, words: &str| assert!(sentence.starts_with(words), "{sentence}");
    begins(
        of([4.0, 0.0], &[(LastNonDirect, all)]),
        "For data like this, trust Last non-direct before the others; it is told from outside that b deserves nothing, which \
         is true in this world; even so, on average 0.0 %",
    );
    begins(
        of([3.0, 1.0], &[(LastNonDirect, &[0.8; 3])]),
        "For data like this, trust Last non-direct before the others; it is told from outside that b deserves nothing, which \
         is not true in this world; even so, on average 5.0 %",
    );
    // Where it is last touch, no name helped it; and nothing of others.
    let same = of([4.0, 0.0], &[(LastNonDirect, all), (LastTouch, all)]);
    begins(same, "For data like this, trust Last touch (here the same as Last non-direct) before the others; even so,");
    begins(of([4.0, 0.0], &[(Linear, all)]), "For data like this, trust Linear before the others; even so,");
}

#[test]
fn a_model_is_named_that_beats_the_next_by_two_standard_errors() {
    // Errors of the first: 0, .1, 0, .1; of the last: .2, .2, .3, .3; of all others .5. Margins .2, .1, .3, .2: mean .2,
    // squares .02, error sqrt(.02 / 3 / 4).
    let of = repetitions(0.0, &[(FirstTouch, &[0.5, 0.6, 0.5, 0.4]), (LastTouch, &[0.7, 0.7, 0.8, 0.2])]);
    let verdict = Verdict::of(&truths([2.0, 2.0]), &of);
    let Verdict::Trust(race) = &verdict else { panic!("{verdict:?}") };
    assert_eq!((&race.first[..], &race.next[..]), (&[FirstTouch][..], &[LastTouch][..]));
    near(race.margin, 0.2, (0.02_f64 / 12.0).sqrt());
    assert_eq!(
        said(&verdict),
        "For data like this, trust First touch before the others; even so, on average 5.0 % of its credit stands at the \
         wrong channels, 20.0 points less than by Last touch, the next best (standard error 4.1)."
    );
}

#[test]
fn a_single_repetition_names_nobody_and_has_no_standard_error() {
    // Errors .1, .2 and .5.
    let of = repetitions(0.0, &[(FirstTouch, &[0.6]), (LastTouch, &[0.7])]);
    assert_eq!(
        said(&Verdict::of(&truths([2.0, 2.0]), &of)),
        "For data like this no model is named: First touch has the least share error, 10.0 %, 10.0 points less than Last touch, \
         but a single repetition does not tell whether by chance."
    );
}

#[test]
fn a_margin_within_the_error_of_a_simulated_truth_names_nobody() {
    let of = repetitions(0.0, &[(FirstTouch, &[0.5, 0.6, 0.5, 0.4]), (LastTouch, &[0.7, 0.7, 0.8, 0.2])]);
    let verdict = |fair: f64| {
        let simulated = Simulated { leads: 9, all: 0.6, none: 0.8, incremental: vec![0.0; 2], fair: vec![fair; 2] };
        Verdict::of(&Truths { simulated: Some(simulated), ..truths([2.0, 2.0]) }, &of)
    };
    // The margin is .2 with an error of sqrt(.02 / 12) over repetitions, the truth's at most 4 fair / 4: twice both are .22
    // and .18.
    let Verdict::Undecided(race) = verdict(0.1) else { panic!("within the truth's error") };
    near(race.margin, 0.2, (0.02_f64 / 12.0 + 0.01).sqrt());
    assert!(matches!(verdict(0.08), Verdict::Trust(_)));
}

#[test]
fn an_error_that_is_not_0_is_not_told_as_0() {
    let style = NumberStyle { decimal: ',', ..NumberStyle::PLAIN };
    let told = [0.0, 0.000_4, 0.000_5, 0.02].map(|error| style.points_moved(error));
    assert_eq!(told, ["0,0", "under 0,1", "0,1", "2,0"]);
}

#[test]
fn none_is_named_within_two_standard_errors() {
    // Margins .3, -.1, .2, 0: mean .1, squares .1, error sqrt(.1 / 12) = .091; .1 is not above .18.
    let of = repetitions(0.0, &[(FirstTouch, &[0.5, 0.6, 0.5, 0.6]), (LastTouch, &[0.8, 0.5, 0.7, 0.6])]);
    let verdict = Verdict::of(&truths([2.0, 2.0]), &of);
    let Verdict::Undecided(race) = &verdict else { panic!("{verdict:?}") };
    assert_eq!((&race.first[..], &race.next[..]), (&[FirstTouch][..], &[LastTouch][..]));
    near(race.margin, 0.1, (0.1_f64 / 12.0).sqrt());
}

#[test]
fn a_single_repetition_settles_nothing() {
    let of = repetitions(0.0, &[(FirstTouch, &[0.5])]);
    assert!(matches!(Verdict::of(&truths([2.0, 2.0]), &of), Verdict::Undecided(_)));
}

#[test]
fn models_that_are_one_figure_do_not_beat_each_other() {
    let same: &[f64] = &[0.5, 0.6, 0.5];
    let of = repetitions(0.0, &[(Linear, same), (LastTouch, same)]);
    let Verdict::Trust(race) = Verdict::of(&truths([2.0, 2.0]), &of) else { panic!("the two beat the others") };
    assert_eq!(race.first, [LastTouch, Linear]);
    assert_eq!(named(&race.first), "Last touch (here the same as Linear)");
    assert!(!race.next.contains(&Participation), "its shares are parts of no sum");
    assert!(matches!(Verdict::of(&truths([2.0, 2.0]), &repetitions(0.5, &[])), Verdict::Alike(_)));
}

#[test]
fn without_shares_of_the_truth_no_model_is_named() {
    let artefact = Verdict::of(&truths([0.0, 0.0]), &repetitions(0.3, &[]));
    assert_eq!(artefact, Verdict::NoShares(NoShares::NoEffect));
    assert!(said(&artefact).starts_with("All credit is an artefact: nothing here causes a conversion."));
    let negative = said(&Verdict::of(&truths([3.0, -1.0]), &repetitions(0.3, &[])));
    assert!(negative.starts_with("No model is named: b costs conversions"), "{negative}");
    assert_eq!(Verdict::of(&truths([3.0, 1.0]), &[]), Verdict::NoCredit);
}

#[test]
fn what_happens_anyway_is_told() {
    let style = NumberStyle::default();
    assert!(anyway(&truths([3.0, 2.0]), style).starts_with("75.0 % of the conversions would have happened anyway"));
    let none = Truths { all: 0.0, none: 0.0, ..truths([0.0, 0.0]) };
    assert_eq!(anyway(&none, style), "No conversion is expected here.");
    let caused = Truths { all: 2.0, none: 0.0, ..truths([1.0, 1.0]) };
    assert_eq!(anyway(&caused, style), "No conversion would have happened without the channels.");
}
