//! What can be handed over: the report, tables and charts of the scope, and the tables of exchange.

use std::sync::Arc;

use leptos::prelude::*;
use web_sys::HtmlInputElement;

use super::{
    Side,
    charts::Charts,
    report::{Parts, cost_sheet, made},
    save, save_file,
    sheet::files,
    study::{Basis, Studied},
    touches::Touches,
    want,
};
use crate::{
    domain::{comparison::Comparison, study::PathStudy},
    engine::study::{
        Findings, Study,
        groups::{By, Groups},
    },
    export::stormops::StormOpsTable,
    handout::Logo,
    protocol::{study::Exchanged, views::Wish},
    sheet::{self, Sheet},
    ui::scene::Scene,
    web::{asking::Word, file::chosen, picture},
};

#[component]
pub fn HandOver() -> impl IntoView {
    let side = Side::here();
    let by = side.memo_opened(|opened| {
        let plays = (!opened.plays.is_empty()).then_some(By::Plays);
        plays.or_else(|| (!opened.personas.is_empty()).then_some(By::Personas))
    });
    let report = side.memo(|shown| shown.report.as_deref().map(|report| (shown.reported.clone(), report.clone())));
    let comparison = Studied::new(|query| Some((query, Study::Comparison)));
    let paths = Studied::new(|query| Some((query, Study::Paths)));
    let groups = Studied::new(move |query| by.get().map(|by| (query, Study::Groups(by))));
    // All of one query: while one of them is of another, there is nothing to hand over.
    let parts = move || -> Option<Parts> {
        let (query, report) = report.get()?;
        let settled =
            |studied: Studied| studied.settled().filter(|(of, _)| **of == query).map(|(_, findings)| findings);
        let (comparison, paths) = (settled(comparison)?, settled(paths)?);
        let groups = match by.get() {
            Some(_) => Some(settled(groups)?),
            None => None,
        };
        let (Findings::Comparison(comparison), Findings::Paths(paths)) = (&*comparison, &*paths) else { return None };
        let groups = match groups.as_deref() {
            Some(Findings::Groups(groups)) => Some(Groups::clone(groups)),
            _ => None,
        };
        Some(Parts {
            query: Arc::new(query),
            report,
            comparison: Comparison::clone(comparison),
            paths: PathStudy::clone(paths),
            groups,
        })
    };
    let failure = move || [comparison, paths, groups].into_iter().find_map(Studied::failure);
    let parts = Memo::new(move |_| parts().map(Arc::new));
    view! {
        <h1>"Hand it over"</h1>
        <p>"Everything here is made on this device, of the scope above, with model, intervals and origin in it."</p>
        <ReportMaker parts />
        {move || failure().map(|words| view! { <section class="message error" role="alert"><p>{words}</p></section> })}
        {move || match parts.get() {
            None if failure().is_some() => ().into_any(),
            None => view! { <p class="quiet" role="status" aria-busy="true">"Making tables and charts …"</p> }.into_any(),
            Some(parts) => {
                provide_context(Basis { query: parts.query.clone(), compared: String::new(), origin: None });
                view! { <Tables parts=parts.clone() /><Charts parts /> }.into_any()
            }
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

#[component]
fn Tables(parts: Arc<Parts>) -> impl IntoView {
    let style = Scene::here().style();
    let mut sheets: Vec<Sheet> =
        vec![sheet::credit::channels(&parts.report, style), sheet::credit::ranks(&parts.report)];
    sheets.extend(sheet::models::all(&parts.comparison));
    sheets.extend(sheet::paths::all(&parts.paths, style));
    sheets.extend(Side::here().shown.with_untracked(|shown| cost_sheet(shown, &parts, style)));
    if let Some(groups) = &parts.groups {
        sheets.extend([
            sheet::groups::summary(groups, style),
            sheet::groups::cells(groups, style),
            sheet::groups::mix(groups, style),
        ]);
    }
    let item = |sheet: &Sheet| view! { <li>{sheet.title.clone()}" "{files(sheet)}</li> }.into_any();
    view! {
        <section aria-labelledby="tables-title">
            <h2 id="tables-title">"Tables"</h2>
            <ul class="files">{sheets.iter().map(item).collect_view()}</ul>
        </section>
    }
}

/// StormOps' four tables.
#[component]
fn Exchange() -> impl IntoView {
    let side = Side::here();
    let state = RwSignal::new(String::new());
    let ask = move |what: Exchanged, name: String| {
        state.set(format!("Writing {name} …"));
        side.asking.with_value(|asking| {
            asking.exchange(side.query(), what, move |word| match word {
                Word::Progress(part) => {
                    state.set(format!("Writing {name}: {}", side.write(|formats| formats.percent(part))))
                }
                Word::Written(file) => {
                    save_file(&name, &file);
                    state.set(format!("{name} is written."));
                }
                Word::Found(_) => {}
                Word::Failed(words) => state.set(format!("{name} could not be written: {words}.")),
            });
        });
    };
    let button = move |what: Exchanged, name: &'static str, label: String| {
        view! { <li><button on:click=move |_| ask(what, name.to_owned())>{label}</button></li> }.into_any()
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
    let of_table = side.memo_opened(|opened| opened.kind == crate::engine::import::Kind::Paths);
    move || {
        (!of_table.get()).then(|| view! {
        <Touches />
        <section aria-labelledby="exchange-title">
            <h2 id="exchange-title">"Tables of exchange"</h2>
            <p class="note">"The four tables of StormOps, of the scope and model above: as CSV, or all at once as SQL that creates the tables and can be run twice. Cells that a spreadsheet would run are made into text."</p>
            <ul class="files">
                {tables()}
                {button(Exchanged::Sqlite, "touchline_sqlite.sql", "Save all as SQL for SQLite".to_owned())}
                {button(Exchanged::Postgres, "touchline_postgres.sql", "Save all as SQL for PostgreSQL".to_owned())}
            </ul>
            <p role="status">{move || state.get()}</p>
        </section>
    })
    }
}
