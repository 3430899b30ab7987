//! The report to hand over, put together of what was studied.

use leptos::prelude::*;

use super::{super::Side, parts::Parts};
use crate::{
    BUILD,
    chart::{
        ChartError, Drawing,
        flow::journey_flow,
        heat::transition_heat,
        histogram::{gap_bars, lag_bars, length_bars},
        lines::sweep_lines,
    },
    domain::{
        playbook::{Playbook, json},
        words::NumberStyle,
    },
    export::describe,
    handout::{self, Handout, Logo, Reading, Section, Setting, Source},
    protocol::views::Shown,
    sheet::{self, RestsOn, Sheet},
    web::{clock, locale::Formats},
};

/// Width of the report's charts, in pixels.
const WIDTH: u32 = 720;

/// The report as HTML; `None` where nothing is open any more.
pub fn made(side: Side, parts: &Parts, client: String, logo: Option<Logo>) -> Option<Result<String, ChartError>> {
    side.formats.with_value(|formats| {
        let handout = side.shown.with_untracked(|shown| handout_of(shown, parts, formats, client, logo));
        handout.map(|handout| handout::html(&handout, formats))
    })
}

fn handout_of(shown: &Shown, parts: &Parts, formats: &Formats, client: String, logo: Option<Logo>) -> Option<Handout> {
    let opened = shown.opened.as_deref()?;
    let name = shown.stored.and_then(|id| shown.kept.shelf.item(id)).map_or(&opened.name, |item| &item.name);
    let setting = |name: &str, value: String| Setting { name: name.to_owned(), value };
    let query = &*parts.query;
    let filters = describe::filters(&query.scope, opened.has_risk);
    let mut settings = vec![
        setting("Model", describe::model(query)),
        setting("Intervals by", query.method.to_string()),
        setting("Replicates", query.replicates.to_string()),
        setting("Level", format!("{} %", 100.0 * query.level)),
        setting("Seed", query.seed.to_string()),
        setting("Scope", if filters.is_empty() { "all journeys".to_owned() } else { filters.join("; ") }),
    ];
    let played = opened.played.as_ref().and_then(|played| Some((played.playbook.open().ok()?, played.seed)));
    settings
        .extend(played.iter().map(|(playbook, seed)| setting("Playbook", format!("{}, seed {seed}", playbook.name))));
    settings.extend(parts.settings(opened.has_risk, formats.style()));
    let line = |setting: &Setting| format!("{}: {}", setting.name, setting.value);
    // One that nobody else has stands in the report whole, to be opened as JSON.
    let rules = played.filter(|(playbook, _)| *playbook != Playbook::default());
    let rules = rules.map(|(playbook, _)| format!("Playbook as JSON: {}", json::write(&playbook)));
    Some(Handout {
        language: "en".to_owned(),
        title: "Attribution report".to_owned(),
        client: Some(client.trim().to_owned()).filter(|client| !client.is_empty()),
        logo,
        written: formats.moment((clock::wall() / 1_000) as i64),
        dataset: name.clone(),
        channels: opened.channels.clone(),
        report: parts.report.clone(),
        comparison: Some(parts.comparison.clone()),
        sections: sections(parts, opened.has_risk, formats),
        scope: filters,
        reading: Some(Reading {
            read: opened.read,
            accepted: opened.accepted,
            rejected: opened.rejected,
            kinds: opened.rejected_kinds.clone(),
        }),
        source: Source {
            checksum: opened.checksum.clone(),
            version: format!("{} (build {BUILD})", env!("CARGO_PKG_VERSION")),
            settings: settings.iter().map(line).chain(rules).collect::<Vec<_>>().join("; "),
        },
        settings,
    })
}

/// A chart; the report goes without one that could not be drawn.
fn drawn(made: Result<Drawing, ChartError>) -> Option<Drawing> {
    made.inspect_err(|error| leptos::logging::error!("{error}")).ok()
}

fn sections(parts: &Parts, has_risk: bool, formats: &Formats) -> Vec<Section> {
    let style: NumberStyle = formats.style();
    let paths = &parts.paths;
    let (model, level) = (describe::model(&parts.query), parts.query.level);
    let section = |sheet: Sheet, drawing: Option<Drawing>| {
        // Rows that name their models have their intervals in the table where they have any.
        let basis = match sheet.rests_on {
            RestsOn::ModelByRow => String::new(),
            rests_on => rests_on.words(&model, level),
        };
        Section {
            title: sheet.title.clone(),
            message: sheet.message.clone(),
            tables: vec![(sheet.title.clone(), sheet.handout(formats))],
            drawing,
            note: format!("{basis} {}", sheet.note).trim().to_owned(),
        }
    };
    let mut sections = Vec::new();
    if let Some(groups) = &parts.groups {
        sections.push(section(sheet::groups::summary(groups, style), None));
        sections.push(section(sheet::groups::cells(groups, style), None));
    }
    sections.extend(parts.asked(has_risk, style).into_iter().map(|(asked, chart)| {
        let drawing = chart.and_then(|(_, draw)| drawn(draw(parts, WIDTH, style)));
        asked.section(&model, level, drawing, formats)
    }));
    let comparison = &parts.comparison;
    sections.extend(comparison.alpha_sweep.as_ref().map(|sweep| {
        let drawing = drawn(sweep_lines(sweep, &comparison.channels, 'α', WIDTH, style));
        section(sheet::models::sweep(comparison, sweep, "The hybrid's shares over alpha", "Alpha"), drawing)
    }));
    sections.extend(sheet::models::orders(comparison).map(|sheet| section(sheet, None)));
    sections.extend([
        section(sheet::paths::top(&paths.converting, style), None),
        section(sheet::paths::top(&paths.null, style), None),
        section(sheet::paths::flow(paths, style), drawn(journey_flow(&paths.flow, paths.origin, WIDTH, style))),
        section(sheet::paths::lengths(paths, style), drawn(length_bars(&paths.lengths, paths.origin, WIDTH, style))),
    ]);
    sections.extend(paths.lags.iter().flat_map(|lags| {
        let to_conversion = drawn(lag_bars(&lags.first_to_conversion, paths.origin, WIDTH, style));
        let between = drawn(gap_bars(&lags.between_touches, paths.origin, WIDTH, style));
        [
            section(sheet::paths::lag_figures(lags, style), to_conversion),
            section(sheet::paths::gaps(lags, style), between),
        ]
    }));
    sections.extend(sheet::paths::transitions(paths, style).map(|sheet| {
        let counts = paths.transitions.as_ref();
        let drawing = counts.and_then(|counts| drawn(transition_heat(counts, paths.origin, WIDTH, style)));
        section(sheet, drawing)
    }));
    sections.push(section(sheet::paths::places(paths, style), None));
    sections.push(section(sheet::paths::overlap(paths, style), None));
    sections
}
