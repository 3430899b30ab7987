//! An attribution for exchange, in small steps.

use std::collections::VecDeque;

use super::{Attribution, Question, questions};
use crate::{
    domain::dataset::Dataset,
    engine::{EngineError, Phase, Progress, Step, attribute::AttributeJob, query::Query},
};

/// The questions of one scope and model, answered one after the other.
#[derive(Debug)]
pub struct ExchangeJob {
    attribution: Attribution,
    waiting: VecDeque<Question>,
    running: Option<(Question, AttributeJob)>,
    all: usize,
}

impl ExchangeJob {
    /// Checks the query and begins. `at` is the present, in seconds since 1970-01-01 00:00 UTC.
    pub fn start(dataset: &Dataset, query: &Query, at: i64) -> Result<ExchangeJob, EngineError> {
        query.check(dataset)?;
        let waiting: VecDeque<Question> = questions(dataset, query).into();
        Ok(ExchangeJob {
            attribution: Attribution::empty(dataset, query, at),
            all: waiting.len(),
            waiting,
            running: None,
        })
    }

    /// Does a little; the rows once all is done.
    pub fn step(&mut self, dataset: &Dataset) -> Result<Step<Attribution>, EngineError> {
        let running = match self.running.take() {
            Some(running) => Some(running),
            None => match self.waiting.pop_front() {
                Some(question) => match question.start(dataset)? {
                    Some(job) => Some((question, job)),
                    None => {
                        self.attribution.take(question, None);
                        return Ok(self.more());
                    }
                },
                None => None,
            },
        };
        let Some((question, mut job)) = running else { return Ok(Step::Done(self.attribution.clone())) };
        match job.step()? {
            Step::More(_) => self.running = Some((question, job)),
            Step::Done(()) => self.attribution.take(question, Some(&job.reported())),
        }
        Ok(self.more())
    }

    fn more(&self) -> Step<Attribution> {
        let done = (self.all - self.waiting.len()) as f64 / self.all.max(1) as f64;
        Step::More(Progress { phase: Phase::Fitting, count: 0, fraction: Some(done) })
    }
}
