//! Turns of the event loop: soon, after the next paint, and every second.

use wasm_bindgen::{JsCast, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DedicatedWorkerGlobalScope, MessageChannel, MessagePort, Window};

/// Calls back in a turn of its own, without the four milliseconds that nested timers wait.
pub struct Soon {
    port: MessagePort,
    // Held so that the port keeps its listener.
    _listener: Closure<dyn FnMut()>,
}

impl Soon {
    pub fn new(callback: impl FnMut() + 'static) -> Result<Soon, wasm_bindgen::JsValue> {
        let channel = MessageChannel::new()?;
        let listener = Closure::<dyn FnMut()>::new(callback);
        channel.port1().set_onmessage(Some(listener.as_ref().unchecked_ref()));
        Ok(Soon { port: channel.port2(), _listener: listener })
    }

    pub fn request(&self) {
        if self.port.post_message(&wasm_bindgen::JsValue::NULL).is_err() {
            web_sys::console::error_1(&"the worker could not schedule its next step".into());
        }
    }
}

/// Calls back every second for as long as the page lives.
pub fn every_second(window: &Window, callback: impl FnMut() + 'static) -> Result<(), wasm_bindgen::JsValue> {
    let closure = Closure::<dyn FnMut()>::new(callback);
    window.set_interval_with_callback_and_timeout_and_arguments_0(closure.as_ref().unchecked_ref(), 1_000)?;
    closure.forget();
    Ok(())
}

/// Waits for some milliseconds, in a worker; for ever where there are no timers.
pub async fn after(milliseconds: i32) {
    let timer = js_sys::Promise::new(&mut |resolve, _| {
        let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
        let set = scope.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds);
        if set.is_err() {
            web_sys::console::error_1(&"no timer could be set".into());
        }
    });
    if JsFuture::from(timer).await.is_err() {
        web_sys::console::error_1(&"a timer failed".into());
    }
}

/// Calls back once what is on the way has been painted: in the first turn behind the next frame.
pub fn after_paint(callback: impl FnOnce() + 'static) {
    let Some(window) = web_sys::window() else { return };
    let callback = Closure::once_into_js(callback);
    let of_frame = window.clone();
    // Called before the frame is painted; what it asks for comes behind that.
    let framed = Closure::once_into_js(move || {
        if of_frame.set_timeout_with_callback(callback.unchecked_ref()).is_err() {
            web_sys::console::debug_1(&"no timer".into());
        }
    });
    if window.request_animation_frame(framed.unchecked_ref()).is_err() {
        web_sys::console::debug_1(&"no animation frame".into());
    }
}
