//! Milliseconds, and marks on the timeline of the browser's developer tools.

use js_sys::{ArrayBuffer, Function, Object, Reflect, WebAssembly::Memory};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Performance;

use super::wire::property;

/// Milliseconds since the page or worker began; 0 where there is no clock.
pub fn now() -> f64 {
    performance().map_or(0.0, |performance| performance.now())
}

/// Milliseconds since 1970-01-01 00:00 UTC.
pub fn wall() -> u64 {
    js_sys::Date::now() as u64
}

/// Enters a measure from `start` (as of [`now`]) until now.
pub fn measure(name: &str, start: f64) {
    if let Err(error) = enter(name, start) {
        web_sys::console::debug_2(&"a measure could not be entered".into(), &error);
    }
}

/// Marks how much memory the program has, in bytes.
pub fn mark_memory() {
    if let Err(error) = enter_memory() {
        web_sys::console::debug_2(&"a mark could not be entered".into(), &error);
    }
}

fn enter_memory() -> Result<(), JsValue> {
    let memory: Memory = wasm_bindgen::memory().dyn_into()?;
    let buffer: ArrayBuffer = memory.buffer().dyn_into()?;
    let performance = performance().ok_or(JsValue::UNDEFINED)?;
    let options = Object::new();
    Reflect::set(&options, &"detail".into(), &buffer.byte_length().into())?;
    let mark: Function = Reflect::get(&performance, &"mark".into())?.dyn_into()?;
    mark.call2(&performance, &"touchline:memory".into(), &options)?;
    Ok(())
}

/// `performance.measure(name, { start, end })`, of which web-sys knows only the form with marks.
fn enter(name: &str, start: f64) -> Result<(), JsValue> {
    let performance = performance().ok_or(JsValue::UNDEFINED)?;
    let options = Object::new();
    Reflect::set(&options, &"start".into(), &start.into())?;
    Reflect::set(&options, &"end".into(), &performance.now().into())?;
    let measure: Function = Reflect::get(&performance, &"measure".into())?.dyn_into()?;
    measure.call2(&performance, &name.into(), &options)?;
    Ok(())
}

fn performance() -> Option<Performance> {
    property(&js_sys::global(), "performance").and_then(|value| value.dyn_into().ok())
}
