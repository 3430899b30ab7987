//! What the further views ask: narrower scopes, groups, two scopes, treatment against control.

use touchline::{
    domain::{
        dataset::Dataset,
        import::read_leads,
        measure::{Measure, Range},
        path::PathFilter,
        playbook::Playbook,
        scope::Scope,
        study::play_matrix::Standing,
        words::NumberStyle,
    },
    engine::{
        self, Step,
        import::{Choices, ImportJob},
        query::Query,
        study::{
            Arms, Findings, Study,
            groups::{By, scope_within},
            study,
        },
    },
};

fn sample() -> Dataset {
    let csv: &[u8] = include_bytes!("../../public/a_tier_leads.csv");
    Dataset::synthesise("a.csv", read_leads(csv).expect("leads"), Playbook::default()).expect("five channels")
}

pub fn opened(name: &str, text: &str) -> Dataset {
    let size = Some(text.len() as u64);
    let mut job = ImportJob::start(name, size, text.as_bytes(), &Choices::default(), &[]).expect("a file that is read");
    while let Step::More(_) = job.step().expect("rows") {}
    job.finish(Playbook::default(), None).expect("a dataset")
}

fn expected() -> serde_json::Value {
    serde_json::from_str(include_str!("../data/a_tier_expected.json")).expect("JSON")
}

/// Journeys and conversions in scope.
fn counted(scope: Scope) -> (u32, u32) {
    let query = Query { scope, replicates: 0, ..Query::default() };
    let counts = engine::attribute(&sample(), &query).expect("a query that fits").counts;
    assert_eq!(counts.journeys_in_file(), 61, "all are in scope or outside");
    (counts.journeys, counts.conversions)
}

fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

fn range(of: Measure, from: Option<f64>, to: Option<f64>) -> Scope {
    Scope { ranges: vec![Range { of, from, to }], ..Scope::default() }
}

#[test]
fn scopes_are_narrowed_by_persona_tier_range_and_channels() {
    // Counted in the file by another program.
    assert_eq!(counted(Scope { personas: names(&["Proof_Seeker"]), ..Scope::default() }), (17, 9));
    let tier = |word: &str| Scope { segments: vec![("risk_tier".to_owned(), word.to_owned())], ..Scope::default() };
    assert_eq!((counted(tier("Very High")).0, counted(tier("High")).0), (31, 30));
    assert_eq!(counted(range(Measure::Sii, Some(90.0), None)).0, 37);
    assert_eq!(counted(range(Measure::Sii, Some(80.0), Some(100.0))).0, 33);
    assert_eq!(counted(range(Measure::Value, None, Some(400_000.0))).0, 41);
    // Every journey begins on the day of the storm.
    assert_eq!(counted(range(Measure::Start, Some(1_718_445_600.0), None)).0, 61);
    assert_eq!(counted(range(Measure::Start, Some(1_718_445_601.0), None)).0, 0);
    let paths = |paths: PathFilter| Scope { paths, ..Scope::default() };
    let holding = PathFilter { holding: names(&["email"]), ..PathFilter::default() };
    assert_eq!(counted(paths(holding)), (44, 24));
    let lacking = PathFilter { lacking: names(&["email"]), ..PathFilter::default() };
    assert_eq!(counted(paths(lacking)), (17, 7));
    let exactly = PathFilter { exactly: Some(names(&["ga4", "email", "door_knock", "call"])), ..PathFilter::default() };
    assert_eq!(counted(paths(exactly)), (15, 15));
}

#[test]
fn a_path_table_is_narrowed_by_its_channels() {
    let table = "path,total_conversions,total_null\na > b,6,1\na,3,2\nb > a > c,1,4\n";
    let dataset = opened("paths.csv", table);
    let paths = PathFilter { holding: names(&["a"]), lacking: names(&["c"]), ..PathFilter::default() };
    let query = Query { scope: Scope { paths, ..Scope::default() }, replicates: 0, ..Query::default() };
    let counts = engine::attribute(&dataset, &query).expect("a query that fits").counts;
    assert_eq!((counts.journeys, counts.conversions), (12, 9));
    let other = Scope { paths: PathFilter { holding: names(&["b"]), ..PathFilter::default() }, ..Scope::default() };
    let Findings::Against(against) = study(&dataset, query, &Study::Against(Box::new(other))).expect("two scopes")
    else {
        panic!("a comparison of two scopes");
    };
    // Only "a > b" is in both.
    assert_eq!(against.difference.common_journeys, 7);
}

#[test]
fn credit_within_each_play_is_that_of_the_independent_program() {
    let query = Query { replicates: 20, ..Query::default() };
    let Findings::Groups(groups) = study(&sample(), query, &Study::Groups(By::Plays)).expect("plays") else {
        panic!("groups");
    };
    assert_eq!((groups.more, groups.without), (0, 0));
    let expected = expected();
    let plays = expected["plays"].as_object().expect("plays");
    assert_eq!(groups.matrix.rows.len(), plays.len());
    let mut shown = 0;
    for row in &groups.matrix.rows {
        let of = &plays[&row.group];
        assert_eq!(Some(u64::from(row.journeys)), of["journeys"].as_u64(), "{}", row.group);
        for (channel, cell) in groups.matrix.channels.iter().zip(&row.cells) {
            if cell.standing == Standing::Shown {
                let share = of["hybrid_share_alpha_0.5"][channel].as_f64().expect("a share");
                assert!((cell.share.expect("shown") - share).abs() < 1e-12, "{}, {channel}", row.group);
                shown += 1;
            }
        }
    }
    // Of the eight plays one has ten journeys and five conversions or more, with four channels.
    assert_eq!(shown, 4);
}

