//! The world in which the truth is known: populations, scenarios by playbooks with effects, and what each channel really brings.

pub mod population;
pub mod scenario;
pub mod truth;

pub use population::{Population, PopulationGroup};
pub use scenario::{Knobs, Scenario};
pub use truth::{Errors, Truth, TruthFault, TruthJob, Way};
