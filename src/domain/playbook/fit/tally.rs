//! What is counted of journeys before anything is fitted. All counts are whole numbers, and stand in an order that is that of
//! names, so that the order of rows changes nothing.

use std::collections::BTreeMap;

use super::{FitOptions, Whom, limits::Limits, shown::Shown, spread::Spread, sums::Sums};
use crate::domain::{
    dataset::Dataset,
    journey::Journey,
    playbook::check::{MOST_SII, name_fault},
    sorting,
    study::{Outcomes, proportion::Proportion},
};

/// Counted, and laid out, in one call of [`Counting::step`].
const JOURNEYS_A_STEP: usize = 1_000;
const CELLS_A_STEP: usize = 2_000;

/// Journeys that are fitted together: those of a persona with enough of them, or the others.
#[derive(Clone, Debug)]
pub(super) struct Class {
    pub whom: Whom,
    pub outcomes: Outcomes,
    pub moves: Moves,
    /// Seconds since the touch before, by channel; of first touches there are none.
    pub gaps: Vec<Spread>,
    /// Seconds from the last touch to the conversion.
    pub to_conversion: Spread,
}

/// How often what follows what. Channels go by their number in [`Tally::channels`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Moves {
    /// First touches, and journeys without a touch.
    pub first: Vec<u32>,
    pub none: u32,
    /// By the touch before.
    pub next: Vec<Vec<u32>>,
    /// Last touches.
    pub last: Vec<u32>,
}

/// Journeys of one class, path and SII.
#[derive(Clone, Debug)]
pub(super) struct Cell {
    pub class: usize,
    /// Whole points.
    pub sii: Option<i32>,
    /// The channels in order of touches.
    pub path: Box<[u8]>,
    pub outcomes: Outcomes,
}

/// A class, an SII and a path.
type CellKey = (usize, Option<i32>, Box<[u8]>);

#[derive(Clone, Debug)]
pub(super) struct Tally {
    /// As [`Shown::names`].
    pub channels: Vec<String>,
    /// Personas of their own by name, then journeys without a persona where these are enough, then all others.
    pub classes: Vec<Class>,
    /// Personas that have no class of their own, by name.
    pub pooled: Vec<String>,
    pub has_personas: bool,
    /// Those that it was counted within.
    pub limits: Limits,
    /// By class, SII and path.
    pub cells: Vec<Cell>,
    /// By class.
    pub observed: Vec<Sums>,
    /// Cents, of the conversions whose value is known.
    pub values: Spread,
    pub start: i64,
    pub longest: u32,
}

/// Journeys as they are counted.
#[derive(Debug)]
pub(super) struct Counting {
    tally: Tally,
    class_of: Vec<usize>,
    cells: BTreeMap<CellKey, Outcomes>,
    path: Vec<u8>,
    next: usize,
}

impl Moves {
    fn of(channels: usize) -> Moves {
        Moves { first: vec![0; channels], none: 0, next: vec![vec![0; channels]; channels], last: vec![0; channels] }
    }

    fn add(&mut self, path: &[u8]) {
        match (path.first(), path.last()) {
            (Some(first), Some(last)) => {
                self.first[usize::from(*first)] += 1;
                self.last[usize::from(*last)] += 1;
            }
            _ => self.none += 1,
        }
        path.windows(2).for_each(|pair| self.next[usize::from(pair[0])][usize::from(pair[1])] += 1);
    }

    fn add_all(&mut self, other: &Moves) {
        let sum = |to: &mut Vec<u32>, of: &Vec<u32>| to.iter_mut().zip(of).for_each(|(to, of)| *to += of);
        sum(&mut self.first, &other.first);
        sum(&mut self.last, &other.last);
        self.none += other.none;
        self.next.iter_mut().zip(&other.next).for_each(|(to, of)| sum(to, of));
    }
}

impl Class {
    fn of(whom: Whom, channels: usize) -> Class {
        Class {
            whom,
            outcomes: Outcomes::default(),
            moves: Moves::of(channels),
            gaps: vec![Spread::default(); channels],
            to_conversion: Spread::default(),
        }
    }

    pub fn nulls(&self) -> u32 {
        self.outcomes.nulls()
    }
}

impl Counting {
    /// Of journeys in which no more than 256 channels are shown.
    pub fn of(dataset: &Dataset, inside: &[Journey], shown: &Shown, options: &FitOptions, limits: Limits) -> Counting {
        let channels = shown.names.len();
        let (class_of, classes, pooled) = classes(dataset, inside, channels, (options, limits));
        Counting {
            tally: Tally {
                channels: shown.names.clone(),
                observed: vec![Sums::of(channels); classes.len()],
                classes,
                pooled,
                has_personas: !dataset.personas().is_empty(),
                limits,
                cells: Vec::new(),
                values: Spread::default(),
                start: inside.iter().map(|journey| journey.start).min().unwrap_or_default(),
                longest: 0,
            },
            class_of,
            cells: BTreeMap::new(),
            path: Vec::new(),
            next: 0,
        }
    }

