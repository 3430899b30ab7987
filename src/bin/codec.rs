//! The codec: files that are packed, or in encodings older than Unicode, to UTF-8. Started where a file needs it.

#[cfg(target_arch = "wasm32")]
fn main() {
    if let Err(error) = touchline::web::codec::run() {
        web_sys::console::error_2(&"the codec could not start".into(), &error);
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("The codec runs in a browser: cargo xtask serve");
}
