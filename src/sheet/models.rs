//! Every model side by side, and how much hangs on the choice.

use super::{
    Column,
    Form::{Decimal, Percent, Text},
    RestsOn, Sheet, ends, number, text,
};
use crate::{
    domain::comparison::{Comparison, Sweep},
    export::table::Cell,
};

/// A row a model and channel.
pub fn shares(comparison: &Comparison) -> Sheet {
    let columns =
        [("Model", Text), ("Channel", Text), ("Share", Percent), ("Share from", Percent), ("Share to", Percent)];
    let mut sheet = Sheet::new("Shares by model", String::new(), &columns);
    for model in &comparison.models {
        for (at, channel) in comparison.channels.iter().enumerate() {
            let mut row = vec![text(model.model.title()), text(channel)];
            row.push(number(model.shares.as_ref().map(|shares| shares[at])));
            row.extend(ends(model.intervals.get(at).copied().flatten()));
            sheet.rows.push(row);
        }
    }
    sheet.rests_on = RestsOn::ModelByRow;
    sheet.note = "Participation's shares are parts of no sum.".to_owned();
    sheet
}

/// The hybrid at each step of alpha, or of the strength of the context weights.
pub fn sweep(comparison: &Comparison, sweep: &Sweep, title: &str, setting: &str) -> Sheet {
    let mut sheet = Sheet::new(title, String::new(), &[(setting, Decimal)]);
    sheet.columns.extend(comparison.channels.iter().map(|name| Column { name: name.clone(), form: Percent }));
    let row = |(at, shares): (&f64, &Vec<f64>)| {
        std::iter::once(at).chain(shares).map(|figure| Cell::Number(*figure)).collect()
    };
    sheet.rows = sweep.steps.iter().zip(&sweep.shares).map(row).collect();
    sheet
}

/// Which order of the chain predicts best.
pub fn orders(comparison: &Comparison) -> Option<Sheet> {
    let choice = comparison.order_choice.as_ref()?;
    let columns =
        [("Order", Text), ("Held-out loss", Decimal), ("Standard error", Decimal), ("AUC", Decimal), ("Choice", Text)];
    let mut sheet = Sheet::new("Orders of the Markov chain", String::new(), &columns);
    sheet.rows = choice
        .scores
        .iter()
        .map(|score| {
            let chosen = if score.order == choice.chosen { "chosen" } else { "" };
            vec![
                Cell::Text(score.order.to_string()),
                Cell::Number(score.loss),
                Cell::Number(score.standard_error),
                number(score.auc),
                text(chosen),
            ]
        })
        .collect();
    Some(sheet)
}

/// Everything that can be taken along of a comparison.
pub fn all(comparison: &Comparison) -> Vec<Sheet> {
    let mut sheets = vec![shares(comparison)];
    let alpha = comparison.alpha_sweep.as_ref();
    sheets.extend(alpha.map(|of| sweep(comparison, of, "The hybrid's shares over alpha", "Alpha")));
    let lambda = comparison.lambda_sweep.as_ref();
    sheets.extend(lambda.map(|of| sweep(comparison, of, "The hybrid's shares over lambda", "Lambda")));
    sheets.extend(orders(comparison));
    sheets
}
