//! Journeys counted by path, on their way into a [`super::PathTable`].

use super::{Group, PathRow};
use crate::domain::{
    channel::ChannelId,
    journey::{Journey, Journeys, Outcome},
    lead::Cents,
    sorting,
};

/// Journeys that count as one path, counted by what else sets them apart.
#[derive(Default)]
pub(super) struct Tally {
    pub(super) channels: Vec<ChannelId>,
    pub(super) groups: Vec<Group>,
    /// How many, and their context weight.
    pub(super) null_groups: Vec<(u32, f64)>,
    pub(super) value: Cents,
    pub(super) without_value: u32,
}

/// A converting journey by the number of its path, its times, its value and the bits of its context
/// weight, which for numbers above 0 are in the order of the numbers. In this order groups stand.
type Key = (u32, u32, Outcome, u64);

/// Conversions and nulls of each distinct path in scope, in the order of the paths.
pub(super) fn tallies(
    journeys: &Journeys,
    inside: &[&Journey],
    rewritten: impl Fn(&[ChannelId]) -> Vec<ChannelId>,
    weigh: impl Fn(&Journey) -> f64,
) -> (Vec<Tally>, Vec<(u32, u32)>) {
    const ONE: u64 = 1.0_f64.to_bits();
    let places = Places::of(journeys, inside, rewritten);
    let mut converted: Vec<Key> = Vec::new();
    let mut nulls = vec![0_u32; places.paths.len()];
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
    let sorted = sorting::order(keys, &|a, b| converted[a as usize].cmp(&converted[b as usize]));
    let converted: Vec<Key> = sorted.into_iter().map(|at| converted[at as usize]).collect();
    let keys = weighted_nulls.iter().map(|(place, weight)| u64::from(*place) << 32 | weight >> 32);
    let sorted = sorting::order(keys, &|a, b| weighted_nulls[a as usize].cmp(&weighted_nulls[b as usize]));
    let weighted_nulls: Vec<(u32, u64)> = sorted.into_iter().map(|at| weighted_nulls[at as usize]).collect();
    let mut tallies: Vec<Tally> =
        places.paths.into_iter().map(|channels| Tally { channels, ..Tally::default() }).collect();
    for (tally, nulls) in tallies.iter_mut().zip(nulls).filter(|(_, nulls)| *nulls > 0) {
        tally.null_groups.push((nulls, 1.0));
    }
    for run in weighted_nulls.chunk_by(|a, b| a == b) {
        let (place, weight) = run[0];
        tallies[place as usize].null_groups.push((run.len() as u32, f64::from_bits(weight)));
    }
    for tally in &mut tallies {
        sorting::sort_by(&mut tally.null_groups, |a, b| a.1.total_cmp(&b.1));
    }
    let mut times = Vec::new();
    for run in converted.chunk_by(|a, b| a == b) {
        let (path, at, outcome, weight) = run[0];
        let value = outcome.conversion().and_then(|conversion| conversion.value);
        let count = run.len() as u32;
        let tally = &mut tallies[places.place[path as usize] as usize];
        tally.value.0 += value.unwrap_or_default().0 * i64::from(count);
        tally.without_value += if value.is_none() { count } else { 0 };
        tally.groups.push(Group {
            conversions: count,
            value: value.unwrap_or_default().units(),
            ages: None,
            weight: f64::from_bits(weight),
        });
        times.push((path, at));
    }
    (tallies, times)
}

/// Where the journeys of each path count after its channels are rewritten.
struct Places {
    /// By path; unused ones have none that matters.
    place: Vec<u32>,
    /// By path: how many stand before it, those of the same place in the order of their numbers.
    rank: Vec<u32>,
    /// Distinct, in order.
    paths: Vec<Vec<ChannelId>>,
}

impl Places {
    fn of(journeys: &Journeys, inside: &[&Journey], rewritten: impl Fn(&[ChannelId]) -> Vec<ChannelId>) -> Places {
        let mut used = vec![false; journeys.paths.len()];
        inside.iter().for_each(|journey| used[journey.path as usize] = true);
        let numbers: Vec<u32> = (0..).zip(&used).filter(|(_, used)| **used).map(|(path, _)| path).collect();
        let mut channels: Vec<Vec<ChannelId>> =
            numbers.iter().map(|path| rewritten(journeys.paths.get(*path))).collect();
        // The first four channels mostly decide by themselves; none stands before the first.
        let key = |path: &Vec<ChannelId>| {
            (0..4).fold(0, |key, at| key << 16 | path.get(at).map_or(0, |channel| u64::from(channel.0) + 1))
        };
        let order = sorting::order(channels.iter().map(key), &|a, b| {
            channels[a as usize].cmp(&channels[b as usize]).then(numbers[a as usize].cmp(&numbers[b as usize]))
        });
        let (mut place, mut rank) = (vec![0; used.len()], vec![0; used.len()]);
        let mut paths: Vec<Vec<ChannelId>> = Vec::new();
        for (at, sorted) in (0..).zip(order) {
            let (path, number) = (std::mem::take(&mut channels[sorted as usize]), numbers[sorted as usize] as usize);
            rank[number] = at;
            if paths.last() != Some(&path) {
                paths.push(path);
            }
            place[number] = paths.len() as u32 - 1;
        }
        Places { place, rank, paths }
    }

    fn of_path(&self, path: u32) -> usize {
        self.place[path as usize] as usize
    }
}

impl Tally {
    pub(super) fn row(self, channels: Box<[u16]>) -> PathRow {
        PathRow {
            channels,
            conversions: self.groups.iter().map(|group| group.conversions).sum(),
            nulls: self.null_groups.iter().map(|(count, _)| count).sum(),
            value: self.value,
            without_value: self.without_value,
            groups: self.groups,
            null_groups: self.null_groups,
        }
    }
}
