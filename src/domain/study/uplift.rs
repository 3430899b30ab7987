//! Treatment against control, where a column says which journey is which. A difference is an effect only where the
//! treatment was assigned at random, which no journey can show.

use crate::{
    domain::{
        journey::{Origin, Outcome},
        uncertainty::Interval,
        words::{NumberStyle, list},
    },
    pack::Pack,
};

use super::{
    amounts::Amounts,
    balance::{Balance, Covariate, IMBALANCE, Verdict},
    compared::Compared,
    proportion::{Proportion, ratio},
    written,
};

/// Fewer journeys than this in an arm tell nothing.
pub const FEWEST_JOURNEYS: u32 = 10;

/// Fewer conversions than this in both arms together, or fewer nulls, tell nothing.
pub const FEWEST_OUTCOMES: u32 = 5;

/// Covariates named in the warning at most.
const NAMED: usize = 3;

/// Which side of the comparison a journey is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Pack)]
pub enum Arm {
    Treatment,
    Control,
}

/// One journey: its arm, `None` for neither, and how it ended.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Case {
    pub arm: Option<Arm>,
    pub outcome: Outcome,
}

/// What the two arms show.
#[derive(Clone, Debug, PartialEq, Pack)]
pub struct Uplift {
    pub origin: Origin,
    /// Level of every interval.
    pub level: f64,
    pub treatment: Proportion,
    pub control: Proportion,
    /// Journeys in scope of neither arm.
    pub neither: u32,
    /// Conversion rates, treatment first, with Newcombe's hybrid score interval.
    pub rate: Compared,
    /// Treatment's rate over control's, less 1; `None` where control's is 0.
    pub relative: Option<f64>,
    /// By Donner and Zou's ratio of the same score intervals, less 1.
    pub relative_interval: Option<Interval>,
    /// Value per journey in currency units, that of a journey without conversion being 0, with Welch's interval. `None` in
    /// an arm where the value of a conversion is not known.
    pub value: Compared,
    /// Conversions of both arms whose value is not known.
    pub without_value: u32,
    /// Covariate by covariate, as they were given.
    pub balance: Vec<Balance>,
}

/// What is counted of an arm.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    journeys: Proportion,
    amounts: Amounts,
    without_value: u32,
}

impl Uplift {
    /// Compares the arms. Covariates are by journey, like `cases`; `level` is above 0 and below 1.
    pub fn of(origin: Origin, cases: &[Case], covariates: &[Covariate], level: f64) -> Uplift {
        let (treatment, control) = (Tally::of(cases, Arm::Treatment), Tally::of(cases, Arm::Control));
        let arms: Vec<Option<Arm>> = cases.iter().map(|case| case.arm).collect();
        let less_one = |of: Interval| Interval { level: of.level, lo: of.lo - 1.0, hi: of.hi - 1.0 };
        let rate = Compared::rates(treatment.journeys, control.journeys, level);
        let over = |(treated, control): (f64, f64)| (control > 0.0).then(|| treated / control - 1.0);
        Uplift {
            origin,
            level,
            treatment: treatment.journeys,
            control: control.journeys,
            neither: arms.iter().filter(|arm| arm.is_none()).count() as u32,
            rate,
            relative: rate.first.zip(rate.second).and_then(over),
            relative_interval: ratio(treatment.journeys, control.journeys, level).map(less_one),
            value: Compared::means(&treatment.valued(), &control.valued(), level),
            without_value: treatment.without_value + control.without_value,
            balance: covariates.iter().flat_map(|covariate| Balance::of(&arms, covariate)).collect(),
        }
    }

    /// Whether there are fewer than [`FEWEST_JOURNEYS`] in an arm, or fewer than [`FEWEST_OUTCOMES`] conversions or nulls
    /// in both together.
    pub fn is_too_few(&self) -> bool {
        let conversions = self.treatment.conversions + self.control.conversions;
        let nulls = self.treatment.nulls() + self.control.nulls();
        self.treatment.journeys.min(self.control.journeys) < FEWEST_JOURNEYS || conversions.min(nulls) < FEWEST_OUTCOMES
    }

    /// The characteristics in which the arms are not alike.
    pub fn imbalanced(&self) -> impl Iterator<Item = &Balance> {
        self.balance.iter().filter(|row| row.verdict == Verdict::Imbalanced)
    }

