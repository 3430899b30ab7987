//! Models by the names of the field, and their settings.

use std::fmt;

use crate::pack::Pack;

use super::heuristic::PositionWeights;

/// A choice of model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Pack)]
pub enum Model {
    FirstTouch,
    LastTouch,
    /// The last touch outside the excluded channels.
    LastNonDirect,
    Linear,
    /// The Shapley value of the sum game under its other name.
    LinearDistinct,
    TimeDecay,
    UShaped,
    WShaped,
    JShaped,
    InverseJ,
    CustomPosition,
    Participation,
    Markov,
    /// Of the chain game.
    Shapley,
    ShapleySum,
    /// The sum game booked by position.
    ShapleyOrdered,
    /// alpha x Markov share + (1 - alpha) x Shapley share.
    Hybrid,
}

/// What is computed: some models are one figure under two names, and the hybrid is a mixture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Base {
    FirstTouch,
    LastTouch,
    LastNonDirect,
    Linear,
    LinearDistinct,
    TimeDecay,
    UShaped,
    WShaped,
    JShaped,
    InverseJ,
    CustomPosition,
    Participation,
    Markov,
    ChainGame,
}

/// Settings of the models that have any.
#[derive(Clone, Debug, PartialEq, Pack)]
pub struct Settings {
    /// Order of the Markov chain, at least 1. The chain game is always of order 1.
    pub order: usize,
    pub half_life_days: f64,
    /// Channels that last non-direct passes over.
    pub excluded: Vec<String>,
    pub custom: PositionWeights,
    /// Bound of the sampled Shapley value's standard error, as a part of the conversion probability.
    pub sampling_bound: f64,
}

/// Highest order of a Markov chain that may be asked for.
pub const HIGHEST_ORDER: usize = 8;

/// A setting that no model can work with.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum SettingsError {
    Order(usize),
    HalfLife(f64),
    CustomWeights,
    SamplingBound(f64),
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            order: 1,
            half_life_days: 7.0,
            excluded: vec!["direct".to_owned(), "Direct".to_owned()],
            custom: PositionWeights::U_SHAPED,
            sampling_bound: 1e-3,
        }
    }
}

impl Settings {
    pub fn check(&self) -> Result<(), SettingsError> {
        if !(1..=HIGHEST_ORDER).contains(&self.order) {
            return Err(SettingsError::Order(self.order));
        }
        if !(self.half_life_days.is_finite() && self.half_life_days > 0.0) {
            return Err(SettingsError::HalfLife(self.half_life_days));
        }
        if !(self.sampling_bound.is_finite() && self.sampling_bound > 0.0) {
            return Err(SettingsError::SamplingBound(self.sampling_bound));
        }
        match self.custom.is_valid() {
            true => Ok(()),
            false => Err(SettingsError::CustomWeights),
        }
    }
}

impl Model {
    /// Every model, the rule-based ones first.
    pub const ALL: [Model; 17] = [
        Model::FirstTouch,
        Model::LastTouch,
        Model::LastNonDirect,
        Model::Linear,
        Model::LinearDistinct,
        Model::TimeDecay,
        Model::UShaped,
        Model::WShaped,
        Model::JShaped,
        Model::InverseJ,
        Model::CustomPosition,
        Model::Participation,
        Model::Markov,
        Model::Shapley,
        Model::ShapleySum,
        Model::ShapleyOrdered,
        Model::Hybrid,
    ];

    /// The name in JSON and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Model::FirstTouch => "first_touch",
            Model::LastTouch => "last_touch",
            Model::LastNonDirect => "last_non_direct",
            Model::Linear => "linear",
            Model::LinearDistinct => "linear_distinct",
            Model::TimeDecay => "time_decay",
            Model::UShaped => "u_shaped",
            Model::WShaped => "w_shaped",
            Model::JShaped => "j_shaped",
            Model::InverseJ => "inverse_j",
            Model::CustomPosition => "custom_position",
            Model::Participation => "participation",
            Model::Markov => "markov",
            Model::Shapley => "shapley",
            Model::ShapleySum => "shapley_sum",
            Model::ShapleyOrdered => "shapley_ordered",
            Model::Hybrid => "hybrid",
        }
    }

    /// Its name for people.
    pub fn title(self) -> &'static str {
        match self {
            Model::FirstTouch => "First touch",
            Model::LastTouch => "Last touch",
            Model::LastNonDirect => "Last non-direct",
            Model::Linear => "Linear",
            Model::LinearDistinct => "Linear, distinct channels",
            Model::TimeDecay => "Time decay",
            Model::UShaped => "U-shaped",
            Model::WShaped => "W-shaped",
            Model::JShaped => "J-shaped",
            Model::InverseJ => "Inverse J",
            Model::CustomPosition => "Custom positions",
            Model::Participation => "Participation",
            Model::Markov => "Markov",
            Model::Shapley => "Shapley, chain game",
            Model::ShapleySum => "Shapley, sum game",
            Model::ShapleyOrdered => "Shapley, ordered",
            Model::Hybrid => "Hybrid",
        }
    }

    pub fn named(name: &str) -> Option<Model> {
        Model::ALL.into_iter().find(|model| model.name() == name)
    }

    /// What has to be computed for it.
    pub fn bases(self) -> &'static [Base] {
        match self {
            Model::FirstTouch => &[Base::FirstTouch],
            Model::LastTouch => &[Base::LastTouch],
            Model::LastNonDirect => &[Base::LastNonDirect],
            Model::Linear => &[Base::Linear],
            Model::LinearDistinct | Model::ShapleySum | Model::ShapleyOrdered => &[Base::LinearDistinct],
            Model::TimeDecay => &[Base::TimeDecay],
            Model::UShaped => &[Base::UShaped],
            Model::WShaped => &[Base::WShaped],
            Model::JShaped => &[Base::JShaped],
            Model::InverseJ => &[Base::InverseJ],
            Model::CustomPosition => &[Base::CustomPosition],
            Model::Participation => &[Base::Participation],
            Model::Markov => &[Base::Markov],
            Model::Shapley => &[Base::ChainGame],
            Model::Hybrid => &[Base::Markov, Base::ChainGame],
        }
    }

    /// The weight of Markov in this model, given the hybrid's; `None` where there is no Markov to weigh.
    pub fn alpha(self, hybrid_alpha: f64) -> Option<f64> {
        match self {
            Model::Hybrid => Some(hybrid_alpha),
            Model::Markov => Some(1.0),
            Model::Shapley => Some(0.0),
            _ => None,
        }
    }

    /// Whether it is computed from the chain, whose rows can be drawn from a Dirichlet distribution.
    pub fn is_of_chain(self) -> bool {
        self.bases().iter().all(|base| matches!(base, Base::Markov | Base::ChainGame))
    }
}

/// alpha x Markov share + (1 - alpha) x Shapley share.
pub fn mixed(alpha: f64, markov: f64, shapley: f64) -> f64 {
    alpha * markov + (1.0 - alpha) * shapley
}

impl fmt::Display for SettingsError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SettingsError::Order(order) => write!(out, "the order is {order}; it must be from 1 to {HIGHEST_ORDER}"),
            SettingsError::HalfLife(days) => write!(out, "the half-life is {days} days; it must be above 0"),
            SettingsError::CustomWeights => write!(
                out,
                "position weights must be numbers from 0 on, and the first or the last touch must have one above 0"
            ),
            SettingsError::SamplingBound(bound) => {
                write!(out, "the bound of sampling is {} % of p; it must be above 0", 100.0 * bound)
            }
        }
    }
}

impl std::error::Error for SettingsError {}
