//! Leads that had the same journeys by both playbooks, weighed together: what a replicate is a sum over.

use std::cmp::Ordering;

use super::ledger::{Closed, Entry};
use crate::domain::{
    attribution::PathWeights,
    path::PathTable,
    sorting,
    uncertainty::draw::{Draws, mixed},
};

/// Leads that are alike, in an order that their journeys give and that of the rows does not.
#[derive(Debug)]
pub struct Pool {
    classes: Vec<Class>,
    /// Class after class, of the current playbook and of the changed one.
    entries: [Vec<Entry>; 2],
    leads: u32,
    is_weighted: bool,
}

#[derive(Clone, Copy, Debug)]
struct Class {
    leads: u32,
    /// Context weight of each journey, at its strength.
    strength: f64,
    /// Where its entries end.
    ends: [u32; 2],
}

/// The journeys of one playbook as one set of weights of the leads has them.
#[derive(Clone, Debug, Default)]
pub struct Weighed {
    /// By slot.
    plain: Vec<f64>,
    /// Under context weights.
    weighted: Vec<f64>,
}

impl Pool {
    /// Of closed ledgers of the same leads, with the context weight of each lead.
    pub fn of(ledgers: [&Closed; 2], strengths: &[f64]) -> Pool {
        let lists = |lead: u32| ledgers.map(|ledger| ledger.leads[lead as usize].as_slice());
        let strength = |lead: u32| strengths[lead as usize];
        let leads = strengths.len() as u32;
        let digests = (0..leads).map(|lead| digest(lists(lead), strength(lead)));
        let compare = |a: u32, b: u32| alike(lists(a), lists(b)).then(strength(a).total_cmp(&strength(b)));
        let order = sorting::order(digests, &compare);
        let mut pool = Pool { classes: Vec::new(), entries: [const { Vec::new() }; 2], leads, is_weighted: false };
        for same in order.chunk_by(|a, b| compare(*a, *b).is_eq()) {
            let lists = lists(same[0]);
            pool.entries.iter_mut().zip(lists).for_each(|(all, list)| all.extend_from_slice(list));
            pool.classes.push(Class {
                leads: same.len() as u32,
                strength: strength(same[0]),
                ends: pool.entries.each_ref().map(|all| all.len() as u32),
            });
        }
        pool.is_weighted = pool.classes.iter().any(|class| class.strength != 1.0);
        pool
    }

    pub fn leads(&self) -> u32 {
        self.leads
    }

    /// How many products a replicate is the sum of.
    pub fn terms(&self) -> usize {
        self.classes.len() + self.entries.iter().map(Vec::len).sum::<usize>()
    }

    /// The leads as they are, each weighing 1.
    pub fn observed(&self, slots: [usize; 2]) -> [Weighed; 2] {
        self.weigh(slots, f64::from).0
    }

    /// A replicate of the Bayesian bootstrap (Rubin 1981): an Exp(1) weight for each lead, over all its journeys by both
    /// playbooks; scaled so that the weights sum to the number of leads.
    pub fn replicate(&self, slots: [usize; 2], draws: &mut Draws) -> [Weighed; 2] {
        let (mut weighed, sum) = self.weigh(slots, |leads| draws.weight_of(leads));
        let scale = f64::from(self.leads) / sum;
        let all = weighed.iter_mut().flat_map(|of| of.plain.iter_mut().chain(&mut of.weighted));
        all.for_each(|cell| *cell *= scale);
        weighed
    }

    /// Sums by slot, and the sum of the weights.
    fn weigh(&self, slots: [usize; 2], mut weight_of: impl FnMut(u32) -> f64) -> ([Weighed; 2], f64) {
        let mut weighed = slots.map(|slots| Weighed {
            plain: vec![0.0; slots],
            weighted: vec![0.0; if self.is_weighted { slots } else { 0 }],
        });
        let (mut begins, mut sum) = ([0; 2], 0.0);
        for class in &self.classes {
            let weight = weight_of(class.leads);
            sum += weight;
            for (side, of) in weighed.iter_mut().enumerate() {
                let end = class.ends[side] as usize;
                let entries = &self.entries[side][begins[side]..end];
                entries.iter().for_each(|(slot, journeys)| of.plain[*slot as usize] += weight * journeys);
                if self.is_weighted {
                    let weight = weight * class.strength;
                    entries.iter().for_each(|(slot, journeys)| of.weighted[*slot as usize] += weight * journeys);
                }
                begins[side] = end;
            }
        }
        (weighed, sum)
    }
}

impl Weighed {
    pub(super) fn of(plain: Vec<f64>, weighted: Vec<f64>) -> Weighed {
        Weighed { plain, weighted }
    }

    /// The paths' weights for a model. Value has no part in it.
    pub fn path_weights(&self) -> PathWeights {
        let cells = if self.weighted.is_empty() { &self.plain } else { &self.weighted };
        let (pairs, _) = cells.as_chunks::<2>();
        PathWeights {
            conversions: pairs.iter().map(|[_, conversions]| *conversions).collect(),
            nulls: pairs.iter().map(|[nulls, _]| *nulls).collect(),
            journeys: pairs.iter().map(|[nulls, conversions]| conversions + nulls).collect(),
            value: vec![0.0; pairs.len()],
            groups: Vec::new(),
        }
    }

    /// Journeys, conversions, and those of paths with any touch, without context weights.
    pub fn totals(&self, table: &PathTable) -> [f64; 3] {
        let (mut journeys, mut conversions, mut attributed) = (0.0, 0.0, 0.0);
        for ([nulls, converting], row) in self.plain.as_chunks::<2>().0.iter().zip(&table.rows) {
            journeys += nulls + converting;
            conversions += converting;
            attributed += if row.channels.is_empty() { 0.0 } else { *converting };
        }
        [journeys, conversions, attributed]
    }
}

/// A number that leads with the same journeys share.
fn digest(lists: [&[Entry]; 2], strength: f64) -> u64 {
    let of_list = |from: u64, list: &[Entry]| {
        let entries =
            list.iter().fold(from, |sum, (slot, journeys)| mixed(mixed(sum ^ u64::from(*slot)) ^ journeys.to_bits()));
        mixed(entries ^ list.len() as u64)
    };
    lists.into_iter().fold(strength.to_bits(), of_list)
}

fn alike(a: [&[Entry]; 2], b: [&[Entry]; 2]) -> Ordering {
    let key = |(slot, journeys): &Entry| (*slot, journeys.to_bits());
    let of_list = |a: &[Entry], b: &[Entry]| a.iter().map(key).cmp(b.iter().map(key));
    of_list(a[0], b[0]).then_with(|| of_list(a[1], b[1]))
}
