//! The question that a report answers.

use std::fmt;

use crate::{
    domain::{
        attribution::{
            context::{ContextError, ContextWeights, weight_of},
            model::{Model, Settings, SettingsError},
        },
        dataset::Dataset,
        scope::Scope,
        uncertainty::{draw::LARGEST_SEED, resample::Method},
    },
    pack::Pack,
};

/// Seed of a new session; a fresh one is drawn only when asked for, and shown.
pub const DEFAULT_SEED: u64 = 7;

/// Most replicates that may be asked for.
pub const MOST_REPLICATES: u32 = 100_000;

/// A scope, a model, and the settings of its uncertainty.
#[derive(Clone, Debug, PartialEq, Pack)]
pub struct Query {
    pub scope: Scope,
    pub model: Model,
    /// The weight of Markov in the hybrid, 0 to 1.
    pub alpha: f64,
    pub settings: Settings,
    pub context: ContextWeights,
    pub method: Method,
    pub seed: u64,
    pub replicates: u32,
    /// Level of the intervals, between 0 and 1.
    pub level: f64,
}

/// A query that cannot be answered as it stands.
#[derive(Clone, Debug, PartialEq)]
pub enum QueryError {
    Alpha(f64),
    Level(f64),
    Seed(u64),
    Replicates(u32),
    Threshold,
    Settings(SettingsError),
    Context(ContextError),
    Prior(f64),
    /// A weight for a name that is not there.
    NoSuchName {
        kind: String,
        name: String,
    },
    /// Members of a group that weigh differently.
    GroupWeights(Vec<String>),
    /// More journeys than are drawn one by one in every replicate.
    TooManyToDraw(u32),
    NoSuchChannel {
        channel: String,
        known: Vec<String>,
    },
    NoSuchPlay {
        play: String,
        known: Vec<String>,
    },
    /// A word that no journey has in this column.
    NoSuchSegment {
        column: String,
        word: String,
    },
}

impl Default for Query {
    fn default() -> Query {
        Query {
            scope: Scope::default(),
            model: Model::Hybrid,
            alpha: 0.5,
            settings: Settings::default(),
            context: ContextWeights::default(),
            method: Method::Bayesian,
            seed: DEFAULT_SEED,
            replicates: 1_000,
            level: 0.9,
        }
    }
}

impl Query {
    /// Checks the numbers by themselves and the names against the dataset.
    pub fn check(&self, dataset: &Dataset) -> Result<(), QueryError> {
        self.check_numbers()?;
        let channels = &dataset.journeys.channels;
        let mut named =
            self.scope.without.iter().chain(self.scope.groups.iter().flatten()).chain(self.scope.paths.names());
        if let Some(channel) = named.find(|name| channels.find(name).is_none()) {
            let known = channels.names().map(str::to_owned).collect();
            return Err(QueryError::NoSuchChannel { channel: channel.clone(), known });
        }
        let plays = dataset.plays();
        if let Some(play) = self.scope.plays.iter().find(|name| plays.find(name).is_none()) {
            let known = plays.iter().map(|(_, name)| name.to_owned()).collect();
            return Err(QueryError::NoSuchPlay { play: play.clone(), known });
        }
        let personas = dataset.personas();
        if let Some(name) = self.scope.personas.iter().find(|name| personas.find(name).is_none()) {
            return Err(QueryError::NoSuchName { kind: "persona".to_owned(), name: name.clone() });
        }
        let is_known = |(column, word): &&(String, String)| {
            dataset.segments().iter().any(|known| known.name == *column && known.words.find(word).is_some())
        };
        if let Some((column, word)) = self.scope.segments.iter().find(|chosen| !is_known(chosen)) {
            return Err(QueryError::NoSuchSegment { column: column.clone(), word: word.clone() });
        }
        self.check_weighted("channel", &self.context.channels, |name| channels.find(name).is_some())?;
        let weight = |name: &String| weight_of(&self.context.channels, name);
        let uneven = |group: &&Vec<String>| group.windows(2).any(|pair| weight(&pair[0]) != weight(&pair[1]));
        if let Some(group) = self.scope.groups.iter().find(uneven) {
            return Err(QueryError::GroupWeights(group.clone()));
        }
        self.check_weighted("persona", &self.context.personas, |name| dataset.personas().find(name).is_some())?;
        self.check_weighted("play", &self.context.plays, |name| plays.find(name).is_some())
    }

