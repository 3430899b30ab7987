//! The rules of a playbook, ready to be played lead by lead: only paths and times are wanted of the journeys, not a dataset.

use crate::domain::{
    channel::{Channels, TooManyChannels},
    lead::{Cents, Leads},
    playbook::{
        Playbook, Value,
        draws::Stream,
        plan::{At, Drawn},
    },
    synthesis::{Plans, value},
};

/// When a journey converts, in seconds since its start, and what that is worth, where it is known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Converted {
    pub at: i64,
    pub value: Option<Cents>,
}

#[derive(Debug)]
pub struct Cast {
    pub channels: Channels,
    plans: Plans,
    value: Value,
    drawn: Drawn,
}

impl Cast {
    pub fn new(leads: &Leads, playbook: &Playbook) -> Result<Cast, TooManyChannels> {
        let channels = playbook.channels()?;
        let (plans, value) = (Plans::new(leads, playbook, &channels), playbook.value.clone());
        Ok(Cast { plans, channels, value, drawn: Drawn::default() })
    }

    /// The journey that [`crate::domain::journey::Journeys::synthesise`] makes for the lead in this row: its touches in order
    /// of time, and its conversion.
    pub fn play(&mut self, leads: &Leads, row: usize, seed: u64, touches: &mut Vec<At>) -> Option<Converted> {
        let lead = &leads.rows()[row];
        let plan = self.plans.of(lead);
        let stream = Stream::of(seed, leads.key(row));
        plan.draw(stream, &mut self.drawn);
        self.drawn.touches(|_| true, touches);
        let converts = plan.converts(lead.sii, touches, stream);
        let at = plan.close(converts, stream, touches);
        converts.then(|| Converted { at, value: value(&self.value, lead, stream) })
    }
}
