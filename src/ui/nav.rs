//! The views of the open dataset, each with a fragment of its own, so that "back" works.

use leptos::{ev, prelude::*};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::HtmlElement;

use super::{desk::Desk, later::shown};
use crate::{
    domain::attribution::model::Model,
    session::{Change, Stage},
    web::schedule,
};

#[component]
pub fn Nav() -> impl IntoView {
    let desk = Desk::here();
    let stage = desk.memo(|session| session.stage);
    follow_fragment(desk);
    let link = move |of: Stage| {
        let current = move || (stage.get() == of).then_some("page");
        let fragment = of.fragment().unwrap_or(START);
        // The browser has the link in sight when the address names its fragment.
        view! { <a id=&fragment[1..] href=fragment aria-current=current>{of.title()}</a> }
    };
    let opened = desk.opened();
    let there = move || opened.with(Option::is_some) && stage.get().fragment().is_some();
    view! {
        {shown(Signal::derive(there), Box::new(move || view! {
            <nav aria-label="Views">{Stage::VIEWS.map(link).collect_view()}</nav>
        }.into_any()))}
    }
}

/// The first screen's.
const START: &str = "#start";

/// Goes where the fragment points, at first and whenever it changes; and has it say where one is: the view, the model, and the id
/// of the query where it has a name. Filters are never in it.
fn follow_fragment(desk: Desk) {
    let stage = desk.memo(|session| session.stage);
    let asked = desk.memo(|session| {
        let query = &session.view.query;
        let named = session.view.named.iter().find(|named| named.query == *query).map(|named| named.id);
        session.opened.as_ref().map(|_| (query.model, named))
    });
    let listener = window_event_listener(ev::hashchange, move |_| {
        desk.change(Change::Go(told().unwrap_or(Stage::Overview)));
        // What the page wrote itself leads back to a view, not to what was asked there; an address that was typed is obeyed.
        if !window().history().is_ok_and(|history| history.state().is_ok_and(|state| state.is_truthy())) {
            ask_as_told(desk);
        }
    });
    on_cleanup(move || listener.remove());
    // Whether the page has gone where it was asked to go when it was loaded.
    Effect::new(move |landed: Option<bool>| {
        let (now, asked) = (stage.get(), asked.get());
        name_and_show(now);
        let landed = landed.unwrap_or_default();
        if now == Stage::Starting {
            return landed;
        }
        let fragment = now.fragment().unwrap_or(START);
        let told = told();
        match told {
            // The page was loaded under another view's fragment.
            Some(told) if !landed && told != Stage::Start => {
                ask_as_told(desk);
                desk.change(Change::Go(told));
            }
            None if matches!(now, Stage::Start | Stage::Overview) => {}
            Some(told) if told == now => {}
            _ => {
                if let Err(error) = location().set_hash(fragment) {
                    leptos::logging::error!("the fragment could not be set: {error:?}");
                }
            }
        }
        if landed && let Some((model, named)) = asked.filter(|_| now.is_of_dataset()) {
            let id = named.map(|id| format!("/{id}")).unwrap_or_default();
            say(&format!("{fragment}/{}{id}", model.name()));
        }
        true
    });
}

/// Writes the fragment without a step in the browser's history.
fn say(fragment: &str) {
    if location().hash().is_ok_and(|now| now == fragment) {
        return;
    }
    let said =
        window().history().and_then(|history| history.replace_state_with_url(&JsValue::TRUE, "", Some(fragment)));
    if let Err(error) = said {
        leptos::logging::error!("the fragment could not be set: {error:?}");
    }
}

/// Asks for the model and the named query of the fragment.
fn ask_as_told(desk: Desk) {
    let fragment = location().hash().unwrap_or_default();
    let mut parts = fragment.split('/').skip(1);
    let model = parts.next().and_then(Model::named);
    let digit = |id: u32, digit: u8| {
        id.checked_mul(10)?.checked_add(u32::from(digit.checked_sub(b'0').filter(|digit| *digit < 10)?))
    };
    let id = parts.next().and_then(|id| id.bytes().try_fold(0, digit));
    let query = desk.query();
    match (desk.named(id), model) {
        (Some(named), _) if named != query => desk.change(Change::Ask(Box::new(named))),
        (None, Some(model)) if model != query.model => desk.change(Change::Model(model)),
        _ => {}
    }
}

/// Pixels that are shown of the link before the one that is looked at.
const BEFORE: i32 = 48;

/// Names the view in the title, and has its link in sight where not all of them are.
fn name_and_show(stage: Stage) {
    let name = match stage.title() {
        "" => String::new(),
        name => format!("{name} · "),
    };
    document().set_title(&(name + "Touchline"));
    schedule::after_paint(|| {
        let link = document().query_selector("nav [aria-current]").ok().flatten();
        if let Some(link) = link.and_then(|link| link.dyn_into::<HtmlElement>().ok())
            && let Some(bar) = link.parent_element()
        {
            bar.set_scroll_left(link.offset_left() - BEFORE);
        }
    });
}

/// The view that the fragment names.
fn told() -> Option<Stage> {
    let fragment = location().hash().unwrap_or_default();
    let fragment = fragment.split('/').next().unwrap_or_default();
    let view = Stage::VIEWS.into_iter().find(|view| view.fragment() == Some(fragment));
    view.or((fragment == START).then_some(Stage::Start))
}
