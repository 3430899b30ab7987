//! The worker: import and models.

#[cfg(target_arch = "wasm32")]
fn main() {
    if let Err(error) = touchline::web::worker::run() {
        web_sys::console::error_2(&"the worker could not start".into(), &error);
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("The worker runs in a browser: cargo xtask serve");
}
