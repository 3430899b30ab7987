//! What was read, gathered by customer, by channel and by segment.

use super::{refusal::Refusal, staging::Staging};
use crate::domain::{
    channel::{ChannelId, Channels},
    dataset::Subject,
    intern::Interner,
    lead::NameId,
    zip::Zip,
};

/// The numbers of each customer's events, in the order of the file.
pub(super) struct ByCustomer {
    starts: Vec<u32>,
    order: Vec<u32>,
}

impl ByCustomer {
    pub(super) fn of(staging: &Staging) -> ByCustomer {
        let mut starts = vec![0_u32; staging.customers.len() + 1];
        for event in staging.events.iter() {
            starts[event.customer as usize + 1] += 1;
        }
        for customer in 1..starts.len() {
            starts[customer] += starts[customer - 1];
        }
        let mut next = starts.clone();
        let mut order = vec![0_u32; staging.len()];
        for (number, event) in (0..).zip(staging.events.iter()) {
            let place = &mut next[event.customer as usize];
            order[*place as usize] = number;
            *place += 1;
        }
        ByCustomer { starts, order }
    }

    pub(super) fn events(&self, customer: u32) -> &[u32] {
        let at = customer as usize;
        &self.order[self.starts[at] as usize..self.starts[at + 1] as usize]
    }
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
pub(super) struct Segments {
    pub(super) subjects: Vec<Subject>,
    numbers: Interner,
}

/// Numbers of a persona, a play and a ZIP, 0 for none.
pub(super) type Known = [u32; 3];

impl Segments {
    pub(super) fn number(&mut self, known: Known) -> u32 {
        let mut key = [0; 12];
        key.chunks_exact_mut(4).zip(known).for_each(|(part, number)| part.copy_from_slice(&number.to_le_bytes()));
        let number = self.numbers.intern(&key);
        if number as usize == self.subjects.len() {
            let name = |number: u32| number.checked_sub(1).map(NameId::of_index);
            let zip = known[2].checked_sub(1).map_or(Zip::Unknown, Zip::Known);
            self.subjects.push(Subject { persona: name(known[0]), play: name(known[1]), zip, sii: None, risk: None });
        }
        number
    }
}

/// What is known beside an event.
pub(super) fn known(staging: &Staging, event: u32) -> Known {
    let Some(number) = staging.beside.get(event) else { return Known::default() };
    let mut known = Known::default();
    let parts = staging.combinations.get(*number).chunks_exact(4);
    known
        .iter_mut()
        .zip(parts)
        .for_each(|(number, part)| *number = part.iter().rev().fold(0, |n, b| n << 8 | u32::from(*b)));
    known
}

/// Fills in what is not known.
pub(super) fn fill(known: &mut Known, other: Known) {
    known.iter_mut().zip(other).filter(|(number, _)| **number == 0).for_each(|(number, other)| *number = other);
}
