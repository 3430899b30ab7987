//! Delays, distributions and probabilities in words.

use super::{Chance, Delay, Distribution, PlannedTouch, Playbook, Rule, Since, Unit, When};
use crate::domain::words::NumberStyle;

impl Unit {
    /// As it stands behind a number.
    pub fn sign(self) -> &'static str {
        match self {
            Unit::Minutes => "min",
            Unit::Hours => "h",
            Unit::Days => "d",
        }
    }
}

impl Distribution {
    /// In few words: "2 h", "2 to 6 h", "about 2 h" of a median, "on average 3 d".
    pub fn in_words(&self, unit: &str, style: NumberStyle) -> String {
        let short = |number| rounded(number, style);
        let blank = if unit.is_empty() { "" } else { " " };
        match *self {
            Distribution::Fixed(number) => format!("{}{blank}{unit}", short(number)),
            Distribution::Uniform { from, to } => format!("{} to {}{blank}{unit}", short(from), short(to)),
            Distribution::LogNormal { median, .. } => format!("about {}{blank}{unit}", short(median)),
            _ => format!("on average {}{blank}{unit}", short(self.mean())),
        }
    }

    /// The same with the distribution's name and its other parameters: "about 2 h (log-normal, sigma 0.5)".
    pub fn in_full(&self, unit: &str, style: NumberStyle) -> String {
        let short = |number| rounded(number, style);
        let name = match *self {
            Distribution::Fixed(_) | Distribution::Uniform { .. } => return self.in_words(unit, style),
            Distribution::Exponential { .. } => "exponential".to_owned(),
            Distribution::LogNormal { sigma, .. } => format!("log-normal, sigma {}", short(sigma)),
            Distribution::Gamma { shape, .. } => format!("gamma, shape {}", short(shape)),
            Distribution::Weibull { scale, shape } => {
                format!("Weibull, scale {}, shape {}", short(scale), short(shape))
            }
        };
        format!("{} ({name})", self.in_words(unit, style))
    }
}

impl Delay {
    /// "2 h after the start"; `before` says what it is else counted from.
    pub fn in_words(&self, before: &str, style: NumberStyle) -> String {
        let since = match self.since {
            Since::Start => "the start",
            Since::Previous => before,
        };
        format!("{} after {since}", self.length.in_full(self.unit.sign(), style))
    }

    /// Its mean.
    pub fn mean_seconds(&self) -> f64 {
        self.length.mean() * self.unit.seconds()
    }
}

impl When {
    /// "from an SII of 100"; "by chance: 10 % without any touch; log-odds a touch: email +0.5".
    pub fn in_words(&self, style: NumberStyle) -> String {
        match self {
            When::SiiAtLeast(least) => format!("from an SII of {}", rounded(*least, style)),
            When::Chance(chance) => format!("by chance: {}", chance.in_words(style)),
        }
    }
}

impl Chance {
    fn in_words(&self, style: NumberStyle) -> String {
        let at = match self.sii_slope == 0.0 {
            true => String::new(),
            false => format!(" at an SII of {}", rounded(self.sii_centre, style)),
        };
        let mut words = format!("{}{at} without any touch", percent(self.base_rate, style));
        if self.sii_slope != 0.0 {
            words += &format!("; log-odds a point of SII: {}", signed(self.sii_slope, style));
        }
        let acts = self.effects_in_words(style);
        if !acts.is_empty() {
            words += &format!("; {acts}");
        }
        words
    }

