//! The journeys of one playbook in all regenerations, booked on the leads that they befell.
//!
//! Of a journey its path, whether it converted and its value are kept. A lead's journeys that are alike in the first two are one
//! entry with their number, so that the ledger takes up 24 bytes for each distinct path of each lead, however many journeys there are.
//! Credit by age is different for every journey: there a conversion is booked at once on its channels, each as a path of one
//! touch with its part.

use super::{
    cast::Converted,
    pool::{Sums, Weighed},
};
use crate::domain::{
    attribution::heuristic::Rule,
    channel::{ChannelId, Channels, TooManyChannels},
    intern::Interner,
    lead::{Cents, Names},
    path::{NamedPath, PathTable, Rewrite},
    playbook::plan::At,
    scope::Scope,
    sorting,
};

/// Journeys of one lead that are alike.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Entry {
    /// Twice the number of the path, and one more of those that convert.
    pub slot: u32,
    /// How many.
    pub journeys: f64,
    /// Of their conversions, as far as it is known, in currency units.
    pub value: f64,
}

/// Journeys in scope.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    pub journeys: u64,
    pub conversions: u64,
    /// Conversions of journeys with any touch left.
    pub attributed: u64,
    /// Conversions whose value is known.
    pub valued: u64,
    /// Their value, and that of those with any touch left, in cents.
    pub value: i64,
    pub attributed_value: i64,
}

/// Journeys being booked.
#[derive(Debug)]
pub struct Ledger {
    names: Names,
    /// Numbers of channels, two bytes each.
    paths: Interner,
    /// Context weight of each lead.
    strengths: Vec<f64>,
    leads: Vec<Vec<Entry>>,
    totals: Totals,
    /// That of credit by age, in seconds.
    half_life: Option<f64>,
}

/// What is known of the journeys of the regeneration that is being booked.
#[derive(Debug)]
pub struct Regeneration {
    /// By channel; `None` of one that is taken out.
    numbers: Vec<Option<u16>>,
    channels: Channels,
    scope: Scope,
    /// Paths as they are made, and what becomes of each; `None` outside the scope.
    made: Interner,
    known: Vec<Option<Known>>,
    /// Journeys and value by slot, without context weights and under them.
    cells: Vec<[[f64; 2]; 2]>,
    pub totals: Totals,
    key: Vec<u8>,
}

#[derive(Clone, Copy, Debug)]
struct Known {
    row: u32,
    has_touch: bool,
}

/// Journeys of one regeneration, or of all, by path. Paths stand in the order of their channels, which does not depend on that
/// of the leads. How many journeys are of each does not stand in the table.
#[derive(Debug)]
pub struct Closed {
    pub table: PathTable,
    /// By lead, in the order of the slots.
    pub leads: Vec<Vec<Entry>>,
    pub totals: Totals,
}

impl Totals {
    fn add(&mut self, other: &Totals) {
        self.journeys += other.journeys;
        self.conversions += other.conversions;
        self.attributed += other.attributed;
        self.valued += other.valued;
        self.value = self.value.saturating_add(other.value);
        self.attributed_value = self.attributed_value.saturating_add(other.attributed_value);
    }

    pub fn sums(&self) -> Sums {
        Sums {
            journeys: self.journeys as f64,
            conversions: self.conversions as f64,
            attributed: self.attributed as f64,
            value: Cents(self.value).units(),
            attributed_value: Cents(self.attributed_value).units(),
        }
    }

    /// Whether values are known: that of any conversion, or that there is none.
    pub fn has_values(&self) -> bool {
        self.valued > 0 || self.conversions == 0
    }
}

impl Ledger {
    /// For leads of these context weights; with a half-life, in seconds, conversions are booked on channels by the age of
    /// their touches.
    pub fn new(strengths: Vec<f64>, half_life: Option<f64>) -> Ledger {
        Ledger {
            names: Names::default(),
            paths: Interner::new(),
            leads: vec![Vec::new(); strengths.len()],
            strengths,
            totals: Totals::default(),
            half_life,
        }
    }

    /// Begins a regeneration whose touches are of these channels.
    pub fn begin(&mut self, channels: &Channels, scope: &Scope) -> Regeneration {
        let rewrite = Rewrite::named(channels, &scope.without, &scope.groups);
        let ids = (0..channels.len() as u16).map(ChannelId);
        let numbers = ids.map(|id| {
            let name = rewrite.name(rewrite.of(id)?, channels);
            Some(self.names.intern(&name).index() as u16)
        });
        Regeneration {
            numbers: numbers.collect(),
            channels: channels.clone(),
            scope: scope.clone(),
            made: Interner::new(),
            known: Vec::new(),
            cells: Vec::new(),
            totals: Totals::default(),
            key: Vec::new(),
        }
    }

