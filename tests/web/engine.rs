//! The engine gives the same bits here as natively.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::bits::{SAMPLE_DIGEST, sample_digest};

#[wasm_bindgen_test]
fn the_sample_gives_the_pinned_bits() {
    assert_eq!(sample_digest(), SAMPLE_DIGEST, "0x{:016x}", sample_digest());
}
