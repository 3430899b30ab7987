//! The width of an element, now and whenever it changes.

use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Element, ResizeObserver};

/// Watches an element until it is dropped.
pub struct WidthWatch {
    observer: ResizeObserver,
    _listener: Closure<dyn FnMut(Array)>,
}

impl WidthWatch {
    /// Calls back with the element's inner width in CSS pixels.
    pub fn new(element: &Element, mut callback: impl FnMut(u32) + 'static) -> Result<WidthWatch, JsValue> {
        let watched = element.clone();
        let report = move |_: Array| callback(u32::try_from(watched.client_width()).unwrap_or_default());
        let listener = Closure::<dyn FnMut(Array)>::new(report);
        let observer = ResizeObserver::new(listener.as_ref().unchecked_ref())?;
        observer.observe(element);
        Ok(WidthWatch { observer, _listener: listener })
    }
}

impl Drop for WidthWatch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}
