//! Journeys that a fitted playbook makes of the observed personas and SII, counted as they are made.

use super::{
    Whom,
    fidelity::{Fidelity, Reproduced},
    sums::Sums,
    tally::Tally,
};
use crate::domain::{
    channel::{Channels, TooManyChannels},
    playbook::{
        Playbook,
        draws::Stream,
        plan::{At, Drawn, Plan},
    },
};

/// Journeys made in a step.
const STEP: u32 = 2_000;

/// Subjects stand by class, then by SII; the n-th of m journeys is of the subject at (n - 1/2) / m of them, so that each class and
/// SII is there as often as was observed, but for rounding.
#[derive(Debug)]
pub(super) struct Simulation {
    /// By class.
    plans: Vec<Plan>,
    /// A class and an SII, and how many journeys stand up to here.
    subjects: Vec<(usize, f64, u32)>,
    at: usize,
    next: u32,
    of: u32,
    seed: u64,
    drawn: Drawn,
    touches: Vec<At>,
    sums: Vec<Sums>,
}

impl Simulation {
    /// `sii_unknown` stands for an SII that is not known.
    pub fn of(
        tally: &Tally,
        playbook: &Playbook,
        sii_unknown: f64,
        (of, seed): (u32, u64),
    ) -> Result<Simulation, TooManyChannels> {
        let channels = Channels::new(tally.channels.iter().map(String::as_str))?;
        let rule = |whom: &Whom| match whom {
            Whom::Persona(name) => playbook.rule(name, None).0,
            Whom::WithoutPersona | Whom::All => &playbook.any_other,
            // Named ones have the pooled rule of their own where it is not that of any other.
            Whom::Pooled => tally.pooled.first().map_or(&playbook.any_other, |name| playbook.rule(name, None).0),
        };
        let mut subjects: Vec<(usize, f64, u32)> = Vec::new();
        let mut until = 0;
        for cell in &tally.cells {
            until += cell.outcomes.journeys;
            let sii = cell.sii.map_or(sii_unknown, f64::from);
            match subjects.last_mut() {
                Some((class, known, end)) if (*class, *known) == (cell.class, sii) => *end = until,
                _ => subjects.push((cell.class, sii, until)),
            }
        }
        Ok(Simulation {
            plans: tally.classes.iter().map(|class| Plan::of(rule(&class.whom), &channels)).collect(),
            subjects,
            at: 0,
            next: 0,
            of,
            seed,
            drawn: Drawn::default(),
            touches: Vec::new(),
            sums: vec![Sums::of(tally.channels.len()); tally.classes.len()],
        })
    }

    /// Makes some more; whether all are made.
    pub fn step(&mut self) -> bool {
        let journeys = u64::from(self.subjects.last().map_or(0, |(_, _, until)| *until));
        let end = self.of.min(self.next + STEP);
        for number in self.next..end {
            let rank = (2 * u64::from(number) + 1) * journeys / (2 * u64::from(self.of));
            while self.subjects.get(self.at).is_some_and(|(_, _, until)| u64::from(*until) <= rank) {
                self.at += 1;
            }
            let Some((class, sii, _)) = self.subjects.get(self.at) else { break };
            let plan = &self.plans[*class];
            let stream = Stream::of(self.seed, u64::from(number));
            plan.draw(stream, &mut self.drawn);
            self.drawn.touches(|_| true, &mut self.touches);
            let converts = plan.converts(*sii, &self.touches, stream);
            let path = self.touches.iter().map(|(channel, _)| channel.index());
            self.sums[*class].add(path, 1, u32::from(converts));
        }
        self.next = end;
        end == self.of
    }

    pub fn fraction(&self) -> f64 {
        f64::from(self.next) / f64::from(self.of.max(1))
    }

    /// Beside what was observed.
    pub fn fidelity(&self, tally: &Tally) -> Fidelity {
        let channels = tally.channels.len();
        let observed = &tally.observed;
        let all = |sums: &[Sums]| {
            let mut all = Sums::of(channels);
            sums.iter().for_each(|of| all.add_all(of));
            all
        };
        let reproduced =
            |whom: Whom, observed: &Sums, made: &Sums| Reproduced::of(whom, &tally.channels, observed, made);
        let mut groups = vec![reproduced(Whom::All, &all(observed), &all(&self.sums))];
        if tally.classes.len() > 1 {
            let each = tally.classes.iter().zip(observed).zip(&self.sums);
            groups.extend(each.map(|((class, observed), made)| reproduced(class.whom.clone(), observed, made)));
        }
        Fidelity { made: self.next, seed: self.seed, groups }
    }
}
