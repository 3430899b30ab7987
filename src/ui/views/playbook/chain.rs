//! A course in which each touch depends on the one before, as a table of probabilities.

use std::sync::Arc;

use leptos::prelude::*;

use super::{
    book::{At, Book},
    delay::delay,
    fields::{Scale, number},
};
use crate::domain::playbook::{Chain, Course, Next, Playbook, Row};

/// A row: the start, or a step.
type From = Option<usize>;

pub fn chain(at: At) -> AnyView {
    let book = Book::here();
    let channels = Memo::new(move |_| {
        book.playbook.with(|playbook| {
            chain_of(at, playbook)
                .map(|chain| chain.steps.iter().map(|step| step.channel.clone()).collect::<Vec<_>>())
                .unwrap_or_default()
        })
    });
    let most = number(
        "Most touches of a journey".to_owned(),
        format!("{}.course.chain.most", at.path()),
        Scale::Whole,
        Arc::new(move |playbook| chain_of(at, playbook).map(|chain| f64::from(chain.most))),
        Arc::new(move |playbook, most| {
            if let Some(chain) = chain_mut(at, playbook) {
                chain.most = most.clamp(0.0, f64::from(u32::MAX)) as u32;
            }
        }),
    );
    let table = move || {
        let channels = channels.get();
        let heads = channels.iter().map(|channel| view! { <th scope="col">{channel.clone()}", %"</th> }).collect_view();
        let rows = std::iter::once(None).chain((0..channels.len()).map(Some));
        let rows = rows.map(|from| row(at, from, &channels)).collect_view();
        view! {
            <table class="rules">
                <caption>"What follows what, in percent of the leads that got this far"</caption>
                <thead><tr><th scope="col">"After"</th>{heads}<th scope="col">"Nothing, %"</th><th scope="col">"How long after the touch before"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        }
    };
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label="What follows what: table">{table}</div>
        <label class="field"><span>"Most touches of a journey"</span>{most}</label>
    }
    .into_any()
}

fn row(at: At, from: From, channels: &[String]) -> AnyView {
    let book = Book::here();
    let name = from.map_or_else(|| "the start".to_owned(), |from| channels[from].clone());
    let path = match from {
        None => format!("{}.course.chain.start", at.path()),
        Some(from) => format!("{}.course.chain.steps[{from}].next", at.path()),
    };
    let cell = |channel: &String| {
        let (reads, writes) = (channel.clone(), channel.clone());
        let field = number(
            format!("{channel} after {name}, in percent"),
            path.clone(),
            Scale::Percent,
            Arc::new(move |playbook| {
                let to = &row_of(at, from, playbook)?.to;
                Some(to.iter().find(|next| next.channel == reads).map_or(0.0, |next| next.probability))
            }),
            Arc::new(move |playbook, probability| {
                let Some(row) = row_mut(at, from, playbook) else { return };
                // What is typed was not estimated.
                row.evidence = None;
                match row.to.iter_mut().find(|next| next.channel == writes) {
                    Some(next) => next.probability = probability,
                    None => row.to.push(Next { channel: writes.clone(), probability }),
                }
            }),
        );
        view! { <td>{field}</td> }
    };
    let cells = channels.iter().map(cell).collect_view();
    let ends = move || {
        let ends = book.playbook.with(|playbook| {
            row_of(at, from, playbook).map(|row| 1.0 - row.to.iter().map(|next| next.probability).sum::<f64>())
        });
        ends.map_or(String::new(), |ends| format!("{:.1}", 100.0 * ends))
    };
    let waits = from.map(|from| {
        delay(
            &name,
            format!("{}.course.chain.steps[{from}].delay", at.path()),
            Arc::new(move |playbook| chain_of(at, playbook)?.steps.get(from).map(|step| &step.delay)),
            Arc::new(move |playbook| chain_mut(at, playbook)?.steps.get_mut(from).map(|step| &mut step.delay)),
        )
    });
    view! { <tr><th scope="row">{name}</th>{cells}<td>{ends}</td><td>{waits}</td></tr> }.into_any()
}

fn chain_of(at: At, playbook: &Playbook) -> Option<&Chain> {
    match &at.of(playbook)?.course {
        Course::Chain(chain) => Some(chain),
        Course::Touches(_) => None,
    }
}

fn chain_mut(at: At, playbook: &mut Playbook) -> Option<&mut Chain> {
    match &mut at.of_mut(playbook)?.course {
        Course::Chain(chain) => Some(chain),
        Course::Touches(_) => None,
    }
}

fn row_of(at: At, from: From, playbook: &Playbook) -> Option<&Row> {
    let chain = chain_of(at, playbook)?;
    from.map_or(Some(&chain.start), |from| chain.steps.get(from).map(|step| &step.next))
}

fn row_mut(at: At, from: From, playbook: &mut Playbook) -> Option<&mut Row> {
    let chain = chain_mut(at, playbook)?;
    match from {
        None => Some(&mut chain.start),
        Some(from) => chain.steps.get_mut(from).map(|step| &mut step.next),
    }
}
