//! Penalised logistic regression of conversion on a class, the channels that a journey holds, and SII.
//!
//! Maximised is the sum of log-likelihoods less half the sum of (coefficient / prior)^2 over channels and SII: the mode under
//! a normal prior of mean 0 on these coefficients (le Cessie and van Houwelingen 1992, "Ridge estimators in logistic
//! regression", Applied Statistics 41:191). A class's intercept has no penalty, so that a class's fitted conversions sum to
//! those observed. By Newton's method, halving a step that would lower it.

use super::pass::Pass;
use crate::domain::{playbook::chance::logistic, study::Outcomes};

/// Newton's steps at most; some six are usual.
const MOST_STEPS: usize = 100;
const MOST_HALVINGS: u32 = 40;
/// A step that moves no coefficient further is the last.
pub(super) const STILL: f64 = 1e-11;
/// A pivot that falls to such a part of its diagonal is one of a direction that the data do not tell.
const NO_PIVOT: f64 = 1e-13;

/// Journeys that are alike to the regression.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Case {
    pub class: usize,
    /// A bit for each channel that they hold.
    pub channels: u64,
    /// SII in standard deviations from its mean; 0 where it is not used.
    pub sii: f64,
    pub outcomes: Outcomes,
}

/// Log-odds.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Logistic {
    /// By class; `None` of one that always or never converts, which tells nothing of effects either.
    pub intercepts: Vec<Option<f64>>,
    pub effects: Vec<f64>,
    /// By a standard deviation of SII.
    pub slope: f64,
    /// Covariance of the effects and the slope, whole: their part of the inverse of the negative second derivatives.
    pub(super) covariance: Vec<Vec<f64>>,
}

/// A fit under way: where it stands, and what is summed over the cases there.
#[derive(Debug)]
pub(super) struct LogisticJob {
    problem: Problem,
    /// Intercepts, then effects, then the slope.
    at: Vec<f64>,
    height: f64,
    steps: usize,
    stage: Stage,
}

#[derive(Debug)]
enum Stage {
    /// The height where it begins.
    Beginning(Pass<f64>),
    /// The slopes where it stands; whether it stays there.
    Sloping(Pass<Slopes>, bool),
    /// The height of where a part of a step leads, halved so often.
    Trying {
        step: Vec<f64>,
        part: f64,
        halving: u32,
        to: Vec<f64>,
        pass: Pass<f64>,
    },
    /// Columns of the covariance of effects and slope, of second derivatives.
    Inverting(Vec<Vec<f64>>, Vec<Vec<f64>>),
    Done(Vec<Vec<f64>>),
}

/// The gradient, and the lower half of the negative second derivatives.
#[derive(Clone, Debug)]
struct Slopes {
    gradient: Vec<f64>,
    curvature: Vec<Vec<f64>>,
}

#[derive(Debug)]
struct Problem {
    /// By class the number of its intercept.
    places: Vec<Option<usize>>,
    intercepts: usize,
    channels: usize,
    /// 1 / prior^2.
    penalty: f64,
}

impl Logistic {
    /// The log-odds of a case beside the intercept.
    pub fn beside(&self, case: &Case) -> f64 {
        bits(case.channels).map(|channel| self.effects[channel]).sum::<f64>() + self.slope * case.sii
    }
}

impl LogisticJob {
    /// `prior` is the standard deviation of effects, and of what one standard deviation of SII does.
    pub fn of(cases: &[Case], classes: usize, channels: usize, prior: f64) -> LogisticJob {
        let mut of = vec![Outcomes::default(); classes];
        for case in cases {
            of[case.class].journeys += case.outcomes.journeys;
            of[case.class].conversions += case.outcomes.conversions;
        }
        let mut intercepts = 0;
        let place = |of: &Outcomes| {
            let tells = of.conversions > 0 && of.nulls() > 0;
            intercepts += usize::from(tells);
            tells.then(|| intercepts - 1)
        };
        let places: Vec<Option<usize>> = of.iter().map(place).collect();
        let mut at = vec![0.0; intercepts + channels + 1];
        for (of, place) in of.iter().zip(&places) {
            let odds = f64::from(of.conversions) / f64::from(of.nulls().max(1));
            place.iter().for_each(|place| at[*place] = libm::log(odds));
        }
        let problem = Problem { places, intercepts, channels, penalty: 1.0 / (prior * prior) };
        LogisticJob { problem, at, height: 0.0, steps: 0, stage: Stage::Beginning(Pass::of(0.0)) }
    }

