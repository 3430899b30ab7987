//! Each formula with this dataset's own numbers: the first channel's way through it.

use crate::{
    domain::{
        attribution::model::Model,
        report::{ChannelCredit, Report},
    },
    web::locale::Formats,
};

pub fn markov(formats: &Formats, report: &Report) -> Option<String> {
    let first = first(report)?;
    let (effect, share) = (first.removal_effect?, first.markov_share?);
    let p = report.counts.conversion_probability?;
    let sum: f64 = report.channels.iter().filter_map(|channel| channel.removal_effect).sum();
    let conversions = f64::from(report.counts.attributed_conversions());
    Some(format!(
        "Here, at order {}, {}: p = {}, without it {}, so that RE = {}; {} / {} × {} = {}.",
        report.order,
        first.channel,
        formats.percent(p),
        formats.percent(p * (1.0 - effect)),
        formats.percent(effect),
        formats.percent(effect),
        formats.percent(sum),
        formats.whole(conversions),
        formats.decimals(share * conversions),
    ))
}

pub fn shapley(formats: &Formats, report: &Report) -> Option<String> {
    let first = first(report)?;
    let exact = match report.sampled {
        None => "exact".to_owned(),
        Some(sampled) => format!(
            "from {} sampled orders, standard error at most {} of p{}",
            formats.whole(f64::from(sampled.orders)),
            formats.percent(sampled.error),
            sampled
                .value_error
                .map(|error| format!(" and {} of the value", formats.percent(error)))
                .unwrap_or_default()
        ),
    };
    Some(format!(
        "Here, {}: {} of the {} conversions that channels can be credited with, {exact}.",
        first.channel,
        formats.percent(first.shapley_share?),
        formats.whole(f64::from(report.counts.attributed_conversions()))
    ))
}

pub fn hybrid(formats: &Formats, report: &Report) -> Option<String> {
    let first = first(report)?;
    let alpha = report.alpha?;
    let (markov, shapley) = (first.markov_share?, first.shapley_share?);
    Some(format!(
        "Here, {}: {} × {} + {} × {} = {}.",
        first.channel,
        formats.decimals(alpha),
        formats.percent(markov),
        formats.decimals(1.0 - alpha),
        formats.percent(shapley),
        formats.percent(first.share?),
    ))
}

/// Of the chosen model, where it is one of rules.
pub fn rule(formats: &Formats, report: &Report) -> Option<String> {
    let of_rules = !report.model.is_of_chain() && !is_of_sum_game(report.model);
    of_rules.then(|| shared(formats, report)).flatten()
}

/// Of the sum game, where it is chosen.
pub fn sum_game(formats: &Formats, report: &Report) -> Option<String> {
    is_of_sum_game(report.model).then(|| shared(formats, report)).flatten()
}

fn is_of_sum_game(model: Model) -> bool {
    matches!(model, Model::ShapleySum | Model::ShapleyOrdered)
}

fn shared(formats: &Formats, report: &Report) -> Option<String> {
    let first = first(report)?;
    let conversions = match report.model {
        Model::Participation => report.counts.conversions,
        _ => report.counts.attributed_conversions(),
    };
    Some(format!(
        " By the model {}, {} gets {} of {} conversions, {}.",
        report.model.title(),
        first.channel,
        formats.decimals(first.credit?),
        formats.whole(f64::from(conversions)),
        formats.percent(first.share?),
    ))
}

pub fn value(formats: &Formats, report: &Report) -> Option<String> {
    let first = first(report)?;
    let counts = &report.counts;
    Some(format!(
        "Here {} from {} conversions, {} each on average; {} gets {} of the {} that channels can be credited with, {}.",
        formats.money(counts.value?),
        formats.whole(f64::from(counts.conversions - counts.conversions_without_value)),
        formats.money(counts.mean_value()?),
        first.channel,
        formats.percent(first.value_share?),
        formats.money(counts.value? - counts.unattributed_value.unwrap_or_default()),
        formats.money(first.value_credit?),
    ))
}

pub fn interval(formats: &Formats, report: &Report) -> Option<String> {
    let first = first(report)?;
    let (interval, quantiles) = (first.interval?, first.quantiles?);
    Some(format!(
        "Here, {}: {} – {} at {}, median {}, mean {}, standard deviation {} points, over {} replicates ({}, seed {}).",
        first.channel,
        formats.percent(interval.lo),
        formats.percent(interval.hi),
        formats.percent(report.level),
        formats.percent(quantiles.p50),
        formats.percent(quantiles.mean),
        formats.points(quantiles.standard_deviation),
        formats.whole(f64::from(report.replicates)),
        report.method,
        report.seed,
    ))
}

fn first(report: &Report) -> Option<&ChannelCredit> {
    report.ranked().first().copied()
}
