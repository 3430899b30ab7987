//! Tables of a lab of two repetitions, by hand.

use super::*;
use crate::{
    domain::{
        attribution::model::Settings,
        lab::{Knobs, marks::Repetition, truths::Truths, verdict::Verdict},
    },
    handout::PlainNumbers,
    sheet::NOT_DEFINED,
};

/// Two repetitions of ten conversions, in which every model gives a 60 and 70 %, but last touch 80 and 90 %.
fn findings() -> LabFindings {
    let truths = Truths {
        channels: ["a", "b"].map(str::to_owned).into(),
        journeys: 100,
        all: 12.0,
        none: 2.0,
        incremental: vec![7.0, 0.0],
        fair: vec![8.0, 2.0],
        simulated: None,
    };
    let repetition = |of_all: f64, of_last: f64| {
        let share = |model: Model| if model == Model::LastTouch { of_last } else { of_all };
        let shares = Model::ALL.map(|model| Some(vec![share(model), 1.0 - share(model)]));
        Repetition { conversions: 10, attributed: 10, shares: shares.into(), intervals: vec![None; Model::ALL.len()] }
    };
    let repetitions = [repetition(0.6, 0.8), repetition(0.7, 0.9)];
    let no_shares = vec![None; Model::ALL.len()];
    let half = Truths { journeys: 50, fair: vec![4.0, 1.0], incremental: vec![3.5, 0.0], ..truths.clone() };
    LabFindings {
        playbook: "by hand".to_owned(),
        knobs: Knobs::default(),
        largest: SizeMarks::of(&truths, &no_shares, &repetitions, 1),
        smaller: vec![SizeMarks::of(&half, &no_shares, &repetitions[1..], 2)],
        verdict: Verdict::of(&truths, &repetitions),
        seed: 7,
        replicates: 0,
        level: 0.9,
        own_leads: 100_000,
        alpha: 0.5,
        settings: Settings::default(),
        truths,
    }
}

fn written(sheet: &Sheet, row: usize) -> Vec<String> {
    let cells = sheet.rows[row].iter().enumerate();
    cells.map(|(at, cell)| sheet.write(at, cell, &PlainNumbers::default())).collect()
}

#[test]
fn truths_stand_beside_mean_credit() {
    let sheet = truths(&findings(), NumberStyle::default());
    let names: Vec<&str> = sheet.columns.iter().map(|column| column.name.as_str()).collect();
    assert_eq!(names[..5], ["Channel", "Incremental", "Fair share", "First touch", "Last touch"]);
    assert_eq!(written(&sheet, 0)[..5], ["a", "7.00", "8.00", "6.50", "8.50"]);
    assert_eq!(written(&sheet, 2)[..4], ["Would have happened anyway", NOT_DEFINED, "2.00", NOT_DEFINED]);
    assert!(sheet.title.contains("100 synthetic journeys"));
    // By fair share, 8, 2 and 2: what would have happened anyway stays the last.
    assert_eq!([false, true].map(|descending| sheet.order(2, descending)), [[1, 0, 2], [0, 1, 2]]);
    assert_eq!(sheet.order(0, true), [1, 0, 2]);
    assert!(sheet.note.contains("sum to all 12.0 expected conversions"), "{}", sheet.note);
}

#[test]
fn models_stand_in_the_order_of_their_share_errors() {
    let sheet = marks(&findings(), NumberStyle::default());
    // Errors 0 and .1 of .8: mean .05, error .05. All others .2 and .1.
    assert_eq!(written(&sheet, 0)[..3], ["Last touch", "5.0\u{a0}%", "5.0\u{a0}%"]);
    assert_eq!(written(&sheet, 1)[..3], ["First touch", "15.0\u{a0}%", "5.0\u{a0}%"]);
    assert_eq!(written(&sheet, 16)[..2], ["Participation", NOT_DEFINED]);
    assert!(sheet.note.contains("2 repetitions") && sheet.note.contains("1 without a conversion"), "{}", sheet.note);
}

#[test]
fn bias_and_coverage_have_a_row_a_size_model_and_channel() {
    let of = findings();
    let all: Vec<&SizeMarks> = of.sizes().collect();
    let sheet = bias(&of, &all);
    assert_eq!(sheet.rows.len(), 2 * 2 * Model::ALL.len());
    // A single credit of 7 less 3.5 and less 4: no standard error.
    let [none, few] = [NOT_DEFINED, "50"];
    assert_eq!(written(&sheet, 0), ["First touch", "a", few, "7.00", none, "3.50", none, "3.00", none]);
    let sheet = bias(&of, &all[1..]);
    assert_eq!(sheet.rows.len(), 2 * Model::ALL.len());
    // Credits 6 and 7 of 8 and of 7: error .5.
    let expected = ["First touch", "a", "100", "6.50", "0.50", "-0.50", "0.50", "-1.50", "0.50"];
    assert_eq!(written(&sheet, 0), expected);
    let sheet = coverage(&of, &all, NumberStyle::default());
    assert_eq!(written(&sheet, 0), ["First touch", "a", "50", none, none, none]);
    assert_eq!(written(&sheet, 2 * Model::ALL.len()), ["First touch", "a", "100", none, none, none]);
}

#[test]
fn marks_by_journeys_have_a_row_a_model_and_size() {
    let sizes = sizes(&findings());
    assert_eq!(sizes.rows.len(), 2 * Model::ALL.len());
    // .9 of .8 in the one repetition.
    let [error, none] = ["10.0\u{a0}%", NOT_DEFINED];
    assert_eq!(written(&sizes, 0), ["Last touch", "50", error, none, "1.00", none, none, none, "2"]);
    let error = "5.0\u{a0}%";
    assert_eq!(written(&sizes, 1), ["Last touch", "100", error, error, "1.00", "0.00", none, none, "1"]);
}
