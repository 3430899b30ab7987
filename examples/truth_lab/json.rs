//! Findings as JSON. What does not exist is null.

use serde_json::{Value, json};
use touchline::domain::{
    lab::{
        estimate::Estimate,
        findings::SizeMarks,
        marks::{ChannelMarks, Marks},
        truths::Truths,
        verdict::Verdict,
    },
    words::NumberStyle,
};

use super::Case;

pub fn of_case(case: &Case) -> Value {
    let of = &case.findings;
    json!({
        "name": case.name,
        "title": case.title,
        "teaches": case.teaches,
        "synthetic": true,
        "playbook": of.playbook,
        "seed": of.seed,
        "journeys": of.truths.journeys,
        "repetitions": of.largest.marked + of.largest.left_out,
        "repetitions_left_out": of.largest.left_out,
        "replicates": of.replicates,
        "level": of.level,
        "alpha": of.alpha,
        "effect": of.knobs.effect,
        "noise": of.knobs.noise,
        "order": of.settings.order,
        "half_life_days": of.settings.half_life_days,
        "own_share_leads": of.own_leads,
        "verdict": of.verdict.sentence(&of.truths, &of.settings, NumberStyle::default()),
        "named": named(&of.verdict),
        "sentences": of.sentences(NumberStyle::default()),
        "truth": truth(&of.truths),
        "models": models(&of.largest, &of.truths),
        "sizes": of.sizes().map(|size| of_size(size, &of.truths)).collect::<Vec<_>>(),
    })
}

/// The models that the verdict names; null where it names none.
fn named(verdict: &Verdict) -> Value {
    match verdict {
        Verdict::Trust(race) => json!(race.first.iter().map(|model| model.name()).collect::<Vec<_>>()),
        _ => Value::Null,
    }
}

/// In conversions among the journeys of a repetition.
fn truth(of: &Truths) -> Value {
    let simulated = of.simulated.as_ref();
    let channels = of.channels.iter().enumerate().map(|(at, channel)| {
        json!({
            "channel": channel,
            "incremental": of.incremental[at],
            "incremental_standard_error": simulated.map(|errors| errors.incremental[at]),
            "fair_share": of.fair[at],
            "fair_share_standard_error": simulated.map(|errors| errors.fair[at]),
        })
    });
    json!({
        "way": if simulated.is_some() { "simulated" } else { "enumerated" },
        "leads": simulated.map(|of| of.leads),
        "all": of.all,
        "would_have_happened_anyway": of.none,
        "channels": channels.collect::<Vec<_>>(),
    })
}

/// Bias is in conversions among the journeys of the size.
fn of_size(of: &SizeMarks, truths: &Truths) -> Value {
    json!({
        "journeys": of.journeys,
        "repetitions_left_out": of.left_out,
        "models": models(of, truths),
    })
}

fn models(of: &SizeMarks, truths: &Truths) -> Vec<Value> {
    of.marks.iter().map(|marks| model(marks, truths)).collect()
}

fn model(marks: &Marks, truths: &Truths) -> Value {
    let channel = |(channel, of): (&String, &ChannelMarks)| {
        json!({
            "channel": channel,
            "credit": estimate(of.credit),
            "credit_less_incremental": estimate(of.against_incremental),
            "credit_less_fair_share": estimate(of.against_fair),
            "own_share": of.own_share,
            "coverage": estimate(of.coverage),
        })
    };
    json!({
        "model": marks.model.name(),
        "repetitions": marks.repetitions,
        "share_error": estimate(marks.share_error),
        "rank_correlation": estimate(marks.rank_correlation),
        "coverage": estimate(marks.coverage),
        "channels": truths.channels.iter().zip(&marks.channels).map(channel).collect::<Vec<_>>(),
    })
}

fn estimate(of: Option<Estimate>) -> Value {
    of.map_or(Value::Null, |of| json!({ "mean": of.mean, "standard_error": of.error }))
}