    /// Books a lead's journey, if it is in scope: its touches in order of time, and its conversion.
    pub fn book(&mut self, of: &mut Regeneration, lead: usize, touches: &[At], conversion: Option<Converted>) {
        let Some(Known { row, has_touch }) = of.known(touches, &mut self.paths) else { return };
        let converts = conversion.is_some();
        let value = conversion.and_then(|of| of.value);
        of.totals.add(&Totals {
            journeys: 1,
            conversions: u64::from(converts),
            attributed: u64::from(converts && has_touch),
            valued: u64::from(value.is_some()),
            value: value.unwrap_or_default().0,
            attributed_value: value.filter(|_| has_touch).unwrap_or_default().0,
        });
        let value = value.map_or(0.0, Cents::units);
        match (self.half_life, conversion) {
            (Some(half_life_seconds), Some(Converted { at, .. })) if has_touch => {
                let kept = touches.iter().filter_map(|(channel, touch)| {
                    Some((of.numbers[channel.index()]?, within_a_century(at) - within_a_century(*touch)))
                });
                let (kept, ages): (Vec<u16>, Vec<i64>) = kept.unzip();
                let parts = Rule::TimeDecay { half_life_seconds }.touch_weights(&kept, Some(&ages));
                for (channel, part) in kept.iter().zip(parts.unwrap_or_default()) {
                    let row = self.paths.intern(&channel.to_be_bytes());
                    self.enter(of, lead, Entry { slot: 2 * row + 1, journeys: part, value: part * value });
                }
            }
            _ => self.enter(of, lead, Entry { slot: 2 * row + u32::from(converts), journeys: 1.0, value }),
        }
    }

    fn enter(&mut self, of: &mut Regeneration, lead: usize, entry: Entry) {
        let slot = entry.slot as usize;
        if of.cells.len() <= slot {
            of.cells.resize(slot + 2, [[0.0; 2]; 2]);
        }
        for (cell, strength) in of.cells[slot].iter_mut().zip([1.0, self.strengths[lead]]) {
            cell[0] += strength * entry.journeys;
            cell[1] += strength * entry.value;
        }
        let list = &mut self.leads[lead];
        match list.iter_mut().find(|known| known.slot == entry.slot) {
            Some(known) => {
                known.journeys += entry.journeys;
                known.value += entry.value;
            }
            None => list.push(entry),
        }
    }

    /// Ends a regeneration: its paths, and how many journeys are of each.
    pub fn end(&mut self, of: &Regeneration) -> Result<(PathTable, Weighed), TooManyChannels> {
        self.totals.add(&of.totals);
        let cell = |slot: u32| of.cells.get(slot as usize).copied().unwrap_or_default();
        let rows: Vec<u32> = (0..self.paths.len() as u32).filter(|row| of.occurs(*row)).collect();
        let (table, order) = self.numbered(&rows)?;
        let slots = order.iter().flat_map(|row| [cell(2 * row), cell(2 * row + 1)]);
        let (plain, weighted) = slots.map(|[plain, weighted]| (plain, weighted)).unzip();
        Ok((table, Weighed::of(plain, weighted)))
    }

    /// Puts all regenerations together.
    pub fn close(mut self) -> Result<Closed, TooManyChannels> {
        let rows: Vec<u32> = (0..self.paths.len() as u32).collect();
        let (table, order) = self.numbered(&rows)?;
        let mut rank = vec![0; order.len()];
        (0..).zip(order).for_each(|(at, row)| rank[row as usize] = at);
        for list in &mut self.leads {
            list.iter_mut().for_each(|of| of.slot = 2 * rank[of.slot as usize / 2] + of.slot % 2);
            list.sort_unstable_by_key(|of| of.slot);
        }
        Ok(Closed { table, leads: self.leads, totals: self.totals })
    }

    /// A table of some of the paths, and which of them stands in each row.
    fn numbered(&self, rows: &[u32]) -> Result<(PathTable, Vec<u32>), TooManyChannels> {
        let names: Vec<&str> = self.names.iter().map(|(_, name)| name).collect();
        let of_row = |row: &u32| -> Vec<&str> {
            self.paths.get(*row).as_chunks().0.iter().map(|id| names[usize::from(u16::from_be_bytes(*id))]).collect()
        };
        let paths: Vec<Vec<&str>> = rows.iter().map(of_row).collect();
        let channels = Channels::new(paths.iter().flatten().copied())?;
        let ids: Vec<Vec<ChannelId>> =
            paths.iter().map(|path| path.iter().filter_map(|name| channels.find(name)).collect()).collect();
        let key = |path: &Vec<ChannelId>| {
            (0..4).fold(0, |key, at| key << 16 | path.get(at).map_or(0, |channel| u64::from(channel.0) + 1))
        };
        let order = sorting::order(ids.iter().map(key), &|a, b| ids[a as usize].cmp(&ids[b as usize]));
        let named =
            order.iter().map(|at| NamedPath { channels: &paths[*at as usize], conversions: 0, nulls: 0, value: None });
        let table = PathTable::from_named(named)?;
        Ok((table, order.into_iter().map(|at| rows[at as usize]).collect()))
    }
}

impl Regeneration {
    fn known(&mut self, touches: &[At], paths: &mut Interner) -> Option<Known> {
        self.key.clear();
        touches.iter().for_each(|(channel, _)| self.key.extend_from_slice(&channel.0.to_be_bytes()));
        let number = self.made.intern(&self.key) as usize;
        if number == self.known.len() {
            let path: Vec<ChannelId> = touches.iter().map(|(channel, _)| *channel).collect();
            let known = self.scope.paths.matcher(&self.channels)(&path).then(|| {
                let kept: Vec<u8> = path
                    .iter()
                    .filter_map(|channel| self.numbers[channel.index()])
                    .flat_map(|number| number.to_be_bytes())
                    .collect();
                Known { row: paths.intern(&kept), has_touch: !kept.is_empty() }
            });
            self.known.push(known);
        }
        self.known[number]
    }

    fn occurs(&self, row: u32) -> bool {
        let slots = self.cells.iter().skip(2 * row as usize).take(2);
        slots.into_iter().any(|[[journeys, _], _]| *journeys > 0.0)
    }
}

/// As journeys keep their times.
fn within_a_century(seconds: i64) -> i64 {
    seconds.clamp(0, i64::from(u32::MAX))
}
