//! What was read, gathered by customer, by channel and by segment.

use std::ops::Range;

use super::{decided::Decided, mapping::MOST_SEGMENTS, refusal::Refusal, staging::Staging};
use crate::domain::{
    channel::{ChannelId, Channels},
    dataset::Subject,
    intern::Interner,
    lead::{Cents, Lead, NameId},
    zip::Zip,
};

/// Steps that are gathered at a time: some 48 MB of them.
const BATCH: usize = 2 << 20;

/// No amount.
const NO_VALUE: i64 = i64::MIN;

/// One touch or conversion of a customer.
#[derive(Clone, Copy, Default)]
pub(super) struct Step {
    pub(super) at: i64,
    value: i64,
    /// What is known beside it, as a number.
    beside: u32,
    pub(super) channel: u16,
    pub(super) converts: bool,
}

/// Events by customer, these in the order of their ids. They are laid out anew, some customers at a time: to follow each
/// customer through the order of the file would wait for memory at every step.
pub(super) struct Gathering<'a> {
    staging: &'a Staging,
    /// Amounts of events, in the order of these.
    values: &'a [(u32, Cents)],
    /// Customers in the order of their ids, and the place of each in it.
    order: Vec<u32>,
    places: Vec<u32>,
    /// Where the steps of each place begin.
    starts: Vec<usize>,
}

/// The steps of some customers.
pub(super) struct Batch {
    /// Places in the order of ids.
    pub(super) places: Range<usize>,
    steps: Vec<Step>,
    first: usize,
    ends: Vec<usize>,
}

impl<'a> Gathering<'a> {
    pub(super) fn of(staging: &'a Staging, values: &'a [(u32, Cents)]) -> Gathering<'a> {
        let order = staging.customers.sorted();
        let mut places = vec![0; order.len()];
        (0..).zip(&order).for_each(|(place, customer)| places[*customer as usize] = place);
        let mut starts = vec![0; order.len() + 1];
        for event in staging.events.iter() {
            starts[places[event.customer as usize] as usize + 1] += 1;
        }
        for place in 1..starts.len() {
            starts[place] += starts[place - 1];
        }
        Gathering { staging, values, order, places, starts }
    }

    /// The id of the customer at a place.
    pub(super) fn id(&self, place: usize) -> &'a [u8] {
        self.staging.customers.get(self.order[place])
    }

    /// Customers from a place on, as many as fit; `None` behind the last. What was rejected is not among their steps.
    pub(super) fn batch(&self, from: usize, decided: &mut Decided) -> Option<Batch> {
        let first = *self.starts.get(from).filter(|_| from < self.order.len())?;
        // Each batch is a walk over all events: a large file is laid out in eight at most.
        let most = BATCH.max(self.starts[self.order.len()].div_ceil(8));
        let until = (self.starts.partition_point(|start| *start <= first + most) - 1).max(from + 1);
        let mut batch = Batch {
            places: from..until,
            steps: vec![Step::default(); self.starts[until] - first],
            first,
            ends: self.starts[from..until].iter().map(|start| start - first).collect(),
        };
        let mut beside = self.staging.beside.iter();
        let (mut values, mut left_out) = (self.values, self.staging.left_out.as_slice());
        for (number, event) in (0..).zip(self.staging.events.iter()) {
            let beside = beside.next().copied().unwrap_or_default();
            let value = next_of(&mut values, number, |(event, _)| *event).map_or(NO_VALUE, |(_, value)| value.0);
            let is_left_out = next_of(&mut left_out, number, |event| *event).is_some();
            let place = self.places[event.customer as usize] as usize;
            if is_left_out || !batch.places.contains(&place) {
                continue;
            }
            // What cannot stand in the order that is decided has been rejected.
            let at = event.stamp.resolve(decided.date_order, |local| {
                decided.zone.utc(local.div_euclid(1_000)) * 1_000 + local.rem_euclid(1_000)
            });
            if let Some(at) = at {
                let end = &mut batch.ends[place - from];
                batch.steps[*end] = Step { at, value, beside, channel: event.channel, converts: event.converts };
                *end += 1;
            }
        }
        Some(batch)
    }

    /// Whether the flag speaks of the journey: every customer with a flag has it on all of its several rows, all with the
    /// same value, and others have several rows and none.
    pub(super) fn flags_are_of_journeys(&self) -> bool {
        #[derive(Clone, Copy, Default)]
        struct Seen {
            rows: u32,
            flagged: u32,
            value: Option<Option<Cents>>,
            differ: bool,
        }
        let mut seen = vec![Seen::default(); self.order.len()];
        // What was rejected says nothing.
        let (mut values, mut left_out) = (self.values, self.staging.left_out.as_slice());
        for (number, event) in (0..).zip(self.staging.events.iter()) {
            let value = next_of(&mut values, number, |(event, _)| *event).map(|(_, value)| value);
            if next_of(&mut left_out, number, |event| *event).is_none() {
                let seen = &mut seen[event.customer as usize];
                seen.rows += 1;
                seen.flagged += u32::from(event.converts);
                // A row without a flag beside one that has it speaks of itself alone.
                if seen.flagged > 0 && seen.flagged < seen.rows {
                    return false;
                }
                seen.differ |= *seen.value.get_or_insert(value) != value;
            }
        }
        let several = || seen.iter().filter(|seen| seen.rows > 1);
        let whole = |seen: &&Seen| seen.flagged == seen.rows && !seen.differ;
        several().any(|seen| seen.flagged == 0)
            && several().any(|seen| whole(&seen))
            && several().all(|seen| seen.flagged == 0 || whole(&seen))
    }
}