    /// "log-odds a touch: email +0.5"; empty where nothing acts.
    fn effects_in_words(&self, style: NumberStyle) -> String {
        let mut words = Vec::new();
        let effects = self.effects.iter().map(|effect| {
            let further = match effect.saturation == 1.0 {
                true => String::new(),
                false => format!(" (a further one {} of that)", percent(effect.saturation, style)),
            };
            format!("{} {}{further}", effect.channel, signed(effect.log_odds, style))
        });
        let effects: Vec<String> = effects.collect();
        if !effects.is_empty() {
            words.push(format!("log-odds a touch: {}", effects.join(", ")));
        }
        let synergies = self.synergies.iter().map(|synergy| {
            let [one, other] = &synergy.channels;
            format!("{one} with {other} {}", signed(synergy.log_odds, style))
        });
        let synergies: Vec<String> = synergies.collect();
        if !synergies.is_empty() {
            words.push(format!("log-odds of two together: {}", synergies.join(", ")));
        }
        words.join("; ")
    }
}

fn signed(number: f64, style: NumberStyle) -> String {
    format!("{}{}", if number < 0.0 { "" } else { "+" }, rounded(number, style))
}

impl Playbook {
    /// What acts alike in each of several rules, in words, and the playbook without it; `None` where that differs or is nothing.
    pub fn parted_effects(&self, style: NumberStyle) -> Option<(String, Playbook)> {
        let When::Chance(of) = &self.any_other.conversion.when else { return None };
        let same = |rule: &Rule| match &rule.conversion.when {
            When::Chance(other) => other.effects == of.effects && other.synergies == of.synergies,
            When::SiiAtLeast(_) => false,
        };
        let words = of.effects_in_words(style);
        if self.rules.is_empty() || words.is_empty() || !self.every_rule().all(same) {
            return None;
        }
        let mut rest = self.clone();
        for rule in rest.rules.iter_mut().map(|of| &mut of.rule).chain([&mut rest.any_other]) {
            if let When::Chance(chance) = &mut rule.conversion.when {
                chance.effects.clear();
                chance.synergies.clear();
            }
        }
        Some((words, rest))
    }
}

impl PlannedTouch {
    /// What a delay of a touch is counted from, where not from the start.
    pub const BEFORE: &str = "the touch before";
}

/// A number in the fewest digits, three of them at most where it has many: "0.333", "12".
pub fn rounded(number: f64, style: NumberStyle) -> String {
    let exact = number.to_string();
    let is_short = exact.bytes().filter(u8::is_ascii_digit).count() <= 4;
    let shorter = format!("{number:.2e}").parse().ok().filter(|_| !is_short).map(|short: f64| short.to_string());
    style.localised(&shorter.unwrap_or(exact))
}

/// A number to its last digit.
pub fn exact(number: f64, style: NumberStyle) -> String {
    style.localised(&number.to_string())
}

