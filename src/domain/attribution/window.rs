//! Markov chains of order k: a state is the window of the last k touches; START leads to the first
//! whole window, and a path shorter than k is one state. Sparse, since windows are many and each
//! leads to few others.

use std::fmt;

use xxhash_rust::xxh3::xxh3_64;

use super::{PathWeights, markov::RemovalEffects, window_numbers::WindowNumbers};
use crate::domain::{intern::Interner, path::PathTable, sorting, uncertainty::draw::Draws};

/// Most windows that are solved.
pub const MOST_STATES: usize = 50_000;

/// Transitions swept for all channels together after which a chain counts as one that does not
/// settle: a second or two.
const MOST_SWEPT: usize = 1_000_000_000;

/// Which window follows which, for a table of paths; weights come later.
#[derive(Clone, Debug)]
pub struct Windows {
    channels: usize,
    order: usize,
    /// The channels of each window. START, the empty window, is the first.
    states: Vec<Box<[u16]>>,
    /// Where each state's successors begin in `targets`; one more than there are states.
    offsets: Vec<usize>,
    targets: Vec<u32>,
    /// Context weight of the step into each slot's target.
    into: Vec<f64>,
    /// For each path, the slots of `targets` that it takes, and the state in which it ends.
    walks: Vec<(Vec<u32>, u32)>,
}

/// A chain of windows with its probabilities.
#[derive(Clone, Debug)]
pub struct WindowChain<'a> {
    windows: &'a Windows,
    /// For each slot of the windows' targets.
    transitions: Vec<f64>,
    conversion: Vec<f64>,
    conversion_value: Vec<f64>,
}

/// Why a chain of windows has no figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WindowError {
    TooManyStates {
        order: usize,
        states: usize,
    },
    /// Journeys of the chain are so long that the sweeps do not settle.
    Unsettled {
        order: usize,
        states: usize,
    },
}

impl Windows {
    /// The windows of a table's paths at an order of at least 1.
    pub fn of_paths(table: &PathTable, order: usize) -> Result<Windows, WindowError> {
        let mut numbers = WindowNumbers::default();
        numbers.intern(&[]);
        let mut states: Vec<Box<[u16]>> = vec![Box::default()];
        let mut walks: Vec<Vec<u32>> = Vec::with_capacity(table.rows.len());
        for row in table.rows.iter() {
            let collapsed = collapse(row.channels);
            let mut walk = vec![0];
            let first = order.min(collapsed.len()).max(1);
            for end in first..=collapsed.len() {
                let window = &collapsed[end.saturating_sub(order)..end];
                let state = numbers.intern(window);
                if state as usize == states.len() {
                    states.push(window.into());
                }
                walk.push(state);
            }
            walks.push(walk);
            if states.len() > MOST_STATES {
                return Err(WindowError::TooManyStates { order, states: count_states(table, order) });
            }
        }
        let into = table.into_at_strength();
        Ok(Windows::numbered(table.channels.len(), order, states, &walks, &into))
    }

    /// Numbers the transitions of walks over states.
    fn numbered(channels: usize, order: usize, states: Vec<Box<[u16]>>, walks: &[Vec<u32>], into: &[f64]) -> Windows {
        let key = |step: &[u32]| (u64::from(step[0]) << 32 | u64::from(step[1]), 0);
        let mut keyed: Vec<(u64, u32)> = walks.iter().flat_map(|walk| walk.windows(2)).map(key).collect();
        sorting::sort_keyed(&mut keyed);
        keyed.dedup();
        let pairs: Vec<(u32, u32)> = keyed.iter().map(|(pair, _)| ((pair >> 32) as u32, *pair as u32)).collect();
        let offsets =
            (0..=states.len()).map(|state| pairs.partition_point(|(from, _)| (*from as usize) < state)).collect();
        let slot = |step: &[u32]| pairs.partition_point(|pair| *pair < (step[0], step[1])) as u32;
        let walks = walks.iter().map(|walk| (walk.windows(2).map(slot).collect(), *walk.last().unwrap_or(&0)));
        // A step enters one channel; the first step of a path enters all of its first window.
        let entered = |(from, to): &(u32, u32)| -> f64 {
            let window = &states[*to as usize];
            let new = if *from == 0 { &window[..] } else { &window[window.len().saturating_sub(1)..] };
            new.iter().map(|channel| into[usize::from(*channel)]).product()
        };
        Windows {
            into: pairs.iter().map(entered).collect(),
            channels,
            order,
            walks: walks.collect(),
            targets: pairs.iter().map(|(_, to)| *to).collect(),
            states,
            offsets,
        }
    }

