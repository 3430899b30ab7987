//! The touches of a rule as a table.

use std::sync::Arc;

use leptos::{ev, prelude::*};

use super::{
    book::{At, Book},
    delay::delay,
    fields::{Scale, number, text},
};
use crate::domain::playbook::{Course, PlannedTouch, Playbook};

/// The names of channels that a playbook knows, for the fields to offer.
pub const CHANNELS: &str = "playbook-channels";

/// The touches, each in a row of fields.
pub fn touches(at: At) -> AnyView {
    let book = Book::here();
    let count = Memo::new(move |_| book.playbook.with(|playbook| list(at, playbook).map_or(0, <[PlannedTouch]>::len)));
    let add = move |_| {
        book.edit(|playbook| {
            if let Some(touches) = list_mut(at, playbook) {
                touches.push(PlannedTouch::fixed("email", 24.0));
            }
        });
    };
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label="Touches: table">
            <table class="rules">
                <caption>"Touches, in the order in which they are tried"</caption>
                <thead><tr>
                    <th scope="col">"No."</th><th scope="col">"Channel"</th><th scope="col">"How often, %"</th><th scope="col">"When"</th>
                    <th scope="col">"If it is not made"</th><th scope="col">"Then no more touches, %"</th><th scope="col">"Change"</th>
                </tr></thead>
                <tbody><For each=move || 0..count.get() key=|index| *index children=move |index| row(at, index, count) /></tbody>
            </table>
        </div>
        <p><button on:click=add>"Add a touch"</button></p>
    }
    .into_any()
}

fn row(at: At, index: usize, count: Memo<usize>) -> AnyView {
    let book = Book::here();
    let path = format!("{}.course.touches[{index}]", at.path());
    let touch = move |playbook: &Playbook| list(at, playbook)?.get(index).cloned();
    let name = format!("Touch {}", index + 1);
    let move_up = move |_: ev::MouseEvent| book.edit(|playbook| swap(at, playbook, index - 1));
    let remove = move |_: ev::MouseEvent| book.edit(|playbook| take_out(at, playbook, index));
    let channel = text(
        format!("{name}: channel"),
        format!("{path}.channel"),
        CHANNELS,
        Arc::new(move |playbook| touch(playbook).map(|touch| touch.channel)),
        Arc::new(move |playbook, channel| {
            if let Some(touch) = touch_mut(at, playbook, index) {
                touch.channel = channel;
            }
        }),
    );
    let made = number(
        format!("{name}: made, in percent"),
        format!("{path}.probability"),
        Scale::Percent,
        Arc::new(move |playbook| touch(playbook).map(|touch| touch.probability)),
        Arc::new(move |playbook, probability| {
            if let Some(touch) = touch_mut(at, playbook, index) {
                touch.probability = probability;
            }
        }),
    );
    let stop = number(
        format!("{name}: nothing follows it, in percent"),
        format!("{path}.stop"),
        Scale::Percent,
        Arc::new(move |playbook| touch(playbook).map(|touch| touch.stop)),
        Arc::new(move |playbook, stop| {
            if let Some(touch) = touch_mut(at, playbook, index) {
                touch.stop = stop;
            }
        }),
    );
    let when = delay(
        &name,
        format!("{path}.delay"),
        Arc::new(move |playbook| list(at, playbook)?.get(index).map(|touch| &touch.delay)),
        Arc::new(move |playbook| touch_mut(at, playbook, index).map(|touch| &mut touch.delay)),
    );
    let removes = format!("Take out touch {}", index + 1);
    let moves = format!("Move touch {} up", index + 1);
    view! {
        <tr>
            <th scope="row">{index + 1}</th>
            <td data-label="Channel">{channel}</td>
            <td data-label="How often, %">{made}</td>
            <td data-label="When">{when}</td>
            <td data-label="If it is not made">{otherwise(at, index, &name, count)}</td>
            <td data-label="Then no more touches, %">{stop}</td>
            <td><span class="parts">
                {(index > 0).then(|| view! { <button class="link" aria-label=moves on:click=move_up>"Up"</button> })}
                <button class="link" aria-label=removes on:click=remove>"Take out"</button>
            </span></td>
        </tr>
    }
    .into_any()
}

/// Which touch is tried instead: none, or one further down.
fn otherwise(at: At, index: usize, name: &str, count: Memo<usize>) -> AnyView {
    let book = Book::here();
    let chosen = Memo::new(move |_| {
        book.playbook.with(|playbook| list(at, playbook)?.get(index)?.otherwise).unwrap_or_default()
    });
    let fault = {
        let path = format!("{}.course.touches[{index}].otherwise", at.path());
        Memo::new(move |_| book.fault_at(&path))
    };
    let option = move |number: u32, words: String| {
        view! { <option value=number.to_string() prop:selected=move || chosen.get() == number>{words}</option> }
    };
    let options = move || {
        let channel = |number: usize| {
            book.playbook.with(|playbook| {
                list(at, playbook).and_then(|touches| touches.get(number - 1)).map(|touch| touch.channel.clone())
            })
        };
        let others = (index + 2..=count.get())
            .map(|number| option(number as u32, format!("try {number}: {}", channel(number).unwrap_or_default())));
        // One that stands before it is a fault, and shown as it is.
        let odd = chosen.get();
        let odd = (odd > 0 && odd as usize <= index + 1).then(|| option(odd, format!("try {odd}")));
        others.chain(odd).collect_view()
    };
    let change = move |event: ev::Event| {
        let chosen: u32 = event_target_value(&event).parse().unwrap_or_default();
        book.edit(|playbook| {
            if let Some(touch) = touch_mut(at, playbook, index) {
                touch.otherwise = (chosen > 0).then_some(chosen);
            }
        });
    };
    let invalid = move || fault.get().is_some().then_some("true");
    view! {
        <select aria-label=format!("{name}: if it is not made") aria-invalid=invalid title=move || fault.get() on:change=change>
            <option value="0" prop:selected=move || chosen.get() == 0>"nothing instead"</option>
            {options}
        </select>
    }
    .into_any()
}

fn list(at: At, playbook: &Playbook) -> Option<&[PlannedTouch]> {
    match &at.of(playbook)?.course {
        Course::Touches(touches) => Some(touches),
        Course::Chain(_) => None,
    }
}

fn list_mut(at: At, playbook: &mut Playbook) -> Option<&mut Vec<PlannedTouch>> {
    match &mut at.of_mut(playbook)?.course {
        Course::Touches(touches) => Some(touches),
        Course::Chain(_) => None,
    }
}

fn touch_mut(at: At, playbook: &mut Playbook, index: usize) -> Option<&mut PlannedTouch> {
    list_mut(at, playbook)?.get_mut(index)
}

/// Puts the touch behind this one before it; whoever named one of them names the same touch still.
fn swap(at: At, playbook: &mut Playbook, index: usize) {
    let Some(touches) = list_mut(at, playbook) else { return };
    touches.swap(index, index + 1);
    let (first, second) = (index as u32 + 1, index as u32 + 2);
    for touch in touches {
        touch.otherwise = touch.otherwise.map(|number| match number {
            number if number == first => second,
            number if number == second => first,
            number => number,
        });
    }
}

/// Takes a touch out; nothing is tried in its place any more.
fn take_out(at: At, playbook: &mut Playbook, index: usize) {
    let Some(touches) = list_mut(at, playbook) else { return };
    touches.remove(index);
    let gone = index as u32 + 1;
    for touch in touches {
        touch.otherwise =
            touch.otherwise.filter(|number| *number != gone).map(|number| number - u32::from(number > gone));
    }
}
