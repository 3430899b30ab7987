//! Any table, or JSON, as it is read: RFC 4180 CSV in UTF-8 on stdout, how it was read as JSON on stderr.

use std::{
    error::Error,
    fs::File,
    io::{self, BufWriter, Write},
    process::ExitCode,
};

use lexopt::prelude::{Long, Value, ValueExt};
use serde_json::json;
use touchline::domain::import::{
    Input,
    table::{Advance, Hints},
};

#[path = "../common/reading.rs"]
mod reading;

const USAGE: &str = "\
Usage: cargo run --release --example read -- FILE [options]

Prints the file's rows as they were read, as CSV in UTF-8 with commas, and on stderr one JSON object that says how.

  --delimiter ,            of cells: one sign, or tab
  --quote SIGN             or none
  --encoding LABEL         for example windows-1252
  --header yes|no          whether the first row names the columns";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    let Some((file, hints)) = arguments(lexopt::Parser::from_env())? else {
        println!("{USAGE}");
        return Ok(());
    };
    let file = File::open(&file).map_err(|error| format!("{file}: {error}"))?;
    let mut table = Input::open(file, &hints, |_| false)?;
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(BufWriter::new(io::stdout().lock()));
    let text = |cell: &[u8]| String::from_utf8_lossy(cell).into_owned();
    writer.write_record(&table.reading().names)?;
    let (mut rows, mut ragged, mut rejected) = (0_u64, Vec::new(), Vec::new());
    loop {
        match table.advance()? {
            Advance::Idle => {}
            Advance::End => break,
            Advance::Rejected(rejection) => {
                let reason = rejection.reason.to_string();
                rejected.push(
                    json!({ "line": table.line(), "column": rejection.column, "value": rejection.value, "reason": reason }),
                );
            }
            Advance::Row => {
                rows += 1;
                let (row, width) = (table.row(), table.width());
                if row.len() != width {
                    ragged.push(json!({ "line": table.line(), "found": row.len(), "expected": width }));
                }
                let missing = width.saturating_sub(row.len());
                writer.write_record(row.iter().map(text).chain((0..missing).map(|_| String::new())))?;
            }
        }
    }
    writer.flush()?;
    let mut said = reading::said(&table.reading());
    said["rows"] = json!(rows);
    said["ragged"] = json!(ragged);
    said["rejected"] = json!(rejected);
    writeln!(io::stderr(), "{said}")?;
    Ok(())
}

/// The file and what is known of it beforehand; `None` where help was asked for.
fn arguments(mut parser: lexopt::Parser) -> Result<Option<(String, Hints)>, Box<dyn Error>> {
    let (mut file, mut hints) = (None, Hints::default());
    while let Some(argument) = parser.next()? {
        match argument {
            Value(name) => file = Some(name.string()?),
            Long("delimiter") => hints.dialect.delimiter = Some(reading::delimiter(&parser.value()?.string()?)?),
            Long("quote") => hints.dialect.quote = Some(reading::quote(&parser.value()?.string()?)?),
            Long("encoding") => hints.encoding = Some(parser.value()?.string()?),
            Long("header") => hints.header = Some(reading::yes_or_no(&parser.value()?.string()?)?),
            Long("help") => return Ok(None),
            other => return Err(format!("{}\n\n{USAGE}", other.unexpected()).into()),
        }
    }
    match file {
        Some(file) => Ok(Some((file, hints))),
        None => Err(format!("FILE is missing\n\n{USAGE}").into()),
    }
}
