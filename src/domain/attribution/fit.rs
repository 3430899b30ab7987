//! Models fitted to a table: prepared once, then fitted to any weights of its paths.

use std::fmt;

use super::{
    PathWeights,
    chain::{Chain, TooManyStates},
    counter::Counter,
    heuristic::{PositionWeights, Rule},
    markov::{self, RemovalEffects},
    model::{Base, Settings},
    shapley::{self, ChainGame, EXACT_CHANNELS, Sampled, Sampler, Sampling},
    shares,
    spread::Spread,
    window::{WindowError, Windows},
};
use crate::domain::{path::PathTable, uncertainty::draw::Draws};

const SECONDS_PER_DAY: f64 = 86_400.0;

/// One model's figures, channel by channel.
#[derive(Clone, Debug, PartialEq)]
pub struct Figures {
    /// Fraction of all credit; `None` where there is no credit. Participation's do not sum to 1.
    pub share: Option<Vec<f64>>,
    pub value_share: Option<Vec<f64>>,
    /// Of a Markov model.
    pub effects: Option<RemovalEffects>,
    /// Of a Shapley value that was sampled.
    pub sampled: Option<Sampled>,
    /// Probability of conversion in the model's chain, or the conversion rate.
    pub conversion_probability: f64,
}

/// A base model, prepared for a table.
#[derive(Clone, Debug)]
pub struct Fitter {
    pub base: Base,
    way: Way,
    sampling: Sampling,
}

#[derive(Clone, Debug)]
enum Way {
    Spread(Spread),
    /// Times are asked for that the table does not have.
    NotDefined,
    FirstOrder,
    Windows(Windows),
    ChainGame,
}

/// Why a model has no figures at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FitError {
    Chain(TooManyStates),
    Windows(WindowError),
}

impl Fitter {
    /// Prepares a base model.
    pub fn new(base: Base, table: &PathTable, settings: &Settings, seed: u64) -> Result<Fitter, FitError> {
        let sampling = Sampling { bound: settings.sampling_bound, ..Sampling::seeded(seed) };
        let way = match base {
            Base::Markov if settings.order == 1 => Way::FirstOrder,
            Base::Markov => Way::Windows(Windows::of_paths(table, settings.order)?),
            Base::ChainGame => Way::ChainGame,
            _ => {
                let excluded = indices(table, &settings.excluded);
                Spread::of(table, &rule(base, settings, &excluded)).map_or(Way::NotDefined, Way::Spread)
            }
        };
        Ok(Fitter { base, way, sampling })
    }

    /// The same model for replicates, in which a sampled Shapley value takes less work.
    pub fn for_replicates(mut self) -> Fitter {
        self.sampling = self.sampling.of_replicate();
        self
    }

    /// Transient states of a Markov model, START among them.
    pub fn states(&self, table: &PathTable) -> Option<usize> {
        match &self.way {
            Way::FirstOrder => Some(table.channels.len() + 1),
            Way::Windows(windows) => Some(windows.states()),
            _ => None,
        }
    }

    /// Fits the model to these weights. A Shapley value that is sampled takes its orders from this stream.
    pub fn fit(&self, table: &PathTable, weights: &PathWeights, stream: u32) -> Result<Figures, FitError> {
        let chain = self.asks_for_chain().then(|| Chain::of_paths(table, weights)).transpose()?;
        self.fit_with(weights, chain.as_ref(), stream)
    }

    /// Whether it is a model of the chain of order 1.
    pub fn asks_for_chain(&self) -> bool {
        matches!(self.way, Way::FirstOrder | Way::ChainGame)
    }

    /// The same where the chain at these weights has been counted, for the models that ask for it.
    pub fn fit_with(&self, weights: &PathWeights, chain: Option<&Chain>, stream: u32) -> Result<Figures, FitError> {
        match (&self.way, chain) {
            (Way::Spread(spread), _) => Ok(self.of_credit(spread.credit(weights), weights)),
            (Way::FirstOrder, Some(chain)) => Ok(Figures::of_effects(markov::removal_effects(chain))),
            (Way::Windows(windows), _) => Ok(Figures::of_effects(windows.chain(weights).removal_effects()?)),
            (Way::ChainGame, Some(chain)) => Ok(self.of_game(chain, stream)),
            (Way::NotDefined | Way::FirstOrder | Way::ChainGame, _) => Ok(Figures::without_credit(rate(weights))),
        }
    }

    /// Fits a model of the chain to rows drawn from Dirichlet distributions round the observed
    /// counts; other models have no rows, and no figures here.
    pub fn fit_rows(
        &self,
        counter: Result<&Counter, TooManyStates>,
        observed: &PathWeights,
        draws: &mut Draws,
        prior: f64,
        stream: u32,
    ) -> Result<Figures, FitError> {
        match &self.way {
            Way::FirstOrder => {
                let chain = Chain::with_drawn_rows(counter?, observed, draws, prior);
                Ok(Figures::of_effects(markov::removal_effects(&chain)))
            }
            Way::Windows(windows) => {
                Ok(Figures::of_effects(windows.chain_with_drawn_rows(observed, draws, prior).removal_effects()?))
            }
            Way::ChainGame => Ok(self.of_game(&Chain::with_drawn_rows(counter?, observed, draws, prior), stream)),
            Way::Spread(_) | Way::NotDefined => Ok(Figures::without_credit(rate(observed))),
        }
    }

