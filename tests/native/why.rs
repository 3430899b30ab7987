//! Why a number is what it is: the steps name the figures of an independent program.

use touchline::{
    domain::{attribution::model::Model, dataset::Dataset, import::read_leads, playbook::Playbook, words::NumberStyle},
    engine::{self, query::Query},
};

fn why(model: Model, channel: &str) -> String {
    let csv: &[u8] = include_bytes!("../../public/a_tier_leads.csv");
    let dataset =
        Dataset::synthesise("a.csv", read_leads(csv).expect("leads"), Playbook::default()).expect("five channels");
    let query = Query { model, replicates: 100, ..Query::default() };
    let report = engine::attribute(&dataset, &query).expect("a query that fits");
    report.why(channel, &query.settings, NumberStyle::default()).join("\n")
}

#[test]
fn a_hybrid_share_is_told_from_the_counts_to_the_credit() {
    // Removal effects by the independent program: call and ga4 100, door_knock 82.2, email 60.4, sms 19.4: 362.0 in all, of which
    // email has 16.7; its Shapley share is 16.2 (tests/data/a_tier_expected.json).
    let why = why(Model::Hybrid, "email");
    for words in [
        "email is in 44 journeys in scope, 24 of which convert; there are 31 conversions in all.",
        "60.4 % of the conversions would be lost",
        "sum to 362.0 %; its part of them is 16.7 %",
        "Hybrid: 0.50 × 16.7 % by Markov and 0.50 × 16.2 % by Shapley make 16.4 %.",
        "16.4 % of 31 conversions that channels are credited with are 5.09 conversions.",
        "not proof of an effect",
    ] {
        assert!(why.contains(words), "{words}\n{why}");
    }
}

#[test]
fn a_rule_is_told_as_a_rule_and_a_part_of_no_sum_as_that() {
    let linear = why(Model::Linear, "sms");
    assert!(linear.contains("Linear: each conversion is split equally among the touches of its path;"), "{linear}");
    assert!(!linear.contains("Markov"), "{linear}");
    let participation = why(Model::Participation, "ga4");
    assert!(participation.contains("gets all of it") && !participation.contains("split"), "{participation}");
    assert!(participation.contains("a credit of 31.00, a part of no sum"), "{participation}");
    assert_eq!(why(Model::Hybrid, "fax"), "");
}

#[test]
fn each_model_tells_its_own_rule() {
    // Definitions and weights as docs/models.md has them.
    for (model, words) in [
        (Model::FirstTouch, "First touch: each conversion goes to the first touch"),
        (Model::LastTouch, "Last touch: each conversion goes to the last touch"),
        (
            Model::LastNonDirect,
            "Last non-direct: each conversion goes to the last touch of its path, since no channel here",
        ),
        (
            Model::LinearDistinct,
            "Linear, distinct channels: each conversion is split equally among the distinct channels",
        ),
        (Model::ShapleySum, "Shapley, sum game: each conversion is split equally among the distinct channels"),
        (Model::ShapleyOrdered, "and the part of each equally among its own touches"),
        (Model::TimeDecay, "for every 7 days before the conversion a touch's weight is halved"),
        (Model::UShaped, "the first touch of its path gets 40 %, the last 40 %, and the others share 20 % equally"),
        (Model::WShaped, "gets 30 %, the middle one 30 %, the last 30 %, and the others share 10 % equally"),
        (Model::JShaped, "gets 20 %, the last 60 %, and the others share 20 % equally"),
        (Model::InverseJ, "gets 60 %, the last 20 %, and the others share 20 % equally"),
        (Model::CustomPosition, "gets 40 %, the last 40 %, and the others share 20 % equally"),
    ] {
        let why = why(model, "sms");
        assert!(why.contains(words) && !why.contains('_'), "{words}\n{why}");
    }
}
