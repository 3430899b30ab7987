//! The transitions of a table's paths one behind the other, so that every replicate counts them in one sweep over memory.

use super::{
    PathWeights,
    chain::{Chain, MOST_CHANNELS, TooManyStates},
};
use crate::domain::path::PathTable;

/// Where each path goes from START on. A touch that repeats the one before it is no transition.
#[derive(Clone, Debug)]
pub struct Counter {
    channels: usize,
    /// Each transition as its place in the chain's matrix, path after path, and the channel that it leads to.
    steps: Vec<(u32, u32)>,
    /// Per path, where its transitions end, and the state in which it ends.
    paths: Vec<(u32, u32)>,
    /// Weight of the transitions into each channel.
    into: Vec<f64>,
}

impl Counter {
    pub fn of(table: &PathTable) -> Result<Counter, TooManyStates> {
        let channels = table.channels.len();
        if channels > MOST_CHANNELS {
            return Err(TooManyStates { channels });
        }
        let (mut steps, mut paths) = (Vec::new(), Vec::with_capacity(table.rows.len()));
        for row in &table.rows {
            let mut from = channels;
            for to in row.channels.iter().map(|to| usize::from(*to)).filter(|to| *to < channels) {
                if to != from {
                    steps.push(((from * channels + to) as u32, to as u32));
                    from = to;
                }
            }
            paths.push((steps.len() as u32, from as u32));
        }
        Ok(Counter { channels, steps, paths, into: table.into_at_strength() })
    }

    /// The chain at these weights of the paths.
    pub fn chain(&self, weights: &PathWeights) -> Chain {
        let (chain, nulls) = self.counted(weights);
        chain.normalised(&nulls)
    }

    /// The chain before it is normalised, and the nulls of each row.
    pub(super) fn counted(&self, weights: &PathWeights) -> (Chain, Vec<f64>) {
        let mut chain = Chain::blank(self.channels);
        let mut nulls = vec![0.0; self.channels + 1];
        let mut begin = 0;
        let weighed = weights.conversions.iter().zip(&weights.nulls).zip(&weights.value);
        for ((end, last), ((conversions, null), value)) in self.paths.iter().zip(weighed) {
            let (end, last) = (*end as usize, *last as usize);
            let weight = conversions + null;
            for (place, to) in &self.steps[begin..end] {
                chain.transitions[*place as usize] += weight * self.into[*to as usize];
            }
            chain.conversion[last] += conversions;
            chain.conversion_value[last] += value;
            nulls[last] += null;
            begin = end;
        }
        (chain, nulls)
    }
}
