//! Intercepts beside fitted effects: the one that fits all cases, and how surely one is told.

use super::{
    logistic::{Case, Logistic, STILL, bits},
    pass::Pass,
};
use crate::domain::playbook::chance::logistic;

/// Steps at most; some six are usual.
const MOST_STEPS: usize = 100;

/// The one intercept with which all cases convert as often as they did: the root of a rising function, by Newton's
/// method within a bracket that halves where a step leaves it.
#[derive(Debug)]
pub(super) struct CommonIntercept {
    conversions: f64,
    low: f64,
    high: f64,
    at: f64,
    steps: usize,
    /// Conversions beyond those observed, and their slope.
    pass: Pass<(f64, f64)>,
}

impl CommonIntercept {
    /// `None` where all convert or none does.
    pub fn of(cases: &[Case]) -> Option<CommonIntercept> {
        let conversions: u32 = cases.iter().map(|case| case.outcomes.conversions).sum();
        if conversions == 0 || cases.iter().all(|case| case.outcomes.nulls() == 0) {
            return None;
        }
        let conversions = f64::from(conversions);
        let pass = Pass::of((-conversions, 0.0));
        Some(CommonIntercept { conversions, low: -200.0, high: 200.0, at: 0.0, steps: 0, pass })
    }

    /// Looks at some cases; the intercept once it is found.
    pub fn step(&mut self, cases: &[Case], fitted: &Logistic) -> Option<f64> {
        let at = self.at;
        let add = |(more, slope): &mut (f64, f64), case: &Case| {
            let probability = logistic(at + fitted.beside(case));
            let journeys = f64::from(case.outcomes.journeys);
            *more += journeys * probability;
            *slope += journeys * probability * (1.0 - probability);
        };
        if !self.pass.step(cases, add) {
            return None;
        }
        let (more, slope) = self.pass.sums;
        if more > 0.0 {
            self.high = at;
        } else {
            self.low = at;
        }
        let next = at - more / slope;
        self.at = if next > self.low && next < self.high { next } else { (self.low + self.high) / 2.0 };
        self.steps += 1;
        self.pass = Pass::of((-self.conversions, 0.0));
        ((self.at - at).abs() < STILL || self.steps == MOST_STEPS).then_some(self.at)
    }
}

/// The covariance of the effects, the slope, and of the intercept with which some cases, those of a class or all, convert
/// as often as they did. By the delta method: with weights w = n p (1 - p) and the mean m of the channels and of SII by w, the
/// intercept moves by -m with the effects, and by 1 / sum of w beside. For a class that is the inverse of the second derivatives.
#[derive(Debug)]
pub(super) struct Covariance {
    intercept: f64,
    /// Sums by w of channels and of SII, and of w itself.
    pass: Pass<(Vec<f64>, f64)>,
}

impl Covariance {
    pub fn of(intercept: f64, channels: usize) -> Covariance {
        Covariance { intercept, pass: Pass::of((vec![0.0; channels + 1], 0.0)) }
    }

    /// Looks at some cases; once all are seen, the lower triangle by rows.
    pub fn step(&mut self, cases: &[Case], fitted: &Logistic) -> Option<Vec<f64>> {
        let intercept = self.intercept;
        let add = |(mean, sum): &mut (Vec<f64>, f64), case: &Case| {
            let probability = logistic(intercept + fitted.beside(case));
            let weight = f64::from(case.outcomes.journeys) * probability * (1.0 - probability);
            *sum += weight;
            bits(case.channels).for_each(|channel| mean[channel] += weight);
            mean[fitted.effects.len()] += weight * case.sii;
        };
        if !self.pass.step(cases, add) {
            return None;
        }
        let (sums, sum) = &self.pass.sums;
        let mean: Vec<f64> = sums.iter().map(|of| of / sum).collect();
        let with: Vec<f64> = fitted.covariance.iter().map(|row| -dot(row, &mean)).collect();
        let own = 1.0 / sum - dot(&with, &mean);
        let rows = fitted.covariance.iter().enumerate().flat_map(|(row, of)| &of[..=row]);
        Some(rows.chain(&with).copied().chain([own]).collect())
    }
}

fn dot(one: &[f64], other: &[f64]) -> f64 {
    one.iter().zip(other).map(|(a, b)| a * b).sum()
}
