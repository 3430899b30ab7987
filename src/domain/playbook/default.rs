//! The playbook that is followed where no other is given.

use super::{Closing, Conversion, Course, Delay, PlannedTouch, Playbook, Rule, RuleOf, SCHEMA, Value, When};

/// The original's rules for the storm of 15 June 2024.
impl Default for Playbook {
    fn default() -> Playbook {
        let of = |persona: &str, touches: &[(&str, f64)], sii_at_least: f64, call_after: f64| RuleOf {
            persona: persona.to_owned(),
            play: None,
            rule: Rule::fixed(touches, sii_at_least, call_after),
        };
        Playbook {
            schema: SCHEMA,
            name: "default".to_owned(),
            event_id: "DFW_STORM_24".to_owned(),
            start_unix_seconds: 1_718_445_600, // 2024-06-15 10:00:00 UTC
            rules: vec![
                of("Deal_Hunter", &[("ga4", 0.0), ("email", 2.0), ("door_knock", 24.0)], 100.0, 48.0),
                of("Proof_Seeker", &[("ga4", 0.0), ("door_knock", 6.0), ("email", 12.0)], 90.0, 72.0),
                of("Family_Protector", &[("ga4", 0.0), ("door_knock", 4.0), ("sms", 24.0)], 95.0, 36.0),
                of("Status_Conscious", &[("ga4", 0.0), ("door_knock", 8.0)], 100.0, 48.0),
            ],
            any_other: Rule::fixed(&[("ga4", 0.0), ("door_knock", 8.0)], 100.0, 48.0),
            value: Value::ShareOfProperty(300),
        }
    }
}

impl Rule {
    /// Touches at fixed hours, and a `call` that is the conversion, for leads that reach the threshold.
    pub fn fixed(touches: &[(&str, f64)], sii_at_least: f64, call_after: f64) -> Rule {
        Rule {
            course: Course::Touches(
                touches.iter().map(|(channel, hours)| PlannedTouch::fixed(channel, *hours)).collect(),
            ),
            conversion: Conversion {
                when: When::SiiAtLeast(sii_at_least),
                delay: Delay::hours(call_after),
                closing: Some(Closing { channel: "call".to_owned(), if_converts: 1.0, if_not: 0.0 }),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_persona_without_a_rule_follows_any_other() {
        let playbook = Playbook::default();
        assert!(playbook.rule("Deal_Hunter", None).1);
        assert!(playbook.rule("Deal_Hunter", Some("Financing_Standard")).1, "no rule of its own: the persona's");
        let (rule, named) = playbook.rule("Window_Shopper", None);
        assert!(!named);
        let Course::Touches(touches) = &rule.course else { panic!("a list of touches") };
        assert_eq!(touches[1], PlannedTouch::fixed("door_knock", 8.0));
    }

    #[test]
    fn a_play_can_have_a_rule_of_its_own() {
        let mut playbook = Playbook::default();
        let rule = Rule::fixed(&[("sms", 1.0)], 90.0, 5.0);
        playbook.rules.push(RuleOf {
            persona: "Deal_Hunter".to_owned(),
            play: Some("Promo".to_owned()),
            rule: rule.clone(),
        });
        assert_eq!(playbook.rule("Deal_Hunter", Some("Promo")), (&rule, true));
        assert_ne!(playbook.rule("Deal_Hunter", Some("Other")).0, &rule);
        assert_eq!(playbook.rule("Proof_Seeker", Some("Promo")).0, playbook.rule("Proof_Seeker", None).0);
    }

    #[test]
    fn a_persona_with_a_rule_for_a_play_alone_is_known_for_that_play_alone() {
        let mut playbook = Playbook::default();
        let rule = Rule::fixed(&[("sms", 1.0)], 90.0, 5.0);
        let of = |play: &str| RuleOf {
            persona: "Window_Shopper".to_owned(),
            play: Some(play.to_owned()),
            rule: rule.clone(),
        };
        playbook.rules.push(of("Promo"));
        assert_eq!(playbook.rule("Window_Shopper", Some("Promo")), (&rule, true));
        for play in [None, Some("Other")] {
            assert_eq!(playbook.rule("Window_Shopper", play), (&playbook.any_other, false));
        }
        assert!(!playbook.names("Window_Shopper") && playbook.names("Deal_Hunter"));
    }

    #[test]
    fn the_default_survives_its_own_json() {
        let playbook = Playbook::default();
        let json = serde_json::to_string(&playbook).expect("a playbook is plain data");
        assert_eq!(serde_json::from_str::<Playbook>(&json).expect("own output"), playbook);
    }
}
