//! Which model to trust for data like this, by the repetitions, and when none.

use crate::{
    domain::{
        attribution::model::Model,
        finding::TIE,
        sorting::sort_by,
        words::{NumberStyle, list},
    },
    pack::Pack,
};

use super::{
    estimate::Estimate,
    marks::Repetition,
    truths::{NoShares, Truths},
};

/// A model is named if it beats the next by more than so many standard errors of the paired difference.
const ERRORS: f64 = 2.0;

/// The sentence that stands beside every mark.
pub const CREDIT_IS_NOT_EFFECT: &str = "Credit divides the conversions that there were among the touches before them; the \
    incremental effect of a channel is how many of them there would not have been without it. In the lab both are known. In \
    data only the first is: the second is measured by an experiment, in which the channel is held out from leads that are \
    chosen at random (a holdout).";

/// What the repetitions say of the models.
#[derive(Clone, Debug, PartialEq, Pack)]
pub enum Verdict {
    /// The least share error, and the next beaten.
    Trust(Race),
    /// The least share error, but not by two standard errors.
    Undecided(Race),
    /// All models have the same shares.
    Alike(Estimate),
    NoShares(NoShares),
    /// No model has credit in any repetition.
    NoCredit,
}

/// The two models of the least mean share errors. Models that are one figure in all repetitions stand together.
#[derive(Clone, Debug, PartialEq, Pack)]
pub struct Race {
    pub first: Vec<Model>,
    pub share_error: Estimate,
    pub next: Vec<Model>,
    /// Mean over repetitions of the next one's share error less the first one's; the standard error holds that of a simulated
    /// truth, as [`Truths::difference_error`] limits it.
    pub margin: Estimate,
}

impl Verdict {
    /// Over repetitions, none of which needs to have credit.
    pub fn of(truths: &Truths, repetitions: &[Repetition]) -> Verdict {
        let fair = match truths.shares() {
            Ok(fair) => fair,
            Err(why) => return Verdict::NoShares(why),
        };
        let errors =
            |model: usize| -> Vec<Option<f64>> { repetitions.iter().map(|of| of.share_error(model, &fair)).collect() };
        let mean = |errors: &[Option<f64>]| Estimate::of(&errors.iter().flatten().copied().collect::<Vec<f64>>());
        let mut figures: Vec<(Estimate, Vec<usize>)> = one_figure(repetitions)
            .into_iter()
            .filter_map(|models| Some((mean(&errors(models[0]))?, models)))
            .collect();
        sort_by(&mut figures, |a, b| a.0.mean.total_cmp(&b.0.mean));
        let models = |models: &[usize]| models.iter().map(|model| Model::ALL[*model]).collect();
        let ((share_error, first), (_, next)) = match &figures[..] {
            [] => return Verdict::NoCredit,
            [(only, _)] => return Verdict::Alike(*only),
            [first, next, ..] => (first, next),
        };
        let paired = errors(first[0]).into_iter().zip(errors(next[0]));
        let differences: Vec<f64> = paired.filter_map(|(first, next)| Some(next? - first?)).collect();
        let Some(margin) = Estimate::of(&differences) else { return Verdict::NoCredit };
        let margin = margin.less(0.0, truths.difference_error());
        let race = Race { first: models(first), share_error: *share_error, next: models(next), margin };
        match margin.mean > TIE && margin.exceeds(ERRORS) {
            true => Verdict::Trust(race),
            false => Verdict::Undecided(race),
        }
    }

    /// In a sentence.
    pub fn sentence(&self, style: NumberStyle) -> String {
        match self {
            Verdict::Trust(race) => format!(
                "For data like this, trust {} before the others; even so, on average {} of its credit stands at the wrong \
                 channels, {} points less than by {}, the next best{}.",
                named(&race.first),
                style.percent(race.share_error.mean),
                style.points(race.margin.mean),
                named(&race.next),
                deviation(race.margin, style),
            ),
            Verdict::Undecided(race) => format!(
                "For data like this no model is named: {} has the least share error, {} on average, but {} is within two \
                 standard errors of it: {} points{}.",
                named(&race.first),
                style.percent(race.share_error.mean),
                named(&race.next),
                style.points(race.margin.mean),
                deviation(race.margin, style),
            ),
            Verdict::Alike(share_error) => format!(
                "For data like this no model is named: all give the same credit, of which {} stands at the wrong channels.",
                style.percent(share_error.mean)
            ),
            Verdict::NoShares(NoShares::NoEffect) => {
                "All credit is an artefact: nothing here causes a conversion. No model is named.".to_owned()
            }
            Verdict::NoShares(NoShares::Negative(channels)) => format!(
                "No model is named: {} {} conversions, so that the truth is no sum of shares; only the bias of the models \
                 is told.",
                list(channels),
                if channels.len() == 1 { "costs" } else { "cost" }
            ),
            Verdict::NoShares(NoShares::WithinError) => {
                "No model is named: what the channels cause together is not above the error of its simulation."
                    .to_owned()
            }
            Verdict::NoCredit => "No model is named: no repetition has a conversion to give credit for.".to_owned(),
        }
    }
}

