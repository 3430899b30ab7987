//! Rule-based models: each path's conversions are split among its touches by position or by
//! age, and nothing is fitted. Credit goes to converting paths only.

use crate::pack::Pack;
use serde::Serialize;

/// Weights of anchored positions. Anchors take their weight, the other touches share the rest
/// equally; where there are no others, or anchors coincide, the weights present are renormalised.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Pack)]
pub struct PositionWeights {
    pub first: f64,
    /// 0: no anchor in the middle.
    pub middle: f64,
    /// Position of the middle anchor, from 1; on shorter paths it is the last touch. 0: ceil(length / 2).
    pub middle_at: usize,
    pub last: f64,
    pub others: f64,
}

/// A rule by which a path's credit is split.
#[derive(Clone, Debug, PartialEq)]
pub enum Rule<'a> {
    FirstTouch,
    LastTouch,
    /// The last touch that is none of these channels; where only they occur, the last touch.
    LastOutside(&'a [usize]),
    /// Every touch alike.
    Linear,
    /// Every distinct channel alike: the Shapley value of the sum game (Zhao, Mahboobi and
    /// Bagheri 2018, "Shapley value methods for attribution modeling in online advertising").
    LinearDistinct,
    /// 2^(-age / half-life), from each journey's own times.
    TimeDecay {
        half_life_seconds: f64,
    },
    Position(PositionWeights),
    /// Every channel of a converting path gets all of it; does not sum to the total.
    Participation,
}

impl PositionWeights {
    pub const U_SHAPED: PositionWeights =
        PositionWeights { first: 0.4, middle: 0.0, middle_at: 0, last: 0.4, others: 0.2 };
    pub const J_SHAPED: PositionWeights =
        PositionWeights { first: 0.2, middle: 0.0, middle_at: 0, last: 0.6, others: 0.2 };
    pub const INVERSE_J: PositionWeights =
        PositionWeights { first: 0.6, middle: 0.0, middle_at: 0, last: 0.2, others: 0.2 };
    pub const W_SHAPED: PositionWeights =
        PositionWeights { first: 0.3, middle: 0.3, middle_at: 0, last: 0.3, others: 0.1 };

    /// Whether the weights are finite, not negative, and some touch of any path gets one.
    pub fn is_valid(&self) -> bool {
        let weights = [self.first, self.middle, self.last, self.others];
        weights.iter().all(|weight| weight.is_finite() && *weight >= 0.0) && self.first + self.last > 0.0
    }

    /// The weight of each of `length` touches; they sum to 1.
    fn of_length(&self, length: usize) -> Vec<f64> {
        let Some(last) = length.checked_sub(1) else { return Vec::new() };
        let mut weights = vec![f64::NAN; length];
        if self.middle > 0.0 {
            let at = if self.middle_at == 0 { length.div_ceil(2) } else { self.middle_at.min(length) };
            weights[at - 1] = self.middle;
        }
        // Where anchors coincide the outer one stands.
        weights[last] = self.last;
        weights[0] = if last == 0 { 1.0 } else { self.first };
        let others = weights.iter().filter(|weight| weight.is_nan()).count();
        weights.iter_mut().filter(|weight| weight.is_nan()).for_each(|weight| *weight = self.others / others as f64);
        let total: f64 = weights.iter().sum();
        weights.iter_mut().for_each(|weight| *weight /= total);
        weights
    }
}

impl Rule<'_> {
    /// The part of one conversion that each touch of a path gets. `ages` are seconds from each
    /// touch to the conversion, for the rules that ask for them; `None` where they are not known.
    pub fn touch_weights(&self, path: &[u16], ages: Option<&[i64]>) -> Option<Vec<f64>> {
        let length = path.len();
        let alone = |position: Option<usize>| (0..length).map(|at| f64::from(u8::from(Some(at) == position))).collect();
        Some(match self {
            Rule::FirstTouch => alone(Some(0)),
            Rule::LastTouch => alone(length.checked_sub(1)),
            Rule::LastOutside(excluded) => {
                let kept = path.iter().rposition(|channel| !excluded.contains(&usize::from(*channel)));
                alone(kept.or(length.checked_sub(1)))
            }
            Rule::Linear => vec![1.0 / length as f64; length],
            Rule::LinearDistinct => split_over_distinct(path),
            Rule::TimeDecay { half_life_seconds } => decayed(ages?, *half_life_seconds),
            Rule::Position(weights) => weights.of_length(length),
            Rule::Participation => first_of_each(path),
        })
    }
}

