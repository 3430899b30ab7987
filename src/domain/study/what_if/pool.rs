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
    has_values: bool,
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
    /// Journeys and value by slot.
    plain: Vec<[f64; 2]>,
    /// The same under context weights.
    weighted: Vec<[f64; 2]>,
}

/// Sums over journeys, without context weights.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Sums {
    pub journeys: f64,
    pub conversions: f64,
    /// Conversions of journeys with any touch left.
    pub attributed: f64,
    /// Of conversions, and of those with any touch left, as far as it is known, in currency units.
    pub value: f64,
    pub attributed_value: f64,
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
        let mut pool = Pool {
            classes: Vec::new(),
            entries: [const { Vec::new() }; 2],
            leads,
            is_weighted: false,
            has_values: false,
        };
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
        pool.has_values = pool.entries.iter().flatten().any(|entry| entry.value != 0.0);
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
        all.flatten().for_each(|cell| *cell *= scale);
        weighed
    }

    /// Sums by slot, and the sum of the weights.
    fn weigh(&self, slots: [usize; 2], mut weight_of: impl FnMut(u32) -> f64) -> ([Weighed; 2], f64) {
        let mut weighed = slots.map(|slots| Weighed {
            plain: vec![[0.0; 2]; slots],
            weighted: vec![[0.0; 2]; if self.is_weighted { slots } else { 0 }],
        });
        let (mut begins, mut sum) = ([0; 2], 0.0);
        for class in &self.classes {
            let weight = weight_of(class.leads);
            sum += weight;
            for (side, of) in weighed.iter_mut().enumerate() {
                let end = class.ends[side] as usize;
                let entries = &self.entries[side][begins[side]..end];
                self.add(entries, weight, &mut of.plain);
                if self.is_weighted {
                    self.add(entries, weight * class.strength, &mut of.weighted);
                }
                begins[side] = end;
            }
        }
        (weighed, sum)
    }

    fn add(&self, entries: &[Entry], weight: f64, to: &mut [[f64; 2]]) {
        entries.iter().for_each(|entry| to[entry.slot as usize][0] += weight * entry.journeys);
        if self.has_values {
            entries.iter().for_each(|entry| to[entry.slot as usize][1] += weight * entry.value);
        }
    }
}

impl Weighed {
    pub(super) fn of(plain: Vec<[f64; 2]>, weighted: Vec<[f64; 2]>) -> Weighed {
        Weighed { plain, weighted }
    }

    /// The paths' weights for a model.
    pub fn path_weights(&self) -> PathWeights {
        let cells = if self.weighted.is_empty() { &self.plain } else { &self.weighted };
        let (pairs, _) = cells.as_chunks::<2>();
        PathWeights {
            conversions: pairs.iter().map(|[_, [conversions, _]]| *conversions).collect(),
            nulls: pairs.iter().map(|[[nulls, _], _]| *nulls).collect(),
            journeys: pairs.iter().map(|[[nulls, _], [conversions, _]]| conversions + nulls).collect(),
            value: pairs.iter().map(|[_, [_, value]]| *value).collect(),
            ..PathWeights::default()
        }
    }

    pub fn sums(&self, table: &PathTable) -> Sums {
        let mut sums = Sums::default();
        for ([[nulls, _], [converting, value]], row) in self.plain.as_chunks::<2>().0.iter().zip(table.rows.iter()) {
            let part = if row.channels.is_empty() { 0.0 } else { 1.0 };
            sums.journeys += nulls + converting;
            sums.conversions += converting;
            sums.attributed += part * converting;
            sums.value += value;
            sums.attributed_value += part * value;
        }
        sums
    }
}

/// A number that leads with the same journeys share.
fn digest(lists: [&[Entry]; 2], strength: f64) -> u64 {
    let of_list = |from: u64, list: &[Entry]| {
        let entries =
            list.iter().fold(from, |sum, entry| key(entry).into_iter().fold(sum, |sum, part| mixed(sum ^ part)));
        mixed(entries ^ list.len() as u64)
    };
    lists.into_iter().fold(strength.to_bits(), of_list)
}

fn key(entry: &Entry) -> [u64; 3] {
    [u64::from(entry.slot), entry.journeys.to_bits(), entry.value.to_bits()]
}

fn alike(a: [&[Entry]; 2], b: [&[Entry]; 2]) -> Ordering {
    let of_list = |a: &[Entry], b: &[Entry]| a.iter().map(key).cmp(b.iter().map(key));
    of_list(a[0], b[0]).then_with(|| of_list(a[1], b[1]))
}
