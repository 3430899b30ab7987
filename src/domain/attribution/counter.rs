//! The transitions of a table's paths, so that every replicate counts them in one sweep over memory.

use super::{
    PathWeights,
    chain::{Chain, MOST_CHANNELS, TooManyStates},
};
use crate::domain::path::{PathRow, PathTable};

/// Which paths make each transition, and which end in each state. A touch that repeats the one before it is no
/// transition.
///
/// Sums over the paths of a transition wait for nothing; to go along each path and add to its transitions would wait for
/// the sum before.
#[derive(Clone, Debug)]
pub struct Counter {
    channels: usize,
    /// By the transition's place in the chain's matrix; a path that makes it again stands there again.
    transitions: Lists,
    /// By the last state.
    lasts: Lists,
    /// Weight of the transitions into each channel.
    into: Vec<f64>,
}

/// Lists of paths, one behind the other.
#[derive(Clone, Debug)]
struct Lists {
    ends: Vec<u32>,
    paths: Vec<u32>,
}

impl Counter {
    pub fn of(table: &PathTable) -> Result<Counter, TooManyStates> {
        let channels = table.channels.len();
        if channels > MOST_CHANNELS {
            return Err(TooManyStates { channels });
        }
        let rows = || (0..).zip(table.rows.iter());
        let transitions = Lists::of((channels + 1) * channels, |note| {
            for (path, row) in rows() {
                touched(row, channels).fold(channels, |from, to| {
                    if to != from {
                        note(from * channels + to, path);
                    }
                    to
                });
            }
        });
        let lasts = Lists::of(channels + 1, |note| {
            rows().for_each(|(path, row)| note(touched(row, channels).last().unwrap_or(channels), path));
        });
        Ok(Counter { channels, transitions, lasts, into: table.into_at_strength() })
    }

    /// The chain at these weights of the paths.
    pub fn chain(&self, weights: &PathWeights) -> Chain {
        let (chain, nulls) = self.counted(weights);
        chain.normalised(&nulls)
    }

    /// The chain before it is normalised, and the nulls of each row.
    pub(super) fn counted(&self, weights: &PathWeights) -> (Chain, Vec<f64>) {
        let mut chain = Chain::blank(self.channels);
        for (place, count) in chain.transitions.iter_mut().enumerate() {
            *count = self.transitions.sum(place, &weights.journeys) * self.into[place % self.channels];
        }
        for (count, of) in
            [(&mut chain.conversion, &weights.conversions), (&mut chain.conversion_value, &weights.value)]
        {
            count.iter_mut().enumerate().for_each(|(state, count)| *count = self.lasts.sum(state, of));
        }
        let nulls = (0..=self.channels).map(|state| self.lasts.sum(state, &weights.nulls)).collect();
        (chain, nulls)
    }
}

/// The states that a path goes through.
fn touched(row: PathRow<'_>, channels: usize) -> impl Iterator<Item = usize> {
    row.channels.iter().map(|to| usize::from(*to)).filter(move |to| *to < channels)
}

impl Lists {
    /// So many lists of the paths that are noted, each by the number of its list. They are noted twice: counted, then put
    /// in their places.
    fn of(lists: usize, note_all: impl Fn(&mut dyn FnMut(usize, u32))) -> Lists {
        let mut ends = vec![0_u32; lists];
        note_all(&mut |list, _| ends[list] += 1);
        let mut begin = 0;
        for end in &mut ends {
            begin += std::mem::replace(end, begin);
        }
        let mut paths = vec![0; begin as usize];
        note_all(&mut |list, path| {
            let end = &mut ends[list];
            paths[*end as usize] = path;
            *end += 1;
        });
        Lists { ends, paths }
    }

    /// The sum over the paths of one list, in four parts side by side.
    fn sum(&self, list: usize, of: &[f64]) -> f64 {
        let begin = list.checked_sub(1).map_or(0, |before| self.ends[before]);
        let (fours, rest) = self.paths[begin as usize..self.ends[list] as usize].as_chunks::<4>();
        let at = |path: u32| of[path as usize];
        let (mut a, mut b, mut c, mut d) = (0.0, 0.0, 0.0, 0.0);
        // Written out: a compiler that is told to keep programs small would make a loop of it, four times as slow.
        for [first, second, third, fourth] in fours {
            a += at(*first);
            b += at(*second);
            c += at(*third);
            d += at(*fourth);
        }
        for (part, path) in [&mut a, &mut b, &mut c].into_iter().zip(rest) {
            *part += at(*path);
        }
        (a + b) + (c + d)
    }
}
