//! The same input and seed give the same bits natively and in WebAssembly: digests of a report and
//! of all models' comparison, pinned here and checked on both targets.

use touchline::{
    domain::{
        comparison::Comparison,
        dataset::Dataset,
        import::read_leads,
        lead::Cents,
        path::{NamedPath, PathTable},
        playbook::{
            Chain, ChainStep, Chance, Closing, Course, Delay, Distribution, Effect, Next, PlannedTouch, Playbook, Row,
            Since, Unit, Value, When,
        },
        report::Report,
        uncertainty::{Interval, resample::Method},
    },
    engine::{self, query::Query},
};

const SAMPLE: &[u8] = include_bytes!("../../public/a_tier_leads.csv");

/// FNV-1a over the bits of every figure of the sample's report. It changes only when a
/// figure, a draw, or the order of a sum changes: then the new figures must be checked
/// against the independent ones before this is pinned anew.
pub const SAMPLE_DIGEST: u64 = 0xe3e1_d249_280b_7484;

/// The same of all models by the Bayesian bootstrap, by the nonparametric one, and by rows of the chain.
pub const MODELS_DIGESTS: [(Method, u64); 3] = [
    (Method::Bayesian, 0x0700_99a4_e5a5_63ef),
    (Method::Bootstrap, 0x2183_0df7_3f79_5fb1),
    (Method::Dirichlet { prior: 0.5 }, 0xded9_d914_5774_916d),
];

/// Of a report whose Shapley values are sampled.
pub const WIDE_DIGEST: u64 = 0x236a_2cb5_5b9a_9309;

/// Of journeys by a playbook that leaves to chance whatever can be left to it. What its draws must be like is held by
/// tests/native/playbooks, against an independent program, rand_distr and its probabilities.
pub const JOURNEYS_DIGEST: u64 = 0x99c2_2671_531e_2d3f;

pub fn sample_report() -> Report {
    engine::attribute(&sample(), &Query::default()).expect("the default query fits the sample")
}

pub fn sample_digest() -> u64 {
    report_digest(&sample_report())
}

/// Of a report on 22 channels, whose Shapley values are sampled.
pub fn wide_digest() -> u64 {
    let names: Vec<String> = (0..22).map(|channel| format!("channel {channel:02}")).collect();
    let row = |row: usize| -> Vec<&str> {
        (0..1 + row % 5).map(|at| names[(row * 7 + at * (3 + row % 4)) % names.len()].as_str()).collect()
    };
    let rows: Vec<Vec<&str>> = (0..120).map(row).collect();
    let paths = rows.iter().enumerate().map(|(row, channels)| NamedPath {
        channels,
        conversions: (row % 4) as u32,
        nulls: 1 + (row % 7) as u32,
        value: (row % 4 > 0).then_some(Cents(10_000 + 1_234 * row as i64)),
    });
    let table = PathTable::from_named(paths).expect("22 channels");
    let query = Query { replicates: 20, ..Query::default() };
    report_digest(&engine::attribute_paths(table, &query).expect("a query that fits the table"))
}

/// Of the sample's journeys by [`stochastic`]: their touches, times, conversions and values.
pub fn journeys_digest() -> u64 {
    let made = sample().replayed(stochastic(), 11).expect("leads").expect("few channels");
    let mut figures = Vec::new();
    for journey in &made.journeys.rows {
        let touches = made.journeys.touches(journey);
        figures.extend(touches.flat_map(|touch| [Some(f64::from(touch.channel.0)), Some(touch.at as f64)]));
        let conversion = journey.outcome.conversion();
        figures.push(conversion.and_then(|conversion| conversion.value).map(Cents::units));
        let ages = conversion.map(|_| made.journeys.ages(journey.path, journey.times));
        figures.extend(ages.into_iter().flatten().map(|age| Some(age as f64)));
    }
    digest(&figures)
}