impl Batch {
    /// The steps of the customer at a place, in the order of the file.
    pub(super) fn steps(&mut self, place: usize, starts: &Gathering) -> &mut [Step] {
        let start = starts.starts[place] - self.first;
        &mut self.steps[start..self.ends[place - self.places.start]]
    }
}

impl Step {
    pub(super) fn value(&self) -> Option<Cents> {
        (self.value != NO_VALUE).then_some(Cents(self.value))
    }
}

/// The next item of a list in the order of events, if it is of this event.
fn next_of<T: Copy>(items: &mut &[T], number: u32, event: impl Fn(&T) -> u32) -> Option<T> {
    let (first, rest) = items.split_first().filter(|(first, _)| event(first) == number)?;
    *items = rest;
    Some(*first)
}

/// Channels by the numbers under which they were read.
pub(super) struct Naming {
    pub(super) channels: Channels,
    pub(super) ids: Vec<ChannelId>,
    pub(super) renamed: Vec<bool>,
}

impl Naming {
    pub(super) fn of(read: &Interner, rename: &[(String, String)]) -> Result<Naming, Refusal> {
        let mut names: Vec<String> = Vec::with_capacity(read.len());
        let mut renamed = Vec::with_capacity(read.len());
        for number in 0..read.len() as u32 {
            let name = String::from_utf8_lossy(read.get(number)).into_owned();
            let new = rename.iter().find(|(old, _)| *old == name).map(|(_, new)| new.clone());
            renamed.push(new.as_ref().is_some_and(|new| *new != name));
            names.push(new.unwrap_or(name));
        }
        let channels = Channels::new(names.iter().map(String::as_str)).map_err(Refusal::Channels)?;
        let ids = names.iter().filter_map(|name| channels.find(name)).collect();
        Ok(Naming { channels, ids, renamed })
    }
}

/// Distinct combinations of what is known of customers.
#[derive(Default)]
pub(super) struct Segments<'a> {
    pub(super) subjects: Vec<Subject>,
    /// Of each subject the numbers of its segments.
    pub(super) words: Vec<[u32; MOST_SEGMENTS]>,
    numbers: Interner,
    /// Columns of segments whose words are not kept.
    dropped: Vec<usize>,
    /// Those that are joined.
    leads: &'a [Lead],
}

/// Numbers of a persona, a play, a ZIP, of segments and of a joined lead, 0 for none.
pub(super) type Known = [u32; LEAD + 1];

/// Where the lead's number stands.
pub(super) const LEAD: usize = 3 + MOST_SEGMENTS;

impl<'a> Segments<'a> {
    pub(super) fn of(leads: &'a [Lead], dropped: Vec<usize>) -> Segments<'a> {
        Segments { leads, dropped, ..Segments::default() }
    }

    pub(super) fn number(&mut self, mut known: Known) -> u32 {
        self.dropped.iter().for_each(|column| known[3 + column] = 0);
        let mut key = [0; 4 * (LEAD + 1)];
        key.as_chunks_mut().0.iter_mut().zip(known).for_each(|(part, number)| *part = number.to_le_bytes());
        let number = self.numbers.intern(&key);
        if number as usize == self.subjects.len() {
            let name = |number: u32| number.checked_sub(1).map(NameId::of_index);
            let zip = known[2].checked_sub(1).map_or(Zip::Unknown, Zip::Known);
            self.words.push(std::array::from_fn(|at| known[3 + at]));
            let lead = known[LEAD].checked_sub(1).map(|row| &self.leads[row as usize]);
            let (sii, risk) = (lead.map(|lead| lead.sii), lead.and_then(|lead| lead.risk));
            self.subjects.push(Subject { persona: name(known[0]), play: name(known[1]), zip, sii, risk });
        }
        number
    }
}

/// What is known beside these steps: the first in time of each.
pub(super) fn known(staging: &Staging, steps: &[Step]) -> Known {
    let mut known = Known::default();
    if staging.beside.len() == 0 {
        return known;
    }
    let mut last = None;
    let mut missing = staging.told;
    for step in steps {
        if last != Some(step.beside) {
            let parts = staging.combinations.get(step.beside).as_chunks::<4>().0;
            for (known, part) in known.iter_mut().zip(parts).filter(|(known, _)| **known == 0) {
                *known = u32::from_le_bytes(*part);
                missing -= usize::from(*known != 0);
            }
            last = Some(step.beside);
        }
        if missing == 0 {
            break;
        }
    }
    known
}

/// Fills in what is not known.
pub(super) fn fill(known: &mut Known, other: Known) {
    known.iter_mut().zip(other).filter(|(number, _)| **number == 0).for_each(|(number, other)| *number = other);
}
