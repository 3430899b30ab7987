//! Browser tests, in a dedicated worker: what only a browser can show.
#![cfg(target_arch = "wasm32")]

use wasm_bindgen_test::wasm_bindgen_test_configure;

#[path = "../shared/bits.rs"]
mod bits;
#[path = "../shared/cells.rs"]
mod cells;
mod engine;
mod files;
mod storage;
#[path = "../shared/store_contract.rs"]
mod store_contract;
mod wire;

wasm_bindgen_test_configure!(run_in_dedicated_worker);
