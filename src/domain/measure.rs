//! Numbers by which journeys can be chosen.

use serde::Serialize;

use super::{dataset::Dataset, journey::Journey};
use crate::pack::Pack;

/// What is measured of a journey.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Pack)]
pub enum Measure {
    /// StormOps Impact Index of the lead.
    Sii,
    /// Risk score of the lead.
    Risk,
    /// Of leads the estimated value of the property, of touchpoints the value of the conversion, in units of the currency: there
    /// journeys without a conversion have none.
    Value,
    /// When it began, in seconds since 1970-01-01 00:00 UTC.
    Start,
}

/// The journeys from one number to another, both included.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Pack)]
pub struct Range {
    pub of: Measure,
    pub from: Option<f64>,
    pub to: Option<f64>,
}

impl Measure {
    /// What a journey measures; `None` where that is not known.
    pub fn of(self, dataset: &Dataset, journey: &Journey) -> Option<f64> {
        match (self, dataset.leads()) {
            (Measure::Sii, _) => dataset.subject(journey).sii,
            (Measure::Risk, _) => dataset.subject(journey).risk,
            (Measure::Value, Some(of)) => {
                of.leads.rows()[journey.subject as usize].estimated_value.map(|value| value.units())
            }
            (Measure::Value, None) => journey.outcome.conversion()?.value.map(|value| value.units()),
            (Measure::Start, _) => Some(journey.start as f64),
        }
    }

    /// The least and the greatest that is measured of a dataset's journeys.
    pub fn extent(self, dataset: &Dataset) -> Option<(f64, f64)> {
        let measured = dataset.journeys.rows.iter().filter_map(|journey| self.of(dataset, journey));
        measured.fold(None, |extent: Option<(f64, f64)>, number| match extent {
            None => Some((number, number)),
            Some((least, most)) => Some((least.min(number), most.max(number))),
        })
    }
}

impl Range {
    pub fn holds(&self, dataset: &Dataset, journey: &Journey) -> bool {
        let measured = self.of.of(dataset, journey);
        measured
            .is_some_and(|number| self.from.is_none_or(|from| number >= from) && self.to.is_none_or(|to| number <= to))
    }
}
