//! A chart with the buttons that take it along.

use leptos::prelude::*;

use super::{Side, copy::copying, save, save_file, sheet::file_name, study::Basis, want};
use crate::{
    chart::{
        ChartError, Drawing,
        colour::LIGHT,
        svg::{Caption, Ground, document},
    },
    domain::isolated::isolated,
    protocol::views::Wish,
    sheet::RestsOn,
    ui::chart::Plot,
    web::{clipboard, picture},
};

/// Width of charts that are taken along, in pixels.
pub const WIDTH: u32 = 960;

/// How a chart is drawn at a width.
pub type Draw = Callback<u32, Result<Drawing, ChartError>>;

/// The chart as wide as its place, over buttons that save it.
pub fn charted(title: &str, message: &str, rests_on: RestsOn, draw: Draw) -> AnyView {
    view! { <div class="charted"><Plot draw />{pictures(title, message, rests_on, draw, &Basis::here())}</div> }
        .into_any()
}

/// The same of a chart that stays while its figures change: `basis` is what they rest on by then.
pub fn charted_by(
    title: &'static str,
    message: &'static str,
    rests_on: RestsOn,
    draw: Draw,
    basis: Memo<Basis>,
) -> AnyView {
    let buttons = move || basis.with(|basis| pictures(title, message, rests_on, draw, basis));
    view! { <div class="charted"><Plot draw />{buttons}</div> }.into_any()
}

/// Buttons that save a chart, with its message, scope and model in it, where names of another direction have isolates.
pub fn pictures(title: &str, message: &str, rests_on: RestsOn, draw: Draw, basis: &Basis) -> AnyView {
    let side = Side::here();
    let (name, message) = (file_name(title), isolated(message));
    // Of what was studied, not of what is asked by the time that it is saved.
    let notes = basis.notes(side, rests_on);
    let svg = move || -> Result<String, ChartError> {
        let drawing = draw.run(WIDTH)?;
        let model = notes.model.iter().cloned();
        let level = notes.level.map(|level| format!("intervals at {:.0} %", 100.0 * level));
        let note = std::iter::once(notes.scope.clone()).chain(model).chain(level).collect::<Vec<_>>().join(" · ");
        let note = isolated(&note);
        Ok(side.shown.with_untracked(|shown| {
            let channels = shown.opened.as_deref().map(|opened| opened.channels.as_slice()).unwrap_or_default();
            let caption = Caption { message: &message, origin: notes.origin, note: &note };
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
                picture::png(text, times, move |made| match made {
                    Ok(file) => save_file(&name, &file),
                    Err(error) => failed(error.to_string()),
                });
            }
            Err(error) => failed(error.to_string()),
        };
        view! { <button class="link" aria-label=described on:click=click>{label}</button> }.into_any()
    };
    let copy = copying("Copy this chart as a picture".to_owned(), move |then| match svg.with_value(|svg| svg()) {
        Ok(text) => clipboard::copy_png(&picture::png_promised(text, 2.0), then),
        Err(error) => failed(error.to_string()),
    });
    view! {
        <p class="row quiet">
            <button class="link" aria-label="Save this chart as SVG" on:click=as_svg>"SVG"</button>
            {as_png("PNG", 1.0)}{as_png("PNG 2×", 2.0)}{copy}
        </p>
    }
    .into_any()
}
