//! The rules of a playbook, ready to be played lead by lead: only paths and times are wanted of the journeys, not a dataset.

use crate::domain::{
    channel::{Channels, TooManyChannels},
    lead::Leads,
    playbook::{
        Playbook,
        draws::Stream,
        plan::{At, Drawn, Plan},
    },
};

#[derive(Debug)]
pub struct Cast {
    pub channels: Channels,
    plans: Vec<Plan>,
    /// Which of them is followed, by persona, then by play, 0 for none.
    of: Vec<usize>,
    plays: usize,
    drawn: Drawn,
}

impl Cast {
    pub fn new(leads: &Leads, playbook: &Playbook) -> Result<Cast, TooManyChannels> {
        let channels = playbook.channels()?;
        let mut of = Vec::new();
        for (_, persona) in leads.personas.iter() {
            for play in std::iter::once(None).chain(leads.plays.iter().map(|(_, play)| Some(play))) {
                let (rule, _) = playbook.rule(persona, play);
                of.push(playbook.every_rule().position(|known| std::ptr::eq(known, rule)).unwrap_or_default());
            }
        }
        Ok(Cast {
            plans: playbook.every_rule().map(|rule| Plan::of(rule, &channels)).collect(),
            channels,
            of,
            plays: leads.plays.len() + 1,
            drawn: Drawn::default(),
        })
    }

    /// The journey that [`crate::domain::journey::Journeys::synthesise`] makes for the lead in this row: its touches in order
    /// of time, and when it converts.
    pub fn play(&mut self, leads: &Leads, row: usize, seed: u64, touches: &mut Vec<At>) -> Option<i64> {
        let lead = &leads.rows()[row];
        let plan =
            &self.plans[self.of[lead.persona.index() * self.plays + lead.play.map_or(0, |play| play.index() + 1)]];
        let stream = Stream::of(seed, leads.key(row));
        plan.draw(stream, &mut self.drawn);
        self.drawn.touches(|_| true, touches);
        let converts = plan.converts(lead.sii, touches, stream);
        let at = plan.close(converts, stream, touches);
        converts.then_some(at)
    }
}
