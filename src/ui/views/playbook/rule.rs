//! The rule of one persona, or of one of its plays.

use std::sync::Arc;

use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

use super::{
    super::{Side, charted::Draw},
    book::{At, Book},
    chain::chain,
    conversion::conversion,
    delay::distribution,
    fields::{Scale, choice, named, number, text},
    offered, rules,
    touches::touches,
};
use crate::{
    chart::course::course,
    domain::playbook::{Course, Distribution, Playbook, RuleOf, Value},
    ui::{chart::Plot, later::fold, scene::Scene},
};

#[component]
pub fn RuleEditor() -> impl IntoView {
    let book = Book::here();
    // Undone or discarded: the rule may be there no more.
    let at = Memo::new(move |_| {
        let at = book.at.get();
        book.playbook.with(|playbook| if at.of(playbook).is_some() { at } else { At::AnyOther })
    });
    let listed = Memo::new(move |_| rules(book));
    let tab = move |(of, words): (At, String)| {
        let pressed = move || (at.get() == of).to_string();
        view! { <button class="chip" aria-pressed=pressed on:click=move |_| book.at.set(of)>{words}</button> }
    };
    let is_chain = Memo::new(move |_| {
        book.playbook.with(|playbook| at.get().of(playbook).is_some_and(|rule| matches!(rule.course, Course::Chain(_))))
    });
    let editor = move || {
        let at = at.get();
        view! {
            {if is_chain.get() { chain(at) } else { touches(at) }}
            <h3>"Conversion"</h3>
            {conversion(at)}
        }
    };
    let title = move || format!("The rule of {}", book.playbook.with(|playbook| at.get().words(playbook)));
    view! {
        {offered(book)}
        <section aria-labelledby="rule-title">
            <h2 id="rule-title">{title}</h2>
            <p class="row" role="group" aria-label="Rules">{move || listed.get().into_iter().map(tab).collect_view()}</p>
            <Picture at />
            {editor}
            {move || whose(at.get())}
        </section>
        <section aria-labelledby="all-title">
            <h2 id="all-title">"Of every rule"</h2>
            {of_all()}
        </section>
    }
}

/// The paths that are possible by it.
#[component]
fn Picture(at: Memo<At>) -> impl IntoView {
    let book = Book::here();
    // A mark leads to its touch's row.
    let select = Callback::new(move |channel: String| {
        let place = book.playbook.with_untracked(|playbook| match &at.get_untracked().of(playbook)?.course {
            Course::Touches(touches) => touches.iter().position(|touch| touch.channel == channel),
            Course::Chain(_) => None,
        });
        let field = place.and_then(|place| {
            let name = format!("[aria-label=\"Touch {}: channel\"]", place + 1);
            document().query_selector(&name).ok()??.dyn_into::<HtmlInputElement>().ok()
        });
        if let Some(Err(error)) = field.map(|field| field.focus()) {
            leptos::logging::error!("a field got no focus: {error:?}");
        }
    });
    let scene = Scene { select, ..Scene::here() };
    provide_context(scene);
    let style = scene.style();
    let draw: Draw = Draw::new(move |width| {
        let rule = book.playbook.with(|playbook| at.get().of(playbook).cloned());
        course(&rule.unwrap_or_else(|| Playbook::default().any_other), width, style)
    });
    view! { <div class="charted"><Plot draw /></div> }
}

