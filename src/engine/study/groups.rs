//! Credit within each play, persona, ZIP code or word of a segment: a report each.

use super::super::{
    EngineError, Step,
    attribute::{AttributeJob, Purpose},
    query::Query,
};
use crate::{
    domain::{
        dataset::Dataset,
        journey::Journey,
        lead::{NameId, Names},
        report::Report,
        scope::Scope,
        sorting,
        study::play_matrix::{GroupNoun, PlayMatrix},
        zip::Zip,
    },
    pack::Pack,
};

/// Most groups that are looked into, those of the most journeys.
pub const MOST_GROUPS: usize = 40;

/// By what journeys fall into groups.
#[derive(Clone, Debug, PartialEq, Eq, Pack)]
pub enum By {
    Plays,
    Personas,
    Zips,
    /// The words of a column.
    Segment(String),
}

impl By {
    /// What a group is: "play", "ZIP code", the name of a column.
    pub fn words(&self) -> &str {
        match self {
            By::Plays => "play",
            By::Personas => "persona",
            By::Zips => "ZIP code",
            By::Segment(column) => column,
        }
    }
}

/// Groups by channel, those of the most journeys first.
#[derive(Clone, Debug, PartialEq, Pack)]
pub struct Groups {
    pub by: By,
    pub matrix: PlayMatrix,
    /// Groups that were not looked into, and their journeys.
    pub more: u32,
    pub journeys_of_more: u32,
    /// Journeys in scope that belong to none.
    pub without: u32,
}

/// Groups under way.
#[derive(Debug)]
pub struct GroupsJob {
    by: By,
    found: Vec<(String, Report)>,
    more: Vec<(String, u32)>,
    without: u32,
    /// Names and queries that wait, the last one next.
    waiting: Vec<(String, Query)>,
    all: usize,
    running: Option<(String, AttributeJob)>,
}

impl GroupsJob {
    pub(super) fn start(dataset: &Dataset, query: &Query, by: &By) -> Result<GroupsJob, EngineError> {
        query.check(dataset)?;
        let (mut counted, without) = counted(dataset, &query.scope, by);
        let more = counted.split_off(counted.len().min(MOST_GROUPS));
        let mut waiting: Vec<(String, Query)> =
            counted.iter().map(|(name, _)| (name.clone(), within(query, by, name))).collect();
        waiting.reverse();
        Ok(GroupsJob { by: by.clone(), found: Vec::new(), more, without, all: waiting.len(), waiting, running: None })
    }

    /// Does a little; true once all is done.
    pub(super) fn step(&mut self, dataset: &Dataset) -> Result<bool, EngineError> {
        let (name, mut job) = match self.running.take() {
            Some(running) => running,
            None => match self.waiting.pop() {
                None => return Ok(true),
                Some((name, query)) => (name, AttributeJob::start(dataset, query, Purpose::Report, None)?),
            },
        };
        match job.step()? {
            Step::More(_) => self.running = Some((name, job)),
            Step::Done(()) => self.found.push((name, job.reported())),
        }
        Ok(false)
    }

    pub(super) fn fraction(&self) -> f64 {
        self.found.len() as f64 / self.all.max(1) as f64
    }

    pub(super) fn found(&self) -> Groups {
        let one = self.by.words().to_owned();
        let many = match &self.by {
            By::Segment(column) => format!("values of {column}"),
            by => format!("{}s", by.words()),
        };
        Groups {
            by: self.by.clone(),
            matrix: PlayMatrix::of(GroupNoun { one, many }, &self.found),
            more: self.more.len() as u32,
            journeys_of_more: self.more.iter().map(|(_, journeys)| journeys).sum(),
            without: self.without,
        }
    }
}

/// The groups in scope with their journeys, those of the most first, equal ones by name; and the journeys without one.
fn counted(dataset: &Dataset, scope: &Scope, by: &By) -> (Vec<(String, u32)>, u32) {
    let (inside, _) = scope.select(dataset);
    if let By::Zips = by {
        let mut zips: Vec<String> = inside.iter().map(|journey| dataset.subject(journey).zip.to_string()).collect();
        sorting::sort(&mut zips);
        let groups = zips.chunk_by(|a, b| a == b).map(|same| (same[0].clone(), same.len() as u32));
        return (by_size(groups.collect()), 0);
    }
    let names = words_of(dataset, by);
    let mut counts = vec![0_u32; names.len() + 1];
    for journey in inside {
        counts[number_of(dataset, journey, by) as usize] += 1;
    }
    let groups = names.iter().map(|(id, name)| (name.to_owned(), counts[id.index() + 1]));
    (by_size(groups.filter(|(_, journeys)| *journeys > 0).collect()), counts[0])
}

/// The names of the groups; of ZIP codes none.
pub(super) fn words_of<'a>(dataset: &'a Dataset, by: &By) -> &'a Names {
    match by {
        By::Plays => dataset.plays(),
        By::Personas => dataset.personas(),
        By::Zips => Names::none(),
        By::Segment(name) => {
            dataset.segments().iter().find(|column| column.name == *name).map_or(Names::none(), |column| &column.words)
        }
    }
}

/// The number of a journey's group, from 1; 0 for none.
pub(super) fn number_of(dataset: &Dataset, journey: &Journey, by: &By) -> u32 {
    let subject = dataset.subject(journey);
    let number = |name: Option<NameId>| name.map_or(0, |name| name.index() as u32 + 1);
    match by {
        By::Plays => number(subject.play),
        By::Personas => number(subject.persona),
        By::Zips => 0,
        By::Segment(name) => {
            let column = dataset.segments().iter().position(|column| column.name == *name);
            column.map_or(0, |column| dataset.segment_word(journey, column))
        }
    }
}

fn by_size(mut groups: Vec<(String, u32)>) -> Vec<(String, u32)> {
    sorting::sort_by(&mut groups, |a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    groups
}

/// The query within one group.
pub(super) fn within(query: &Query, by: &By, name: &str) -> Query {
    Query { scope: scope_within(&query.scope, by, name), ..query.clone() }
}

/// The part of a scope that is in one group.
pub fn scope_within(scope: &Scope, by: &By, name: &str) -> Scope {
    let mut scope = scope.clone();
    match by {
        By::Plays => scope.plays = vec![name.to_owned()],
        By::Personas => scope.personas = vec![name.to_owned()],
        By::Zips => scope.zips = vec![Zip::read(name)],
        By::Segment(column) => {
            scope.segments.retain(|(known, _)| known != column);
            scope.segments.push((column.clone(), name.to_owned()));
        }
    }
    scope
}
