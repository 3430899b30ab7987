//! Further views of the page.

#[cfg(target_arch = "wasm32")]
fn main() {
    touchline::ui::views::run();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("The views run in a browser: cargo xtask serve");
}
