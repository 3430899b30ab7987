//! Arms of which the figures are known.

use super::*;
use crate::domain::{journey::Conversion, lead::Cents, study::balance::Characteristic};

/// So many journeys of an arm, of which so many converted, each of this value in dollars.
fn cases(arm: Option<Arm>, conversions: u32, journeys: u32, value: Option<i64>) -> Vec<Case> {
    let conversion = Conversion { value: value.map(|value| Cents(100 * value)) };
    (0..journeys).map(|at| Case { arm, outcome: Outcome::of((at < conversions).then_some(conversion)) }).collect()
}

fn both(treatment: (u32, u32), control: (u32, u32)) -> Vec<Case> {
    let treated = cases(Some(Arm::Treatment), treatment.0, treatment.1, Some(20));
    let control = cases(Some(Arm::Control), control.0, control.1, Some(10));
    [treated, control, cases(None, 1, 3, None)].concat()
}

fn of(cases: &[Case]) -> Uplift {
    Uplift::of(Origin::Observed, cases, &[], 0.95)
}

/// To the four decimals that are printed.
fn near(of: Option<Interval>, lo: f64, hi: f64) {
    let of = of.expect("an interval");
    assert!((of.lo - lo).abs() < 5.1e-5 && (of.hi - hi).abs() < 5.1e-5, "{of:?}");
}

#[test]
fn newcombes_first_example() {
    let uplift = of(&both((56, 70), (48, 80)));
    assert_eq!((uplift.treatment.nulls(), uplift.control.nulls(), uplift.neither), (14, 32, 3));
    assert!((uplift.rate.difference.expect("a difference") - 0.2).abs() < 1e-15);
    near(uplift.rate.interval, 0.0524, 0.3339);
    assert!((uplift.relative.expect("a ratio") - 1.0 / 3.0).abs() < 1e-15);
    near(uplift.relative_interval, 0.07829, 0.66292);
    assert_eq!(
        uplift.sentence(["new", "old"], NumberStyle::default()),
        "80.0 % of the journeys with treatment (new) converted and 60.0 % of those with control (old): 20.0 points more \
         (95 % interval 5.2 to 33.4). Unless the treatment was assigned at random, this difference is not its effect."
    );
}

#[test]
fn a_difference_that_chance_can_make_is_said_to_be_one() {
    let sentence =
        of(&both((10, 50), (12, 50))).sentence(["new", "old"], NumberStyle { decimal: ',', ..NumberStyle::PLAIN });
    assert!(sentence.contains("20,0 % of the journeys with treatment (new)"), "{sentence}");
    assert!(sentence.contains(": 4,0 points fewer, which chance alone can make (95 % interval -"), "{sentence}");
}

#[test]
fn value_per_journey_counts_journeys_without_conversion() {
    let uplift = of(&both((56, 70), (48, 80)));
    // 56 x 20 / 70 and 48 x 10 / 80.
    assert_eq!((uplift.value.first, uplift.value.second, uplift.value.difference), (Some(16.0), Some(6.0), Some(10.0)));
    // Variances 400 x .8 x .2 x 70/69 and 100 x .6 x .4 x 80/79; t of 111.18 degrees of freedom is 1.981531.
    let half = 1.981_531 * (64.0 / 69.0 + 24.0 / 79.0_f64).sqrt();
    let interval = uplift.value.interval.expect("enough journeys");
    assert!((interval.lo - (10.0 - half)).abs() < 1e-5 && (interval.hi - (10.0 + half)).abs() < 1e-5, "{interval:?}");
}

#[test]
fn one_conversion_without_value_leaves_its_arm_without_a_mean() {
    let mut cases = both((56, 70), (48, 80));
    cases.extend(self::cases(Some(Arm::Treatment), 1, 1, None));
    let uplift = of(&cases);
    assert_eq!((uplift.value.first, uplift.value.second, uplift.value.interval), (None, Some(6.0), None));
    assert_eq!(uplift.without_value, 1);
}

