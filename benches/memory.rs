//! Peak memory of the largest solves: `cargo bench --bench memory`. Prints one JSON object.

use peak_alloc::PeakAlloc;
use touchline::domain::{
    attribution::{
        PathWeights,
        fit::Fitter,
        model::{Base, Settings},
    },
    path::PathTable,
};

#[path = "common/paths.rs"]
mod common;

#[global_allocator]
static PEAK: PeakAlloc = PeakAlloc;

fn main() {
    let table: PathTable = common::paths(10_000, 12);
    for order in 1..=4 {
        let settings = Settings { order, ..Settings::default() };
        PEAK.reset_peak_usage();
        let before = PEAK.current_usage_as_mb();
        let fitter = Fitter::new(Base::Markov, &table, &settings, 7).expect("few states");
        let figures = fitter.fit(&table, &PathWeights::observed(&table), 0).expect("short journeys");
        let states = fitter.states(&table).unwrap_or_default();
        assert!(figures.share.is_some(), "credit to share");
        println!("{{\"order\":{order},\"states\":{states},\"peak_mb\":{:.1}}}", PEAK.peak_usage_as_mb() - before);
    }
}
