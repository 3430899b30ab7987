//! Numbers in the page's fields, as the browser reads them: Rust's own reader brings its tables into the program.

use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement};

/// The number in the field that an event is about; `None` where there is none.
pub fn number(event: &Event) -> Option<f64> {
    let field: HtmlInputElement = event.target()?.dyn_into().ok()?;
    Some(field.value_as_number()).filter(|number| !number.is_nan())
}
