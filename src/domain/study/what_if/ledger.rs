//! The journeys of one playbook in all regenerations, booked on the leads that they befell.
//!
//! Of a journey its path and whether it converted are kept. A lead's journeys that are alike in these are one entry with
//! their number, so that the ledger takes up 16 bytes for each distinct path of each lead, however many journeys there are.
//! Credit by age is different for every journey: there a conversion is booked at once on its channels, each as a path of one
//! touch with its part.

use crate::domain::{
    attribution::heuristic::Rule,
    channel::{ChannelId, Channels, TooManyChannels},
    intern::Interner,
    journey::{Journey, Journeys},
    lead::Names,
    path::{NamedPath, PathTable, Rewrite},
    sorting,
};

/// A slot, and how many journeys are in it: twice the number of the path, and one more of those that convert.
pub type Entry = (u32, f64);

/// Journeys in scope.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    pub journeys: u64,
    pub conversions: u64,
    /// Conversions of journeys with any touch left.
    pub attributed: u64,
}

/// Journeys being booked.
#[derive(Debug)]
pub struct Ledger {
    names: Names,
    /// Numbers of channels, two bytes each.
    paths: Interner,
    leads: Vec<Vec<Entry>>,
    totals: Totals,
    /// That of credit by age, in seconds.
    half_life: Option<f64>,
}

/// A ledger whose paths are numbered in the order of their channels, which does not depend on that of the leads.
#[derive(Debug)]
pub struct Closed {
    /// The paths. How many journeys are of each stands with the leads.
    pub table: PathTable,
    /// By lead, in the order of the slots.
    pub leads: Vec<Vec<Entry>>,
    pub totals: Totals,
}

impl Ledger {
    /// For so many leads; with a half-life, in seconds, conversions are booked on channels by the age of their touches.
    pub fn new(leads: u32, half_life: Option<f64>) -> Ledger {
        Ledger {
            names: Names::default(),
            paths: Interner::new(),
            leads: vec![Vec::new(); leads as usize],
            totals: Totals::default(),
            half_life,
        }
    }

    /// Books the journeys in scope of one regeneration. `places` gives a lead's place in the ledger by its row.
    pub fn add(&mut self, journeys: &Journeys, inside: &[&Journey], rewrite: &Rewrite, places: &[u32]) -> Totals {
        let channels = (0..journeys.channels.len() as u16).map(ChannelId);
        let numbers: Vec<Option<u16>> = channels
            .map(|id| {
                let name = rewrite.name(rewrite.of(id)?, &journeys.channels);
                Some(self.names.intern(&name).index() as u16)
            })
            .collect();
        let number = |channel: &ChannelId| numbers[channel.index()];
        // By path, once it comes.
        let mut known: Vec<Option<(u32, bool)>> = vec![None; journeys.paths.len()];
        let mut totals = Totals::default();
        for journey in inside {
            let Some(lead) = places.get(journey.subject as usize).copied().filter(|place| *place != u32::MAX) else {
                continue;
            };
            let path = journeys.paths.get(journey.path);
            let (row, has_touch) = *known[journey.path as usize].get_or_insert_with(|| {
                let kept: Vec<u16> = path.iter().filter_map(number).collect();
                (row_of(&mut self.paths, &kept), !kept.is_empty())
            });
            let converts = journey.outcome.conversion().is_some();
            totals.journeys += 1;
            totals.conversions += u64::from(converts);
            totals.attributed += u64::from(converts && has_touch);
            let list = &mut self.leads[lead as usize];
            match self.half_life.filter(|_| converts && has_touch) {
                None => enter(list, 2 * row + u32::from(converts), 1.0),
                Some(half_life_seconds) => {
                    let touches = path.iter().zip(journeys.ages(journey.path, journey.times));
                    let kept = touches.filter_map(|(channel, age)| Some((number(channel)?, age)));
                    let (kept, ages): (Vec<u16>, Vec<i64>) = kept.unzip();
                    let parts = Rule::TimeDecay { half_life_seconds }.touch_weights(&kept, Some(&ages));
                    for (channel, part) in kept.iter().zip(parts.unwrap_or_default()) {
                        enter(list, 2 * row_of(&mut self.paths, &[*channel]) + 1, part);
                    }
                }
            }
        }
        self.totals.journeys += totals.journeys;
        self.totals.conversions += totals.conversions;
        self.totals.attributed += totals.attributed;
        totals
    }

    /// Numbers the paths.
    pub fn close(mut self) -> Result<Closed, TooManyChannels> {
        let names: Vec<&str> = self.names.iter().map(|(_, name)| name).collect();
        let of_row = |row: u32| -> Vec<&str> {
            self.paths.get(row).as_chunks().0.iter().map(|id| names[usize::from(u16::from_be_bytes(*id))]).collect()
        };
        let paths: Vec<Vec<&str>> = (0..self.paths.len() as u32).map(of_row).collect();
        let channels = Channels::new(paths.iter().flatten().copied())?;
        let ids: Vec<Vec<ChannelId>> =
            paths.iter().map(|path| path.iter().filter_map(|name| channels.find(name)).collect()).collect();
        let key = |path: &Vec<ChannelId>| {
            (0..4).fold(0, |key, at| key << 16 | path.get(at).map_or(0, |channel| u64::from(channel.0) + 1))
        };
        let order = sorting::order(ids.iter().map(key), &|a, b| ids[a as usize].cmp(&ids[b as usize]));
        let named = order.iter().map(|row| NamedPath {
            channels: &paths[*row as usize],
            conversions: 0,
            nulls: 0,
            value: None,
        });
        let table = PathTable::from_named(named)?;
        let mut rank = vec![0; order.len()];
        (0..).zip(order).for_each(|(at, row)| rank[row as usize] = at);
        for list in &mut self.leads {
            list.iter_mut().for_each(|(slot, _)| *slot = 2 * rank[*slot as usize / 2] + *slot % 2);
            list.sort_unstable_by_key(|(slot, _)| *slot);
            list.shrink_to_fit();
        }
        Ok(Closed { table, leads: self.leads, totals: self.totals })
    }
}

fn row_of(paths: &mut Interner, channels: &[u16]) -> u32 {
    let key: Vec<u8> = channels.iter().flat_map(|channel| channel.to_be_bytes()).collect();
    paths.intern(&key)
}

fn enter(list: &mut Vec<Entry>, slot: u32, journeys: f64) {
    match list.iter_mut().find(|(known, _)| *known == slot) {
        Some((_, sum)) => *sum += journeys,
        None => list.push((slot, journeys)),
    }
}
