//! How replicates redraw the journeys.

use std::fmt;

use super::draw::Draws;
use crate::{
    domain::attribution::{PathWeights, Slots},
    pack::Pack,
};

/// Where intervals come from.
#[derive(Clone, Copy, Debug, PartialEq, Pack)]
pub enum Method {
    /// Every journey has its own Exp(1) weight (Rubin 1981, "The Bayesian bootstrap", Annals of
    /// Statistics 9:1). A path's conversions and nulls are different journeys, so they are drawn
    /// separately, as Gamma(conversions, 1) and Gamma(nulls, 1): one weight for both would freeze
    /// the path's conversion rate. Conversions of other ages or values are drawn separately too,
    /// so that each keeps its weight in value as well.
    Bayesian,
    /// As many journeys as there are, drawn with replacement (Efron 1979).
    Bootstrap,
    /// Rows of the chain from Dirichlet distributions; for models of the chain only. Right only if
    /// journeys follow the chain, otherwise usually too narrow.
    Dirichlet { prior: f64 },
    /// No intervals.
    None,
}

impl Method {
    pub fn name(self) -> &'static str {
        match self {
            Method::Bayesian => "bayesian",
            Method::Bootstrap => "bootstrap",
            Method::Dirichlet { .. } => "dirichlet",
            Method::None => "none",
        }
    }

    /// Whether it draws rows of the chain instead of journeys.
    pub fn draws_rows(self) -> bool {
        matches!(self, Method::Dirichlet { .. })
    }

    pub fn named(name: &str) -> Option<Method> {
        [Method::Bayesian, Method::Bootstrap, Method::Dirichlet { prior: 0.0 }, Method::None]
            .into_iter()
            .find(|method| method.name() == name)
    }
}

impl fmt::Display for Method {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Method::Bayesian => out.write_str("Bayesian bootstrap"),
            Method::Bootstrap => out.write_str("nonparametric bootstrap"),
            Method::Dirichlet { prior } => write!(out, "Dirichlet rows, prior {prior}"),
            Method::None => out.write_str("no intervals"),
        }
    }
}

/// Bayesian weights of every path.
pub fn bayesian(slots: &Slots, draws: &mut Draws, weights: &mut PathWeights) {
    // A copy that nothing else refers to stays in registers.
    let mut own = draws.clone();
    slots.weigh(|count| own.weight_of(count), weights);
    *draws = own;
}

/// The journeys of a table one after the other, as slots to draw from.
#[derive(Clone, Debug)]
pub struct Urn {
    /// Journeys up to and with each slot: the groups of each path, then its nulls.
    ends: Vec<u64>,
}

impl Urn {
    pub fn of(slots: &Slots) -> Urn {
        let ends = slots.counts().iter().scan(0_u64, |end, count| {
            *end += u64::from(*count);
            Some(*end)
        });
        Urn { ends: ends.collect() }
    }

    /// As many journeys as there are, with replacement.
    pub fn draw(&self, of: &Slots, draws: &mut Draws, weights: &mut PathWeights) {
        let journeys = self.ends.last().copied().unwrap_or_default() as usize;
        let mut counts = vec![0.0; self.ends.len()];
        for _ in 0..journeys {
            let journey = draws.below(journeys) as u64;
            counts[self.ends.partition_point(|end| *end <= journey)] += 1.0;
        }
        let mut slots = counts.into_iter();
        of.weigh(|_| slots.next().unwrap_or_default(), weights);
    }
}