/// All distributions, alternatives, stops, a chain, a conversion by chance, a closing touch and a drawn value.
pub fn stochastic() -> Playbook {
    let delay = |length| Delay { since: Since::Previous, unit: Unit::Hours, length, evidence: None };
    let touch = |channel: &str, probability, length| PlannedTouch {
        probability,
        delay: delay(length),
        ..PlannedTouch::fixed(channel, 0.0)
    };
    let mut playbook =
        Playbook { value: Value::Amount(Distribution::Gamma { mean: 900.0, shape: 0.7 }), ..Playbook::default() };
    playbook.any_other.course = Course::Touches(vec![
        touch("ga4", 1.0, Distribution::Exponential { mean: 1.5 }),
        PlannedTouch { otherwise: Some(4), ..touch("email", 0.6, Distribution::LogNormal { median: 2.0, sigma: 0.8 }) },
        PlannedTouch { stop: 0.3, ..touch("door_knock", 0.7, Distribution::Gamma { mean: 20.0, shape: 2.5 }) },
        touch("sms", 0.8, Distribution::Uniform { from: 1.0, to: 30.0 }),
        touch("email", 0.5, Distribution::Weibull { scale: 12.0, shape: 1.7 }),
    ]);
    let effect = |channel: &str, log_odds| Effect { channel: channel.to_owned(), log_odds, saturation: 0.5 };
    playbook.any_other.conversion.when = When::Chance(Chance {
        sii_centre: 90.0,
        sii_slope: 0.03,
        effects: vec![effect("email", 0.7), effect("door_knock", 0.4)],
        ..Chance::constant(0.4)
    });
    playbook.any_other.conversion.delay = delay(Distribution::Exponential { mean: 24.0 });
    playbook.any_other.conversion.closing = Some(Closing { channel: "call".to_owned(), if_converts: 0.9, if_not: 0.2 });
    playbook.rules.retain(|of| of.persona == "Proof_Seeker");
    let next = |channel: &str, probability| Next { channel: channel.to_owned(), probability };
    let row = |to| Row { to, evidence: None };
    let step = |channel: &str, to| ChainStep {
        channel: channel.to_owned(),
        delay: delay(Distribution::Weibull { scale: 9.0, shape: 0.8 }),
        next: row(to),
    };
    for of in &mut playbook.rules {
        of.rule = playbook.any_other.clone();
        of.rule.course = Course::Chain(Chain {
            start: row(vec![next("ga4", 0.7), next("door_knock", 0.2)]),
            steps: vec![
                step("door_knock", vec![next("ga4", 0.4), next("email", 0.3)]),
                step("email", vec![next("email", 0.5)]),
                step("ga4", vec![next("email", 0.4), next("door_knock", 0.3)]),
            ],
            most: 6,
        });
    }
    playbook
}

fn report_digest(report: &Report) -> u64 {
    let mut figures = vec![report.counts.conversion_probability, report.counts.value];
    let bounds = |interval: Option<Interval>| interval.into_iter().flat_map(|at| [Some(at.lo), Some(at.hi)]);
    figures.extend(bounds(report.counts.conversion_rate_interval));
    figures.extend(report.sampled.iter().flat_map(|sampled| [Some(sampled.error), sampled.value_error]));
    for channel in &report.channels {
        figures.extend([channel.credit, channel.value_credit, channel.share, channel.value_share]);
        figures.extend([channel.markov_share, channel.shapley_share, channel.above_next]);
        figures.extend([channel.removal_effect, channel.removal_effect_value]);
        figures.extend(bounds(channel.interval).chain(bounds(channel.value_interval)));
        figures
            .extend(channel.quantiles.iter().flat_map(|at| [Some(at.p50), Some(at.mean), Some(at.standard_deviation)]));
        figures.extend(channel.rank.iter().flat_map(|rank| [Some(rank.first), Some(rank.in_top_two)]));
    }
    digest(&figures)
}

pub fn models_digest(method: Method) -> u64 {
    let mut query = Query { method, replicates: 200, ..Query::default() };
    query.settings.order = 2;
    query.context.personas = vec![("Deal_Hunter".to_owned(), 1.5)];
    let comparison: Comparison = engine::compare(&sample(), &query).expect("a query that fits the sample");
    let mut figures = Vec::new();
    for model in &comparison.models {
        figures.extend(model.shares.iter().flatten().map(|share| Some(*share)));
        figures.extend(model.intervals.iter().flatten().flat_map(|share| [Some(share.lo), Some(share.hi)]));
        figures.extend(model.ranks.iter().flat_map(|rank| [Some(rank.first), Some(rank.in_top_two)]));
        figures.extend(model.above_next.iter().map(|(_, above)| *above));
    }
    for sweep in [&comparison.alpha_sweep, &comparison.lambda_sweep].into_iter().flatten() {
        figures.extend(sweep.shares.iter().flatten().map(|share| Some(*share)));
        figures.extend(sweep.channels.iter().map(|channel| channel.relative_range));
    }
    let transitions = comparison.transitions.iter().flat_map(|matrix| matrix.probabilities.iter().flatten());
    figures.extend(transitions.map(|probability| Some(*probability)));
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
