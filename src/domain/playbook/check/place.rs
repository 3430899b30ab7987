//! Where in a playbook something stands: for an editor that marks it, and as a path for a reader of its JSON.

use std::fmt;

use crate::pack::Pack;

/// A place in a playbook. Indices count from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Pack)]
pub struct Place {
    /// Index in the playbook's rules; `None` in the rule of any other persona and in what is of no rule.
    pub rule: Option<u32>,
    /// In the rule of any other persona.
    pub any_other: bool,
    /// Index in the rule's touches, or in the steps of its chain.
    pub touch: Option<u32>,
    /// Index in the row of a chain, the effects or the synergies.
    pub entry: Option<u32>,
    pub field: Field,
}

/// The field there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Pack)]
pub enum Field {
    Schema,
    Name,
    EventId,
    Start,
    /// The list of rules.
    Rules,
    Persona,
    Play,
    /// The list of touches.
    Touches,
    Channel,
    Probability,
    Delay(Parameter),
    Otherwise,
    Stop,
    /// The list of a chain's steps.
    Steps,
    Most,
    /// What journeys of a chain begin with: the row, and an entry of it.
    First,
    FirstChannel,
    FirstProbability,
    StepChannel,
    StepDelay(Parameter),
    /// What follows a step: the row, and an entry of it.
    Next,
    NextChannel,
    NextProbability,
    SiiAtLeast,
    BaseRate,
    SiiCentre,
    SiiSlope,
    Covariance,
    EffectChannel,
    EffectLogOdds,
    Saturation,
    SynergyChannels,
    SynergyLogOdds,
    ConversionDelay(Parameter),
    ClosingChannel,
    IfConverts,
    IfNot,
    ShareOfProperty,
    Amount(Parameter),
}

/// A number of a distribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Pack)]
pub enum Parameter {
    Fixed,
    UniformFrom,
    UniformTo,
    ExponentialMean,
    LogNormalMedian,
    LogNormalSigma,
    GammaMean,
    GammaShape,
    WeibullScale,
    WeibullShape,
}

impl Place {
    /// Of the whole playbook.
    pub fn of_playbook(field: Field) -> Place {
        Place { rule: None, any_other: false, touch: None, entry: None, field }
    }

    /// Whether it is in a rule.
    pub fn is_in_rule(&self) -> bool {
        self.rule.is_some() || self.any_other
    }
}

/// As a path in the playbook's JSON: `rules[2].rule.course.touches[0].probability`.
impl fmt::Display for Place {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.rule {
            Some(rule) => {
                write!(out, "rules[{rule}].")?;
                if !matches!(self.field, Field::Persona | Field::Play) {
                    out.write_str("rule.")?;
                }
            }
            None if self.any_other => out.write_str("any_other.")?,
            None => {}
        }
        let (list, field) = self.field.path();
        // An index stands behind the list that it is in, the touch's before the entry's.
        let mut indices = [self.touch, self.entry].into_iter().flatten();
        for part in list {
            out.write_str(part)?;
            if let Some(index) = indices.next() {
                write!(out, "[{index}]")?;
            }
            if !field.is_empty() || Some(part) != list.last() {
                out.write_str(".")?;
            }
        }
        out.write_str(field)?;
        match self.field {
            Field::Delay(parameter)
            | Field::StepDelay(parameter)
            | Field::ConversionDelay(parameter)
            | Field::Amount(parameter) => write!(out, ".{}", parameter.path()),
            _ => Ok(()),
        }
    }
}

impl Field {
    /// The lists on the way to it, and itself in the last of them.
    fn path(self) -> (&'static [&'static str], &'static str) {
        const TOUCHES: &[&str] = &["course.touches"];
        const STEPS: &[&str] = &["course.chain.steps"];
        const FIRST: &[&str] = &["course.chain.start.to"];
        const NEXT: &[&str] = &["course.chain.steps", "next.to"];
        const EFFECTS: &[&str] = &["conversion.when.chance.effects"];
        const SYNERGIES: &[&str] = &["conversion.when.chance.synergies"];
        match self {
            Field::Schema => (&[], "schema"),
            Field::Name => (&[], "name"),
            Field::EventId => (&[], "event_id"),
            Field::Start => (&[], "start_unix_seconds"),
            Field::Rules => (&[], "rules"),
            Field::Persona => (&[], "persona"),
            Field::Play => (&[], "play"),
            Field::Touches => (TOUCHES, ""),
            Field::Channel => (TOUCHES, "channel"),
            Field::Probability => (TOUCHES, "probability"),
            Field::Delay(_) => (TOUCHES, "delay.length"),
            Field::Otherwise => (TOUCHES, "otherwise"),
            Field::Stop => (TOUCHES, "stop"),
            Field::Steps => (STEPS, ""),
            Field::Most => (&[], "course.chain.most"),
            Field::First => (FIRST, ""),
            Field::FirstChannel => (FIRST, "channel"),
            Field::FirstProbability => (FIRST, "probability"),
            Field::StepChannel => (STEPS, "channel"),
            Field::StepDelay(_) => (STEPS, "delay.length"),
            Field::Next => (NEXT, ""),
            Field::NextChannel => (NEXT, "channel"),
            Field::NextProbability => (NEXT, "probability"),
            Field::SiiAtLeast => (&[], "conversion.when.sii_at_least"),
            Field::BaseRate => (&[], "conversion.when.chance.base_rate"),
            Field::SiiCentre => (&[], "conversion.when.chance.sii_centre"),
            Field::SiiSlope => (&[], "conversion.when.chance.sii_slope"),
            Field::Covariance => (&[], "conversion.when.chance.covariance"),
            Field::EffectChannel => (EFFECTS, "channel"),
            Field::EffectLogOdds => (EFFECTS, "log_odds"),
            Field::Saturation => (EFFECTS, "saturation"),
            Field::SynergyChannels => (SYNERGIES, "channels"),
            Field::SynergyLogOdds => (SYNERGIES, "log_odds"),
            Field::ConversionDelay(_) => (&[], "conversion.delay.length"),
            Field::ClosingChannel => (&[], "conversion.closing.channel"),
            Field::IfConverts => (&[], "conversion.closing.if_converts"),
            Field::IfNot => (&[], "conversion.closing.if_not"),
            Field::ShareOfProperty => (&[], "value.share_of_property"),
            Field::Amount(_) => (&[], "value.amount"),
        }
    }
}

impl Parameter {
    fn path(self) -> &'static str {
        match self {
            Parameter::Fixed => "fixed",
            Parameter::UniformFrom => "uniform.from",
            Parameter::UniformTo => "uniform.to",
            Parameter::ExponentialMean => "exponential.mean",
            Parameter::LogNormalMedian => "log_normal.median",
            Parameter::LogNormalSigma => "log_normal.sigma",
            Parameter::GammaMean => "gamma.mean",
            Parameter::GammaShape => "gamma.shape",
            Parameter::WeibullScale => "weibull.scale",
            Parameter::WeibullShape => "weibull.shape",
        }
    }

    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Parameter::Fixed => "length",
            Parameter::UniformFrom => "least",
            Parameter::UniformTo => "greatest",
            Parameter::ExponentialMean | Parameter::GammaMean => "mean",
            Parameter::LogNormalMedian => "median",
            Parameter::LogNormalSigma => "sigma",
            Parameter::GammaShape | Parameter::WeibullShape => "shape",
            Parameter::WeibullScale => "scale",
        }
    }
}
