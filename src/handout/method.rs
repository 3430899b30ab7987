//! How the figures were computed, and what they do not say.

use super::{Chapter, Handout, NOT_DEFINED, level, numbers::Numbers};
use crate::{
    chart::markup::Markup,
    domain::{attribution::model::Model, journey::Origin, report::Report, uncertainty::resample::Method},
};

const MARKOV: &str = "A chain is counted from the paths: each state is the last touches, as many as its order says. Removing a \
    channel sends every entry into it to NULL; its removal effect is the part of the conversions lost by that. Credit is \
    shared in proportion to the removal effects.";
const SHAPLEY: &str = "The chain of order 1 as a game: a coalition of channels is worth the conversions that remain when all \
    other channels lead to NULL. A channel's value is its mean marginal worth over all orders of joining.";
const SUM_GAME: &str = "A coalition of channels is worth the conversions whose channels are all in it. Its Shapley value splits \
    each conversion equally among the distinct channels of its path";

pub(super) fn chapter(handout: &Handout, numbers: &dyn Numbers) -> Chapter {
    let report = &handout.report;
    let mut points = vec![("Journeys", journeys(report).to_owned()), ("Model", model(report, numbers))];
    if let Some(sampled) = sampled(report, numbers) {
        points.push(("Sampled orders", sampled));
    }
    points.extend([
        ("Intervals", intervals(report, numbers)),
        ("What an interval does not say", limits(report)),
        (
            "What credit is not",
            "Credit is not incremental effect. It divides the conversions that were seen among the touches that were \
             there. What a channel adds, and what would be lost without it, only an experiment can tell, in which some \
             customers are kept from it by chance."
                .to_owned(),
        ),
        (
            "What is not there",
            format!("A figure that does not exist is \"{NOT_DEFINED}\", never 0. Journeys without a touch in scope get no credit."),
        ),
    ]);
    let mut body = Markup::default();
    body.raw("<dl class=\"method\">");
    for (name, words) in points {
        body.element("dt", name).element("dd", &words);
    }
    body.raw("</dl>");
    Chapter { title: "Method".to_owned(), body }
}

fn journeys(report: &Report) -> &'static str {
    match report.origin {
        Origin::Synthetic => {
            "Synthetic: made from leads by the rules of a playbook. Credit restates these rules; it does not measure the market."
        }
        Origin::Observed => "Observed: as they stand in the file.",
    }
}

fn model(report: &Report, numbers: &dyn Numbers) -> String {
    let rule = rule(report.model);
    let order = match report.states {
        Some(states) => {
            format!(
                "The chain is of order {}, with {} transient states.",
                report.order,
                numbers.whole(f64::from(states))
            )
        }
        None => format!("The chain is of order {}.", report.order),
    };
    let alpha = report.alpha.map_or(String::new(), |alpha| numbers.decimals(alpha));
    match report.model {
        Model::Hybrid => format!(
            "Hybrid: alpha × Markov share + (1 − alpha) × Shapley share, with alpha = {alpha}. Markov: {MARKOV} Shapley: {SHAPLEY} \
             At order 1 both use one chain, so that their agreement proves nothing. {order}"
        ),
        Model::Markov => format!("Markov: {MARKOV} {order}"),
        named => format!("{}: {rule}", named.title()),
    }
}

/// The rule of a model without settings of the chain.
fn rule(model: Model) -> String {
    let fixed = match model {
        Model::Hybrid | Model::Markov => MARKOV,
        Model::Shapley => SHAPLEY,
        Model::ShapleySum | Model::LinearDistinct => return format!("{SUM_GAME}."),
        Model::ShapleyOrdered => return format!("{SUM_GAME}, and among the places of each as well."),
        Model::FirstTouch => "All of a conversion goes to the first touch of its path.",
        Model::LastTouch => "All of a conversion goes to the last touch of its path.",
        Model::LastNonDirect => {
            "All of a conversion goes to the last touch of its path outside the channels that the settings pass over."
        }
        Model::Linear => "A conversion is split equally among the touches of its path.",
        Model::TimeDecay => "A touch's weight halves with every half-life of its age at the conversion.",
        Model::UShaped => "40, 20 and 40 % go to the first touch, to the others together, and to the last.",
        Model::WShaped => "30 % each go to the first touch, the middle one and the last, 10 % to the others together.",
        Model::JShaped => "20, 20 and 60 % go to the first touch, to the others together, and to the last.",
        Model::InverseJ => "60, 20 and 20 % go to the first touch, to the others together, and to the last.",
        Model::CustomPosition => "Touches have weights by their position in the path, as the settings give them.",
        Model::Participation => {
            "Every channel of a converting journey gets all of it, so that the credits are parts of no sum."
        }
    };
    fixed.to_owned()
}

/// How sure a sampled Shapley value is.
fn sampled(report: &Report, numbers: &dyn Numbers) -> Option<String> {
    let sampled = report.sampled?;
    let value = sampled.value_error.map(|error| format!(" and {} of the value", numbers.percent(error)));
    Some(format!(
        "The Shapley values are means over {} sampled orders of joining, with a standard error of at most {} of the \
         conversion probability{}.",
        numbers.whole(f64::from(sampled.orders)),
        numbers.percent(sampled.error),
        value.unwrap_or_default()
    ))
}

fn intervals(report: &Report, numbers: &dyn Numbers) -> String {
    let drawn = match report.method {
        Method::Bayesian => "gives every journey a random weight (Bayesian bootstrap)",
        Method::Bootstrap => "draws as many journeys as there are, with replacement (nonparametric bootstrap)",
        Method::Dirichlet { .. } => "draws the chain's transition probabilities round their counts (Dirichlet rows)",
        Method::None => return "No intervals were drawn.".to_owned(),
    };
    format!(
        "Each of {} replicates {drawn} and fits everything anew; a {} interval holds the middle of the replicates. It says \
         how far a figure would move with another sample of such journeys. The seed is {}.",
        numbers.whole(f64::from(report.replicates)),
        level(report),
        report.seed
    )
}

fn limits(report: &Report) -> String {
    let synthetic = match report.origin {
        Origin::Synthetic => " Journeys made by a playbook repeat its rules in every replicate.",
        Origin::Observed => "",
    };
    format!(
        "It is sampling error alone. It does not say that the model is right, that every touch was recorded, or that a channel \
         caused anything. For channels in few converting journeys it is too short.{synthetic}"
    )
}