/// Whose rule it is, and rules for others.
fn whose(at: At) -> AnyView {
    let book = Book::here();
    let fields = match at {
        At::AnyOther => ().into_any(),
        At::Rule(index) => {
            let persona = text(
                "Persona".to_owned(),
                format!("rules[{index}].persona"),
                "playbook-personas",
                Arc::new(move |playbook| playbook.rules.get(index).map(|of| of.persona.clone())),
                Arc::new(move |playbook, persona| {
                    if let Some(of) = playbook.rules.get_mut(index) {
                        of.persona = persona;
                    }
                }),
            );
            let play = text(
                "Play; empty for all of them".to_owned(),
                format!("rules[{index}].play"),
                "playbook-plays",
                Arc::new(move |playbook| playbook.rules.get(index).map(|of| of.play.clone().unwrap_or_default())),
                Arc::new(move |playbook, play| {
                    if let Some(of) = playbook.rules.get_mut(index) {
                        of.play = Some(play).filter(|play| !play.is_empty());
                    }
                }),
            );
            view! { <div class="settings">{named("Persona", persona)}{named("Play (empty: all)", play)}</div> }
                .into_any()
        }
    };
    let side = Side::here();
    let names =
        move |list: fn(&crate::protocol::Opened) -> &Vec<String>| side.memo_opened(move |opened| list(opened).clone());
    let (personas, plays) = (names(|opened| &opened.personas), names(|opened| &opened.plays));
    let options = |names: Memo<Vec<String>>| {
        move || names.get().into_iter().map(|name| view! { <option value=name></option> }).collect_view()
    };
    let copy = move |_: ev::MouseEvent| {
        let next = book.playbook.with_untracked(|playbook| playbook.rules.len());
        book.edit(|playbook| {
            let Some(rule) = at.of(playbook).cloned() else { return };
            // Another play of the same persona, or a persona that has no rule yet.
            let (persona, play) = match at {
                At::Rule(index) => {
                    let taken = |play: &String| {
                        playbook
                            .rules
                            .iter()
                            .any(|of| of.persona == playbook.rules[index].persona && of.play.as_ref() == Some(play))
                    };
                    let free = plays.get_untracked().into_iter().find(|play| !taken(play));
                    (playbook.rules[index].persona.clone(), Some(free.unwrap_or_else(|| "another play".to_owned())))
                }
                At::AnyOther => {
                    let free = personas.get_untracked().into_iter().find(|persona| !playbook.names(persona));
                    (free.unwrap_or_else(|| "another persona".to_owned()), None)
                }
            };
            playbook.rules.push(RuleOf { persona, play, rule });
        });
        book.at.set(At::Rule(next));
    };
    let remove = move |_: ev::MouseEvent| {
        if let At::Rule(index) = at {
            book.edit(|playbook| {
                playbook.rules.remove(index);
            });
            book.at.set(At::AnyOther);
        }
    };
    let copies = match at {
        At::Rule(_) => "Copy it for one play",
        At::AnyOther => "Copy it for a persona",
    };
    let body = move || {
        view! {
            {fields}
            <p class="row">
                <button on:click=copy>{copies}</button>
                {matches!(at, At::Rule(_)).then(|| view! { <button on:click=remove>"Take this rule out"</button> })}
            </p>
        }
        .into_any()
    };
    view! {
        <datalist id="playbook-personas">{options(personas)}</datalist>
        <datalist id="playbook-plays">{options(plays)}</datalist>
        {body()}
    }
    .into_any()
}

/// The name, the event, and what a conversion is worth.
fn of_all() -> AnyView {
    let book = Book::here();
    let name = text(
        "Name of the playbook".to_owned(),
        "name".to_owned(),
        "",
        Arc::new(|playbook| Some(playbook.name.clone())),
        Arc::new(|playbook, name| playbook.name = name),
    );
    // By what it is told: a part, an amount, or nothing.
    let told = Memo::new(move |_| {
        book.playbook.with(|playbook| match playbook.value {
            Value::ShareOfProperty(_) => Some(true),
            Value::Amount(_) => Some(false),
            Value::Unknown => None,
        })
    });
    let kind = choice(
        "What a conversion is worth".to_owned(),
        &["a part of the property's value", "an amount", "not known"],
        Arc::new(|playbook| {
            Some(match playbook.value {
                Value::ShareOfProperty(_) => 0,
                Value::Amount(_) => 1,
                Value::Unknown => 2,
            })
        }),
        Arc::new(|playbook, chosen| {
            playbook.value = match chosen {
                0 => Value::ShareOfProperty(300),
                1 => Value::Amount(Distribution::Fixed(10_000.0)),
                _ => Value::Unknown,
            };
        }),
    );
    let worth = move || match told.get() {
        None => ().into_any(),
        Some(true) => named(
            "in %",
            number(
                "Part of the property's value, in percent".to_owned(),
                "value.share_of_property".to_owned(),
                Scale::Hundredths,
                Arc::new(|playbook| match playbook.value {
                    Value::ShareOfProperty(points) => Some(f64::from(points) / 100.0),
                    _ => None,
                }),
                Arc::new(|playbook, percent| playbook.value = Value::ShareOfProperty((100.0 * percent).round() as u32)),
            ),
        ),
        Some(false) => distribution(
            "Amount",
            "value.amount".to_owned(),
            Arc::new(|playbook| match &playbook.value {
                Value::Amount(amount) => Some(amount),
                _ => None,
            }),
            Arc::new(|playbook| match &mut playbook.value {
                Value::Amount(amount) => Some(amount),
                _ => None,
            }),
        ),
    };
    view! {
        <div class="settings">
            {named("Name", name)}
            {named("A conversion is worth", kind)}
            {worth}
        </div>
        {fold("Event and start".to_owned().into(), Box::new(event_and_start))}
    }
    .into_any()
}

/// What the journeys answer to, and from when delays count.
fn event_and_start() -> AnyView {
    let event = text(
        "Event that the journeys answer to".to_owned(),
        "event_id".to_owned(),
        "",
        Arc::new(|playbook| Some(playbook.event_id.clone())),
        Arc::new(|playbook, event| playbook.event_id = event),
    );
    let start = number(
        "Start, in seconds since 1970".to_owned(),
        "start_unix_seconds".to_owned(),
        Scale::Whole,
        Arc::new(|playbook| Some(playbook.start_unix_seconds as f64)),
        Arc::new(|playbook, seconds| playbook.start_unix_seconds = seconds as i64),
    );
    view! {
        <div class="settings">{named("Event", event)}{named("Start, seconds since 1970-01-01 UTC", start)}</div>
    }
    .into_any()
}
