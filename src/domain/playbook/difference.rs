//! What differs between two playbooks, in plain words.

mod course;

use super::{Chance, Closing, Conversion, Delay, Effect, Playbook, Rule, RuleOf, Synergy, Value, When, words};
use crate::{
    domain::{scope::words::day, words::NumberStyle},
    pack::Pack,
};

/// One thing that is not the same.
#[derive(Clone, Debug, PartialEq, Eq, Pack)]
pub struct Change {
    /// "Deal_Hunter", "Deal_Hunter, Promo" of a play, "any other persona", or "the playbook".
    pub of: String,
    /// The channel of the touch, numbered where the rule has several of it; empty where it is about no touch.
    pub touch: String,
    pub field: String,
    /// `None` of what was not there.
    pub was: Option<String>,
    /// `None` of what is there no longer.
    pub is: Option<String>,
}

/// What differs, in the order of the playbook as it is; what is gone stands behind. Rules are the same where they are
/// for the same persona and play, touches where they are the so-and-so-many-th of their channel.
pub fn difference(was: &Playbook, is: &Playbook, style: NumberStyle) -> Vec<Change> {
    let mut changes = Changes { found: Vec::new(), of: "the playbook".to_owned(), touch: String::new(), style };
    changes.text("form", &was.schema.to_string(), &is.schema.to_string());
    changes.text("name", &was.name, &is.name);
    changes.text("event", &was.event_id, &is.event_id);
    let start = |of: &Playbook| instant(of.start_unix_seconds);
    changes.text("start", &start(was), &start(is));
    compare_values(&was.value, &is.value, &mut changes);
    let same = |of: &RuleOf, known: &RuleOf| of.persona == known.persona && of.play == known.play;
    for of in &is.rules {
        changes.of = called(of);
        match was.rules.iter().find(|known| same(of, known)) {
            Some(known) => compare_rules(&known.rule, &of.rule, &mut changes),
            None => changes.differs("rule", None, Some(described(&of.rule, style))),
        }
    }
    for of in was.rules.iter().filter(|of| !is.rules.iter().any(|known| same(of, known))) {
        changes.of = called(of);
        changes.differs("rule", Some(described(&of.rule, style)), None);
    }
    "any other persona".clone_into(&mut changes.of);
    compare_rules(&was.any_other, &is.any_other, &mut changes);
    changes.found
}

/// Whose rule it is.
pub fn called(of: &RuleOf) -> String {
    of.play.as_ref().map_or_else(|| of.persona.clone(), |play| format!("{}, {play}", of.persona))
}

fn described(rule: &Rule, style: NumberStyle) -> String {
    format!("{}; converts {}", course::described(&rule.course), when(&rule.conversion.when, style))
}

fn compare_rules(was: &Rule, is: &Rule, changes: &mut Changes) {
    course::compare(&was.course, &is.course, changes);
    let (Conversion { when: was_when, delay: was_delay, closing: was_closing }, is) = (&was.conversion, &is.conversion);
    match (was_when, &is.when) {
        (When::SiiAtLeast(was), When::SiiAtLeast(is)) => changes.number("converts from an SII of", *was, *is),
        (When::Chance(was), When::Chance(is)) => compare_chances(was, is, changes),
        (was, is) => {
            let style = changes.style;
            changes.differs("converts", Some(when(was, style)), Some(when(is, style)));
        }
    }
    changes.delay("time of the conversion", was_delay, &is.delay, "the last touch");
    compare_closings(was_closing.as_ref(), is.closing.as_ref(), changes);
}

fn when(of: &When, style: NumberStyle) -> String {
    match of {
        When::SiiAtLeast(least) => format!("from an SII of {}", words::exact(*least, style)),
        When::Chance(chance) => format!("by chance, {} without any touch", words::percent(chance.base_rate, style)),
    }
}

fn compare_chances(was: &Chance, is: &Chance, changes: &mut Changes) {
    changes.probability("base rate", was.base_rate, is.base_rate);
    changes.number("SII of the base rate", was.sii_centre, is.sii_centre);
    changes.number("log-odds a point of SII", was.sii_slope, is.sii_slope);
    changes.evidence("conversion", was.evidence, is.evidence);
    changes.covariance(was.covariance.as_deref(), is.covariance.as_deref());
    let effect = |of: &Chance, channel: &str| of.effects.iter().find(|effect| effect.channel == channel).cloned();
    for Effect { channel, .. } in united(&was.effects, &is.effects, |one, other| one.channel == other.channel) {
        let (was, is) = (effect(was, channel), effect(is, channel));
        changes.optional_number(&format!("effect of {channel}"), &was, &is, |effect| effect.log_odds);
        changes.optional_number(&format!("saturation of {channel}"), &was, &is, |effect| effect.saturation);
    }
    let same = |one: &Synergy, other: &Synergy| one.channels.iter().all(|channel| other.channels.contains(channel));
    for pair in united(&was.synergies, &is.synergies, same) {
        let found = |of: &Chance| of.synergies.iter().find(|synergy| same(synergy, pair)).cloned();
        let field = format!("synergy of {} and {}", pair.channels[0], pair.channels[1]);
        changes.optional_number(&field, &found(was), &found(is), |synergy| synergy.log_odds);
    }
}

