//! The same input and seed give the same bits natively and in WebAssembly: digests of a report and
//! of all models' comparison, pinned here and checked on both targets.

use touchline::{
    domain::{
        comparison::Comparison, dataset::Dataset, import::read_leads, playbook::Playbook, report::Report,
        uncertainty::resample::Method,
    },
    engine::{self, query::Query},
};

const SAMPLE: &[u8] = include_bytes!("../../public/a_tier_leads.csv");

/// FNV-1a over the bits of every figure of the sample's report. It changes only when a
/// figure, a draw, or the order of a sum changes: then the new figures must be checked
/// against the independent ones before this is pinned anew.
pub const SAMPLE_DIGEST: u64 = 0xbd20_2ea9_0270_c1e5;

/// The same of all models by the Bayesian bootstrap, by the nonparametric one, and by rows of the chain.
pub const MODELS_DIGESTS: [(Method, u64); 3] = [
    (Method::Bayesian, 0xfb8e_45e6_7edb_c494),
    (Method::Bootstrap, 0x739a_809a_ae1d_206b),
    (Method::Dirichlet { prior: 0.5 }, 0x4695_b93b_1a12_b409),
];

pub fn sample_report() -> Report {
    engine::attribute(&sample(), &Query::default()).expect("the default query fits the sample")
}

pub fn sample_digest() -> u64 {
    let report = sample_report();
    let mut figures = vec![report.counts.conversion_probability, report.counts.value];
    figures.extend(report.counts.conversion_rate_interval.iter().flat_map(|rate| [Some(rate.lo), Some(rate.hi)]));
    for channel in &report.channels {
        figures.extend([channel.credit, channel.value_credit, channel.share]);
        figures.extend([channel.markov_share, channel.shapley_share, channel.removal_effect]);
        figures.extend(channel.interval.iter().flat_map(|share| [Some(share.lo), Some(share.hi)]));
    }
    digest(&figures)
}

pub fn models_digest(method: Method) -> u64 {
    let mut query = Query { method, replicates: 200, ..Query::default() };
    query.settings.order = 2;
    let comparison: Comparison = engine::compare(&sample(), &query).expect("a query that fits the sample");
    let mut figures = Vec::new();
    for model in &comparison.models {
        figures.extend(model.shares.iter().flatten().map(|share| Some(*share)));
        figures.extend(model.intervals.iter().flatten().flat_map(|share| [Some(share.lo), Some(share.hi)]));
    }
    let scores = comparison.order_choice.iter().flat_map(|choice| &choice.scores);
    figures.extend(scores.flat_map(|score| [Some(score.loss), Some(score.standard_error), score.auc]));
    digest(&figures)
}

fn sample() -> Dataset {
    let import = read_leads(SAMPLE).expect("the sample is a leads file");
    Dataset::synthesise("sample", import, Playbook::default()).expect("five channels")
}

fn digest(figures: &[Option<f64>]) -> u64 {
    let bytes = figures.iter().flat_map(|figure| figure.map_or([0xff; 8], |figure| figure.to_bits().to_le_bytes()));
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
