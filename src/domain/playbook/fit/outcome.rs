//! What makes journeys convert, and what a conversion is worth.

use std::collections::BTreeMap;

use super::{
    FitOptions,
    intercept::{CommonIntercept, Covariance},
    logistic::{Case, Logistic, LogisticJob},
    tally::{Cell, Class, Tally},
};
use crate::domain::{
    playbook::{
        Chance, Distribution, Effect, Value,
        chance::logistic,
        check::{MOST_AMOUNT, MOST_LOG_ODDS},
        covariance::{Factor, triangle},
    },
    study,
};

/// A prior is not narrower than this.
const LEAST_PRIOR: f64 = 1e-6;

/// Base rates stay so far from 0 and from 1.
const MARGIN: f64 = 1e-9;

/// Cells that are put to cases, or cases that are laid out, in one call of [`OutcomesJob::step`].
const CELLS_A_STEP: usize = 2_000;

/// What makes journeys convert.
#[derive(Debug)]
pub(super) struct Outcomes {
    /// With the intercept that fits all journeys with the same effects.
    pub pooled: Chance,
    pub of_classes: Vec<Chance>,
    pub sii_centre: f64,
    /// In points; `None` where SII is not known, or the same for all.
    pub sii_deviation: Option<f64>,
    /// Journeys whose SII is not known.
    pub without_sii: u32,
    /// By channel.
    journeys_with: Vec<study::Outcomes>,
}

/// The regression under way, and the base rates that follow from it.
#[derive(Debug)]
pub(super) struct OutcomesJob {
    prior: f64,
    known: u32,
    centre: f64,
    deviation: Option<f64>,
    journeys_with: Vec<study::Outcomes>,
    cases: Vec<Case>,
    stage: Stage,
}

/// A class, a bit for each channel held, and an SII.
type CaseKey = (usize, u64, Option<i32>);

#[derive(Debug)]
enum Stage {
    /// Cells up to a place are put to cases, by class, channels and SII.
    Casing(usize, BTreeMap<CaseKey, study::Outcomes>),
    LayingOut(BTreeMap<CaseKey, study::Outcomes>),
    Fitting(LogisticJob),
    Pooling(Logistic, Option<CommonIntercept>),
    /// Base rates of all, then of each class, with the common intercept.
    Rating {
        fitted: Logistic,
        common: f64,
        chances: Vec<Chance>,
        under_way: Option<Covariance>,
    },
    /// Between two stages.
    Turning,
}

impl OutcomesJob {
    pub fn of(tally: &Tally, options: &FitOptions) -> OutcomesJob {
        let (known, centre, deviation) = of_sii(tally);
        OutcomesJob {
            prior: options.effect_prior.max(LEAST_PRIOR),
            known,
            centre,
            deviation,
            journeys_with: vec![study::Outcomes::default(); tally.channels.len()],
            cases: Vec::new(),
            stage: Stage::Casing(0, BTreeMap::new()),
        }
    }

    /// Does a little of it; the outcomes once they are known. `all` are all classes of the tally.
    pub fn step(&mut self, tally: &Tally, all: &Class) -> Option<Outcomes> {
        self.stage = match std::mem::replace(&mut self.stage, Stage::Turning) {
            Stage::Casing(from, mut cases) => {
                let until = (from + CELLS_A_STEP).min(tally.cells.len());
                tally.cells[from..until].iter().for_each(|cell| self.add(cell, &mut cases));
                match until == tally.cells.len() {
                    false => Stage::Casing(until, cases),
                    true => Stage::LayingOut(cases),
                }
            }
            Stage::LayingOut(mut cases) => {
                let first = std::iter::from_fn(|| cases.pop_first()).take(CELLS_A_STEP);
                let laid_out: Vec<Case> = first.map(|case| self.case(case)).collect();
                self.cases.extend(laid_out);
                match cases.is_empty() {
                    false => Stage::LayingOut(cases),
                    true => {
                        let channels = tally.channels.len();
                        Stage::Fitting(LogisticJob::of(&self.cases, tally.classes.len(), channels, self.prior))
                    }
                }
            }
            Stage::Fitting(mut job) => match job.step(&self.cases) {
                None => Stage::Fitting(job),
                Some(fitted) => Stage::Pooling(fitted, CommonIntercept::of(&self.cases)),
            },
            Stage::Pooling(fitted, mut common) => {
                let found = common.as_mut().map_or(Some(0.0), |common| common.step(&self.cases, &fitted));
                match found {
                    None => Stage::Pooling(fitted, common),
                    Some(common) => Stage::Rating { fitted, common, chances: Vec::new(), under_way: None },
                }
            }
            Stage::Rating { fitted, common, mut chances, under_way } => {
                let class = chances.len().checked_sub(1);
                let own = class.and_then(|class| fitted.intercepts[class].map(|own| (class, own)));
                let intercept = own.map_or(common, |(_, own)| own);
                let cases = own.map_or(self.cases.as_slice(), |(class, _)| of_class(&self.cases, class));
                let mut job = under_way.unwrap_or_else(|| Covariance::of(intercept, tally.channels.len()));
                match job.step(cases, &fitted) {
                    None => Stage::Rating { fitted, common, chances, under_way: Some(job) },
                    Some(covariance) => {
                        let whom = class.map_or(all, |class| &tally.classes[class]);
                        chances.push(self.chance(tally, whom, &fitted, (intercept, covariance)));
                        if chances.len() > tally.classes.len() {
                            return Some(self.outcomes(chances, all));
                        }
                        Stage::Rating { fitted, common, chances, under_way: None }
                    }
                }
            }
            Stage::Turning => Stage::Turning,
        };
        None
    }

