//! A playbook whose estimated parameters are drawn anew, by how sure they are: one for each regeneration of its journeys.

use xxhash_rust::xxh3::xxh3_64;

use super::{
    Chain, Chance, Conversion, Course, Delay, Distribution, Playbook, Row, Rule, When,
    chance::{logistic, logit},
    check::MOST_LOG_ODDS,
    covariance::Factor,
};
use crate::domain::uncertainty::draw::{Draws, mixed};

/// A drawn base rate stays so far from 0 and from 1.
const MARGIN: f64 = 1e-9;

/// An end less probable than this is none: sums of probabilities round.
const NO_END: f64 = 1e-12;

/// A seed, and the name of the rule or of the parameter so far.
#[derive(Clone)]
struct Named {
    seed: u64,
    name: Vec<u8>,
}

impl Playbook {
    /// Draws every parameter that has evidence from what the evidence leaves open; the others stay. A parameter's draw is
    /// keyed by the seed, its rule's persona and play, and its channel, so that one more or less does not move the others.
    ///
    /// - rows: Dirichlet(evidence x probability), the end among them;
    /// - chances with a covariance: effects, slope and logit(base rate) are jointly normal around what they are. An effect is
    ///   drawn from the normal number of its channel, and the slope from one of its own, which are the same in all rules, so that
    ///   what rules have in common stays so; the base rate's belongs to the rule;
    /// - base rates without one, where neither effects nor SII play a part: Beta(evidence x p, evidence x (1 - p));
    /// - log-normal delays: the logarithm of the median is normal with standard deviation sigma / sqrt(evidence); sigma stays;
    /// - exponential and gamma delays: the mean of as many draws; the shape stays.
    ///
    /// The rest stays: other distributions, synergies, saturations, values, probabilities of single touches, and base rates that
    /// have effects beside them and no covariance.
    pub fn redrawn(&self, seed: u64) -> Playbook {
        let mut drawn = self.clone();
        for of in &mut drawn.rules {
            let rule = Named { seed, name: b"rule".to_vec() }.of(&of.persona);
            let rule = of.play.iter().fold(rule, |rule, play| rule.of(play));
            redraw(&mut of.rule, &rule);
        }
        redraw(&mut drawn.any_other, &Named { seed, name: b"any_other".to_vec() });
        drawn
    }
}

impl Named {
    /// Names never run together: each begins with its length.
    fn of(&self, part: &str) -> Named {
        let mut name = self.name.clone();
        name.extend_from_slice(&(part.len() as u64).to_le_bytes());
        name.extend_from_slice(part.as_bytes());
        Named { seed: self.seed, name }
    }

    fn draws(&self) -> Draws {
        Draws::of_state(mixed(mixed(self.seed) ^ xxh3_64(&self.name)))
    }
}

fn redraw(rule: &mut Rule, name: &Named) {
    match &mut rule.course {
        Course::Chain(Chain { start, steps, .. }) => {
            redraw_row(start, &name.of("start"));
            for step in steps {
                redraw_row(&mut step.next, &name.of("next").of(&step.channel));
                redraw_delay(&mut step.delay, &name.of("delay").of(&step.channel));
            }
        }
        Course::Touches(touches) => {
            for at in 0..touches.len() {
                let (before, rest) = touches.split_at_mut(at);
                let Some(touch) = rest.first_mut() else { continue };
                // A channel's touches are told apart by their order, as the draws of journeys tell them.
                let occurrence = before.iter().filter(|other| other.channel == touch.channel).count();
                redraw_delay(&mut touch.delay, &name.of("delay").of(&touch.channel).of(&occurrence.to_string()));
            }
        }
    }
    let Conversion { when, delay, .. } = &mut rule.conversion;
    redraw_delay(delay, &name.of("conversion_delay"));
    if let When::Chance(chance) = when {
        redraw_chance(chance, name);
    }
}

fn redraw_row(row: &mut Row, name: &Named) {
    let Some(evidence) = row.evidence.filter(|evidence| *evidence > 0).map(f64::from) else { return };
    let gamma = |shape: f64, draws: &mut Draws| if shape > 0.0 { draws.gamma_of(shape) } else { 0.0 };
    // Each outcome has a stream of its own, so that one that is added leaves the others' parts alone.
    let parts: Vec<f64> = row
        .to
        .iter()
        .map(|next| gamma(evidence * next.probability, &mut name.of("to").of(&next.channel).draws()))
        .collect();
    let end = 1.0 - row.to.iter().map(|next| next.probability).sum::<f64>();
    let end = if end > NO_END { gamma(evidence * end, &mut name.of("end").draws()) } else { 0.0 };
    let sum = parts.iter().sum::<f64>() + end;
    // All parts can vanish where the evidence is next to nothing.
    if sum > 0.0 {
        row.to.iter_mut().zip(parts).for_each(|(next, part)| next.probability = part / sum);
    }
}

fn redraw_chance(chance: &mut Chance, name: &Named) {
    let estimates = chance.effects.len() + 2;
    let base_rate = name.of("base_rate");
    let Some(covariance) = &chance.covariance else {
        if chance.effects.is_empty() && chance.sii_slope == 0.0 {
            redraw_base_rate(chance, &base_rate);
        }
        return;
    };
    let Some(factor) = Factor::of(covariance, estimates) else { return };
    let in_common = |what: &str| Named { seed: name.seed, name: b"in_common".to_vec() }.of(what);
    let effects = chance.effects.iter().map(|effect| in_common("effect").of(&effect.channel));
    let names = effects.chain([in_common("sii_slope"), base_rate]);
    let moved = factor.times(&names.map(|name| name.draws().normal()).collect::<Vec<f64>>());
    let within = |log_odds: f64| log_odds.clamp(-MOST_LOG_ODDS, MOST_LOG_ODDS);
    for (effect, moved) in chance.effects.iter_mut().zip(&moved) {
        effect.log_odds = within(effect.log_odds + moved);
    }
    chance.sii_slope = within(chance.sii_slope + moved[estimates - 2]);
    chance.base_rate = logistic(logit(chance.base_rate) + moved[estimates - 1]).clamp(MARGIN, 1.0 - MARGIN);
}

fn redraw_base_rate(chance: &mut Chance, name: &Named) {
    let Some(evidence) = chance.evidence.filter(|evidence| *evidence > 0).map(f64::from) else { return };
    let mut draws = name.draws();
    let converts = draws.gamma_of(evidence * chance.base_rate);
    let not = draws.gamma_of(evidence * (1.0 - chance.base_rate));
    if converts + not > 0.0 {
        chance.base_rate = (converts / (converts + not)).clamp(MARGIN, 1.0 - MARGIN);
    }
}

fn redraw_delay(delay: &mut Delay, name: &Named) {
    let Some(evidence) = delay.evidence.filter(|evidence| *evidence > 0).map(f64::from) else { return };
    let mut draws = name.draws();
    // Exponential draws sum to a gamma draw, and gamma draws of one scale to another one.
    let mut around = |shape: f64| draws.gamma_of(evidence * shape) / (evidence * shape);
    match &mut delay.length {
        Distribution::Exponential { mean } => *mean *= around(1.0),
        Distribution::Gamma { mean, shape } => *mean *= around(*shape),
        Distribution::LogNormal { median, sigma } => {
            *median *= libm::exp(*sigma / evidence.sqrt() * name.draws().normal());
        }
        Distribution::Fixed(_) | Distribution::Uniform { .. } | Distribution::Weibull { .. } => {}
    }
}

#[cfg(test)]
mod tests;
