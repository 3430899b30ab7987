//! Small cases worked out by hand (see docs/models.md), each model against exact fractions.

use touchline::domain::attribution::{
    PathWeights,
    heuristic::Rule,
    markov::removal_effects,
    shapley::{EXACT_CHANNELS, Sampling, chain_game},
    shares,
    spread::Spread,
    window::Windows,
};

use crate::oracle::{chain, table};

struct Expect<'a> {
    /// In the order of the channels' names.
    removal: &'a [f64],
    /// `None` where it has not been worked out.
    shapley: Option<&'a [f64]>,
    probability: f64,
}

fn check(paths: &[(&str, u32, u32, i64)], expect: Expect) {
    let table = table(paths);
    let chain = chain(&table);
    let effects = removal_effects(&chain);
    close(&effects.conversions, expect.removal, "removal effects");
    close(&[effects.conversion_probability], &[expect.probability], "conversion probability");
    if let Some(expected) = expect.shapley {
        let game = chain_game(&chain, &Sampling::seeded(7));
        close(&shares(&game.conversions).expect("conversions"), expected, "shapley shares");
    }
}

fn close(actual: &[f64], expected: &[f64], what: &str) {
    assert_eq!(actual.len(), expected.len(), "{what}");
    let near = actual.iter().zip(expected).all(|(actual, expected)| (actual - expected).abs() < 1e-12);
    assert!(near, "{what}: {actual:?} instead of {expected:?}");
}

#[test]
fn two_ways_into_a_common_end() {
    let paths = [("C1>C2>C3", 1, 0, 0), ("C1", 0, 1, 0), ("C2>C3", 0, 1, 0)];
    let shapley = [1.0 / 6.0, 5.0 / 12.0, 5.0 / 12.0];
    check(&paths, Expect { removal: &[0.5, 1.0, 1.0], shapley: Some(&shapley), probability: 1.0 / 3.0 });
    let effects = removal_effects(&chain(&table(&paths)));
    close(&shares(&effects.conversions).expect("conversions"), &[0.2, 0.4, 0.4], "markov shares");
}

#[test]
fn loops_between_two_channels() {
    let paths = [("A>B>A>B>B>A", 1, 0, 0), ("A>B>B>A>A", 1, 0, 0), ("A>A", 1, 0, 0)];
    check(&paths, Expect { removal: &[1.0, 0.5], shapley: Some(&[0.75, 0.25]), probability: 1.0 });
    let table = table(&paths);
    let windows = Windows::of_paths(&table, 2).expect("few states");
    let effects = windows.chain(&PathWeights::observed(&table)).removal_effects().expect("short journeys");
    close(&effects.conversions, &[1.0, 2.0 / 3.0], "removal effects of order 2");
}

#[test]
fn the_second_channel_is_not_always_needed() {
    let paths = [("a", 4, 0, 0), ("a>b", 6, 0, 0)];
    check(&paths, Expect { removal: &[1.0, 0.6], shapley: Some(&[0.7, 0.3]), probability: 1.0 });
    let effects = removal_effects(&chain(&table(&paths)));
    let credit: Vec<f64> =
        shares(&effects.conversions).expect("conversions").iter().map(|share| 10.0 * share).collect();
    close(&credit, &[6.25, 3.75], "markov credit");
    let table = table(&paths);
    let sum_game = Spread::of(&table, &Rule::LinearDistinct).expect("no times needed");
    close(&sum_game.credit(&PathWeights::observed(&table)).0, &[7.0, 3.0], "credit of the sum game");
}

#[test]
fn one_start_two_ends() {
    let paths = [("a>b", 3, 1, 0), ("a>c", 1, 1, 0)];
    let shapley = [0.5, 0.375, 0.125];
    check(&paths, Expect { removal: &[1.0, 0.75, 0.25], shapley: Some(&shapley), probability: 2.0 / 3.0 });
}

#[test]
fn ten_journeys_over_four_channels() {
    let paths = [
        ("Email>Social", 1, 0, 0),
        ("Search>Email", 1, 0, 0),
        ("Social", 1, 0, 0),
        ("Email>Search", 0, 1, 0),
        ("Search>Social>Email", 1, 0, 0),
        ("Direct", 1, 0, 0),
        ("Email>Social", 0, 1, 0),
        ("Search>Email>Social", 1, 0, 0),
        ("Social>Email", 1, 0, 0),
        ("Search", 0, 1, 0),
    ];
    // Direct, Email, Search, Social: in sevenths and seventy-sevenths of the conversions.
    let removal = [1.0 / 7.0, 4.6 / 7.0, 2.25 / 7.0, 43.0 / 77.0];
    check(&paths, Expect { removal: &removal, shapley: None, probability: 0.7 });
    let effects = removal_effects(&chain(&table(&paths)));
    let rounded: Vec<f64> =
        shares(&effects.conversions).expect("conversions").iter().map(|share| (share * 1e4).round() / 1e4).collect();
    close(&rounded, &[0.0850, 0.3912, 0.1913, 0.3324], "markov shares");
}

#[test]
fn value_sees_the_last_touch() {
    let paths = ["A", "A>B", "A>B>C", "B", "B>A", "B>C>A", "C", "C>A", "C>B>A"].map(|path| (path, 1, 0, 3));
    let removal = [2.0 / 3.0, 8.0 / 15.0, 28.0 / 57.0];
    check(&paths, Expect { removal: &removal, shapley: None, probability: 1.0 });
    close(&removal_effects(&chain(&table(&paths))).value, &removal, "every conversion has the same value");
}

#[test]
fn one_channel_gets_everything() {
    check(&[("a", 2, 3, 0)], Expect { removal: &[1.0], shapley: Some(&[1.0]), probability: 0.4 });
}

#[test]
fn twenty_channels_are_exact_and_more_are_sampled_with_their_error() {
    let names: Vec<String> = (0..=EXACT_CHANNELS).map(|index| format!("c{index:02}")).collect();
    let paths = |count: usize| -> Vec<(&str, u32, u32, i64)> {
        names[..count].iter().map(|name| (name.as_str(), 1, 1, 0)).collect()
    };
    // Twenty channels that never meet share alike.
    check(&paths(20), Expect { removal: &[0.05; 20], shapley: Some(&[0.05; 20]), probability: 0.5 });
    assert_eq!(chain_game(&chain(&table(&paths(20))), &Sampling::seeded(7)).sampled, None);
    // Here every order gives every channel the same, so that sampling has no error.
    let game = chain_game(&chain(&table(&paths(21))), &Sampling::seeded(7));
    close(&game.conversions, &[0.5 / 21.0; 21], "sampled values");
    assert!(game.sampled.is_some_and(|error| error.standard_errors.iter().all(|error| *error < 1e-9)));
}
