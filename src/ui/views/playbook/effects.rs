//! A probability of conversion: its base rate, and what channels do to it.

use std::sync::Arc;

use leptos::prelude::*;

use super::{
    book::{At, Book},
    conversion::{part, part_mut},
    fields::{Reads, Scale, Writes, named, number, text},
    touches::CHANNELS,
};
use crate::domain::playbook::{Chance, Effect, Playbook, Synergy, When};

/// The fields of a probability of conversion.
pub fn chance(at: At, path: String) -> AnyView {
    let field = |label: &'static str, name: &'static str, scale: Scale, of: fn(&mut Chance) -> &mut f64| {
        let get: Reads<f64> = Arc::new(move |playbook| {
            let mut chance = chance_of(at, playbook)?.clone();
            Some(*of(&mut chance))
        });
        let set: Writes<f64> = Arc::new(move |playbook, number| {
            if let Some(chance) = chance_mut(at, playbook) {
                *of(chance) = number;
            }
        });
        named(label, number(label.to_owned(), format!("{path}.{name}"), scale, get, set))
    };
    view! {
        {field("Converts without any touch, %", "base_rate", Scale::Percent, |of| &mut of.base_rate)}
        {field("at an SII of", "sii_centre", Scale::Plain, |of| &mut of.sii_centre)}
        {field("Log-odds for each point of SII more", "sii_slope", Scale::Plain, |of| &mut of.sii_slope)}
        {effects(at, path.clone())}
        {synergies(at, path)}
    }
    .into_any()
}

fn effects(at: At, path: String) -> AnyView {
    let book = Book::here();
    let count =
        Memo::new(move |_| book.playbook.with(|playbook| chance_of(at, playbook).map_or(0, |of| of.effects.len())));
    let channels = move |playbook: &Playbook| -> Vec<String> {
        let named = |channel: &&str| {
            chance_of(at, playbook).is_none_or(|of| of.effects.iter().all(|one| one.channel != **channel))
        };
        at.of(playbook)
            .map(|rule| rule.channels().into_iter().filter(named).map(str::to_owned).collect())
            .unwrap_or_default()
    };
    let add = move |_| {
        book.edit(|playbook| {
            let channel = channels(playbook).into_iter().next().unwrap_or_else(|| "email".to_owned());
            if let Some(chance) = chance_mut(at, playbook) {
                chance.effects.push(Effect { channel, log_odds: 0.5, saturation: 1.0 });
            }
        });
    };
    let row = move |index: usize| {
        let path = format!("{path}.effects[{index}]");
        let name = format!("Effect {}", index + 1);
        let figure = |label: &str, field: &str, of: fn(&mut Effect) -> &mut f64| {
            number(
                format!("{name}: {label}"),
                format!("{path}.{field}"),
                Scale::Plain,
                Arc::new(move |playbook| Some(*of(&mut chance_of(at, playbook)?.effects.get(index)?.clone()))),
                Arc::new(move |playbook, number| {
                    if let Some(effect) = chance_mut(at, playbook).and_then(|of| of.effects.get_mut(index)) {
                        *of(effect) = number;
                    }
                }),
            )
        };
        let channel = text(
            format!("{name}: channel"),
            format!("{path}.channel"),
            CHANNELS,
            Arc::new(move |playbook| Some(chance_of(at, playbook)?.effects.get(index)?.channel.clone())),
            Arc::new(move |playbook, channel| {
                if let Some(effect) = chance_mut(at, playbook).and_then(|of| of.effects.get_mut(index)) {
                    effect.channel = channel;
                }
            }),
        );
        let remove = move |_| {
            book.edit(|playbook| {
                if let Some(chance) = chance_mut(at, playbook) {
                    chance.effects.remove(index);
                }
            });
        };
        view! {
            <tr>
                <td data-label="Channel">{channel}</td>
                <td data-label="Log-odds of the first touch">{figure("log-odds a touch", "log_odds", |of| &mut of.log_odds)}</td>
                <td data-label="Each further one, as a part">{figure("saturation", "saturation", |of| &mut of.saturation)}</td>
                <td><button aria-label=format!("Take out effect {}", index + 1) on:click=remove>"Take out"</button></td>
            </tr>
        }
        .into_any()
    };
    let some = move || count.get() > 0;
    view! {
        <div class="block">
            <div class="scroll" tabindex="0" role="region" aria-label="Effects: table" hidden=move || !some()>
                <table class="rules">
                    <caption>"What touches do to the odds of a conversion. Log-odds of +0.7 double them, of -0.7 halve them, of +0.1 raise them by a tenth."</caption>
                    <thead><tr>
                        <th scope="col">"Channel"</th><th scope="col">"Log-odds of the first touch"</th>
                        <th scope="col">"Each further one, as a part of the one before (1: as much, 0: nothing)"</th><th scope="col">"Change"</th>
                    </tr></thead>
                    <tbody><For each=move || 0..count.get() key=|index| *index children=row /></tbody>
                </table>
            </div>
            <p><button on:click=add>"Add a channel's effect"</button></p>
        </div>
    }
    .into_any()
}