    /// Looks at some cases, or solves for one column; the fit once it is done. The cases are the same in every call.
    pub fn step(&mut self, cases: &[Case]) -> Option<Logistic> {
        let problem = &self.problem;
        let stage = std::mem::replace(&mut self.stage, Stage::Done(Vec::new()));
        self.stage = match stage {
            Stage::Beginning(mut pass) => match pass.step(cases, |sum, case| problem.add_height(&self.at, case, sum)) {
                false => Stage::Beginning(pass),
                true => {
                    self.height = pass.sums - problem.penalty_at(&self.at);
                    Stage::Sloping(problem.level(), false)
                }
            },
            Stage::Sloping(mut pass, stays) => {
                match (pass.step(cases, |sums, case| problem.add_slopes(&self.at, case, sums)), stays) {
                    (false, _) => Stage::Sloping(pass, stays),
                    (true, true) => Stage::Inverting(problem.penalised(&self.at, pass.sums).curvature, Vec::new()),
                    (true, false) => {
                        let Slopes { gradient, mut curvature } = problem.penalised(&self.at, pass.sums);
                        self.try_part(solved(&mut curvature, gradient), 1.0, 0)
                    }
                }
            }
            Stage::Trying { step, part, halving, to, mut pass } => {
                if !pass.step(cases, |sum, case| problem.add_height(&to, case, sum)) {
                    Stage::Trying { step, part, halving, to, pass }
                } else {
                    let height = pass.sums - problem.penalty_at(&to);
                    let is_higher = height >= self.height;
                    if is_higher {
                        (self.at, self.height) = (to, height);
                    }
                    match is_higher || halving == MOST_HALVINGS {
                        false => self.try_part(step, part / 2.0, halving + 1),
                        true => {
                            self.steps += 1;
                            let moved = if is_higher { part } else { 0.0 };
                            let is_still = step.iter().all(|step| (moved * step).abs() < STILL);
                            Stage::Sloping(self.problem.level(), is_still || self.steps == MOST_STEPS)
                        }
                    }
                }
            }
            Stage::Inverting(curvature, mut columns) => {
                let place = problem.intercepts + columns.len();
                if place == self.at.len() {
                    Stage::Done(columns)
                } else {
                    let one = (0..self.at.len()).map(|other| f64::from(u8::from(other == place))).collect();
                    columns.push(solved(&mut curvature.clone(), one).split_off(problem.intercepts));
                    Stage::Inverting(curvature, columns)
                }
            }
            done @ Stage::Done(_) => done,
        };
        let Stage::Done(covariance) = &self.stage else { return None };
        let (first, last) = (self.problem.intercepts, self.problem.intercepts + self.problem.channels);
        Some(Logistic {
            intercepts: self.problem.places.iter().map(|place| place.map(|place| self.at[place])).collect(),
            effects: self.at[first..last].to_vec(),
            slope: self.at[last],
            covariance: covariance.clone(),
        })
    }

    fn try_part(&self, step: Vec<f64>, part: f64, halving: u32) -> Stage {
        let to = self.at.iter().zip(&step).map(|(at, step)| at + part * step).collect();
        Stage::Trying { step, part, halving, to, pass: Pass::of(0.0) }
    }
}

impl Problem {
    /// The coefficients of a case with what each is multiplied by; `None` where its class tells nothing.
    fn terms(&self, case: &Case) -> Option<impl Iterator<Item = (usize, f64)> + Clone> {
        let intercept = self.places[case.class]?;
        let first = self.intercepts;
        let slope = (case.sii != 0.0).then_some((first + self.channels, case.sii));
        Some([(intercept, 1.0)].into_iter().chain(bits(case.channels).map(move |at| (first + at, 1.0))).chain(slope))
    }

