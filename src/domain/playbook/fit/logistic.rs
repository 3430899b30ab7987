//! Penalised logistic regression of conversion on a class, the channels that a journey holds, and SII.
//!
//! Maximised is the sum of log-likelihoods less half the sum of (coefficient / prior)^2 over channels and SII: the mode under
//! a normal prior of mean 0 on these coefficients (le Cessie and van Houwelingen 1992, "Ridge estimators in logistic
//! regression", Applied Statistics 41:191). A class's intercept has no penalty, so that a class's fitted conversions sum to
//! those observed. By Newton's method, halving a step that would lower it.

use crate::domain::{playbook::chance::logistic, study::Outcomes};

/// Newton's steps at most; some six are usual.
const MOST_STEPS: usize = 100;
const MOST_HALVINGS: u32 = 40;
/// A step that moves no coefficient further is the last.
const STILL: f64 = 1e-11;
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
    covariance: Vec<Vec<f64>>,
}

/// A fit under way: intercepts, then effects, then the slope.
struct Problem<'a> {
    cases: &'a [Case],
    /// By class the number of its intercept.
    places: &'a [Option<usize>],
    intercepts: usize,
    channels: usize,
    /// 1 / prior^2.
    penalty: f64,
}

impl Logistic {
    /// `prior` is the standard deviation of effects, and of what one standard deviation of SII does.
    pub fn fitted(cases: &[Case], classes: usize, channels: usize, prior: f64) -> Logistic {
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
        let problem = Problem { cases, places: &places, intercepts, channels, penalty: 1.0 / (prior * prior) };
        let mut at = vec![0.0; intercepts + channels + 1];
        for (of, place) in of.iter().zip(&places) {
            let odds = f64::from(of.conversions) / f64::from(of.nulls().max(1));
            place.iter().for_each(|place| at[*place] = libm::log(odds));
        }
        problem.climb(&mut at);
        Logistic {
            intercepts: places.iter().map(|place| place.map(|place| at[place])).collect(),
            effects: at[intercepts..intercepts + channels].to_vec(),
            slope: at[intercepts + channels],
            covariance: problem.covariance(&at),
        }
    }

    /// The log-odds of a case beside the intercept.
    pub fn beside(&self, case: &Case) -> f64 {
        bits(case.channels).map(|channel| self.effects[channel]).sum::<f64>() + self.slope * case.sii
    }

    /// The covariance of the effects, the slope, and of the intercept with which these cases, those of a class or all, convert
    /// as often as they did: its lower triangle by rows. By the delta method: with weights w = n p (1 - p) and the mean m of the
    /// channels and of SII by w, the intercept moves by -m with the effects, and by 1 / sum of w beside. For a class that is the
    /// inverse of the second derivatives.
    pub fn covariance<'a>(&self, cases: impl Iterator<Item = &'a Case>, intercept: f64) -> Vec<f64> {
        let mut mean = vec![0.0; self.effects.len() + 1];
        let mut sum = 0.0;
        for case in cases {
            let probability = logistic(intercept + self.beside(case));
            let weight = f64::from(case.outcomes.journeys) * probability * (1.0 - probability);
            sum += weight;
            bits(case.channels).for_each(|channel| mean[channel] += weight);
            mean[self.effects.len()] += weight * case.sii;
        }
        mean.iter_mut().for_each(|of| *of /= sum);
        let with: Vec<f64> = self.covariance.iter().map(|row| -dot(row, &mean)).collect();
        let own = 1.0 / sum - dot(&with, &mean);
        let rows = self.covariance.iter().enumerate().flat_map(|(row, of)| &of[..=row]);
        rows.chain(&with).copied().chain([own]).collect()
    }

    /// The one intercept with which all cases convert as often as they did: the root of a rising function, by Newton's
    /// method within a bracket that halves where a step leaves it. `None` where all convert or none does.
    pub fn common_intercept(&self, cases: &[Case]) -> Option<f64> {
        let conversions: u32 = cases.iter().map(|case| case.outcomes.conversions).sum();
        if conversions == 0 || cases.iter().all(|case| case.outcomes.nulls() == 0) {
            return None;
        }
        let (mut low, mut high, mut at) = (-200.0, 200.0, 0.0);
        for _ in 0..MOST_STEPS {
            let (mut more, mut slope) = (-f64::from(conversions), 0.0);
            for case in cases {
                let probability = logistic(at + self.beside(case));
                let journeys = f64::from(case.outcomes.journeys);
                more += journeys * probability;
                slope += journeys * probability * (1.0 - probability);
            }
            if more > 0.0 {
                high = at;
            } else {
                low = at;
            }
            let next = at - more / slope;
            let next = if next > low && next < high { next } else { (low + high) / 2.0 };
            let moved: f64 = next - at;
            at = next;
            if moved.abs() < STILL {
                break;
            }
        }
        Some(at)
    }
}

