//! Speed of each part of the engine: `cargo bench`. Targets stand in ARCHITECTURE.md.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use touchline::domain::{
    attribution::{
        PathWeights,
        chain::Chain,
        fit::Fitter,
        markov::removal_effects,
        model::{Model, Settings},
        shapley::{Sampling, chain_game},
        window::Windows,
    },
    dataset::{DEFAULT_SEED, Dataset},
    import::read_leads,
    journey::Journeys,
    path::{PathTable, Rewrite},
    playbook::{Chance, Course, Delay, Distribution, Effect, PlannedTouch, Playbook, Since, When},
    uncertainty::{replicates::Replicates, resample::Method},
};

use common::paths;

#[path = "common/paths.rs"]
mod common;

const LEADS: usize = 100_000;

fn leads_csv(rows: usize) -> Vec<u8> {
    let sample = include_str!("../public/a_tier_leads.csv");
    let mut lines = sample.lines();
    let mut csv = lines.next().unwrap_or_default().to_owned() + "\n";
    let bodies: Vec<&str> = lines.filter_map(|line| line.split_once(',')).map(|(_, body)| body).collect();
    for (row, body) in (0..rows).zip(bodies.iter().cycle()) {
        csv += &format!("00000000-0000-4000-8000-{row:012},{body}\n");
    }
    csv.into_bytes()
}

/// For every persona five touches at drawn times and a conversion by chance.
fn stochastic() -> Playbook {
    let delays = [
        Distribution::Exponential { mean: 2.0 },
        Distribution::LogNormal { median: 4.0, sigma: 0.6 },
        Distribution::Gamma { mean: 20.0, shape: 2.0 },
        Distribution::Weibull { scale: 30.0, shape: 1.5 },
        Distribution::Uniform { from: 1.0, to: 40.0 },
    ];
    let touch = |(channel, length): (&str, Distribution)| PlannedTouch {
        probability: 0.7,
        delay: Delay { since: Since::Previous, length, ..Delay::hours(0.0) },
        ..PlannedTouch::fixed(channel, 0.0)
    };
    let channels = ["ga4", "email", "door_knock", "sms", "email"];
    let effect = |channel: &&str| Effect { channel: (*channel).to_owned(), log_odds: 0.4, saturation: 0.5 };
    let mut playbook = Playbook { rules: Vec::new(), ..Playbook::default() };
    playbook.any_other.course = Course::Touches(channels.into_iter().zip(delays).map(touch).collect());
    playbook.any_other.conversion.when = When::Chance(Chance {
        sii_centre: 90.0,
        sii_slope: 0.02,
        effects: channels[..4].iter().map(effect).collect(),
        ..Chance::constant(0.2)
    });
    playbook.any_other.conversion.delay.length = Distribution::Exponential { mean: 48.0 };
    playbook
}

fn leads(criterion: &mut Criterion) {
    let csv = leads_csv(LEADS);
    let playbook = Playbook::default();
    let import = read_leads(csv.as_slice()).expect("a leads file");
    let mut group = criterion.benchmark_group("leads");
    group.sample_size(10);
    group.throughput(Throughput::Bytes(csv.len() as u64));
    group.bench_function("parse 100,000", |bench| bench.iter(|| read_leads(black_box(csv.as_slice()))));
    group.throughput(Throughput::Elements(LEADS as u64));
    group.bench_function("synthesise 100,000", |bench| {
        bench.iter(|| Journeys::synthesise(black_box(&import.leads), &playbook, DEFAULT_SEED));
    });
    let drawn = stochastic();
    group.bench_function("synthesise 100,000 by chance", |bench| {
        bench.iter(|| Journeys::synthesise(black_box(&import.leads), &drawn, DEFAULT_SEED));
    });
    let dataset = Dataset::synthesise("bench", import.clone(), playbook.clone()).expect("five channels");
    let inside: Vec<_> = dataset.journeys.rows.iter().collect();
    group.bench_function("collapse 100,000", |bench| {
        bench.iter(|| PathTable::collapse(black_box(&dataset.journeys), &inside, &Rewrite::default(), true, |_| 1.0));
    });
    group.finish();
}

fn models(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("models");
    group.sample_size(10);
    for channels in [5, 12, 20] {
        let table = paths(10_000, channels);
        let chain = Chain::of_paths(&table, &PathWeights::observed(&table)).expect("twenty channels");
        group.bench_function(format!("markov, {channels} channels"), |bench| {
            bench.iter(|| removal_effects(black_box(&chain)));
        });
        group.bench_function(format!("chain shapley, {channels} channels"), |bench| {
            bench.iter(|| chain_game(black_box(&chain), &Sampling::seeded(7)));
        });
    }
    group.finish();
}

fn orders(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("markov orders");
    group.sample_size(10);
    let table = paths(10_000, 12);
    let weights = PathWeights::observed(&table);
    for order in 1..=4 {
        let windows = Windows::of_paths(&table, order).expect("few states");
        group.bench_function(format!("order {order}, {} states", windows.states()), |bench| {
            bench.iter(|| Windows::of_paths(&table, order).expect("few states").chain(&weights).removal_effects());
        });
    }
    group.finish();
}

fn bootstrap(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("bootstrap");
    group.sample_size(10);
    let table = paths(10_000, 12);
    let sample = read_leads(include_bytes!("../public/a_tier_leads.csv").as_slice()).expect("the sample");
    let sample = Dataset::synthesise("sample", sample, Playbook::default()).expect("five channels");
    let inside: Vec<_> = sample.journeys.rows.iter().collect();
    let small = PathTable::collapse(&sample.journeys, &inside, &Rewrite::default(), true, |_| 1.0);
    for (name, table) in [("61 leads", &small), ("10,000 paths, 12 channels", &table)] {
        group.bench_function(format!("1,000 replicates, {name}"), |bench| {
            let settings = Settings::default();
            let bases = Model::Hybrid.bases().iter();
            let fitters: Vec<Fitter> =
                bases.map(|base| Fitter::new(*base, table, &settings, 7).expect("twelve channels")).collect();
            bench.iter(|| {
                let mut replicates = Replicates::new(table, Method::Bayesian);
                for _ in 0..1_000 {
                    replicates.add(&fitters, 7).expect("twelve channels");
                }
                replicates
            });
        });
    }
    group.finish();
}

criterion_group!(benches, leads, models, orders, bootstrap);
criterion_main!(benches);
