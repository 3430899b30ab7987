//! What is wrong as the editor's reader sees it: percent where the fields have percent, and places by their names.

use super::{super::difference::called, Fault, Field, Severity};
use crate::domain::{
    playbook::{Chance, Course, Playbook, Row, Rule, When, words},
    words::NumberStyle,
};

impl Fault {
    /// Of a playbook in which it is, without a path: "How often: 150 % of touch 2 (email): it has to be from 0 to 100 %. (any
    /// other persona)".
    pub fn in_words(&self, playbook: &Playbook, style: NumberStyle) -> String {
        let rule = match self.at.rule {
            Some(index) => playbook.rules.get(index as usize).map(|of| (&of.rule, called(of))),
            None => self.at.any_other.then(|| (&playbook.any_other, "any other persona".to_owned())),
        };
        let Some((rule, whose)) = rule else { return self.words.clone() };
        let touch = self.touch(rule);
        if let Some(words) = self.in_percent(rule, touch.as_deref(), style).filter(|_| self.severity == Severity::Stops)
        {
            return format!("{words} ({whose})");
        }
        match touch {
            Some(touch) => format!("{} ({whose}, {touch})", self.words),
            None => format!("{} ({whose})", self.words),
        }
    }

    /// "touch 2 (email)", "step 1 (ga4)".
    fn touch(&self, rule: &Rule) -> Option<String> {
        let index = self.at.touch? as usize;
        let (kind, channel) = match &rule.course {
            Course::Touches(touches) => ("touch", &touches.get(index)?.channel),
            Course::Chain(chain) => ("step", &chain.steps.get(index)?.channel),
        };
        Some(match channel.trim() {
            "" => format!("{kind} {}", index + 1),
            channel => format!("{kind} {} ({channel})", index + 1),
        })
    }

    /// A probability out of its range; `None` of all else.
    fn in_percent(&self, rule: &Rule, touch: Option<&str>, style: NumberStyle) -> Option<String> {
        let entry = self.at.entry.map(|index| index as usize);
        let planned = || match &rule.course {
            Course::Touches(touches) => touches.get(self.at.touch? as usize),
            Course::Chain(_) => None,
        };
        let row = || row(rule, self.at.touch);
        let sum = |row: &Row| row.to.iter().map(|next| next.probability).sum::<f64>();
        let chance = || -> Option<&Chance> {
            match &rule.conversion.when {
                When::Chance(chance) => Some(chance),
                When::SiiAtLeast(_) => None,
            }
        };
        let closing = rule.conversion.closing.as_ref();
        let touch = touch.unwrap_or_default();
        let after = if touch.is_empty() { "the start" } else { touch };
        let (label, probability, of) = match self.at.field {
            Field::Probability => ("How often", planned()?.probability, format!(" of {touch}")),
            Field::Stop => ("Then no more touches", planned()?.stop, format!(" after {touch}")),
            Field::FirstProbability | Field::NextProbability => {
                let next = row()?.to.get(entry?)?;
                ("What follows", next.probability, format!(" of {} after {after}", next.channel))
            }
            Field::First | Field::Next => {
                let sum = written(sum(row()?), style)?;
                return Some(format!(
                    "What follows {after} sums to {sum}: it may sum to 100 % at most. Lower some of it."
                ));
            }
            Field::IfConverts => ("Made where it converts", closing?.if_converts, " of the closing touch".to_owned()),
            Field::IfNot => ("Made where it does not", closing?.if_not, " of the closing touch".to_owned()),
            Field::BaseRate => {
                let rate = written(chance()?.base_rate, style)?;
                return Some(format!("Converts without any touch: {rate}: it has to be above 0 and below 100 %."));
            }
            _ => return None,
        };
        Some(format!("{label}: {}{of}: it has to be from 0 to 100 %.", written(probability, style)?))
    }
}

fn row(rule: &Rule, step: Option<u32>) -> Option<&Row> {
    match &rule.course {
        Course::Chain(chain) => match step {
            None => Some(&chain.start),
            Some(step) => chain.steps.get(step as usize).map(|step| &step.next),
        },
        Course::Touches(_) => None,
    }
}

/// In percent as the fields have it; to its last digit where that would look as if it were within the range.
fn written(probability: f64, style: NumberStyle) -> Option<String> {
    let percent = (1e5 * probability).round() / 1e3;
    let percent = if (0.0..=100.0).contains(&percent) { 100.0 * probability } else { percent };
    probability.is_finite().then(|| format!("{} %", words::exact(percent, style)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::playbook::{PlannedTouch, check::check};

    #[test]
    fn a_probability_is_told_in_percent_and_by_the_names_of_its_field_and_touch() {
        let mut playbook = Playbook::default();
        let mut touches = vec![PlannedTouch::fixed("ga4", 1.0), PlannedTouch::fixed("email", 2.0)];
        touches[1].probability = 1.5;
        playbook.any_other.course = Course::Touches(touches.clone());
        let told = |playbook: &Playbook| -> Vec<String> {
            let faults = check(playbook);
            faults.iter().map(|fault| fault.in_words(playbook, NumberStyle::default())).collect()
        };
        assert_eq!(
            told(&playbook),
            ["How often: 150 % of touch 2 (email): it has to be from 0 to 100 %. (any other persona)"]
        );
        touches[1].probability = 1.0;
        touches[0].stop = -0.071;
        touches[1].channel = String::new();
        playbook.any_other.course = Course::Touches(touches);
        assert_eq!(
            told(&playbook),
            [
                "Then no more touches: -7.1 % after touch 1 (ga4): it has to be from 0 to 100 %. (any other persona)",
                "The channel is empty: give it a name. (any other persona, touch 2)"
            ]
        );
    }

    #[test]
    fn what_is_just_out_of_range_does_not_look_as_if_it_were_in() {
        let style = NumberStyle::default();
        assert_eq!(written(1.1, style).as_deref(), Some("110 %"));
        // 1 + 2^-20, of which all places are exact: 100.000095367431640625.
        assert_eq!(written(1.0 + 2_f64.powi(-20), style).as_deref(), Some("100.00009536743164 %"));
        assert_eq!(written(f64::NAN, style), None);
    }
}