    /// Counts some journeys, then lays out some cells; whether all are.
    pub fn step(&mut self, dataset: &Dataset, inside: &[Journey], shown: &Shown) -> bool {
        if self.next < inside.len() {
            let until = (self.next + JOURNEYS_A_STEP).min(inside.len());
            inside[self.next..until].iter().for_each(|journey| self.count(dataset, journey, shown));
            self.next = until;
            return false;
        }
        for _ in 0..CELLS_A_STEP {
            let Some(((class, sii, path), outcomes)) = self.cells.pop_first() else { return true };
            let channels = path.iter().map(|channel| usize::from(*channel));
            self.tally.observed[class].add(channels, outcomes.journeys, outcomes.conversions);
            self.tally.cells.push(Cell { class, sii, path, outcomes });
        }
        false
    }

    /// What was counted, once all is.
    pub fn tally(self) -> Tally {
        self.tally
    }

    fn count(&mut self, dataset: &Dataset, journey: &Journey, shown: &Shown) {
        let subject = dataset.subject(journey);
        let at = self.class_of[subject.persona.map_or(0, |persona| persona.index() + 1)];
        let class = &mut self.tally.classes[at];
        let path = dataset.journeys.paths.get(journey.path);
        let offsets = &dataset.journeys.offsets[journey.times as usize..];
        self.path.clear();
        let mut before = None;
        for (channel, offset) in path.iter().zip(offsets) {
            let Some(number) = shown.number(*channel) else { continue };
            let offset = i64::from(*offset);
            before.iter().for_each(|before| class.gaps[usize::from(number)].add(offset - before));
            before = Some(offset);
            self.path.push(number);
        }
        let conversion = journey.outcome.conversion();
        if let (Some(last), true) = (before, conversion.is_some()) {
            class.to_conversion.add(i64::from(offsets[path.len()]) - last);
        }
        conversion.and_then(|of| of.value).into_iter().for_each(|value| self.tally.values.add(value.0));
        class.moves.add(&self.path);
        self.tally.longest = self.tally.longest.max(self.path.len() as u32);
        let sii = subject.sii.map(|sii| sii.round().clamp(-MOST_SII, MOST_SII) as i32);
        let cell = self.cells.entry((at, sii, self.path.as_slice().into())).or_default();
        for of in [&mut class.outcomes, cell] {
            of.journeys += 1;
            of.conversions += u32::from(conversion.is_some());
        }
    }

    /// Of the journeys, 0 to 1.
    pub fn fraction(&self, inside: &[Journey]) -> f64 {
        self.next as f64 / inside.len().max(1) as f64
    }
}

impl Tally {
    /// All classes as one.
    pub fn all(&self) -> Class {
        let mut all = Class::of(Whom::All, self.channels.len());
        for class in &self.classes {
            all.outcomes.journeys += class.outcomes.journeys;
            all.outcomes.conversions += class.outcomes.conversions;
            all.moves.add_all(&class.moves);
            all.gaps.iter_mut().zip(&class.gaps).for_each(|(to, of)| to.add_all(of));
            all.to_conversion.add_all(&class.to_conversion);
        }
        all
    }
}

/// The class of each persona by its number and 1, at 0 that of journeys without one; the classes; and the personas that have
/// none of their own.
fn classes(
    dataset: &Dataset,
    inside: &[Journey],
    channels: usize,
    (options, limits): (&FitOptions, Limits),
) -> (Vec<usize>, Vec<Class>, Vec<String>) {
    let names = dataset.personas();
    let mut counted = vec![Proportion::default(); names.len() + 1];
    for journey in inside {
        let of = &mut counted[dataset.subject(journey).persona.map_or(0, |persona| persona.index() + 1)];
        of.journeys += 1;
        of.conversions += u32::from(journey.outcome.conversion().is_some());
    }
    let mut personas: Vec<(&str, usize)> = names.iter().map(|(id, name)| (name, id.index() + 1)).collect();
    sorting::sort(&mut personas);
    personas.retain(|(_, at)| counted[*at].journeys > 0);
    // Of too many the ones with the most journeys; equal ones stand by name.
    let mut own = personas.clone();
    own.retain(|(name, at)| options.is_enough(counted[*at]) && name_fault("The persona", name).is_none());
    sorting::sort_by(&mut own, |(_, a), (_, b)| counted[*b].journeys.cmp(&counted[*a].journeys));
    own.truncate(limits.personas);
    sorting::sort(&mut own);

    let mut whom: Vec<Whom> = own.iter().map(|(name, _)| Whom::Persona((*name).to_owned())).collect();
    let rest = own.len() + usize::from(limits.without_persona && !names.is_empty() && options.is_enough(counted[0]));
    let mut class_of = vec![rest; names.len() + 1];
    own.iter().enumerate().for_each(|(class, (_, at))| class_of[*at] = class);
    if rest > own.len() {
        class_of[0] = own.len();
        whom.push(Whom::WithoutPersona);
    }
    let others = personas.iter().filter(|(_, at)| class_of[*at] == rest);
    let pooled: Vec<String> = others.map(|(name, _)| (*name).to_owned()).collect();
    if !pooled.is_empty() || class_of[0] == rest && counted[0].journeys > 0 {
        whom.push(Whom::Pooled);
    }
    (class_of, whom.into_iter().map(|whom| Class::of(whom, channels)).collect(), pooled)
}
