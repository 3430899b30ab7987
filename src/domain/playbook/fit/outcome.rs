//! What makes journeys convert, and what a conversion is worth.

use std::collections::BTreeMap;

use super::{
    FitOptions,
    logistic::{Case, Logistic},
    tally::{Class, Tally},
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

/// The regression, and the base rates that follow from it.
pub(super) struct Outcomes {
    cases: Vec<Case>,
    fitted: Logistic,
    /// The intercept that fits all journeys with the same effects.
    common: f64,
    pub sii_centre: f64,
    /// In points; `None` where SII is not known, or the same for all.
    pub sii_deviation: Option<f64>,
    /// Journeys whose SII is not known.
    pub without_sii: u32,
    /// By channel.
    journeys_with: Vec<study::Outcomes>,
}

impl Outcomes {
    pub fn fitted(tally: &Tally, all: &Class, options: &FitOptions) -> Outcomes {
        let (known, centre, deviation) = of_sii(tally);
        let mut cases: BTreeMap<(usize, u64, Option<i32>), study::Outcomes> = BTreeMap::new();
        for cell in &tally.cells {
            let channels = cell.path.iter().fold(0, |set, channel| set | 1_u64 << channel);
            let sii = cell.sii.filter(|_| deviation.is_some());
            let case = cases.entry((cell.class, channels, sii)).or_default();
            case.journeys += cell.outcomes.journeys;
            case.conversions += cell.outcomes.conversions;
        }
        let case = |((class, channels, sii), outcomes): ((usize, u64, Option<i32>), study::Outcomes)| {
            let away = sii.zip(deviation).map(|(sii, deviation)| (f64::from(sii) - centre) / deviation);
            Case { class, channels, sii: away.unwrap_or_default(), outcomes }
        };
        let cases: Vec<Case> = cases.into_iter().map(case).collect();
        let mut journeys_with = vec![study::Outcomes::default(); tally.channels.len()];
        for case in &cases {
            for (_, with) in journeys_with.iter_mut().enumerate().filter(|(at, _)| case.channels >> at & 1 == 1) {
                with.journeys += case.outcomes.journeys;
                with.conversions += case.outcomes.conversions;
            }
        }
        let prior = options.effect_prior.max(LEAST_PRIOR);
        let fitted = Logistic::fitted(&cases, tally.classes.len(), tally.channels.len(), prior);
        Outcomes {
            common: fitted.common_intercept(&cases).unwrap_or_default(),
            cases,
            fitted,
            sii_centre: centre,
            sii_deviation: deviation,
            without_sii: all.outcomes.journeys - known,
            journeys_with,
        }
    }

    /// Of the journeys of one class.
    pub fn of_class(&self, tally: &Tally, class: usize) -> Chance {
        let own = self.fitted.intercepts[class].map(|intercept| (intercept, Some(class)));
        self.chance(tally, own.unwrap_or((self.common, None)), tally.classes[class].outcomes.journeys)
    }

    /// Of all journeys.
    pub fn pooled(&self, tally: &Tally, all: &Class) -> Chance {
        self.chance(tally, (self.common, None), all.outcomes.journeys)
    }

    /// With the intercept of a class, or of all.
    fn chance(&self, tally: &Tally, (intercept, class): (f64, Option<usize>), journeys: u32) -> Chance {
        let effect = |(channel, log_odds): (&String, &f64)| Effect {
            channel: channel.clone(),
            log_odds: within(*log_odds),
            saturation: 0.0,
        };
        Chance {
            base_rate: logistic(intercept).clamp(MARGIN, 1.0 - MARGIN),
            sii_centre: self.sii_centre,
            sii_slope: self.sii_deviation.map_or(0.0, |deviation| within(self.fitted.slope / deviation)),
            effects: tally.channels.iter().zip(&self.fitted.effects).map(effect).collect(),
            synergies: Vec::new(),
            evidence: Some(journeys),
            covariance: self.covariance(intercept, class),
        }
    }

    /// `None` where rounding has left none: of effects that only the widest of priors holds.
    fn covariance(&self, intercept: f64, class: Option<usize>) -> Option<Vec<f64>> {
        let cases = self.cases.iter().filter(|case| class.is_none_or(|class| case.class == class));
        let mut found = self.fitted.covariance(cases, intercept);
        let slope = self.fitted.effects.len();
        let by = self.sii_deviation.map_or(0.0, f64::recip);
        found[triangle(slope)..triangle(slope + 1)].iter_mut().for_each(|with| *with *= by);
        found[triangle(slope + 1) - 1] *= by;
        found[triangle(slope + 1) + slope] *= by;
        Factor::of(&found, slope + 2).map(|_| found)
    }

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
