//! Any bytes as a file: `cargo xtask fuzz`.

#![no_main]

#[path = "../../tests/shared/any_file.rs"]
mod any_file;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| any_file::holds(bytes));
