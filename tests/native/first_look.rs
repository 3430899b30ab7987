//! When figures are shown before their intervals.

use touchline::{
    domain::{dataset::Dataset, playbook::Playbook, uncertainty::resample::Method},
    engine::{
        Step,
        attribute::{AttributeJob, Purpose},
        import::{Choices, ImportJob},
        query::Query,
    },
};

/// A customer for each of so many numbers, whose path is the digits of the number.
fn dataset(customers: u32) -> Dataset {
    let mut csv = "customer_id,timestamp,channel,converted\n".to_owned();
    for customer in 0..customers {
        for (day, digit) in (1..).zip(format!("{customer:05}").chars()) {
            csv.push_str(&format!("c{customer},2025-01-{day:02},channel {digit},{}\n", u8::from(day == 5)));
        }
    }
    let mut job = ImportJob::start("made.csv", None, csv.as_bytes(), &Choices::default(), &[]).expect("touchpoints");
    while let Step::More(_) = job.step().expect("readable") {}
    job.finish(Playbook::default(), None).expect("touchpoints")
}

/// How often a job says, over its steps, that intervals are awaited, and the replicates that its reports have then.
fn looks(dataset: &Dataset, query: Query) -> Vec<u32> {
    let mut job = AttributeJob::start(dataset, query, Purpose::Report, None).expect("a query of the dataset");
    let mut looks = Vec::new();
    while let Step::More(_) = job.step().expect("a model that can be fitted") {
        if job.awaits_intervals() {
            let report = job.reported();
            assert!(report.channels.iter().all(|channel| channel.share.is_some() && channel.interval.is_none()));
            looks.push(report.replicates);
        }
    }
    assert!(!job.awaits_intervals());
    looks
}

#[test]
fn figures_of_many_paths_are_shown_once_before_their_intervals() {
    let many = dataset(5_000);
    assert_eq!(looks(&many, Query::default()), [0]);
    let without = Query { method: Method::None, ..Query::default() };
    assert_eq!(looks(&many, without), [0_u32; 0]);
}

#[test]
fn what_takes_no_time_is_shown_with_its_intervals_at_once() {
    assert_eq!(looks(&dataset(20), Query::default()), [0_u32; 0]);
}
