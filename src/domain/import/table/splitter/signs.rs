//! Where the signs of a dialect stand, sixteen bytes at a time.

use crate::domain::import::table::dialect::Dialect;

/// Bytes that are looked at together.
pub(super) const BLOCK: usize = 16;

/// Bytes at which something ends.
pub(super) struct Signs {
    delimiter: u8,
    /// Of no quote a line feed, which ends a row anyway.
    quote: u8,
}

/// Places in a block, a bit each, the first byte's the lowest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Found {
    delimiters: u32,
    /// Line breaks and quotes.
    stops: u32,
}

impl Signs {
    pub(super) fn of(dialect: &Dialect) -> Signs {
        Signs { delimiter: dialect.delimiter, quote: dialect.quote.unwrap_or(b'\n') }
    }

    /// Notes where delimiters stand before the first stop in a block, and where that is.
    #[inline(always)]
    pub(super) fn note(&self, block: &[u8; BLOCK], base: u32, ends: &mut Vec<u32>) -> Option<u32> {
        let Found { delimiters, stops } = self.found(block);
        // All below the lowest stop; all where there is none.
        let mut delimiters = delimiters & (stops & stops.wrapping_neg()).wrapping_sub(1);
        while delimiters != 0 {
            ends.push(base + delimiters.trailing_zeros());
            delimiters &= delimiters - 1;
        }
        (stops != 0).then(|| base + stops.trailing_zeros())
    }

    #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
    #[inline(always)]
    fn found(&self, block: &[u8; BLOCK]) -> Found {
        use std::arch::wasm32::{u8x16_bitmask, u8x16_eq, u8x16_splat, u64x2, v128_or};
        let (low, high) = halves(block);
        let block = u64x2(low, high);
        let is = |sign: u8| u8x16_eq(block, u8x16_splat(sign));
        let stops = v128_or(v128_or(is(b'\n'), is(b'\r')), is(self.quote));
        Found { delimiters: u8x16_bitmask(is(self.delimiter)).into(), stops: u8x16_bitmask(stops).into() }
    }

    #[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
    #[inline(always)]
    fn found(&self, block: &[u8; BLOCK]) -> Found {
        let (low, high) = halves(block);
        let is = |sign: u8| eights::places(low, sign) | eights::places(high, sign) << 8;
        Found { delimiters: is(self.delimiter), stops: is(b'\n') | is(b'\r') | is(self.quote) }
    }
}

/// The first eight bytes and the last.
#[inline(always)]
fn halves(block: &[u8; BLOCK]) -> (u64, u64) {
    let both = u128::from_le_bytes(*block);
    (both as u64, (both >> 64) as u64)
}

/// Eight bytes as a number, where a processor's wider ones are not at hand.
#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
mod eights {
    const fn eight(byte: u8) -> u64 {
        u64::from_ne_bytes([byte; 8])
    }

    /// Which of eight bytes are this sign.
    #[inline(always)]
    pub(super) fn places(word: u64, sign: u8) -> u32 {
        const LOW: u64 = eight(0x7f);
        let differs = word ^ eight(sign);
        let same = !(((differs & LOW) + LOW) | differs | LOW);
        // The highest bit of each byte, one beside the other in the highest byte of a product.
        ((same >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56) as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sign_is_found_where_it_stands_and_nothing_else_is() {
        let signs = Signs { delimiter: b';', quote: b'"' };
        for byte in 0..=u8::MAX {
            for at in 0..BLOCK {
                // Beside its likes, which differ in one bit.
                let mut block = [b'\n' ^ 0x80; BLOCK];
                block[at] = byte;
                let delimiters = u32::from(byte == b';') << at;
                let stops = u32::from(matches!(byte, b'\n' | b'\r' | b'"')) << at;
                assert_eq!(signs.found(&block), Found { delimiters, stops }, "{byte:x} at {at}");
            }
        }
        let found = signs.found(b"a;b\nc\rd\"e;f;g;hi");
        let bits = |places: &[u32]| places.iter().fold(0, |bits, place| bits | 1 << place);
        assert_eq!(found, Found { delimiters: bits(&[1, 9, 11, 13]), stops: bits(&[3, 5, 7]) });
    }

    #[test]
    fn delimiters_behind_the_first_stop_are_not_noted() {
        let signs = Signs { delimiter: b';', quote: b'\n' };
        let mut ends = vec![7];
        assert_eq!(signs.note(b"a;\"b;c\nd;e;fghij", 32, &mut ends), Some(38));
        assert_eq!(signs.note(b"a;bcdefghijklmn;", 48, &mut ends), None);
        assert_eq!(ends, [7, 33, 36, 49, 63]);
    }
}
