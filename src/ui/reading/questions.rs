//! What a file leaves open, with a button for each answer.

use leptos::prelude::*;

use super::Again;
use crate::domain::touchpoint::{amount::DecimalSign, order::DateOrder};

fn answer(again: &Again, label: String, set: impl Fn(&Again) + 'static) -> AnyView {
    let again = again.clone();
    view! { <button on:click=move |_| set(&again)>{label}</button> " " }.into_any()
}

/// In which order the numbers of dates stand.
#[component]
pub fn AskDates(again: Again, orders: Vec<DateOrder>) -> impl IntoView {
    let buttons: Vec<AnyView> = orders
        .into_iter()
        .map(|order| {
            let label = match order {
                DateOrder::DayFirst => "Day first: 3/4 is 3 April",
                DateOrder::MonthFirst => "Month first: 3/4 is March 4",
                DateOrder::YearFirst => "Year first: 25-12-31 is 31 December 2025",
            };
            answer(&again, label.to_owned(), move |again| {
                again.with_settings(|settings| settings.date_order = Some(order));
            })
        })
        .collect();
    view! { <p>{buttons}</p> }
}

/// Decimal point or comma.
#[component]
pub fn AskSign(again: Again) -> impl IntoView {
    let of = |sign: DecimalSign, label: &str| {
        answer(&again, label.to_owned(), move |again| {
            again.with_settings(|settings| settings.decimal_sign = Some(sign));
        })
    };
    view! {
        <p>
            {of(DecimalSign::Point, "Decimal point: 1.234 is one and a bit")}
            {of(DecimalSign::Comma, "Decimal comma: 1.234 is a thousand")}
        </p>
    }
}

/// Which of several currencies is read.
#[component]
pub fn AskCurrency(again: Again, names: Vec<String>) -> impl IntoView {
    let buttons: Vec<AnyView> = names
        .into_iter()
        .map(|name| {
            answer(&again, format!("Only {name}"), move |again| {
                let name = name.clone();
                again.with_settings(move |settings| settings.currency = Some(name));
            })
        })
        .collect();
    view! { <p>{buttons}</p> }
}
