//! The engine gives the same bits here as natively.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::bits::{
    JOURNEYS_DIGEST, MODELS_DIGESTS, SAMPLE_DIGEST, WIDE_DIGEST, journeys_digest, models_digest, sample_digest,
    wide_digest,
};

#[wasm_bindgen_test]
fn the_sample_gives_the_pinned_bits() {
    assert_eq!(sample_digest(), SAMPLE_DIGEST, "0x{:016x}", sample_digest());
}

#[wasm_bindgen_test]
fn sampled_values_give_the_pinned_bits() {
    assert_eq!(wide_digest(), WIDE_DIGEST, "0x{:016x}", wide_digest());
}

#[wasm_bindgen_test]
fn journeys_that_are_drawn_have_the_pinned_bits() {
    assert_eq!(journeys_digest(), JOURNEYS_DIGEST, "0x{:016x}", journeys_digest());
}

#[wasm_bindgen_test]
fn every_model_gives_the_pinned_bits_by_every_method() {
    for (method, pinned) in MODELS_DIGESTS {
        assert_eq!(models_digest(method), pinned, "{method}: 0x{:016x}", models_digest(method));
    }
}
