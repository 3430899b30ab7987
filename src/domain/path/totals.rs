//! What is known of a path in total, as a path report gives it.

use super::{
    NamedPath,
    rows::{Group, Rows},
};
use crate::domain::lead::Cents;

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

    /// Into the row that was begun last.
    pub(super) fn fill(self, rows: &mut Rows) {
        let group = |conversions: u32, value: f64| Group { conversions, value, ages: None, weight: 1.0 };
        if self.without_value > 0 {
            rows.add_conversions(group(self.without_value, 0.0), None);
        }
        if self.pooled > 0 {
            // The mean stands for values that are known in total only.
            let mean = self.pooled_value.units() / f64::from(self.pooled);
            rows.add_conversions(group(self.pooled, mean), Some(self.pooled_value));
        }
        if self.nulls > 0 {
            rows.add_nulls(self.nulls, 1.0);
        }
    }
}
