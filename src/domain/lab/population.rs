//! Whom a lab draws its leads from: groups of leads, and how SII is spread in each.

use crate::{
    domain::{
        dataset::{Dataset, Subject},
        lead::{Lead, Leads},
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

    /// Persona, play and SII as they stand in a dataset; `None` where it tells no persona. Journeys without a persona are left
    /// out. A group with more than 20 values of SII has them in 20 parts of as many journeys each, at the part's mean. Where
    /// SII is not known it is taken to be the mean of the group's known ones; without any, 0.
    pub fn of_dataset(dataset: &Dataset) -> Option<Population> {
        let subjects = dataset.journeys.rows.iter().map(|journey| dataset.subject(journey));
        let named = subjects.filter_map(|subject| Some((name(dataset, &subject)?, subject.sii)));
        let mut named: Vec<(Name, Option<f64>)> = named.collect();
        sorting::sort_by(&mut named, |a, b| a.0.cmp(&b.0).then(bits(a.1).cmp(&bits(b.1))));
        let groups: Vec<PopulationGroup> = named.chunk_by(|a, b| a.0 == b.0).map(PopulationGroup::of).collect();
        (!groups.is_empty()).then_some(Population { groups })
    }

    /// The sum of the groups' weights.
    pub(super) fn whole(&self) -> f64 {
        self.groups.iter().map(PopulationGroup::mass).sum()
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

/// A persona and perhaps a play.
type Name = (String, Option<String>);

fn name(dataset: &Dataset, subject: &Subject) -> Option<Name> {
    let play = subject.play.map(|play| dataset.plays().name(play).to_owned());
    Some((dataset.personas().name(subject.persona?).to_owned(), play))
}

/// Orders numbers, those that are not known first.
fn bits(number: Option<f64>) -> Option<i64> {
    // The integers that f64::total_cmp compares.
    number.map(|number| {
        let bits = number.to_bits() as i64;
        bits ^ (((bits >> 63) as u64) >> 1) as i64
    })
}

impl PopulationGroup {
    /// Its weight, 0 where it has no value of SII.
    pub(super) fn mass(&self) -> f64 {
        let has_points = self.sii.iter().any(|(_, weight)| *weight > 0.0);
        if has_points && self.weight > 0.0 { self.weight } else { 0.0 }
    }

    /// Journeys of one name, sorted by SII.
    fn of(named: &[(Name, Option<f64>)]) -> PopulationGroup {
        let known: Vec<f64> = named.iter().filter_map(|(_, sii)| *sii).collect();
        let unknown = (named.len() - known.len()) as f64;
        let mut sii: Vec<(f64, f64)> = known.chunk_by(|a, b| a == b).map(|run| (run[0], run.len() as f64)).collect();
        if sii.len() > POINTS {
            let part = |number: usize| number * known.len() / POINTS;
            let parts = (0..POINTS).map(|number| &known[part(number)..part(number + 1)]);
            sii = parts.map(|part| (mean(part).unwrap_or_default(), part.len() as f64)).collect();
        }
        if unknown > 0.0 {
            sii.push((mean(&known).unwrap_or_default(), unknown));
        }
        let ((persona, play), _) = named[0].clone();
        PopulationGroup { persona, play, weight: named.len() as f64, sii }
    }
}

fn mean(numbers: &[f64]) -> Option<f64> {
    (!numbers.is_empty()).then(|| numbers.iter().sum::<f64>() / numbers.len() as f64)
}
