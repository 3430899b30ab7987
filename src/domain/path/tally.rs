//! Journeys counted by path, on their way into a [`super::PathTable`].

use std::borrow::Cow;

use super::{
    Rewrite,
    rows::{Group, Rows},
};
use crate::domain::{
    journey::{Journey, Journeys, Outcome, Paths},
    lead::Cents,
    sorting,
};

/// A converting journey by the number of its path, its times, its value and the bits of its context
/// weight, which for numbers above 0 are in the order of the numbers. In this order groups stand.
type Key = (u32, u32, Outcome, u64);

/// The bits of a weight of 1, which most journeys have.
const ONE: u64 = 1.0_f64.to_bits();

/// Most channels of a path by which it is sorted before it is looked at whole.
const KEYED: u32 = 8;

/// Conversions and nulls of each distinct path in scope, in the order of the paths, whose channels are those of the
/// journeys; and of each group its path and times.
pub(super) fn counted(
    journeys: &Journeys,
    inside: &[&Journey],
    rewrite: &Rewrite,
    weigh: impl Fn(&Journey) -> f64,
) -> (Rows, Vec<(u32, u32)>) {
    let places = Places::of(journeys, inside, rewrite);
    let mut converted: Vec<Key> = Vec::new();
    let mut nulls = vec![0_u32; places.distinct.len()];
    let mut weighted_nulls: Vec<(u32, u64)> = Vec::new();
    for journey in inside {
        let weight = weigh(journey).to_bits();
        match journey.outcome.conversion() {
            Some(_) => converted.push((journey.path, journey.times, journey.outcome, weight)),
            None if weight == ONE => nulls[places.of_path(journey.path)] += 1,
            None => weighted_nulls.push((places.of_path(journey.path) as u32, weight)),
        }
    }
    // Where paths count as one, theirs stay in the order of the paths as they were.
    let keys =
        converted.iter().map(|(path, times, ..)| u64::from(places.rank[*path as usize]) << 32 | u64::from(*times));
    let by_rank = sorting::order(keys, &|a, b| converted[a as usize].cmp(&converted[b as usize]));
    let keys = weighted_nulls.iter().map(|(place, weight)| u64::from(*place) << 32 | weight >> 32);
    let by_place = sorting::order(keys, &|a, b| weighted_nulls[a as usize].cmp(&weighted_nulls[b as usize]));
    let converted: Vec<Key> = by_rank.into_iter().map(|at| converted[at as usize]).collect();
    let weighted_nulls: Vec<(u32, u64)> = by_place.into_iter().map(|at| weighted_nulls[at as usize]).collect();
    rows(&places, &converted, &nulls, &weighted_nulls)
}

/// The rows of all places, of what was counted in their order; and of each group its path and times.
fn rows(places: &Places, converted: &[Key], nulls: &[u32], weighted_nulls: &[(u32, u64)]) -> (Rows, Vec<(u32, u32)>) {
    let mut converted = converted.chunk_by(|a, b| a == b).peekable();
    let mut weighted = weighted_nulls.chunk_by(|a, b| a == b).peekable();
    let (mut rows, mut times) = (Rows::default(), Vec::new());
    for (place, (path, nulls)) in places.distinct.iter().zip(nulls).enumerate() {
        rows.begin(places.paths.get(*path).iter().map(|channel| channel.0));
        while let Some(run) = converted.next_if(|run| places.of_path(run[0].0) == place) {
            let ((path, at, outcome, weight), conversions) = (run[0], run.len() as u32);
            let value = outcome.conversion().and_then(|conversion| conversion.value);
            let of_each = value.unwrap_or_default();
            let weight = f64::from_bits(weight);
            let group = Group { conversions, value: of_each.units(), ages: None, weight };
            rows.add_conversions(group, value.map(|value| Cents(value.0 * i64::from(conversions))));
            times.push((path, at));
        }
        // By their weights, of which most are 1.
        let mut plain = Some(*nulls).filter(|nulls| *nulls > 0);
        while let Some(run) = weighted.next_if(|run| run[0].0 as usize == place) {
            let weight = run[0].1;
            if weight > ONE
                && let Some(nulls) = plain.take()
            {
                rows.add_nulls(nulls, 1.0);
            }
            rows.add_nulls(run.len() as u32, f64::from_bits(weight));
        }
        if let Some(nulls) = plain {
            rows.add_nulls(nulls, 1.0);
        }
    }
    (rows, times)
}

/// Where the journeys of each path count after its channels are rewritten.
struct Places<'a> {
    /// By path; unused ones have none that matters.
    place: Vec<u32>,
    /// By path: how many stand before it, those of the same place in the order of their numbers.
    rank: Vec<u32>,
    /// A path of each place.
    distinct: Vec<u32>,
    /// All paths, with their channels as they count.
    paths: Cow<'a, Paths>,
}

