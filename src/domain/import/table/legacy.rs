//! Encodings older than Unicode, by encoding_rs and chardetng. Their tables are large: no code of the worker's may name
//! [`Legacy`], so that only programs that need them carry them.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Decoder, Encoding};

use super::encoding::{Codec, Decode};

/// The encodings of the WHATWG's standard.
pub struct Legacy;

impl Codec for Legacy {
    fn labelled(&self, label: &str) -> Option<Box<dyn Decode>> {
        Encoding::for_label(label.as_bytes()).map(decoding)
    }

    fn guessed(&self, block: &[u8], last: bool) -> Box<dyn Decode> {
        let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
        detector.feed(block, last);
        decoding(detector.guess(None, Utf8Detection::Deny))
    }
}

fn decoding(encoding: &'static Encoding) -> Box<dyn Decode> {
    Box::new(Decoding(encoding.new_decoder_without_bom_handling()))
}

struct Decoding(Decoder);

impl Decode for Decoding {
    fn name(&self) -> &'static str {
        self.0.encoding().name()
    }

    fn decode(&mut self, bytes: &[u8], last: bool) -> Vec<u8> {
        let longest = self.0.max_utf8_buffer_length(bytes.len()).unwrap_or(3 * bytes.len() + 16);
        let mut text = vec![0; longest];
        let (_, _, written, _) = self.0.decode_to_utf8(bytes, &mut text, last);
        text.truncate(written);
        text
    }
}
