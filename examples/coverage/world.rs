//! Worlds: Markov chains with known transition probabilities, and journeys simulated from them.

use std::collections::BTreeMap;

use touchline::domain::{
    path::{NamedPath, PathTable},
    uncertainty::draw::Draws,
};

/// Journeys are cut off here, which next to none reaches.
const LONGEST: usize = 200;

/// Seconds between two touches.
const STEP: i64 = 86_400;

/// The channels of every world.
pub const CHANNELS: [&str; 5] = ["c0", "c1", "c2", "c3", "c4"];

/// A chain of the first order: rows of START and the channels, each with a probability for every
/// channel and for CONVERSION; what is left to 1 is NULL.
pub struct World {
    pub name: &'static str,
    /// START last.
    pub rows: [[f64; 6]; 6],
}

pub fn all() -> [World; 4] {
    [
        World {
            name: "short",
            rows: [
                [0.00, 0.10, 0.05, 0.05, 0.05, 0.35],
                [0.05, 0.00, 0.10, 0.05, 0.05, 0.40],
                [0.05, 0.10, 0.00, 0.10, 0.05, 0.30],
                [0.05, 0.05, 0.05, 0.00, 0.10, 0.45],
                [0.10, 0.05, 0.05, 0.05, 0.00, 0.25],
                [0.30, 0.25, 0.20, 0.15, 0.10, 0.00],
            ],
        },
        World {
            name: "long",
            rows: [
                [0.00, 0.35, 0.20, 0.15, 0.10, 0.08],
                [0.20, 0.00, 0.30, 0.20, 0.12, 0.10],
                [0.15, 0.25, 0.00, 0.30, 0.12, 0.10],
                [0.15, 0.20, 0.25, 0.00, 0.20, 0.12],
                [0.20, 0.20, 0.20, 0.20, 0.00, 0.09],
                [0.40, 0.20, 0.20, 0.10, 0.10, 0.00],
            ],
        },
        World {
            name: "looping",
            rows: [
                [0.00, 0.65, 0.05, 0.02, 0.03, 0.10],
                [0.60, 0.00, 0.08, 0.05, 0.02, 0.15],
                [0.05, 0.05, 0.00, 0.60, 0.05, 0.12],
                [0.04, 0.06, 0.55, 0.00, 0.05, 0.15],
                [0.20, 0.20, 0.10, 0.10, 0.00, 0.20],
                [0.35, 0.20, 0.25, 0.10, 0.10, 0.00],
            ],
        },
        World {
            name: "one rare channel",
            rows: [
                [0.000, 0.200, 0.150, 0.100, 0.004, 0.250],
                [0.150, 0.000, 0.200, 0.100, 0.004, 0.300],
                [0.150, 0.150, 0.000, 0.150, 0.004, 0.250],
                [0.100, 0.150, 0.150, 0.000, 0.004, 0.350],
                [0.200, 0.200, 0.100, 0.100, 0.000, 0.350],
                [0.350, 0.300, 0.200, 0.147, 0.003, 0.000],
            ],
        },
    ]
}

impl World {
    /// So many journeys, collapsed to paths. A day lies between two touches; the last is the conversion.
    pub fn simulate(&self, journeys: u64, draws: &mut Draws) -> PathTable {
        let mut counts: BTreeMap<Vec<usize>, (u32, u32)> = BTreeMap::new();
        let mut path = Vec::new();
        for _ in 0..journeys {
            let converted = self.walk(&mut path, draws);
            let count = match counts.get_mut(&path) {
                Some(count) => count,
                None => counts.entry(path.clone()).or_default(),
            };
            if converted { count.0 += 1 } else { count.1 += 1 }
        }
        let named: Vec<(Vec<&str>, (u32, u32))> =
            counts.into_iter().map(|(path, count)| (path.iter().map(|at| CHANNELS[*at]).collect(), count)).collect();
        let paths = named.iter().map(|(channels, (conversions, nulls))| NamedPath {
            channels,
            conversions: *conversions,
            nulls: *nulls,
            value: None,
        });
        let mut table = PathTable::from_named(paths).expect("five channels");
        for (channels, ages) in table.rows.ages_mut() {
            *ages = Some((0..channels.len() as i64).rev().map(|at| at * STEP).collect());
        }
        table
    }

    /// One journey's touches into `path`; whether it converted.
    fn walk(&self, path: &mut Vec<usize>, draws: &mut Draws) -> bool {
        path.clear();
        let mut state = CHANNELS.len();
        while path.len() < LONGEST {
            let mut left = draws.uniform();
            let next = self.rows[state].iter().position(|probability| {
                left -= probability;
                left < 0.0
            });
            match next {
                Some(channel) if channel < CHANNELS.len() => {
                    path.push(channel);
                    state = channel;
                }
                end => return end.is_some(),
            }
        }
        false
    }
}