    /// Transient states, START among them.
    pub fn states(&self) -> usize {
        self.states.len()
    }

    /// The chain at these weights of the paths.
    pub fn chain(&self, weights: &PathWeights) -> WindowChain<'_> {
        let (mut chain, nulls) = self.counted(weights);
        chain.normalise(&nulls);
        chain
    }

    /// A chain whose rows are drawn from Dirichlet distributions round the counts, as at order 1.
    pub fn chain_with_drawn_rows(&self, observed: &PathWeights, draws: &mut Draws, prior: f64) -> WindowChain<'_> {
        let (mut chain, mut nulls) = self.counted(observed);
        for (state, null) in nulls.iter_mut().enumerate() {
            let slots = self.slots(state);
            chain.transitions[slots].iter_mut().for_each(|count| *count = draws.dirichlet_part(*count, prior));
            let conversion = draws.dirichlet_part(chain.conversion[state], prior);
            if chain.conversion[state] > 0.0 {
                chain.conversion_value[state] *= conversion / chain.conversion[state];
            }
            chain.conversion[state] = conversion;
            *null = draws.dirichlet_part(*null, prior);
        }
        chain.normalise(&nulls);
        chain
    }

    fn counted(&self, weights: &PathWeights) -> (WindowChain<'_>, Vec<f64>) {
        let mut chain = WindowChain {
            windows: self,
            transitions: vec![0.0; self.targets.len()],
            conversion: vec![0.0; self.states()],
            conversion_value: vec![0.0; self.states()],
        };
        let mut nulls = vec![0.0; self.states()];
        for (path, (slots, end)) in self.walks.iter().enumerate() {
            let weight = weights.conversions[path] + weights.nulls[path];
            slots.iter().for_each(|slot| chain.transitions[*slot as usize] += weight * self.into[*slot as usize]);
            let end = *end as usize;
            chain.conversion[end] += weights.conversions[path];
            chain.conversion_value[end] += weights.value[path];
            nulls[end] += weights.nulls[path];
        }
        (chain, nulls)
    }

    fn slots(&self, state: usize) -> std::ops::Range<usize> {
        self.offsets[state]..self.offsets[state + 1]
    }
}

