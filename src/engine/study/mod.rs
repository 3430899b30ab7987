//! What the further views ask of a dataset: studies in small steps, each of one scope.

mod against;
pub mod groups;
mod uplift;
pub mod what_if;

use super::{
    EngineError, Phase, Progress, Step,
    attribute::{AttributeJob, Purpose},
    query::Query,
    selection::Selection,
};
use crate::{
    domain::{
        attribution::{context::ContextWeights, model::Model},
        comparison::Comparison,
        dataset::Dataset,
        lab::findings::LabFindings,
        path::Rewrite,
        playbook::fit::{FitJob, FitOptions, FitRefused, Fitted},
        report::Report,
        scope::Scope,
        study::{Extent, PathStudy, Timed, touches::TouchPage, uplift::Uplift, what_if::PlaybookDifference},
    },
    pack::Pack,
};
pub use against::Against;
use against::AgainstJob;
use groups::{By, Groups, GroupsJob};
pub use uplift::Arms;
pub use what_if::WhatIf;
use what_if::WhatIfJob;

/// What is wanted to be known of the journeys in a query's scope.
#[derive(Clone, Debug, PartialEq, Pack)]
pub enum Study {
    /// Every model.
    Comparison,
    /// The credit of the query's own model, of which each number can be explained.
    Report,
    /// Credit within each group.
    Groups(By),
    /// The same of another scope, and the difference.
    Against(Box<Scope>),
    /// Paths, lengths, times and flow.
    Paths,
    /// Treatment against control.
    Uplift(Arms),
    /// A changed playbook against the current one.
    WhatIf(Box<WhatIf>),
    /// A playbook that makes journeys like the observed ones, as the scope shows them.
    Learn,
    /// This page of the touches, counted from 0.
    Touches(u32),
}

/// What a study found.
#[derive(Clone, Debug, PartialEq, Pack)]
pub enum Findings {
    Comparison(Box<Comparison>),
    Report(Box<Report>),
    Groups(Box<Groups>),
    Against(Box<Against>),
    Paths(Box<PathStudy>),
    Uplift(Box<Uplift>),
    WhatIf(Box<PlaybookDifference>),
    Learnt(Box<Fitted>),
    Touches(Box<TouchPage>),
    /// Of a run of the truth lab, which is no study of the dataset.
    Lab(Box<LabFindings>),
}

/// A study under way.
#[derive(Debug)]
pub enum Work {
    Comparison(AttributeJob),
    Report(AttributeJob),
    Groups(GroupsJob),
    Against(Box<AgainstJob>),
    WhatIf(Box<WhatIfJob>),
    Learn(Box<FitJob>),
    /// Done in one step.
    Whole(Box<Query>, Study),
}

impl Work {
    /// Checks the query and begins.
    pub fn start(dataset: &Dataset, query: Query, study: &Study) -> Result<Work, EngineError> {
        Ok(match study {
            Study::Comparison => {
                // The model chosen makes no difference to it.
                let query = Query { model: Model::Hybrid, ..query };
                Work::Comparison(AttributeJob::start(dataset, query, Purpose::Comparison, None)?)
            }
            Study::Report => Work::Report(AttributeJob::start(dataset, query, Purpose::Report, None)?),
            Study::Groups(by) => Work::Groups(GroupsJob::start(dataset, &query, by)?),
            Study::Learn => {
                query.check(dataset)?;
                let scope = &query.scope;
                let (inside, _) = scope.select(dataset);
                let rewrite = Rewrite::named(&dataset.journeys.channels, &scope.without, &scope.groups);
                Work::Learn(Box::new(FitJob::start(dataset, &inside, &rewrite, FitOptions::default())?))
            }
            Study::Paths | Study::Uplift(_) | Study::Touches(_) => {
                query.check(dataset)?;
                Work::Whole(Box::new(query), study.clone())
            }
            Study::Against(scope) => Work::Against(Box::new(AgainstJob::start(dataset, query, scope)?)),
            Study::WhatIf(what_if) => Work::WhatIf(Box::new(WhatIfJob::start(dataset, query, what_if)?)),
        })
    }

    /// Does a little of it.
    pub fn step(&mut self, dataset: &Dataset) -> Result<Step<Findings>, EngineError> {
        let at = |fraction: f64| Progress { phase: Phase::Fitting, count: 0, fraction: Some(fraction) };
        Ok(match self {
            Work::Comparison(job) => match job.step()? {
                Step::More(progress) => Step::More(progress),
                Step::Done(()) => Step::Done(Findings::Comparison(Box::new(job.compared()))),
            },
            Work::Report(job) => match job.step()? {
                Step::More(progress) => Step::More(progress),
                Step::Done(()) => Step::Done(Findings::Report(Box::new(job.reported()))),
            },
            Work::Groups(job) => match job.step(dataset)? {
                false => Step::More(at(job.fraction())),
                true => Step::Done(Findings::Groups(Box::new(job.found()))),
            },
            Work::Learn(job) => match job.step(dataset)? {
                None => Step::More(at(job.fraction())),
                Some(fitted) => Step::Done(Findings::Learnt(Box::new(fitted))),
            },
            Work::Whole(query, Study::Uplift(arms)) => {
                let uplift = uplift::uplift(dataset, &query.scope, arms, query.level);
                Step::Done(Findings::Uplift(Box::new(uplift)))
            }
            Work::Whole(query, Study::Touches(page)) => {
                let (inside, _) = query.scope.select(dataset);
                Step::Done(Findings::Touches(Box::new(TouchPage::of(dataset, &inside, *page))))
            }
            Work::Whole(query, _) => Step::Done(Findings::Paths(Box::new(paths(dataset, query)?))),
            Work::Against(job) => match job.step()? {
                false => Step::More(at(job.fraction())),
                true => Step::Done(Findings::Against(Box::new(job.found(dataset)))),
            },
            Work::WhatIf(job) => match job.step(dataset)? {
                Step::More(progress) => Step::More(progress),
                Step::Done(difference) => Step::Done(Findings::WhatIf(Box::new(difference))),
            },
        })
    }
}

impl From<FitRefused> for EngineError {
    fn from(refused: FitRefused) -> EngineError {
        EngineError::Study(refused.words)
    }
}

fn paths(dataset: &Dataset, query: &Query) -> Result<PathStudy, EngineError> {
    let scope = &query.scope;
    let selection = Selection::of(dataset, scope, &ContextWeights::default(), false)?;
    let (inside, _) = scope.select(dataset);
    let rewrite = Rewrite::named(&dataset.journeys.channels, &scope.without, &scope.groups);
    let timed = Timed { journeys: &dataset.journeys, inside: &inside, rewrite: &rewrite };
    let timed = dataset.paths().is_none().then_some(timed);
    Ok(PathStudy::of(&selection.table, timed, dataset.journeys.origin, Extent::default()))
}

/// A whole study at once.
pub fn study(dataset: &Dataset, query: Query, study: &Study) -> Result<Findings, EngineError> {
    let mut work = Work::start(dataset, query, study)?;
    loop {
        if let Step::Done(findings) = work.step(dataset)? {
            return Ok(findings);
        }
    }
}
