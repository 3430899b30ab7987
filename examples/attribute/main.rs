//! Attribution without a browser: leads, touchpoints or a path table in, one JSON object out. The same
//! engine as the page.

mod arguments;
mod events;
mod json;
#[path = "../common/playbook.rs"]
mod playbook_file;
#[path = "../common/reading.rs"]
mod reading;

use std::{error::Error, fs::File, io, process::ExitCode};

use arguments::{Arguments, Input, USAGE};
use serde_json::Value;
use touchline::{
    domain::{dataset::Dataset, import::read_leads, playbook::Playbook},
    engine::{self, import::Kind},
};

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
    let json = match &arguments.input {
        Input::Leads(file, playbook, seed) => of_leads(file, playbook.as_deref(), *seed, &arguments)?,
        Input::Events(file) => events::answer(file, open(file)?, Kind::Touchpoints, &arguments)?,
        Input::Paths(file) => events::answer(file, open(file)?, Kind::Paths, &arguments)?,
    };
    serde_json::to_writer_pretty(io::stdout().lock(), &json)?;
    println!();
    Ok(())
}

fn of_leads(path: &str, playbook: Option<&str>, seed: u64, arguments: &Arguments) -> Result<Value, Box<dyn Error>> {
    let import = read_leads(open(path)?).map_err(|fault| format!("{path}: {fault}"))?;
    let playbook = playbook.map_or(Ok(Playbook::default()), playbook_file::read)?;
    let made = Dataset::synthesise(path, import, Playbook::default())?.replayed(playbook, seed);
    let dataset = made.ok_or("there are no leads")??;
    let report = engine::attribute(&dataset, &arguments.query)?;
    Ok(json::of_dataset(&dataset, &arguments.query, &report))
}

fn open(path: &str) -> Result<File, Box<dyn Error>> {
    File::open(path).map_err(|error| format!("{path}: {error}").into())
}
