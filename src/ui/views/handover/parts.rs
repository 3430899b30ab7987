//! What is handed over, all of one scope: what is always studied, and what was asked for in the other views.

use std::sync::Arc;

use leptos::prelude::*;

use super::super::{
    Side,
    economics::{budgets_of, costs_of, curves_of, elasticity, shift_of, spends},
    questions,
    study::Studied,
};
use crate::{
    chart::{ChartError, Drawing, differences::share_differences, response::response_curves},
    domain::{
        attribution::model::Model,
        comparison::Comparison,
        report::Report,
        scope::Scope,
        study::{
            PathStudy,
            budget::{ChannelEconomics, Economics, ResponseCurve, Shift},
            uplift::Uplift,
        },
        words::NumberStyle,
    },
    engine::{
        query::Query,
        study::{
            Against, Arms, Findings, Study,
            groups::{By, Groups},
        },
    },
    export::describe,
    handout::Setting,
    sheet::asked::{Asked, OF_NO_SUM, SAME_SCOPE, compared_arms, told_spend},
};

#[derive(Clone, Debug, PartialEq)]
pub struct Parts {
    pub query: Arc<Query>,
    pub report: Report,
    pub comparison: Comparison,
    pub paths: PathStudy,
    /// By play, or by persona; `None` where the file names neither.
    pub groups: Option<Groups>,
    /// The scope that is held against the query's, where one is.
    pub against: Option<(Scope, Against)>,
    /// Where treatment and control are chosen.
    pub uplift: Option<(Arms, Uplift)>,
    /// Where any cost is known.
    pub money: Option<Money>,
}

/// What channels cost, and what another budget would mean.
#[derive(Clone, Debug, PartialEq)]
pub struct Money {
    pub costs: Economics,
    pub curves: Vec<ResponseCurve>,
    pub shift: Shift,
}

/// Draws a part at a width.
pub type Drawn = fn(&Parts, u32, NumberStyle) -> Result<Drawing, ChartError>;

/// The parts under way.
#[derive(Clone, Copy)]
pub struct Gathered {
    pub parts: Memo<Option<Arc<Parts>>>,
    /// Why there are none.
    pub failure: Memo<Option<String>>,
    /// What is left out, and why, sentence by sentence.
    pub left_out: Memo<Vec<String>>,
}

impl Gathered {
    /// Asks for everything.
    pub fn new() -> Gathered {
        let side = Side::here();
        let by = side.memo_opened(|opened| {
            let plays = (!opened.plays.is_empty()).then_some(By::Plays);
            plays.or_else(|| (!opened.personas.is_empty()).then_some(By::Personas))
        });
        let report = side.memo(|shown| {
            let report = shown.report.as_deref()?;
            Some((shown.reported.clone(), report.clone(), budgets_of(report, shown)))
        });
        let (elasticity, spends) = (elasticity(side), spends(side));
        let columns = questions::columns_of_arms(side);
        let arms = questions::arms(side, columns);
        let same = side.memo(|shown| shown.against.as_ref() == Some(&shown.query.scope));
        let other = side.memo(|shown| shown.against.clone().filter(|other| *other != shown.query.scope));
        let comparison = Studied::new(|query| Some((query, Study::Comparison)));
        let paths = Studied::new(|query| Some((query, Study::Paths)));
        let groups = Studied::new(move |query| by.get().map(|by| (query, Study::Groups(by))));
        let against = Studied::new(move |query| other.get().map(|other| (query, Study::Against(Box::new(other)))));
        let uplift = Studied::new(move |query| arms.get().map(|arms| (query, Study::Uplift(arms))));
        // All of one query: while one of them is of another, there is nothing to hand over.
        let parts = move || -> Option<Parts> {
            let (query, report, budgets) = report.get()?;
            let settled =
                |studied: Studied| studied.settled().filter(|(of, _)| **of == query).map(|(_, findings)| findings);
            let (comparison, paths) = (settled(comparison)?, settled(paths)?);
            let (Findings::Comparison(comparison), Findings::Paths(paths)) = (&*comparison, &*paths) else {
                return None;
            };
            let groups = match by.get().map(|_| settled(groups)) {
                Some(groups) => match &*groups? {
                    Findings::Groups(groups) => Some(Groups::clone(groups)),
                    _ => None,
                },
                None => None,
            };
            // What fails of what was asked beside the query is told, and left out.
            let against =
                match other.get().filter(|_| against.failure().is_none()).map(|other| (other, settled(against))) {
                    Some((other, found)) => match &*found? {
                        Findings::Against(found) => Some((other, Against::clone(found))),
                        _ => None,
                    },
                    None => None,
                };
            let uplift = match arms.get().filter(|_| uplift.failure().is_none()).map(|arms| (arms, settled(uplift))) {
                Some((arms, found)) => match &*found? {
                    Findings::Uplift(found) => Some((arms, Uplift::clone(found))),
                    _ => None,
                },
                None => None,
            };
            let budgets = budgets.filter(|budgets| budgets.iter().any(|budget| budget.cost.is_some()));
            let (elasticity, spends) = (elasticity.get(), spends.get());
            let money = budgets.map(|budgets| Money {
                costs: costs_of(report.origin, &budgets),
                curves: curves_of(&budgets, elasticity),
                shift: shift_of(report.origin, &budgets, &spends, elasticity),
            });
            Some(Parts {
                query: Arc::new(query),
                report,
                comparison: Comparison::clone(comparison),
                paths: PathStudy::clone(paths),
                groups,
                against,
                uplift,
                money,
            })
        };
        let parts = Memo::new(move |_| parts().map(Arc::new));
        let failed =
            |what: &str, studied: Studied| studied.failure().map(|words| format!("{what} is left out: {words}."));
        let left_out = Memo::new(move |_| {
            let against = match other.with(Option::is_none) {
                true if same.get() => Some(SAME_SCOPE.to_owned()),
                true => Some("No scope is held against this one: Compare takes one as B.".to_owned()),
                false => failed("The comparison with B", against),
            };
            let is_chosen = arms.with(Option::is_some);
            let uplift = match columns.with(Vec::is_empty) {
                false if !is_chosen => Some(
                    "No treatment is held against a control: Plays & personas takes a column and two of its words."
                        .to_owned(),
                ),
                _ => failed("Treatment against control", uplift),
            };
            let unpaid = |parts: &Parts| match parts.report.model {
                _ if parts.money.is_some() => None,
                Model::Participation => Some(OF_NO_SUM.to_owned()),
                _ => Some("No cost is known: Economics takes them in.".to_owned()),
            };
            let money = parts.with(|parts| parts.as_deref().and_then(unpaid));
            [against, uplift, money].into_iter().flatten().collect()
        });
        let failure = Memo::new(move |_| [comparison, paths, groups].into_iter().find_map(Studied::failure));
        Gathered { parts, failure, left_out }
    }
}

