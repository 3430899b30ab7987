//! StormOps' four tables of a file, written into a folder as CSV and as SQL: what the page exports, without a browser.

use std::{
    error::Error,
    fs::{self, File},
    io::{self, BufWriter, Write},
    path::Path,
    process::ExitCode,
    time::{SystemTime, UNIX_EPOCH},
};

use lexopt::prelude::{Long, ValueExt};
use touchline::{
    domain::{attribution::model::Model, dataset::Dataset, playbook::Playbook},
    engine::{
        Step,
        import::{Choices, ImportJob, Kind},
        query::Query,
    },
    export::{
        Dialect,
        stormops::{self, Exchange, StormOpsTable},
    },
};

const USAGE: &str = "\
Usage: cargo run --release --example export -- --leads FILE | --events FILE --to FOLDER [options]

Writes customer_journeys, channel_attribution, play_attribution and play_channel_attribution as CSV, and all four as
stormops.sqlite.sql and stormops.postgres.sql (docs/exchange.md).

  --all-tiers              every lead, not only SII >= 70 and risk >= 60
  --without CHANNEL        take this channel out of every journey; may be repeated
  --model MODEL            hybrid (default), or any other that the example attribute knows
  --alpha 0.5              weight of Markov in the hybrid
  --replicates 1000
  --at SECONDS             the time of the figures, in seconds since 1970-01-01 00:00 UTC; now unless told otherwise";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

struct Arguments {
    file: String,
    kind: Kind,
    to: String,
    query: Query,
    at: i64,
}

fn run() -> Result<(), Box<dyn Error>> {
    let Some(Arguments { file, kind, to, query, at }) = arguments(lexopt::Parser::from_env())? else {
        println!("{USAGE}");
        return Ok(());
    };
    let dataset = read(&file, kind)?;
    let (inside, _) = query.scope.select(&dataset);
    let attributions = [stormops::attribute(&dataset, &query, at)?];
    let event_id = stormops::event_id(&dataset);
    let exchange = Exchange { dataset: &dataset, inside: &inside, event_id, attributions: &attributions };
    let to = Path::new(&to);
    fs::create_dir_all(to)?;
    for table in StormOpsTable::ALL {
        write(&to.join(format!("{}.csv", table.name())), |out| exchange.csv(table, out))?;
    }
    for dialect in Dialect::ALL {
        write(&to.join(format!("stormops.{}.sql", dialect.name())), |out| exchange.sql(dialect, out))?;
    }
    Ok(())
}

fn read(file: &str, kind: Kind) -> Result<Dataset, Box<dyn Error>> {
    let source = File::open(file).map_err(|error| format!("{file}: {error}"))?;
    let name = Path::new(file).file_name().unwrap_or_default().to_string_lossy();
    let choices = Choices { kind: Some(kind), ..Choices::default() };
    let mut job = ImportJob::start(&name, None, source, &choices, &[])?;
    while let Step::More(_) = job.step()? {}
    Ok(job.finish(Playbook::default(), None)?)
}

/// Writes the pieces that come; the first error ends it.
fn write(path: &Path, pieces: impl FnOnce(&mut dyn FnMut(&str))) -> Result<(), Box<dyn Error>> {
    let mut file = BufWriter::new(File::create(path)?);
    let mut written: io::Result<()> = Ok(());
    pieces(&mut |piece| {
        if written.is_ok() {
            written = file.write_all(piece.as_bytes());
        }
    });
    written.and_then(|()| file.flush()).map_err(|error| format!("{}: {error}", path.display()).into())
}

/// `None` where help was asked for.
fn arguments(mut parser: lexopt::Parser) -> Result<Option<Arguments>, Box<dyn Error>> {
    let (mut file, mut to, mut at, mut query) = (None, None, None, Query::default());
    while let Some(argument) = parser.next()? {
        match argument {
            Long("leads") => file = Some((parser.value()?.string()?, Kind::Leads)),
            Long("events") => file = Some((parser.value()?.string()?, Kind::Touchpoints)),
            Long("to") => to = Some(parser.value()?.string()?),
            Long("all-tiers") => query.scope.tier = None,
            Long("without") => query.scope.without.push(parser.value()?.string()?),
            Long("model") => {
                let name = parser.value()?.string()?;
                query.model = Model::named(&name).ok_or_else(|| format!("no model is named \"{name}\""))?;
            }
            Long("alpha") => query.alpha = parser.value()?.parse()?,
            Long("replicates") => query.replicates = parser.value()?.parse()?,
            Long("at") => at = Some(parser.value()?.parse()?),
            Long("help") => return Ok(None),
            other => return Err(format!("{}\n\n{USAGE}", other.unexpected()).into()),
        }
    }
    let (file, kind) = file.ok_or_else(|| format!("--leads FILE or --events FILE is missing\n\n{USAGE}"))?;
    let to = to.ok_or_else(|| format!("--to FOLDER is missing\n\n{USAGE}"))?;
    let at = match at {
        Some(at) => at,
        None => SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs() as i64,
    };
    Ok(Some(Arguments { file, kind, to, query, at }))
}