fn synergies(at: At, path: String) -> AnyView {
    let book = Book::here();
    let count =
        Memo::new(move |_| book.playbook.with(|playbook| chance_of(at, playbook).map_or(0, |of| of.synergies.len())));
    let add = move |_| {
        book.edit(|playbook| {
            let mut channels = at
                .of(playbook)
                .map(|rule| rule.channels().into_iter().map(str::to_owned).collect::<Vec<_>>())
                .unwrap_or_default();
            channels.dedup();
            let mut channels = channels.into_iter();
            let mut next = || channels.next().unwrap_or_else(|| "email".to_owned());
            let channels = [next(), next()];
            if let Some(chance) = chance_mut(at, playbook) {
                chance.synergies.push(Synergy { channels, log_odds: 0.5 });
            }
        });
    };
    let row = move |index: usize| {
        let path = format!("{path}.synergies[{index}]");
        let name = format!("Synergy {}", index + 1);
        let channel = |which: usize| {
            text(
                format!("{name}: channel {}", which + 1),
                format!("{path}.channels[{which}]"),
                CHANNELS,
                Arc::new(move |playbook| Some(chance_of(at, playbook)?.synergies.get(index)?.channels[which].clone())),
                Arc::new(move |playbook, channel| {
                    if let Some(synergy) = chance_mut(at, playbook).and_then(|of| of.synergies.get_mut(index)) {
                        synergy.channels[which] = channel;
                    }
                }),
            )
        };
        let log_odds = number(
            format!("{name}: log-odds"),
            format!("{path}.log_odds"),
            Scale::Plain,
            Arc::new(move |playbook| Some(chance_of(at, playbook)?.synergies.get(index)?.log_odds)),
            Arc::new(move |playbook, number| {
                if let Some(synergy) = chance_mut(at, playbook).and_then(|of| of.synergies.get_mut(index)) {
                    synergy.log_odds = number;
                }
            }),
        );
        let remove = move |_| {
            book.edit(|playbook| {
                if let Some(chance) = chance_mut(at, playbook) {
                    chance.synergies.remove(index);
                }
            });
        };
        view! {
            <p class="row">
                {channel(0)}<span>"and"</span>{channel(1)}<span>"together, log-odds"</span>{log_odds}
                <button aria-label=format!("Take out synergy {}", index + 1) on:click=remove>"Take out"</button>
            </p>
        }
        .into_any()
    };
    view! {
        <div class="block">
            <For each=move || 0..count.get() key=|index| *index children=row />
            <p><button on:click=add>"Add what two channels do together"</button></p>
        </div>
    }
    .into_any()
}

fn chance_of(at: At, playbook: &Playbook) -> Option<&Chance> {
    match &part(at, playbook)?.when {
        When::Chance(chance) => Some(chance),
        When::SiiAtLeast(_) => None,
    }
}

/// The chance, to change it: what is typed was not estimated.
fn chance_mut(at: At, playbook: &mut Playbook) -> Option<&mut Chance> {
    match &mut part_mut(at, playbook)?.when {
        When::Chance(chance) => {
            (chance.evidence, chance.covariance) = (None, None);
            Some(chance)
        }
        When::SiiAtLeast(_) => None,
    }
}
