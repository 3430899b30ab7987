//! Channels that nothing knows: most are misspelt.

use std::collections::BTreeSet;

use super::{Fault, Field, Place, Severity};
use crate::domain::playbook::{Course, Playbook, Rule};

/// A name so many edits away may be meant.
const MOST_EDITS: usize = 2;

/// Told once of each channel that neither `known`, the channels of what is open, nor the default playbook has: at its first
/// touch, in the order of the playbook. With the name that may be meant, one that is known or that the playbook has elsewhere.
pub fn unknown_channels(playbook: &Playbook, known: &[&str]) -> Vec<Fault> {
    let default = Playbook::default();
    let known: BTreeSet<&str> = known.iter().copied().chain(default.every_rule().flat_map(Rule::channels)).collect();
    let own: Vec<BTreeSet<&str>> = playbook.every_rule().map(|rule| rule.channels().into_iter().collect()).collect();
    let (mut told, mut faults) = (BTreeSet::new(), Vec::new());
    for (index, rule) in playbook.every_rule().enumerate() {
        let is_any_other = index == playbook.rules.len();
        for (touch, field, channel) in touches(rule) {
            if channel.trim().is_empty() || known.contains(channel) || !told.insert(channel) {
                continue;
            }
            let rules = own.iter().filter(|rule| rule.contains(channel)).count();
            let others = known.iter().chain(own.iter().flatten()).copied().filter(|other| *other != channel);
            let meant = closest(channel, others).map(|other| format!(": is it \"{other}\"?"));
            let has = if rules == 1 { "No other rule has" } else { "Neither the data nor the default playbook has" };
            let at = Place {
                rule: (!is_any_other).then_some(index as u32),
                any_other: is_any_other,
                touch,
                entry: None,
                field,
            };
            let words =
                format!("{has} a channel \"{channel}\"{}", meant.unwrap_or_else(|| ": look at its spelling.".into()));
            faults.push(Fault { at, words, severity: Severity::Warns });
        }
    }
    faults
}

/// The index and the field of each touch, with its channel.
fn touches(rule: &Rule) -> Vec<(Option<u32>, Field, &str)> {
    let mut touches: Vec<_> = match &rule.course {
        Course::Touches(touches) => {
            (0..).zip(touches).map(|(at, touch)| (Some(at), Field::Channel, touch.channel.as_str())).collect()
        }
        Course::Chain(chain) => {
            (0..).zip(&chain.steps).map(|(at, step)| (Some(at), Field::StepChannel, step.channel.as_str())).collect()
        }
    };
    let closing = rule.conversion.closing.iter();
    touches.extend(closing.map(|closing| (None, Field::ClosingChannel, closing.channel.as_str())));
    touches
}

/// The name with the fewest edits, of equal ones the first in the order of names; `None` where all have more than
/// [`MOST_EDITS`], or as many as the name has letters.
fn closest<'a>(name: &str, others: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let letters = name.chars().count();
    let near = others.map(|other| (edits(name, other), other)).min()?;
    (near.0 <= MOST_EDITS && near.0 < letters).then_some(near.1)
}

/// Letters to put in, take out or change, at the least, and neighbours to swap, which count as one: the distance of optimal
/// string alignment. Names whose lengths differ by more than [`MOST_EDITS`] have more edits, and are not looked at.
fn edits(one: &str, other: &str) -> usize {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    if one.len().abs_diff(other.len()) > MOST_EDITS {
        return usize::MAX;
    }
    let mut rows: Vec<Vec<usize>> = vec![(0..=other.len()).collect()];
    for at in 1..=one.len() {
        let mut row = vec![at];
        for to in 1..=other.len() {
            let changed = rows[at - 1][to - 1] + usize::from(one[at - 1] != other[to - 1]);
            let mut least = changed.min(rows[at - 1][to] + 1).min(row[to - 1] + 1);
            if at > 1 && to > 1 && one[at - 1] == other[to - 2] && one[at - 2] == other[to - 1] {
                least = least.min(rows[at - 2][to - 2] + 1);
            }
            row.push(least);
        }
        rows.push(row);
    }
    rows[one.len()][other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::playbook::PlannedTouch;

    fn told(change: impl FnOnce(&mut Playbook), known: &[&str]) -> Vec<(String, String)> {
        let mut playbook = Playbook::default();
        change(&mut playbook);
        let faults = unknown_channels(&playbook, known);
        assert!(faults.iter().all(|fault| fault.severity == Severity::Warns));
        faults.into_iter().map(|fault| (fault.at.to_string(), fault.words)).collect()
    }

    fn add(rule: &mut Rule, channel: &str) {
        let Course::Touches(touches) = &mut rule.course else { panic!("a list of touches") };
        touches.push(PlannedTouch::fixed(channel, 90.0));
    }

    #[test]
    fn a_channel_that_nothing_knows_is_told_once_with_the_name_that_may_be_meant() {
        assert!(told(|_| {}, &[]).is_empty());
        let misspelt = told(|of| add(&mut of.rules[1].rule, "emial"), &[]);
        let place = "rules[1].rule.course.touches[3].channel".to_owned();
        assert_eq!(misspelt, [(place, "No other rule has a channel \"emial\": is it \"email\"?".to_owned())]);
        let twice = |of: &mut Playbook| {
            add(&mut of.any_other, "podcast");
            add(&mut of.rules[3].rule, "podcast");
        };
        let words = "Neither the data nor the default playbook has a channel \"podcast\": look at its spelling.";
        assert_eq!(told(twice, &[]), [("rules[3].rule.course.touches[2].channel".to_owned(), words.to_owned())]);
        assert!(told(twice, &["podcast"]).is_empty());
    }

    #[test]
    fn names_are_sought_in_the_data_too_and_in_the_closing_touch() {
        let closing = |of: &mut Playbook| {
            let closing = of.any_other.conversion.closing.as_mut().expect("the default closes with a call");
            closing.channel = "webinars".to_owned();
        };
        let words = "No other rule has a channel \"webinars\": is it \"webinar\"?".to_owned();
        assert_eq!(told(closing, &["webinar"]), [("any_other.conversion.closing.channel".to_owned(), words)]);
    }

    #[test]
    fn edits_are_counted_by_hand() {
        for (one, other, expected) in [
            ("emial", "email", 1),
            ("emai", "email", 1),
            ("e-mail", "email", 1),
            ("emil", "email", 1),
            ("sms", "sns", 1),
            ("kitten", "sittin", 2),
            ("ga4", "call", 3),
            ("", "ab", 2),
            ("日本", "日木", 1),
        ] {
            assert_eq!(edits(one, other), expected, "{one} {other}");
        }
        assert_eq!(closest("ab", ["xy"].into_iter()), None, "as many edits as letters");
    }
}
