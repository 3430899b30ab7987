//! A number that is fixed or drawn, and a delay.

use std::sync::Arc;

use leptos::prelude::*;

use super::{
    book::Book,
    fields::{Reads, Scale, Writes, choice, number},
};
use crate::domain::playbook::{Delay, Distribution, Playbook, Since, Unit};

const KINDS: &[&str] = &["exactly", "between", "on average", "log-normal", "gamma", "Weibull"];
const UNITS: &[&str] = &["minutes", "hours", "days"];
const SINCES: &[&str] = &["after the start", "after the one before"];

/// Finds it in a playbook, to read and to change it.
pub type Find<T> = Arc<dyn Fn(&Playbook) -> Option<&T> + Send + Sync>;
pub type FindMut<T> = Arc<dyn Fn(&mut Playbook) -> Option<&mut T> + Send + Sync>;

/// The fields of a distribution: its kind, then its numbers.
pub fn distribution(label: &str, path: String, find: Find<Distribution>, find_mut: FindMut<Distribution>) -> AnyView {
    let book = Book::here();
    let label = label.to_owned();
    let kind = {
        let find = find.clone();
        Memo::new(move |_| book.playbook.with(|playbook| find(playbook).map(kind_of)).unwrap_or_default())
    };
    let kinds = {
        let (find, find_mut) = (find.clone(), find_mut.clone());
        choice(
            format!("{label}: how it is drawn"),
            KINDS,
            Arc::new(move |playbook: &Playbook| find(playbook).map(kind_of)),
            Arc::new(move |playbook: &mut Playbook, kind| {
                if let Some(found) = find_mut(playbook) {
                    *found = of_kind(kind, typical(found, kind));
                }
            }),
        )
    };
    let fields = move || {
        let names = names_of(kind.get());
        let field = |(index, name): (usize, &&'static str)| {
            let (find, find_mut) = (find.clone(), find_mut.clone());
            let get: Reads<f64> = Arc::new(move |playbook| find(playbook).map(|found| parameters(found)[index]));
            let set: Writes<f64> = Arc::new(move |playbook, number| {
                if let Some(found) = find_mut(playbook) {
                    let mut numbers = parameters(found);
                    numbers[index] = number;
                    *found = of_kind(kind_of(found), numbers);
                }
            });
            view! {
                <span class="unit">{*name}</span>
                {number(format!("{label}: {}", if name.is_empty() { "how much" } else { name }), path.clone(), Scale::Plain, get, set)}
            }
        };
        names.iter().enumerate().map(field).collect_view()
    };
    view! { <span class="parts">{kinds}{fields}</span> }.into_any()
}

/// The fields of a delay.
pub fn delay(label: &str, path: String, find: Find<Delay>, find_mut: FindMut<Delay>) -> AnyView {
    let length = {
        let (find, find_mut) = (find.clone(), find_mut.clone());
        distribution(
            label,
            format!("{path}.length"),
            Arc::new(move |playbook: &Playbook| find(playbook).map(|delay| &delay.length)),
            // What is typed was not estimated.
            Arc::new(move |playbook: &mut Playbook| {
                find_mut(playbook).map(|delay| {
                    delay.evidence = None;
                    &mut delay.length
                })
            }),
        )
    };
    let unit = {
        let (find, find_mut) = (find.clone(), find_mut.clone());
        choice(
            format!("{label}: unit"),
            UNITS,
            Arc::new(move |playbook: &Playbook| {
                find(playbook).map(|delay| match delay.unit {
                    Unit::Minutes => 0,
                    Unit::Hours => 1,
                    Unit::Days => 2,
                })
            }),
            Arc::new(move |playbook: &mut Playbook, chosen| {
                if let Some(delay) = find_mut(playbook) {
                    delay.unit = [Unit::Minutes, Unit::Hours, Unit::Days][chosen.min(2)];
                }
            }),
        )
    };
    let since = choice(
        format!("{label}: from when"),
        SINCES,
        Arc::new(move |playbook: &Playbook| find(playbook).map(|delay| usize::from(delay.since == Since::Previous))),
        Arc::new(move |playbook: &mut Playbook, chosen| {
            if let Some(delay) = find_mut(playbook) {
                delay.since = if chosen == 1 { Since::Previous } else { Since::Start };
            }
        }),
    );
    view! { <span class="parts">{length}{unit}{since}</span> }.into_any()
}

fn kind_of(distribution: &Distribution) -> usize {
    match distribution {
        Distribution::Fixed(_) => 0,
        Distribution::Uniform { .. } => 1,
        Distribution::Exponential { .. } => 2,
        Distribution::LogNormal { .. } => 3,
        Distribution::Gamma { .. } => 4,
        Distribution::Weibull { .. } => 5,
    }
}

fn of_kind(kind: usize, [first, second]: [f64; 2]) -> Distribution {
    match kind {
        1 => Distribution::Uniform { from: first, to: second },
        2 => Distribution::Exponential { mean: first },
        3 => Distribution::LogNormal { median: first, sigma: second },
        4 => Distribution::Gamma { mean: first, shape: second },
        5 => Distribution::Weibull { scale: first, shape: second },
        _ => Distribution::Fixed(first),
    }
}

fn parameters(distribution: &Distribution) -> [f64; 2] {
    match *distribution {
        Distribution::Fixed(number) => [number, 0.0],
        Distribution::Uniform { from, to } => [from, to],
        Distribution::Exponential { mean } => [mean, 0.0],
        Distribution::LogNormal { median, sigma } => [median, sigma],
        Distribution::Gamma { mean, shape } => [mean, shape],
        Distribution::Weibull { scale, shape } => [scale, shape],
    }
}

/// What another kind begins with: about the same number.
fn typical(distribution: &Distribution, kind: usize) -> [f64; 2] {
    let [first, second] = parameters(distribution);
    match distribution {
        Distribution::Uniform { .. } => [(first + second) / 2.0, 1.0],
        // To twice as much, or spread about as an exponential is.
        _ if kind == 1 => [first, 2.0 * first],
        _ => [first, 1.0],
    }
}

fn names_of(kind: usize) -> &'static [&'static str] {
    match kind {
        1 => &["from", "to"],
        2 => &["mean"],
        3 => &["median", "sigma"],
        4 => &["mean", "shape"],
        5 => &["scale", "shape"],
        _ => &[""],
    }
}
