//! The truth lab: truths beside credit, the marks of the models, and the coverage of their intervals.

use super::{
    Column,
    Form::{self, Decimal, Percent, Text, Whole},
    RestsOn, Sheet, number, text, whole,
};
use crate::{
    domain::{
        attribution::model::Model,
        lab::{
            estimate::Estimate,
            findings::{LabFindings, SizeMarks},
            marks::{ChannelMarks, Marks},
            verdict::{CREDIT_IS_NOT_EFFECT, anyway},
        },
        words::{NumberStyle, count},
    },
    export::table::Cell,
};

/// Both truths of every channel beside each model's mean credit, in conversions; what would have happened anyway last.
pub fn truths(of: &LabFindings, style: NumberStyle) -> Sheet {
    let title = format!("Truth and mean credit, in conversions among {}", journeys(of));
    let columns = [("Channel", Text), ("Incremental", Decimal), ("Fair share", Decimal)];
    let mut sheet = sheet(title, anyway(&of.truths, style), &columns);
    sheet.columns.extend(of.largest.marks.iter().map(|marks| column(marks.model.title(), Decimal)));
    let row = |(at, channel): (usize, &String)| {
        let truths = [Cell::Number(of.truths.incremental[at]), Cell::Number(of.truths.fair[at])];
        let credits = of.largest.marks.iter().map(|marks| number(marks.channels[at].credit.map(|of| of.mean)));
        std::iter::once(text(channel)).chain(truths).chain(credits).collect()
    };
    sheet.rows = of.truths.channels.iter().enumerate().map(row).collect();
    let none = std::iter::repeat_n(Cell::None, of.largest.marks.len());
    let anyway = [text("Would have happened anyway"), Cell::None, Cell::Number(of.truths.none)];
    sheet.rows.push(anyway.into_iter().chain(none).collect());
    sheet.note = format!(
        "{} Fair shares and what would have happened anyway sum to all {} expected conversions; incremental truths need not. \
         Participation's credits are parts of no sum. {CREDIT_IS_NOT_EFFECT}",
        of.way(),
        written(of.truths.all, style),
    );
    sheet
}

/// A row a model, the least share error first.
pub fn marks(of: &LabFindings, style: NumberStyle) -> Sheet {
    let columns = [
        ("Model", Text),
        ("Share error", Percent),
        ("Share error, standard error", Percent),
        ("Rank correlation", Decimal),
        ("Rank correlation, standard error", Decimal),
        ("Coverage", Percent),
        ("Coverage, standard error", Percent),
        ("Repetitions", Whole),
    ];
    let mut sheet = sheet("Marks of the models".to_owned(), of.verdict.sentence(style), &columns);
    let row = |marks: &&Marks| {
        let mut row = vec![text(marks.model.title())];
        row.extend(figures(marks));
        row.push(whole(marks.repetitions));
        row
    };
    sheet.rows = ranked(of).iter().map(row).collect();
    sheet.note = format!(
        "Over {} of {}, whose leads are drawn anew; {} without a conversion to give credit for left out. The share error is \
         the part of the credit that stands at the wrong channels. Coverage is of the share that the model itself has in the \
         population, not of the truth.",
        count(of.largest.marked, "repetition", "repetitions"),
        journeys(of),
        of.largest.left_out,
    );
    sheet
}

/// A row a sample size, model and channel: mean credit less each truth, with standard errors.
pub fn bias(of: &LabFindings, sizes: &[&SizeMarks]) -> Sheet {
    let columns = [
        ("Credit", Decimal),
        ("Credit, standard error", Decimal),
        ("Less incremental", Decimal),
        ("Less incremental, standard error", Decimal),
        ("Less fair share", Decimal),
        ("Less fair share, standard error", Decimal),
    ];
    let figures =
        |of: &ChannelMarks| [of.credit, of.against_incremental, of.against_fair].into_iter().flat_map(both).collect();
    let mut sheet = by_channel(of, sizes, "Bias: mean credit less truth, in conversions", &columns, figures);
    sheet.note = "Credit and truths are conversions among the journeys of one sample of the size.".to_owned();
    sheet
}

/// A row a sample size, model and channel: how often the interval holds the share that the model itself has in the population.
pub fn coverage(of: &LabFindings, sizes: &[&SizeMarks]) -> Sheet {
    let columns = [("Own share", Percent), ("Coverage", Percent), ("Coverage, standard error", Percent)];
    let figures = |of: &ChannelMarks| std::iter::once(number(of.own_share)).chain(both(of.coverage)).collect();
    let mut sheet = by_channel(of, sizes, "Coverage of intervals", &columns, figures);
    sheet.note = format!(
        "Intervals of the Bayesian bootstrap at {:.0} %, {} each. A model's own share is that on {} other leads of the same \
         population.",
        100.0 * of.level,
        count(of.replicates, "replicate", "replicates"),
        of.own_leads
    );
    sheet
}

