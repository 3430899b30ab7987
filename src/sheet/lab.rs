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
            findings::LabFindings,
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
    sheet.columns.extend(of.marks.iter().map(|marks| column(marks.model.title(), Decimal)));
    let row = |(at, channel): (usize, &String)| {
        let truths = [Cell::Number(of.truths.incremental[at]), Cell::Number(of.truths.fair[at])];
        let credits = of.marks.iter().map(|marks| number(marks.channels[at].credit.map(|of| of.mean)));
        std::iter::once(text(channel)).chain(truths).chain(credits).collect()
    };
    sheet.rows = of.truths.channels.iter().enumerate().map(row).collect();
    let none = std::iter::repeat_n(Cell::None, of.marks.len());
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
        row.extend([marks.share_error, marks.rank_correlation, marks.coverage].into_iter().flat_map(both));
        row.push(whole(marks.repetitions));
        row
    };
    sheet.rows = ranked(of).iter().map(row).collect();
    sheet.note = format!(
        "Over {} of {}, whose leads are drawn anew; {} without a conversion to give credit for left out. The share error is \
         the part of the credit that stands at the wrong channels. Coverage is of the share that the model itself has in the \
         population, not of the truth.",
        count(of.marked, "repetition", "repetitions"),
        journeys(of),
        of.left_out,
    );
    sheet
}

/// A row a model and channel: mean credit less each truth, with standard errors.
pub fn bias(of: &LabFindings) -> Sheet {
    let columns = [
        ("Model", Text),
        ("Channel", Text),
        ("Credit", Decimal),
        ("Credit, standard error", Decimal),
        ("Less incremental", Decimal),
        ("Less incremental, standard error", Decimal),
        ("Less fair share", Decimal),
        ("Less fair share, standard error", Decimal),
    ];
    let figures =
        |of: &ChannelMarks| [of.credit, of.against_incremental, of.against_fair].into_iter().flat_map(both).collect();
    by_channel(of, "Bias: mean credit less truth, in conversions", &columns, figures)
}

/// A row a model and channel: how often the interval holds the share that the model itself has in the population.
pub fn coverage(of: &LabFindings) -> Sheet {
    let columns = [
        ("Model", Text),
        ("Channel", Text),
        ("Own share", Percent),
        ("Coverage", Percent),
        ("Coverage, standard error", Percent),
    ];
    let figures = |of: &ChannelMarks| std::iter::once(number(of.own_share)).chain(both(of.coverage)).collect();
    let mut sheet = by_channel(of, "Coverage of intervals", &columns, figures);
    sheet.note = format!(
        "Intervals of the Bayesian bootstrap at {:.0} %, {} each, of the largest sample size alone. A model's own share is that \
         on {} other leads of the same population.",
        100.0 * of.level,
        count(of.replicates, "replicate", "replicates"),
        of.own_leads
    );
    sheet
}

/// A row a model and sample size: share error and rank correlation; models in the order of [`ranked`].
pub fn sizes(of: &LabFindings) -> Sheet {
    let columns = [
        ("Model", Text),
        ("Journeys", Whole),
        ("Share error", Percent),
        ("Share error, standard error", Percent),
        ("Rank correlation", Decimal),
        ("Rank correlation, standard error", Decimal),
        ("Repetitions left out", Whole),
    ];
    let mut sheet = sheet("Marks by journeys".to_owned(), String::new(), &columns);
    for marks in ranked(of) {
        let model = place(marks.model);
        sheet.rows.extend(of.sizes.iter().map(|size| {
            let mut row = vec![text(marks.model.title()), whole(size.journeys)];
            row.extend([size.errors[model], size.rank_correlations[model]].into_iter().flat_map(both));
            row.push(whole(size.left_out));
            row
        }));
    }
    sheet.note =
        "Smaller samples are the first journeys of the largest. Bias by channel and coverage are of the largest \
                  alone: a share error is half the sum of the differences of credit from fair credit, as a part of it."
            .to_owned();
    sheet
}

/// The models by share error, the least first; those without one last.
pub fn ranked(of: &LabFindings) -> Vec<&Marks> {
    let mut ranked: Vec<&Marks> = of.marks.iter().collect();
    let error = |marks: &Marks| marks.share_error.map_or(f64::INFINITY, |error| error.mean);
    crate::domain::sorting::sort_by(&mut ranked, |a, b| error(a).total_cmp(&error(b)));
    ranked
}

fn sheet(title: String, message: String, columns: &[(&str, Form)]) -> Sheet {
    Sheet { rests_on: RestsOn::ModelByRow, ..Sheet::new(title, message, columns) }
}

fn by_channel(
    of: &LabFindings,
    title: &str,
    columns: &[(&str, Form)],
    figures: impl Fn(&ChannelMarks) -> Vec<Cell>,
) -> Sheet {
    let mut sheet = sheet(title.to_owned(), String::new(), columns);
    for marks in &of.marks {
        for (channel, of_channel) in of.truths.channels.iter().zip(&marks.channels) {
            let mut row = vec![text(marks.model.title()), text(channel)];
            row.extend(figures(of_channel));
            sheet.rows.push(row);
        }
    }
    sheet
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
            lab::{Knobs, findings::SizeErrors, marks::Repetition, truths::Truths, verdict::Verdict},
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
        LabFindings {
            playbook: "by hand".to_owned(),
            knobs: Knobs::default(),
            marks: (0..Model::ALL.len()).map(|model| Marks::of(model, &truths, None, &repetitions)).collect(),
            sizes: [100, 200]
                .map(|size| SizeErrors { left_out: 1, ..SizeErrors::of(size, &truths, &repetitions) })
                .into(),
            verdict: Verdict::of(&truths, &repetitions),
            marked: 2,
            left_out: 1,
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
    fn bias_and_coverage_have_a_row_a_model_and_channel() {
        let of = findings();
        let sheet = bias(&of);
        assert_eq!(sheet.rows.len(), 2 * Model::ALL.len());
        // Credits 6 and 7 of 8 and of 7: error .5.
        let expected = ["First touch", "a", "6.50", "0.50", "-0.50", "0.50", "-1.50", "0.50"];
        assert_eq!(written(&sheet, 0), expected);
        assert_eq!(written(&coverage(&of), 0), ["First touch", "a", NOT_DEFINED, NOT_DEFINED, NOT_DEFINED]);
        let sizes = sizes(&of);
        let expected = ["Last touch", "100", "5.0\u{a0}%", "5.0\u{a0}%", "1.00", "0.00", "1"];
        assert_eq!(written(&sizes, 0), expected);
        assert_eq!(sizes.rows.len(), 2 * Model::ALL.len());
        assert_eq!(written(&sizes, 1)[..2], ["Last touch", "200"]);
    }
}
