//! Encodings older than Unicode, by encoding_rs and chardetng, and gzip, by flate2. The tables are large: no code of the
//! worker's may name [`Legacy`], so that only programs that need them carry them.

use std::io::{self, Write};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Decoder, Encoding};
use flate2::write::MultiGzDecoder;

use super::encoding::{Codec, Decode, Unpack};

/// Packed bytes taken in at a time: the most that they can hold is a thousand times more.
const PIECE: usize = 16 << 10;

/// The encodings of the WHATWG's standard.
pub struct Legacy;

impl Codec for Legacy {
    fn labelled(&self, label: &str) -> Option<Box<dyn Decode>> {
        Encoding::for_label(label.as_bytes()).map(decoding)
    }

    fn unpacker(&self) -> Box<dyn Unpack> {
        Box::new(Unpacking(MultiGzDecoder::new(Vec::new())))
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

struct Unpacking(MultiGzDecoder<Vec<u8>>);

impl Unpack for Unpacking {
    fn unpack(&mut self, packed: &[u8], into: &mut Vec<u8>) -> io::Result<()> {
        for piece in packed.chunks(PIECE) {
            self.0.write_all(piece)?;
            into.append(self.0.get_mut());
        }
        Ok(())
    }

    fn end(&mut self, into: &mut Vec<u8>) -> io::Result<()> {
        self.0.try_finish()?;
        into.append(self.0.get_mut());
        Ok(())
    }
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
