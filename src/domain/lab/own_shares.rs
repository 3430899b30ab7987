//! The share that each model itself has in the population, which is what its intervals speak of: the model is fitted to
//! many journeys, other ones than those of the repetitions.

use crate::domain::{
    attribution::{
        PathWeights,
        chain::{Chain, TooManyStates},
        fit::{FitError, Fitter},
        markov::removal_effects,
        model::{Base, Model, Settings, mixed},
        shapley::{Sampling, chain_game},
        shares,
    },
    channel::TooManyChannels,
    intern::Interner,
    path::{NamedPath, PathTable},
};

/// Every base model once.
pub const BASES: [Base; 14] = [
    Base::FirstTouch,
    Base::LastTouch,
    Base::LastNonDirect,
    Base::Linear,
    Base::LinearDistinct,
    Base::TimeDecay,
    Base::UShaped,
    Base::WShaped,
    Base::JShaped,
    Base::InverseJ,
    Base::CustomPosition,
    Base::Participation,
    Base::Markov,
    Base::ChainGame,
];

/// Most channels of a world in which the lab draws intervals of the chain game, and of the hybrid, which holds it: each
/// replicate takes a Shapley value over all their coalitions.
pub const MOST_IN_INTERVALS: usize = 14;

/// The same at sample sizes below the largest, of which there are up to three.
pub const MOST_IN_SMALLER: usize = 11;

/// Journeys added batch after batch. Credit by rule is a sum over journeys, and is added up, as are the transitions of the
/// chain of order 1; a chain of a higher order is fitted to all paths in the end.
#[derive(Clone, Debug)]
pub struct OwnShares {
    /// Sorted by name.
    channels: Vec<String>,
    settings: Settings,
    /// By rule of [`BASES`], then by channel.
    credit: Vec<Vec<f64>>,
    /// Conversions of all journeys.
    conversions: u32,
    steps: Steps,
    /// Paths as the bytes of their channels, with conversions and nulls; only for an order above 1.
    paths: Interner,
    counts: Vec<(u32, u32)>,
}

/// How often each state of the chain of order 1 is followed by each channel, a conversion and a null; START is the last
/// state. A touch that repeats the one before is no transition.
#[derive(Clone, Debug)]
struct Steps(Vec<Vec<u64>>);

impl OwnShares {
    /// Of these channels, sorted by name.
    pub fn new(channels: &[String], settings: &Settings) -> OwnShares {
        OwnShares {
            channels: channels.to_vec(),
            settings: settings.clone(),
            credit: vec![vec![0.0; channels.len()]; BASES.len()],
            conversions: 0,
            steps: Steps(vec![vec![0; channels.len() + 2]; channels.len() + 1]),
            paths: Interner::default(),
            counts: Vec::new(),
        }
    }

    /// Adds the journeys of a table that has ages.
    pub fn add(&mut self, table: &PathTable) -> Result<(), FitError> {
        let places = places(&self.channels, table);
        let weights = PathWeights::observed(table);
        self.conversions += table.conversions();
        for (base, credit) in BASES.iter().zip(&mut self.credit).filter(|(base, _)| !of_chain(**base)) {
            let all = if *base == Base::Participation { table.conversions() } else { attributed(table) };
            let share = Fitter::new(*base, table, &self.settings, 0)?.fit(table, &weights, 0)?.share;
            for (place, share) in places.iter().zip(share.iter().flatten()) {
                credit[*place] += share * f64::from(all);
            }
        }
        for row in table.rows.iter() {
            let path: Vec<usize> = row.channels.iter().map(|at| places[usize::from(*at)]).collect();
            self.steps.add(&path, row.conversions, row.nulls);
            if self.settings.order > 1 {
                self.keep(&path, row.conversions, row.nulls);
            }
        }
        Ok(())
    }

    fn keep(&mut self, path: &[usize], conversions: u32, nulls: u32) {
        let key: Vec<u8> = path.iter().flat_map(|channel| (*channel as u16).to_be_bytes()).collect();
        let path = self.paths.intern(&key) as usize;
        self.counts.resize(self.counts.len().max(path + 1), (0, 0));
        let (all_conversions, all_nulls) = &mut self.counts[path];
        (*all_conversions, *all_nulls) = (*all_conversions + conversions, *all_nulls + nulls);
    }

