//! How alike two arms were before the treatment: standardised mean differences (Austin 2009, "Balance diagnostics for
//! comparing the distribution of baseline covariates between treatment groups in propensity-score matched samples",
//! Statistics in Medicine 28:3083).

use crate::{domain::sorting, pack::Pack};

use super::uplift::Arm;

/// A standardised difference beyond this, on either side of 0, is an imbalance (Austin 2009).
pub const IMBALANCE: f64 = 0.1;

/// What is known of every journey before its treatment, by journey.
#[derive(Clone, Copy, Debug)]
pub enum Covariate<'a> {
    /// `None`, and what is no finite number, is not known.
    Numeric { name: &'a str, figures: &'a [Option<f64>] },
    /// The number of each journey's word, from 1; 0 where it has none.
    Categorical { name: &'a str, words: &'a [String], numbers: &'a [u32] },
}

/// One characteristic in both arms.
#[derive(Clone, Debug, PartialEq, Pack)]
pub struct Balance {
    pub covariate: String,
    pub characteristic: Characteristic,
    /// The mean, or the part of the journeys, in each arm; `None` where nothing is known there.
    pub treatment: Option<f64>,
    pub control: Option<f64>,
    /// Treatment less control, over the root of the mean of the two variances: s² of numbers, p (1 - p) of parts. `None`
    /// where nothing varies or is known.
    pub standardised_difference: Option<f64>,
    pub verdict: Verdict,
}

/// What is compared of a covariate.
#[derive(Clone, Debug, PartialEq, Eq, Pack)]
pub enum Characteristic {
    /// The mean of a numeric covariate, of the journeys whose number is known.
    Mean,
    /// Part of the journeys that have this word.
    Word(String),
    /// Part of the journeys of which it is not known.
    Unknown,
}

/// Whether the arms are alike in a characteristic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Pack)]
pub enum Verdict {
    Balanced,
    /// Beyond [`IMBALANCE`], or other without varying in either arm.
    Imbalanced,
    /// An arm has too little for it: no journey, or fewer than two known numbers.
    NotTold,
}

/// What an arm has of a characteristic: a mean and a variance.
type Spread = Option<(f64, f64)>;

impl Balance {
    /// The rows of a covariate: its mean, or its words in the order of their numbers, and what is not known where anything
    /// is not. `arms` are by journey, like the covariate.
    pub(super) fn of(arms: &[Option<Arm>], covariate: &Covariate) -> Vec<Balance> {
        match covariate {
            Covariate::Numeric { name, figures } => numeric(arms, name, figures),
            Covariate::Categorical { name, words, numbers } => categorical(arms, name, words, numbers),
        }
    }

    fn between(covariate: &str, characteristic: Characteristic, treatment: Spread, control: Spread) -> Balance {
        let both = treatment.zip(control);
        let standardised = both.and_then(|((a, of_a), (b, of_b))| {
            let pooled = ((of_a + of_b) / 2.0).sqrt();
            (pooled > 0.0).then(|| (a - b) / pooled)
        });
        let verdict = match (both, standardised) {
            (None, _) => Verdict::NotTold,
            (_, Some(difference)) if difference.abs() > IMBALANCE => Verdict::Imbalanced,
            (Some(((a, _), (b, _))), None) if a != b => Verdict::Imbalanced,
            _ => Verdict::Balanced,
        };
        Balance {
            covariate: covariate.to_owned(),
            characteristic,
            treatment: treatment.map(|(mean, _)| mean),
            control: control.map(|(mean, _)| mean),
            standardised_difference: standardised,
            verdict,
        }
    }
}

fn numeric(arms: &[Option<Arm>], name: &str, figures: &[Option<f64>]) -> Vec<Balance> {
    let known = |arm: Arm| {
        let of_arm = arms.iter().zip(figures).filter(|(of, _)| **of == Some(arm));
        let (mut known, mut unknown) = (Vec::new(), 0);
        for (_, figure) in of_arm {
            match figure.filter(|figure| figure.is_finite()) {
                Some(figure) => known.push(figure),
                None => unknown += 1,
            }
        }
        // In the order of the numbers, so that the order of rows changes no sum.
        sorting::sort_floats(&mut known);
        (known, unknown)
    };
    let ((treatment, no_treatment), (control, no_control)) = (known(Arm::Treatment), known(Arm::Control));
    let mut rows = vec![Balance::between(name, Characteristic::Mean, moments(&treatment), moments(&control))];
    if no_treatment + no_control > 0 {
        let part = |unknown: usize, known: &[f64]| indicator(unknown, unknown + known.len());
        let (treatment, control) = (part(no_treatment, &treatment), part(no_control, &control));
        rows.push(Balance::between(name, Characteristic::Unknown, treatment, control));
    }
    rows
}

