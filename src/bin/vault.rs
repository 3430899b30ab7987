//! The vault: storage.

#[cfg(target_arch = "wasm32")]
fn main() {
    if let Err(error) = touchline::web::vault::run() {
        web_sys::console::error_2(&"the vault could not start".into(), &error);
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("The vault runs in a browser: cargo xtask serve");
}
