//! Small tables worked out by hand.

use super::{
    lengths::LengthFigures,
    overlap::Pair,
    paths::{PathFigures, TopPaths},
    places::{ChannelPlaces, Place, Places, Thirds},
    *,
};
use crate::domain::{
    lead::Cents,
    path::NamedPath,
    study::flow::{FlowLink, Stop},
    words::NumberStyle,
};

const STYLE: NumberStyle = NumberStyle::PLAIN;

fn table(paths: &[(&str, u32, u32, Option<i64>)]) -> PathTable {
    let split: Vec<Vec<&str>> =
        paths.iter().map(|(path, ..)| path.split('>').filter(|name| !name.is_empty()).collect()).collect();
    let named = split.iter().zip(paths).map(|(channels, (_, conversions, nulls, value))| NamedPath {
        channels,
        conversions: *conversions,
        nulls: *nulls,
        value: value.map(|dollars| Cents(100 * dollars)),
    });
    PathTable::from_named(named).expect("few channels")
}

/// 12 conversions and 12 nulls.
fn example() -> PathTable {
    table(&[
        ("a>b", 6, 2, Some(60)),
        ("a", 4, 4, None),
        ("b>a>a", 2, 0, Some(10)),
        ("c", 0, 5, None),
        ("a>b>c>b", 0, 1, None),
    ])
}

fn outcomes(journeys: u32, conversions: u32) -> Outcomes {
    Outcomes { journeys, conversions }
}

#[test]
fn top_paths_stand_by_their_count_and_the_others_are_held_together() {
    let top = TopPaths::converting(&example(), 2);
    let shown: Vec<(String, PathFigures)> = top.paths.iter().map(|path| (path.path.join(">"), path.figures)).collect();
    let figures = |journeys, conversions, rate, value, without_value| PathFigures {
        outcomes: outcomes(journeys, conversions),
        rate: Some(rate),
        value,
        without_value,
    };
    assert_eq!(
        shown,
        [("a>b".to_owned(), figures(8, 6, 0.75, Some(60.0), 0)), ("a".to_owned(), figures(8, 4, 0.5, None, 4))]
    );
    assert_eq!((top.more, top.rest), (1, figures(2, 2, 1.0, Some(10.0), 0)));
    assert_eq!(
        top.sentence(STYLE),
        "a > b is the most frequent path, with 6 of 12 conversions (50.0 %); 1 path not shown holds 16.7 %."
    );
    let nulls = TopPaths::null(&example(), 10);
    let shown: Vec<(String, u32)> =
        nulls.paths.iter().map(|path| (path.path.join(">"), path.figures.outcomes.nulls())).collect();
    assert_eq!(shown, [("c", 5), ("a", 4), ("a>b", 2), ("a>b>c>b", 1)].map(|(path, n)| (path.to_owned(), n)));
    assert_eq!((nulls.more, nulls.rest.rate), (0, None));
    assert_eq!(nulls.sentence(STYLE), "c is the most frequent path, with 5 of 12 null journeys (41.7 %).");
}

#[test]
fn equally_frequent_paths_stand_in_the_order_of_names_and_none_leads() {
    let top = TopPaths::converting(&table(&[("b", 5, 0, None), ("a>c", 5, 0, None), ("a>b", 5, 0, None)]), 2);
    let shown: Vec<String> = top.paths.iter().map(|path| path.path.join(">")).collect();
    assert_eq!(shown, ["a>b", "a>c"]);
    assert_eq!(
        top.sentence(STYLE),
        "3 paths are the most frequent, with 5 of 15 conversions (33.3 %) each; 1 path not shown holds 33.3 %."
    );
}

#[test]
fn too_few_journeys_are_said_to_be_too_few() {
    let few = table(&[("a>b", 3, 4, None)]);
    let timeless = PathStudy::of(&few, None, Origin::Observed, Extent::default());
    let conversions = "Too few journeys to tell: 3 conversions in scope.";
    let journeys = "Too few journeys to tell: 7 journeys in scope.";
    assert_eq!(timeless.converting.sentence(STYLE), conversions);
    assert_eq!(timeless.null.sentence(STYLE), "Too few journeys to tell: 4 null journeys in scope.");
    assert_eq!(timeless.lengths.sentence(STYLE), conversions);
    assert_eq!(timeless.places.sentence(STYLE), conversions);
    assert_eq!(timeless.lags, None);
    assert_eq!(timeless.transitions.expect("few channels").sentence(STYLE), journeys);
    let sentences = [timeless.flow.sentence(STYLE), timeless.overlap.sentence(STYLE), timeless.sets.sentence(STYLE)];
    assert_eq!(sentences, [journeys, journeys, journeys]);
    let none = PathStudy::of(&table(&[]), None, Origin::Observed, Extent::default());
    assert_eq!(none.converting.sentence(STYLE), "No journey is in scope.");
    assert_eq!((none.lengths.converting.mean, none.lengths.null.median), (None, None));
    assert_eq!(none.transitions.expect("no channel").probability(0, 0), None);
}

