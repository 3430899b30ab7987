//! Treatment against control, where the words of a column say which is which.

use super::groups::{By, number_of, words_of};
use crate::{
    domain::{
        dataset::Dataset,
        journey::Journey,
        lead::Names,
        measure::Measure,
        scope::Scope,
        study::{
            balance::Covariate,
            uplift::{Arm, Case, Uplift},
        },
    },
    pack::Pack,
};

/// Which journeys are treated, and which are held against them.
#[derive(Clone, Debug, PartialEq, Eq, Pack)]
pub struct Arms {
    pub by: By,
    pub treatment: String,
    pub control: String,
}

/// A covariate's figures or words, journey by journey.
struct Measured {
    name: String,
    figures: Vec<Option<f64>>,
}

struct Worded {
    name: String,
    words: Vec<String>,
    numbers: Vec<u32>,
}

/// What the arms show of the journeys in scope. Everything else that is known of them is a covariate, but ZIP codes, of which
/// there are too many.
pub(super) fn uplift(dataset: &Dataset, scope: &Scope, arms: &Arms, level: f64) -> Uplift {
    let (inside, _) = scope.select(dataset);
    let names = words_of(dataset, &arms.by);
    let number = |word: &str| names.find(word).map(|id| id.index() as u32 + 1);
    let (treatment, control) = (number(&arms.treatment), number(&arms.control));
    let arm = |journey: &Journey| match Some(number_of(dataset, journey, &arms.by)) {
        number if number == treatment => Some(Arm::Treatment),
        number if number == control => Some(Arm::Control),
        _ => None,
    };
    let cases: Vec<Case> = inside.iter().map(|journey| Case { arm: arm(journey), outcome: journey.outcome }).collect();
    let measured = measured(dataset, &inside);
    let worded = worded(dataset, &inside, &arms.by);
    let numeric = measured.iter().map(|of| Covariate::Numeric { name: &of.name, figures: &of.figures });
    let categorical =
        worded.iter().map(|of| Covariate::Categorical { name: &of.name, words: &of.words, numbers: &of.numbers });
    let covariates: Vec<Covariate> = numeric.chain(categorical).collect();
    Uplift::of(dataset.journeys.origin, &cases, &covariates, level)
}

/// Of leads what was known of them before; of touchpoints nothing that is a number: the value comes with the conversion.
fn measured(dataset: &Dataset, inside: &[&Journey]) -> Vec<Measured> {
    if dataset.leads().is_none() {
        return Vec::new();
    }
    let of = |(measure, name): (Measure, &str)| Measured {
        name: name.to_owned(),
        figures: inside.iter().map(|journey| measure.of(dataset, journey)).collect(),
    };
    [(Measure::Sii, "SII"), (Measure::Risk, "risk"), (Measure::Value, "property value")].map(of).into()
}

fn worded(dataset: &Dataset, inside: &[&Journey], arms: &By) -> Vec<Worded> {
    let segments = dataset.segments().iter().map(|column| By::Segment(column.name.clone()));
    let all = [By::Personas, By::Plays].into_iter().chain(segments);
    let of = |by: By| {
        let names: &Names = words_of(dataset, &by);
        (names.len() > 1).then(|| Worded {
            name: by.words().to_owned(),
            words: names.iter().map(|(_, name)| name.to_owned()).collect(),
            numbers: inside.iter().map(|journey| number_of(dataset, journey, &by)).collect(),
        })
    };
    all.filter(|by| by != arms).filter_map(of).collect()
}
