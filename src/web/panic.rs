//! The last words of a program that panics: a screen on the page, a message from the worker.

use std::panic::PanicHookInfo;

use web_sys::console;

/// On the page: shows the screen that stands hidden in index.html.
pub fn show_on_page() {
    std::panic::set_hook(Box::new(|info| {
        console::error_1(&info.to_string().into());
        let document = web_sys::window().and_then(|window| window.document());
        let Some(document) = document else { return };
        if let Some(text) = document.get_element_by_id("crash-message") {
            text.set_text_content(Some(&message(info)));
        }
        if let Some(screen) = document.get_element_by_id("crash")
            && screen.remove_attribute("hidden").is_err()
        {
            console::error_1(&"the crash screen could not be shown".into());
        }
    }));
}

/// In the worker: tells the page before the program ends.
pub fn tell(tell: impl Fn(String) + Send + Sync + 'static) {
    std::panic::set_hook(Box::new(move |info| {
        console::error_1(&info.to_string().into());
        tell(message(info));
    }));
}

fn message(info: &PanicHookInfo) -> String {
    let payload = info.payload();
    let text = payload.downcast_ref::<&str>().copied();
    let text = text.or_else(|| payload.downcast_ref::<String>().map(String::as_str)).unwrap_or("unknown fault");
    match info.location() {
        Some(place) => format!("{text} ({}:{})", place.file(), place.line()),
        None => text.to_owned(),
    }
}
