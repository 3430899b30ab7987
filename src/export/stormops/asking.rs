//! What has to be asked of the engine for the tables of attribution, and the rows that the answers come to.

use super::{
    Attribution, Basis, ChannelAttribution, PlayAttribution, PlayChannelAttribution,
    counting::{ChannelCounts, OfJourney, PlayCounts, channels_of, counted},
    event_id,
};
use crate::{
    domain::{
        attribution::{
            context::ContextWeights,
            model::{Model, Settings},
        },
        dataset::Dataset,
        path::{NamedPath, PathTable, Rewrite},
        report::Report,
        scope::Scope,
        sorting,
        study::play_matrix::{FEWEST_JOURNEYS, is_too_few},
        uncertainty::resample::Method,
        zip::Zip,
    },
    engine::{
        EngineError, Step,
        attribute::{AttributeJob, Purpose},
        query::Query,
    },
    export::describe,
};

/// ZIP codes, and plays, that are fitted, each by itself: those of the most journeys.
pub const MOST_FITTED: usize = 200;

/// One question to the engine, or what is counted without it.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    pub subject: Subject,
    /// `None`: of too few journeys, or beyond the limit, so that there are counts and no credit.
    pub query: Option<Query>,
}

/// What a question is about.
#[derive(Clone, Debug, PartialEq)]
pub enum Subject {
    /// Channels of all in scope.
    All,
    /// Channels of a ZIP code, sorted by name.
    Channels(Zip, Vec<ChannelCounts>),
    /// Channels of a play, sorted by name.
    PlayChannels(String, Vec<ChannelCounts>),
    /// Plays of a ZIP code, sorted by name; `None`: of all in scope.
    Plays(Option<Zip>, Vec<PlayCounts>),
}

/// All questions for one scope and model: the whole, each of its ZIP codes, each of its plays, and the plays of each ZIP
/// code. A question with a query costs one pass over the journeys and the replicates of its own; of ZIP codes (two questions
/// each) and of plays at most [`MOST_FITTED`] have one, and none of too few journeys ([`is_too_few`]): 602 in all at most.
pub fn questions(dataset: &Dataset, query: &Query) -> Vec<Question> {
    let (inside, _) = query.scope.select(dataset);
    let rewrite = Rewrite::named(&dataset.journeys.channels, &query.scope.without, &query.scope.groups);
    let of_journeys: Vec<OfJourney> =
        inside.iter().map(|journey| OfJourney::read(dataset, &rewrite, journey)).collect();
    let mut by_play: Vec<&OfJourney> = of_journeys.iter().collect();
    sorting::sort_by(&mut by_play, |a, b| a.play.cmp(b.play).then(a.sii_key().total_cmp(&b.sii_key())));
    let mut by_zip = by_play.clone();
    sorting::sort_by(&mut by_zip, |a, b| {
        a.zip.cmp(&b.zip).then(a.play.cmp(b.play)).then(a.sii_key().total_cmp(&b.sii_key()))
    });
    let within = |scope: Scope| Query { scope, ..query.clone() };
    let channels = |same: &[&OfJourney]| channels_of(dataset, &rewrite, same);
    let mut questions = vec![Question { subject: Subject::All, query: Some(query.clone()) }];
    let of_all = counted(&by_play);
    if !of_all.is_empty() {
        questions.push(Question { subject: Subject::Plays(None, of_all), query: Some(of_plays(query)) });
    }
    let zips: Vec<&[&OfJourney]> = by_zip.chunk_by(|a, b| a.zip == b.zip).collect();
    for (same, is_fitted) in zips.iter().zip(fitted(&zips)) {
        let zip = same[0].zip;
        let of_zip = within(Scope { zips: vec![zip], ..query.scope.clone() });
        let subjects = [Subject::Channels(zip, channels(same)), Subject::Plays(Some(zip), counted(same))];
        let queries = [of_zip, of_plays(query)];
        let both = subjects.into_iter().zip(queries);
        questions.extend(both.map(|(subject, query)| Question { subject, query: is_fitted.then_some(query) }));
    }
    let plays: Vec<&[&OfJourney]> =
        by_play.chunk_by(|a, b| a.play == b.play).filter(|same| same.iter().any(|of| of.has_play)).collect();
    questions.extend(plays.iter().zip(fitted(&plays)).map(|(same, is_fitted)| {
        let play = same[0].play.to_owned();
        let of_play = within(Scope { plays: vec![play.clone()], ..query.scope.clone() });
        Question { subject: Subject::PlayChannels(play, channels(same)), query: is_fitted.then_some(of_play) }
    }));
    questions
}

/// Which groups are fitted: those of enough journeys, of these the largest, and of equal ones the first.
fn fitted(groups: &[&[&OfJourney]]) -> Vec<bool> {
    let conversions = |same: &[&OfJourney]| same.iter().filter(|of| of.converts).count() as u32;
    let is_enough = |same: &[&OfJourney]| !is_too_few(same.len() as u32, conversions(same));
    let mut places: Vec<usize> = (0..groups.len()).filter(|at| is_enough(groups[*at])).collect();
    sorting::sort_by(&mut places, |a, b| groups[*b].len().cmp(&groups[*a].len()).then(a.cmp(b)));
    let mut fitted = vec![false; groups.len()];
    places.into_iter().take(MOST_FITTED).for_each(|at| fitted[at] = true);
    fitted
}