/// What would have happened anyway, and that models share it out all the same.
pub fn anyway(truths: &Truths, style: NumberStyle) -> String {
    let part = (truths.all > 0.0).then(|| truths.none / truths.all);
    match part {
        None => "No conversion is expected here.".to_owned(),
        Some(part) => format!(
            "{} of the conversions would have happened anyway; every model divides those of them that were touched among the \
             channels as well.",
            style.percent(part)
        ),
    }
}

/// Models whose shares agree in every repetition, participation left out; each group in the order of [`Model::ALL`].
fn one_figure(repetitions: &[Repetition]) -> Vec<Vec<usize>> {
    let agree = |a: usize, b: usize| {
        repetitions.iter().all(|of| match (&of.shares[a], &of.shares[b]) {
            (Some(a), Some(b)) => a.iter().zip(b).all(|(a, b)| (a - b).abs() <= TIE),
            (None, None) => true,
            _ => false,
        })
    };
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for model in (0..Model::ALL.len()).filter(|model| Model::ALL[*model] != Model::Participation) {
        match groups.iter_mut().find(|group| agree(group[0], model)) {
            Some(group) => group.push(model),
            None => groups.push(vec![model]),
        }
    }
    groups
}

/// "Linear", "Last touch (here the same as Last non-direct)".
fn named(models: &[Model]) -> String {
    let titles: Vec<&str> = models.iter().map(|model| model.title()).collect();
    match &titles[..] {
        [only] => (*only).to_owned(),
        [first, same @ ..] => format!("{first} (here the same as {})", list(same)),
        [] => String::new(),
    }
}

fn deviation(of: Estimate, style: NumberStyle) -> String {
    of.error.map_or(String::new(), |error| format!(" (standard error {})", style.points(error)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        attribution::model::Model::{FirstTouch, LastTouch, Linear, Participation},
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
            Repetition {
                conversions: 10,
                attributed: 10,
                shares: shares.into(),
                intervals: vec![None; Model::ALL.len()],
            }
        };
        (0..count).map(of).collect()
    }

    fn near(found: Estimate, mean: f64, error: f64) {
        let close = (found.mean - mean).abs() < 1e-12 && (found.error.expect("an error") - error).abs() < 1e-12;
        assert!(close, "{found:?} instead of {mean} ± {error}");
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
            verdict.sentence(NumberStyle::default()),
            "For data like this, trust First touch before the others; even so, on average 5.0 % of its credit stands at the \
             wrong channels, 20.0 points less than by Last touch, the next best (standard error 4.1)."
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
        let style = NumberStyle::default();
        let artefact = Verdict::of(&truths([0.0, 0.0]), &repetitions(0.3, &[]));
        assert_eq!(artefact, Verdict::NoShares(NoShares::NoEffect));
        assert!(artefact.sentence(style).starts_with("All credit is an artefact: nothing here causes a conversion."));
        let negative = Verdict::of(&truths([3.0, -1.0]), &repetitions(0.3, &[])).sentence(style);
        assert!(negative.starts_with("No model is named: b costs conversions"), "{negative}");
        assert_eq!(Verdict::of(&truths([3.0, 1.0]), &[]), Verdict::NoCredit);
    }

    #[test]
    fn what_happens_anyway_is_told() {
        let style = NumberStyle::default();
        assert!(anyway(&truths([3.0, 2.0]), style).starts_with("75.0 % of the conversions would have happened anyway"));
        let none = Truths { all: 0.0, none: 0.0, ..truths([0.0, 0.0]) };
        assert_eq!(anyway(&none, style), "No conversion is expected here.");
    }
}
