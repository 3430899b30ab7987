//! The bytes of a file from its lines as they stand in the code. The line end behind the opening quotation mark of a
//! literal is not part of the file.

/// Lines that end as in the code: in LF, or in what stands before it.
pub fn lf(lines: &str) -> Vec<u8> {
    raw(lines.as_bytes())
}

/// Lines that all end in CRLF.
pub fn crlf(lines: &str) -> Vec<u8> {
    lf(lines).into_iter().flat_map(|byte| if byte == b'\n' { vec![b'\r', b'\n'] } else { vec![byte] }).collect()
}

/// Lines that all end in CR.
pub fn cr(lines: &str) -> Vec<u8> {
    lf(lines).into_iter().map(|byte| if byte == b'\n' { b'\r' } else { byte }).collect()
}

/// Lines in any encoding that keeps ASCII.
pub fn raw(lines: &[u8]) -> Vec<u8> {
    lines.strip_prefix(b"\n").unwrap_or(lines).to_vec()
}

/// LF lines in UTF-16, low byte first, without a byte order mark.
pub fn utf16le(lines: &str) -> Vec<u8> {
    without_first_end(lines).encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// LF lines in UTF-16, high byte first, without a byte order mark.
pub fn utf16be(lines: &str) -> Vec<u8> {
    without_first_end(lines).encode_utf16().flat_map(u16::to_be_bytes).collect()
}

fn without_first_end(lines: &str) -> &str {
    lines.strip_prefix('\n').unwrap_or(lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_ends_are_as_asked() {
        assert_eq!(lf("\na\nb"), b"a\nb");
        assert_eq!(crlf("\na\n\nb\n"), b"a\r\n\r\nb\r\n");
        assert_eq!(cr("\na\nb\n"), b"a\rb\r");
        assert_eq!(raw(b"\n\n\xE4\n"), b"\n\xE4\n");
    }

    #[test]
    fn both_orders_of_utf16() {
        assert_eq!(utf16le("\nä"), [0xE4, 0]);
        assert_eq!(utf16be("\nä"), [0, 0xE4]);
    }
}
