//! A playbook whose estimated parameters are drawn anew, by how sure they are: one for each regeneration of its journeys.

use xxhash_rust::xxh3::xxh3_64;

use super::{Chain, Chance, Conversion, Course, Delay, Distribution, Playbook, Row, Rule, When};
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
    /// - base rates: Beta(evidence x p, evidence x (1 - p));
    /// - log-normal delays: the logarithm of the median is normal with standard deviation sigma / sqrt(evidence); sigma stays;
    /// - exponential and gamma delays: the mean of as many draws; the shape stays.
    ///
    /// Other distributions, effects of channels, slopes and values have no evidence and stay.
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
        redraw_base_rate(chance, &name.of("base_rate"));
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
mod tests {
    use super::*;
    use crate::domain::playbook::{ChainStep, Next, RuleOf, Since, Unit, Value};

    const SEEDS: u64 = 20_000;

    fn row(to: &[(&str, f64)], evidence: Option<u32>) -> Row {
        let next =
            |(channel, probability): &(&str, f64)| Next { channel: (*channel).to_owned(), probability: *probability };
        Row { to: to.iter().map(next).collect(), evidence }
    }

    fn delay(length: Distribution, evidence: Option<u32>) -> Delay {
        Delay { since: Since::Previous, unit: Unit::Hours, length, evidence }
    }

    fn step(channel: &str, delay: Delay, next: Row) -> ChainStep {
        ChainStep { channel: channel.to_owned(), delay, next }
    }

    fn playbook() -> Playbook {
        let steps = vec![
            step(
                "ads",
                delay(Distribution::LogNormal { median: 5.0, sigma: 1.2 }, Some(16)),
                row(&[("ads", 0.4), ("email", 0.6)], Some(10)),
            ),
            step("email", delay(Distribution::Exponential { mean: 3.0 }, Some(9)), row(&[("ads", 0.5)], None)),
        ];
        let chance = Chance { evidence: Some(24), ..Chance::constant(0.3) };
        let rule = Rule {
            course: Course::Chain(Chain { start: row(&[("ads", 0.5), ("email", 0.3)], Some(39)), steps, most: 9 }),
            conversion: Conversion {
                when: When::Chance(chance),
                delay: delay(Distribution::Gamma { mean: 2.0, shape: 0.5 }, Some(8)),
                closing: None,
            },
        };
        let of = RuleOf { persona: "Saver".to_owned(), play: None, rule: rule.clone() };
        let value = Value::Amount(Distribution::Fixed(1.0));
        Playbook { rules: vec![of], any_other: rule, value, ..Playbook::default() }
    }

    fn chain(rule: &Rule) -> &Chain {
        let Course::Chain(chain) = &rule.course else { panic!("a chain") };
        chain
    }

    fn base_rate(rule: &Rule) -> f64 {
        let When::Chance(chance) = &rule.conversion.when else { panic!("a chance") };
        chance.base_rate
    }

    /// Mean and variance over seeds, within 4.5 standard errors: that of a variance is the root of (fourth moment - variance
    /// squared) / n, taken from the sample.
    fn check(what: &str, mean: f64, variance: f64, of: impl Fn(&Playbook) -> f64) {
        let playbook = playbook();
        let sample: Vec<f64> = (0..SEEDS).map(|seed| of(&playbook.redrawn(seed))).collect();
        let n = sample.len() as f64;
        let moment = |power: i32| sample.iter().map(|x| (x - mean).powi(power)).sum::<f64>() / n;
        let off = sample.iter().sum::<f64>() / n - mean;
        assert!(off.abs() < 4.5 * (variance / n).sqrt(), "mean of {what} is off by {off}");
        let off = moment(2) - variance;
        assert!(off.abs() < 4.5 * ((moment(4) - moment(2).powi(2)) / n).sqrt(), "variance of {what} is off by {off}");
    }

    /// Of Dirichlet(n p) the variances are p (1 - p) / (n + 1); Beta is the case of two outcomes.
    #[test]
    fn rows_and_base_rates_have_the_moments_of_their_distributions() {
        check("start to ads", 0.5, 0.25 / 40.0, |of| chain(&of.rules[0].rule).start.to[0].probability);
        check("start to email", 0.3, 0.21 / 40.0, |of| chain(&of.rules[0].rule).start.to[1].probability);
        check("start to the end", 0.2, 0.16 / 40.0, |of| {
            1.0 - chain(&of.rules[0].rule).start.to.iter().map(|next| next.probability).sum::<f64>()
        });
        check("base rate", 0.3, 0.21 / 25.0, |of| base_rate(&of.rules[0].rule));
    }

    /// The mean of n exponential draws has the variance mean^2 / n; of gamma draws, mean^2 / (n shape).
    #[test]
    fn delays_have_the_spread_of_their_estimates() {
        check("log of the median", 5.0_f64.ln(), 1.44 / 16.0, |of| {
            match chain(&of.rules[0].rule).steps[0].delay.length {
                Distribution::LogNormal { median, .. } => median.ln(),
                _ => f64::NAN,
            }
        });
        check("exponential mean", 3.0, 1.0, |of| match chain(&of.rules[0].rule).steps[1].delay.length {
            Distribution::Exponential { mean } => mean,
            _ => f64::NAN,
        });
        check("gamma mean", 2.0, 1.0, |of| match of.rules[0].rule.conversion.delay.length {
            Distribution::Gamma { mean, .. } => mean,
            _ => f64::NAN,
        });
    }

    #[test]
    fn what_has_no_evidence_stays_and_a_row_without_an_end_has_none() {
        let playbook = playbook();
        for seed in 0..200 {
            let drawn = playbook.redrawn(seed);
            let (before, after) = (chain(&playbook.any_other), chain(&drawn.any_other));
            assert_eq!(after.steps[1].next, before.steps[1].next);
            assert_eq!(drawn.value, playbook.value);
            let sum: f64 = after.steps[0].next.to.iter().map(|next| next.probability).sum();
            assert!((sum - 1.0).abs() < 1e-12, "{sum}");
            assert_ne!(after.start, before.start);
        }
        assert_eq!(Playbook::default().redrawn(3), Playbook::default());
    }

    #[test]
    fn a_parameter_is_drawn_by_its_name_alone() {
        let whole = playbook();
        let drawn = whole.redrawn(5);
        assert_eq!(drawn, whole.redrawn(5));
        assert_ne!(drawn, whole.redrawn(6));
        assert_ne!(drawn.rules[0].rule, drawn.any_other, "rules have draws of their own");
        let mut other = whole.clone();
        other.rules[0].persona = "Spender".to_owned();
        other.rules.insert(0, whole.rules[0].clone());
        let other = other.redrawn(5);
        assert_eq!(other.rules[0], drawn.rules[0]);
        assert_eq!(other.any_other, drawn.any_other);
        assert_ne!(other.rules[1].rule, drawn.rules[0].rule);
    }
}
