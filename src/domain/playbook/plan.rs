//! A rule with its channels numbered, and what it comes to for one lead.
//!
//! All that is drawn for a lead is drawn first, used or not ([`Plan::draw`]). Which touches are made follows from it and from
//! which channels act ([`Drawn::touches`]): a channel that does not act leaves its place empty, no alternative steps in for
//! it, its stops do not fire, and every other touch keeps its time.

use super::{
    Closing, Course, Delay, Distribution, Rule, Since, When,
    chance::{NumberedChance, logistic},
    check::{MOST_AMOUNT, MOST_IN_CHAIN},
    draws::{self, Stream},
};
use crate::domain::channel::{ChannelId, Channels};

/// A touch and its seconds since the start.
pub type At = (ChannelId, i64);

/// A rule with its channels numbered.
#[derive(Clone, Debug)]
pub struct Plan {
    pub course: NumberedCourse,
    pub decides: Decides,
    delay: Delay,
    closing: Option<(ChannelId, Closing)>,
}

#[derive(Clone, Debug)]
pub enum NumberedCourse {
    Touches(Vec<NumberedTouch>),
    Chain { start: NumberedRow, steps: Vec<(ChannelId, Delay, NumberedRow)>, most: u32 },
}

/// Indices into the steps, with their probabilities.
pub type NumberedRow = Vec<(usize, f64)>;

#[derive(Clone, Debug)]
pub struct NumberedTouch {
    pub channel: ChannelId,
    pub probability: f64,
    pub stop: f64,
    /// Index of the touch that is tried instead.
    pub otherwise: Option<usize>,
    /// It is tried only in the place of another.
    pub is_alternative: bool,
    delay: Delay,
    rules: [draws::Rule; 3],
}

/// What decides who converts.
#[derive(Clone, Debug)]
pub enum Decides {
    SiiAtLeast(f64),
    Chance(NumberedChance),
}

/// What was drawn for one lead.
#[derive(Clone, Debug, Default)]
pub struct Drawn {
    pub slots: Vec<Slot>,
}

/// A place in the course.
#[derive(Clone, Copy, Debug)]
pub struct Slot {
    pub channel: ChannelId,
    pub at: i64,
    /// By its own draw, where its turn comes.
    pub made: bool,
    pub stops: bool,
    pub otherwise: Option<usize>,
    pub is_alternative: bool,
}

impl Plan {
    pub fn of(rule: &Rule, channels: &Channels) -> Plan {
        let closing = rule.conversion.closing.as_ref();
        Plan {
            course: NumberedCourse::of(&rule.course, channels),
            decides: match &rule.conversion.when {
                When::SiiAtLeast(least) => Decides::SiiAtLeast(*least),
                When::Chance(chance) => Decides::Chance(NumberedChance::of(chance, channels)),
            },
            delay: rule.conversion.delay.clone(),
            closing: closing.and_then(|closing| Some((channels.find(&closing.channel)?, closing.clone()))),
        }
    }

    /// Whether every lead that converts has the same journey, and every other one too.
    pub fn is_fixed(&self) -> bool {
        let sure = |probability: f64| probability == 0.0 || probability == 1.0;
        let course = match &self.course {
            NumberedCourse::Touches(touches) => {
                touches.iter().all(|touch| sure(touch.probability) && sure(touch.stop) && touch.delay.length.is_fixed())
            }
            NumberedCourse::Chain { .. } => false,
        };
        let closing =
            self.closing.as_ref().is_none_or(|(_, closing)| sure(closing.if_converts) && sure(closing.if_not));
        course && closing && self.delay.length.is_fixed()
    }

    /// Draws what is left to chance in the course.
    pub fn draw(&self, stream: Stream, drawn: &mut Drawn) {
        drawn.slots.clear();
        match &self.course {
            NumberedCourse::Touches(touches) => {
                let mut before = 0_i64;
                for touch in touches {
                    let [made, delay, stop] = touch.rules;
                    let since = if touch.delay.since == Since::Previous { before } else { 0 };
                    before = since.saturating_add(touch.delay.seconds(|| stream.draws(delay)));
                    drawn.slots.push(Slot {
                        channel: touch.channel,
                        at: before,
                        made: happens(touch.probability, stream, made),
                        stops: happens(touch.stop, stream, stop),
                        otherwise: touch.otherwise,
                        is_alternative: touch.is_alternative,
                    });
                }
            }
            NumberedCourse::Chain { start, steps, most } => {
                let (mut row, mut at) = (start, 0_i64);
                for place in 0..(*most).min(MOST_IN_CHAIN) {
                    let Some(next) = followed(row, stream.uniform(draws::Rule::next(place))) else { break };
                    let (channel, delay, follows) = &steps[next];
                    if place > 0 {
                        at = at.saturating_add(delay.seconds(|| stream.draws(draws::Rule::wait(place))));
                    }
                    let slot = Slot { channel: *channel, at, made: true, ..Slot::default() };
                    drawn.slots.push(slot);
                    row = follows;
                }
            }
        }
    }

    /// Probability that a lead with this SII and these touches converts.
    pub fn probability(&self, sii: f64, touches: &[At]) -> f64 {
        match &self.decides {
            Decides::SiiAtLeast(least) => f64::from(u8::from(sii >= *least)),
            Decides::Chance(chance) => logistic(chance.log_odds(sii, touches)),
        }
    }