impl Problem<'_> {
    fn climb(&self, at: &mut Vec<f64>) {
        let mut height = self.height(at);
        for _ in 0..MOST_STEPS {
            let (gradient, mut curvature) = self.slopes(at);
            let step = solved(&mut curvature, gradient);
            let mut part = 1.0;
            for halving in 0..=MOST_HALVINGS {
                let next: Vec<f64> = at.iter().zip(&step).map(|(at, step)| at + part * step).collect();
                let reached = self.height(&next);
                if reached >= height {
                    (*at, height) = (next, reached);
                    break;
                }
                part = if halving == MOST_HALVINGS { 0.0 } else { part / 2.0 };
            }
            if step.iter().all(|step| (part * step).abs() < STILL) {
                return;
            }
        }
    }

    /// The coefficients of a case with what each is multiplied by; `None` where its class tells nothing.
    fn terms(&self, case: &Case) -> Option<impl Iterator<Item = (usize, f64)> + Clone> {
        let intercept = self.places[case.class]?;
        let first = self.intercepts;
        let slope = (case.sii != 0.0).then_some((first + self.channels, case.sii));
        Some([(intercept, 1.0)].into_iter().chain(bits(case.channels).map(move |at| (first + at, 1.0))).chain(slope))
    }

    fn height(&self, at: &[f64]) -> f64 {
        let mut sum = 0.0;
        for case in self.cases {
            let Some(terms) = self.terms(case) else { continue };
            let log_odds: f64 = terms.map(|(place, by)| at[place] * by).sum();
            let of = case.outcomes;
            sum -= f64::from(of.conversions) * softplus(-log_odds) + f64::from(of.nulls()) * softplus(log_odds);
        }
        sum - self.penalty / 2.0 * at[self.intercepts..].iter().map(|effect| effect * effect).sum::<f64>()
    }

    /// Of the effects and the slope, a column at a time.
    fn covariance(&self, at: &[f64]) -> Vec<Vec<f64>> {
        let (_, curvature) = self.slopes(at);
        let column = |place: usize| {
            let one = (0..at.len()).map(|other| f64::from(u8::from(other == place))).collect();
            solved(&mut curvature.clone(), one).split_off(self.intercepts)
        };
        (self.intercepts..at.len()).map(column).collect()
    }

    /// The gradient, and the lower half of the negative second derivatives.
    fn slopes(&self, at: &[f64]) -> (Vec<f64>, Vec<Vec<f64>>) {
        let mut gradient = vec![0.0; at.len()];
        let mut curvature: Vec<Vec<f64>> = (0..at.len()).map(|row| vec![0.0; row + 1]).collect();
        for case in self.cases {
            let Some(terms) = self.terms(case) else { continue };
            let probability = logistic(terms.clone().map(|(place, by)| at[place] * by).sum());
            let journeys = f64::from(case.outcomes.journeys);
            let more = f64::from(case.outcomes.conversions) - journeys * probability;
            let weight = journeys * probability * (1.0 - probability);
            for (row, by) in terms.clone() {
                gradient[row] += by * more;
                // Terms stand in the order of their places.
                for (column, with) in terms.clone().take_while(|(column, _)| *column <= row) {
                    curvature[row][column] += weight * by * with;
                }
            }
        }
        for place in self.intercepts..at.len() {
            gradient[place] -= self.penalty * at[place];
            curvature[place][place] += self.penalty;
        }
        (gradient, curvature)
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

fn dot(one: &[f64], other: &[f64]) -> f64 {
    one.iter().zip(other).map(|(a, b)| a * b).sum()
}

/// ln(1 + e^x), without overflow.
fn softplus(x: f64) -> f64 {
    x.max(0.0) + libm::log1p(libm::exp(-x.abs()))
}

/// The numbers of the bits that are set, from the lowest.
fn bits(mut set: u64) -> impl Iterator<Item = usize> + Clone {
    std::iter::from_fn(move || {
        let lowest = (set != 0).then(|| set.trailing_zeros() as usize);
        set &= set.wrapping_sub(1);
        lowest
    })
}