/// Each distinct channel's 1/m, split equally over its touches.
pub fn split_over_distinct(path: &[u16]) -> Vec<f64> {
    let distinct = (0..path.len()).filter(|at| is_first(path, *at)).count() as f64;
    let touches = |channel: &u16| path.iter().filter(|other| *other == channel).count() as f64;
    path.iter().map(|channel| 1.0 / (distinct * touches(channel))).collect()
}

/// 1 for the first touch of each channel, 0 for its repeats.
fn first_of_each(path: &[u16]) -> Vec<f64> {
    (0..path.len()).map(|at| f64::from(u8::from(is_first(path, at)))).collect()
}

/// Whether a touch is the first of its channel.
fn is_first(path: &[u16], at: usize) -> bool {
    !path[..at].contains(&path[at])
}

/// Relative to the youngest touch, so that old paths do not underflow.
fn decayed(ages: &[i64], half_life_seconds: f64) -> Vec<f64> {
    let youngest = ages.iter().copied().min().unwrap_or_default();
    let weight = |age: &i64| libm::exp2(-((age - youngest) as f64) / half_life_seconds);
    let weights: Vec<f64> = ages.iter().map(weight).collect();
    let total: f64 = weights.iter().sum();
    weights.iter().map(|weight| weight / total).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: i64 = 86_400;

    fn check(rule: &Rule, path: &[u16], expect: &[f64]) {
        let weights = rule.touch_weights(path, None).expect("no ages needed");
        let near = weights.iter().zip(expect).all(|(weight, expect)| (weight - expect).abs() < 1e-12);
        assert!(near && weights.len() == expect.len(), "{rule:?}: {weights:?} instead of {expect:?}");
    }

    #[test]
    fn anchors_take_their_weight_and_others_share_the_rest() {
        let u = Rule::Position(PositionWeights::U_SHAPED);
        check(&u, &[0], &[1.0]);
        check(&u, &[0, 1], &[0.5, 0.5]);
        check(&u, &[0, 1, 2, 3], &[0.4, 0.1, 0.1, 0.4]);
        check(&Rule::Position(PositionWeights::J_SHAPED), &[0, 1], &[0.25, 0.75]);
        check(&Rule::Position(PositionWeights::J_SHAPED), &[0, 1, 2, 0], &[0.2, 0.1, 0.1, 0.6]);
        check(&Rule::Position(PositionWeights::INVERSE_J), &[0, 1], &[0.75, 0.25]);
        let w = Rule::Position(PositionWeights::W_SHAPED);
        check(&w, &[0, 1], &[0.5, 0.5]);
        check(&w, &[0, 1, 2], &[1.0 / 3.0; 3]);
        check(&w, &[0, 1, 2, 3], &[0.3, 0.3, 0.1, 0.3]);
        check(&w, &[0, 1, 2, 3, 4], &[0.3, 0.05, 0.3, 0.05, 0.3]);
        let second = Rule::Position(PositionWeights { middle_at: 2, ..PositionWeights::W_SHAPED });
        check(&second, &[0, 1, 2, 3, 4], &[0.3, 0.3, 0.05, 0.05, 0.3]);
    }

    #[test]
    fn touches_decay_by_their_age() {
        let rule = Rule::TimeDecay { half_life_seconds: 7.0 * DAY as f64 };
        let weights = rule.touch_weights(&[0, 1, 2, 3], Some(&[0, 0, 6 * DAY, 9 * DAY])).expect("ages are given");
        let credit: Vec<f64> = weights.iter().map(|weight| (50.0 * weight * 100.0).round() / 100.0).collect();
        assert_eq!(credit, [16.88, 16.88, 9.32, 6.92]);
        assert_eq!(rule.touch_weights(&[0], None), None, "a path table has no times");
    }

    #[test]
    fn repeated_channels_are_split_as_the_rule_says() {
        check(&Rule::Linear, &[0, 1, 0], &[1.0 / 3.0; 3]);
        check(&Rule::LinearDistinct, &[0, 1, 0], &[0.25, 0.5, 0.25]);
        check(&Rule::Participation, &[0, 1, 0], &[1.0, 1.0, 0.0]);
        check(&Rule::LastOutside(&[2]), &[0, 1, 2, 2], &[0.0, 1.0, 0.0, 0.0]);
        check(&Rule::LastOutside(&[2]), &[2, 2], &[0.0, 1.0]);
        check(&Rule::FirstTouch, &[3, 1], &[1.0, 0.0]);
        check(&Rule::LastTouch, &[3, 1], &[0.0, 1.0]);
    }
}
