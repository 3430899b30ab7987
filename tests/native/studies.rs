//! What must hold of path analyses for any set of paths, and the sample's figures by its playbook.

use proptest::prelude::*;
use touchline::{
    chart::{Geometry, flow::journey_flow, heat::transition_heat, histogram::length_bars},
    domain::{
        journey::{Journey, Origin},
        path::{PathRow, PathTable, Rewrite},
        study::{
            Extent, Outcomes, PathStudy, Timed,
            flow::{Flow, Stop},
            lags::LagDistribution,
            order_statistics::FiveNumbers,
            paths::TopPaths,
        },
        uncertainty::quantile,
        words::NumberStyle,
    },
    pack::{packed, unpacked},
};

use crate::{
    expected::sample,
    invariants::{NAMES, near, rows, table_of},
};

fn sum(outcomes: impl Iterator<Item = Outcomes>) -> (u32, u32) {
    outcomes.fold((0, 0), |(journeys, conversions), next| (journeys + next.journeys, conversions + next.conversions))
}

fn study(table: &PathTable, extent: Extent) -> PathStudy {
    PathStudy::of(table, None, Origin::Observed, extent)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn as_many_journeys_leave_a_node_as_enter_it(rows in rows(0), steps in 1_usize..7, channels in 1_usize..6) {
        let table = table_of(&rows, &NAMES);
        let flow = Flow::of(&table, steps, channels);
        for (at, node) in (0..).zip(&flow.nodes) {
            let through = (node.outcomes.journeys, node.outcomes.conversions);
            let links = || flow.links.iter();
            let leaving = sum(links().filter(|link| link.from == at).map(|link| link.outcomes));
            let entering = sum(links().filter(|link| link.to == at).map(|link| link.outcomes));
            match node.stop {
                Stop::Start => prop_assert_eq!((through, leaving), ((table.journeys(), table.conversions()), through)),
                Stop::Conversion => prop_assert_eq!((through.0, entering), (table.conversions(), through)),
                Stop::Null => prop_assert_eq!((through, entering), ((table.nulls(), 0), through)),
                _ => prop_assert_eq!((entering, leaving), (through, through)),
            }
        }
        prop_assert!(flow.links.iter().all(|link| link.from < link.to && link.outcomes.journeys > 0));
        prop_assert!(flow.channels.len() <= channels);
    }

    #[test]
    fn every_journey_is_counted_once(rows in rows(0), most in 0_usize..5) {
        let table = table_of(&rows, &NAMES);
        let extent = Extent { paths: most, longest: most, sets: most, ..Extent::default() };
        let study = study(&table, extent);
        let all = (table.journeys(), table.conversions());
        prop_assert_eq!(sum(study.lengths.rows.iter().copied().chain([study.lengths.longer])), all);
        prop_assert_eq!(study.lengths.converting.journeys + study.lengths.null.journeys, all.0);
        prop_assert_eq!(sum(study.sets.sets.iter().map(|set| set.outcomes).chain([study.sets.rest])), all);
        let top = |top: &TopPaths| {
            sum(top.paths.iter().map(|path| path.figures.outcomes).chain([top.rest.outcomes]))
        };
        prop_assert_eq!(top(&study.converting).1, table.conversions());
        let nulls = top(&study.null);
        prop_assert_eq!(nulls.0 - nulls.1, table.nulls());
        let in_order = study.converting.paths.is_sorted_by(|a, b| {
            let counts = (a.figures.outcomes.conversions, b.figures.outcomes.conversions);
            counts.0 > counts.1 || (counts.0 == counts.1 && a.path < b.path)
        });
        prop_assert!(in_order);
        for (channel, presence) in study.places.channels.iter().zip(table.presence()) {
            prop_assert_eq!(channel.converting.total() + channel.null.total(), presence.touches);
        }
    }

    #[test]
    fn pairs_part_the_journeys_of_each_channel(rows in rows(0)) {
        let table = table_of(&rows, &NAMES);
        let overlap = study(&table, Extent::default()).overlap;
        let holds = |row: &PathRow, channel: u16| row.channels.contains(&channel);
        for pair in &overlap.pairs {
            let of = |first: bool, second: bool| {
                let rows = table.rows.iter().filter(|row| (holds(row, pair.first), holds(row, pair.second)) == (first, second));
                sum(rows.map(Outcomes::of))
            };
            let found = [pair.both, pair.first_only, pair.second_only];
            let found = found.map(|outcomes| (outcomes.journeys, outcomes.conversions));
            prop_assert_eq!(found, [of(true, true), of(true, false), of(false, true)]);
        }
        let channels = table.channels.len();
        prop_assert_eq!(overlap.pairs.len(), channels * channels.saturating_sub(1) / 2);
    }

    #[test]
    fn counts_of_transitions_are_the_chains_probabilities(rows in rows(0)) {
        let table = table_of(&rows, &NAMES);
        let found = study(&table, Extent::default()).transitions.expect("few channels");
        prop_assert_eq!(found.departures(0), table.journeys());
        let ends = |column: usize| -> u32 { found.counts.iter().map(|row| row[table.channels.len() + column]).sum() };
        prop_assert_eq!((ends(0), ends(1)), (table.conversions(), table.nulls()));
        for (from, row) in found.counts.iter().enumerate() {
            for (to, count) in row.iter().enumerate() {
                let part = f64::from(*count) / f64::from(found.departures(from));
                prop_assert!(near(found.probability(from, to).expect("every channel occurs"), part));
            }
        }
        for (channel, presence) in table.presence().iter().enumerate() {
            prop_assert_eq!(found.departures(channel + 1) + found.repeats[channel], presence.touches);
        }
    }

    #[test]
    fn five_numbers_are_quantiles_of_the_sorted_figures(figures in prop::collection::vec(0_u32..200_000, 1..40)) {
        let five = FiveNumbers::of(&figures).expect("figures");
        let mut sorted: Vec<f64> = figures.iter().map(|figure| f64::from(*figure)).collect();
        sorted.sort_by(f64::total_cmp);
        let at = |probability| quantile::of_sorted(&sorted, probability).expect("figures");
        let found = [f64::from(five.min), five.lower_quartile, five.median, five.upper_quartile, f64::from(five.max)];
        for (found, expected) in found.into_iter().zip([0.0, 0.25, 0.5, 0.75, 1.0].map(at)) {
            prop_assert!(near(found, expected), "{} {}", found, expected);
        }
    }

    #[test]
    fn charts_of_any_study_stay_inside_their_frame(rows in rows(0), width in 240_u32..1_400) {
        let study = study(&table_of(&rows, &NAMES), Extent::default());
        let style = NumberStyle::default();
        let transitions = study.transitions.expect("few channels");
        let drawings = [
            journey_flow(&study.flow, study.origin, width, style).expect("shapes"),
            transition_heat(&transitions, study.origin, width, style).expect("shapes"),
            length_bars(&study.lengths, study.origin, width, style).expect("shapes"),
        ];
        prop_assert_eq!(drawings[0].marks.len(), study.flow.nodes.len());
        for drawing in drawings {
            let (right, bottom) = (drawing.width as i32, drawing.height as i32);
            let is_inside = |(x, y): (i32, i32)| (0..=right).contains(&x) && (0..=bottom).contains(&y);
            for shape in drawing.marks.iter().flat_map(|mark| &mark.shapes).chain(&drawing.axes) {
                let corners = match &shape.geometry {
                    Geometry::Rectangle { x, y, width, height } => vec![(*x, *y), (x + width, y + height)],
                    Geometry::Area(points) => points.clone(),
                    _ => Vec::new(),
                };
                prop_assert!(corners.into_iter().all(is_inside), "{:?} in {} x {}", shape, right, bottom);
            }
        }
    }

    #[test]
    fn a_study_is_read_back_as_it_was_written(rows in rows(0)) {
        let study = study(&table_of(&rows, &NAMES), Extent::default());
        prop_assert_eq!(unpacked(&packed(&study)), Ok(study));
    }
}

