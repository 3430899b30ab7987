//! The rules of a playbook, ready to be played lead by lead: only paths and times are wanted of the journeys, not a dataset.

use crate::domain::{
    channel::{Channels, TooManyChannels},
    lead::Leads,
    playbook::{
        Playbook,
        draws::Stream,
        plan::{At, Drawn},
    },
    synthesis::Plans,
};

#[derive(Debug)]
pub struct Cast {
    pub channels: Channels,
    plans: Plans,
    drawn: Drawn,
}

impl Cast {
    pub fn new(leads: &Leads, playbook: &Playbook) -> Result<Cast, TooManyChannels> {
        let channels = playbook.channels()?;
        Ok(Cast { plans: Plans::new(leads, playbook, &channels), channels, drawn: Drawn::default() })
    }

    /// The journey that [`crate::domain::journey::Journeys::synthesise`] makes for the lead in this row: its touches in order
    /// of time, and when it converts.
    pub fn play(&mut self, leads: &Leads, row: usize, seed: u64, touches: &mut Vec<At>) -> Option<i64> {
        let lead = &leads.rows()[row];
        let plan = self.plans.of(lead);
        let stream = Stream::of(seed, leads.key(row));
        plan.draw(stream, &mut self.drawn);
        self.drawn.touches(|_| true, touches);
        let converts = plan.converts(lead.sii, touches, stream);
        let at = plan.close(converts, stream, touches);
        converts.then_some(at)
    }
}
