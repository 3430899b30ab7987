//! The truth lab: what channels cause by a playbook, and what models make of its journeys.

pub mod estimate;
pub mod marks;
pub mod rank_correlation;
pub mod truths;
pub mod verdict;
