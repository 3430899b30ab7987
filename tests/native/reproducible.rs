//! Equal input and seed give equal bits.

use crate::bits::{SAMPLE_DIGEST, sample_digest, sample_report};

#[test]
fn the_sample_gives_the_pinned_bits() {
    assert_eq!(sample_digest(), SAMPLE_DIGEST, "0x{:016x}", sample_digest());
}

#[test]
fn a_report_is_the_same_every_time() {
    assert_eq!(sample_report(), sample_report());
}
