//! What differs between two courses.

use super::{
    super::{Chain, ChainStep, Course, PlannedTouch, Row, words},
    Changes, united,
};
use crate::domain::words::{NumberStyle, count, list};

pub(super) fn compare(was: &Course, is: &Course, changes: &mut Changes) {
    match (was, is) {
        (Course::Touches(was), Course::Touches(is)) => compare_touches(was, is, changes),
        (Course::Chain(was), Course::Chain(is)) => compare_chains(was, is, changes),
        (was, is) => changes.text("course", &described(was), &described(is)),
    }
    changes.touch.clear();
}

/// "3 touches: ga4, email and sms", "a chain of ga4 and sms".
pub(super) fn described(course: &Course) -> String {
    match course {
        Course::Touches(touches) => {
            let names: Vec<&str> = touches.iter().map(|touch| touch.channel.as_str()).collect();
            let colon = if names.is_empty() { "" } else { ": " };
            format!("{}{colon}{}", count(names.len() as u32, "touch", "touches"), list(&names))
        }
        Course::Chain(chain) => {
            let names: Vec<&str> = chain.steps.iter().map(|step| step.channel.as_str()).collect();
            format!("a chain of {}", list(&names))
        }
    }
}

/// The so-and-so-many-th touch of a channel.
type Key<'a> = (&'a str, usize);

fn keys(touches: &[PlannedTouch]) -> Vec<Key<'_>> {
    let occurrences = touches.iter().enumerate().map(|(index, touch)| {
        let before = touches[..index].iter().filter(|before| before.channel == touch.channel);
        (touch.channel.as_str(), before.count())
    });
    occurrences.collect()
}

fn called((channel, before): Key) -> String {
    if before == 0 { channel.to_owned() } else { format!("{channel} ({})", before + 1) }
}

fn compare_touches(was: &[PlannedTouch], is: &[PlannedTouch], changes: &mut Changes) {
    let (was_keys, is_keys) = (keys(was), keys(is));
    let before: Vec<Option<usize>> = is_keys.iter().map(|key| was_keys.iter().position(|known| known == key)).collect();
    let stays = rising(&before.iter().flatten().copied().collect::<Vec<usize>>());
    for (at, (touch, before)) in is.iter().zip(&before).enumerate() {
        changes.touch = called(is_keys[at]);
        let Some(before) = before else {
            changes.differs("touch", None, Some(told(touch, at, changes.style)));
            continue;
        };
        if !stays.contains(before) {
            changes.text("place", &(before + 1).to_string(), &(at + 1).to_string());
        }
        let known = &was[*before];
        changes.probability("probability", known.probability, touch.probability);
        changes.delay("delay", &known.delay, &touch.delay, PlannedTouch::BEFORE);
        let otherwise = |touch: &PlannedTouch, keys: &[Key]| {
            let index = touch.otherwise?.checked_sub(1)?;
            keys.get(index as usize).copied().map(called)
        };
        changes.differs("otherwise", otherwise(known, &was_keys), otherwise(touch, &is_keys));
        changes.probability("stops", known.stop, touch.stop);
    }
    for (at, touch) in was.iter().enumerate().filter(|(at, _)| !before.contains(&Some(*at))) {
        changes.touch = called(was_keys[at]);
        changes.differs("touch", Some(told(touch, at, changes.style)), None);
    }
}

/// A touch in its place.
fn told(touch: &PlannedTouch, at: usize, style: NumberStyle) -> String {
    let delay = touch.delay.in_words(PlannedTouch::BEFORE, style);
    format!("place {}, {}, {delay}", at + 1, words::percent(touch.probability, style))
}

/// The longest part of a list of distinct numbers that rises: what has not moved. The first of several.
fn rising(numbers: &[usize]) -> Vec<usize> {
    // By the place where it begins: how long a rising part is, and where it goes on.
    let mut from: Vec<(usize, Option<usize>)> = vec![(1, None); numbers.len()];
    for begin in (0..numbers.len()).rev() {
        for next in begin + 1..numbers.len() {
            if numbers[next] > numbers[begin] && from[next].0 + 1 > from[begin].0 {
                from[begin] = (from[next].0 + 1, Some(next));
            }
        }
    }
    let longest = from.iter().map(|(length, _)| *length).max();
    let mut at = from.iter().position(|(length, _)| Some(*length) == longest);
    let mut part = Vec::new();
    while let Some(place) = at {
        part.push(numbers[place]);
        at = from[place].1;
    }
    part
}

fn compare_chains(was: &Chain, is: &Chain, changes: &mut Changes) {
    compare_rows("first", &was.start, &is.start, changes);
    changes.text("most touches", &was.most.to_string(), &is.most.to_string());
    for step in united(&was.steps, &is.steps, |one, other| one.channel == other.channel) {
        changes.touch.clone_from(&step.channel);
        let found = |of: &[ChainStep]| of.iter().position(|known| known.channel == step.channel);
        match (found(&was.steps), found(&is.steps)) {
            (Some(known), Some(at)) => {
                let (known, step) = (&was.steps[known], &is.steps[at]);
                changes.delay("delay", &known.delay, &step.delay, PlannedTouch::BEFORE);
                compare_rows("then", &known.next, &step.next, changes);
            }
            (known, at) => {
                let told = |of: &[ChainStep], at: Option<usize>| {
                    at.map(|at| of[at].delay.in_words(PlannedTouch::BEFORE, changes.style))
                };
                let (known, step) = (told(&was.steps, known), told(&is.steps, at));
                changes.differs("step", known, step);
            }
        }
    }
}

/// Rows of a chain; what is not in one has probability 0.
fn compare_rows(field: &str, was: &Row, is: &Row, changes: &mut Changes) {
    for next in united(&was.to, &is.to, |one, other| one.channel == other.channel) {
        let probability = |row: &Row| {
            row.to.iter().find(|known| known.channel == next.channel).map_or(0.0, |known| known.probability)
        };
        changes.probability(&format!("{field} {}", next.channel), probability(was), probability(is));
    }
    changes.evidence(field, was.evidence, is.evidence);
}
