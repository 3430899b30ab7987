//! The share that each model itself has in the population, which is what its intervals speak of: the model is fitted to
//! many journeys, other ones than those of the repetitions.

use crate::domain::{
    attribution::{
        PathWeights,
        fit::{FitError, Fitter},
        model::{Base, Model, Settings, mixed},
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

/// Journeys added batch after batch. Credit by rule is a sum over journeys, and is added up; models of the chain are fitted
/// to all paths in the end.
#[derive(Clone, Debug)]
pub struct OwnShares {
    /// Sorted by name.
    channels: Vec<String>,
    settings: Settings,
    /// By rule of [`BASES`], then by channel.
    credit: Vec<Vec<f64>>,
    /// Conversions of all journeys.
    conversions: u32,
    /// Paths as the bytes of their channels, with conversions and nulls.
    paths: Interner,
    counts: Vec<(u32, u32)>,
}

impl OwnShares {
    /// Of these channels, sorted by name.
    pub fn new(channels: &[String], settings: &Settings) -> OwnShares {
        OwnShares {
            channels: channels.to_vec(),
            settings: settings.clone(),
            credit: vec![vec![0.0; channels.len()]; BASES.len()],
            conversions: 0,
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
        let mut key = Vec::new();
        for row in &table.rows {
            key.clear();
            row.channels.iter().for_each(|at| key.extend((places[usize::from(*at)] as u16).to_be_bytes()));
            let path = self.paths.intern(&key) as usize;
            self.counts.resize(self.counts.len().max(path + 1), (0, 0));
            let (conversions, nulls) = &mut self.counts[path];
            (*conversions, *nulls) = (*conversions + row.conversions, *nulls + row.nulls);
        }
        Ok(())
    }

    /// Shares by model of [`Model::ALL`], then by channel. `None` of a model without credit, and of one that cannot be
    /// fitted to so many paths.
    pub fn shares(&self, alpha: f64) -> Result<Vec<Option<Vec<f64>>>, TooManyChannels> {
        let table = self.table()?;
        let weights = PathWeights::observed(&table);
        let places = places(&self.channels, &table);
        let of_base = |(base, credit): (&Base, &Vec<f64>)| match base {
            base if of_chain(*base) => {
                let fitter = Fitter::new(*base, &table, &self.settings, 0);
                let figures = fitter.and_then(|fitter| fitter.fit(&table, &weights, 0));
                figures.ok().and_then(|figures| figures.share).map(|share| spread(&share, &places, self.channels.len()))
            }
            Base::Participation => (self.conversions > 0)
                .then(|| credit.iter().map(|credit| credit / f64::from(self.conversions)).collect()),
            _ => shares(credit),
        };
        let of_bases: Vec<Option<Vec<f64>>> = BASES.iter().zip(&self.credit).map(of_base).collect();
        Ok(Model::ALL.iter().map(|model| of_model(*model, &of_bases, alpha)).collect())
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
