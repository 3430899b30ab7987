//! What must hold for any set of paths.

use proptest::prelude::*;
use touchline::domain::{
    attribution::{
        PathWeights,
        markov::removal_effects,
        shapley::{Sampling, chain_game},
        shares,
        window::Windows,
    },
    lead::Cents,
    path::{NamedPath, PathTable},
};

use crate::oracle::{self, chain};

pub const NAMES: [&str; 5] = ["ant", "bee", "cow", "dog", "elk"];

/// Channels by index, conversions, nulls, dollars.
pub type Row = (Vec<usize>, u32, u32, u32);

pub fn rows(shortest: usize) -> impl Strategy<Value = Vec<Row>> {
    let row = (prop::collection::vec(0..NAMES.len(), shortest..6), 0_u32..6, 0_u32..6, 0_u32..900);
    prop::collection::vec(row, 1..12).prop_filter("some journeys", |rows| rows.iter().any(|row| row.1 + row.2 > 0))
}

pub fn table_of(rows: &[Row], names: &[&str]) -> PathTable {
    let rows: Vec<&Row> = rows.iter().filter(|row| row.1 + row.2 > 0).collect();
    let channels: Vec<Vec<&str>> = rows.iter().map(|row| row.0.iter().map(|index| names[*index]).collect()).collect();
    let named = channels.iter().zip(&rows).map(|(channels, row)| NamedPath {
        channels,
        conversions: row.1,
        nulls: row.2,
        value: (row.1 > 0).then(|| Cents(i64::from(row.3) * 100)),
    });
    PathTable::from_named(named).expect("few channels")
}

pub fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * a.abs().max(b.abs()).max(1.0)
}