    /// Refuses weights of names that are not there.
    pub(super) fn check_weighted(
        &self,
        kind: &str,
        weights: &[(String, f64)],
        known: impl Fn(&str) -> bool,
    ) -> Result<(), QueryError> {
        match weights.iter().find(|(name, _)| !known(name)) {
            Some((name, _)) => Err(QueryError::NoSuchName { kind: kind.to_owned(), name: name.clone() }),
            None => Ok(()),
        }
    }

    /// Checks the numbers alone.
    pub fn check_numbers(&self) -> Result<(), QueryError> {
        if !(0.0..=1.0).contains(&self.alpha) {
            return Err(QueryError::Alpha(self.alpha));
        }
        if !(self.level > 0.0 && self.level < 1.0) {
            return Err(QueryError::Level(self.level));
        }
        if self.seed > LARGEST_SEED {
            return Err(QueryError::Seed(self.seed));
        }
        if self.replicates > MOST_REPLICATES {
            return Err(QueryError::Replicates(self.replicates));
        }
        self.settings.check().map_err(QueryError::Settings)?;
        self.context.check().map_err(QueryError::Context)?;
        match self.method {
            Method::Dirichlet { prior } if !(prior.is_finite() && prior >= 0.0) => {
                return Err(QueryError::Prior(prior));
            }
            _ => {}
        }
        let finite = |number: f64| number.is_finite();
        let bounds = self.scope.ranges.iter().flat_map(|range| [range.from, range.to]);
        if !bounds.flatten().all(finite) {
            return Err(QueryError::Threshold);
        }
        match self.scope.tier {
            Some(tier) if !finite(tier.sii_at_least) || !finite(tier.risk_at_least) => Err(QueryError::Threshold),
            _ => Ok(()),
        }
    }
}

impl fmt::Display for QueryError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            QueryError::Alpha(alpha) => write!(out, "alpha is {alpha}; it must be between 0 (Shapley) and 1 (Markov)"),
            QueryError::Level(level) => {
                write!(out, "the level is {} %; it must lie between 0 and 100 %", 100.0 * level)
            }
            QueryError::Seed(seed) => write!(out, "the seed is {seed}; it must not be above {LARGEST_SEED}"),
            QueryError::Replicates(count) => {
                write!(out, "{count} replicates are more than the {MOST_REPLICATES} that are drawn at most")
            }
            QueryError::Threshold => write!(out, "a threshold is not a finite number"),
            QueryError::Settings(error) => error.fmt(out),
            QueryError::Context(error) => error.fmt(out),
            QueryError::NoSuchName { kind, name } => write!(out, "there is no {kind} \"{name}\" here"),
            QueryError::GroupWeights(group) => {
                write!(out, "{} count as one channel but have different weights: give them one", group.join(" and "))
            }
            QueryError::TooManyToDraw(journeys) => write!(
                out,
                "the nonparametric bootstrap draws journeys one by one, and {journeys} are too many: choose the Bayesian one"
            ),
            QueryError::Prior(prior) => write!(out, "the prior is {prior}; it must be 0 or more"),
            QueryError::NoSuchChannel { channel, known } => {
                write!(out, "no channel is named \"{channel}\"; the channels are {}", known.join(", "))
            }
            QueryError::NoSuchSegment { column, word } => {
                write!(out, "no journey has \"{word}\" in the column {column}")
            }
            QueryError::NoSuchPlay { play, known } if known.is_empty() => {
                write!(out, "no play is named \"{play}\"; the file names no plays")
            }
            QueryError::NoSuchPlay { play, known } => {
                let shown = &known[..known.len().min(20)];
                write!(out, "no play is named \"{play}\"; the plays are {}", shown.join(", "))
            }
        }
    }
}

impl std::error::Error for QueryError {}