impl<'a> Places<'a> {
    fn of(journeys: &'a Journeys, inside: &[&Journey], rewrite: &Rewrite) -> Places<'a> {
        let mut used = vec![false; journeys.paths.len()];
        inside.iter().for_each(|journey| used[journey.path as usize] = true);
        let numbers: Vec<u32> = (0..).zip(&used).filter(|(_, used)| **used).map(|(path, _)| path).collect();
        let paths = rewrite.of_paths(&journeys.paths, &used).map_or(Cow::Borrowed(&journeys.paths), Cow::Owned);
        let channels = |path: u32| paths.get(path);
        // The first channels mostly decide by themselves; none stands before the first.
        let bits = (usize::BITS - journeys.channels.len().leading_zeros()).max(1);
        let key = |path: &u32| {
            let channels = channels(*path);
            let digit = |at: u32| channels.get(at as usize).map_or(0, |channel| u64::from(channel.0) + 1);
            (0..(u64::BITS / bits).min(KEYED)).fold(0, |key, at| key << bits | digit(at))
        };
        let order = sorting::order(numbers.iter().map(key), &|a, b| {
            let (a, b) = (numbers[a as usize], numbers[b as usize]);
            channels(a).cmp(channels(b)).then(a.cmp(&b))
        });
        let (mut place, mut rank, mut distinct) = (vec![0; used.len()], vec![0; used.len()], Vec::new());
        for (at, sorted) in (0..).zip(order) {
            let path = numbers[sorted as usize];
            if distinct.last().is_none_or(|last| channels(*last) != channels(path)) {
                distinct.push(path);
            }
            rank[path as usize] = at;
            place[path as usize] = distinct.len() as u32 - 1;
        }
        Places { place, rank, distinct, paths }
    }

    fn of_path(&self, path: u32) -> usize {
        self.place[path as usize] as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        channel::{ChannelId, Channels},
        journey::{Conversion, Origin},
        path::{PathRow, PathTable},
    };

    #[test]
    fn journeys_of_paths_that_become_one_are_counted_together_by_weight_and_value() {
        let channels = Channels::new(["a", "b"]).expect("two channels");
        let [a, b] = [0, 1].map(ChannelId);
        let mut paths = Paths::default();
        [&[a, b][..], &[b], &[a]].into_iter().for_each(|path| paths.push(path));
        // Of each journey its path, its weight by its subject, and the cents of its conversion.
        let told = [(0, 3, None), (2, 0, None), (2, 2, None), (0, 1, None), (2, 2, None), (1, 2, None)];
        let converted = [(2, 2, Some(Some(500))), (0, 2, Some(Some(500))), (2, 2, Some(None)), (1, 2, Some(Some(700)))];
        let weights = [2.0, 0.5, 1.0, 1.0];
        let journey = |(path, subject, outcome): (u32, u32, Option<Option<i64>>)| {
            let conversion = outcome.map(|cents| Conversion { value: cents.map(Cents) });
            Journey { subject, path, times: 0, start: 0, outcome: Outcome::of(conversion) }
        };
        let rows: Vec<Journey> = told.into_iter().chain(converted).map(journey).collect();
        let journeys = Journeys { origin: Origin::Observed, channels, paths, offsets: vec![0; 3], rows };
        let inside: Vec<&Journey> = journeys.rows.iter().collect();
        let rewrite = Rewrite { without: vec![b], ..Rewrite::default() };
        let weigh = |journey: &Journey| weights[journey.subject as usize];
        let table = PathTable::collapse(&journeys, &inside, &rewrite, false, weigh);
        let group = |conversions, value| Group { conversions, value, ages: None, weight: 1.0 };
        // Groups stand by the numbers of the paths that became one: that of "a, b", then those of "a", no value first.
        let (emptied, of_a) = ([group(1, 7.0)], [group(1, 5.0), group(1, 0.0), group(1, 5.0)]);
        let expect = [
            PathRow {
                channels: &[],
                conversions: 1,
                nulls: 1,
                value: Cents(700),
                without_value: 0,
                groups: &emptied,
                null_groups: &[(1, 1.0)],
            },
            PathRow {
                channels: &[0],
                conversions: 3,
                nulls: 5,
                value: Cents(1_000),
                without_value: 1,
                groups: &of_a,
                null_groups: &[(1, 0.5), (3, 1.0), (1, 2.0)],
            },
        ];
        assert_eq!(table.rows.iter().collect::<Vec<_>>(), expect);
        assert_eq!(table.channels, ["a"]);
        assert_eq!((table.conversions(), table.nulls(), table.value()), (4, 6, Some(Cents(1_700))));
        assert_eq!((table.emptied(), table.attributed_value()), (Some(expect[0]), Some(Cents(1_000))));
    }
}
