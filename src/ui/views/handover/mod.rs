//! What can be handed over: the report, tables and charts of the scope, and the tables of exchange.

mod exchange;
mod lists;
mod parts;
mod report;

use std::sync::Arc;

use leptos::prelude::*;
use web_sys::HtmlInputElement;

use self::{
    exchange::Exchange,
    lists::{Charts, Tables},
    parts::{Gathered, Parts},
    report::made,
};
use super::{Side, save, want};
use crate::{
    handout::Logo,
    protocol::views::Wish,
    web::{file::chosen, picture},
};

#[component]
pub fn HandOver() -> impl IntoView {
    let Gathered { parts, failure, left_out } = Gathered::new();
    let left_out = move || {
        let words = left_out.get().join(" ");
        (parts.with(Option::is_some) && !words.is_empty()).then(|| view! { <p class="note">{words}</p> })
    };
    view! {
        <h1>"Hand it over"</h1>
        <p>"Everything here is made on this device, of the scope above, with model, intervals and origin in it."</p>
        {left_out}
        <ReportMaker parts />
        {move || failure.get().map(|words| view! { <section class="message error" role="alert"><p>{words}</p></section> })}
        {move || match parts.get() {
            None if failure.with(Option::is_some) => ().into_any(),
            None => view! { <p class="quiet" role="status" aria-busy="true">"Making tables and charts …"</p> }.into_any(),
            Some(parts) => view! { <Tables parts=parts.clone() /><Charts parts /> }.into_any(),
        }}
        <Exchange />
    }
}

/// The report: a client's name and logo, and the file.
#[component]
fn ReportMaker(parts: Memo<Option<Arc<Parts>>>) -> impl IntoView {
    let side = Side::here();
    let client = RwSignal::new(String::new());
    let logo = RwSignal::new(None::<Logo>);
    let trouble = RwSignal::new(None::<String>);
    let take_logo = move |event| {
        let Some(file) = chosen(&event_target::<HtmlInputElement>(&event)) else { return };
        picture::logo(file.blob, move |read| {
            let told =
                |cause: String| trouble.set(Some(format!("The logo could not be read: {cause}. PNG and JPEG are.")));
            match read.map(|url| Logo::of_data_url(&url)) {
                Ok(Ok(read)) => {
                    logo.set(Some(read));
                    trouble.set(None);
                }
                Ok(Err(error)) => told(error.to_string()),
                Err(error) => told(error.to_string()),
            }
        });
    };
    let make = move |_| {
        let Some(parts) = parts.get_untracked() else { return };
        match made(side, &parts, client.get_untracked(), logo.get_untracked()) {
            Some(Ok(html)) => save("touchline_report.html", &html),
            Some(Err(error)) => want(Wish::Undownloaded(error.to_string())),
            None => {}
        }
    };
    view! {
        <section aria-labelledby="report-title">
            <h2 id="report-title">"Report"</h2>
            <p class="note">"One HTML file: summary, findings, charts, tables, method, settings and a fingerprint. It opens offline, asks for nothing, and prints on A4 and Letter."</p>
            <div class="settings">
                <label class="field"><span>"Client"</span>
                    <input type="text" maxlength="120" on:input=move |event| client.set(event_target_value(&event)) />
                </label>
                <label class="field"><span>"Logo (PNG or JPEG)"</span>
                    <input type="file" accept="image/png,image/jpeg" on:change=take_logo />
                </label>
            </div>
            {move || logo.get().map(|_| view! { <p class="quiet" role="status">"The logo stands in the report."</p> })}
            {move || trouble.get().map(|words| view! { <p role="alert">{words}</p> })}
            <p><button disabled=move || parts.with(Option::is_none) on:click=make>"Save the report"</button></p>
        </section>
    }
}
