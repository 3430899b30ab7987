//! Playbooks: the rules that make journeys from leads, as data.

use std::collections::BTreeMap;

use crate::pack::Pack;
use serde::{Deserialize, Serialize};

use super::{
    channel::{Channels, TooManyChannels},
    lead::Cents,
};

/// Rules by persona. Every journey is synthetic: it restates these rules.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Pack)]
pub struct Playbook {
    pub name: String,
    /// The event that the journeys answer to.
    pub event_id: String,
    /// The instant from which delays count, in seconds since 1970-01-01 00:00 UTC.
    pub start_unix_seconds: i64,
    pub rules: BTreeMap<String, Rule>,
    /// The rule of every persona that `rules` does not name.
    pub any_other: Rule,
    /// What a conversion is worth, in basis points of the property's estimated value.
    pub value_basis_points: u32,
}

/// What happens to the leads of one persona, in order of time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Pack)]
pub struct Rule {
    pub touches: Vec<PlannedTouch>,
    pub conversion: PlannedConversion,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Pack)]
pub struct PlannedTouch {
    pub channel: String,
    pub after_hours: u32,
}

/// The touch that is the conversion, for leads that reach the threshold.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Pack)]
pub struct PlannedConversion {
    pub touch: PlannedTouch,
    pub sii_at_least: f64,
}

impl Playbook {
    /// The rule of a persona, and whether the playbook names it.
    pub fn rule(&self, persona: &str) -> (&Rule, bool) {
        match self.rules.get(persona) {
            Some(rule) => (rule, true),
            None => (&self.any_other, false),
        }
    }

    pub fn channels(&self) -> Result<Channels, TooManyChannels> {
        let rules = self.rules.values().chain([&self.any_other]);
        Channels::new(rules.flat_map(Rule::planned).map(|touch| touch.channel.as_str()))
    }

    /// The value of a conversion, in cents, half a cent rounded up.
    pub fn conversion_value(&self, estimated: Cents) -> Cents {
        let scaled = i128::from(estimated.0) * i128::from(self.value_basis_points);
        Cents(((scaled + 5_000) / 10_000) as i64)
    }
}

impl Rule {
    fn planned(&self) -> impl Iterator<Item = &PlannedTouch> {
        self.touches.iter().chain([&self.conversion.touch])
    }

    fn new(touches: &[(&str, u32)], sii_at_least: f64, call_after_hours: u32) -> Rule {
        let planned = |&(channel, after_hours): &(&str, u32)| PlannedTouch { channel: channel.to_owned(), after_hours };
        Rule {
            touches: touches.iter().map(planned).collect(),
            conversion: PlannedConversion { touch: planned(&("call", call_after_hours)), sii_at_least },
        }
    }
}

/// The original's rules for the storm of 15 June 2024.
impl Default for Playbook {
    fn default() -> Playbook {
        let rules = [
            ("Deal_Hunter", Rule::new(&[("ga4", 0), ("email", 2), ("door_knock", 24)], 100.0, 48)),
            ("Proof_Seeker", Rule::new(&[("ga4", 0), ("door_knock", 6), ("email", 12)], 90.0, 72)),
            ("Family_Protector", Rule::new(&[("ga4", 0), ("door_knock", 4), ("sms", 24)], 95.0, 36)),
            ("Status_Conscious", Rule::new(&[("ga4", 0), ("door_knock", 8)], 100.0, 48)),
        ];
        // Collected at once, they would be sorted by a sort of their own.
        let mut by_persona = BTreeMap::new();
        rules.into_iter().for_each(|(persona, rule)| {
            by_persona.insert(persona.to_owned(), rule);
        });
        Playbook {
            name: "default".to_owned(),
            event_id: "DFW_STORM_24".to_owned(),
            start_unix_seconds: 1_718_445_600, // 2024-06-15 10:00:00 UTC
            rules: by_persona,
            any_other: Rule::new(&[("ga4", 0), ("door_knock", 8)], 100.0, 48),
            value_basis_points: 300,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_conversion_is_worth_three_percent_to_the_cent() {
        let playbook = Playbook::default();
        assert_eq!(playbook.conversion_value(Cents(41_536_100)), Cents(1_246_083));
        assert_eq!(playbook.conversion_value(Cents(0)), Cents(0));
        assert_eq!(playbook.conversion_value(Cents(50)), Cents(2), "1.5 cents");
    }

    #[test]
    fn a_persona_without_a_rule_follows_any_other() {
        let playbook = Playbook::default();
        assert!(playbook.rule("Deal_Hunter").1);
        let (rule, named) = playbook.rule("Window_Shopper");
        assert!(!named);
        assert_eq!(rule.touches[1], PlannedTouch { channel: "door_knock".to_owned(), after_hours: 8 });
    }

    #[test]
    fn the_default_survives_its_own_json() {
        let playbook = Playbook::default();
        let json = serde_json::to_string(&playbook).expect("a playbook is plain data");
        assert_eq!(serde_json::from_str::<Playbook>(&json).expect("own output"), playbook);
    }
}
