//! Models by name, and the mixture of Markov and Shapley.

use serde::{Deserialize, Serialize};

/// A choice of model. Alpha is the weight of Markov: 1 is pure Markov, 0 pure Shapley.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Model {
    Hybrid,
    Markov,
    Shapley,
}

impl Model {
    pub const ALL: [Model; 3] = [Model::Hybrid, Model::Markov, Model::Shapley];

    /// The name in JSON and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Model::Hybrid => "hybrid",
            Model::Markov => "markov",
            Model::Shapley => "shapley",
        }
    }

    pub fn named(name: &str) -> Option<Model> {
        Model::ALL.into_iter().find(|model| model.name() == name)
    }

    /// The weight of Markov in this model, given the hybrid's.
    pub fn alpha(self, hybrid_alpha: f64) -> f64 {
        match self {
            Model::Hybrid => hybrid_alpha,
            Model::Markov => 1.0,
            Model::Shapley => 0.0,
        }
    }
}

/// alpha x Markov share + (1 - alpha) x Shapley share.
pub fn mixed(alpha: f64, markov: f64, shapley: f64) -> f64 {
    alpha * markov + (1.0 - alpha) * shapley
}