#[test]
fn lengths_are_counted_apart_for_conversions_and_nulls() {
    let lengths = Lengths::of(&example(), 2);
    assert_eq!(lengths.rows, [outcomes(0, 0), outcomes(13, 4), outcomes(8, 6)]);
    assert_eq!(lengths.longer, outcomes(3, 2));
    // 1 four times, 2 six times, 3 twice; 1 nine times, 2 twice, 4 once.
    let figures =
        |mean, median, longest| LengthFigures { journeys: 12, mean: Some(mean), median: Some(median), longest };
    assert_eq!(lengths.converting, figures(22.0 / 12.0, 2.0, Some(3)));
    assert_eq!(lengths.null, figures(17.0 / 12.0, 1.0, Some(4)));
    assert_eq!(
        lengths.sentence(STYLE),
        "Converting journeys have 1.8 touches on average (median 2.0), null journeys 1.4 touches on average \
         (median 1.0)."
    );
    let even = Lengths::of(&table(&[("", 1, 0, None), ("a>a>a", 1, 0, None)]), 9);
    assert_eq!((even.rows.len(), even.converting.median), (4, Some(1.5)));
}

#[test]
fn transitions_are_counted_with_repeats_apart() {
    let transitions = TransitionCounts::of(&example()).expect("three channels");
    assert_eq!(transitions.transitions.to, ["a", "b", "c", "CONVERSION", "NULL"]);
    let counts = [[17, 2, 5, 0, 0], [0, 9, 0, 6, 4], [2, 0, 1, 6, 3], [0, 1, 0, 0, 5]];
    assert_eq!(transitions.counts, counts);
    assert_eq!(transitions.repeats, [2, 0, 0]);
    assert_eq!(transitions.probability(1, 1), Some(9.0 / 19.0));
    assert_eq!(
        transitions.sentence(STYLE),
        "Journeys begin most often with a: 17 of 24 journeys (70.8 %); a conversion follows at once most often on b: \
         6 of 12 departures (50.0 %)."
    );
}

#[test]
fn the_flow_goes_touch_by_touch_and_folds_what_is_small_or_late() {
    let flow = Flow::of(&example(), 2, 2);
    assert_eq!((flow.channels.join(" "), flow.folded, flow.steps), ("a b".to_owned(), 1, 2));
    let nodes: Vec<(u32, Stop, Outcomes)> =
        flow.nodes.iter().map(|node| (node.step, node.stop, node.outcomes)).collect();
    assert_eq!(
        nodes,
        [
            (0, Stop::Start, outcomes(24, 12)),
            (1, Stop::Channel(0), outcomes(17, 10)),
            (1, Stop::Channel(1), outcomes(2, 2)),
            (1, Stop::Other, outcomes(5, 0)),
            (2, Stop::Channel(0), outcomes(2, 2)),
            (2, Stop::Channel(1), outcomes(9, 6)),
            (3, Stop::More, outcomes(3, 2)),
            (4, Stop::Conversion, outcomes(12, 12)),
            (4, Stop::Null, outcomes(12, 0)),
        ]
    );
    let link = |(from, to, journeys, conversions)| FlowLink { from, to, outcomes: outcomes(journeys, conversions) };
    let expected = [
        (0, 1, 17, 10),
        (0, 2, 2, 2),
        (0, 3, 5, 0),
        (1, 5, 9, 6),
        (1, 7, 4, 4),
        (1, 8, 4, 0),
        (2, 4, 2, 2),
        (3, 8, 5, 0),
        (4, 6, 2, 2),
        (5, 6, 1, 0),
        (5, 7, 6, 6),
        (5, 8, 2, 0),
        (6, 7, 2, 2),
        (6, 8, 1, 0),
    ];
    assert_eq!(flow.links, expected.map(link));
    assert_eq!(
        flow.sentence(STYLE),
        "a is the first touch of 17 of 24 journeys (70.8 %); 12 of 24 journeys (50.0 %) end in a conversion, \
         3 of 24 journeys (12.5 %) have more than 2 touches."
    );
}

