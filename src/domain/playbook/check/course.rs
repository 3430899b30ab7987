//! What is wrong with a course: a list of touches, or a chain.

use super::{Faults, Field, MOST_IN_CHAIN, MOST_STEPS, MOST_TOUCHES, ROUNDING};
use crate::domain::{
    playbook::{Chain, Course, PlannedTouch, Row, Rule},
    words::list,
};

pub(super) fn check(course: &Course, faults: &mut Faults) {
    match course {
        Course::Touches(touches) => check_touches(touches, faults),
        Course::Chain(chain) => check_chain(chain, faults),
    }
    (faults.at.touch, faults.at.entry) = (None, None);
}

/// How many touches, steps and entries of rows it has.
pub fn parts(rule: &Rule) -> usize {
    match &rule.course {
        Course::Touches(touches) => touches.len(),
        Course::Chain(chain) => {
            let steps = chain.steps.iter().map(|step| 1 + step.next.to.len());
            chain.start.to.len() + steps.sum::<usize>()
        }
    }
}

fn check_touches(touches: &[PlannedTouch], faults: &mut Faults) {
    if touches.len() > MOST_TOUCHES {
        let words = format!("{} touches: {MOST_TOUCHES} are the most. Take some away.", touches.len());
        faults.stop(Field::Touches, words);
    }
    for (index, touch) in touches.iter().enumerate() {
        faults.at.touch = Some(index as u32);
        faults.name(Field::Channel, "The channel", &touch.channel);
        faults.probability(Field::Probability, "The probability", touch.probability);
        faults.delay(&touch.delay, Field::Delay);
        if let Some(otherwise) = touch.otherwise {
            check_alternative(touches, index, otherwise, faults);
        }
        faults.probability(Field::Stop, "The probability of a stop", touch.stop);
    }
}

/// That the touch at this index has the alternative of this number, from 1.
fn check_alternative(touches: &[PlannedTouch], index: usize, otherwise: u32, faults: &mut Faults) {
    let own = index as u32 + 1;
    let last = touches.len();
    if otherwise == 0 || otherwise as usize > last {
        let words = match own as usize == last {
            true => format!("There is no touch {otherwise}: take it out."),
            false => format!("There is no touch {otherwise}: name one from {} to {last}.", own + 1),
        };
        faults.stop(Field::Otherwise, words);
    } else if otherwise == own {
        faults.stop(Field::Otherwise, format!("Touch {own} is its own alternative: name another one, or none."));
    } else if let Some(cycle) = cycle(touches, index) {
        // Told once, at the first touch of it.
        if cycle.iter().all(|number| *number >= own) {
            let round: Vec<String> = cycle.iter().chain([&own]).map(u32::to_string).collect();
            let words = format!("The alternatives go round, {}: take one of them out.", round.join(" > "));
            faults.stop(Field::Otherwise, words);
        }
    } else if otherwise < own {
        let words = format!("Touch {otherwise} stands above touch {own}: an alternative stands further down. Move it.");
        faults.stop(Field::Otherwise, words);
    } else if touches[index].probability >= 1.0 {
        let words =
            format!("Touch {otherwise} is never made: it is tried where touch {own} is not, and that always is.");
        faults.warn(Field::Otherwise, words);
    }
}

/// The numbers of the touches that alternatives lead through and back to the one at this index.
fn cycle(touches: &[PlannedTouch], index: usize) -> Option<Vec<u32>> {
    let mut numbers = vec![index as u32 + 1];
    for _ in touches {
        let last = numbers.last().and_then(|number| touches.get((*number as usize).checked_sub(1)?));
        let next = last?.otherwise?;
        if next == numbers[0] {
            return Some(numbers);
        }
        if numbers.contains(&next) {
            return None;
        }
        numbers.push(next);
    }
    None
}

fn check_chain(chain: &Chain, faults: &mut Faults) {
    check_row(chain, &chain.start, [Field::First, Field::FirstChannel, Field::FirstProbability], faults);
    if chain.steps.len() > MOST_STEPS {
        let words = format!("{} steps: {MOST_STEPS} are the most. Put rare channels together.", chain.steps.len());
        faults.stop(Field::Steps, words);
    }
    for (index, step) in chain.steps.iter().enumerate() {
        (faults.at.touch, faults.at.entry) = (Some(index as u32), None);
        faults.name(Field::StepChannel, "The channel", &step.channel);
        if let Some(first) = chain.steps[..index].iter().position(|before| before.channel == step.channel) {
            let words = format!("{} is step {} already: put the two together.", step.channel, first + 1);
            faults.stop(Field::StepChannel, words);
        }
        faults.delay(&step.delay, Field::StepDelay);
        check_row(chain, &step.next, [Field::Next, Field::NextChannel, Field::NextProbability], faults);
    }
    (faults.at.touch, faults.at.entry) = (None, None);
    if !(1..=MOST_IN_CHAIN).contains(&chain.most) {
        let words = format!("A journey has {} touches at most: take a number from 1 to {MOST_IN_CHAIN}.", chain.most);
        faults.stop(Field::Most, words);
    }
}

/// A row, its entries' channels and their probabilities.
fn check_row(chain: &Chain, row: &Row, [whole, channel, probability]: [Field; 3], faults: &mut Faults) {
    for (index, next) in row.to.iter().enumerate() {
        faults.at.entry = Some(index as u32);
        if !chain.steps.iter().any(|step| step.channel == next.channel) {
            let known: Vec<&str> = chain.steps.iter().map(|step| step.channel.as_str()).take(8).collect();
            let words = format!("\"{}\" is no step of the chain: add it as one, or take it out.", next.channel);
            let known = if known.is_empty() { String::new() } else { format!(" There is {}.", list(&known)) };
            faults.stop(channel, words + &known);
        }
        if row.to[..index].iter().any(|before| before.channel == next.channel) {
            faults.stop(channel, format!("{} stands in the row twice: add the two up.", next.channel));
        }
        faults.probability(probability, "The probability", next.probability);
    }
    faults.at.entry = None;
    let sum: f64 = row.to.iter().map(|next| next.probability).sum();
    if sum > 1.0 + ROUNDING {
        faults.stop(whole, format!("The probabilities sum to {sum}: they may sum to 1 at most. Lower some of them."));
    }
}
