//! The page.

#[cfg(target_arch = "wasm32")]
fn main() {
    leptos::mount::mount_to_body(touchline::ui::App);
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("The page runs in a browser: cargo xtask serve");
}