#[test]
fn channels_overlap_in_journeys_that_hold_both() {
    let overlap = Overlap::of(&example());
    assert_eq!(overlap.single, [outcomes(19, 12), outcomes(11, 8), outcomes(6, 0)]);
    let pair = |first, second, both, first_only, second_only| Pair { first, second, both, first_only, second_only };
    assert_eq!(
        overlap.pairs,
        [
            pair(0, 1, outcomes(11, 8), outcomes(8, 4), outcomes(0, 0)),
            pair(0, 2, outcomes(1, 0), outcomes(18, 12), outcomes(5, 0)),
            pair(1, 2, outcomes(1, 0), outcomes(10, 8), outcomes(5, 0)),
        ]
    );
    assert_eq!((overlap.pairs[0].one_only(), overlap.pairs[0].second_only.rate()), (outcomes(8, 4), None));
    assert_eq!(
        overlap.sentence(STYLE),
        "a and b are together most often, in 11 of 24 journeys (45.8 %); 72.7 % of them convert."
    );
}

#[test]
fn sets_of_channels_know_no_order() {
    let sets = ChannelSets::of(&example(), 2);
    let shown: Vec<(String, Outcomes)> = sets.sets.iter().map(|set| (set.channels.join(" "), set.outcomes)).collect();
    assert_eq!(shown, [("a b".to_owned(), outcomes(10, 8)), ("a".to_owned(), outcomes(8, 4))]);
    assert_eq!((sets.more, sets.rest, sets.level), (2, outcomes(6, 0), 1));
    assert_eq!(
        sets.sentence(STYLE),
        "Most often journeys hold exactly a and b: 10 of 24 journeys (41.7 %); 2 sets not shown hold 25.0 %."
    );
}

#[test]
fn a_touch_belongs_to_the_third_in_which_its_middle_lies() {
    let letters = |touches: usize| -> String {
        let letter = |index| match Place::of(index, touches) {
            Place::Only => 'O',
            Place::Early => 'E',
            Place::Middle => 'M',
            Place::Late => 'L',
        };
        (0..touches).map(letter).collect()
    };
    let expected = ["O", "EL", "EML", "EMML", "EEMLL", "EEMMLL", "EEMMMLL"];
    assert_eq!((1..8).map(letters).collect::<Vec<String>>(), expected);
}

#[test]
fn places_are_counted_by_channel_and_outcome() {
    let places = Places::of(&example());
    let thirds = |only, early, middle, late| Thirds { only, early, middle, late };
    let of = |channel: &str, converting, null| ChannelPlaces { channel: channel.to_owned(), converting, null };
    assert_eq!(
        places.channels,
        [
            of("a", thirds(4, 6, 2, 2), thirds(4, 3, 0, 0)),
            of("b", thirds(0, 2, 0, 6), thirds(0, 0, 1, 3)),
            of("c", Thirds::default(), thirds(5, 0, 1, 0)),
        ]
    );
    assert_eq!(
        places.sentence(STYLE),
        "In converting journeys, early touches are most often of a, 6 of 8 touches (75.0 %), late ones of b, 6 of 8 \
         touches (75.0 %)."
    );
}

#[test]
fn times_and_paths_are_worded() {
    let words = [0.0, 59.0, 150.0, 3_600.0, 129_600.0]
        .map(|seconds| duration(seconds, NumberStyle { decimal: ',', ..NumberStyle::PLAIN }));
    assert_eq!(words, ["0 s", "59 s", "2,5 min", "1,0 h", "1,5 days"]);
    assert_eq!((path_words(&["a", "b"]), path_words::<&str>(&[])), ("a > b".to_owned(), "no touch".to_owned()));
}

#[test]
fn one_journey_is_told_as_one() {
    let flow = Flow::of(&table(&[("a", 1, 9, None), ("a>b", 0, 1, None)]), 1, 2);
    assert_eq!(
        flow.sentence(STYLE),
        "a is the first touch of 11 of 11 journeys (100.0 %); 1 of 11 journeys (9.1 %) ends in a conversion, 1 of 11 \
         journeys (9.1 %) has more than 1 touch."
    );
}

#[test]
fn journeys_without_a_touch_are_not_said_to_have_one() {
    let single = |emptied| Places::of(&table(&[("a", 10, 3, None), ("", emptied, 0, None)])).sentence(STYLE);
    let told = "has a single touch, most often of a, 10 of 10 touches (100.0 %).";
    assert_eq!(single(0), format!("Every converting journey {told}"));
    assert_eq!(single(2), format!("Every converting journey that has a touch left {told}"));
}
