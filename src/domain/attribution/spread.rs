//! A rule applied to a table once: which part of each path's conversions each channel gets. Under
//! other weights of the paths the credit is then a sparse product.

use super::{PathWeights, heuristic::Rule};
use crate::domain::path::PathTable;

/// For each path, or for each group of its conversions, parts by channel.
#[derive(Clone, Debug)]
pub struct Spread {
    channels: usize,
    /// Each path's or group's index and path, and where its parts end.
    rows: Vec<Row>,
    parts: Vec<(u16, f64)>,
    by_group: bool,
}

#[derive(Clone, Copy, Debug)]
struct Row {
    path: usize,
    /// Value of each conversion of the group.
    value: f64,
    end: usize,
}

impl Spread {
    /// `None` where the rule asks for times that the table does not have.
    pub fn of(table: &PathTable, rule: &Rule) -> Option<Spread> {
        let by_group = matches!(rule, Rule::TimeDecay { .. });
        let mut spread = Spread { channels: table.channels.len(), rows: Vec::new(), parts: Vec::new(), by_group };
        for (path, row) in table.rows.iter().enumerate() {
            if by_group {
                for group in row.groups {
                    let weights = rule.touch_weights(row.channels, Some(group.ages.as_deref()?))?;
                    spread.push(path, group.value, row.channels, &weights);
                }
            } else {
                spread.push(path, 0.0, row.channels, &rule.touch_weights(row.channels, None)?);
            }
        }
        Some(spread)
    }

    /// Each channel's credit in conversions and in value.
    pub fn credit(&self, weights: &PathWeights) -> (Vec<f64>, Vec<f64>) {
        let (mut conversions, mut value) = (vec![0.0; self.channels], vec![0.0; self.channels]);
        let mut begin = 0;
        for (index, row) in self.rows.iter().enumerate() {
            let (weight, worth) = match self.by_group {
                true => (weights.groups[index], weights.groups[index] * row.value),
                false => (weights.conversions[row.path], weights.value[row.path]),
            };
            if weight > 0.0 {
                for (channel, part) in &self.parts[begin..row.end] {
                    conversions[usize::from(*channel)] += part * weight;
                    value[usize::from(*channel)] += part * worth;
                }
            }
            begin = row.end;
        }
        (conversions, value)
    }

    fn push(&mut self, path: usize, value: f64, channels: &[u16], weights: &[f64]) {
        let touched = channels.iter().copied().zip(weights.iter().copied());
        self.parts.extend(touched.filter(|(_, weight)| *weight > 0.0));
        self.rows.push(Row { path, value, end: self.parts.len() });
    }
}