/// Answers all questions at once. `at` is the present, in seconds since 1970-01-01 00:00 UTC.
pub fn attribute(dataset: &Dataset, query: &Query, at: i64) -> Result<Attribution, EngineError> {
    let mut attribution = Attribution::empty(dataset, query, at);
    for question in questions(dataset, query) {
        let report = match question.start(dataset)? {
            Some(mut job) => {
                while let Step::More(_) = job.step()? {}
                Some(job.reported())
            }
            None => None,
        };
        attribution.take(question, report.as_ref());
    }
    Ok(attribution)
}

impl Question {
    /// The job that answers it, where it asks for one.
    pub fn start(&self, dataset: &Dataset) -> Result<Option<AttributeJob>, EngineError> {
        let Some(query) = &self.query else { return Ok(None) };
        let Subject::Plays(_, counts) = &self.subject else {
            return AttributeJob::start(dataset, query.clone(), Purpose::Report, None).map(Some);
        };
        let names: Vec<[&str; 1]> = counts.iter().map(|of| [of.play.as_str()]).collect();
        let paths = counts.iter().zip(&names).map(|(of, play)| NamedPath {
            channels: play,
            conversions: of.conversions,
            nulls: of.journeys - of.conversions,
            value: None,
        });
        let table = PathTable::from_named(paths)?;
        AttributeJob::of_paths(table, dataset.journeys.origin, query.clone(), Purpose::Report).map(Some)
    }
}

impl Attribution {
    /// Without any row yet.
    pub fn empty(dataset: &Dataset, query: &Query, at: i64) -> Attribution {
        let basis = Basis {
            event_id: event_id(dataset).to_owned(),
            model: describe::model(query),
            scope: describe::scope(dataset, &query.scope),
            level: query.level,
            origin: dataset.journeys.origin,
            at,
        };
        Attribution { basis, channels: Vec::new(), plays: Vec::new(), play_channels: Vec::new() }
    }

    /// Adds the rows of an answer; without a report those that are counted, which have no credit.
    pub fn take(&mut self, question: Question, report: Option<&Report>) {
        let credit = |name: &str| report.and_then(|report| report.channels.iter().find(|of| of.channel == name));
        // In a part of the scope, what few journeys hold has no credit.
        let share = |name: &str, journeys: u32| {
            let of = credit(name).filter(|_| journeys >= FEWEST_JOURNEYS);
            (of.and_then(|of| of.share), of.and_then(|of| of.interval))
        };
        match question.subject {
            Subject::All => {
                self.channels.extend(report.iter().flat_map(|report| &report.channels).map(|of| ChannelAttribution {
                    zip: None,
                    channel: of.channel.clone(),
                    credit: of.share,
                    interval: of.interval,
                    total_journeys: of.journeys,
                    conversions: of.conversions,
                }))
            }
            Subject::Channels(zip, counts) => self.channels.extend(counts.into_iter().map(|of| {
                let (credit, interval) = share(&of.channel, of.journeys);
                let (total_journeys, conversions) = (of.journeys, of.conversions);
                ChannelAttribution {
                    zip: Some(zip),
                    channel: of.channel,
                    credit,
                    interval,
                    total_journeys,
                    conversions,
                }
            })),
            Subject::PlayChannels(play, counts) => self.play_channels.extend(counts.into_iter().map(|of| {
                let (credit, interval) = share(&of.channel, of.journeys);
                PlayChannelAttribution {
                    play: play.clone(),
                    channel: of.channel,
                    credit,
                    interval,
                    touches: of.touches,
                    conversions: of.conversions,
                }
            })),
            Subject::Plays(zip, counts) => self.plays.extend(counts.into_iter().map(|of| {
                // A play is a part of the scope, also where it stands beside the others.
                let of_play = credit(&of.play).filter(|_| !is_too_few(of.journeys, of.conversions));
                let (credit, interval) = (of_play.and_then(|of| of.share), of_play.and_then(|of| of.interval));
                PlayAttribution {
                    zip,
                    play: of.play,
                    credit,
                    interval,
                    total_touches: of.touches,
                    conversions: of.conversions,
                    avg_sii: of.avg_sii,
                }
            })),
        }
    }
}

/// The question of plays: each journey is a path of one touch, its play, and every model credits that with its conversions.
/// Drawn rows of such a chain are drawn journeys.
fn of_plays(query: &Query) -> Query {
    let method = if query.method.draws_rows() { Method::Bayesian } else { query.method };
    Query {
        scope: Scope::default(),
        model: Model::Linear,
        settings: Settings::default(),
        context: ContextWeights::default(),
        method,
        ..query.clone()
    }
}
