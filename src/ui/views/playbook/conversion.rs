//! When a lead converts: the fields of a rule's second half.

use std::sync::Arc;

use leptos::{ev, prelude::*};

use super::{
    book::{At, Book},
    delay::delay,
    effects::chance,
    fields::{Scale, choice, named, number, text},
    touches::CHANNELS,
};
use crate::domain::playbook::{Chance, Closing, Conversion, Playbook, When};

pub fn conversion(at: At) -> AnyView {
    let book = Book::here();
    let path = format!("{}.conversion", at.path());
    let by_chance = Memo::new(move |_| {
        book.playbook.with(|playbook| part(at, playbook).is_some_and(|of| matches!(of.when, When::Chance(_))))
    });
    let decided = choice(
        "What decides the conversion".to_owned(),
        &["its SII (StormOps Impact Index) alone", "chance"],
        Arc::new(move |playbook| part(at, playbook).map(|of| usize::from(matches!(of.when, When::Chance(_))))),
        Arc::new(move |playbook, chosen| {
            let whose = at.words(playbook);
            if let Some(of) = part_mut(at, playbook) {
                let typical = match (chosen, &of.when) {
                    (1, When::SiiAtLeast(least)) => {
                        When::Chance(Chance { sii_centre: *least, sii_slope: 0.1, ..Chance::constant(0.2) })
                    }
                    (0, When::Chance(chance)) => When::SiiAtLeast(chance.sii_centre),
                    _ => return,
                };
                of.when = book.put_aside(whose, of.when.clone()).unwrap_or(typical);
            }
        }),
    );
    let threshold = {
        let path = format!("{path}.when.sii_at_least");
        move || {
            number(
                "Converts with an SII of at least".to_owned(),
                path.clone(),
                Scale::Plain,
                Arc::new(move |playbook| match part(at, playbook)?.when {
                    When::SiiAtLeast(least) => Some(least),
                    When::Chance(_) => None,
                }),
                Arc::new(move |playbook, least| {
                    if let Some(of) = part_mut(at, playbook) {
                        of.when = When::SiiAtLeast(least);
                    }
                }),
            )
        }
    };
    let fields = {
        let path = path.clone();
        move || match by_chance.get() {
            false => named("SII of at least", threshold()),
            true => chance(at, format!("{path}.when.chance")),
        }
    };
    let when = delay(
        "Conversion",
        format!("{path}.delay"),
        Arc::new(move |playbook| part(at, playbook).map(|of| &of.delay)),
        Arc::new(move |playbook| part_mut(at, playbook).map(|of| &mut of.delay)),
    );
    view! {
        <div class="settings">
            {named("A lead converts by", decided)}
            {fields}
        </div>
        <p class="row"><span>"It converts"</span>{when}</p>
        {closing(at, format!("{path}.closing"))}
    }
    .into_any()
}

/// The touch that follows from the decision.
fn closing(at: At, path: String) -> AnyView {
    let book = Book::here();
    let there =
        Memo::new(move |_| book.playbook.with(|playbook| part(at, playbook).is_some_and(|of| of.closing.is_some())));
    let toggle = move |_: ev::Event| {
        book.edit(|playbook| {
            if let Some(of) = part_mut(at, playbook) {
                of.closing = match of.closing {
                    Some(_) => None,
                    None => Some(Closing { channel: "call".to_owned(), if_converts: 1.0, if_not: 0.0 }),
                };
            }
        });
    };
    let probability = move |label: &'static str, field: &'static str, of: fn(&mut Closing) -> &mut f64| {
        number(
            format!("Closing touch: {label}"),
            format!("{path}.{field}"),
            Scale::Percent,
            Arc::new(move |playbook| part(at, playbook)?.closing.clone().map(|mut closing| *of(&mut closing))),
            Arc::new(move |playbook, number| {
                if let Some(closing) = part_mut(at, playbook).and_then(|part| part.closing.as_mut()) {
                    *of(closing) = number;
                }
            }),
        )
    };
    let fields = move || {
        there.get().then(|| {
            let channel = text(
                "Closing touch: channel".to_owned(),
                format!("{}.conversion.closing.channel", at.path()),
                CHANNELS,
                Arc::new(move |playbook| part(at, playbook)?.closing.as_ref().map(|closing| closing.channel.clone())),
                Arc::new(move |playbook, channel| {
                    if let Some(closing) = part_mut(at, playbook).and_then(|of| of.closing.as_mut()) {
                        closing.channel = channel;
                    }
                }),
            );
            view! {
                <div class="settings">
                    {named("Channel", channel)}
                    {named("Made where it converts, %", probability("where it converts, in percent", "if_converts", |of| &mut of.if_converts))}
                    {named("Made where it does not, %", probability("where it does not, in percent", "if_not", |of| &mut of.if_not))}
                </div>
            }
        })
    };
    view! {
        <p>
            <label><input type="checkbox" prop:checked=move || there.get() on:change=toggle />
                "A touch follows from the decision, at the time of the conversion: it has no effect of its own"
            </label>
        </p>
        {fields}
    }
    .into_any()
}

pub fn part(at: At, playbook: &Playbook) -> Option<&Conversion> {
    at.of(playbook).map(|rule| &rule.conversion)
}

pub fn part_mut(at: At, playbook: &mut Playbook) -> Option<&mut Conversion> {
    at.of_mut(playbook).map(|rule| &mut rule.conversion)
}
