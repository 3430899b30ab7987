//! Leads of the same customers, by id: what they tell of a customer that the touchpoints do not.

use super::{
    gather::{Known, LEAD},
    staging::Staging,
};
use crate::domain::{lead::Leads, zip::Zip};

/// A file of leads to be joined.
#[derive(Clone, Debug, PartialEq)]
pub struct Join {
    pub name: String,
    pub leads: Leads,
}

/// Leads by the numbers under which the touchpoints have their personas and plays.
pub(super) struct Joining<'a> {
    leads: &'a Leads,
    personas: Vec<u32>,
    plays: Vec<u32>,
}

impl<'a> Joining<'a> {
    pub(super) fn of(join: &'a Join, staging: &mut Staging) -> Joining<'a> {
        let leads = &join.leads;
        let personas =
            leads.personas.iter().map(|(_, name)| staging.personas.intern(name).index() as u32 + 1).collect();
        let plays = leads.plays.iter().map(|(_, name)| staging.plays.intern(name).index() as u32 + 1).collect();
        Joining { leads, personas, plays }
    }

    /// What a lead of this id tells, where there is one.
    pub(super) fn known(&self, id: &[u8]) -> Option<Known> {
        let row = self.leads.find(str::from_utf8(id).ok()?)?;
        let lead = &self.leads.rows()[row];
        let play = lead.play.map_or(0, |play| self.plays[play.index()]);
        let zip = match lead.zip {
            Zip::Known(zip) => zip + 1,
            Zip::Unknown => 0,
        };
        let mut known = Known::default();
        known[..3].copy_from_slice(&[self.personas[lead.persona.index()], play, zip]);
        known[LEAD] = row as u32 + 1;
        Some(known)
    }
}
