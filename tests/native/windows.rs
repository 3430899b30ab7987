//! Chains of higher order against the slowest way: windows counted by hand in maps, and the chance of
//! each followed step by step until nothing is left on the way.

use std::collections::BTreeMap;

use proptest::prelude::*;
use touchline::domain::{
    attribution::{PathWeights, window::Windows},
    path::PathTable,
};

use crate::invariants::{NAMES, near, rows, table_of};

/// Where a window leads: another window, a conversion (`None`), or nowhere.
#[derive(Default)]
struct Row {
    next: BTreeMap<Vec<u16>, f64>,
    conversions: f64,
    value: f64,
    all: f64,
}

fn counted(table: &PathTable, order: usize) -> BTreeMap<Vec<u16>, Row> {
    let mut rows: BTreeMap<Vec<u16>, Row> = BTreeMap::new();
    for path in table.rows.iter() {
        let mut touches = path.channels.to_vec();
        touches.dedup();
        let weight = f64::from(path.conversions + path.nulls);
        let mut at = Vec::new();
        let first = order.min(touches.len());
        for end in first..=touches.len() {
            let window = touches[end - order.min(end)..end].to_vec();
            let row = rows.entry(at).or_default();
            row.all += weight;
            *row.next.entry(window.clone()).or_default() += weight;
            at = window;
        }
        let row = rows.entry(at).or_default();
        row.all += weight;
        row.conversions += f64::from(path.conversions);
        row.value += path.value.units();
    }
    rows
}

/// Conversions and value of a journey that dies on every window with `removed`.
fn expected(rows: &BTreeMap<Vec<u16>, Row>, removed: Option<u16>) -> (f64, f64) {
    let mut here = BTreeMap::from([(Vec::new(), 1.0)]);
    let (mut conversions, mut value) = (0.0, 0.0);
    for _ in 0..20_000 {
        let mut there: BTreeMap<Vec<u16>, f64> = BTreeMap::new();
        for (window, chance) in &here {
            let row = &rows[window];
            conversions += chance * row.conversions / row.all;
            value += chance * row.value / row.all;
            for (next, weight) in &row.next {
                if !removed.is_some_and(|channel| next.contains(&channel)) {
                    *there.entry(next.clone()).or_default() += chance * weight / row.all;
                }
            }
        }
        if there.values().sum::<f64>() < 1e-14 {
            break;
        }
        here = there;
    }
    (conversions, value)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn windows_agree_with_following_every_step(rows in rows(1), order in 2_usize..5) {
        let table = table_of(&rows, &NAMES);
        prop_assume!(table.conversions() > 0);
        let slow = counted(&table, order);
        let windows = Windows::of_paths(&table, order).expect("few states");
        prop_assert_eq!(windows.states(), slow.len());
        let effects = windows.chain(&PathWeights::observed(&table)).removal_effects().expect("short journeys");
        let whole = expected(&slow, None);
        prop_assert!(near(effects.conversion_probability, whole.0));
        for channel in 0..table.channels.len() {
            let left = expected(&slow, Some(channel as u16));
            prop_assert!(near(effects.conversions[channel], 1.0 - left.0 / whole.0), "{} {:?}", channel, left);
            if whole.1 > 0.0 {
                prop_assert!(near(effects.value[channel], 1.0 - left.1 / whole.1), "{} {:?}", channel, left);
            }
        }
    }
}
