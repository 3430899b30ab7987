//! A gzip file whose one deflate block is stored, not compressed.

/// Puts up to 65,535 bytes into a gzip file; `file` is the name that its header gives.
pub fn stored(content: &[u8], file: Option<&str>) -> Vec<u8> {
    // Method 8, the flag for a name, no time, no extra flags, an unknown system.
    let mut gzip = vec![0x1f, 0x8b, 8, if file.is_some() { 8 } else { 0 }, 0, 0, 0, 0, 0, 255];
    if let Some(file) = file {
        gzip.extend_from_slice(file.as_bytes());
        gzip.push(0);
    }
    let length = content.len() as u16;
    // The last block, stored; then its length and the complement of it.
    gzip.push(1);
    gzip.extend_from_slice(&length.to_le_bytes());
    gzip.extend_from_slice(&(!length).to_le_bytes());
    gzip.extend_from_slice(content);
    gzip.extend_from_slice(&crc32(content).to_le_bytes());
    gzip.extend_from_slice(&(content.len() as u32).to_le_bytes());
    gzip
}

fn crc32(bytes: &[u8]) -> u32 {
    let mut crc = u32::MAX;
    for byte in bytes {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 };
        }
    }
    !crc
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_is_the_published_one() {
        assert_eq!(crc32(b"123456789"), 0xCBF4_3926);
    }

    #[test]
    fn a_name_goes_into_the_header() {
        assert_eq!(stored(b"a", None).len(), 24);
        let named = stored(b"a", Some("a.csv"));
        assert_eq!(named.len(), 30);
        assert_eq!(&named[10..16], b"a.csv\0");
    }
}
