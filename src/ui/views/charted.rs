//! A chart with the buttons that take it along.

use leptos::prelude::*;
use web_sys::Blob;

use super::{Side, save, save_file, sheet::file_name, want};
use crate::{
    chart::{
        ChartError, Drawing,
        colour::LIGHT,
        svg::{Caption, Ground, document},
    },
    domain::journey::Origin,
    export::describe,
    protocol::views::Wish,
    ui::chart::Plot,
    web::picture,
};

/// Width of charts that are taken along, in pixels.
const WIDTH: u32 = 960;

/// How a chart is drawn at a width.
pub type Draw = Callback<u32, Result<Drawing, ChartError>>;

/// The chart as wide as its place, over buttons that save it.
pub fn charted(title: &str, message: &str, draw: Draw) -> AnyView {
    view! { <div class="charted"><Plot draw />{pictures(title, message, draw)}</div> }.into_any()
}

/// Buttons that save a chart, with its message, scope and model in it.
pub fn pictures(title: &str, message: &str, draw: Draw) -> AnyView {
    let side = Side::here();
    let (name, message) = (file_name(title), message.to_owned());
    let svg = move || -> Result<String, ChartError> {
        let drawing = draw.run(WIDTH)?;
        Ok(side.shown.with_untracked(|shown| {
            let opened = shown.opened.as_deref();
            let origin = opened.map_or(Origin::Synthetic, |opened| opened.origin);
            let filters = describe::filters(&shown.query.scope, opened.is_some_and(|opened| opened.has_risk));
            let scope = if filters.is_empty() { "all journeys".to_owned() } else { filters.join("; ") };
            let level = 100.0 * shown.query.level;
            let note = format!("{scope} · {} · intervals at {level} %", describe::model(&shown.query));
            let channels = opened.map(|opened| opened.channels.as_slice()).unwrap_or_default();
            let caption = Caption { message: &message, origin, note: &note };
            document(&drawing, channels, &caption, &LIGHT, Ground::Painted)
        }))
    };
    let svg = StoredValue::new_local(svg);
    let failed = |cause: String| want(Wish::Undownloaded(cause));
    let as_svg = {
        let name = name.clone();
        move |_| match svg.with_value(|svg| svg()) {
            Ok(text) => save(&format!("{name}.svg"), &text),
            Err(error) => failed(error.to_string()),
        }
    };
    let as_png = move |label: &'static str, times: f64| {
        let (name, described) = (name.clone(), format!("Save this chart as {label}"));
        let click = move |_| match svg.with_value(|svg| svg()) {
            Ok(text) => {
                let name = format!("{name}{}.png", if times > 1.0 { "@2x" } else { "" });
                picture::png(text, times, move |made: Result<Blob, String>| match made {
                    Ok(file) => save_file(&name, &file),
                    Err(cause) => failed(cause),
                });
            }
            Err(error) => failed(error.to_string()),
        };
        view! { <button class="link" aria-label=described on:click=click>{label}</button> }.into_any()
    };
    view! {
        <p class="row quiet">
            <button class="link" aria-label="Save this chart as SVG" on:click=as_svg>"SVG"</button>
            {as_png("PNG", 1.0)}{as_png("PNG 2×", 2.0)}
        </p>
    }
    .into_any()
}
