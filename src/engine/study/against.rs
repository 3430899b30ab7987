//! Two scopes side by side.

use super::super::{
    EngineError, Step,
    attribute::{AttributeJob, Purpose},
    query::Query,
};
use crate::{
    domain::{
        dataset::Dataset,
        report::Report,
        scope::Scope,
        study::{
            amounts::Amounts,
            difference::{ChannelSide, Difference, Side},
            proportion::Proportion,
        },
    },
    pack::Pack,
};

/// Two scopes by one model and one set of settings.
#[derive(Clone, Debug, PartialEq, Pack)]
pub struct Against {
    pub a: Report,
    pub b: Report,
    pub difference: Difference,
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
        let (a, b) = (self.a.reported(), self.b.reported());
        let (shares_a, shares_b) = (self.a.share_replicates(), self.b.share_replicates());
        let common = in_common(dataset, &self.query.scope, &self.other);
        let of_a = side("A", &a, &shares_a, values(dataset, &self.query.scope));
        let of_b = side("B", &b, &shares_b, values(dataset, &self.other));
        let difference = Difference::of(&of_a, &of_b, common, self.query.level);
        Against { a, b, difference }
    }
}

fn side<'a>(name: &'a str, report: &'a Report, replicates: &'a [Vec<f64>], values: Amounts) -> Side<'a> {
    let channels = report.channels.iter().zip(replicates);
    Side {
        name,
        origin: report.origin,
        journeys: Proportion { conversions: report.counts.conversions, journeys: report.counts.journeys },
        values,
        channels: channels
            .map(|(of, replicates)| ChannelSide { channel: &of.channel, share: of.share, replicates })
            .collect(),
    }
}

/// The values of the conversions in scope that are known one by one.
fn values(dataset: &Dataset, scope: &Scope) -> Amounts {
    let mut values = Amounts::default();
    let conversions = scope.select(dataset).0.into_iter().filter_map(|journey| journey.outcome.conversion());
    conversions.filter_map(|conversion| conversion.value).for_each(|value| values.add(value));
    values
}

/// Another seed, the same one each time.
fn apart(seed: u64) -> u64 {
    if seed == 0 { 1 } else { seed - 1 }
}

/// Journeys that are in both scopes.
fn in_common(dataset: &Dataset, a: &Scope, b: &Scope) -> u32 {
    if dataset.paths().is_some() {
        return paths_in_common(dataset, a, b);
    }
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

/// Of a path table all of a path's journeys are in a scope, or none.
fn paths_in_common(dataset: &Dataset, a: &Scope, b: &Scope) -> u32 {
    let (channels, Some(paths)) = (&dataset.journeys.channels, dataset.paths()) else { return 0 };
    let (in_a, in_b) = (a.paths.matcher(channels), b.paths.matcher(channels));
    paths.count(|path| in_a(path) && in_b(path))
}
