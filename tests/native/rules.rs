//! What must hold of rule-based models for any set of paths.

use proptest::prelude::*;
use touchline::domain::attribution::{
    PathWeights,
    heuristic::{PositionWeights, Rule},
    spread::Spread,
};

use crate::invariants::{NAMES, near, rows, table_of};

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn rule_based_credits_sum_to_the_conversions_and_to_their_value(rows in rows(1)) {
        let table = table_of(&rows, &NAMES);
        let weights = PathWeights::observed(&table);
        let value = table.value().unwrap_or_default().units();
        let presence = table.presence();
        let rules = [
            Rule::FirstTouch,
            Rule::LastTouch,
            Rule::LastOutside(&[0, 3]),
            Rule::Linear,
            Rule::LinearDistinct,
            Rule::Position(PositionWeights::U_SHAPED),
            Rule::Position(PositionWeights::W_SHAPED),
            Rule::Position(PositionWeights::J_SHAPED),
            Rule::Position(PositionWeights::INVERSE_J),
            Rule::Position(PositionWeights { first: 0.0, middle: 0.5, middle_at: 2, last: 1.0, others: 0.0 }),
        ];
        for rule in rules {
            let (conversions, values) = Spread::of(&table, &rule).expect("no times needed").credit(&weights);
            prop_assert!(near(conversions.iter().sum(), f64::from(table.conversions())), "{:?}", rule);
            prop_assert!(near(values.iter().sum(), value), "{:?}", rule);
            for (channel, presence) in presence.iter().enumerate() {
                prop_assert!(presence.conversions > 0 || conversions[channel] == 0.0, "{:?}", rule);
            }
        }
    }

    #[test]
    fn decayed_credit_sums_to_the_conversions_and_leans_to_late_touches(
        rows in rows(1),
        ages in prop::collection::vec(0_i64..10_000_000, 6),
        half_life_seconds in 60.0..1e7_f64,
    ) {
        let mut table = table_of(&rows, &NAMES);
        let mut ages = ages;
        ages.sort_unstable_by(|a, b| b.cmp(a));
        for (channels, of_group) in table.rows.ages_mut() {
            *of_group = Some(ages[..channels.len()].into());
        }
        let rule = Rule::TimeDecay { half_life_seconds };
        let (conversions, values) =
            Spread::of(&table, &rule).expect("times are given").credit(&PathWeights::observed(&table));
        prop_assert!(near(conversions.iter().sum(), f64::from(table.conversions())));
        prop_assert!(near(values.iter().sum(), table.value().unwrap_or_default().units()));
        let weights = rule.touch_weights(&[0, 1, 2, 3, 4, 0], Some(&ages)).expect("times are given");
        prop_assert!(weights.windows(2).all(|pair| pair[0] <= pair[1]));
        // Half a life older, half the weight.
        let ratio = weights[0] / weights[5];
        prop_assert!(near(ratio, (-((ages[0] - ages[5]) as f64) / half_life_seconds).exp2()));
    }

    #[test]
    fn participation_credits_each_channel_with_the_conversions_that_hold_it(rows in rows(1)) {
        let table = table_of(&rows, &NAMES);
        let spread = Spread::of(&table, &Rule::Participation).expect("no times needed");
        let (conversions, values) = spread.credit(&PathWeights::observed(&table));
        for (channel, presence) in table.presence().iter().enumerate() {
            prop_assert!(near(conversions[channel], f64::from(presence.conversions)));
            let holding = table.rows.iter().filter(|row| row.channels.contains(&(channel as u16)));
            prop_assert!(near(values[channel], holding.map(|row| row.value.units()).sum()));
        }
    }
}