/// A row a model and sample size, as in [`marks`].
pub fn sizes(of: &LabFindings) -> Sheet {
    let columns = [
        ("Model", Text),
        ("Journeys", Whole),
        ("Share error", Percent),
        ("Share error, standard error", Percent),
        ("Rank correlation", Decimal),
        ("Rank correlation, standard error", Decimal),
        ("Coverage", Percent),
        ("Coverage, standard error", Percent),
        ("Repetitions left out", Whole),
    ];
    let mut sheet = sheet("Marks by journeys".to_owned(), String::new(), &columns);
    for marks in ranked(of) {
        let model = place(marks.model);
        sheet.rows.extend(of.sizes().map(|size| {
            let marks = &size.marks[model];
            let mut row = vec![text(marks.model.title()), whole(size.journeys)];
            row.extend(figures(marks));
            row.push(whole(size.left_out));
            row
        }));
    }
    sheet.note = "Smaller samples are the first journeys of the largest.".to_owned();
    sheet
}

/// The models by share error, the least first; those without one last.
pub fn ranked(of: &LabFindings) -> Vec<&Marks> {
    let mut ranked: Vec<&Marks> = of.largest.marks.iter().collect();
    let error = |marks: &Marks| marks.share_error.map_or(f64::INFINITY, |error| error.mean);
    crate::domain::sorting::sort_by(&mut ranked, |a, b| error(a).total_cmp(&error(b)));
    ranked
}

fn sheet(title: String, message: String, columns: &[(&str, Form)]) -> Sheet {
    Sheet { rests_on: RestsOn::ModelByRow, ..Sheet::new(title, message, columns) }
}

fn by_channel(
    of: &LabFindings,
    sizes: &[&SizeMarks],
    title: &str,
    columns: &[(&str, Form)],
    figures: impl Fn(&ChannelMarks) -> Vec<Cell>,
) -> Sheet {
    let columns = [&[("Model", Text), ("Channel", Text), ("Journeys", Whole)], columns].concat();
    let mut sheet = sheet(title.to_owned(), String::new(), &columns);
    for size in sizes {
        for marks in &size.marks {
            for (channel, of_channel) in of.truths.channels.iter().zip(&marks.channels) {
                let mut row = vec![text(marks.model.title()), text(channel), whole(size.journeys)];
                row.extend(figures(of_channel));
                sheet.rows.push(row);
            }
        }
    }
    sheet
}

/// Share error, rank correlation and coverage, each with its standard error.
fn figures(marks: &Marks) -> impl Iterator<Item = Cell> {
    [marks.share_error, marks.rank_correlation, marks.coverage].into_iter().flat_map(both)
}

fn column(name: &str, form: Form) -> Column {
    Column { name: name.to_owned(), form }
}

fn both(of: Option<Estimate>) -> [Cell; 2] {
    [number(of.map(|of| of.mean)), number(of.and_then(|of| of.error))]
}

fn place(model: Model) -> usize {
    Model::ALL.iter().position(|known| *known == model).unwrap_or_default()
}

fn journeys(of: &LabFindings) -> String {
    count(of.truths.journeys, "synthetic journey", "synthetic journeys")
}

/// One decimal.
fn written(figure: f64, style: NumberStyle) -> String {
    style.points(figure / 100.0)
}

#[cfg(test)]
mod tests {
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
            Repetition {
                conversions: 10,
                attributed: 10,
                shares: shares.into(),
                intervals: vec![None; Model::ALL.len()],
            }
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
        assert!(sheet.note.contains(CREDIT_IS_NOT_EFFECT));
    }

    #[test]
    fn models_stand_in_the_order_of_their_share_errors() {
        let sheet = marks(&findings(), NumberStyle::default());
        // Errors 0 and .1 of .8: mean .05, error .05. All others .2 and .1.
        assert_eq!(written(&sheet, 0)[..3], ["Last touch", "5.0\u{a0}%", "5.0\u{a0}%"]);
        assert_eq!(written(&sheet, 1)[..3], ["First touch", "15.0\u{a0}%", "5.0\u{a0}%"]);
        assert_eq!(written(&sheet, 16)[..2], ["Participation", NOT_DEFINED]);
        assert!(
            sheet.note.contains("2 repetitions") && sheet.note.contains("1 without a conversion"),
            "{}",
            sheet.note
        );
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
        let sheet = coverage(&of, &all);
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
}
