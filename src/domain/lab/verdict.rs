//! Which model to trust for data like this, by the repetitions, and when none.

use crate::{
    domain::{
        attribution::model::{Model, Settings},
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

/// What must be known beside every verdict.
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

    /// In a sentence, of these truths and of models with these settings.
    pub fn sentence(&self, truths: &Truths, settings: &Settings, style: NumberStyle) -> String {
        match self {
            Verdict::Trust(race) => format!(
                "For data like this, trust {} before the others{}; even so, on average {} of its credit stands at the wrong \
                 channels, {} points less than by {}, the next best{}.",
                named(&race.first),
                told_from_outside(&race.first, truths, settings),
                style.percent(race.share_error.mean),
                style.points_moved(race.margin.mean),
                named(&race.next),
                deviation(race.margin, style),
            ),
            Verdict::Undecided(race) if race.margin.error.is_none() => format!(
                "For data like this no model is named: {} has the least share error, {}, {} points less than {}, but a single \
                 repetition does not tell whether by chance.",
                named(&race.first),
                style.percent(race.share_error.mean),
                style.points_moved(race.margin.mean),
                named(&race.next),
            ),
            Verdict::Undecided(race) => format!(
                "For data like this no model is named: {} has the least share error, {} on average, but {} is within two \
                 standard errors of it: {} points{}.",
                named(&race.first),
                style.percent(race.share_error.mean),
                named(&race.next),
                style.points_moved(race.margin.mean),
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
        Some(0.0) => "No conversion would have happened without the channels.".to_owned(),
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

/// What last non-direct knows by name of the channels that it passes over, and whether it is so; empty of other models, and
/// where it is last touch.
fn told_from_outside(models: &[Model], truths: &Truths, settings: &Settings) -> String {
    let by_name = models.contains(&Model::LastNonDirect) && !models.contains(&Model::LastTouch);
    let passed = |(_, channel): &(usize, &String)| settings.excluded.contains(channel);
    let (at, channels): (Vec<usize>, Vec<&str>) =
        truths.channels.iter().enumerate().filter(passed).map(|(at, channel)| (at, channel.as_str())).unzip();
    if !by_name || at.is_empty() {
        return String::new();
    }
    let is_so = match at.iter().all(|channel| truths.is_none(*channel)) {
        true => "which is true in this world",
        false => "which is not true in this world",
    };
    let deserve = if channels.len() == 1 { "deserves" } else { "deserve" };
    format!("; it is told from outside that {} {deserve} nothing, {is_so}", list(&channels))
}

fn deviation(of: Estimate, style: NumberStyle) -> String {
    of.error.map_or(String::new(), |error| format!(" (standard error {})", style.points_moved(error)))
}

#[cfg(test)]
mod tests;
