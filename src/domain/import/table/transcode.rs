//! A whole file in any encoding to UTF-8, for a reader that knows Unicode alone.

use std::io::{self, Read};

use super::{
    SLICE,
    encoding::{Foreign, Transcoded},
    legacy::Legacy,
    raw::Raw,
    text::Text,
};
use crate::domain::import::fault::FileFault;

/// Unpacks and decodes a file, by the encoding with the label that is `given` or else as [`super::Table::open`] would
/// tell it. `sink` takes the text piece by piece, each with how many bytes of the file have been read so far.
pub fn transcode(
    source: impl Read,
    given: Option<&str>,
    mut sink: impl FnMut(&[u8], u64) -> io::Result<()>,
) -> Result<Transcoded, FileFault> {
    let mut text = Text::new(Raw::open(source, &Foreign::Decode(&Legacy))?, given, Some(&Legacy))?;
    let (mut block, mut length) = (vec![0; SLICE], 0);
    loop {
        let taken = text.read(&mut block)?;
        if taken == 0 {
            break;
        }
        length += taken as u64;
        sink(&block[..taken], text.raw().bytes())?;
    }
    let raw = text.raw();
    Ok(Transcoded {
        encoding: text.encoding(),
        gzip: raw.is_gzip(),
        checksum: raw.checksum(),
        bytes: raw.bytes(),
        text: length,
    })
}
