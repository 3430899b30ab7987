//! What was fitted, as a comparison of all models.

use super::{
    attribute::Fitted,
    query::Query,
    reporting::{counts, share_of},
};
use crate::domain::{
    attribution::{
        PathWeights,
        context::LAMBDAS,
        fit::Fitter,
        model::{Base, Model, mixed},
        order_choice::choose_order,
        shapley::EXACT_CHANNELS,
    },
    comparison::{Comparison, ModelShares, Sweep, Transitions, ranges},
    finding::ranked,
    path::PathTable,
    uncertainty::{
        Interval,
        rank::{probability_greater, stability},
    },
};

/// Orders that are scored.
const ORDERS: usize = 4;

pub(super) fn comparison(fitted: &Fitted, query: &Query) -> Comparison {
    let table = &fitted.selection.table;
    let models: Vec<ModelShares> = Model::ALL.iter().map(|model| model_shares(fitted, query, *model)).collect();
    let shares = |base: Base| fitted.figures(base).and_then(|figures| figures.share.as_ref());
    Comparison {
        origin: fitted.origin,
        counts: counts(fitted, query),
        channels: table.channels.clone(),
        ranges: ranges(table.channels.len(), &models),
        models,
        single_channel_part: single_channel_part(table),
        alpha_sweep: shares(Base::Markov)
            .zip(shares(Base::ChainGame))
            .and_then(|(markov, shapley)| Sweep::over_alpha(markov, shapley)),
        lambda_sweep: lambda_sweep(table, query),
        order_choice: choose_order(table, ORDERS, query.seed),
        transitions: fitted
            .replicates
            .counter()
            .ok()
            .map(|counter| Transitions::of(&counter.chain(fitted.replicates.observed()), &table.channels)),
    }
}

/// The hybrid at every strength of the context weights, where there are any.
fn lambda_sweep(table: &PathTable, query: &Query) -> Option<Sweep> {
    if !query.context.is_set() || table.channels.len() > EXACT_CHANNELS {
        return None;
    }
    let mut table = table.clone();
    let mut at = |lambda: f64| -> Option<Vec<f64>> {
        table.lambda = lambda;
        let weights = PathWeights::observed(&table);
        let fit = |base: Base| {
            Fitter::new(base, &table, &query.settings, query.seed).ok()?.fit(&table, &weights, 0).ok()?.share
        };
        let pairs = fit(Base::Markov)?.into_iter().zip(fit(Base::ChainGame)?);
        Some(pairs.map(|(markov, shapley)| mixed(query.alpha, markov, shapley)).collect())
    };
    let shares: Option<Vec<Vec<f64>>> = LAMBDAS.iter().map(|lambda| at(*lambda)).collect();
    Sweep::of(LAMBDAS.to_vec(), shares?)
}

fn model_shares(fitted: &Fitted, query: &Query, model: Model) -> ModelShares {
    let asked = Query { model, ..query.clone() };
    let shares = share_of(fitted, &asked, |figures| figures.share.as_ref());
    let channels = 0..fitted.selection.table.channels.len();
    let replicates: Vec<Vec<f64>> = match shares {
        Some(_) => channels.map(|channel| fitted.replicates.shares(model, channel, query.alpha)).collect(),
        None => Vec::new(),
    };
    let order = shares.as_ref().map(|shares| ranked(shares)).unwrap_or_default();
    let inseparable = &fitted.selection.inseparable;
    let above = |place: usize| {
        let next = order.get(place + 1)?;
        if inseparable.iter().any(|group| group.contains(&order[place]) && group.contains(next)) {
            return None;
        }
        probability_greater(&replicates[order[place]], &replicates[*next])
    };
    // Without a converting journey the replicates of a path-wise model hold nothing but zeros.
    let varies = |channel: usize| fitted.selection.presence[channel].conversions > 0 || model.is_of_chain();
    let interval = |(channel, replicates): (usize, &Vec<f64>)| {
        Interval::equal_tailed(query.level, replicates.clone()).filter(|_| varies(channel))
    };
    ModelShares {
        model,
        above_next: order.iter().enumerate().map(|(place, channel)| (*channel, above(place))).collect(),
        shares,
        intervals: replicates.iter().enumerate().map(interval).collect(),
        ranks: stability(&replicates),
    }
}

/// Part of the attributed conversions whose path has one channel only.
pub(super) fn single_channel_part(table: &PathTable) -> Option<f64> {
    let rows = table.rows.iter().filter(|row| !row.channels.is_empty());
    let single = |channels: &[u16]| channels.iter().all(|channel| *channel == channels[0]);
    let (alone, all) = rows.fold((0, 0), |(alone, all), row| {
        (alone + if single(row.channels) { row.conversions } else { 0 }, all + row.conversions)
    });
    (all > 0).then(|| f64::from(alone) / f64::from(all))
}
