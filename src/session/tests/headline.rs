//! The sentence above the chart.

use super::*;

fn check_headline(scope: Scope, expect: &str) {
    assert_eq!(headline(&report(scope), NumberStyle::default()), expect);
}

#[test]
fn the_headline_says_what_the_figures_show_and_no_more() {
    check_headline(
        Scope::default(),
        "call and ga4 tie for first with 28.0 % of the credit each; \
         door_knock (22.6 %) differs from ga4 by the order of touches alone.",
    );
    let play = |play: &str| Scope { plays: vec![play.to_owned()], ..Scope::default() };
    check_headline(play("Financing_Aggressive"), "All 4 channels tie with 25.0 % of the credit each.");
    check_headline(play("Safety_Warranty"), "Too few journeys to tell: 5 conversions in scope.");
    check_headline(play("Impact_Report_Standard"), "No conversion in 8 journeys: no credit to share.");
    check_headline(Scope { zips: vec![Zip::Known(1)], ..Scope::default() }, "No journey is in scope.");
    let without = ["call", "door_knock", "email", "ga4", "sms"].map(str::to_owned).to_vec();
    check_headline(
        Scope { without, ..Scope::default() },
        "No channel can be credited: no converting journey has a touch left.",
    );
}