/// 15 of 27 Deal_Hunters, 9 of 17 Proof_Seekers, 6 of 11 Family_Protectors and 1 of 6 Status_Conscious convert.
#[test]
fn the_sample_goes_the_ways_of_its_playbook() {
    let dataset = sample();
    let inside: Vec<&Journey> = dataset.journeys.rows.iter().collect();
    let rewrite = Rewrite::default();
    let table = PathTable::collapse(&dataset.journeys, &inside, &rewrite, false, |_| 1.0);
    let timed = Timed { journeys: &dataset.journeys, inside: &inside, rewrite: &rewrite };
    let study = PathStudy::of(&table, Some(timed), dataset.journeys.origin, Extent::default());
    let style = NumberStyle::default();
    assert_eq!(study.origin, Origin::Synthetic);
    let converting: Vec<(String, u32)> =
        study.converting.paths.iter().map(|path| (path.path.join(" > "), path.figures.outcomes.conversions)).collect();
    let expected = [
        ("ga4 > email > door_knock > call", 15),
        ("ga4 > door_knock > email > call", 9),
        ("ga4 > door_knock > sms > call", 6),
        ("ga4 > door_knock > call", 1),
    ];
    assert_eq!(converting, expected.map(|(path, count)| (path.to_owned(), count)));
    let nulls: Vec<u32> = study.null.paths.iter().map(|path| path.figures.outcomes.nulls()).collect();
    assert_eq!(nulls, [12, 8, 5, 5]);
    assert_eq!(study.null.paths[2].path, ["ga4", "door_knock"], "of two equal counts the first by name");
    // 30 of four touches and one of three; 25 of three touches and five of two.
    assert_eq!((study.lengths.converting.mean, study.lengths.null.mean), (Some(123.0 / 31.0), Some(85.0 / 30.0)));
    // Conversions at 36 h (6), 48 h (16) and 72 h (9), each with the call.
    let lags = study.lags.expect("times are known");
    let hours = |distribution: &LagDistribution| {
        let five = distribution.seconds.expect("conversions");
        [f64::from(five.min), five.lower_quartile, five.median, five.upper_quartile, f64::from(five.max)]
            .map(|seconds| seconds / 3_600.0)
    };
    assert_eq!(hours(&lags.first_to_conversion), [36.0, 48.0, 48.0, 72.0, 72.0]);
    assert_eq!(hours(&lags.last_to_conversion), [0.0; 5]);
    let bins: Vec<u32> = lags.first_to_conversion.bins.iter().map(|bin| bin.count).collect();
    assert_eq!(bins, [0, 0, 6, 25, 0, 0, 0, 0, 0, 0]);
    assert_eq!(lags.between_touches.count, 208 - 61);
    // By the playbook: 27 gaps of 2 h, 11 of 4, 34 of 6 and 6 of 8 h are 78, so that the 74th of 147 is of 8 h; an email and the call
    // behind it are 60 h apart.
    assert_eq!(
        lags.gaps_sentence(style),
        "147 pairs of touches follow each other: half of them within 8.0 h, the furthest 2.5 days apart."
    );
    assert_eq!(
        lags.sentence(style),
        "Half of the conversions come within 2.0 days of the first touch; the last touch always has the conversion's time."
    );
    let overlap = study.overlap.sentence(style);
    assert_eq!(
        overlap,
        "door_knock and ga4 are together most often, in 61 of 61 journeys (100.0 %); 50.8 % of them convert."
    );
    let transitions = study.transitions.expect("five channels");
    assert_eq!(
        transitions.sentence(style),
        "Journeys begin most often with ga4: 61 of 61 journeys (100.0 %); a conversion follows at once most often on \
         call: 31 of 31 departures (100.0 %)."
    );
}
