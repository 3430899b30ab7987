//! The four figures of the scope.

use leptos::prelude::*;

use super::desk::Desk;
use crate::{domain::report::Counts, web::locale::Formats};

/// What stands where a figure does not exist.
pub const NOT_DEFINED: &str = "not defined";

#[component]
pub fn Figures() -> impl IntoView {
    let desk = Desk::here();
    let report = desk.report();
    let written = move |write: fn(&Formats, &Counts) -> String| {
        move || report.with(|report| report.as_ref().map(|report| desk.write(|formats| write(formats, &report.counts))))
    };
    view! {
        <dl class="figures">
            <div>
                <dt>"Journeys"</dt>
                <dd><span data-figure="journeys">{written(|formats, counts| formats.whole(f64::from(counts.journeys)))}</span>
                    <small>{written(touches)}</small></dd>
            </div>
            <div>
                <dt>"Conversions"</dt>
                <dd><span data-figure="conversions">{written(|formats, counts| formats.whole(f64::from(counts.conversions)))}</span>
                    <small>{written(unattributed)}</small></dd>
            </div>
            <div>
                <dt>"Conversion rate"</dt>
                <dd><span data-figure="rate">{written(rate)}</span><small>{written(rate_interval)}</small></dd>
            </div>
            <div>
                <dt>"Value"</dt>
                <dd><span data-figure="value">{written(value)}</span><small>{written(value_each)}</small></dd>
            </div>
        </dl>
    }
}

fn touches(formats: &Formats, counts: &Counts) -> String {
    let paths = if counts.distinct_paths == 1 { "path" } else { "paths" };
    let number = |count: u32| formats.whole(f64::from(count));
    format!("{} touches, {} distinct {paths}", number(counts.events), number(counts.distinct_paths))
}

fn unattributed(formats: &Formats, counts: &Counts) -> String {
    match counts.unattributed_conversions {
        0 if counts.personas == 0 => String::new(),
        0 => format!("from {} {}", counts.personas, if counts.personas == 1 { "persona" } else { "personas" }),
        count => format!("{} unattributed: no touch left", formats.whole(f64::from(count))),
    }
}

fn rate(formats: &Formats, counts: &Counts) -> String {
    counts.conversion_rate.map_or(NOT_DEFINED.to_owned(), |rate| formats.percent(rate))
}

fn rate_interval(formats: &Formats, counts: &Counts) -> String {
    counts.conversion_rate_interval.map_or(String::new(), |rate| {
        format!("{:.0}\u{a0}%: {} to {}", 100.0 * rate.level, formats.points(rate.lo), formats.points(rate.hi))
    })
}

fn value(formats: &Formats, counts: &Counts) -> String {
    counts.value.map_or(NOT_DEFINED.to_owned(), |value| formats.money(value))
}

fn value_each(formats: &Formats, counts: &Counts) -> String {
    match (counts.mean_value(), counts.conversions_without_value) {
        (Some(mean), 0) => format!("{} a conversion", formats.money(mean)),
        (_, without) if without > 0 => format!("{} conversions have no value", formats.whole(f64::from(without))),
        _ => String::new(),
    }
}