    /// Shares by model of [`Model::ALL`], then by channel. `None` of a model without credit, and of one that cannot be
    /// fitted to so many paths or channels.
    pub fn shares(&self, alpha: f64) -> Result<Vec<Option<Vec<f64>>>, TooManyChannels> {
        let chain = self.steps.chain();
        let of_windows = if self.settings.order > 1 { self.of_windows()? } else { None };
        let of_base = |(base, credit): (&Base, &Vec<f64>)| match base {
            Base::Markov if self.settings.order > 1 => of_windows.clone(),
            Base::Markov => shares(&removal_effects(chain.as_ref().ok()?).conversions),
            Base::ChainGame => {
                let game = chain_game(chain.as_ref().ok()?, &Sampling::seeded(0));
                // Where no channel is needed for any conversion the values are rounding, not credit.
                let rounding = 1e-12 * game.conversion_probability;
                shares(&game.conversions).filter(|_| game.conversions.iter().sum::<f64>() > rounding)
            }
            Base::Participation => {
                let of_all = credit.iter().map(|credit| credit / f64::from(self.conversions));
                (self.conversions > 0).then(|| of_all.collect())
            }
            _ => shares(credit),
        };
        let of_bases: Vec<Option<Vec<f64>>> = BASES.iter().zip(&self.credit).map(of_base).collect();
        Ok(Model::ALL.iter().map(|model| of_model(*model, &of_bases, alpha)).collect())
    }

    /// Markov's shares at an order above 1.
    fn of_windows(&self) -> Result<Option<Vec<f64>>, TooManyChannels> {
        let table = self.table()?;
        let weights = PathWeights::observed(&table);
        let figures = Fitter::new(Base::Markov, &table, &self.settings, 0).and_then(|of| of.fit(&table, &weights, 0));
        let share = figures.ok().and_then(|figures| figures.share);
        Ok(share.map(|share| spread(&share, &places(&self.channels, &table), self.channels.len())))
    }

    fn table(&self) -> Result<PathTable, TooManyChannels> {
        let name = |at: &[u8; 2]| self.channels[usize::from(u16::from_be_bytes(*at))].as_str();
        let paths = (0..self.counts.len() as u32)
            .map(|path| self.paths.get(path).as_chunks().0.iter().map(name).collect::<Vec<&str>>());
        let paths: Vec<Vec<&str>> = paths.collect();
        let named = paths.iter().zip(&self.counts).map(|(channels, (conversions, nulls))| NamedPath {
            channels,
            conversions: *conversions,
            nulls: *nulls,
            value: None,
        });
        PathTable::from_named(named)
    }
}

impl Steps {
    fn add(&mut self, path: &[usize], conversions: u32, nulls: u32) {
        let start = self.0.len() - 1;
        let mut state = start;
        for channel in path {
            if *channel != state {
                self.0[state][*channel] += u64::from(conversions + nulls);
            }
            state = *channel;
        }
        self.0[state][start] += u64::from(conversions);
        self.0[state][start + 1] += u64::from(nulls);
    }

    fn chain(&self) -> Result<Chain, TooManyStates> {
        let row = |counts: &Vec<u64>| {
            let all: u64 = counts.iter().sum();
            let part = |count: &u64| if all > 0 { *count as f64 / all as f64 } else { 0.0 };
            counts[..counts.len() - 1].iter().map(part).collect()
        };
        Chain::of_rows(&self.0.iter().map(row).collect::<Vec<Vec<f64>>>())
    }
}

/// Conversions that channels can be credited with.
pub fn attributed(table: &PathTable) -> u32 {
    table.conversions() - table.emptied().map_or(0, |row| row.conversions)
}

/// A model's shares from those of its bases, by base of [`BASES`].
pub fn of_model(model: Model, of_bases: &[Option<Vec<f64>>], alpha: f64) -> Option<Vec<f64>> {
    let of = |base: &Base| BASES.iter().position(|known| known == base).and_then(|at| of_bases[at].as_ref());
    match model.bases() {
        [only] => of(only).cloned(),
        [markov, shapley, ..] => {
            let pairs = of(markov)?.iter().zip(of(shapley)?);
            Some(pairs.map(|(markov, shapley)| mixed(alpha, *markov, *shapley)).collect())
        }
        [] => None,
    }
}

/// Where each channel of a table stands among these.
pub fn places(channels: &[String], table: &PathTable) -> Vec<usize> {
    let place = |name: &String| channels.binary_search(name).unwrap_or_default();
    table.channels.iter().map(place).collect()
}