    fn add(&mut self, cell: &Cell, cases: &mut BTreeMap<CaseKey, study::Outcomes>) {
        let channels = cell.path.iter().fold(0, |set, channel| set | 1_u64 << channel);
        let sii = cell.sii.filter(|_| self.deviation.is_some());
        let case = cases.entry((cell.class, channels, sii)).or_default();
        let with = self.journeys_with.iter_mut().enumerate().filter(|(at, _)| channels >> at & 1 == 1);
        for of in with.map(|(_, with)| with).chain([case]) {
            of.journeys += cell.outcomes.journeys;
            of.conversions += cell.outcomes.conversions;
        }
    }

    fn case(&self, ((class, channels, sii), outcomes): (CaseKey, study::Outcomes)) -> Case {
        let away = sii.zip(self.deviation).map(|(sii, deviation)| (f64::from(sii) - self.centre) / deviation);
        Case { class, channels, sii: away.unwrap_or_default(), outcomes }
    }

    /// By an intercept, with the covariance of what was fitted.
    fn chance(&self, tally: &Tally, of: &Class, fitted: &Logistic, (intercept, covariance): (f64, Vec<f64>)) -> Chance {
        let effect = |(channel, log_odds): (&String, &f64)| Effect {
            channel: channel.clone(),
            log_odds: within(*log_odds),
            saturation: 0.0,
        };
        Chance {
            base_rate: logistic(intercept).clamp(MARGIN, 1.0 - MARGIN),
            sii_centre: self.centre,
            sii_slope: self.deviation.map_or(0.0, |deviation| within(fitted.slope / deviation)),
            effects: tally.channels.iter().zip(&fitted.effects).map(effect).collect(),
            synergies: Vec::new(),
            evidence: Some(of.outcomes.journeys),
            covariance: self.in_points(covariance, fitted.effects.len()),
        }
    }

    /// That of the slope by points of SII. `None` where rounding has left none: of effects that only the widest of priors holds.
    fn in_points(&self, mut covariance: Vec<f64>, slope: usize) -> Option<Vec<f64>> {
        let by = self.deviation.map_or(0.0, f64::recip);
        covariance[triangle(slope)..triangle(slope + 1)].iter_mut().for_each(|with| *with *= by);
        covariance[triangle(slope + 1) - 1] *= by;
        covariance[triangle(slope + 1) + slope] *= by;
        Factor::of(&covariance, slope + 2).map(|_| covariance)
    }

    fn outcomes(&mut self, mut chances: Vec<Chance>, all: &Class) -> Outcomes {
        Outcomes {
            pooled: chances.remove(0),
            of_classes: chances,
            sii_centre: self.centre,
            sii_deviation: self.deviation,
            without_sii: all.outcomes.journeys - self.known,
            journeys_with: std::mem::take(&mut self.journeys_with),
        }
    }
}

/// Those of one class: cases stand by class.
fn of_class(cases: &[Case], class: usize) -> &[Case] {
    let begin = cases.partition_point(|case| case.class < class);
    &cases[begin..cases.partition_point(|case| case.class <= class)]
}

impl Outcomes {
    /// Channels that are in every journey; those whose journeys all convert; and those of which none does. Only the prior
    /// holds their effects.
    pub fn untold<'a>(&self, tally: &'a Tally, all: &Class) -> [Vec<&'a str>; 3] {
        let which = |holds: &dyn Fn(&study::Outcomes) -> bool| -> Vec<&'a str> {
            let named = tally.channels.iter().zip(&self.journeys_with);
            named.filter(|(_, with)| holds(with)).map(|(name, _)| name.as_str()).collect()
        };
        [
            which(&|with| with.journeys == all.outcomes.journeys),
            which(&|with| with.nulls() == 0),
            which(&|with| with.conversions == 0),
        ]
    }
}

/// As far from 0 as a playbook can bear: only a prior that is next to none lets an effect go there.
fn within(log_odds: f64) -> f64 {
    log_odds.clamp(-MOST_LOG_ODDS, MOST_LOG_ODDS)
}

/// How many journeys' SII is known, in whole points; its mean, and its standard deviation where that is above 0.
fn of_sii(tally: &Tally) -> (u32, f64, Option<f64>) {
    let mut counted: BTreeMap<i32, u32> = BTreeMap::new();
    for cell in &tally.cells {
        cell.sii.into_iter().for_each(|sii| *counted.entry(sii).or_default() += cell.outcomes.journeys);
    }
    let known: u32 = counted.values().sum();
    if known == 0 {
        return (0, 0.0, None);
    }
    let n = f64::from(known);
    let mean = counted.iter().map(|(sii, journeys)| f64::from(*sii) * f64::from(*journeys)).sum::<f64>() / n;
    let squares = counted.iter().map(|(sii, journeys)| (f64::from(*sii) - mean).powi(2) * f64::from(*journeys));
    let deviation = (squares.sum::<f64>() / n).sqrt();
    (known, mean, (deviation > 0.0).then_some(deviation))
}

/// What a conversion is worth: fixed where all known values are the same, or where no log-normal distribution can be fitted to
/// them, then at their mean; unknown where none is known.
pub(super) fn value(tally: &Tally, options: &FitOptions) -> Value {
    let values = &tally.values;
    let Some(mean) = values.mean() else { return Value::Unknown };
    let most = 100.0 * MOST_AMOUNT;
    let log_normal = if values.is_constant(1) { None } else { values.log_normal(options.enough_gaps, most) };
    Value::Amount(match log_normal {
        Some(Distribution::LogNormal { median, sigma }) => Distribution::LogNormal { median: median / 100.0, sigma },
        _ => Distribution::Fixed((mean / 100.0).min(MOST_AMOUNT)),
    })
}
