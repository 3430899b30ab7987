//! Named distributions of delays and values.

use serde::{Deserialize, Serialize};

use crate::{domain::uncertainty::draw::Draws, pack::Pack};

/// No delay is longer: a hundred years of 365.25 days.
pub const CENTURY_SECONDS: f64 = 3_155_760_000.0;

/// How long after what.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Pack)]
#[serde(deny_unknown_fields)]
pub struct Delay {
    #[serde(default, skip_serializing_if = "Since::is_start")]
    pub since: Since,
    pub unit: Unit,
    pub length: Distribution,
    /// From how many delays it was estimated, where it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<u32>,
}

/// From when a delay counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Pack)]
#[serde(rename_all = "snake_case")]
pub enum Since {
    /// The journey's start.
    #[default]
    Start,
    /// The time of the touch before it in the list, whether that is made or not; of a conversion, the last touch that is made.
    Previous,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Pack)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    Minutes,
    Hours,
    Days,
}

/// A number that is fixed or drawn; never below 0.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, Pack)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Distribution {
    #[serde(deserialize_with = "super::json::exact")]
    Fixed(f64),
    Uniform {
        #[serde(deserialize_with = "super::json::exact")]
        from: f64,
        #[serde(deserialize_with = "super::json::exact")]
        to: f64,
    },
    Exponential {
        #[serde(deserialize_with = "super::json::exact")]
        mean: f64,
    },
    /// Its logarithm is normal, with this standard deviation.
    LogNormal {
        #[serde(deserialize_with = "super::json::exact")]
        median: f64,
        #[serde(deserialize_with = "super::json::exact")]
        sigma: f64,
    },
    Gamma {
        #[serde(deserialize_with = "super::json::exact")]
        mean: f64,
        #[serde(deserialize_with = "super::json::exact")]
        shape: f64,
    },
    Weibull {
        #[serde(deserialize_with = "super::json::exact")]
        scale: f64,
        #[serde(deserialize_with = "super::json::exact")]
        shape: f64,
    },
}

impl Since {
    fn is_start(&self) -> bool {
        *self == Since::Start
    }
}

impl Unit {
    pub fn seconds(self) -> f64 {
        match self {
            Unit::Minutes => 60.0,
            Unit::Hours => 3_600.0,
            Unit::Days => 86_400.0,
        }
    }
}

impl Distribution {
    pub fn is_fixed(&self) -> bool {
        matches!(self, Distribution::Fixed(_))
    }

    /// What its draws are on average. Infinite where that is beyond what a number can hold.
    pub fn mean(&self) -> f64 {
        match *self {
            Distribution::Fixed(number) => number,
            Distribution::Uniform { from, to } => from + (to - from) / 2.0,
            Distribution::Exponential { mean } | Distribution::Gamma { mean, .. } => mean,
            Distribution::LogNormal { median, sigma } => median * libm::exp(sigma * sigma / 2.0),
            Distribution::Weibull { scale, shape } => scale * libm::tgamma(1.0 + 1.0 / shape),
        }
    }

    /// Draws the number; 0 where [`super::check`] would refuse its parameters.
    pub fn draw(&self, draws: impl FnOnce() -> Draws) -> f64 {
        if let Distribution::Fixed(number) = self {
            return *number;
        }
        if matches!(self, Distribution::Gamma { shape, .. } if !(*shape > 0.0 && shape.is_finite())) {
            return 0.0;
        }
        let mut draws = draws();
        match *self {
            Distribution::Fixed(number) => number,
            Distribution::Uniform { from, to } => from + (to - from) * draws.uniform(),
            Distribution::Exponential { mean } => mean * draws.exponential(),
            Distribution::LogNormal { median, sigma } => median * libm::exp(sigma * draws.normal()),
            Distribution::Gamma { mean, shape } => mean / shape * draws.gamma_of(shape),
            Distribution::Weibull { scale, shape } => scale * libm::pow(draws.exponential(), 1.0 / shape),
        }
    }
}

impl Delay {
    /// So many hours after the start.
    pub fn hours(hours: f64) -> Delay {
        Delay { since: Since::Start, unit: Unit::Hours, length: Distribution::Fixed(hours), evidence: None }
    }

    /// Seconds, to the whole second; a century at most, so that sums of them fit.
    pub fn seconds(&self, draws: impl FnOnce() -> Draws) -> i64 {
        (self.length.draw(draws) * self.unit.seconds()).clamp(0.0, CENTURY_SECONDS).round() as i64
    }
}