    /// The result in plain words; `arms` are those that name treatment and control.
    pub fn sentence(&self, arms: [&str; 2], style: NumberStyle) -> String {
        match (self.treatment.journeys, self.control.journeys) {
            (0, 0) => "No journey in scope is marked as treatment or control: there is nothing to compare.".to_owned(),
            (0, _) => "No journey in scope is marked as treatment: there is nothing to compare.".to_owned(),
            (_, 0) => "No journey in scope is marked as control: there is nothing to compare with.".to_owned(),
            _ if self.is_too_few() => format!("Too few journeys to tell: {}.", self.counts(arms, style)),
            _ => self.result(arms, style),
        }
    }

    /// What limits the result, in plain words.
    pub fn warning(&self, style: NumberStyle) -> String {
        let made = match self.origin {
            Origin::Synthetic => {
                "These journeys are synthetic: a difference restates the rules that they were made by. "
            }
            Origin::Observed => "",
        };
        format!("{made}{}", self.balance_warning(style))
    }

    fn counts(&self, [treatment, control]: [&str; 2], style: NumberStyle) -> String {
        let of = |arm: Proportion| {
            let conversions = style.count(arm.conversions, "conversion", "conversions");
            format!("{conversions} in {}", style.count(arm.journeys, "journey", "journeys"))
        };
        let (treated, held) = (of(self.treatment), of(self.control));
        format!("{treated} with treatment ({treatment}), {held} with control ({control})")
    }

    fn result(&self, [treatment, held]: [&str; 2], style: NumberStyle) -> String {
        let (Some(treated), Some(control), Some(difference), Some(interval)) =
            (self.rate.first, self.rate.second, self.rate.difference, self.rate.interval)
        else {
            return String::new();
        };
        let points = written::points(difference.abs(), style);
        let side = if difference < 0.0 { "fewer" } else { "more" };
        let told = match self.rate.is_told() {
            Some(true) => format!("{points} points {side}"),
            _ => format!("{points} points {side}, which chance alone can make"),
        };
        let interval = written::interval(interval, |end| written::points(end, style));
        format!(
            "{} of the journeys with treatment ({treatment}) converted and {} of those with control ({held}): {told} ({interval}). \
             Unless the treatment was assigned at random, this difference is not its effect.",
            style.percent(treated),
            style.percent(control),
        )
    }

    fn balance_warning(&self, style: NumberStyle) -> String {
        let limit = style.decimals(IMBALANCE, 1);
        let mut names = covariates(self.imbalanced());
        let compared = covariates(self.balance.iter().filter(|row| row.verdict != Verdict::NotTold)).len();
        let more = names.len().saturating_sub(NAMED);
        names.truncate(NAMED);
        let more = (more > 0).then(|| format!("{more} more"));
        names.extend(more.as_deref());
        if self.balance.is_empty() {
            return "No column of what was before the treatment can be compared: nothing tells whether the arms were alike."
                .to_owned();
        }
        match (names.is_empty(), compared > 0) {
            (false, _) => format!(
                "The arms were not alike before: they differ in {} by more than {limit} standard deviations, and the \
                 difference in conversions can come from that.",
                list(&names)
            ),
            (true, true) => format!(
                "In {} the arms differ by {limit} standard deviations at most; they can differ in what the file does \
                 not hold.",
                style.count(compared as u32, "covariate that was compared", "covariates that were compared")
            ),
            (true, false) => {
                "Nothing is known of the journeys before the treatment, so that nothing tells whether the arms \
                 were alike."
                    .to_owned()
            }
        }
    }
}

/// The covariates of rows, each once.
fn covariates<'a>(rows: impl Iterator<Item = &'a Balance>) -> Vec<&'a str> {
    let mut names: Vec<&str> = rows.map(|row| row.covariate.as_str()).collect();
    names.dedup();
    names
}

impl Tally {
    fn of(cases: &[Case], arm: Arm) -> Tally {
        let mut tally = Tally::default();
        for case in cases.iter().filter(|case| case.arm == Some(arm)) {
            tally.journeys.journeys += 1;
            let Some(conversion) = case.outcome.conversion() else { continue };
            tally.journeys.conversions += 1;
            match conversion.value {
                Some(value) => tally.amounts.add(value),
                None => tally.without_value += 1,
            }
        }
        tally
    }

    /// The value of every journey; of none where one is not known.
    fn valued(&self) -> Amounts {
        let mut amounts = self.amounts;
        amounts.add_many(Default::default(), self.journeys.nulls());
        if self.without_value == 0 { amounts } else { Amounts::default() }
    }
}

#[cfg(test)]
mod tests;
