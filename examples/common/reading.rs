//! How a table is read: as JSON, and as options of a command line.

use std::error::Error;

use serde_json::json;
use touchline::domain::import::table::Reading;

/// With the evidence for each decision.
pub fn said(reading: &Reading) -> serde_json::Value {
    let dialect = &reading.dialect.dialect;
    let sign = |byte: u8| char::from(byte).to_string();
    json!({
        "gzip": reading.gzip,
        "encoding": reading.encoding.name,
        "delimiter": sign(dialect.delimiter),
        "quote": dialect.quote.map(sign),
        "escape": dialect.escape.name(),
        "header": reading.header.is_header(),
        "header_line": reading.header.is_header().then_some(reading.header_line),
        "preamble_lines": reading.preamble_lines,
        "footer_lines": reading.footer_lines.len(),
        "names": reading.names,
        "evidence": {
            "encoding": reading.encoding.evidence.to_string(),
            "dialect": reading.dialect.to_string(),
            "header": reading.header.to_string(),
            "preamble": reading.preamble_words(),
            "footer": reading.footer_words(),
        },
    })
}

pub fn delimiter(text: &str) -> Result<u8, Box<dyn Error>> {
    match text.as_bytes() {
        _ if matches!(text, "tab" | "\\t") => Ok(b'\t'),
        [byte] if byte.is_ascii() => Ok(*byte),
        _ => Err(format!("the delimiter is one sign or the word tab, not \"{text}\"").into()),
    }
}

/// A quote, or that there is none.
pub fn quote(text: &str) -> Result<Option<u8>, Box<dyn Error>> {
    match text.as_bytes() {
        b"none" => Ok(None),
        [byte] if byte.is_ascii() => Ok(Some(*byte)),
        _ => Err(format!("the quote is one sign or the word none, not \"{text}\"").into()),
    }
}

pub fn yes_or_no(text: &str) -> Result<bool, Box<dyn Error>> {
    match text {
        "yes" => Ok(true),
        "no" => Ok(false),
        other => Err(format!("--header is yes or no, not \"{other}\"").into()),
    }
}
