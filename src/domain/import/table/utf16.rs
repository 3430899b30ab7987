//! UTF-16 to UTF-8.

use super::encoding::{Decode, Order, Unicode};

/// Decodes UTF-16 block by block, wherever the blocks part it.
pub(super) struct Utf16 {
    order: Order,
    /// The first half of a unit.
    byte: Option<u8>,
    /// The first half of a pair.
    lead: Option<u16>,
}

impl Utf16 {
    pub(super) fn new(order: Order) -> Utf16 {
        Utf16 { order, byte: None, lead: None }
    }

    fn take(&mut self, unit: u16, text: &mut String) {
        let lead = self.lead.take();
        if lead.is_none() && unit < 0x80 {
            text.push(char::from(unit as u8));
        } else if (0xd800..0xdc00).contains(&unit) {
            text.extend(lead.map(|_| char::REPLACEMENT_CHARACTER));
            self.lead = Some(unit);
        } else {
            let pair = char::decode_utf16(lead.into_iter().chain([unit]));
            text.extend(pair.map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER)));
        }
    }
}

impl Decode for Utf16 {
    fn name(&self) -> &'static str {
        Unicode::Utf16(self.order).name()
    }

    fn decode(&mut self, bytes: &[u8], last: bool) -> Vec<u8> {
        let unit = match self.order {
            Order::LittleEnd => u16::from_le_bytes,
            Order::BigEnd => u16::from_be_bytes,
        };
        let mut text = String::with_capacity(bytes.len() / 2 + 8);
        let mut rest = bytes;
        if let (Some(byte), Some((next, behind))) = (self.byte, bytes.split_first()) {
            self.byte = None;
            self.take(unit([byte, *next]), &mut text);
            rest = behind;
        }
        let (pairs, odd) = rest.as_chunks::<2>();
        pairs.iter().for_each(|pair| self.take(unit(*pair), &mut text));
        self.byte = odd.first().copied().or(self.byte);
        // What is cut off is one fault, be it a half unit, a half pair or both.
        let (byte, lead) = (self.byte, self.lead);
        if last && (byte.is_some() || lead.is_some()) {
            (self.byte, self.lead) = (None, None);
            text.push(char::REPLACEMENT_CHARACTER);
        }
        text.into_bytes()
    }
}

#[cfg(test)]
mod tests {
    use encoding_rs::{UTF_16BE, UTF_16LE};
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Against the library that browsers use, wherever the blocks part the bytes.
        #[test]
        fn any_bytes_are_read_as_the_library_reads_them(
            units in prop::collection::vec(prop_oneof![0_u16..0x100, 0xd7f0_u16..0xe010, any::<u16>()], 0..40),
            odd in prop::option::of(any::<u8>()),
            big in any::<bool>(),
            block in 1_usize..9,
        ) {
            let (order, oracle) = if big { (Order::BigEnd, UTF_16BE) } else { (Order::LittleEnd, UTF_16LE) };
            let bytes: Vec<u8> = units.iter().flat_map(|unit| unit.to_be_bytes()).chain(odd).collect();
            let (expected, _) = oracle.decode_without_bom_handling(&bytes);
            let mut decoder = Utf16::new(order);
            let mut text: Vec<u8> = bytes.chunks(block).flat_map(|block| decoder.decode(block, false)).collect();
            text.extend(decoder.decode(&[], true));
            prop_assert_eq!(String::from_utf8_lossy(&text), expected);
        }
    }
}