/// A probability in percent, in the fewest digits that tell it to a tenth: "50 %", "12.5 %", "0.04 %".
pub fn percent(probability: f64, style: NumberStyle) -> String {
    let points = (1_000.0 * probability).round() / 10.0;
    match points == 0.0 && probability != 0.0 {
        true => rounded(100.0 * probability, style) + " %",
        false => style.localised(&points.to_string()) + " %",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::playbook::{Effect, RuleOf, Synergy};

    #[test]
    fn lengths_read_as_people_say_them() {
        let style = NumberStyle::default();
        let words = |of: Distribution| of.in_full("h", style);
        assert_eq!(words(Distribution::Fixed(2.0)), "2 h");
        assert_eq!(words(Distribution::Uniform { from: 2.0, to: 6.5 }), "2 to 6.5 h");
        assert_eq!(words(Distribution::Exponential { mean: 1.0 / 3.0 }), "on average 0.333 h (exponential)");
        let log_normal = Distribution::LogNormal { median: 2.0, sigma: 0.5 };
        assert_eq!(words(log_normal), "about 2 h (log-normal, sigma 0.5)");
        assert_eq!(log_normal.in_words("", style), "about 2");
        assert_eq!(words(Distribution::Gamma { mean: 12_345.0, shape: 3.0 }), "on average 12300 h (gamma, shape 3)");
        // Gamma(1.5) = 0.886.
        let weibull = Distribution::Weibull { scale: 10.0, shape: 2.0 };
        assert_eq!(
            weibull.in_full("d", NumberStyle { decimal: ',', ..NumberStyle::PLAIN }),
            "on average 8,86 d (Weibull, scale 10, shape 2)"
        );
        let delay = Delay { since: Since::Previous, ..Delay::hours(3.0) };
        assert_eq!(delay.in_words(PlannedTouch::BEFORE, style), "3 h after the touch before");
        assert_eq!(Delay::hours(3.0).in_words("", style), "3 h after the start");
    }

    #[test]
    fn what_decides_is_said_with_its_effects() {
        let style = NumberStyle::default();
        assert_eq!(When::SiiAtLeast(100.0).in_words(style), "from an SII of 100");
        let effect = |channel: &str, log_odds, saturation| Effect { channel: channel.to_owned(), log_odds, saturation };
        let chance = Chance {
            sii_centre: 70.0,
            sii_slope: 0.02,
            effects: vec![effect("email", 0.5, 1.0), effect("sms", -0.25, 0.5)],
            synergies: vec![Synergy { channels: ["email", "sms"].map(str::to_owned), log_odds: 0.1 }],
            ..Chance::constant(0.1)
        };
        assert_eq!(
            When::Chance(chance).in_words(style),
            "by chance: 10 % at an SII of 70 without any touch; log-odds a point of SII: +0.02; log-odds a touch: \
            email +0.5, sms -0.25 (a further one 50 % of that); log-odds of two together: email with sms +0.1"
        );
        assert_eq!(When::Chance(Chance::constant(0.2)).in_words(style), "by chance: 20 % without any touch");
    }

    #[test]
    fn what_acts_alike_in_all_rules_is_parted_from_them() {
        let style = NumberStyle::default();
        let rule = |log_odds| {
            let effects = vec![Effect { channel: "email".to_owned(), log_odds, saturation: 0.0 }];
            let mut rule = Playbook::default().any_other;
            rule.conversion.when = When::Chance(Chance { effects, ..Chance::constant(0.1) });
            rule
        };
        let of = |first, other| {
            let rules = vec![RuleOf { persona: "a".to_owned(), play: None, rule: rule(first) }];
            Playbook { rules, any_other: rule(other), ..Playbook::default() }.parted_effects(style)
        };
        let (words, rest) = of(0.5, 0.5).expect("the same");
        assert_eq!(words, "log-odds a touch: email +0.5 (a further one 0 % of that)");
        assert!(rest.every_rule().all(|rule| rule.conversion.when == When::Chance(Chance::constant(0.1))));
        assert_eq!(of(0.5, 0.25), None);
        assert_eq!(Playbook::default().parted_effects(style), None);
    }

    #[test]
    fn means_are_those_of_the_distributions() {
        let close =
            |of: Distribution, mean: f64| assert!((of.mean() - mean).abs() < 1e-12 * mean, "{of:?}: {}", of.mean());
        close(Distribution::Uniform { from: 2.0, to: 6.0 }, 4.0);
        // 2 e^(1/8).
        close(Distribution::LogNormal { median: 2.0, sigma: 0.5 }, 2.266_296_906_133_652_6);
        // 10 Gamma(1 + 1/2) = 5 sqrt(pi), and 3! of shape 1/3.
        close(Distribution::Weibull { scale: 10.0, shape: 2.0 }, 8.862_269_254_527_58);
        close(Distribution::Weibull { scale: 1.0, shape: 1.0 / 3.0 }, 6.0);
    }

    #[test]
    fn probabilities_are_told_to_a_tenth_of_a_percent() {
        let style = NumberStyle::default();
        let told = [0.5, 0.125, 0.07, 1.0, 0.0, 0.000_4, 1.0 / 3.0].map(|probability| percent(probability, style));
        assert_eq!(told, ["50 %", "12.5 %", "7 %", "100 %", "0 %", "0.04 %", "33.3 %"]);
    }
}
