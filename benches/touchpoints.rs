//! Speed of reading touchpoints, of storing what was read, and of the path from the file to the first intervals.

use std::{hint::black_box, io::Read};

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use touchline::{
    domain::{
        dataset::Dataset,
        import::{
            Input,
            table::{Advance, Hints},
        },
        playbook::Playbook,
    },
    engine::{
        Step,
        attribute::{AttributeJob, Purpose},
        import::{Choices, ImportJob},
        query::Query,
    },
    store::record,
};

#[path = "common/events.rs"]
mod events;

const JOURNEYS: usize = 100_000;

fn read(source: impl Read) -> Dataset {
    let mut job = ImportJob::start("bench", None, source, &Choices::default(), &[]).expect("touchpoints");
    while let Step::More(_) = job.step().expect("readable") {}
    job.finish(Playbook::default(), None).expect("touchpoints")
}

/// Rows of the table alone.
fn split(source: impl Read) -> usize {
    let mut input = Input::open(source, &Hints::default(), |_| false).expect("a table");
    let mut cells = 0;
    loop {
        match input.advance().expect("readable") {
            Advance::Row => cells += input.row().len(),
            Advance::End => return cells,
            _ => {}
        }
    }
}

/// The report after the first hundred replicates.
fn first_intervals(dataset: &Dataset) -> u32 {
    let mut job = AttributeJob::start(dataset, Query::default(), Purpose::Report, None).expect("a query that fits");
    while job.drawn() < 100 {
        job.step().expect("models that fit");
    }
    job.reported().replicates
}

fn touchpoints(criterion: &mut Criterion) {
    let (csv, rows) = events::csv(JOURNEYS);
    println!("{} bytes, {rows} rows", csv.len());
    let mut group = criterion.benchmark_group("touchpoints");
    group.sample_size(10);
    group.throughput(Throughput::Bytes(csv.len() as u64));
    group.bench_function("split into cells, MB/s", |bench| bench.iter(|| split(black_box(csv.as_slice()))));
    group.bench_function("read into journeys, MB/s", |bench| bench.iter(|| read(black_box(csv.as_slice()))));
    group.throughput(Throughput::Elements(rows as u64));
    group.bench_function("read into journeys, touchpoints", |bench| bench.iter(|| read(black_box(csv.as_slice()))));
    let dataset = read(csv.as_slice());
    group.bench_function("first intervals", |bench| bench.iter(|| first_intervals(black_box(&dataset))));
    let stored = record::encode(&dataset);
    println!("{} bytes stored", stored.len());
    group.throughput(Throughput::Bytes(stored.len() as u64));
    group.bench_function("write a record", |bench| bench.iter(|| record::encode(black_box(&dataset))));
    group.bench_function("read a record", |bench| {
        bench.iter(|| record::decode::<Dataset>("dataset", black_box(&stored)));
    });
    group.finish();
}

criterion_group!(benches, touchpoints);
criterion_main!(benches);
