//! Sentences and figures of the tables of paths.

use super::*;
use crate::domain::{study::paths::RankedPath, words::Group};

#[test]
fn paths_of_null_journeys_begin_with_what_they_are_ranked_by() {
    let figures = |journeys, conversions| PathFigures {
        outcomes: Outcomes { journeys, conversions },
        rate: Some(f64::from(conversions) / f64::from(journeys)),
        value: Some(0.0),
        without_value: 0,
    };
    let of = |ranking| TopPaths {
        ranking,
        paths: vec![RankedPath { path: vec!["display".to_owned()], figures: figures(8, 2) }],
        more: 3,
        rest: figures(5, 1),
        level: 1,
        all: Outcomes { journeys: 13, conversions: 3 },
    };
    let nulls = top(&of(Ranking::Nulls), NumberStyle::PLAIN);
    // 8 less 2, and 5 less 1, of 13 less 3.
    assert!(nulls.message.starts_with("display is the most frequent path, with 6 of 10 null journeys"), "{nulls:?}");
    assert_eq!(nulls.columns[1].name, "Null journeys");
    assert_eq!([&nulls.rows[0][1], &nulls.rows[1][1]], [&whole(6), &whole(4)]);
    assert_eq!(nulls.rows[0][2..4], [whole(8), whole(2)]);
    assert!(nulls.rows.iter().all(|row| row.len() == nulls.columns.len()));
    let converting = top(&of(Ranking::Conversions), NumberStyle::PLAIN);
    assert_eq!(converting.columns[1].name, "Journeys");
    assert!(converting.rows.iter().all(|row| row.len() == converting.columns.len()));
}

#[test]
fn pairs_that_are_left_out_are_told_as_one_or_as_many() {
    let note = |backward| {
        let of = LagDistribution { count: 0, seconds: None, bins: Vec::new(), backward };
        let lags = Lags {
            conversions: 0,
            first_to_conversion: of.clone(),
            last_to_conversion: of.clone(),
            between_touches: of,
        };
        gaps(&lags, NumberStyle { group: Some(Group::of_three(',')), ..NumberStyle::PLAIN }).note
    };
    assert_eq!(note(0), "");
    assert_eq!(note(1), "Left out: 1 pair of which the later touch has the earlier time.");
    assert_eq!(note(1_200), "Left out: 1,200 pairs of which the later touch has the earlier time.");
}
