//! Files that the analyst writes when they are asked for: the tables of exchange, and the rejected rows.

use leptos::prelude::*;

use super::super::{Side, save_file, touches::Touches};
use crate::{
    domain::study::play_matrix::{FEWEST_CONVERSIONS, FEWEST_JOURNEYS},
    engine::import::Kind,
    export::stormops::{MOST_FITTED, StormOpsTable},
    protocol::study::Exchanged,
    web::asking::Word,
};

/// StormOps' four tables, and what was left out of the file.
#[component]
pub fn Exchange() -> impl IntoView {
    let side = Side::here();
    let state = RwSignal::new(String::new());
    let writing = move |name: String| {
        state.set(format!("Writing {name} …"));
        move |word| match word {
            Word::Progress(part) => {
                state.set(format!("Writing {name}: {}", side.write(|formats| formats.percent(part))))
            }
            Word::Written(file) => {
                save_file(&name, &file);
                state.set(format!("{name} is written."));
            }
            Word::Found(_) => {}
            Word::Failed(words) => state.set(format!("{name} could not be written: {words}.")),
        }
    };
    let button = move |what: Exchanged, name: &'static str, label: String| {
        let ask = move |_| {
            side.asking.with_value(|asking| asking.exchange(side.query(), what, writing(name.to_owned())));
        };
        view! { <li><button on:click=ask>{label}</button></li> }.into_any()
    };
    let button_rejected = move |as_json: bool, name: &'static str| {
        let ask = move |_| side.asking.with_value(|asking| asking.rejected(as_json, writing(name.to_owned())));
        view! { <li><button on:click=ask>{format!("Save {name}")}</button></li> }.into_any()
    };
    let tables = move || {
        StormOpsTable::ALL.map(|table| {
            let name = match table {
                StormOpsTable::CustomerJourneys => "customer_journeys.csv",
                StormOpsTable::ChannelAttribution => "channel_attribution.csv",
                StormOpsTable::PlayAttribution => "play_attribution.csv",
                StormOpsTable::PlayChannelAttribution => "play_channel_attribution.csv",
            };
            button(Exchanged::Csv(table), name, format!("Save {name}"))
        })
    };
    let of_table = side.memo_opened(|opened| opened.kind == Kind::Paths);
    let exchanged = move || {
        (!of_table.get()).then(|| view! {
        <Touches />
        <section aria-labelledby="exchange-title">
            <h2 id="exchange-title">"Tables of exchange"</h2>
            <p class="note">{format!("The four tables of StormOps, of the scope and model above: as CSV, or all at once as SQL that creates the tables and can be run twice. Cells that a spreadsheet would run are made into text. A ZIP code or play of under {FEWEST_JOURNEYS} journeys or {FEWEST_CONVERSIONS} conversions has counts and no credit, and so has, within one, a channel of under {FEWEST_JOURNEYS} journeys. Of ZIP codes, and of plays by channel, the {MOST_FITTED} largest have credit.")}</p>
            <ul class="files">
                {tables()}
                {button(Exchanged::Sqlite, "touchline_sqlite.sql", "Save all as SQL for SQLite".to_owned())}
                {button(Exchanged::Postgres, "touchline_postgres.sql", "Save all as SQL for PostgreSQL".to_owned())}
            </ul>
        </section>
    })
    };
    let rejected = side.memo_opened(|opened| opened.rejected);
    let rejected = move || {
        (rejected.get() > 0).then(|| view! {
        <section aria-labelledby="rejected-title">
            <h2 id="rejected-title">"Rejected rows"</h2>
            <p class="note">"All rows of the file that were left out, with line, column, value and reason; values that look like a name, an address, a telephone number or an e-mail are not kept."</p>
            <ul class="files">
                {button_rejected(false, "rejected_rows.csv")}
                {button_rejected(true, "rejected_rows.json")}
            </ul>
        </section>
    })
    };
    view! { {rejected}{exchanged}<p role="status">{move || state.get()}</p> }
}
