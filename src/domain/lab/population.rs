//! Whom a lab draws its leads from: groups of leads, and how SII is spread in each.

use crate::{
    domain::{
        dataset::{Content, Dataset},
        lead::{Lead, Leads},
        playbook::{Playbook, Rule, When},
        sorting,
        uncertainty::draw::Draws,
        zip::Zip,
    },
    pack::Pack,
};

/// Groups of leads that differ in persona or play. Weights count against each other; they need not sum to 1.
#[derive(Clone, Debug, PartialEq, Pack)]
pub struct Population {
    pub groups: Vec<PopulationGroup>,
}

#[derive(Clone, Debug, PartialEq, Pack)]
pub struct PopulationGroup {
    pub persona: String,
    pub play: Option<String>,
    /// How many leads are of the group, against the other groups' weights.
    pub weight: f64,
    /// Values of SII, each with its weight.
    pub sii: Vec<(f64, f64)>,
}

/// The persona of journeys without one: no rule can have this name.
pub const NO_PERSONA: &str = "";

/// Most values of SII that a group of a dataset is given.
const POINTS: usize = 20;

impl Population {
    /// Draws so many leads. Their ids hold the seed, so that each seed has leads of its own; equal seeds give equal leads, and a
    /// greater count the same ones and more. None where no group has both weight and a value of SII.
    pub fn leads(&self, count: u32, seed: u64) -> Leads {
        let mut leads = Leads::default();
        let whole = self.whole();
        if whole > 0.0 {
            for number in 0..count {
                let mut draws = Draws::of_replicate(seed, number);
                let (group, sii) = self.drawn(draws.uniform() * whole, draws.uniform());
                let persona = leads.personas.intern(&group.persona);
                let play = group.play.as_deref().map(|play| leads.plays.intern(play));
                let lead = Lead {
                    line: number.saturating_add(2),
                    persona,
                    play,
                    zip: Zip::Unknown,
                    sii,
                    risk: None,
                    estimated_value: None,
                    words: [0; 2],
                };
                leads.push(&format!("synthetic-{seed}-{number}"), lead);
            }
        }
        leads
    }

    /// Persona, play and SII as they stand in a dataset, for a playbook that is played to its leads; `None` of a table of
    /// paths, whose journeys befell nobody that is known, and of no journeys. Journeys without a persona are groups under
    /// [`NO_PERSONA`] and follow the rule of any other. A group with more than 20 values of SII has them in 20 parts of as
    /// many journeys each, at the part's mean. Where SII is not known it is taken to be the centre of the group's rule, as
    /// when a playbook is learnt; where that rule is a threshold, the mean of the group's known ones, or 0 without any.
    pub fn of_dataset(dataset: &Dataset, playbook: &Playbook) -> Option<Population> {
        if matches!(dataset.source.content, Content::Paths(_)) {
            return None;
        }
        let plays: Vec<Option<&str>> =
            std::iter::once(None).chain(dataset.plays().iter().map(|(_, words)| Some(words))).collect();
        let personas: Vec<&str> =
            std::iter::once(NO_PERSONA).chain(dataset.personas().iter().map(|(_, name)| name)).collect();
        let mut befell = vec![Befell::default(); personas.len() * plays.len()];
        for journey in &dataset.journeys.rows {
            let subject = dataset.subject(journey);
            let persona = subject.persona.map_or(0, |persona| persona.index() + 1);
            let play = subject.play.map_or(0, |play| play.index() + 1);
            befell[persona * plays.len() + play].add(subject.sii);
        }
        let mut groups = Vec::new();
        for (persona, of_persona) in personas.iter().zip(befell.chunks(plays.len())) {
            for (play, befell) in plays.iter().zip(of_persona) {
                let centre = match &playbook.rule(persona, *play).0.conversion.when {
                    When::Chance(chance) => Some(chance.sii_centre),
                    When::SiiAtLeast(_) => None,
                };
                groups.extend(befell.clone().group(persona, *play, centre));
            }
        }
        sorting::sort_by(&mut groups, |a, b| (&a.persona, &a.play).cmp(&(&b.persona, &b.play)));
        (!groups.is_empty()).then_some(Population { groups })
    }

