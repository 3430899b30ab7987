//! The command line.

use std::error::Error;

use lexopt::prelude::{Long, ValueExt};

pub const USAGE: &str = "\
Usage: cargo run --release --example truth_lab -- [--scenario NAME | --playbook FILE] [options]

  --scenario all           every scenario (default), or one of them by its name; --list tells the names
  --playbook FILE          a playbook in JSON instead; its personas have equal parts of the leads, and SII goes from 50 to
                           150 in steps of 10, each as often
  --list                   the scenarios

  --journeys 1000          of each repetition
  --repetitions 300
  --replicates 200         of each interval; 0: no intervals
  --level 0.9              of the intervals
  --seed 7                 0 to 9007199254740991
  --effect 1               multiplies every effect of the channels
  --noise 1                multiplies the part of SII in who converts
  --alpha 0.5              weight of Markov in the hybrid
  --order 1                order of the Markov chain

  --markdown               tables for the documentation instead of JSON
  --date DATE              stands at their head";

/// Whose truth is asked for.
pub enum Input {
    All,
    Scenario(String),
    Playbook(String),
    List,
}

pub struct Arguments {
    pub input: Input,
    pub journeys: u32,
    pub repetitions: u32,
    pub replicates: u32,
    pub level: f64,
    pub seed: u64,
    pub effect: f64,
    pub noise: f64,
    pub alpha: f64,
    pub order: usize,
    pub markdown: bool,
    pub date: Option<String>,
}

impl Arguments {
    /// `None` where help was asked for.
    pub fn parse(mut parser: lexopt::Parser) -> Result<Option<Arguments>, Box<dyn Error>> {
        let mut input = None;
        let mut all = Arguments {
            input: Input::All,
            journeys: 1_000,
            repetitions: 300,
            replicates: 200,
            level: 0.9,
            seed: 7,
            effect: 1.0,
            noise: 1.0,
            alpha: 0.5,
            order: 1,
            markdown: false,
            date: None,
        };
        while let Some(argument) = parser.next()? {
            match argument {
                Long("scenario") => {
                    let name = parser.value()?.string()?;
                    choose(&mut input, if name == "all" { Input::All } else { Input::Scenario(name) })?;
                }
                Long("playbook") => choose(&mut input, Input::Playbook(parser.value()?.string()?))?,
                Long("list") => choose(&mut input, Input::List)?,
                Long("journeys") => all.journeys = parser.value()?.parse()?,
                Long("repetitions") => all.repetitions = parser.value()?.parse()?,
                Long("replicates") => all.replicates = parser.value()?.parse()?,
                Long("level") => all.level = parser.value()?.parse()?,
                Long("seed") => all.seed = parser.value()?.parse()?,
                Long("effect") => all.effect = knob("effect", parser.value()?.parse()?)?,
                Long("noise") => all.noise = knob("noise", parser.value()?.parse()?)?,
                Long("alpha") => all.alpha = parser.value()?.parse()?,
                Long("order") => all.order = parser.value()?.parse()?,
                Long("markdown") => all.markdown = true,
                Long("date") => all.date = Some(parser.value()?.string()?),
                Long("help") => return Ok(None),
                _ => return Err(format!("{}\n\n{USAGE}", argument.unexpected()).into()),
            }
        }
        all.input = input.unwrap_or(Input::All);
        Ok(Some(all))
    }
}

fn choose(input: &mut Option<Input>, chosen: Input) -> Result<(), Box<dyn Error>> {
    match input.replace(chosen) {
        None => Ok(()),
        Some(_) => Err("only one of --scenario, --playbook and --list can be given".into()),
    }
}

fn knob(name: &str, factor: f64) -> Result<f64, Box<dyn Error>> {
    match factor.is_finite() {
        true => Ok(factor),
        false => Err(format!("--{name} is {factor}; it must be a finite number").into()),
    }
}
