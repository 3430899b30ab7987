//! What is known of a path in total, as a path report gives it.

use super::{Group, NamedPath, tally::Tally};
use crate::domain::{channel::ChannelId, lead::Cents};

#[derive(Default)]
pub(super) struct Totals {
    nulls: u32,
    /// Conversions of which only the total value is known.
    pooled: u32,
    pooled_value: Cents,
    without_value: u32,
}

impl Totals {
    pub(super) fn add(&mut self, path: &NamedPath) {
        self.nulls += path.nulls;
        match path.value {
            Some(value) => {
                self.pooled += path.conversions;
                self.pooled_value.0 += value.0;
            }
            None => self.without_value += path.conversions,
        }
    }

    pub(super) fn tally(self, channels: Vec<ChannelId>) -> Tally {
        let group = |conversions: u32, value: f64| Group { conversions, value, ages: None, weight: 1.0 };
        let unvalued = (self.without_value > 0).then(|| group(self.without_value, 0.0));
        // The mean stands for values that are known in total only.
        let mean = self.pooled_value.units() / f64::from(self.pooled);
        let pooled = (self.pooled > 0).then(|| group(self.pooled, mean));
        Tally {
            channels,
            groups: unvalued.into_iter().chain(pooled).collect(),
            null_groups: if self.nulls > 0 { vec![(self.nulls, 1.0)] } else { Vec::new() },
            value: self.pooled_value,
            without_value: self.without_value,
        }
    }
}
