//! What was asked beside the scope stands in the report and in the files: two scopes, treatment against control, another budget.

use touchline::{
    chart::{differences::share_differences, response::response_curves},
    domain::{
        journey::Origin,
        scope::Scope,
        study::{
            budget::{ChannelBudget, Economics, Elasticity, ResponseCurve, Shift, Spread},
            difference::Difference,
        },
        words::{Affix, Group, NumberStyle},
    },
    engine::{
        query::Query,
        study::{
            Findings, Study,
            groups::{By, scope_within},
            study,
        },
    },
    handout::{Handout, PlainNumbers, Section},
    sheet::{RestsOn, asked::Asked},
};

use crate::{
    expected::sample,
    handout::{of_sample, written},
    markup::read,
    workbench::arms,
};

const STYLE: NumberStyle = NumberStyle::PLAIN;

fn few() -> Query {
    Query { replicates: 50, ..Query::default() }
}

fn persona(name: &str) -> Scope {
    scope_within(&few().scope, &By::Personas, name)
}

fn difference(b: Scope) -> Difference {
    let query = Query { scope: persona("Deal_Hunter"), ..few() };
    let Findings::Against(against) = study(&sample(), query, &Study::Against(Box::new(b))).expect("two scopes") else {
        panic!("a comparison");
    };
    against.difference
}

/// The report's text with this section in it, with plain spaces.
fn report_with(section: Section) -> String {
    let html = written(&Handout { sections: vec![section], ..of_sample(&few()) });
    read(&html).text.replace('\u{a0}', " ")
}

/// The cells of a section's table, without what follows a line feed.
fn cells(section: &Section, title: &str, row: &str) -> Vec<String> {
    let (_, table) = section.tables.iter().find(|(known, _)| known == title).expect("the table");
    let row = table.rows.iter().find(|cells| cells[0].starts_with(row)).expect("the row");
    row.iter().map(|cell| cell.replace('\u{a0}', " ")).collect()
}

#[test]
fn two_scopes_stand_in_the_report_with_chart_tables_and_what_they_are() {
    let difference = difference(Scope::default());
    let asked = Asked::against(&difference, "Persona: Deal_Hunter", "all journeys", STYLE);
    let drawing = share_differences(&difference, 720, STYLE).ok();
    let section = asked.section("Hybrid", 0.9, drawing, &PlainNumbers::default());
    // 15 of 27 Deal_Hunters convert, and 31 of all 61: 55.6 and 50.8 %, and 4.7 points between them.
    assert_eq!(cells(&section, "Conversion rate in A and B", "Conversion rate")[1..4], ["55.6 %", "50.8 %", "4.7"]);
    // All of A are in B.
    assert!(section.tables.iter().all(|(title, _)| title != "Conversions in A and B"));
    let text = report_with(section);
    for words in [
        "Scope A against scope B",
        "A: Persona: Deal_Hunter; B: all journeys.",
        "By Hybrid; intervals at 90 %.",
        "27 journeys are in both A and B",
        "Newcombe",
        "email: A less B",
    ] {
        assert!(text.contains(words), "{words}");
    }
}

#[test]
fn of_scopes_without_a_journey_in_common_the_conversions_are_compared_as_well() {
    let asked =
        Asked::against(&difference(persona("Proof_Seeker")), "Persona: Deal_Hunter", "Persona: Proof_Seeker", STYLE);
    let section = asked.section("Hybrid", 0.9, None, &PlainNumbers::default());
    assert_eq!(cells(&section, "Conversions in A and B", "Conversions")[1..4], ["15.00", "9.00", "6.00"]);
}

#[test]
fn treatment_against_control_has_intervals_and_the_warning_of_its_imbalance() {
    let (dataset, arms) = arms();
    let Findings::Uplift(uplift) = study(&dataset, few(), &Study::Uplift(arms.clone())).expect("arms") else {
        panic!("an uplift");
    };
    let (of_arms, balance) = Asked::uplift(&arms, &uplift, STYLE);
    let balance = balance.expect("a device");
    assert_eq!(of_arms.compared, "arm: treated against held");
    let section = of_arms.section("Hybrid", 0.9, None, &PlainNumbers::default());
    assert_eq!(cells(&section, "Treatment and control", "Treatment (treated)")[1..4], ["20", "12", "60.0 %"]);
    // Newcombe's interval of 12/20 against 6/20 at 90 %, worked out apart (the square-and-add of Wilson's limits).
    let rate = cells(&section, "Uplift of the rate, in points", "Uplift");
    assert_eq!(rate[1..], ["30.0", "4.2", "50.8"]);
    // No model has a part in it, the level has.
    let note = section.note.clone();
    assert!(
        note.contains("Intervals at 90 %.") && note.contains("random assignment") && !note.contains("Hybrid"),
        "{note}"
    );
    let text = report_with(balance.section("Hybrid", 0.9, None, &PlainNumbers::default()));
    assert!(text.contains("Counts, in which no model") && text.contains("not balanced"), "{text}");
}

#[test]
fn another_budget_says_what_it_assumes_and_what_was_asked() {
    let budget = |channel: &str, cost, credit| ChannelBudget {
        channel: channel.to_owned(),
        cost,
        credit: Some(credit),
        ..ChannelBudget::default()
    };
    let budgets = [budget("email", Some(1_000.0), 5.0), budget("sms", None, 2.0)];
    let shift = |spends: &[Option<f64>]| {
        Shift::of(Origin::Synthetic, &budgets, spends, Elasticity::default(), Spread::Intervals)
    };
    let asked = Asked::shift(&shift(&[Some(4_000.0)]), STYLE);
    assert_eq!(asked.compared, "elasticity 0.5 assumed, email at a spend of 4000");
    // The report's reader has his own signs, files have none.
    let german =
        NumberStyle { decimal: ',', group: Some(Group::of_three('.')), money: [Affix::default(), Affix::new(" €")] };
    let of_german = Asked::shift(&shift(&[Some(4_000.5)]), german);
    assert_eq!(of_german.compared, "elasticity 0.5 assumed, email at a spend of 4000.5");
    let note = of_german.section("Markov", 0.8, None, &PlainNumbers(german)).note;
    assert!(note.starts_with("Compared: elasticity 0,5 assumed, email at a spend of 4.000,50 €. By Markov;"), "{note}");
    let curves: Vec<ResponseCurve> =
        budgets.iter().filter_map(|budget| ResponseCurve::of(budget, Elasticity::default())).collect();
    let drawing = response_curves(&curves, Origin::Synthetic, 720, STYLE).ok();
    let section = asked.section("Markov", 0.8, drawing, &PlainNumbers::default());
    // Four times the spend to the power of one half is twice the credit.
    let of_email = cells(&section, &asked.title, "email");
    assert_eq!(of_email[1..6], ["$1,000", "$4,000", "5.00", "10.00", "5.00"]);
    let text = report_with(section);
    for words in ["to the power of 0.50", "Assumed: a channel's credit grows", "By Markov; intervals at 80 %."] {
        assert!(text.contains(words), "{words}");
    }
    let unasked = Asked::shift(&shift(&[]), STYLE);
    assert!(unasked.message.contains("no spend is changed"), "{}", unasked.message);
    assert_eq!(unasked.compared, "elasticity 0.5 assumed");
    let costs = Asked::costs(&Economics::of(Origin::Synthetic, &budgets, Spread::Intervals, Spread::Intervals), STYLE);
    assert!(costs.sheets.iter().all(|sheet| sheet.rests_on == RestsOn::Model));
}
