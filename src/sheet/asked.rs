//! What was asked beside the scope, as it is handed over: two scopes, treatment against control, costs and another budget.
//! Each is a few sheets under one sentence, with what is compared and what is assumed.

use super::{RestsOn, Sheet, money, sides};
use crate::{
    chart::Drawing,
    domain::{
        study::{
            budget::{Economics, Shift},
            difference::Difference,
            uplift::Uplift,
        },
        words::NumberStyle,
    },
    engine::study::Arms,
    handout::{Numbers, Section},
};

/// What a response of credit to spend takes for granted.
pub const ASSUMED: &str = "Assumed: a channel's credit grows with its spend to the power of one elasticity, the same for all. \
    The data does not tell it, and credit is no effect: this is what the model would say, not what would happen. The intervals \
    hold the shares' sampling error alone, given the conversions that there were; that of all is made as if all channels erred \
    to one side.";

/// Why participation has no costs per conversion.
pub const OF_NO_SUM: &str =
    "Participation's credits are parts of no sum: choose another model to see what a conversion cost.";

/// What a difference between the arms says, and what not.
pub const OF_ARMS: &str = "Only random assignment makes a difference of rates an effect; where the groups differed before, the \
    difference may be theirs.";

/// How two scopes are compared.
pub const OF_SIDES: &str = "Both scopes are attributed by the same model and settings, with draws of their own. The interval of a \
    share's difference is that of the replicates' differences; where the scopes have journeys in common it is too wide, and that \
    is said. Rates are compared by Newcombe's interval, values by Welch's.";

/// Instead of a comparison of a scope with itself.
pub const SAME_SCOPE: &str = "A and B are the same scope: nothing to compare.";

/// Sheets that belong together.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    pub title: String,
    /// One sentence, made of the figures.
    pub message: String,
    pub sheets: Vec<Sheet>,
    /// What is compared beside the scope, behind which it stands in files; may be empty.
    pub compared: String,
    /// The same as a sentence of its own, with the reader's figures; may be empty.
    pub told: String,
    /// How the figures are made and what they assume.
    pub assumed: &'static str,
}

impl Asked {
    /// The scope against another one, which `a` and `b` tell in words.
    pub fn against(of: &Difference, a: &str, b: &str, style: NumberStyle) -> Asked {
        Asked {
            title: "Scope A against scope B".to_owned(),
            message: std::iter::once(of.headline(style)).chain(of.overlap(style)).collect::<Vec<_>>().join(" "),
            sheets: std::iter::once(sides::shares(of, style)).chain(sides::totals(of, style)).collect(),
            compared: compared_scopes(b),
            told: format!("A: {a}; B: {b}."),
            assumed: OF_SIDES,
        }
    }

    /// Treatment against control: the difference, and how alike the arms were before where anything is known of it.
    pub fn uplift(arms: &Arms, of: &Uplift, style: NumberStyle) -> (Asked, Option<Asked>) {
        let (rates, balance) = (sides::arms(arms, of, style), sides::balance(arms, of, style));
        let compared = compared_arms(arms);
        let told = format!("Compared: {compared}.");
        (
            Asked {
                title: "Treatment against control".to_owned(),
                message: rates.message.clone(),
                sheets: std::iter::once(rates).chain(sides::uplift(arms, of, style)).collect(),
                compared: compared.clone(),
                told: told.clone(),
                assumed: OF_ARMS,
            },
            balance.map(|balance| Asked {
                title: balance.title.clone(),
                message: balance.message.clone(),
                sheets: vec![balance],
                compared,
                told,
                assumed: "",
            }),
        )
    }

    /// What conversions cost.
    pub fn costs(of: &Economics, style: NumberStyle) -> Asked {
        let sheet = money::costs(of, style);
        Asked {
            title: sheet.title.clone(),
            message: sheet.message.clone(),
            sheets: vec![sheet],
            compared: String::new(),
            told: String::new(),
            assumed: "",
        }
    }

    /// What another budget would mean; where none was asked for, how credit would answer to spend.
    pub fn shift(of: &Shift, style: NumberStyle) -> Asked {
        let sheet = money::shift(of, style);
        let message = match of.channels.iter().any(|of| of.spend_after != of.spend_before) {
            true => sheet.message.clone(),
            false => "How credit would answer to spend under the assumed elasticity: no spend is changed.".to_owned(),
        };
        Asked {
            title: sheet.title.clone(),
            message,
            sheets: vec![sheet],
            compared: compared_spend(of),
            told: format!("Compared: {}.", told_spend(of, style)),
            assumed: ASSUMED,
        }
    }

    /// For the report: with the model in words and the level of the intervals.
    pub fn section(&self, model: &str, level: f64, drawing: Option<Drawing>, numbers: &dyn Numbers) -> Section {
        let rests_on = [RestsOn::Model, RestsOn::ModelByRow, RestsOn::Counts];
        let most = rests_on.into_iter().find(|of| self.sheets.iter().any(|sheet| sheet.rests_on == *of));
        let basis = most.map_or(String::new(), |of| of.words(model, level));
        let notes = self.sheets.iter().map(|sheet| sheet.note.as_str()).chain([self.assumed]);
        let words = [self.told.as_str(), basis.as_str()].into_iter().chain(notes);
        Section {
            title: self.title.clone(),
            message: self.message.clone(),
            drawing,
            tables: self.sheets.iter().map(|sheet| (sheet.title.clone(), sheet.handout(numbers))).collect(),
            note: words.filter(|words| !words.is_empty()).collect::<Vec<_>>().join(" "),
        }
    }
}

/// What is compared where B is this scope.
pub fn compared_scopes(b: &str) -> String {
    format!("that is A; B: {b}")
}

/// The same of the arms.
pub fn compared_arms(Arms { by, treatment, control }: &Arms) -> String {
    format!("{}: {treatment} against {control}", by.words())
}

/// The same of another budget, in plain numbers: for files.
pub fn compared_spend(of: &Shift) -> String {
    spend_words(of, |number| number.to_string(), |amount| amount.to_string())
}

/// The same with the reader's figures: for the report.
pub fn told_spend(of: &Shift, style: NumberStyle) -> String {
    spend_words(of, |number| style.localised(&number.to_string()), |amount| style.money(amount, 2))
}

fn spend_words(of: &Shift, number: impl Fn(f64) -> String, amount: impl Fn(f64) -> String) -> String {
    let assumed = format!("elasticity {} assumed", number(of.elasticity.get()));
    let changed = of.channels.iter().filter(|of| of.spend_after != of.spend_before);
    let spend = changed.map(|of| match of.spend_after {
        Some(spend) => format!("{} at a spend of {}", of.channel, amount(spend)),
        None => format!("{} at a spend that is no amount", of.channel),
    });
    std::iter::once(assumed).chain(spend).collect::<Vec<_>>().join(", ")
}
