//! What was read, gathered by customer, by channel and by segment.

use std::collections::HashMap;

use super::{intern::Interner, refusal::Refusal, staging::Staging};
use crate::domain::{
    channel::{ChannelId, Channels},
    dataset::Subject,
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
        for event in staging.events() {
            starts[event.customer as usize + 1] += 1;
        }
        for customer in 1..starts.len() {
            starts[customer] += starts[customer - 1];
        }
        let mut next = starts.clone();
        let mut order = vec![0_u32; staging.len()];
        for (number, event) in (0..).zip(staging.events()) {
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

#[derive(Default)]
pub(super) struct Segments {
    pub(super) subjects: Vec<Subject>,
    numbers: HashMap<[u32; 3], u32>,
}

impl Segments {
    pub(super) fn number(&mut self, subject: Subject) -> u32 {
        let name = |id: Option<NameId>| id.map_or(0, |id| id.index() as u32 + 1);
        let zip = match subject.zip {
            Zip::Known(zip) => zip + 1,
            Zip::Unknown => 0,
        };
        *self.numbers.entry([name(subject.persona), name(subject.play), zip]).or_insert_with(|| {
            self.subjects.push(subject);
            self.subjects.len() as u32 - 1
        })
    }
}
