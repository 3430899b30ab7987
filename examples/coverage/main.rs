//! How often a 90 % interval holds the true credit: chains with known transition probabilities
//! are simulated again and again, and every model's interval by every method is held against the
//! model's own value on infinitely many journeys. Prints the tables of docs/coverage.md.
//!
//! `cargo run --release --example coverage`: half an hour on two cores at most.

mod study;
mod table;
mod truth;
mod world;

use std::{error::Error, process::ExitCode, time::Instant};

use lexopt::prelude::{Long, ValueExt};
use study::Study;

/// Fixed before the first run.
const SEED: u64 = 20_240_615;

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
    let mut study = Study { repetitions: 1_000, replicates: 400, truth_journeys: 10_000_000, seed: SEED };
    let mut parser = lexopt::Parser::from_env();
    while let Some(argument) = parser.next()? {
        match argument {
            Long("repetitions") => study.repetitions = parser.value()?.parse()?,
            Long("replicates") => study.replicates = parser.value()?.parse()?,
            Long("truth-journeys") => study.truth_journeys = parser.value()?.parse()?,
            Long("seed") => study.seed = parser.value()?.parse()?,
            _ => return Err(argument.unexpected().into()),
        }
    }
    let begin = Instant::now();
    table::print_head(&study);
    for world in world::all() {
        let truth = truth::of(&world, &study)?;
        for journeys in [200, 1_000, 5_000] {
            table::print(&world, journeys, &truth, &study.run(&world, journeys, &truth)?);
        }
    }
    eprintln!("{:.0} s", begin.elapsed().as_secs_f64());
    Ok(())
}