fn all_near(a: &[f64], b: &[f64]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| near(*a, *b))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn credits_sum_to_the_total(rows in rows(1)) {
        let table = table_of(&rows, &NAMES);
        let chain = chain(&table);
        let effects = removal_effects(&chain);
        let game = chain_game(&chain, &Sampling::seeded(7));
        prop_assert!(near(game.conversions.iter().sum(), effects.conversion_probability));
        if table.conversions() > 0 {
            prop_assert!(near(shares(&effects.conversions).expect("conversions").iter().sum(), 1.0));
            prop_assert!(effects.conversions.iter().sum::<f64>() >= 1.0 - 1e-9);
        } else {
            prop_assert_eq!(shares(&effects.conversions), None);
            prop_assert_eq!(shares(&game.conversions), None);
        }
    }

    #[test]
    fn journeys_without_touches_are_credited_to_nobody(rows in rows(0)) {
        let table = table_of(&rows, &NAMES);
        let chain = chain(&table);
        let p = removal_effects(&chain).conversion_probability;
        let emptied = table.emptied().map_or(0, |row| row.conversions);
        let unattributed = f64::from(emptied) / f64::from(table.journeys());
        let game = chain_game(&chain, &Sampling::seeded(7));
        prop_assert!(near(game.conversions.iter().sum(), p - unattributed));
    }

    #[test]
    fn the_chain_converts_as_often_as_the_data(rows in rows(0)) {
        let table = table_of(&rows, &NAMES);
        let rate = f64::from(table.conversions()) / f64::from(table.journeys());
        let p = removal_effects(&chain(&table)).conversion_probability;
        prop_assert!(near(p, rate), "{} {}", p, rate);
    }

    #[test]
    fn removal_effects_are_what_removing_takes_away(rows in rows(1)) {
        let table = table_of(&rows, &NAMES);
        let chain = chain(&table);
        let effects = removal_effects(&chain);
        for channel in 0..chain.channels() {
            prop_assert!((-1e-12..=1.0 + 1e-12).contains(&effects.conversions[channel]));
            if table.conversions() > 0 {
                let slow = oracle::removal_effect(&chain, channel, chain.conversion());
                prop_assert!(near(effects.conversions[channel], slow));
            }
            if table.value().is_some_and(|value| value.0 > 0) {
                let slow = oracle::removal_effect(&chain, channel, chain.conversion_value());
                prop_assert!(near(effects.value[channel], slow));
            }
        }
    }

    #[test]
    fn windows_of_one_touch_are_the_channels(rows in rows(0)) {
        let table = table_of(&rows, &NAMES);
        let windows = Windows::of_paths(&table, 1).expect("few states");
        let sparse = windows.chain(&PathWeights::observed(&table)).removal_effects().expect("short journeys");
        let dense = removal_effects(&chain(&table));
        prop_assert!(near(sparse.conversion_probability, dense.conversion_probability));
        prop_assert!(all_near(&sparse.conversions, &dense.conversions));
        prop_assert!(all_near(&sparse.value, &dense.value));
    }

    #[test]
    fn at_a_high_order_the_removal_effect_is_the_share_of_converting_paths_that_hold_the_channel(rows in rows(1)) {
        let table = table_of(&rows, &NAMES);
        prop_assume!(table.conversions() > 0);
        let windows = Windows::of_paths(&table, 6).expect("few states");
        let effects = windows.chain(&PathWeights::observed(&table)).removal_effects().expect("short journeys");
        prop_assert!(near(effects.conversion_probability, f64::from(table.conversions()) / f64::from(table.journeys())));
        for (channel, presence) in table.presence().iter().enumerate() {
            let held = f64::from(presence.conversions) / f64::from(table.conversions());
            prop_assert!(near(effects.conversions[channel], held));
        }
    }

    #[test]
    fn shapley_is_the_mean_marginal_worth(rows in rows(0)) {
        let chain = chain(&table_of(&rows, &NAMES));
        let game = chain_game(&chain, &Sampling::seeded(7));
        for channel in 0..chain.channels() {
            prop_assert!(near(game.conversions[channel], oracle::shapley(&chain, channel, chain.conversion())));
            prop_assert!(near(game.value[channel], oracle::shapley(&chain, channel, chain.conversion_value())));
        }
    }

    #[test]
    fn relabelling_channels_permutes_credit(rows in rows(1)) {
        let reversed = ["v", "w", "x", "y", "z"].map(|name| name.to_owned());
        let mut reversed: Vec<&str> = reversed.iter().map(String::as_str).collect();
        reversed.reverse();
        let (table, other) = (table_of(&rows, &NAMES), table_of(&rows, &reversed));
        let mut flipped = removal_effects(&chain(&other)).conversions;
        flipped.reverse();
        prop_assert!(all_near(&removal_effects(&chain(&table)).conversions, &flipped));
        let mut flipped = chain_game(&chain(&other), &Sampling::seeded(7)).conversions;
        flipped.reverse();
        prop_assert!(all_near(&chain_game(&chain(&table), &Sampling::seeded(7)).conversions, &flipped));
    }

    #[test]
    fn order_of_rows_and_splitting_them_change_no_bit(rows in rows(1)) {
        let table = table_of(&rows, &NAMES);
        let mut split: Vec<Row> = Vec::new();
        for (path, conversions, nulls, value) in rows.iter().rev() {
            let value = if *conversions > 0 { *value } else { 0 };
            split.push((path.clone(), 0, *nulls, 0));
            split.push((path.clone(), *conversions, 0, value));
        }
        let other = table_of(&split, &NAMES);
        prop_assert_eq!(&table, &other);
    }

    #[test]
    fn a_touch_that_repeats_the_one_before_changes_nothing(rows in rows(1)) {
        let doubled: Vec<Row> = rows
            .iter()
            .map(|(path, c, n, v)| (path.iter().flat_map(|channel| [*channel, *channel]).collect(), *c, *n, *v))
            .collect();
        let (plain, doubled) = (chain(&table_of(&rows, &NAMES)), chain(&table_of(&doubled, &NAMES)));
        prop_assert!(all_near(&removal_effects(&plain).conversions, &removal_effects(&doubled).conversions));
    }

    #[test]
    fn a_channel_that_leads_nowhere_gets_nothing(rows in rows(1), nulls in 1_u32..5) {
        let mut rows = rows;
        for row in &mut rows {
            row.0.retain(|channel| *channel != 4);
        }
        rows.push((vec![4], 0, nulls, 0));
        let game = chain_game(&chain(&table_of(&rows, &NAMES)), &Sampling::seeded(7));
        prop_assert!(game.conversions.last().expect("elk is there").abs() < 1e-15);
    }

    #[test]
    fn channels_that_can_be_swapped_are_equal(rows in rows(1)) {
        let swap = |channel: &usize| match channel { 0 => 1, 1 => 0, other => *other };
        let mut both = rows.clone();
        both.extend(rows.iter().map(|(path, c, n, v)| (path.iter().map(swap).collect(), *c, *n, *v)));
        let table = table_of(&both, &NAMES);
        prop_assume!(table.channels.first().is_some_and(|name| name == "ant"));
        let chain = chain(&table);
        let (effects, game) = (removal_effects(&chain), chain_game(&chain, &Sampling::seeded(7)));
        prop_assert!(near(effects.conversions[0], effects.conversions[1]));
        prop_assert!(near(game.conversions[0], game.conversions[1]));
        prop_assert!(near(game.value[0], game.value[1]));
    }

    #[test]
    fn rows_of_the_transition_matrix_are_probabilities(rows in rows(0)) {
        let table = table_of(&rows, &NAMES);
        let chain = chain(&table);
        let nulls = oracle_nulls(&table);
        prop_assert_eq!(nulls.len(), chain.channels() + 1);
        for (from, null) in nulls.iter().enumerate() {
            let entries = chain.row(from).iter().chain([&chain.conversion()[from]]);
            let sum: f64 = entries.clone().sum();
            prop_assert!(entries.clone().all(|entry| (0.0..=1.0).contains(entry)));
            prop_assert!(near(sum + null, 1.0), "row {}: {} + {}", from, sum, null);
        }
    }

    #[test]
    fn without_nulls_every_journey_of_the_chain_converts(rows in rows(1)) {
        let rows: Vec<Row> = rows.into_iter().map(|(path, c, n, v)| (path, c + n, 0, v)).collect();
        let p = removal_effects(&chain(&table_of(&rows, &NAMES))).conversion_probability;
        prop_assert!(near(p, 1.0));
    }
}

/// Per state, the part of its departures that go to NULL, counted path by path.
fn oracle_nulls(table: &PathTable) -> Vec<f64> {
    let n = table.channels.len();
    let weights = PathWeights::observed(table);
    let (mut departures, mut nulls) = (vec![0.0; n + 1], vec![0.0; n + 1]);
    for (index, row) in table.rows.iter().enumerate() {
        let mut states: Vec<usize> = vec![n];
        states.extend(row.channels.iter().map(|channel| usize::from(*channel)));
        states.dedup();
        for state in &states {
            departures[*state] += weights.conversions[index] + weights.nulls[index];
        }
        nulls[states[states.len() - 1]] += weights.nulls[index];
    }
    nulls.iter().zip(&departures).map(|(nulls, departures)| nulls / departures).collect()
}