    fn add_height(&self, at: &[f64], case: &Case, sum: &mut f64) {
        let Some(terms) = self.terms(case) else { return };
        let log_odds: f64 = terms.map(|(place, by)| at[place] * by).sum();
        let of = case.outcomes;
        *sum -= f64::from(of.conversions) * softplus(-log_odds) + f64::from(of.nulls()) * softplus(log_odds);
    }

    fn penalty_at(&self, at: &[f64]) -> f64 {
        self.penalty / 2.0 * at[self.intercepts..].iter().map(|effect| effect * effect).sum::<f64>()
    }

    /// Slopes of no case.
    fn level(&self) -> Pass<Slopes> {
        let places = self.intercepts + self.channels + 1;
        let curvature = (0..places).map(|row| vec![0.0; row + 1]).collect();
        Pass::of(Slopes { gradient: vec![0.0; places], curvature })
    }

    fn add_slopes(&self, at: &[f64], case: &Case, slopes: &mut Slopes) {
        let Some(terms) = self.terms(case) else { return };
        let probability = logistic(terms.clone().map(|(place, by)| at[place] * by).sum());
        let journeys = f64::from(case.outcomes.journeys);
        let more = f64::from(case.outcomes.conversions) - journeys * probability;
        let weight = journeys * probability * (1.0 - probability);
        for (row, by) in terms.clone() {
            slopes.gradient[row] += by * more;
            // Terms stand in the order of their places.
            for (column, with) in terms.clone().take_while(|(column, _)| *column <= row) {
                slopes.curvature[row][column] += weight * by * with;
            }
        }
    }

    fn penalised(&self, at: &[f64], mut slopes: Slopes) -> Slopes {
        for (place, at) in at.iter().enumerate().skip(self.intercepts) {
            slopes.gradient[place] -= self.penalty * at;
            slopes.curvature[place][place] += self.penalty;
        }
        slopes
    }
}

/// Solves a symmetric system, of which the lower half is given, by Cholesky's decomposition. What the system does not tell is 0.
fn solved(lower: &mut [Vec<f64>], mut right: Vec<f64>) -> Vec<f64> {
    for row in 0..right.len() {
        let (done, rest) = lower.split_at_mut(row);
        let own = &mut rest[0];
        for column in 0..row {
            let sum: f64 = own[..column].iter().zip(&done[column]).map(|(a, b)| a * b).sum();
            let pivot = done[column][column];
            own[column] = if pivot > 0.0 { (own[column] - sum) / pivot } else { 0.0 };
        }
        let left = own[row] - own[..row].iter().map(|a| a * a).sum::<f64>();
        own[row] = if left > NO_PIVOT * own[row] { left.sqrt() } else { 0.0 };
        let sum: f64 = own[..row].iter().zip(&right).map(|(a, b)| a * b).sum();
        right[row] = if own[row] > 0.0 { (right[row] - sum) / own[row] } else { 0.0 };
    }
    for row in (0..right.len()).rev() {
        let sum: f64 = (row + 1..right.len()).map(|below| lower[below][row] * right[below]).sum();
        let pivot = lower[row][row];
        right[row] = if pivot > 0.0 { (right[row] - sum) / pivot } else { 0.0 };
    }
    right
}

/// ln(1 + e^x), without overflow.
fn softplus(x: f64) -> f64 {
    x.max(0.0) + libm::log1p(libm::exp(-x.abs()))
}

/// The numbers of the bits that are set, from the lowest.
pub(super) fn bits(mut set: u64) -> impl Iterator<Item = usize> + Clone {
    std::iter::from_fn(move || {
        let lowest = (set != 0).then(|| set.trailing_zeros() as usize);
        set &= set.wrapping_sub(1);
        lowest
    })
}
