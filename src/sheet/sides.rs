//! Two scopes side by side, and treatment against control.

use super::{
    Form::{Decimal, Money, Percent, Points, Text, Whole},
    RestsOn, Sheet, ends, number, text, whole,
};
use crate::{
    domain::{
        study::{
            balance::{Characteristic, Verdict},
            compared::Compared,
            difference::Difference,
            uplift::Uplift,
        },
        words::NumberStyle,
    },
    engine::study::Arms,
    export::table::Cell,
};

/// Shares by channel in both scopes.
pub fn shares(of: &Difference, style: NumberStyle) -> Sheet {
    let columns = [
        ("Channel", Text),
        ("A", Percent),
        ("B", Percent),
        ("A less B, points", Points),
        ("From, points", Points),
        ("To, points", Points),
        ("Occurs in", Text),
    ];
    let mut sheet = Sheet::new("Shares in A and B", of.headline(style), &columns);
    sheet.rows = of
        .channels
        .iter()
        .map(|channel| {
            let mut row = vec![text(&channel.channel)];
            row.extend(compared(&channel.share));
            row.push(text(channel.word().unwrap_or_default()));
            row
        })
        .collect();
    sheet.note = of.cautions(style).join(" ");
    sheet
}

/// Rate, conversions and value of both. Of scopes with journeys in common the numbers of conversions tell nothing by their
/// difference, and are left out.
pub fn totals(of: &Difference, style: NumberStyle) -> Vec<Sheet> {
    let one = |title: &str, figure: &str, form, difference, compared_of: &Compared| {
        let columns = [
            ("Figure", Text),
            ("A", form),
            ("B", form),
            ("A less B", difference),
            ("From", difference),
            ("To", difference),
        ];
        let mut sheet = Sheet::new(title, of.headline(style), &columns);
        sheet.rows.push(std::iter::once(text(figure)).chain(compared(compared_of)).collect());
        sheet
    };
    let rate = one("Conversion rate in A and B", "Conversion rate; differences in points", Percent, Points, &of.rate);
    let conversions = one("Conversions in A and B", "Conversions", Decimal, Decimal, &of.conversions);
    let value = one("Value per conversion in A and B", "Value per conversion", Money, Money, &of.value_per_conversion);
    let conversions = (!of.overlaps()).then_some(conversions);
    [Some(rate), conversions, Some(value)].into_iter().flatten().collect()
}

/// Rates of the arms; how alike they were is said here where nothing of it can be tabled.
pub fn arms(named: &Arms, of: &Uplift, style: NumberStyle) -> Sheet {
    let columns =
        [("Arm", Text), ("Journeys", Whole), ("Conversions", Whole), ("Rate", Percent), ("Value per journey", Money)];
    let mut sheet =
        Sheet::counted("Treatment and control", of.sentence([&named.treatment, &named.control], style), &columns);
    let arm = |name: String, arm: crate::domain::study::proportion::Proportion, value: Option<f64>| {
        vec![Cell::Text(name), whole(arm.journeys), whole(arm.conversions), number(arm.rate()), number(value)]
    };
    sheet.rows =
        vec![arm(treatment(named), of.treatment, of.value.first), arm(control(named), of.control, of.value.second)];
    let neither = match of.neither {
        0 => "No journey in scope is in neither.".to_owned(),
        some => format!("{} in neither.", style.count(some, "journey in scope is", "journeys in scope are")),
    };
    let unknown = of.balance.is_empty().then(|| of.warning(style));
    sheet.note = std::iter::once(neither).chain(unknown).collect::<Vec<_>>().join(" ");
    sheet
}

/// The differences between the arms: of the rate in points, relative to control's rate, and of the value of a journey.
pub fn uplift(named: &Arms, of: &Uplift, style: NumberStyle) -> [Sheet; 3] {
    let one = |title: &str, form, figure: Option<f64>, interval| {
        let less = format!("{} less control ({})", treatment(named), named.control);
        let columns = [("Difference", Text), (less.as_str(), form), ("From", form), ("To", form)];
        let mut sheet = Sheet::new(title, of.sentence([&named.treatment, &named.control], style), &columns);
        sheet.rows.push(std::iter::once(text(title)).chain([number(figure)]).chain(ends(interval)).collect());
        sheet.rests_on = RestsOn::ModelByRow;
        sheet
    };
    let mut value = one("Uplift of the value per journey", Money, of.value.difference, of.value.interval);
    if of.without_value > 0 {
        let without = style.count(of.without_value, "conversion has", "conversions have");
        value.note = format!("{without} no known value.");
    }
    [
        one("Uplift of the rate, in points", Points, of.rate.difference, of.rate.interval),
        one("Uplift relative to control's rate", Percent, of.relative, of.relative_interval),
        value,
    ]
}

/// How alike the arms were before; `None` where nothing of it is known.
pub fn balance(named: &Arms, of: &Uplift, style: NumberStyle) -> Option<Sheet> {
    if of.balance.is_empty() {
        return None;
    }
    let (treated, held) = (treatment(named), control(named));
    let columns = [
        ("Covariate", Text),
        ("What is compared", Text),
        (treated.as_str(), Decimal),
        (held.as_str(), Decimal),
        ("Standardised difference", Decimal),
        ("Verdict", Text),
    ];
    let mut sheet = Sheet::counted("Balance of the arms", of.warning(style), &columns);
    sheet.rows = of
        .balance
        .iter()
        .map(|row| {
            let what = match &row.characteristic {
                Characteristic::Mean => "mean".to_owned(),
                Characteristic::Word(word) => format!("part with {word}"),
                Characteristic::Unknown => "part not known".to_owned(),
            };
            let verdict = match row.verdict {
                Verdict::Balanced => "balanced",
                Verdict::Imbalanced => "not balanced",
                Verdict::NotTold => "too little to tell",
            };
            vec![
                text(&row.covariate),
                Cell::Text(what),
                number(row.treatment),
                number(row.control),
                number(row.standardised_difference),
                text(verdict),
            ]
        })
        .collect();
    sheet.note = "Standardised differences beyond 0.1 on either side of 0 are an imbalance (Austin 2009).".to_owned();
    Some(sheet)
}

/// "Treatment (enterprise)".
fn treatment(named: &Arms) -> String {
    format!("Treatment ({})", named.treatment)
}

/// "Control (mid)".
fn control(named: &Arms) -> String {
    format!("Control ({})", named.control)
}

fn compared(of: &Compared) -> Vec<Cell> {
    let mut cells = vec![number(of.first), number(of.second), number(of.difference)];
    cells.extend(ends(of.interval));
    cells
}