impl WindowChain<'_> {
    fn normalise(&mut self, nulls: &[f64]) {
        for (state, null) in nulls.iter().enumerate() {
            let slots = self.windows.slots(state);
            let total = self.transitions[slots.clone()].iter().sum::<f64>() + self.conversion[state] + null;
            if total > 0.0 {
                self.transitions[slots].iter_mut().for_each(|weight| *weight /= total);
                self.conversion[state] /= total;
                self.conversion_value[state] /= total;
            }
        }
    }

    /// Removal effects of every channel: the chain is solved once whole and once without the
    /// windows that hold each channel.
    pub fn removal_effects(&self) -> Result<RemovalEffects, WindowError> {
        let mut budget = MOST_SWEPT;
        let whole = self.expected(None, &mut budget)?;
        let mut effects = RemovalEffects {
            conversion_probability: whole.0,
            conversions: Vec::with_capacity(self.windows.channels),
            value: Vec::with_capacity(self.windows.channels),
        };
        let lost = |left: f64, all: f64| if all > 0.0 { (1.0 - left / all).max(0.0) } else { 0.0 };
        for channel in 0..self.windows.channels {
            let left = self.expected(Some(channel as u16), &mut budget)?;
            effects.conversions.push(lost(left.0, whole.0));
            effects.value.push(lost(left.1, whole.1));
        }
        Ok(effects)
    }

    /// Conversions and value expected from START when windows that hold `removed` lead to NULL.
    ///
    /// Gauss-Seidel from below: the sums over ever longer journeys rise to their limit, in the end
    /// geometrically; the sweeps stop when what is still to come, by the slower of the last two
    /// ratios, cannot change a digit.
    fn expected(&self, removed: Option<u16>, budget: &mut usize) -> Result<(f64, f64), WindowError> {
        let alive: Vec<bool> =
            self.windows.states.iter().map(|window| !removed.is_some_and(|c| window.contains(&c))).collect();
        let mut outlook = vec![(0.0, 0.0); self.windows.states()];
        let mut last = f64::NAN;
        let mut last_ratio = f64::NAN;
        while let Some(left) = budget.checked_sub(1 + self.transitions.len()) {
            *budget = left;
            let rise = self.sweep(&alive, &mut outlook);
            // NaN in the first two sweeps, and every comparison with it is false.
            let ratio = rise / last;
            let slower = if ratio >= last_ratio { ratio } else { last_ratio };
            if rise == 0.0 || (slower < 1.0 && rise * slower / (1.0 - slower) < 1e-17) {
                return Ok(outlook[0]);
            }
            (last, last_ratio) = (rise, ratio);
        }
        Err(WindowError::Unsettled { order: self.windows.order, states: self.windows.states() })
    }

    /// One sweep from the last state to START; the largest rise, relative to the largest outlook.
    fn sweep(&self, alive: &[bool], outlook: &mut [(f64, f64)]) -> f64 {
        let (mut rise, mut value_rise, mut most_value) = (0.0_f64, 0.0_f64, 0.0_f64);
        for state in (0..alive.len()).rev().filter(|state| alive[*state]) {
            let (mut conversion, mut value) = (self.conversion[state], self.conversion_value[state]);
            for slot in self.windows.slots(state) {
                let (probability, to) = (self.transitions[slot], self.windows.targets[slot] as usize);
                conversion += probability * outlook[to].0;
                value += probability * outlook[to].1;
            }
            rise = rise.max(conversion - outlook[state].0);
            value_rise = value_rise.max(value - outlook[state].1);
            most_value = most_value.max(value);
            outlook[state] = (conversion, value);
        }
        rise.max(if most_value > 0.0 { value_rise / most_value } else { 0.0 })
    }
}

/// How many states there are, without keeping any: by hashes, of which two hardly ever agree.
fn count_states(table: &PathTable, order: usize) -> usize {
    let mut seen = Interner::default();
    seen.intern(&0_u64.to_le_bytes());
    for row in table.rows.iter() {
        let collapsed = collapse(row.channels);
        let first = order.min(collapsed.len()).max(1);
        for end in first..=collapsed.len() {
            let bytes = collapsed[end.saturating_sub(order)..end].iter().flat_map(|channel| channel.to_le_bytes());
            seen.intern(&xxh3_64(&bytes.collect::<Vec<u8>>()).to_le_bytes());
        }
    }
    seen.len()
}

/// The path without touches that repeat the one before.
fn collapse(path: &[u16]) -> Vec<u16> {
    let mut collapsed = path.to_vec();
    collapsed.dedup();
    collapsed
}

impl fmt::Display for WindowError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            WindowError::TooManyStates { order, states } => write!(
                out,
                "A Markov chain of order {order} has {states} states here; at most {MOST_STATES} are solved. Choose a lower order."
            ),
            WindowError::Unsettled { order, states } => write!(
                out,
                "A Markov chain of order {order} with {states} states has journeys too long to be summed to the last digit. Choose a lower order."
            ),
        }
    }
}

impl std::error::Error for WindowError {}
