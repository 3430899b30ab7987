//! What was fitted, as a report.

use super::{attribute::Fitted, comparing::single_channel_part, query::Query};
use crate::domain::{
    attribution::{
        fit::Figures,
        heuristic::split_over_distinct,
        model::{Base, Model, mixed},
        shapley::Sampled,
    },
    finding::{Evidence, findings, ranked},
    path::known_value,
    report::{ChannelCredit, Counts, Report},
    uncertainty::{
        Interval, Quantiles,
        rank::{RankStability, probability_greater, stability},
        resample::Method,
    },
};

pub(super) fn report(fitted: &Fitted, query: &Query) -> Report {
    let shares = Shares::of(fitted, query);
    let counts = counts(fitted, query);
    let table = &fitted.selection.table;
    let removal_effects = fitted.figures(Base::Markov).and_then(|figures| figures.effects.as_ref());
    let beside =
        [("Markov", Base::Markov), ("the chain game", Base::ChainGame), ("the sum game", Base::LinearDistinct)];
    let shares_of = |(name, base): (&'static str, Base)| Some((name, fitted.figures(base)?.share.as_deref()?));
    let fitted_shares: Vec<(&'static str, &[f64])> = beside.into_iter().filter_map(shares_of).collect();
    let evidence = Evidence {
        origin: fitted.origin,
        model: query.model,
        table,
        presence: &fitted.selection.presence,
        inseparable: &fitted.selection.inseparable,
        shares: shares.share.as_deref(),
        removal_effects: removal_effects.map_or(&[], |effects| &effects.conversions),
        fitted_shares: &fitted_shares,
        single_channel_part: single_channel_part(table),
        share_replicates: &shares.replicates,
        unknown_personas: &fitted.selection.unknown_personas,
    };
    Report {
        origin: fitted.origin,
        model: query.model,
        alpha: query.model.alpha(query.alpha),
        order: query.settings.order,
        states: fitted.fitting.states,
        method: query.method,
        seed: query.seed,
        replicates: fitted.replicates.count(),
        level: query.level,
        excluded_replicates: fitted.replicates.excluded(query.model),
        sampled: sampled(fitted, query.model),
        channels: (0..table.channels.len())
            .map(|channel| channel_credit(fitted, query, &counts, &shares, channel))
            .collect(),
        findings: findings(&evidence),
        counts,
    }
}

/// The chosen model's shares and their replicates.
struct Shares {
    share: Option<Vec<f64>>,
    value_share: Option<Vec<f64>>,
    /// By channel.
    replicates: Vec<Vec<f64>>,
    ranks: Vec<RankStability>,
    above_next: Vec<Option<f64>>,
}

impl Shares {
    fn of(fitted: &Fitted, query: &Query) -> Shares {
        let share = share_of(fitted, query, |figures| figures.share.as_ref());
        let channels = 0..fitted.selection.table.channels.len();
        let replicates: Vec<Vec<f64>> = match share {
            Some(_) => channels.map(|channel| fitted.replicates.shares(query.model, channel, query.alpha)).collect(),
            None => vec![Vec::new(); channels.len()],
        };
        let mut above_next = vec![None; replicates.len()];
        if let Some(share) = &share {
            let separable = |pair: &&[usize]| {
                !fitted.selection.inseparable.iter().any(|group| pair.iter().all(|one| group.contains(one)))
            };
            for pair in ranked(share).windows(2).filter(separable) {
                above_next[pair[0]] = probability_greater(&replicates[pair[0]], &replicates[pair[1]]);
            }
        }
        Shares {
            ranks: stability(&replicates),
            value_share: share_of(fitted, query, |figures| figures.value_share.as_ref()),
            share,
            replicates,
            above_next,
        }
    }
}

pub(super) fn share_of(fitted: &Fitted, query: &Query, part: fn(&Figures) -> Option<&Vec<f64>>) -> Option<Vec<f64>> {
    let of_base = |base: &Base| fitted.figures(*base).and_then(part);
    match query.model.bases() {
        [only] => of_base(only).cloned(),
        [markov, shapley, ..] => {
            let pairs = of_base(markov)?.iter().zip(of_base(shapley)?);
            Some(pairs.map(|(markov, shapley)| mixed(query.alpha, *markov, *shapley)).collect())
        }
        [] => None,
    }
}

fn channel_credit(fitted: &Fitted, query: &Query, counts: &Counts, shares: &Shares, channel: usize) -> ChannelCredit {
    let table = &fitted.selection.table;
    let presence = fitted.selection.presence[channel];
    let at = |part: Option<&Vec<f64>>| part.map(|part| part[channel]);
    let beside = |base: Base| fitted.figures(base).and_then(|figures| at(figures.share.as_ref()));
    let effects = fitted.figures(Base::Markov).and_then(|figures| figures.effects.as_ref());
    let markov_share = beside(Base::Markov);
    let has_value = fitted.figures(Base::Markov).is_some_and(|figures| figures.value_share.is_some());
    let share = at(shares.share.as_ref());
    // Participation's shares are parts of all conversions, those of journeys without a touch included.
    let (shared, shared_value) = match query.model {
        Model::Participation => (counts.conversions, table.value()),
        _ => (counts.attributed_conversions(), table.attributed_value()),
    };
    let shared_value = shared_value.map(|value| value.units());
    let value_share = at(shares.value_share.as_ref()).filter(|_| shared_value.is_some());
    // Where nothing converted every credit is 0; where the model is not defined there is none.
    let no_credit = (counts.attributed_conversions() == 0).then_some(0.0);
    // Without a converting journey the replicates of a path-wise model hold nothing but zeros.
    let varies = presence.conversions > 0 || query.model.is_of_chain();
    let replicates = if varies { shares.replicates[channel].clone() } else { Vec::new() };
    let values = || fitted.replicates.value_shares(query.model, channel, query.alpha);
    ChannelCredit {
        channel: table.channels[channel].clone(),
        touches: presence.touches,
        journeys: presence.journeys,
        conversions: presence.conversions,
        credit: share.or(no_credit).map(|share| share * f64::from(shared)),
        value_credit: shared_value.and_then(|value| Some(value_share.or(no_credit)? * value)),
        share,
        interval: Interval::equal_tailed(query.level, replicates.clone()),
        quantiles: Quantiles::of(replicates),
        rank: shares.ranks.get(channel).copied(),
        above_next: shares.above_next[channel],
        value_share,
        value_interval: value_share.filter(|_| varies).and_then(|_| Interval::equal_tailed(query.level, values())),
        markov_share,
        shapley_share: beside(Base::ChainGame),
        removal_effect: effects.filter(|_| markov_share.is_some()).map(|effects| effects.conversions[channel]),
        removal_effect_value: effects.filter(|_| has_value).map(|effects| effects.value[channel]),
        positions: (query.model == Model::ShapleyOrdered).then(|| positions(fitted, counts, channel)),
    }
}

/// The ordered Shapley value of a channel: its parts of the sum game at their places in the paths.
fn positions(fitted: &Fitted, counts: &Counts, channel: usize) -> Vec<f64> {
    let mut credit = Vec::new();
    let weights = &fitted.replicates.observed().conversions;
    let held = fitted.selection.table.rows.iter().zip(weights).filter(|(row, _)| !row.channels.is_empty());
    let total: f64 = held.clone().map(|(_, weight)| weight).sum();
    // Under context weights the parts are still parts of the attributed conversions.
    let scale = f64::from(counts.attributed_conversions()) / total;
    for (row, weight) in held.filter(|(row, _)| row.conversions > 0) {
        let parts = row.channels.iter().zip(split_over_distinct(row.channels)).enumerate();
        for (at, (_, part)) in parts.filter(|(_, (touched, _))| usize::from(**touched) == channel) {
            if credit.len() <= at {
                credit.resize(at + 1, 0.0);
            }
            credit[at] += part * weight * scale;
        }
    }
    credit
}

fn sampled(fitted: &Fitted, model: Model) -> Option<Sampled> {
    let asked = model.bases().contains(&Base::ChainGame);
    fitted.figures(Base::ChainGame).filter(|_| asked)?.sampled
}

/// Under context weights only the Bayesian replicates of the rate are still those of the counts.
fn rate_interval(fitted: &Fitted, query: &Query) -> Option<Interval> {
    let table = &fitted.selection.table;
    // Of nothing but conversions, or of none, no redraw shows any doubt.
    let varies = table.conversions() > 0 && table.nulls() > 0;
    let of_counts = varies && (query.method == Method::Bayesian || !query.context.is_set());
    Interval::equal_tailed(query.level, fitted.replicates.conversion_rate().to_vec()).filter(|_| of_counts)
}

pub(super) fn counts(fitted: &Fitted, query: &Query) -> Counts {
    let selection = &fitted.selection;
    let table = &selection.table;
    let (journeys, conversions) = (table.journeys(), table.conversions());
    let some = |number: f64| (journeys > 0).then_some(number);
    let emptied = table.emptied();
    let probability = fitted.figures(Base::Markov).map(|figures| figures.conversion_probability);
    Counts {
        outside: selection.outside,
        journeys,
        events: selection.presence.iter().map(|presence| presence.touches).sum(),
        distinct_paths: table.rows.len() as u32,
        personas: selection.personas,
        conversions,
        conversion_rate: some(f64::from(conversions) / f64::from(journeys)),
        conversion_rate_interval: rate_interval(fitted, query),
        conversion_probability: probability.and_then(some),
        value: table.value().map(|value| value.units()),
        conversions_without_value: table.conversions_without_value(),
        unattributed_conversions: emptied.map_or(0, |row| row.conversions),
        unattributed_value: known_value(emptied.into_iter()).map(|value| value.units()),
    }
}
