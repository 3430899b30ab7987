//! A fresh seed from the browser's entropy; it is shown, and the same seed gives the same figures.

use crate::domain::uncertainty::draw::LARGEST_SEED;

/// A seed from 0 to 2^53 - 1, or what kept the browser from giving one.
pub fn fresh() -> Result<u64, getrandom::Error> {
    Ok(getrandom::u64()? & LARGEST_SEED)
}
