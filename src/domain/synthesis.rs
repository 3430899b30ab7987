//! Journeys from leads, by a playbook. The same lead and seed give the same journey, whatever else is in the file.

use super::{
    channel::{ChannelId, Channels, TooManyChannels},
    intern::Interner,
    journey::{Conversion, Journey, Journeys, Origin, Outcome, Paths},
    lead::{Cents, Lead, Leads},
    playbook::{
        Playbook, Value,
        draws::Stream,
        plan::{At, Drawn, Plan, amount},
    },
    sorting,
};

impl Journeys {
    /// Makes every lead's journey. Journeys stand in the order of the leads.
    pub fn synthesise(leads: &Leads, playbook: &Playbook, seed: u64) -> Result<Journeys, TooManyChannels> {
        let channels = playbook.channels()?;
        let mut courses = Courses::default();
        let plans = Plans::new(leads, playbook, &channels);
        let (mut drawn, mut touches) = (Drawn::default(), Vec::new());
        let mut made = Vec::with_capacity(leads.len());
        for (index, lead) in leads.rows().iter().enumerate() {
            let plan = plans.of(lead);
            let stream = Stream::of(seed, leads.key(index));
            plan.draw(stream, &mut drawn);
            drawn.touches(|_| true, &mut touches);
            let converts = plan.converts(lead.sii, &touches, stream);
            let at = plan.close(converts, stream, &mut touches);
            let course = courses.add(&touches, converts.then_some(at));
            let outcome = Outcome::of(converts.then(|| Conversion { value: value(&playbook.value, lead, stream) }));
            made.push((course, outcome));
        }
        let (paths, offsets, places) = courses.laid_out();
        let rows = (0..).zip(made).map(|(subject, (course, outcome))| {
            let (path, times) = places[course as usize];
            Journey { subject, path, times, start: playbook.start_unix_seconds, outcome }
        });
        let rows = rows.collect();
        Ok(Journeys { origin: Origin::Synthetic, channels, paths, offsets, rows })
    }
}

/// What a lead's conversion is worth, where that is known.
pub(super) fn value(by: &Value, lead: &Lead, stream: Stream) -> Option<Cents> {
    match by {
        Value::ShareOfProperty(points) => lead.estimated_value.map(|value| Value::of_property(*points, value)),
        Value::Amount(distribution) => Some(Cents(amount(distribution, stream))),
        Value::Unknown => None,
    }
}

/// The rules of a playbook, and which of them is each lead's.
#[derive(Debug)]
pub(super) struct Plans {
    plans: Vec<Plan>,
    /// By persona, then by play, 0 for none.
    of: Vec<usize>,
    plays: usize,
}

impl Plans {
    pub fn new(leads: &Leads, playbook: &Playbook, channels: &Channels) -> Plans {
        let mut of = Vec::new();
        for (_, persona) in leads.personas.iter() {
            for play in std::iter::once(None).chain(leads.plays.iter().map(|(_, play)| Some(play))) {
                let (rule, _) = playbook.rule(persona, play);
                of.push(playbook.every_rule().position(|known| std::ptr::eq(known, rule)).unwrap_or_default());
            }
        }
        let plans = playbook.every_rule().map(|rule| Plan::of(rule, channels)).collect();
        Plans { plans, of, plays: leads.plays.len() + 1 }
    }

    pub fn of(&self, lead: &Lead) -> &Plan {
        let play = lead.play.map_or(0, |play| play.index() + 1);
        &self.plans[self.of[lead.persona.index() * self.plays + play]]
    }
}

/// Distinct paths with their times.
#[derive(Default)]
struct Courses {
    /// Each as bytes: how many touches, their channels, their seconds and the conversion's.
    known: Interner,
    key: Vec<u8>,
}

impl Courses {
    /// The number of a course.
    fn add(&mut self, touches: &[At], conversion: Option<i64>) -> u32 {
        // A playbook spans hours to weeks; what is longer than a century is cut.
        let seconds = |offset: i64| (offset.clamp(0, i64::from(u32::MAX)) as u32).to_be_bytes();
        self.key.clear();
        self.key.extend_from_slice(&(touches.len() as u16).to_be_bytes());
        touches.iter().for_each(|(channel, _)| self.key.extend_from_slice(&channel.0.to_be_bytes()));
        touches.iter().for_each(|(_, at)| self.key.extend_from_slice(&seconds(*at)));
        conversion.iter().for_each(|at| self.key.extend_from_slice(&seconds(*at)));
        self.known.intern(&self.key)
    }

    /// The paths and times, in an order that does not depend on that of the leads; by the course's number, its path and where its times begin.
    fn laid_out(&self) -> (Paths, Vec<u32>, Vec<(u32, u32)>) {
        let courses: Vec<&[u8]> = (0..self.known.len() as u32).map(|number| self.known.get(number)).collect();
        let head = |key: &&[u8]| key.iter().chain(&[0; 8]).take(8).fold(0, |head, byte| head << 8 | u64::from(*byte));
        let order = sorting::order(courses.iter().map(head), &|a, b| courses[a as usize].cmp(courses[b as usize]));
        let (mut paths, mut offsets) = (Paths::default(), Vec::new());
        let mut places = vec![(0, 0); courses.len()];
        let mut last: Option<&[u8]> = None;
        for number in order {
            let key = courses[number as usize];
            let touches = key.first_chunk().map_or(0, |count| usize::from(u16::from_be_bytes(*count)));
            let (path, times) = key.split_at(2 + 2 * touches);
            if last != Some(path) {
                let channels = path.as_chunks().0.iter().skip(1).map(|id| ChannelId(u16::from_be_bytes(*id)));
                paths.push(&channels.collect::<Vec<_>>());
                last = Some(path);
            }
            places[number as usize] = (paths.len() as u32 - 1, offsets.len() as u32);
            offsets.extend(times.as_chunks().0.iter().map(|seconds| u32::from_be_bytes(*seconds)));
        }
        (paths, offsets, places)
    }
}