#[test]
fn a_group_is_a_scope_and_two_scopes_know_what_they_have_in_common() {
    let all = Query { replicates: 50, ..Query::default() };
    let scope = scope_within(&all.scope, &By::Personas, "Deal_Hunter");
    assert_eq!(counted(scope.clone()), (27, 15));
    let query = Query { scope, ..all.clone() };
    let Findings::Against(against) = study(&sample(), query, &Study::Against(Box::new(all.scope))).expect("scopes")
    else {
        panic!("a comparison of two scopes");
    };
    assert_eq!(against.difference.common_journeys, 27);
    let expected = expected();
    for channel in &against.difference.channels {
        let share = expected["all"]["hybrid_share_alpha_0.5"][&channel.channel].as_f64();
        assert!((channel.share.second.expect("all five") - share.expect("a share")).abs() < 1e-12);
    }
    let rate = against.difference.rate.difference.expect("both have journeys");
    assert!((rate - (15.0 / 27.0 - 31.0 / 61.0)).abs() < 1e-12);
}

/// Twenty customers that were treated, of whom 12 convert, and twenty that were not, of whom 6 do. Of these every other one has no
/// phone.
pub fn arms() -> (Dataset, Arms) {
    let row = |at: u32| {
        let (arm, converts) = if at < 20 { ("treated", at < 12) } else { ("held", at < 26) };
        let device = if at < 20 || at % 2 == 1 { "phone" } else { "desk" };
        format!("c{at},2025-03-01,email,{},{arm},{device}\n", u8::from(converts))
    };
    let rows: String = (0..40).map(row).collect();
    let dataset = opened("arms.csv", &format!("customer_id,timestamp,channel,conversion,arm,device\n{rows}"));
    let arms = Arms { by: By::Segment("arm".to_owned()), treatment: "treated".to_owned(), control: "held".to_owned() };
    (dataset, arms)
}

#[test]
fn treated_and_untreated_are_told_apart_by_a_column_and_the_others_are_covariates() {
    let (dataset, arms) = arms();
    let Findings::Uplift(uplift) = study(&dataset, Query::default(), &Study::Uplift(arms)).expect("arms") else {
        panic!("an uplift");
    };
    assert_eq!((uplift.treatment.journeys, uplift.treatment.conversions), (20, 12));
    assert_eq!((uplift.control.journeys, uplift.control.conversions), (20, 6));
    assert!((uplift.rate.difference.expect("both") - 0.3).abs() < 1e-12);
    let names: Vec<&str> = uplift.balance.iter().map(|row| row.covariate.as_str()).collect();
    assert_eq!(names, ["device", "device"]);
    assert_eq!(uplift.imbalanced().count(), 2);
}

/// What explains the credit of a cell explains that figure and no other.
#[test]
fn the_report_of_a_group_holds_the_credit_of_its_row() {
    let (dataset, query) = (sample(), Query { replicates: 0, ..Query::default() });
    let found = study(&dataset, query.clone(), &Study::Groups(By::Personas)).expect("groups");
    let Findings::Groups(groups) = found else { panic!("groups were asked for") };
    let mut explained = 0;
    for row in &groups.matrix.rows {
        let scope = scope_within(&query.scope, &By::Personas, &row.group);
        let narrowed = Query { scope, ..query.clone() };
        let Ok(Findings::Report(report)) = study(&dataset, narrowed, &Study::Report) else { panic!("a report") };
        for (channel, cell) in groups.matrix.channels.iter().zip(&row.cells) {
            let of = report.channels.iter().find(|of| of.channel == *channel);
            if cell.standing == Standing::Shown {
                let of = of.expect("a channel that has credit");
                assert_eq!((of.share, of.credit), (cell.share, cell.credit), "{} {channel}", row.group);
                explained += 1;
            }
        }
    }
    assert!(explained > 0, "some groups are large enough");
}

#[test]
fn what_robustness_says_of_too_few_is_of_the_scope_that_was_compared() {
    // Seven conversions behind a touch of a, five behind one of b, and a journey without one.
    let row = |number: usize| {
        let (channel, converts) = if number < 7 { ("a", 1) } else { ("b", usize::from(number < 12)) };
        format!("c{number},2026-01-01 10:00,{channel},{converts}\n")
    };
    let rows: String = (0..13).map(row).collect();
    let dataset = opened("two.csv", &format!("customer_id,timestamp,channel,conversion\n{rows}"));
    let told = |without: &[&str]| {
        let scope = Scope { tier: None, without: names(without), ..Scope::default() };
        let query = Query { scope, replicates: 20, ..Query::default() };
        let comparison = engine::compare(&dataset, &query).expect("a query that fits");
        let counts = engine::attribute(&dataset, &query).expect("a query that fits").counts;
        assert_eq!(comparison.counts, counts);
        (counts.attributed_conversions(), counts.too_few(NumberStyle::PLAIN))
    };
    assert_eq!(told(&[]), (12, None));
    assert_eq!(told(&["b"]), (7, None), "all twelve are in scope");
    let uncredited = "No channel can be credited: no converting journey has a touch left.";
    assert_eq!(told(&["a", "b"]), (0, Some(uncredited.to_owned())));
}
