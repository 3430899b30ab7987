//! A chain from counts of what follows what, each row drawn towards that of all journeys, with the delays.

use super::{
    FitOptions, MOST_TOUCHES,
    tally::{Class, Tally},
};
use crate::domain::playbook::{Chain, ChainStep, Delay, Distribution, Next, Row, Since, Unit};

/// What follows one touch, or begins a journey: counts by channel, and of journeys that end there.
#[derive(Clone, Copy)]
struct Followers<'a> {
    next: &'a [u32],
    ends: u32,
}

impl Followers<'_> {
    fn count(&self) -> u32 {
        self.next.iter().sum::<u32>() + self.ends
    }

    /// Probabilities by channel; what is missing to 1 is the end. (count + weight x that of all) / (all counts + weight):
    /// the mean of the Dirichlet distribution that begins with `weight` transitions as in `all`.
    fn shrunk(&self, all: &[f64], weight: f64) -> Vec<f64> {
        let count = f64::from(self.count());
        self.next.iter().zip(all).map(|(next, all)| (f64::from(*next) + weight * all) / (count + weight)).collect()
    }

    /// By the counts alone; 0 where there are none.
    fn plain(&self) -> Vec<f64> {
        let count = f64::from(self.count().max(1));
        self.next.iter().map(|next| f64::from(*next) / count).collect()
    }
}

/// Of the start, then of each channel.
fn followers(class: &Class) -> Vec<Followers<'_>> {
    let moves = &class.moves;
    let start = Followers { next: &moves.first, ends: moves.none };
    let steps = moves.next.iter().zip(&moves.last).map(|(next, ends)| Followers { next, ends: *ends });
    [start].into_iter().chain(steps).collect()
}

/// The chain of a class. A row that the class never saw, and a delay of which it saw fewer than `enough_gaps`, are those of all
/// journeys with their evidence.
pub(super) fn chain(tally: &Tally, class: &Class, all: &Class, options: &FitOptions) -> Chain {
    let rows = followers(class).into_iter().zip(followers(all)).map(|(own, all)| {
        let pooled = all.plain();
        let probabilities = own.shrunk(&pooled, options.smoothing.max(0.0));
        let (probabilities, evidence) =
            if own.count() > 0 { (probabilities, own.count()) } else { (pooled, all.count()) };
        let next = |(channel, probability): (&String, f64)| Next { channel: channel.clone(), probability };
        let to = tally.channels.iter().zip(probabilities).filter(|(_, probability)| *probability > 0.0).map(next);
        Row { to: to.collect(), evidence: Some(evidence) }
    });
    let mut rows = rows;
    let start = rows.next().unwrap_or_default();
    let steps = tally.channels.iter().zip(rows).enumerate().map(|(at, (channel, next))| ChainStep {
        channel: channel.clone(),
        delay: match class.gaps[at].count >= options.enough_gaps {
            true => class.gaps[at].delay(options.enough_gaps),
            false => all.gaps[at].delay(options.enough_gaps),
        }
        .unwrap_or_else(at_once),
        next,
    });
    Chain { start, steps: steps.collect(), most: tally.longest.clamp(1, MOST_TOUCHES) }
}

/// The conversion's delay since the last touch.
pub(super) fn to_conversion(class: &Class, all: &Class, options: &FitOptions) -> Delay {
    let own = (class.to_conversion.count >= options.enough_gaps).then_some(&class.to_conversion);
    own.unwrap_or(&all.to_conversion).delay(options.enough_gaps).unwrap_or_else(at_once)
}

/// Where none was seen, and none follows.
fn at_once() -> Delay {
    Delay { since: Since::Previous, unit: Unit::Minutes, length: Distribution::Fixed(0.0), evidence: None }
}