#[test]
fn too_few_is_an_answer() {
    let is_too_few = |treatment, control| of(&both(treatment, control)).is_too_few();
    assert!(is_too_few((5, 9), (50, 100)));
    assert!(!is_too_few((5, 10), (50, 100)));
    assert!(is_too_few((1, 10), (3, 100)));
    assert!(!is_too_few((0, 10), (5, 100)));
    assert!(is_too_few((10, 10), (96, 100)));
    assert!(!is_too_few((10, 10), (95, 100)));
    assert_eq!(
        of(&both((1, 10), (3, 100))).sentence(["new", "old"], NumberStyle::default()),
        "Too few journeys to tell: 1 conversion in 10 journeys with treatment (new), 3 conversions in 100 journeys with control (old)."
    );
}

#[test]
fn without_control_there_is_nothing_to_compare_with() {
    let uplift = of(&cases(Some(Arm::Treatment), 5, 20, None));
    assert_eq!((uplift.rate.difference, uplift.relative, uplift.relative_interval), (None, None, None));
    assert_eq!(
        uplift.sentence(["new", "old"], NumberStyle::default()),
        "No journey in scope is marked as control: there is nothing to compare with."
    );
    assert!(
        of(&[])
            .sentence(["new", "old"], NumberStyle::default())
            .starts_with("No journey in scope is marked as treatment or control")
    );
}

#[test]
fn a_rate_of_0_has_no_ratio() {
    let uplift = of(&both((10, 20), (0, 20)));
    assert_eq!((uplift.relative, uplift.relative_interval), (None, None));
    assert!(uplift.rate.interval.is_some());
}

#[test]
fn the_warning_names_what_differs() {
    let cases = both((10, 20), (8, 20));
    let arms = |treated: f64, control: f64| -> Vec<Option<f64>> {
        let figure = |at: usize, case: &Case| match case.arm {
            Some(Arm::Treatment) => treated + (at % 2) as f64,
            _ => control + (at % 2) as f64,
        };
        cases.iter().enumerate().map(|(at, case)| Some(figure(at, case))).collect()
    };
    let (alike, other) = (arms(3.0, 3.0), arms(3.0, 4.0));
    let same = Covariate::Numeric { name: "age", figures: &alike };
    let differs = ["size", "income", "risk", "roof"].map(|name| Covariate::Numeric { name, figures: &other });
    let warning = |covariates: &[Covariate]| {
        Uplift::of(Origin::Observed, &cases, covariates, 0.9).warning(NumberStyle::default())
    };
    assert_eq!(
        warning(&[]),
        "No column of what was before the treatment can be compared: nothing tells whether the arms were alike."
    );
    assert_eq!(
        warning(&[same]),
        "In 1 covariate that was compared the arms differ by 0.1 standard deviations at most; they can differ in what the \
         file does not hold."
    );
    assert_eq!(
        warning(&[same, differs[0]]),
        "The arms were not alike before: they differ in size by more than 0.1 standard deviations, and the difference in \
         conversions can come from that."
    );
    let unknown = vec![None; cases.len()];
    let unknown = Covariate::Numeric { name: "roof", figures: &unknown };
    assert!(warning(&[unknown]).starts_with("In 1 covariate "));
    assert!(warning(&[same, unknown]).starts_with("In 2 covariates "));
    assert!(warning(&differs).contains("they differ in size, income, risk and 1 more by more than"));
    let uplift = Uplift::of(Origin::Synthetic, &cases, &[same], 0.9);
    assert!(uplift.warning(NumberStyle::default()).starts_with("These journeys are synthetic: "));
    assert_eq!(uplift.balance[0].characteristic, Characteristic::Mean);
}

#[test]
fn the_result_is_read_back_from_its_bytes() {
    let cases = both((56, 70), (48, 80));
    let figures: Vec<Option<f64>> = (0..cases.len()).map(|at| (at % 7 > 0).then_some(at as f64)).collect();
    let uplift = Uplift::of(Origin::Observed, &cases, &[Covariate::Numeric { name: "age", figures: &figures }], 0.95);
    assert_eq!(crate::pack::unpacked::<Uplift>(&crate::pack::packed(&uplift)), Ok(uplift));
}
