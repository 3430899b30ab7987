//! A report as JSON.

use serde_json::{Map, Value, json};
use touchline::{
    domain::{
        dataset::Dataset,
        import::Rejection,
        journey::Origin,
        report::{ChannelCredit, Report},
        uncertainty::resample::Method,
    },
    engine::query::Query,
};

pub fn of_dataset(dataset: &Dataset, query: &Query, report: &Report) -> Value {
    let mut json = Map::new();
    json.insert("synthetic".to_owned(), json!(report.origin == Origin::Synthetic));
    add_rows(&mut json, dataset.source.read, dataset.source.accepted, &dataset.source.rejected);
    if dataset.paths().is_some() {
        add_report(&mut json, query, report);
        return Value::Object(json);
    }
    json.insert("absent_columns".to_owned(), json!(dataset.leads().map(|leads| &leads.absent_columns)));
    // Null where it was switched off or the file has no risk_score to judge by.
    json.insert("tier".to_owned(), json!(query.scope.effective_tier(dataset)));
    if let Some(leads) = dataset.leads() {
        json.insert("playbook".to_owned(), json!({ "name": leads.playbook.name, "seed": leads.seed }));
    }
    add_report(&mut json, query, report);
    Value::Object(json)
}

fn add_rows(json: &mut Map<String, Value>, read: u32, accepted: u32, rejected: &[Rejection]) {
    let rejected: Vec<Value> = rejected
        .iter()
        .map(|row| {
            json!({
                "row": row.row,
                "line": row.line,
                "column": row.column,
                "value": row.value,
                "reason": row.reason.to_string(),
            })
        })
        .collect();
    json.insert("read".to_owned(), json!(read));
    json.insert("accepted".to_owned(), json!(accepted));
    json.insert("rejected".to_owned(), json!(rejected));
}

fn add_report(json: &mut Map<String, Value>, query: &Query, report: &Report) {
    let counts = &report.counts;
    let fields = json!({
        "outside_scope": counts.outside.total(),
        "journeys": counts.journeys,
        "events": counts.events,
        "conversions": counts.conversions,
        "conversion_rate": counts.conversion_rate,
        "conversion_rate_interval": counts.conversion_rate_interval,
        "value": counts.value,
        "unattributed_conversions": counts.unattributed_conversions,
        "model": report.model.name(),
        "alpha": report.alpha,
        "order": report.order,
        "states": report.states,
        "uncertainty": report.method.name(),
        "level": report.level,
        "replicates": report.replicates,
        "excluded_replicates": report.excluded_replicates,
        "seed": report.seed,
        // With these and the seed the run can be repeated.
        "settings": {
            "half_life_days": query.settings.half_life_days,
            "excluded": query.settings.excluded,
            "custom_position": query.settings.custom,
            "sampling_bound": query.settings.sampling_bound,
            "context": query.context,
            "scope": query.scope,
            "prior": match query.method {
                Method::Dirichlet { prior } => Some(prior),
                _ => None,
            },
        },
        "sampled": report.sampled.map(|sampled| json!({
            "orders": sampled.orders,
            "standard_error": sampled.error,
            "value_standard_error": sampled.value_error,
        })),
        "conversion_probability": counts.conversion_probability,
        "channels": report.channels.iter().map(channel).collect::<Vec<_>>(),
        "findings": report.findings,
    });
    if let Value::Object(fields) = fields {
        json.extend(fields);
    }
}

fn channel(credit: &ChannelCredit) -> Value {
    json!({
        "channel": credit.channel,
        "touches": credit.touches,
        "journeys": credit.journeys,
        "conversions": credit.conversions,
        "credit": credit.credit,
        "value_credit": credit.value_credit,
        "share": credit.share,
        "value_share": credit.value_share,
        "markov_share": credit.markov_share,
        "shapley_share": credit.shapley_share,
        "removal_effect": credit.removal_effect,
        "removal_effect_value": credit.removal_effect_value,
        "interval": credit.interval,
        "value_interval": credit.value_interval,
        "quantiles": credit.quantiles,
        "rank": credit.rank.map(|rank| json!({
            "first": rank.first,
            "in_top_two": rank.in_top_two,
            "above_next": credit.above_next,
        })),
        "positions": credit.positions,
    })
}
