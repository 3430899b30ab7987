//! Equal input and seed give equal bits.

use touchline::domain::playbook::check::check;

use crate::bits::{
    JOURNEYS_DIGEST, MODELS_DIGESTS, SAMPLE_DIGEST, WIDE_DIGEST, journeys_digest, models_digest, sample_digest,
    sample_report, stochastic, wide_digest,
};

#[test]
fn cells_come_back_wherever_their_signs_stand() {
    crate::cells::check().expect("the rows that were written");
}

#[test]
fn the_sample_gives_the_pinned_bits() {
    assert_eq!(sample_digest(), SAMPLE_DIGEST, "0x{:016x}", sample_digest());
}

#[test]
fn sampled_values_give_the_pinned_bits() {
    assert_eq!(wide_digest(), WIDE_DIGEST, "0x{:016x}", wide_digest());
}

#[test]
fn every_model_gives_the_pinned_bits_by_every_method() {
    for (method, pinned) in MODELS_DIGESTS {
        assert_eq!(models_digest(method), pinned, "{method}: 0x{:016x}", models_digest(method));
    }
}

#[test]
fn journeys_that_are_drawn_have_the_pinned_bits() {
    assert_eq!(check(&stochastic()), []);
    assert_eq!(journeys_digest(), JOURNEYS_DIGEST, "0x{:016x}", journeys_digest());
}

#[test]
fn a_report_is_the_same_every_time() {
    assert_eq!(sample_report(), sample_report());
}
