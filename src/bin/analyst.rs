//! The analyst: studies the open dataset for the further views. Started when one of them is looked at.

#[cfg(target_arch = "wasm32")]
fn main() {
    if let Err(error) = touchline::web::analyst::run() {
        web_sys::console::error_2(&"the analyst could not start".into(), &error);
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("The analyst runs in a browser: cargo xtask serve");
}
