//! What studies show of the 61 sample leads.

use touchline::{
    domain::{
        attribution::model::Model,
        report::{ChannelCredit, Report},
        scope::Scope,
        study::{
            amounts::Amounts,
            budget::{ChannelBudget, Economics, Spread},
            difference::{ChannelSide, Difference, Side},
            play_matrix::{GroupNoun, PlayMatrix, Standing},
            proportion::Proportion,
        },
        words::NumberStyle,
    },
    engine::{self, query::Query},
};

use crate::{expected::sample, invariants::near};

fn report(scope: Scope) -> Report {
    engine::attribute(&sample(), &Query { scope, ..Query::default() }).expect("a query that fits")
}

/// Touches by play are those of an independent program (tests/data/a_tier_expected.json).
#[test]
fn plays_of_the_sample_are_mostly_too_small_for_shares() {
    let plays = [
        ("Financing_Aggressive", 48),
        ("Financing_Standard", 48),
        ("Impact_Report_Premium", 36),
        ("Impact_Report_Standard", 24),
        ("Premium_Showcase", 11),
        ("Premium_Standard", 2),
        ("Safety_Standard", 19),
        ("Safety_Warranty", 20),
    ];
    let of_play = |(play, _): &(&str, u32)| {
        ((*play).to_owned(), report(Scope { plays: vec![(*play).to_owned()], ..Scope::default() }))
    };
    let groups: Vec<(String, Report)> = plays.iter().map(of_play).collect();
    let matrix = PlayMatrix::of(GroupNoun { one: "play".to_owned(), many: "plays".to_owned() }, &groups);
    assert_eq!(matrix.channels, ["call", "door_knock", "email", "ga4", "sms"]);
    assert_eq!(matrix.rows.iter().map(|row| row.touches).collect::<Vec<_>>(), plays.map(|(_, touches)| touches));
    // Twelve journeys that all convert; the other plays have fewer than ten journeys, or three conversions.
    let shown: Vec<&str> = matrix.rows.iter().filter(|row| !row.is_too_few).map(|row| row.group.as_str()).collect();
    assert_eq!(shown, ["Financing_Aggressive"]);
    let row = &matrix.rows[0];
    let shares: Vec<Option<f64>> = row.cells.iter().map(|cell| cell.share).collect();
    assert_eq!(shares, [Some(0.25), Some(0.25), Some(0.25), Some(0.25), None]);
    assert_eq!(row.cells[4].standing, Standing::Absent);
    // Three touches of 48 are calls.
    assert_eq!(matrix.channel_mix(&matrix.rows[1])[0], ("call".to_owned(), Some(0.0625)));
    assert_eq!(
        matrix.sentence(NumberStyle::default()),
        "No channel leads for sure in 1 play with enough journeys; 7 plays have too few journeys (under 10 journeys or 5 \
         conversions). Financing_Aggressive and Financing_Standard have the most touches, equally many. The journeys are \
         synthetic."
    );
}

#[test]
fn the_budget_of_a_report_is_its_credit_with_the_costs_that_are_known() {
    let report = report(Scope::default());
    let cost = |channel: &str| (channel == "email").then_some(310.0);
    let budget = ChannelBudget::of_report(&report, cost).expect("credits that sum");
    let (email, of_email) = (&budget[2], &report.channels[2]);
    assert_eq!((email.channel.as_str(), email.cost, email.credit), ("email", Some(310.0), of_email.credit));
    // 31 conversions, all of them attributed: 310 over 31 times the share.
    let share = of_email.interval.expect("replicates");
    let credit = email.credit_interval.expect("replicates");
    assert!(near(credit.lo, 31.0 * share.lo) && near(credit.hi, 31.0 * share.hi));
    let economics = Economics::of(report.origin, &budget, Spread::Intervals, Spread::Intervals);
    let per_conversion = economics.channels[2].cost_per_conversion.expect("cost and credit");
    assert!(near(per_conversion, 10.0 / of_email.share.expect("credit")));
    assert_eq!(economics.without_cost, ["call", "door_knock", "ga4", "sms"]);
    assert!(economics.sentence(NumberStyle::default()).contains("of synthetic journeys"));
    let value = email.value_interval.expect("values");
    let share = of_email.value_interval.expect("values");
    assert!(near(value.lo / share.lo, report.counts.value.expect("values")));
    let participation = Report { model: Model::Participation, ..report };
    assert_eq!(ChannelBudget::of_report(&participation, cost), None);
}

fn side<'a>(name: &'a str, report: &'a Report) -> Side<'a> {
    let channel = |of: &'a ChannelCredit| ChannelSide { channel: &of.channel, share: of.share, replicates: &[] };
    Side {
        name,
        origin: report.origin,
        journeys: Proportion { conversions: report.counts.conversions, journeys: report.counts.journeys },
        values: Amounts::default(),
        channels: report.channels.iter().map(channel).collect(),
    }
}

/// The plays of two personas.
#[test]
fn scopes_of_the_sample_are_set_side_by_side() {
    let of = |plays: &[&str]| {
        report(Scope { plays: plays.iter().map(|play| (*play).to_owned()).collect(), ..Scope::default() })
    };
    let (a, b) =
        (of(&["Financing_Aggressive", "Financing_Standard"]), of(&["Impact_Report_Premium", "Impact_Report_Standard"]));
    let of = Difference::of(&side("financing", &a), &side("reports", &b), 0, 0.9);
    // 15 of 27 and 9 of 17.
    assert!(near(of.rate.difference.expect("journeys"), 15.0 / 27.0 - 9.0 / 17.0));
    assert_eq!(of.conversions.difference, Some(6.0));
    assert_eq!(
        of.headline(NumberStyle::default()),
        "Too few journeys to tell: 15 conversions in financing, 9 conversions in reports."
    );
    assert!(
        of.cautions(NumberStyle::default()).iter().any(|caution| caution.starts_with("Journeys here are synthetic"))
    );
}