fn categorical(arms: &[Option<Arm>], name: &str, words: &[String], numbers: &[u32]) -> Vec<Balance> {
    // By number, in treatment and in control; a number without a word is as none.
    let mut counts = vec![(0_usize, 0_usize); words.len() + 1];
    for (arm, number) in arms.iter().zip(numbers) {
        let word = if *number as usize <= words.len() { *number as usize } else { 0 };
        match arm {
            Some(Arm::Treatment) => counts[word].0 += 1,
            Some(Arm::Control) => counts[word].1 += 1,
            None => {}
        }
    }
    let (treated, controls) = counts.iter().fold((0, 0), |sum, count| (sum.0 + count.0, sum.1 + count.1));
    let row = |(treatment, control): (usize, usize), characteristic: Characteristic| {
        let occurs = treatment + control > 0;
        let (treatment, control) = (indicator(treatment, treated), indicator(control, controls));
        occurs.then(|| Balance::between(name, characteristic, treatment, control))
    };
    let known =
        words.iter().zip(&counts[1..]).filter_map(|(word, count)| row(*count, Characteristic::Word(word.clone())));
    known.chain(row(counts[0], Characteristic::Unknown)).collect()
}

/// Mean and sample variance of numbers; `None` of fewer than two.
fn moments(sorted: &[f64]) -> Spread {
    let count = sorted.len() as f64;
    let mean = sorted.iter().sum::<f64>() / count;
    let squares: f64 = sorted.iter().map(|figure| (figure - mean) * (figure - mean)).sum();
    (sorted.len() > 1).then(|| (mean, squares / (count - 1.0)))
}

/// A part and its variance; `None` of nothing.
fn indicator(count: usize, of: usize) -> Spread {
    let part = count as f64 / of as f64;
    (of > 0).then_some((part, part * (1.0 - part)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ARMS: [Option<Arm>; 9] = [
        Some(Arm::Treatment),
        Some(Arm::Treatment),
        Some(Arm::Treatment),
        Some(Arm::Treatment),
        Some(Arm::Control),
        Some(Arm::Control),
        Some(Arm::Control),
        Some(Arm::Control),
        None,
    ];

    fn near(figure: Option<f64>, expected: f64) -> bool {
        figure.is_some_and(|figure| (figure - expected).abs() < 1e-12)
    }

    #[test]
    fn numbers_differ_over_the_root_of_their_mean_variance() {
        let figures = [1.0, 2.0, 3.0, f64::NAN, 4.0, 6.0, 8.0, 10.0, 1e9].map(Some);
        let rows = Balance::of(&ARMS, &Covariate::Numeric { name: "age", figures: &figures });
        // Means 2 and 7, variances 1 and 20/3: -5 / sqrt(23/6).
        assert!(near(rows[0].standardised_difference, -5.0 / (23.0_f64 / 6.0).sqrt()), "{rows:?}");
        assert_eq!((rows[0].treatment, rows[0].control), (Some(2.0), Some(7.0)));
        assert_eq!(rows[0].verdict, Verdict::Imbalanced);
        // One of four is not known against none: 1/4 over the root of half of 3/16.
        assert_eq!(rows[1].characteristic, Characteristic::Unknown);
        assert!(near(rows[1].standardised_difference, 0.25 / (3.0_f64 / 32.0).sqrt()));
    }

    #[test]
    fn words_differ_indicator_by_indicator() {
        let words = ["north", "south", "unused"].map(str::to_owned);
        let numbers = [1, 1, 1, 2, 1, 1, 2, 0, 2];
        let rows = Balance::of(&ARMS, &Covariate::Categorical { name: "region", words: &words, numbers: &numbers });
        let of = |row: &Balance| row.characteristic.clone();
        assert_eq!(
            rows.iter().map(of).collect::<Vec<_>>(),
            [Characteristic::Word("north".into()), Characteristic::Word("south".into()), Characteristic::Unknown]
        );
        // 3/4 against 2/4: 1/4 over the root of (3/16 + 4/16) / 2.
        assert!(near(rows[0].standardised_difference, 0.25 / (7.0_f64 / 32.0).sqrt()));
        assert_eq!((rows[1].standardised_difference, rows[1].verdict), (Some(0.0), Verdict::Balanced));
        assert!(near(rows[2].standardised_difference, -0.25 / (3.0_f64 / 32.0).sqrt()));
    }

    #[test]
    fn what_does_not_vary_has_no_standardised_difference_but_can_differ() {
        let check = |figures: [f64; 9], verdict| {
            let rows = Balance::of(&ARMS, &Covariate::Numeric { name: "age", figures: &figures.map(Some) });
            assert_eq!((rows[0].standardised_difference, rows[0].verdict), (None, verdict));
        };
        check([5.0; 9], Verdict::Balanced);
        check([5.0, 5.0, 5.0, 5.0, 6.0, 6.0, 6.0, 6.0, 0.0], Verdict::Imbalanced);
        check([5.0, 5.0, 5.0, 5.0, 6.0, f64::NAN, f64::NAN, f64::NAN, 0.0], Verdict::NotTold);
    }

    #[test]
    fn the_line_is_at_a_tenth() {
        let row = |difference| Balance::between("x", Characteristic::Mean, Some((difference, 1.0)), Some((0.0, 1.0)));
        assert_eq!((row(0.1).verdict, row(-0.1).verdict), (Verdict::Balanced, Verdict::Balanced));
        assert_eq!((row(0.1001).verdict, row(-0.1001).verdict), (Verdict::Imbalanced, Verdict::Imbalanced));
    }
}