    /// Whether the lead converts.
    pub fn converts(&self, sii: f64, touches: &[At], stream: Stream) -> bool {
        happens(self.probability(sii, touches), stream, draws::Rule::CONVERSION)
    }

    /// Puts the touches in order of time and the closing touch behind them; the time of the conversion, seconds since the start.
    pub fn close(&self, converts: bool, stream: Stream, touches: &mut Vec<At>) -> i64 {
        // By insertion: they are few and mostly in order, and equal times stay as they stand.
        for index in 1..touches.len() {
            let mut at = index;
            while at > 0 && touches[at - 1].1 > touches[at].1 {
                touches.swap(at - 1, at);
                at -= 1;
            }
        }
        let last = touches.last().map_or(0, |(_, at)| *at);
        let since = if self.delay.since == Since::Previous { last } else { 0 };
        let at = since.saturating_add(self.delay.seconds(|| stream.draws(draws::Rule::CONVERSION_DELAY))).max(last);
        if let Some((channel, closing)) = &self.closing {
            let probability = if converts { closing.if_converts } else { closing.if_not };
            if happens(probability, stream, draws::Rule::CLOSING) {
                touches.push((*channel, at));
            }
        }
        at
    }
}

impl Default for Slot {
    fn default() -> Slot {
        Slot { channel: ChannelId(0), at: 0, made: false, stops: false, otherwise: None, is_alternative: false }
    }
}

impl Drawn {
    /// The touches that are made where only these channels act, in the order of the list.
    pub fn touches(&self, acts: impl Fn(ChannelId) -> bool, out: &mut Vec<At>) {
        out.clear();
        // Which alternatives are called; a list is short, and what is beyond is called as if it were none.
        let mut called = 0_u128;
        for (index, slot) in self.slots.iter().enumerate() {
            if slot.is_alternative && called >> index.min(127) & 1 == 0 {
                continue;
            }
            if !slot.made {
                called |= slot.otherwise.map_or(0, |other| 1 << other.min(127));
            } else if acts(slot.channel) {
                out.push((slot.channel, slot.at));
                if slot.stops {
                    break;
                }
            }
        }
    }
}

impl NumberedCourse {
    fn of(course: &Course, channels: &Channels) -> NumberedCourse {
        match course {
            Course::Touches(touches) => {
                let numbered = touches.iter().enumerate().filter_map(|(index, touch)| {
                    let same = touches[..index].iter().filter(|before| before.channel == touch.channel);
                    let occurrence = same.count() as u32;
                    let name = touch.channel.as_str();
                    let number = Some(index as u32 + 1);
                    Some(NumberedTouch {
                        channel: channels.find(name)?,
                        probability: touch.probability,
                        stop: touch.stop,
                        otherwise: touch.otherwise.and_then(|number| (number as usize).checked_sub(1)),
                        is_alternative: touches.iter().any(|other| other.otherwise == number),
                        delay: touch.delay.clone(),
                        rules: [draws::Rule::made, draws::Rule::delay, draws::Rule::stop]
                            .map(|rule| rule(name, occurrence)),
                    })
                });
                NumberedCourse::Touches(numbered.collect())
            }
            Course::Chain(chain) => {
                let place = |name: &str| chain.steps.iter().position(|step| step.channel == name);
                let row = |row: &super::Row| -> NumberedRow {
                    row.to.iter().filter_map(|next| Some((place(&next.channel)?, next.probability))).collect()
                };
                let step = |step: &super::ChainStep| {
                    let channel = channels.find(&step.channel).unwrap_or(ChannelId(0));
                    (channel, step.delay.clone(), row(&step.next))
                };
                let steps = chain.steps.iter().map(step).collect();
                NumberedCourse::Chain { start: row(&chain.start), steps, most: chain.most }
            }
        }
    }
}

/// Draws whether it happens; nothing is drawn where that is sure.
fn happens(probability: f64, stream: Stream, rule: draws::Rule) -> bool {
    probability >= 1.0 || probability > 0.0 && stream.uniform(rule) < probability
}

/// Where a row leads; `None` where the journey ends.
fn followed(row: &NumberedRow, uniform: f64) -> Option<usize> {
    let mut sum = 0.0;
    row.iter().find_map(|(step, probability)| {
        sum += probability;
        (uniform < sum).then_some(*step)
    })
}

/// The value of a conversion, where it is not a share of the property's: cents, [`MOST_AMOUNT`] at most, so that sums fit.
pub fn amount(distribution: &Distribution, stream: Stream) -> i64 {
    (100.0 * distribution.draw(|| stream.draws(draws::Rule::VALUE)).clamp(0.0, MOST_AMOUNT)).round() as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of an exponential distribution with the greatest mean more than a third of the draws are beyond it.
    #[test]
    fn amounts_are_cut_so_that_sums_of_them_fit() {
        let greatest = Distribution::Exponential { mean: MOST_AMOUNT };
        let drawn: Vec<i64> = (0..100).map(|lead| amount(&greatest, Stream::of(1, lead))).collect();
        assert_eq!(drawn.iter().max(), Some(&1_000_000_000_000));
        assert!(drawn.iter().all(|cents| *cents >= 0));
        assert_eq!(amount(&Distribution::Fixed(9.5), Stream::of(1, 2)), 950);
    }
}
