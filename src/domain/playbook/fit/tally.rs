//! What is counted of journeys before anything is fitted. All counts are whole numbers, and stand in an order that is that of
//! names, so that the order of rows changes nothing.

use std::collections::BTreeMap;

use super::{FitOptions, Whom, limits::Limits, spread::Spread};
use crate::domain::{
    channel::ChannelId,
    dataset::Dataset,
    journey::Journey,
    playbook::check::{MOST_SII, name_fault},
    sorting,
    study::{Outcomes, proportion::Proportion},
};

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
    pub path: Vec<u8>,
    pub outcomes: Outcomes,
}

#[derive(Clone, Debug)]
pub(super) struct Tally {
    /// Those that journeys hold, by name.
    pub channels: Vec<String>,
    /// Personas of their own by name, then journeys without a persona where these are enough, then all others.
    pub classes: Vec<Class>,
    /// Personas that have no class of their own, by name.
    pub pooled: Vec<String>,
    pub has_personas: bool,
    /// Those that it was counted within.
    pub limits: Limits,
    pub cells: Vec<Cell>,
    /// Cents, of the conversions whose value is known.
    pub values: Spread,
    pub start: i64,
    pub longest: u32,
}

impl Moves {
    fn of(channels: usize) -> Moves {
        Moves { first: vec![0; channels], none: 0, next: vec![vec![0; channels]; channels], last: vec![0; channels] }
    }

    fn add(&mut self, path: &[u8], journeys: u32) {
        match (path.first(), path.last()) {
            (Some(first), Some(last)) => {
                self.first[usize::from(*first)] += journeys;
                self.last[usize::from(*last)] += journeys;
            }
            _ => self.none += journeys,
        }
        path.windows(2).for_each(|pair| self.next[usize::from(pair[0])][usize::from(pair[1])] += journeys);
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

/// Channels by their numbers in the dataset, and whether each is held by any of the journeys.
pub(super) fn held(dataset: &Dataset, inside: &[&Journey]) -> Vec<ChannelId> {
    let mut is_held = vec![false; dataset.journeys.channels.len()];
    for journey in inside {
        dataset.journeys.paths.get(journey.path).iter().for_each(|channel| is_held[channel.index()] = true);
    }
    (0..).zip(is_held).filter_map(|(id, is_held)| is_held.then_some(ChannelId(id))).collect()
}

impl Tally {
    /// Of journeys that hold these channels, which are at most 256.
    pub fn of(
        dataset: &Dataset,
        inside: &[&Journey],
        held: &[ChannelId],
        (options, limits): (&FitOptions, Limits),
    ) -> Tally {
        let names = held.iter().map(|id| dataset.journeys.channels.name(*id).to_owned());
        let mut number = vec![0_u8; dataset.journeys.channels.len()];
        (0..).zip(held).for_each(|(at, id)| number[id.index()] = at);
        let (class_of, mut classes, pooled) = classes(dataset, inside, held.len(), (options, limits));
        let mut cells: BTreeMap<(usize, Option<i32>, u32), Outcomes> = BTreeMap::new();
        let mut values = Spread::default();
        for journey in inside {
            let subject = dataset.subject(journey);
            let at = class_of[subject.persona.map_or(0, |persona| persona.index() + 1)];
            let conversion = journey.outcome.conversion();
            let sii = subject.sii.map(|sii| sii.round().clamp(-MOST_SII, MOST_SII) as i32);
            let cell = cells.entry((at, sii, journey.path)).or_default();
            cell.journeys += 1;
            cell.conversions += u32::from(conversion.is_some());
            conversion.and_then(|of| of.value).into_iter().for_each(|value| values.add(value.0));
            let class = &mut classes[at];
            let path = dataset.journeys.paths.get(journey.path);
            let offsets = &dataset.journeys.offsets[journey.times as usize..];
            for (channel, pair) in path.iter().skip(1).zip(offsets.windows(2)) {
                class.gaps[usize::from(number[channel.index()])].add(i64::from(pair[1]) - i64::from(pair[0]));
            }
            if let (Some(last), true) = (path.len().checked_sub(1), conversion.is_some()) {
                class.to_conversion.add(i64::from(offsets[last + 1]) - i64::from(offsets[last]));
            }
        }
        let cell = |((class, sii, path), outcomes): (_, Outcomes)| Cell {
            class,
            sii,
            path: dataset.journeys.paths.get(path).iter().map(|channel| number[channel.index()]).collect(),
            outcomes,
        };
        let mut cells: Vec<Cell> = cells.into_iter().map(cell).collect();
        sorting::sort_by(&mut cells, |a, b| (a.class, a.sii, &a.path).cmp(&(b.class, b.sii, &b.path)));
        for cell in &cells {
            let class = &mut classes[cell.class];
            class.moves.add(&cell.path, cell.outcomes.journeys);
            class.outcomes.journeys += cell.outcomes.journeys;
            class.outcomes.conversions += cell.outcomes.conversions;
        }
        Tally {
            channels: names.collect(),
            classes,
            pooled,
            has_personas: !dataset.personas().is_empty(),
            limits,
            values,
            start: inside.iter().map(|journey| journey.start).min().unwrap_or_default(),
            longest: cells.iter().map(|cell| cell.path.len() as u32).max().unwrap_or_default(),
            cells,
        }
    }

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
    inside: &[&Journey],
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
