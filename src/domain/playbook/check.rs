//! What is wrong with a playbook, and where. A playbook that nothing stops makes journeys from every lead.

mod conversion;
mod course;
mod place;
mod told;
mod unknown;

use std::fmt;

use super::{Distribution, Playbook, Rule, SCHEMA, Value, distribution::CENTURY_SECONDS};
use crate::pack::Pack;
pub use course::parts;
pub use place::{Field, Parameter, Place};
pub use unknown::unknown_channels;

/// Most rules of a playbook, the one of any other persona not counted.
pub const MOST_RULES: usize = 200;
/// Most touches of a rule.
pub const MOST_TOUCHES: usize = 64;
/// Most steps of a chain, of which each is a channel.
pub const MOST_STEPS: usize = 256;
/// Most touches, steps and entries of rows in all rules together.
pub const MOST_PARTS: usize = 20_000;
/// Most bytes of a name.
pub const LONGEST_NAME: usize = 1_000;
/// Most touches of one journey of a chain, which is followed no further whatever it says.
pub const MOST_IN_CHAIN: u32 = 1_000;
/// Log-odds and slopes are at most so far from 0.
pub const MOST_LOG_ODDS: f64 = 50.0;
/// An SII is at most so far from 0.
pub const MOST_SII: f64 = 1e6;
/// A conversion is worth at most so many units of the currency, on average and in each draw: sums over a million of them fit
/// into whole cents.
pub const MOST_AMOUNT: f64 = 1e10;
/// Shapes of distributions, from and to: beyond them draws are all but constant, or 0 and infinite.
pub const SHAPES: (f64, f64) = (0.01, 1e6);
/// Probabilities may sum to so much more than 1.
const ROUNDING: f64 = 1e-9;
/// 9999-12-31 23:59:59 UTC.
pub const LAST_INSTANT: i64 = 253_402_300_799;

/// Something wrong.
#[derive(Clone, Debug, PartialEq, Eq, Pack)]
pub struct Fault {
    pub at: Place,
    /// What it is and what to do, as a sentence or two.
    pub words: String,
    pub severity: Severity,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Pack)]
pub enum Severity {
    /// The playbook cannot be followed.
    Stops,
    /// It can be, and may not do what is meant.
    Warns,
}

/// As a reader of the JSON looks for it: its path, and the words.
impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {}", self.at, self.words)
    }
}

/// Everything that is wrong, in the order of the playbook.
pub fn check(playbook: &Playbook) -> Vec<Fault> {
    let mut faults = Faults { found: Vec::new(), at: Place::of_playbook(Field::Schema) };
    check_head(playbook, &mut faults);
    for (index, of) in playbook.rules.iter().enumerate() {
        faults.at = Place { rule: Some(index as u32), ..Place::of_playbook(Field::Persona) };
        check_names(playbook, index, &mut faults);
        check_rule(&of.rule, &mut faults);
    }
    faults.at = Place { any_other: true, ..Place::of_playbook(Field::Persona) };
    check_rule(&playbook.any_other, &mut faults);
    faults.at = Place::of_playbook(Field::ShareOfProperty);
    match &playbook.value {
        Value::ShareOfProperty(points @ 10_001..) => {
            let percent = f64::from(*points) / 100.0;
            faults.stop(Field::ShareOfProperty, format!("{percent} % of the property's value: take 100 % at most."));
        }
        Value::ShareOfProperty(_) | Value::Unknown => {}
        Value::Amount(amount) => {
            faults.distribution(amount, (MOST_AMOUNT, "ten thousand millions"), Field::Amount);
        }
    }
    faults.found
}

/// Whether the playbook can be followed.
pub fn is_sound(faults: &[Fault]) -> bool {
    faults.iter().all(|fault| fault.severity == Severity::Warns)
}

/// Why a playbook cannot bear a name, that of `what`.
pub fn name_fault(what: &str, name: &str) -> Option<String> {
    if name.trim().is_empty() {
        Some(format!("{what} is empty: give it a name."))
    } else if name.chars().any(char::is_control) {
        Some(format!("{what} holds a control character, such as a line break: take it out."))
    } else if name.len() > LONGEST_NAME {
        Some(format!("{what} has {} bytes: shorten it to {LONGEST_NAME} at most.", name.len()))
    } else {
        None
    }
}

fn check_head(playbook: &Playbook, faults: &mut Faults) {
    if playbook.schema != SCHEMA {
        let schema = playbook.schema;
        let words = match schema > SCHEMA {
            true => format!("Form {schema} is newer than this program, which knows {SCHEMA}: load the newer program."),
            false => format!("There is no form {schema}: write {SCHEMA}."),
        };
        faults.stop(Field::Schema, words);
    }
    faults.name(Field::Name, "The playbook's name", &playbook.name);
    faults.name(Field::EventId, "The event's id", &playbook.event_id);
    if !(0..=LAST_INSTANT).contains(&playbook.start_unix_seconds) {
        faults.stop(Field::Start, "The start lies outside the years 1970 to 9999: take an instant within them.");
    }
    if playbook.rules.len() > MOST_RULES {
        let words =
            format!("{} rules: {MOST_RULES} are the most. Leave some to any other persona.", playbook.rules.len());
        faults.stop(Field::Rules, words);
    }
    let parts = playbook.every_rule().map(course::parts).sum::<usize>();
    if parts > MOST_PARTS {
        let words = format!("{parts} touches, steps and entries in all: {MOST_PARTS} are the most. Take some away.");
        faults.stop(Field::Rules, words);
    }
    if let Err(many) = playbook.channels() {
        faults.stop(Field::Rules, format!("{many}: use fewer."));
    }
}

