//! Times since the start along a lane: even, or by their logarithm where they are far apart.

use crate::chart::{TEXT, text_width::text_width};

/// Times that are further apart than so many times stand by their logarithm.
const EVEN: f64 = 50.0;

const MINUTE: f64 = 60.0;
const HOUR: f64 = 60.0 * MINUTE;
const DAY: f64 = 24.0 * HOUR;
const YEAR: f64 = 365.25 * DAY;

/// Times that may be written at the axis.
const TICKS: [(f64, &str); 24] = [
    (MINUTE, "1 min"),
    (5.0 * MINUTE, "5 min"),
    (15.0 * MINUTE, "15 min"),
    (30.0 * MINUTE, "30 min"),
    (HOUR, "1 h"),
    (2.0 * HOUR, "2 h"),
    (4.0 * HOUR, "4 h"),
    (6.0 * HOUR, "6 h"),
    (12.0 * HOUR, "12 h"),
    (DAY, "1 d"),
    (2.0 * DAY, "2 d"),
    (3.0 * DAY, "3 d"),
    (7.0 * DAY, "7 d"),
    (14.0 * DAY, "14 d"),
    (30.0 * DAY, "30 d"),
    (60.0 * DAY, "60 d"),
    (90.0 * DAY, "90 d"),
    (180.0 * DAY, "180 d"),
    (YEAR, "1 year"),
    (2.0 * YEAR, "2 years"),
    (5.0 * YEAR, "5 years"),
    (10.0 * YEAR, "10 years"),
    (30.0 * YEAR, "30 years"),
    (100.0 * YEAR, "100 years"),
];

/// The start's label.
pub(super) const START: &str = "start";
/// Between two labels.
const APART: i32 = 10;

/// From the start to the greatest time, in pixels.
pub(super) struct TimeAxis {
    left: i32,
    right: i32,
    most: f64,
    /// Up to about here the axis is even; `None` where it is so to its end.
    even_to: Option<f64>,
}

impl TimeAxis {
    /// Over times in seconds, none of which is below 0.
    pub(super) fn over(times: &[f64], left: i32, right: i32) -> TimeAxis {
        let most = times.iter().copied().fold(MINUTE, f64::max);
        let least = times.iter().copied().filter(|time| *time > 0.0).fold(most, f64::min);
        TimeAxis { left, right, most, even_to: (most > EVEN * least).then_some(least.max(1.0)) }
    }

    pub(super) fn x(&self, seconds: f64) -> i32 {
        let part = match self.even_to {
            None => seconds / self.most,
            Some(even_to) => libm::log1p(seconds / even_to) / libm::log1p(self.most / even_to),
        };
        self.left + (part.clamp(0.0, 1.0) * f64::from(self.right - self.left)).round() as i32
    }

    /// Whether it is even only at its beginning.
    pub(super) fn is_logarithmic(&self) -> bool {
        self.even_to.is_some()
    }

    /// Times behind the start: their x, the middles of their labels and these, as many as do not touch each other.
    pub(super) fn ticks(&self) -> Vec<(i32, i32, &'static str)> {
        let mut free = text_width(START, TEXT).ceil() as i32 + APART;
        let mut ticks = Vec::new();
        for (seconds, label) in TICKS {
            let (x, width) = (self.x(seconds), text_width(label, TEXT).ceil() as i32);
            let middle = x.min(self.right - width / 2);
            if seconds <= self.most && middle - width / 2 >= free {
                ticks.push((x, middle, label));
                free = middle + width - width / 2 + APART;
            }
        }
        ticks
    }
}
