//! Attribution without a browser: a leads CSV in, one JSON object out. The same engine as the page.

use std::{error::Error, fs::File, io, process::ExitCode};

use lexopt::prelude::{Long, ValueExt};
use serde_json::{Value, json};
use touchline::{
    domain::{
        attribution::model::Model, dataset::Dataset, import::read_leads, journey::Origin, playbook::Playbook,
        report::Report, uncertainty::Interval, zip::Zip,
    },
    engine::{self, query::Query},
};

const USAGE: &str = "\
Usage: cargo run --release --example attribute -- --leads FILE [options]

  --leads FILE             a CSV of leads
  --zip 75209              only this ZIP code; may be repeated
  --include-unknown-zip    with --zip: leads without a usable ZIP code as well
  --all-tiers              every lead, not only SII >= 70 and risk >= 60
  --play PLAY              only this play; may be repeated
  --without CHANNEL        take this channel out of every journey; may be repeated
  --model MODEL            hybrid (default), markov or shapley
  --alpha 0.5              weight of Markov in the hybrid: 1 is Markov, 0 Shapley
  --replicates 1000        Bayesian bootstrap replicates behind the 90 % intervals
  --seed N                 0 to 9007199254740991";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    let Some(arguments) = Arguments::parse(lexopt::Parser::from_env())? else {
        println!("{USAGE}");
        return Ok(());
    };
    let file = File::open(&arguments.leads).map_err(|error| format!("{}: {error}", arguments.leads))?;
    let import = read_leads(file).map_err(|fault| format!("{}: {fault}", arguments.leads))?;
    let dataset = Dataset::synthesise(&arguments.leads, import, Playbook::default())?;
    let report = engine::attribute(&dataset, &arguments.query)?;
    serde_json::to_writer_pretty(io::stdout().lock(), &to_json(&dataset, &arguments.query, &report))?;
    println!();
    Ok(())
}

struct Arguments {
    leads: String,
    query: Query,
}

impl Arguments {
    /// `None` where help was asked for.
    fn parse(mut parser: lexopt::Parser) -> Result<Option<Arguments>, Box<dyn Error>> {
        let mut leads = None;
        let mut unknown_zip = false;
        let mut query = Query::default();
        while let Some(argument) = parser.next()? {
            match argument {
                Long("leads") => leads = Some(parser.value()?.string()?),
                Long("zip") => query.scope.zips.push(parser.value()?.string()?.parse::<Zip>()?),
                Long("include-unknown-zip") => unknown_zip = true,
                Long("all-tiers") => query.scope.tier = None,
                Long("play") => query.scope.plays.push(parser.value()?.string()?),
                Long("without") => query.scope.without.push(parser.value()?.string()?),
                Long("model") => query.model = model(&parser.value()?.string()?)?,
                Long("alpha") => query.alpha = parser.value()?.parse()?,
                Long("replicates") => query.replicates = parser.value()?.parse()?,
                Long("seed") => query.seed = parser.value()?.parse()?,
                Long("help") => return Ok(None),
                _ => return Err(format!("{}\n\n{USAGE}", argument.unexpected()).into()),
            }
        }
        // Without --zip every ZIP is in scope, unknown ones included.
        if unknown_zip && !query.scope.zips.is_empty() {
            query.scope.zips.push(Zip::Unknown);
        }
        let leads = leads.ok_or_else(|| format!("--leads FILE is missing\n\n{USAGE}"))?;
        Ok(Some(Arguments { leads, query }))
    }
}

fn model(name: &str) -> Result<Model, Box<dyn Error>> {
    let names = Model::ALL.map(Model::name).join(", ");
    Model::named(name).ok_or_else(|| format!("no model is named \"{name}\"; the models are {names}").into())
}

fn to_json(dataset: &Dataset, query: &Query, report: &Report) -> Value {
    let counts = &report.counts;
    // Off where it was switched off or the file has no risk_score to judge by.
    let tier = query.scope.effective_tier(dataset);
    json!({
        "synthetic": report.origin == Origin::Synthetic,
        "read": dataset.source.read,
        "accepted": dataset.source.leads.len(),
        "rejected": rejected(dataset),
        "absent_columns": dataset.source.absent_columns,
        "tier": tier,
        "outside_scope": counts.outside.total(),
        "journeys": counts.journeys,
        "events": counts.events,
        "conversions": counts.conversions,
        "conversion_rate": counts.conversion_rate,
        "conversion_rate_interval": interval(counts.conversion_rate_interval),
        "value": counts.value,
        "unattributed_conversions": counts.unattributed_conversions,
        "model": report.model.name(),
        "alpha": report.alpha,
        "seed": report.seed,
        "excluded_replicates": report.excluded_replicates,
        "replicates": report.replicates,
        "conversion_probability": counts.conversion_probability,
        "channels": channels(report),
        "findings": report.findings,
    })
}

fn rejected(dataset: &Dataset) -> Vec<Value> {
    let rows = dataset.source.rejected.iter();
    rows.map(|row| {
        json!({
            "row": row.row,
            "line": row.line,
            "column": row.column,
            "value": row.value,
            "reason": row.reason.to_string(),
        })
    })
    .collect()
}

fn channels(report: &Report) -> Vec<Value> {
    let credit = report.channels.iter();
    credit
        .map(|credit| {
            json!({
                "channel": credit.channel,
                "touches": credit.touches,
                "journeys": credit.journeys,
                "conversions": credit.conversions,
                "credit": credit.credit,
                "value_credit": credit.value_credit,
                "share": credit.share,
                "markov_share": credit.markov_share,
                "shapley_share": credit.shapley_share,
                "removal_effect": credit.removal_effect,
                "interval": interval(credit.interval),
            })
        })
        .collect()
}

fn interval(interval: Option<Interval>) -> Value {
    interval.map_or(Value::Null, |interval| json!(interval))
}