/// For whom a rule is.
fn check_names(playbook: &Playbook, index: usize, faults: &mut Faults) {
    let of = &playbook.rules[index];
    faults.name(Field::Persona, "The persona", &of.persona);
    if let Some(play) = &of.play {
        faults.name(Field::Play, "The play", play);
    }
    let same = |known: &super::RuleOf| known.persona == of.persona && known.play == of.play;
    if let Some(first) = playbook.rules[..index].iter().position(same) {
        let play = of.play.as_ref().map_or(String::new(), |play| format!(" with play {play}"));
        let words = format!(
            "Rule {} is for {}{play}, as rule {} is: only that one would be followed. Take one of them away.",
            index + 1,
            of.persona,
            first + 1
        );
        faults.stop(Field::Persona, words);
    }
}

fn check_rule(rule: &Rule, faults: &mut Faults) {
    course::check(&rule.course, faults);
    conversion::check(rule, faults);
}

/// What was found, and the rule, touch and entry that are being looked at.
struct Faults {
    found: Vec<Fault>,
    at: Place,
}

impl Faults {
    fn stop(&mut self, field: Field, words: impl Into<String>) {
        let at = Place { field, ..self.at };
        self.found.push(Fault { at, words: words.into(), severity: Severity::Stops });
    }

    fn warn(&mut self, field: Field, words: impl Into<String>) {
        let at = Place { field, ..self.at };
        self.found.push(Fault { at, words: words.into(), severity: Severity::Warns });
    }

    fn name(&mut self, field: Field, what: &str, name: &str) {
        if let Some(words) = name_fault(what, name) {
            self.stop(field, words);
        } else if name.trim() != name {
            self.warn(field, format!("{what} begins or ends with a blank, which makes it another name: take it out."));
        }
    }

    fn probability(&mut self, field: Field, what: &str, probability: f64) {
        self.within(field, what, probability, (0.0, 1.0));
    }

    /// Whether it is in the range, ends included.
    fn within(&mut self, field: Field, what: &str, number: f64, (least, most): (f64, f64)) -> bool {
        let is_within = (least..=most).contains(&number);
        if !is_within {
            let written = written(number);
            self.stop(field, format!("{what} is {written}: it has to be from {least} to {most}."));
        }
        is_within
    }

    /// A delay in units of so many seconds.
    fn delay(&mut self, delay: &super::Delay, field: fn(Parameter) -> Field) {
        let most = CENTURY_SECONDS / delay.unit.seconds();
        self.distribution(&delay.length, (most, "a century"), field);
    }

    /// Its parameters; and that its mean is at most so much, which is called so.
    fn distribution(&mut self, of: &Distribution, (most, called): (f64, &str), field: fn(Parameter) -> Field) {
        let before = self.found.len();
        let (first, shape) = match *of {
            Distribution::Fixed(number) => ((Parameter::Fixed, number), None),
            Distribution::Uniform { from, to } => {
                self.not_below_0(field, (Parameter::UniformFrom, from), false);
                if from > to {
                    let words = format!("The greatest is {to} and the least {from}: put them the other way round.");
                    self.stop(field(Parameter::UniformTo), words);
                }
                ((Parameter::UniformTo, to), None)
            }
            Distribution::Exponential { mean } => ((Parameter::ExponentialMean, mean), None),
            Distribution::LogNormal { median, sigma } => {
                self.not_below_0(field, (Parameter::LogNormalSigma, sigma), false);
                ((Parameter::LogNormalMedian, median), None)
            }
            Distribution::Gamma { mean, shape } => ((Parameter::GammaMean, mean), Some((Parameter::GammaShape, shape))),
            Distribution::Weibull { scale, shape } => {
                ((Parameter::WeibullScale, scale), Some((Parameter::WeibullShape, shape)))
            }
        };
        let may_be_0 = matches!(of, Distribution::Fixed(_) | Distribution::Uniform { .. });
        self.not_below_0(field, first, !may_be_0);
        if let Some((parameter, shape)) = shape {
            self.within(field(parameter), "The shape", shape, SHAPES);
        }
        // The greatest of a range, and of the others the mean.
        let long = if may_be_0 { first.1 } else { of.mean() };
        if self.found.len() == before && (long.is_nan() || long > most) {
            let mean = if may_be_0 { "" } else { " on average" };
            let words = format!("It comes to {}{mean}: take {called} at most.", written(long));
            self.stop(field(first.0), words);
        }
    }

    fn not_below_0(&mut self, field: fn(Parameter) -> Field, (parameter, number): (Parameter, f64), is_above: bool) {
        let what = parameter.words();
        let written = written(number);
        if !number.is_finite() {
            self.stop(field(parameter), format!("The {what} is {written}: write a finite number."));
        } else if number < 0.0 || is_above && number == 0.0 {
            let range = if is_above { "above 0" } else { "0 or more" };
            self.stop(field(parameter), format!("The {what} is {written}: it has to be {range}."));
        }
    }
}

/// A number as people write it, as far as it is one.
fn written(number: f64) -> String {
    match number {
        _ if number.is_nan() => "not a number".to_owned(),
        _ if number.is_infinite() => "infinite".to_owned(),
        _ if number != 0.0 && !(1e-6..1e15).contains(&number.abs()) => format!("{number:e}"),
        _ => number.to_string(),
    }
}

#[cfg(test)]
mod tests;
