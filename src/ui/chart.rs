//! Shapes as SVG nodes: coloured by class, each mark with a title and focus.

use leptos::{ev, html, prelude::*};

use super::{desk::Desk, scene::Scene};
use crate::{
    chart::{Anchor, ChartError, Drawing, Geometry, Mark, Shape, bars::credit_bars, colour::colour_class},
    web::size::WidthWatch,
};

/// Before its width is known the chart is this wide.
const FIRST_WIDTH: u32 = 720;

#[component]
pub fn CreditChart() -> impl IntoView {
    let desk = Desk::here();
    let report = desk.report();
    let draw = move |width| match report.get() {
        Some(report) => credit_bars(&report, width, desk.style()),
        None => Ok(Drawing::empty()),
    };
    view! { <Plot draw=Callback::new(draw) /> }
}

/// A chart as wide as its place.
#[component]
pub fn Plot(draw: Callback<u32, Result<Drawing, ChartError>>) -> impl IntoView {
    let Scene { channels, origin, .. } = Scene::here();
    let width = RwSignal::new(FIRST_WIDTH);
    let frame = NodeRef::<html::Div>::new();
    watch_width(frame, width);
    view! {
        <div class="plot" node_ref=frame>
            {move || match draw.run(width.get()) {
                Ok(drawing) if drawing.marks.is_empty() => view! { <p class="quiet">"There is nothing to draw here."</p> }.into_any(),
                Ok(drawing) => view! { <Svg drawing channels=channels.get() origin=origin.get() /> }.into_any(),
                Err(error) => view! { <p role="alert">{error.to_string()}</p> }.into_any(),
            }}
        </div>
    }
}

fn watch_width(frame: NodeRef<html::Div>, width: RwSignal<u32>) {
    let watch = StoredValue::new_local(None);
    Effect::new(move |_| {
        let Some(frame) = frame.get() else { return };
        let observed = WidthWatch::new(&frame, move |pixels| {
            if pixels > 0 && width.try_get_untracked() != Some(pixels) {
                width.set(pixels);
            }
        });
        match observed {
            Ok(observed) => watch.set_value(Some(observed)),
            Err(error) => leptos::logging::error!("the chart does not follow its width: {error:?}"),
        }
    });
}

#[component]
fn Svg(drawing: Drawing, channels: Vec<String>, origin: &'static str) -> impl IntoView {
    let Drawing { width, height, axes, marks } = drawing;
    let view_box = format!("0 0 {width} {height}");
    view! {
        <svg width=width.to_string() height=height.to_string() viewBox=view_box role="group"
            aria-label=format!("Chart, {origin}; the table below holds the same figures")>
            <g aria-hidden="true">{axes.into_iter().map(node).collect_view()}</g>
            {marks.into_iter().map(|mark| mark_node(mark, &channels)).collect_view()}
        </svg>
    }
}

/// A click on a mark of a channel of the file, or the enter key, narrows the scope to journeys that hold it, or no longer. To a
/// screen reader it is a picture: there the filters and the tables do the same. boot.js knows a mark by `data-mark` when the chart
/// is drawn anew.
fn mark_node(mark: Mark, channels: &[String]) -> impl IntoView + use<> {
    let title = mark.title.clone();
    let select = Scene::here().select;
    let channel = channels.contains(&mark.channel).then(|| mark.channel.clone());
    let selects = if channel.is_some() { " selects" } else { "" };
    let class = format!("mark {}{selects}", colour_class(mark.place_among(channels)));
    let act = move || channel.iter().for_each(|channel| select.run(channel.clone()));
    let by_key = act.clone();
    let pressed = move |event: ev::KeyboardEvent| {
        if matches!(event.key().as_str(), "Enter" | " ") {
            event.prevent_default();
            by_key();
        }
    };
    view! {
        <g class=class data-mark=mark.channel tabindex="0" role="img" aria-label=mark.title on:click=move |_| act() on:keydown=pressed>
            <title>{title}</title>
            {mark.shapes.into_iter().map(node).collect_view()}
        </g>
    }
}

fn node(shape: Shape) -> AnyView {
    let class = shape.part.class();
    match shape.geometry {
        Geometry::Line { from, to } => {
            view! { <line class=class x1=from.0 y1=from.1 x2=to.0 y2=to.1></line> }.into_any()
        }
        Geometry::Rectangle { x, y, width, height } => {
            view! { <rect class=class x=x y=y width=width height=height></rect> }.into_any()
        }
        Geometry::Circle { x, y, radius } => view! { <circle class=class cx=x cy=y r=radius></circle> }.into_any(),
        Geometry::Polyline(points) => {
            let points: Vec<String> = points.iter().map(|(x, y)| format!("{x},{y}")).collect();
            view! { <polyline class=class points=points.join(" ")></polyline> }.into_any()
        }
        Geometry::Area(points) => {
            let points: Vec<String> = points.iter().map(|(x, y)| format!("{x},{y}")).collect();
            view! { <polygon class=class points=points.join(" ")></polygon> }.into_any()
        }
        Geometry::Text { x, y, anchor, text } => {
            let anchor = match anchor {
                Anchor::Start => "start",
                Anchor::Middle => "middle",
                Anchor::End => "end",
            };
            view! { <text class=class x=x y=y text-anchor=anchor dominant-baseline="central">{text}</text> }.into_any()
        }
    }
}