/// What is, and behind it what only was.
fn united<'a, T>(was: &'a [T], is: &'a [T], same: impl Fn(&T, &T) -> bool + Copy) -> impl Iterator<Item = &'a T> {
    is.iter().chain(was.iter().filter(move |one| !is.iter().any(|other| same(one, other))))
}

fn compare_closings(was: Option<&Closing>, is: Option<&Closing>, changes: &mut Changes) {
    let channel = |of: Option<&Closing>| of.map(|closing| closing.channel.clone());
    changes.differs("closing touch", channel(was), channel(is));
    if let (Some(was), Some(is)) = (was, is) {
        changes.probability("closing touch where the lead converts", was.if_converts, is.if_converts);
        changes.probability("closing touch where it does not", was.if_not, is.if_not);
    }
}

fn compare_values(was: &Value, is: &Value, changes: &mut Changes) {
    let style = changes.style;
    let written = |value: &Value| match value {
        Value::ShareOfProperty(points) => {
            format!("{} % of the property's value", words::exact(f64::from(*points) / 100.0, style))
        }
        Value::Amount(amount) => amount.in_full("", style),
        Value::Unknown => "not known".to_owned(),
    };
    changes.pair("value of a conversion", was == is, (written(was), written(is)), || {
        (format!("{was:?}"), format!("{is:?}"))
    });
}

fn instant(seconds: i64) -> String {
    let of_day = seconds.rem_euclid(86_400);
    format!("{} {:02}:{:02}:{:02} UTC", day(seconds), of_day / 3_600, of_day / 60 % 60, of_day % 60)
}

/// What was found, and what is being looked at.
struct Changes {
    found: Vec<Change>,
    of: String,
    touch: String,
    style: NumberStyle,
}

impl Changes {
    fn differs(&mut self, field: &str, was: Option<String>, is: Option<String>) {
        if was != is {
            let (of, touch, field) = (self.of.clone(), self.touch.clone(), field.to_owned());
            self.found.push(Change { of, touch, field, was, is });
        }
    }

    fn text(&mut self, field: &str, was: &str, is: &str) {
        self.differs(field, Some(was.to_owned()), Some(is.to_owned()));
    }

    /// What differs and has the same short words is told to its last digit.
    fn pair(&mut self, field: &str, is_equal: bool, short: (String, String), exact: impl FnOnce() -> (String, String)) {
        if !is_equal {
            let (was, is) = if short.0 == short.1 { exact() } else { short };
            self.text(field, &was, &is);
        }
    }

    fn number(&mut self, field: &str, was: f64, is: f64) {
        let style = self.style;
        self.pair(field, was == is, (words::rounded(was, style), words::rounded(is, style)), || {
            (words::exact(was, style), words::exact(is, style))
        });
    }

    fn probability(&mut self, field: &str, was: f64, is: f64) {
        let style = self.style;
        self.pair(field, was == is, (words::percent(was, style), words::percent(is, style)), || {
            (words::exact(was, style), words::exact(is, style))
        });
    }

    fn optional_number<T>(&mut self, field: &str, was: &Option<T>, is: &Option<T>, of: impl Fn(&T) -> f64) {
        match (was, is) {
            (Some(was), Some(is)) => self.number(field, of(was), of(is)),
            (was, is) => {
                let written = |side: &Option<T>| side.as_ref().map(|side| words::rounded(of(side), self.style));
                let (was, is) = (written(was), written(is));
                self.differs(field, was, is);
            }
        }
    }

    fn delay(&mut self, field: &str, was: &Delay, is: &Delay, before: &str) {
        let style = self.style;
        let same = (was.since, was.unit, was.length) == (is.since, is.unit, is.length);
        self.pair(field, same, (was.in_words(before, style), is.in_words(before, style)), || {
            let exact = |of: &Delay| format!("{:?} {}", of.length, of.unit.sign());
            (exact(was), exact(is))
        });
        self.evidence(field, was.evidence, is.evidence);
    }

    fn evidence(&mut self, field: &str, was: Option<u32>, is: Option<u32>) {
        let written = |observed: Option<u32>| observed.map(|observed| format!("{observed} observed"));
        self.differs(&format!("{field}, estimated from"), written(was), written(is));
    }

    /// Of too many numbers to be told each: that it is another one.
    fn covariance(&mut self, was: Option<&[f64]>, is: Option<&[f64]>) {
        let other = if was.is_some() { "another one" } else { "given" };
        let written = |covariance: Option<&[f64]>, word: &str| covariance.map(|_| word.to_owned());
        if was != is {
            self.differs("covariance of the conversion's estimates", written(was, "given"), written(is, other));
        }
    }
}

#[cfg(test)]
mod tests;
