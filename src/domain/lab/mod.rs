//! The world in which the truth is known: populations, scenarios by playbooks with effects, what each channel really brings,
//! and what models make of it.

pub mod estimate;
pub mod findings;
pub mod marks;
pub mod own_shares;
pub mod population;
pub mod rank_correlation;
pub mod scenario;
pub mod truth;
pub mod truths;
pub mod verdict;

pub use population::{NO_PERSONA, Population, PopulationGroup};
pub use scenario::{Knobs, Scenario};
pub use truth::{Errors, Truth, TruthFault, TruthJob, Way};
