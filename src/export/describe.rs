//! What figures rest on, in words that are the same for the same choice: parts of keys in databases.

use crate::{
    domain::{
        attribution::{
            context::ContextWeights,
            model::{Base, Model, Settings},
        },
        dataset::Dataset,
        measure::Range,
        scope::Scope,
    },
    engine::query::Query,
};

/// Which journeys: `SII >= 70, risk >= 60; ZIP 75209; without call`, or `all journeys`. The order in which names were chosen
/// does not show.
pub fn scope(dataset: &Dataset, scope: &Scope) -> String {
    in_words(scope, dataset.has_risk())
}

/// The same where the dataset is not at hand. `has_risk` tells whether the tier can be told, which it cannot of touchpoints.
pub fn in_words(scope: &Scope, has_risk: bool) -> String {
    match filters(scope, has_risk) {
        parts if parts.is_empty() => "all journeys".to_owned(),
        parts => parts.join("; "),
    }
}

/// The same, filter by filter.
pub fn filters(scope: &Scope, has_risk: bool) -> Vec<String> {
    let mut parts = Vec::new();
    if let Some(tier) = scope.tier.filter(|_| has_risk) {
        parts.push(format!("SII >= {}, risk >= {}", tier.sii_at_least, tier.risk_at_least));
    }
    let zips = sorted(scope.zips.iter().map(ToString::to_string));
    let segments = sorted(scope.segments.iter().map(|(column, word)| format!("{column} is {word}")));
    let groups = sorted(scope.groups.iter().map(|group| sorted(group.iter().cloned()).join(" + ")));
    let lists = [
        ("ZIP ", zips),
        ("play ", sorted(scope.plays.iter().cloned())),
        ("persona ", sorted(scope.personas.iter().cloned())),
        ("holding ", sorted(scope.paths.holding.iter().cloned())),
        ("not holding ", sorted(scope.paths.lacking.iter().cloned())),
        ("path ", scope.paths.exactly.iter().map(|path| path.join(" > ")).collect()),
        ("", sorted(scope.ranges.iter().map(Range::words))),
        ("", segments),
        ("without ", sorted(scope.without.iter().cloned())),
        ("as one ", groups),
    ];
    let named = lists.iter().filter(|(_, names)| !names.is_empty());
    parts.extend(named.map(|(kind, names)| format!("{kind}{}", names.join(", "))));
    parts
}

/// The model with the settings that change its credit: `hybrid, alpha 0.5`. Method, replicates and seed of the intervals are
/// no part of it.
pub fn model(query: &Query) -> String {
    let mut parts = vec![query.model.name().to_owned()];
    if query.model == Model::Hybrid {
        parts.push(format!("alpha {}", query.alpha));
    }
    let Settings { order, half_life_days, excluded, custom, sampling_bound } = &query.settings;
    for base in query.model.bases() {
        match base {
            Base::Markov if *order != 1 => parts.push(format!("order {order}")),
            Base::TimeDecay => parts.push(format!("half-life {half_life_days} days")),
            Base::LastNonDirect => parts.push(format!("passing over {}", sorted(excluded.iter().cloned()).join(", "))),
            Base::CustomPosition => parts.push(format!(
                "positions {}, {} at {}, {}, {}",
                custom.first, custom.middle, custom.middle_at, custom.last, custom.others
            )),
            Base::ChainGame if *sampling_bound != Settings::default().sampling_bound => {
                parts.push(format!("sampling bound {sampling_bound}"));
            }
            _ => {}
        }
    }
    if query.context.is_set() {
        parts.push(weights(&query.context));
    }
    parts.join(", ")
}

fn weights(context: &ContextWeights) -> String {
    let of = |kind: &str, weights: &[(String, f64)]| {
        let set = weights.iter().filter(|(_, weight)| *weight != 1.0);
        sorted(set.map(|(name, weight)| format!("{kind} {name} x {weight}")))
    };
    let all = [of("persona", &context.personas), of("play", &context.plays), of("channel", &context.channels)];
    format!("lambda {} of {}", context.lambda, all.concat().join(", "))
}

/// Names in order; one that holds a sign by which they are parted stands in quotes.
fn sorted(names: impl Iterator<Item = String>) -> Vec<String> {
    let quoted = |name: String| if name.contains([',', ';', '"']) { format!("{name:?}") } else { name };
    let mut names: Vec<String> = names.map(quoted).collect();
    crate::domain::sorting::sort_distinct(&mut names);
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{import::read_leads, playbook::Playbook, zip::Zip};

    fn dataset() -> Dataset {
        let csv = "property_id,primary_persona,sii_score,risk_score\np1,A,100,70\n";
        let import = read_leads(csv.as_bytes()).expect("a leads file");
        Dataset::synthesise("leads.csv", import, Playbook::default()).expect("few channels")
    }

    #[test]
    fn a_scope_is_said_the_same_however_it_was_chosen() {
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        let chosen = Scope {
            zips: vec![Zip::Unknown, Zip::Known(2_134)],
            plays: names(&["b", "a"]),
            segments: vec![("device".to_owned(), "phone".to_owned())],
            without: names(&["call"]),
            groups: vec![names(&["sms", "email"])],
            ..Scope::default()
        };
        assert_eq!(
            scope(&dataset(), &chosen),
            "SII >= 70, risk >= 60; ZIP 02134, unknown; play a, b; device is phone; without call; as one email + sms"
        );
        let other = Scope {
            zips: vec![Zip::Known(2_134), Zip::Unknown],
            plays: names(&["a", "b"]),
            groups: vec![names(&["email", "sms"])],
            ..chosen.clone()
        };
        assert_eq!(scope(&dataset(), &other), scope(&dataset(), &chosen));
        assert_eq!(scope(&dataset(), &Scope { tier: None, ..Scope::default() }), "all journeys");
    }

    #[test]
    fn a_model_is_said_with_what_changes_its_credit() {
        let said = |change: &dyn Fn(&mut Query)| {
            let mut query = Query::default();
            change(&mut query);
            model(&query)
        };
        assert_eq!(said(&|_| {}), "hybrid, alpha 0.5");
        assert_eq!(said(&|query| query.seed = 8), "hybrid, alpha 0.5");
        assert_eq!(said(&|query| query.model = Model::Shapley), "shapley");
        let markov = |query: &mut Query| (query.model, query.settings.order) = (Model::Markov, 2);
        assert_eq!(said(&markov), "markov, order 2");
        assert_eq!(said(&|query| query.model = Model::TimeDecay), "time_decay, half-life 7 days");
        let weighted =
            |query: &mut Query| query.context.channels = vec![("sms".to_owned(), 2.0), ("ga4".to_owned(), 1.0)];
        assert_eq!(said(&weighted), "hybrid, alpha 0.5, lambda 1 of channel sms x 2");
    }
}
