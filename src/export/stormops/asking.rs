//! What has to be asked of the engine for the tables of attribution, and the rows that the answers come to.

use super::{Attribution, Basis, ChannelAttribution, PlayAttribution, PlayChannelAttribution, UNKNOWN_PLAY, event_id};
use crate::{
    domain::{
        attribution::{
            context::ContextWeights,
            model::{Model, Settings},
        },
        dataset::Dataset,
        journey::Journey,
        path::{NamedPath, PathTable},
        report::Report,
        scope::Scope,
        sorting,
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

/// One question to the engine.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    pub subject: Subject,
    pub query: Query,
}

/// What a question is about.
#[derive(Clone, Debug, PartialEq)]
pub enum Subject {
    /// Channels of a ZIP code; `None`: of all in scope.
    Channels(Option<Zip>),
    /// Channels of a play.
    PlayChannels(String),
    /// Plays of a ZIP code, sorted by name; `None`: of all in scope.
    Plays(Option<Zip>, Vec<PlayCounts>),
}

/// The journeys of one play, counted.
#[derive(Clone, Debug, PartialEq)]
pub struct PlayCounts {
    play: String,
    journeys: u32,
    conversions: u32,
    touches: u32,
    avg_sii: Option<f64>,
}

/// All questions for one scope and model: the whole, each of its ZIP codes, each of its plays, and the plays of each ZIP
/// code. A question costs one pass over the journeys and the replicates of its own.
pub fn questions(dataset: &Dataset, query: &Query) -> Vec<Question> {
    let (inside, _) = query.scope.select(dataset);
    let mut of_journeys: Vec<OfJourney> =
        inside.iter().map(|journey| OfJourney::read(dataset, &query.scope, journey)).collect();
    sorting::sort_by(&mut of_journeys, |a, b| a.play.cmp(b.play).then(a.sii_key().total_cmp(&b.sii_key())));
    let mut zips: Vec<Zip> = of_journeys.iter().map(|of| of.zip).collect();
    sorting::sort_distinct(&mut zips);
    let within = |scope: Scope| Query { scope, ..query.clone() };
    let of_zip = |zip: Option<Zip>| match zip {
        Some(zip) => within(Scope { zips: vec![zip], ..query.scope.clone() }),
        None => query.clone(),
    };
    let mut questions = Vec::new();
    for zip in std::iter::once(None).chain(zips.into_iter().map(Some)) {
        questions.push(Question { subject: Subject::Channels(zip), query: of_zip(zip) });
        let counts = counted(of_journeys.iter().filter(|of| zip.is_none_or(|zip| of.zip == zip)));
        if !counts.is_empty() {
            questions.push(Question { subject: Subject::Plays(zip, counts), query: of_plays(query) });
        }
    }
    let plays = of_journeys.chunk_by(|a, b| a.play == b.play).filter(|same| same.iter().any(|of| of.has_play));
    questions.extend(plays.map(|same| {
        let play = same[0].play.to_owned();
        let query = within(Scope { plays: vec![play.clone()], ..query.scope.clone() });
        Question { subject: Subject::PlayChannels(play), query }
    }));
    questions
}

/// Answers all questions at once. `at` is the present, in seconds since 1970-01-01 00:00 UTC.
pub fn attribute(dataset: &Dataset, query: &Query, at: i64) -> Result<Attribution, EngineError> {
    let mut attribution = Attribution::empty(dataset, query, at);
    for question in questions(dataset, query) {
        let mut job = question.start(dataset)?;
        while let Step::More(_) = job.step()? {}
        attribution.take(question, &job.reported());
    }
    Ok(attribution)
}

impl Question {
    /// The job that answers it.
    pub fn start(&self, dataset: &Dataset) -> Result<AttributeJob, EngineError> {
        let Subject::Plays(_, counts) = &self.subject else {
            return AttributeJob::start(dataset, self.query.clone(), Purpose::Report, None);
        };
        let names: Vec<[&str; 1]> = counts.iter().map(|of| [of.play.as_str()]).collect();
        let paths = counts.iter().zip(&names).map(|(of, play)| NamedPath {
            channels: play,
            conversions: of.conversions,
            nulls: of.journeys - of.conversions,
            value: None,
        });
        let table = PathTable::from_named(paths)?;
        AttributeJob::of_paths(table, dataset.journeys.origin, self.query.clone(), Purpose::Report)
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

    /// Adds the rows of an answer.
    pub fn take(&mut self, question: Question, report: &Report) {
        match question.subject {
            Subject::Channels(zip) => self.channels.extend(report.channels.iter().map(|of| ChannelAttribution {
                zip,
                channel: of.channel.clone(),
                credit: of.share,
                interval: of.interval,
                total_journeys: of.journeys,
                conversions: of.conversions,
            })),
            Subject::PlayChannels(play) => {
                self.play_channels.extend(report.channels.iter().map(|of| PlayChannelAttribution {
                    play: play.clone(),
                    channel: of.channel.clone(),
                    credit: of.share,
                    interval: of.interval,
                    touches: of.touches,
                    conversions: of.conversions,
                }));
            }
            // Sorted by name, as the channels are.
            Subject::Plays(zip, counts) => {
                self.plays.extend(counts.into_iter().zip(&report.channels).map(|(counts, of)| PlayAttribution {
                    zip,
                    play: counts.play,
                    credit: of.share,
                    interval: of.interval,
                    total_touches: counts.touches,
                    conversions: counts.conversions,
                    avg_sii: counts.avg_sii,
                }));
            }
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

/// What is counted of one journey.
struct OfJourney<'a> {
    play: &'a str,
    /// Whether it is a play of the file, by which journeys can be chosen.
    has_play: bool,
    zip: Zip,
    sii: Option<f64>,
    converts: bool,
    touches: u32,
}

impl<'a> OfJourney<'a> {
    fn read(dataset: &'a Dataset, scope: &Scope, journey: &Journey) -> OfJourney<'a> {
        let (subject, journeys) = (dataset.subject(journey), &dataset.journeys);
        let is_left_out = |name: &str| scope.without.iter().any(|without| without == name);
        let path = journeys.paths.get(journey.path).iter();
        OfJourney {
            play: subject.play.map_or(UNKNOWN_PLAY, |play| dataset.plays().name(play)),
            has_play: subject.play.is_some(),
            zip: subject.zip,
            sii: subject.sii,
            converts: journey.outcome.conversion().is_some(),
            touches: path.filter(|channel| !is_left_out(journeys.channels.name(**channel))).count() as u32,
        }
    }

    /// Sums run in its order, whatever the order of rows is.
    fn sii_key(&self) -> f64 {
        self.sii.unwrap_or(f64::INFINITY)
    }
}

/// Counts of each play, of journeys sorted by play and SII.
fn counted<'a>(sorted: impl Iterator<Item = &'a OfJourney<'a>>) -> Vec<PlayCounts> {
    let sorted: Vec<&OfJourney> = sorted.collect();
    let plays = sorted.chunk_by(|a, b| a.play == b.play);
    plays
        .map(|same| {
            let known = same.iter().filter_map(|of| of.sii);
            let (count, sum) = known.fold((0_u32, 0.0), |(count, sum), sii| (count + 1, sum + sii));
            PlayCounts {
                play: same[0].play.to_owned(),
                journeys: same.len() as u32,
                conversions: same.iter().filter(|of| of.converts).count() as u32,
                touches: same.iter().map(|of| of.touches).sum(),
                avg_sii: (count > 0).then(|| sum / f64::from(count)),
            }
        })
        .collect()
}
