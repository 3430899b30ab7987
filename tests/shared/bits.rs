//! The same input and seed give the same bits natively and in WebAssembly: one digest of a
//! report, pinned here and checked on both targets.

use touchline::{
    domain::{dataset::Dataset, import::read_leads, playbook::Playbook, report::Report},
    engine::{self, query::Query},
};

const SAMPLE: &[u8] = include_bytes!("../../public/a_tier_leads.csv");

/// FNV-1a over the bits of every figure of the sample's report. It changes only when a
/// figure, a draw, or the order of a sum changes: then the new figures must be checked
/// against the independent ones before this is pinned anew.
pub const SAMPLE_DIGEST: u64 = 0xdf47_c7cd_8d67_75c3;

pub fn sample_report() -> Report {
    let import = read_leads(SAMPLE).expect("the sample is a leads file");
    let dataset = Dataset::synthesise("sample", import, Playbook::default()).expect("five channels");
    engine::attribute(&dataset, &Query::default()).expect("the default query fits the sample")
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
    let bytes = figures.iter().flat_map(|figure| figure.map_or([0xff; 8], |figure| figure.to_bits().to_le_bytes()));
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