    fn of_credit(&self, (conversions, value): (Vec<f64>, Vec<f64>), weights: &PathWeights) -> Figures {
        let (all, all_value) = (weights.conversions.iter().sum(), weights.value.iter().sum());
        let part = |credit: &[f64], all: f64| match self.base {
            // Every channel gets all of a path, so that the parts are not parts of one sum.
            Base::Participation => (all > 0.0).then(|| credit.iter().map(|credit| credit / all).collect()),
            _ => shares(credit),
        };
        Figures {
            share: part(&conversions, all),
            value_share: part(&value, all_value),
            ..Figures::without_credit(rate(weights))
        }
    }

    /// The sampling of a Shapley value that is not exact, to be stepped; `None` for any other model.
    pub fn sampler(&self, table: &PathTable, weights: &PathWeights) -> Result<Option<Sampler>, FitError> {
        if !matches!(self.way, Way::ChainGame) || table.channels.len() <= EXACT_CHANNELS {
            return Ok(None);
        }
        Ok(Some(Sampler::new(Chain::of_paths(table, weights)?, self.sampling)))
    }

    fn of_game(&self, chain: &Chain, stream: u32) -> Figures {
        Figures::of_game(shapley::chain_game(chain, &Sampling { stream, ..self.sampling }), chain)
    }
}

impl Figures {
    /// The figures of a Shapley value that was sampled in steps.
    pub fn of_sampled(sampler: &Sampler) -> Figures {
        Figures::of_game(sampler.game(), sampler.chain())
    }

    fn of_game(game: ChainGame, chain: &Chain) -> Figures {
        // Where no channel is needed for any conversion the values are rounding, not credit.
        let credit = |parts: &[f64], unattributed: f64| {
            let total: f64 = parts.iter().sum();
            shares(parts).filter(|_| total > 1e-12 * (total + unattributed))
        };
        let start = chain.start();
        Figures {
            share: credit(&game.conversions, chain.conversion()[start]),
            value_share: credit(&game.value, chain.conversion_value()[start]),
            sampled: game.relative_error(),
            ..Figures::without_credit(game.conversion_probability)
        }
    }

    fn without_credit(conversion_probability: f64) -> Figures {
        Figures { share: None, value_share: None, effects: None, sampled: None, conversion_probability }
    }

    fn of_effects(effects: RemovalEffects) -> Figures {
        Figures {
            share: shares(&effects.conversions),
            value_share: shares(&effects.value),
            effects: Some(effects.clone()),
            ..Figures::without_credit(effects.conversion_probability)
        }
    }
}

fn rule<'a>(base: Base, settings: &Settings, excluded: &'a [usize]) -> Rule<'a> {
    match base {
        Base::FirstTouch => Rule::FirstTouch,
        Base::LastTouch => Rule::LastTouch,
        Base::LastNonDirect => Rule::LastOutside(excluded),
        Base::Linear => Rule::Linear,
        Base::TimeDecay => Rule::TimeDecay { half_life_seconds: settings.half_life_days * SECONDS_PER_DAY },
        Base::UShaped => Rule::Position(PositionWeights::U_SHAPED),
        Base::WShaped => Rule::Position(PositionWeights::W_SHAPED),
        Base::JShaped => Rule::Position(PositionWeights::J_SHAPED),
        Base::InverseJ => Rule::Position(PositionWeights::INVERSE_J),
        Base::CustomPosition => Rule::Position(settings.custom),
        Base::Participation => Rule::Participation,
        Base::LinearDistinct | Base::Markov | Base::ChainGame => Rule::LinearDistinct,
    }
}

fn indices(table: &PathTable, names: &[String]) -> Vec<usize> {
    let channels = table.channels.iter().enumerate();
    channels.filter(|(_, channel)| names.contains(channel)).map(|(index, _)| index).collect()
}

fn rate(weights: &PathWeights) -> f64 {
    let conversions: f64 = weights.conversions.iter().sum();
    let all = conversions + weights.nulls.iter().sum::<f64>();
    if all > 0.0 { conversions / all } else { 0.0 }
}

impl From<TooManyStates> for FitError {
    fn from(error: TooManyStates) -> Self {
        FitError::Chain(error)
    }
}

impl From<WindowError> for FitError {
    fn from(error: WindowError) -> Self {
        FitError::Windows(error)
    }
}

impl fmt::Display for FitError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            FitError::Chain(error) => error.fmt(out),
            FitError::Windows(error) => error.fmt(out),
        }
    }
}

impl std::error::Error for FitError {}