    /// The sum of the groups' weights.
    pub(super) fn whole(&self) -> f64 {
        self.groups.iter().map(PopulationGroup::mass).sum()
    }

    /// Values of SII of the leads that follow a rule, with their weights against [`Population::whole`].
    pub(super) fn of_rule(&self, playbook: &Playbook, rule: &Rule) -> Vec<(f64, f64)> {
        let follows = |group: &&PopulationGroup| {
            std::ptr::eq(playbook.rule(&group.persona, group.play.as_deref()).0, rule) && group.mass() > 0.0
        };
        let points = |group: &PopulationGroup| {
            let weights = group.sii.iter().map(|(sii, weight)| (*sii, weight.max(0.0)));
            let whole: f64 = weights.clone().map(|(_, weight)| weight).sum();
            let mass = group.mass();
            weights.map(move |(sii, weight)| (sii, mass * weight / whole)).collect::<Vec<_>>()
        };
        self.groups.iter().filter(follows).flat_map(points).collect()
    }

    /// The group at a place between 0 and the whole, and its SII at a place between 0 and 1.
    fn drawn(&self, at: f64, within: f64) -> (&PopulationGroup, f64) {
        let group = &self.groups[place(self.groups.iter().map(PopulationGroup::mass), at)];
        let points = || group.sii.iter().map(|(_, weight)| weight.max(0.0));
        (group, group.sii[place(points(), within * points().sum::<f64>())].0)
    }
}

/// Which of these weights a place between 0 and their sum falls into.
pub(super) fn place(weights: impl Iterator<Item = f64>, at: f64) -> usize {
    let (mut sum, mut last) = (0.0, 0);
    for (index, weight) in weights.enumerate().filter(|(_, weight)| *weight > 0.0) {
        (sum, last) = (sum + weight, index);
        if at < sum {
            break;
        }
    }
    last
}

/// What is known of a group's journeys.
#[derive(Clone, Debug, Default)]
struct Befell {
    sii: Vec<f64>,
    unknown: u32,
}

impl Befell {
    fn add(&mut self, sii: Option<f64>) {
        match sii {
            Some(sii) => self.sii.push(sii),
            None => self.unknown += 1,
        }
    }

    /// `unknown` stands for an SII that is not known; without it, the mean of the known ones.
    fn group(mut self, persona: &str, play: Option<&str>, unknown: Option<f64>) -> Option<PopulationGroup> {
        sorting::sort_floats(&mut self.sii);
        let known = &self.sii;
        let weight = known.len() as f64 + f64::from(self.unknown);
        let mut sii: Vec<(f64, f64)> = known.chunk_by(|a, b| a == b).map(|run| (run[0], run.len() as f64)).collect();
        if sii.len() > POINTS {
            let cut = |number: usize| number * known.len() / POINTS;
            let parts = (0..POINTS).map(|number| &known[cut(number)..cut(number + 1)]);
            sii = parts.map(|part| (mean(part).unwrap_or_default(), part.len() as f64)).collect();
        }
        if self.unknown > 0 {
            sii.push((unknown.or(mean(known)).unwrap_or_default(), f64::from(self.unknown)));
        }
        let group = || PopulationGroup { persona: persona.to_owned(), play: play.map(str::to_owned), weight, sii };
        (weight > 0.0).then(group)
    }
}

impl PopulationGroup {
    /// Its weight, 0 where it has no value of SII.
    pub(super) fn mass(&self) -> f64 {
        let has_points = self.sii.iter().any(|(_, weight)| *weight > 0.0);
        if has_points && self.weight > 0.0 { self.weight } else { 0.0 }
    }
}

fn mean(numbers: &[f64]) -> Option<f64> {
    (!numbers.is_empty()).then(|| numbers.iter().sum::<f64>() / numbers.len() as f64)
}