/// The figures of a table's channels among all channels; 0 for one that has no journey.
pub fn spread(figures: &[f64], places: &[usize], channels: usize) -> Vec<f64> {
    let mut spread = vec![0.0; channels];
    figures.iter().zip(places).for_each(|(figure, place)| spread[*place] = *figure);
    spread
}

fn of_chain(base: Base) -> bool {
    matches!(base, Base::Markov | Base::ChainGame)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A table with ages: a path's touches stand a day apart.
    fn table(paths: &[(&[&str], u32, u32)]) -> PathTable {
        let named = paths.iter().map(|(channels, conversions, nulls)| NamedPath {
            channels,
            conversions: *conversions,
            nulls: *nulls,
            value: None,
        });
        let mut table = PathTable::from_named(named).expect("few channels");
        for (channels, ages) in table.rows.ages_mut() {
            *ages = Some((0..channels.len()).rev().map(|days| 86_400 * days as i64).collect());
        }
        table
    }

    fn own(batches: &[&[(&[&str], u32, u32)]], settings: &Settings) -> Vec<Option<Vec<f64>>> {
        let mut own = OwnShares::new(&["C1", "C2", "C3", "never"].map(str::to_owned), settings);
        batches.iter().for_each(|batch| own.add(&table(batch)).expect("few paths"));
        own.shares(0.5).expect("few channels")
    }

    fn check(found: &[Option<Vec<f64>>], model: Model, expect: [f64; 4]) {
        let at = Model::ALL.iter().position(|known| *known == model).expect("a model");
        let shares = found[at].as_ref().expect("credit");
        let near = shares.iter().zip(expect).all(|(share, expect)| (share - expect).abs() < 1e-6);
        assert!(near && shares.len() == 4, "{}: {shares:?} instead of {expect:?}", model.name());
    }

    #[test]
    fn batches_come_to_the_shares_of_all_journeys() {
        // The check value of three paths: removal effects .5, 1, 1; the chain game's .166667, .416667, .416667.
        let found =
            own(&[&[(&["C1", "C2", "C3"], 1, 0), (&["C1"], 0, 1)], &[(&["C2", "C3"], 0, 1)]], &Settings::default());
        check(&found, Model::Markov, [0.2, 0.4, 0.4, 0.0]);
        check(&found, Model::Shapley, [1.0 / 6.0, 5.0 / 12.0, 5.0 / 12.0, 0.0]);
        check(&found, Model::Hybrid, [11.0 / 60.0, 49.0 / 120.0, 49.0 / 120.0, 0.0]);
        check(&found, Model::Linear, [1.0 / 3.0, 1.0 / 3.0, 1.0 / 3.0, 0.0]);
        check(&found, Model::Participation, [1.0, 1.0, 1.0, 0.0]);
    }

    #[test]
    fn a_batch_weighs_as_many_conversions_as_it_has() {
        // Three first touches of C1, two of C2; one conversion is of a journey without touches, which nobody gets.
        let found = own(&[&[(&["C1"], 3, 0), (&[], 1, 2)], &[(&["C2", "C3"], 2, 5)]], &Settings::default());
        check(&found, Model::FirstTouch, [0.6, 0.4, 0.0, 0.0]);
        check(&found, Model::LastTouch, [0.6, 0.0, 0.4, 0.0]);
        // Of all six conversions.
        check(&found, Model::Participation, [0.5, 1.0 / 3.0, 1.0 / 3.0, 0.0]);
    }

    #[test]
    fn a_higher_order_is_of_all_paths() {
        // C1>C2>C1>C2>C2>C1, C1>C2>C2>C1>C1, C1>C1: at order 2 removal effects 1 and 2 / 3, as among the check values.
        let paths: [&[&str]; 3] =
            [&["C1", "C2", "C1", "C2", "C2", "C1"], &["C1", "C2", "C2", "C1", "C1"], &["C1", "C1"]];
        let settings = Settings { order: 2, ..Settings::default() };
        let found = own(&[&[(paths[0], 1, 0)], &[(paths[1], 1, 0), (paths[2], 1, 0)]], &settings);
        check(&found, Model::Markov, [0.6, 0.4, 0.0, 0.0]);
    }

    #[test]
    fn without_conversions_no_model_has_shares() {
        assert!(own(&[&[(&["C1"], 0, 3)]], &Settings::default()).iter().all(Option::is_none));
        assert!(own(&[], &Settings::default()).iter().all(Option::is_none));
    }
}
