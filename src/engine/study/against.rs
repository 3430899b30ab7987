//! Two scopes side by side.

use super::super::{
    EngineError, Step,
    attribute::{AttributeJob, Purpose},
    query::Query,
};
use crate::{
    domain::{dataset::Dataset, report::Report, scope::Scope},
    pack::Pack,
};

/// Two scopes by one model and one set of settings.
#[derive(Clone, Debug, PartialEq, Pack)]
pub struct Against {
    pub a: Report,
    pub b: Report,
    /// The replicates of each channel's share, in the order of the report's channels.
    pub replicates_a: Vec<Vec<f64>>,
    pub replicates_b: Vec<Vec<f64>>,
    /// Journeys that are in both scopes; `None` of paths that were counted elsewhere.
    pub in_common: Option<u32>,
}

/// Both attributions under way.
#[derive(Debug)]
pub struct AgainstJob {
    query: Query,
    other: Scope,
    a: AttributeJob,
    b: AttributeJob,
    done: [bool; 2],
}

impl AgainstJob {
    pub(super) fn start(dataset: &Dataset, query: Query, other: &Scope) -> Result<AgainstJob, EngineError> {
        let of_other = Query { scope: other.clone(), ..query.clone() };
        Ok(AgainstJob {
            a: AttributeJob::start(dataset, query.clone(), Purpose::Report, None)?,
            // Draws of their own: two scopes without a journey in common know nothing of each other.
            b: AttributeJob::start(dataset, Query { seed: apart(query.seed), ..of_other }, Purpose::Report, None)?,
            query,
            other: other.clone(),
            done: [false; 2],
        })
    }

    /// Does a little; true once both are done.
    pub(super) fn step(&mut self) -> Result<bool, EngineError> {
        for (job, done) in [&mut self.a, &mut self.b].into_iter().zip(&mut self.done) {
            if !*done {
                *done = matches!(job.step()?, Step::Done(()));
                return Ok(false);
            }
        }
        Ok(true)
    }

    pub(super) fn fraction(&self) -> f64 {
        let wanted = f64::from(self.query.replicates.max(1));
        (f64::from(self.a.drawn()) + f64::from(self.b.drawn())) / (2.0 * wanted)
    }

    pub(super) fn found(&self, dataset: &Dataset) -> Against {
        Against {
            a: self.a.reported(),
            b: self.b.reported(),
            replicates_a: self.a.share_replicates(),
            replicates_b: self.b.share_replicates(),
            in_common: dataset.paths().is_none().then(|| in_common(dataset, &self.query.scope, &self.other)),
        }
    }
}

/// Another seed, the same one each time.
fn apart(seed: u64) -> u64 {
    if seed == 0 { 1 } else { seed - 1 }
}

fn in_common(dataset: &Dataset, a: &Scope, b: &Scope) -> u32 {
    let (in_a, in_b) = (a.select(dataset).0, b.select(dataset).0);
    // Both stand in the order of the file, and a journey is one place in memory.
    let mut of_b = in_b.into_iter().map(std::ptr::from_ref).peekable();
    let mut common = 0;
    for journey in in_a.into_iter().map(std::ptr::from_ref) {
        while of_b.next_if(|other| *other < journey).is_some() {}
        common += u32::from(of_b.next_if_eq(&journey).is_some());
    }
    common
}
