//! The job that turns a dataset and a query into a report.

use super::{EngineError, Phase, Progress, Step, query::Query};
use crate::domain::{
    attribution::{
        PathWeights,
        chain::Chain,
        hybrid::mixed,
        markov::{self, RemovalEffects},
        shapley::{self, ChainGame, EXACT_CHANNELS, Sampling},
        shares,
    },
    channel::ChannelId,
    dataset::Dataset,
    finding::{Evidence, findings},
    path::{PathTable, Presence, known_value},
    report::{ChannelCredit, Counts, Report},
    scope::{OutsideScope, Scope},
    uncertainty::{Interval, bootstrap::Replicates},
};

/// Steps of arithmetic that one call of [`AttributeJob::step`] may cost: a few milliseconds.
const STEP_COST: usize = 2_000_000;

/// What was computed for one scope, kept so that another alpha or model costs nothing.
#[derive(Debug)]
pub struct Fitted {
    scope: Scope,
    seed: u64,
    selection: Selection,
    effects: RemovalEffects,
    game: ChainGame,
    replicates: Replicates,
}

/// An attribution under way.
#[derive(Debug)]
pub struct AttributeJob {
    query: Query,
    fitted: Fitted,
    drawn: u32,
}

/// The paths in scope.
#[derive(Debug)]
struct Selection {
    table: PathTable,
    presence: Vec<Presence>,
    outside: OutsideScope,
    personas: u32,
    unknown_personas: Vec<(String, u32)>,
}

impl AttributeJob {
    /// Checks the query and computes the credit. `earlier` is what was fitted before, in whole
    /// or in part; it is used where it speaks of the same scope and seed.
    pub fn start(dataset: &Dataset, query: Query, earlier: Option<Fitted>) -> Result<AttributeJob, EngineError> {
        query.check(dataset)?;
        if let Some(fitted) = earlier.filter(|fitted| fitted.serves(&query)) {
            let drawn = fitted.replicates.count();
            return Ok(AttributeJob { query, fitted, drawn });
        }
        let selection = Selection::of(dataset, &query.scope);
        let chain = Chain::of_paths(&selection.table, &PathWeights::observed(&selection.table))?;
        let effects = markov::removal_effects(&chain);
        let game = shapley::chain_game(&chain, &Sampling::seeded(query.seed));
        let replicates = Replicates::new(&selection.table);
        let fitted = Fitted { scope: query.scope.clone(), seed: query.seed, selection, effects, game, replicates };
        Ok(AttributeJob { query, fitted, drawn: 0 })
    }

    /// Draws some replicates.
    pub fn step(&mut self) -> Result<Step<()>, EngineError> {
        let until = self.drawn.saturating_add(self.replicates_a_step()).min(self.query.replicates);
        while self.drawn < until {
            self.fitted.replicates.add(&self.fitted.selection.table, self.fitted.seed, self.drawn)?;
            self.drawn += 1;
        }
        if self.drawn >= self.query.replicates {
            return Ok(Step::Done(()));
        }
        let fraction = f64::from(self.drawn) / f64::from(self.query.replicates);
        Ok(Step::More(Progress { phase: Phase::Replicating, count: self.drawn, fraction: Some(fraction) }))
    }

    /// The report, and what was fitted for it.
    pub fn finish(self, dataset: &Dataset) -> (Report, Fitted) {
        let report = self.fitted.report(dataset, &self.query);
        (report, self.fitted)
    }

    /// What was fitted so far, for a query that takes this one's place.
    pub fn into_fitted(self) -> Fitted {
        self.fitted
    }

    fn replicates_a_step(&self) -> u32 {
        let table = &self.fitted.selection.table;
        let touches: usize = table.rows.iter().map(|row| row.channels.len() + 20).sum();
        let channels = table.channels.len();
        let cost = touches + channels.pow(3) + (8 << channels.min(EXACT_CHANNELS));
        u32::try_from(STEP_COST / cost.max(1)).map_or(u32::MAX, |count| count.max(1))
    }
}

impl Fitted {
    fn serves(&self, query: &Query) -> bool {
        self.scope == query.scope && self.seed == query.seed && self.replicates.count() <= query.replicates
    }