impl Parts {
    /// What was asked beside the query, each with its chart and the chart's name where there is one.
    pub fn asked(&self, has_risk: bool, style: NumberStyle) -> Vec<(Asked, Option<(&'static str, Drawn)>)> {
        let mut asked: Vec<(Asked, Option<(&'static str, Drawn)>)> = Vec::new();
        if let Some((arms, uplift)) = &self.uplift {
            let (rates, balance) = Asked::uplift(arms, uplift, style);
            asked.extend(std::iter::once(rates).chain(balance).map(|asked| (asked, None)));
        }
        if let Some(money) = &self.money {
            asked.push((Asked::costs(&money.costs, style), None));
            asked.extend((!money.curves.is_empty()).then(|| {
                let draw: Drawn = |parts, width, style| match &parts.money {
                    Some(money) => response_curves(&money.curves, parts.report.origin, width, style),
                    None => Ok(Drawing::empty()),
                };
                (Asked::shift(&money.shift, style), Some(("Response curves", draw)))
            }));
        }
        if let Some((other, against)) = &self.against {
            let draw: Drawn = |parts, width, style| match &parts.against {
                Some((_, against)) => share_differences(&against.difference, width, style),
                None => Ok(Drawing::empty()),
            };
            let [a, b] = [&self.query.scope, other].map(|scope| describe::in_words(scope, has_risk));
            let asked_of = Asked::against(&against.difference, &a, &b, style);
            asked.push((asked_of, Some(("Shares in A and B", draw))));
        }
        asked
    }

    /// The settings of what was asked beside the query.
    pub fn settings(&self, has_risk: bool, style: NumberStyle) -> Vec<Setting> {
        let setting = |name: &str, value: String| Setting { name: name.to_owned(), value };
        let mut settings = Vec::new();
        settings.extend(self.uplift.iter().map(|(arms, _)| setting("Treatment against control", compared_arms(arms))));
        if let Some(Money { costs, curves, shift }) = &self.money {
            let cost = |of: &ChannelEconomics| of.cost.map(|cost| format!("{} {}", of.channel, style.money(cost, 2)));
            let known: Vec<String> = costs.channels.iter().filter_map(cost).collect();
            settings.push(setting("Costs", known.join(", ")));
            settings.extend((!curves.is_empty()).then(|| setting("Budget", told_spend(shift, style))));
        }
        settings.extend(self.against.iter().map(|(other, _)| setting("Scope B", describe::in_words(other, has_risk))));
        settings
    }
}
