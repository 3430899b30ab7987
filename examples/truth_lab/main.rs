//! The truth lab without a browser: a playbook whose effects are known in, both truths and the marks of every model out, as
//! one JSON object a scenario. The same engine as the page.

mod arguments;
mod json;
mod markdown;
#[path = "../common/playbook.rs"]
mod playbook_file;

use std::{error::Error, io, process::ExitCode, time::Instant};

use arguments::{Arguments, Input, USAGE};
use touchline::{
    domain::{
        lab::{Knobs, Population, PopulationGroup, Scenario, findings::LabFindings},
        playbook::Playbook,
    },
    engine::lab::{LabAsk, lab},
};

/// One playbook and what is found of it.
pub struct Case {
    /// The scenario's name, or the file.
    pub name: String,
    pub title: String,
    pub teaches: Option<String>,
    pub findings: LabFindings,
}

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
    let knobs = Knobs { effect: arguments.effect, noise: arguments.noise };
    let cases = match &arguments.input {
        Input::List => {
            Scenario::all(knobs).iter().for_each(|scenario| println!("{:24} {}", scenario.name, scenario.title));
            return Ok(());
        }
        Input::All => Scenario::all(knobs).into_iter().map(|one| of_scenario(one, &arguments)).collect(),
        Input::Scenario(name) => {
            let scenario = Scenario::named(name, knobs).ok_or_else(|| unknown(name, knobs))?;
            of_scenario(scenario, &arguments).map(|case| vec![case])
        }
        Input::Playbook(file) => of_playbook(file, knobs, &arguments).map(|case| vec![case]),
    }?;
    if arguments.markdown {
        print!("{}", markdown::document(&cases, &arguments));
        return Ok(());
    }
    let found: Vec<serde_json::Value> = cases.iter().map(json::of_case).collect();
    match &found[..] {
        [only] => serde_json::to_writer_pretty(io::stdout().lock(), only)?,
        all => serde_json::to_writer_pretty(io::stdout().lock(), all)?,
    }
    println!();
    Ok(())
}

fn unknown(name: &str, knobs: Knobs) -> String {
    let names: Vec<&str> = Scenario::all(knobs).iter().map(|scenario| scenario.name).collect();
    format!("no scenario is named \"{name}\"; the scenarios are {}", names.join(", "))
}

fn of_scenario(scenario: Scenario, arguments: &Arguments) -> Result<Case, Box<dyn Error>> {
    let Scenario { name, title, teaches, playbook, population } = scenario;
    let findings = find(name, playbook, population, arguments)?;
    Ok(Case { name: name.to_owned(), title: title.to_owned(), teaches: Some(teaches.to_owned()), findings })
}

fn of_playbook(file: &str, knobs: Knobs, arguments: &Arguments) -> Result<Case, Box<dyn Error>> {
    let playbook = knobs.applied(&playbook_file::read(file)?);
    let title = playbook.name.clone();
    let population = of_personas(&playbook);
    let findings = find(file, playbook, population, arguments)?;
    Ok(Case { name: file.to_owned(), title, teaches: None, findings })
}

fn find(
    name: &str,
    playbook: Playbook,
    population: Population,
    arguments: &Arguments,
) -> Result<LabFindings, Box<dyn Error>> {
    let mut ask = LabAsk::new(playbook, population);
    ask.knobs = Knobs { effect: arguments.effect, noise: arguments.noise };
    ask.journeys = LabAsk::sizes(arguments.journeys);
    ask.repetitions = arguments.repetitions;
    ask.replicates = arguments.replicates;
    ask.level = arguments.level;
    ask.seed = arguments.seed;
    ask.alpha = arguments.alpha;
    ask.settings.order = arguments.order;
    let begin = Instant::now();
    let findings = lab(ask).map_err(|error| format!("{name}: {error}"))?;
    eprintln!("{name}: {:.1} s", begin.elapsed().as_secs_f64());
    Ok(findings)
}

/// Every fault is told on a line of its own.
/// The personas and plays that a playbook names in equal parts, or one persona that it does not name.
fn of_personas(playbook: &Playbook) -> Population {
    let sii: Vec<(f64, f64)> = (5..=15).map(|tens| (10.0 * f64::from(tens), 1.0)).collect();
    let group = |persona: &str, play: Option<&String>| PopulationGroup {
        persona: persona.to_owned(),
        play: play.cloned(),
        weight: 1.0,
        sii: sii.clone(),
    };
    let groups: Vec<PopulationGroup> = playbook.rules.iter().map(|of| group(&of.persona, of.play.as_ref())).collect();
    Population { groups: if groups.is_empty() { vec![group("Anyone", None)] } else { groups } }
}