    fn report(&self, dataset: &Dataset, query: &Query) -> Report {
        let alpha = query.model.alpha(query.alpha);
        let markov = shares(&self.effects.conversions);
        let shapley = shares(&self.game.conversions);
        let share = mixture(alpha, markov.as_deref(), shapley.as_deref());
        let value_share = mixture(alpha, shares(&self.effects.value).as_deref(), shares(&self.game.value).as_deref());
        let table = &self.selection.table;
        let share_replicates: Vec<Vec<f64>> =
            (0..table.channels.len()).map(|channel| self.replicates.share(channel, alpha)).collect();
        let counts = self.counts(query);
        let credit = Credit { counts: &counts, share: share.as_deref(), value_share, markov, shapley };
        let channels = (0..table.channels.len())
            .map(|channel| {
                let interval = Interval::equal_tailed(query.level, share_replicates[channel].clone());
                self.channel(channel, &credit, interval)
            })
            .collect();
        let evidence = Evidence {
            origin: dataset.journeys.origin,
            table,
            presence: &self.selection.presence,
            shares: share.as_deref(),
            removal_effects: &self.effects.conversions,
            share_replicates: &share_replicates,
            unknown_personas: &self.selection.unknown_personas,
        };
        Report {
            origin: dataset.journeys.origin,
            model: query.model,
            alpha,
            seed: query.seed,
            replicates: query.replicates,
            level: query.level,
            channels,
            excluded_replicates: self.replicates.excluded(),
            findings: findings(&evidence),
            counts,
        }
    }

    fn channel(&self, index: usize, credit: &Credit, interval: Option<Interval>) -> ChannelCredit {
        let presence = self.selection.presence[index];
        let at = |shares: Option<&[f64]>| shares.map(|shares| shares[index]);
        let attributed = f64::from(credit.counts.attributed_conversions());
        let attributed_value = self.selection.table.attributed_value();
        let value_share = at(credit.value_share.as_deref()).unwrap_or_default();
        ChannelCredit {
            channel: self.selection.table.channels[index].clone(),
            touches: presence.touches,
            journeys: presence.journeys,
            conversions: presence.conversions,
            credit: at(credit.share).unwrap_or_default() * attributed,
            value_credit: attributed_value.map(|value| value_share * value.units()),
            share: at(credit.share),
            interval: interval.filter(|_| credit.share.is_some()),
            markov_share: at(credit.markov.as_deref()),
            shapley_share: at(credit.shapley.as_deref()),
            removal_effect: credit.markov.is_some().then(|| self.effects.conversions[index]),
        }
    }

    fn counts(&self, query: &Query) -> Counts {
        let table = &self.selection.table;
        let (journeys, conversions) = (table.journeys(), table.conversions());
        let some = |number: f64| (journeys > 0).then_some(number);
        let emptied = table.emptied();
        Counts {
            outside: self.selection.outside,
            journeys,
            events: self.selection.presence.iter().map(|presence| presence.touches).sum(),
            distinct_paths: table.rows.len() as u32,
            personas: self.selection.personas,
            conversions,
            conversion_rate: some(f64::from(conversions) / f64::from(journeys)),
            conversion_rate_interval: Interval::equal_tailed(query.level, self.replicates.conversion_rate().to_vec()),
            conversion_probability: some(self.effects.conversion_probability),
            value: table.value().map(|value| value.units()),
            conversions_without_value: table.conversions_without_value(),
            unattributed_conversions: emptied.map_or(0, |row| row.conversions),
            unattributed_value: known_value(emptied.into_iter()).map(|value| value.units()),
        }
    }
}

/// The shares that a report's channels are filled from.
struct Credit<'a> {
    counts: &'a Counts,
    share: Option<&'a [f64]>,
    value_share: Option<Vec<f64>>,
    markov: Option<Vec<f64>>,
    shapley: Option<Vec<f64>>,
}

impl Selection {
    fn of(dataset: &Dataset, scope: &Scope) -> Selection {
        let (inside, outside) = scope.select(dataset);
        let channels = &dataset.journeys.channels;
        let without: Vec<ChannelId> = scope.without.iter().filter_map(|name| channels.find(name)).collect();
        let table = PathTable::collapse(&dataset.journeys, &inside, &without);
        let names = &dataset.source.leads.personas;
        let mut journeys = vec![0_u32; names.len()];
        for journey in &inside {
            journeys[dataset.lead(journey).persona.index()] += 1;
        }
        let in_scope = names.iter().map(|(id, name)| (name, journeys[id.index()])).filter(|(_, count)| *count > 0);
        let unknown = in_scope.clone().filter(|(name, _)| !dataset.source.playbook.rule(name).1);
        let mut unknown_personas: Vec<(String, u32)> = unknown.map(|(name, count)| (name.to_owned(), count)).collect();
        unknown_personas.sort_unstable();
        Selection { presence: table.presence(), table, outside, unknown_personas, personas: in_scope.count() as u32 }
    }
}

fn mixture(alpha: f64, markov: Option<&[f64]>, shapley: Option<&[f64]>) -> Option<Vec<f64>> {
    Some(markov?.iter().zip(shapley?).map(|(markov, shapley)| mixed(alpha, *markov, *shapley)).collect())
}
