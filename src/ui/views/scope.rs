//! The filters that few need: personas, plays, the channels of a journey, and ranges.

use leptos::{ev, prelude::*};

use super::Side;
use crate::{
    domain::{
        measure::{Measure, Range},
        scope::{Scope, words::day},
    },
    engine::import::Kind,
    web::field,
};

/// Names listed at once.
const LISTED: usize = 200;

/// One of the lists of names in a scope.
type List = fn(&mut Scope) -> &mut Vec<String>;

#[component]
pub fn ScopeEditor() -> impl IntoView {
    let side = Side::here();
    let kind = side.memo(|shown| shown.opened.as_ref().map(|opened| opened.kind));
    let is_table = move || kind.get() == Some(Kind::Paths);
    let of_leads = move || kind.get() == Some(Kind::Leads);
    let joined = side.memo_opened(|opened| opened.how.as_ref().is_some_and(|how| how.joined.is_some()));
    let personas = side.memo_opened(|opened| opened.personas.clone());
    let plays = side.memo_opened(|opened| opened.plays.clone());
    let channels = side.memo_opened(|opened| opened.channels.clone());
    let value = move || {
        if of_leads() { "Property value" } else { "Conversion value (journeys without a conversion have none)" }
    };
    view! {
        {names("Persona", personas, |scope| &mut scope.personas)}
        {names("Play", plays, |scope| &mut scope.plays)}
        {names("Holding all of", channels, |scope| &mut scope.paths.holding)}
        {names("Holding none of", channels, |scope| &mut scope.paths.lacking)}
        {move || (of_leads() || joined.get()).then(|| view! {
            {range("SII".into(), Measure::Sii)}
            {range("Risk".into(), Measure::Risk)}
        })}
        {move || (!is_table()).then(|| view! {
            {range(value().to_owned(), Measure::Value)}
            {range("Began on (UTC)".into(), Measure::Start)}
        })}
    }
}

/// Check boxes of names; nothing where there are none.
fn names(legend: &'static str, names: Memo<Vec<String>>, list: List) -> AnyView {
    let side = Side::here();
    let chosen = side.memo(move |shown| list(&mut shown.query.scope.clone()).clone());
    let option = move |name: String| {
        let (known, label) = (name.clone(), name.clone());
        let checked = move || chosen.with(|chosen| chosen.contains(&known));
        let toggle = move |_| {
            side.ask(|query| {
                let list = list(&mut query.scope);
                match list.iter().position(|known| *known == name) {
                    Some(at) => {
                        list.remove(at);
                    }
                    None => list.push(name.clone()),
                }
            });
        };
        view! { <label><input type="checkbox" prop:checked=checked on:change=toggle />{label}</label> }.into_any()
    };
    (move || {
        let names = names.get();
        (!names.is_empty()).then(|| {
            view! {
                <fieldset>
                    <legend>{legend}</legend>
                    <div class="options">{names.into_iter().take(LISTED).map(option).collect_view()}</div>
                </fieldset>
            }
        })
    })
    .into_any()
}

/// From one number or day to another.
fn range(legend: String, of: Measure) -> AnyView {
    let side = Side::here();
    let current = side.memo(move |shown| shown.query.scope.ranges.iter().find(|range| range.of == of).copied());
    let write = move |number: Option<f64>| match (number, of) {
        (None, _) => String::new(),
        (Some(number), Measure::Start) => day(number.floor() as i64),
        (Some(number), _) => number.to_string(),
    };
    let set = move |event: &ev::Event, is_end: bool| {
        let typed = match of {
            Measure::Start => seconds(&event_target_value(event), is_end),
            _ => field::number(event),
        };
        side.ask(|query| {
            let ranges = &mut query.scope.ranges;
            let known = ranges.iter().find(|range| range.of == of).copied();
            let mut range = known.unwrap_or(Range { of, from: None, to: None });
            *(if is_end { &mut range.to } else { &mut range.from }) = typed;
            ranges.retain(|range| range.of != of);
            if range.from.is_some() || range.to.is_some() {
                ranges.push(range);
            }
        });
    };
    let kind = if of == Measure::Start { "date" } else { "number" };
    let field = move |label: &'static str, is_end: bool| {
        let value = move || write(current.get().and_then(|range| if is_end { range.to } else { range.from }));
        view! {
            <label class="field"><span>{label}</span>
                <input type=kind step="any" prop:value=value on:change=move |event| set(&event, is_end) />
            </label>
        }
        .into_any()
    };
    view! { <fieldset><legend>{legend}</legend>{field("From", false)}{field("To", true)}</fieldset> }.into_any()
}

/// The first or the last second of a day.
fn seconds(day: &str, last: bool) -> Option<f64> {
    let milliseconds = js_sys::Date::parse(&format!("{day}T00:00:00Z"));
    let start = (!milliseconds.is_nan()).then_some(milliseconds / 1_000.0)?;
    Some(if last { start + 86_399.0 } else { start })
}
